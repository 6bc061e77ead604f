use crate::json_serializable;
use crate::value::{Dict, Value};

/// A message with its meta data, as mango's `MangoMessage`: what `agent.send_message` puts on the wire.
///
/// # Example
/// ```
/// use codec::{Codec, Dict, Json, MangoMessage, Value};
///
/// let meta = Dict::from_iter([("receiver_id".to_owned(), Value::from("agent0"))]);
/// let message = MangoMessage { content: Value::from("Hey!"), meta: Some(meta), ..MangoMessage::default() };
/// assert_eq!(
///     Json::new().encode(&message)?,
///     br#"{"__type__":[-1465703651,{"content":"Hey!","meta":{"receiver_id":"agent0"}}]}"#
/// );
/// # Ok::<(), codec::SerializationError>(())
/// ```
#[json_serializable(crate = crate, python(kind = dataclass, methods("__toproto__", "split_content_and_meta")))]
#[derive(Debug, Clone, Default, PartialEq)]
#[serde(default)]
pub struct MangoMessage {
    /// What is said.
    pub content: Value,
    /// Sender, receiver and whatever else the sender gave; mango delivers a message only by its `receiver_id`.
    pub meta: Option<Dict>,
    /// Attributes that the peer added.
    #[codec(extra)]
    pub extra: Dict,
}

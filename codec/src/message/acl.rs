use super::Performative;
use crate::json_serializable;
use crate::value::{Dict, Value};

/// A FIPA ACL message, as mango's `ACLMessage`.
///
/// All fifteen fields are always sent, `None` as null, in the order of mango-agents 2.4.0; a field that does not come
/// keeps its default. Attributes that a peer added are kept in `extra`.
///
/// Without a performative it is the one envelope that every mango since 2.1.4 understands on every Python version.
///
/// # Example
/// ```
/// use codec::{AclMessage, Codec, Json, Performative, Value};
///
/// let message = AclMessage {
///     sender_id: Some("rusty".into()),
///     receiver_id: Some("agent0".into()),
///     performative: Some(Performative::Inform),
///     content: Value::from("hello"),
///     ..AclMessage::default()
/// };
/// let codec = Json::new();
/// let back = codec.decode(&codec.encode(&message)?)?;
/// assert_eq!(back.downcast_ref::<AclMessage>(), Some(&message));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[json_serializable(
    crate = crate,
    name = "ACLMessage",
    python(
        repr = false,
        methods("__str__", "extract_meta", "split_content_and_meta"),
        params(
            "sender_id",
            "sender_addr",
            "receiver_id",
            "receiver_addr",
            "reply_to",
            "conversation_id",
            "performative",
            "content",
            "protocol",
            "language",
            "encoding",
            "ontology",
            "reply_with",
            "reply_by",
            "in_reply_to"
        )
    )
)]
#[derive(Debug, Clone, Default, PartialEq)]
#[serde(default)]
pub struct AclMessage {
    /// The agent that sends.
    pub sender_id: Option<String>,
    /// Where the sender listens: over TCP a list of host and port, over MQTT a topic.
    pub sender_addr: Value,
    /// The agent that is to receive.
    pub receiver_id: Option<String>,
    /// Where the receiver listens.
    pub receiver_addr: Value,
    /// The agent that is to get the reply.
    pub reply_to: Option<String>,
    /// What is said.
    pub content: Value,
    /// The act of saying it.
    pub performative: Option<Performative>,
    /// The conversation that this belongs to.
    pub conversation_id: Option<String>,
    /// Until when to reply.
    pub reply_by: Value,
    /// The message that this replies to.
    pub in_reply_to: Option<String>,
    /// The interaction protocol.
    pub protocol: Option<String>,
    /// The language of the content.
    pub language: Option<String>,
    /// The encoding of the content.
    pub encoding: Option<String>,
    /// The ontology of the content.
    pub ontology: Option<String>,
    /// What a reply is to put into `in_reply_to`.
    pub reply_with: Option<String>,
    /// Attributes that the peer added.
    #[codec(extra)]
    pub extra: Dict,
}

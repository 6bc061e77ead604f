use crate::json_serializable;
use crate::value::Value;

/// Where an agent is, as mango's `AgentAddress`.
///
/// # Example
/// ```
/// use codec::{AgentAddress, Codec, Json, Value};
/// let address = AgentAddress { protocol_addr: Value::from_iter(["127.0.0.1".into(), Value::from(5555)]), aid: Some("agent0".into()) };
/// let codec = Json::new();
/// assert_eq!(codec.decode_as::<AgentAddress>(&codec.encode(&address)?)?, address);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[json_serializable(crate = crate, python(kind = frozen_ordered))]
#[derive(Debug, Clone, Default, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct AgentAddress {
    /// The container's address: over TCP a list of host and port, over MQTT a topic.
    pub protocol_addr: Value,
    /// The agent's id in its container.
    pub aid: Option<String>,
}

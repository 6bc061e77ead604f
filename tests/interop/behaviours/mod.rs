//! What mango and aiomas do, and a compatible implementation must: each test shows it of the peer and of ours. Where we
//! depart on purpose, the test shows that the peer takes what ours refuses.

pub mod fast_json;
pub mod json;
pub mod msgpack;
pub mod protobuf;
pub mod registry;
pub mod type_ids;

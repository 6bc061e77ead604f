use codec::{json_serializable, proto_serializable};

#[proto_serializable]
#[derive(Clone, PartialEq, prost::Message, serde::Serialize, codec::JsonSerializable)]
struct Derived {}

#[proto_serializable]
#[json_serializable]
#[derive(Clone, PartialEq, prost::Message)]
struct Both {}

#[json_serializable]
#[proto_serializable]
#[derive(Clone, PartialEq, prost::Message)]
struct BothReversed {}

#[proto_serializable]
#[proto_serializable]
#[derive(Clone, PartialEq, prost::Message)]
struct Twice {}

fn main() {}

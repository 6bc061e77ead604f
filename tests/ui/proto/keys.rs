use codec::proto_serializable;

#[proto_serializable(python(kind = dataclass), type_id = "x")]
#[derive(Clone, PartialEq, prost::Message)]
struct Unknown {}

#[proto_serializable(name = "A", name = "B", register = true)]
#[derive(Clone, PartialEq, prost::Message)]
struct Twice {}

fn main() {
    // The types survive their mistakes.
    let _ = (Unknown::serializer(), Twice {});
}

use codec::proto_serializable;

#[proto_serializable]
struct Reading {
    value: f64,
}

fn main() {
    codec::Serializer::proto::<char>();
}

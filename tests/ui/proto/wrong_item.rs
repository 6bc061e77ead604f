use codec::proto_serializable;

#[proto_serializable]
enum Choice {
    A,
}

#[proto_serializable]
fn function() {}

#[proto_serializable]
struct Generic<T>(T);

fn main() {}

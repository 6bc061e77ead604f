use codec::{Codec, Json};

struct Bare;

fn encode(codec: &Json) {
    let _ = codec.encode(&Bare);
    let _ = codec.encode(&vec![Bare]);
}

fn main() {}

use codec::{Codec, Json};

fn encode(codec: &Json, text: &str) {
    let _ = codec.encode(&vec![text]);
}

fn main() {}

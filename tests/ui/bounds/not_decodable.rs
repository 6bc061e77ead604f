use codec::{Codec, Json};

struct Bare;

fn decode(codec: &Json) {
    let _ = codec.decode_as::<Bare>(b"1");
    let _: Result<Vec<Bare>, _> = codec.decode_as(b"1");
    let _: Result<&str, _> = codec.decode_as(b"1");
}

fn main() {}

//! Hostile inputs of n, 2n, 4n and 8n parts, for a tool that counts instructions. Each is decoded in a call of a function
//! called `counted`, and in a second one what came of it is encoded, copied, compared, shown and dropped. A line says
//! what each pair of calls was: the name, and the number of parts.

mod binary;
mod frames;
mod text;

use std::error::Error;
use std::hint::black_box;

use codec::{Codec, DynCodec, Value};

/// Large enough that what is done once for each message does not hide what is done for each part.
const SMALLEST: usize = 1_000;

/// Gives the value, if it is one that anything can be done with.
type Decode = fn(&dyn DynCodec, &[u8]) -> Option<Value>;

struct Case {
    name: &'static str,
    codec: Box<dyn DynCodec>,
    bytes: fn(usize) -> Vec<u8>,
    decode: Decode,
}

fn main() -> Result<(), Box<dyn Error>> {
    for case in text::cases()?.into_iter().chain(binary::cases()?).chain(frames::cases()?) {
        for times in [1, 2, 4, 8] {
            case.run(SMALLEST * times);
        }
    }
    Ok(())
}

impl Case {
    fn run(&self, parts: usize) {
        let bytes = (self.bytes)(parts);
        let mut value = None;
        counted(&mut || value = (self.decode)(&*self.codec, &bytes));
        counted(&mut || self.used(black_box(value.take())));
        println!("{parts} {}", self.name);
    }

    fn used(&self, value: Option<Value>) {
        let Some(value) = value else { return };
        let copy = value.clone();
        black_box(self.codec.encode(&copy).is_ok());
        // NaN is unequal to itself, and what is compared to the end is equal.
        black_box(copy == value);
        black_box(value.to_string());
    }
}

/// The tool looks for this name.
#[inline(never)]
fn counted(body: &mut dyn FnMut()) {
    body();
}

/// Dynamically.
#[allow(clippy::unnecessary_wraps, reason = "the others have nothing to give")]
fn value(codec: &dyn DynCodec, bytes: &[u8]) -> Option<Value> {
    Some(codec.decode(bytes).expect("a case that is read"))
}

/// As what `T` is, which then has no further use.
fn typed<T: codec::Decodable>(codec: &dyn DynCodec, bytes: &[u8]) -> Option<Value> {
    assert!(black_box(codec.decode_as::<T>(bytes)).is_ok(), "a case that is read");
    None
}

/// What is no `T`: a case that would be refused at its first byte shows nothing, so that each says which it is.
fn refused<T: codec::Decodable>(codec: &dyn DynCodec, bytes: &[u8]) -> Option<Value> {
    assert!(black_box(codec.decode_as::<T>(bytes)).is_err(), "a case that is refused");
    None
}

//! Protocol Buffers' wire format: fields by number, without knowledge of their meaning.
//!
//! <https://protobuf.dev/programming-guides/encoding/>

mod read;
mod write;

pub(crate) use read::{Field, Fields};
pub(crate) use write::{bytes, int32};

/// Wire types, the low three bits of a tag.
const VARINT: u32 = 0;
const I64: u32 = 1;
const LEN: u32 = 2;
const GROUP: u32 = 3;
const END_GROUP: u32 = 4;
const I32: u32 = 5;

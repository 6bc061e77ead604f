//! MessagePack with knowledge of types: envelopes, objects, fields and dynamic values.

mod fields;
mod read;
mod write;

pub(crate) use read::MsgPackReader;
pub(crate) use write::MsgPackWriter;

//! MessagePack with knowledge of types: envelopes, objects, fields and dynamic values.

mod fields;
mod read;
mod write;

pub use read::MsgPackReader;
pub use write::MsgPackWriter;

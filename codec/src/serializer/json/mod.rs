//! JSON with knowledge of types: envelopes, objects, fields and dynamic values.

mod fields;
mod read;
mod write;

pub use read::JsonReader;
pub use write::JsonWriter;

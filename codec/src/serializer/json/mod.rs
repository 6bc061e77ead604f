//! JSON with knowledge of types: envelopes, objects, fields and dynamic values.

mod fields;
mod key;
mod read;
mod write;

pub(crate) use key::KeyStyle;
pub use read::JsonReader;
#[cfg(feature = "fast_json")]
pub(crate) use read::Mode;
pub use write::JsonWriter;

//! serde and values: from types to values, from values to types, and values in foreign formats.

mod data;
mod de;
mod ser;

pub(crate) use de::ValueDeserializer;
pub use de::from_value;
pub use ser::to_value;
pub(crate) use ser::{MapBuilder, ValueSerializer, key_value};

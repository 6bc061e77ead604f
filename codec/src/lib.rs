//! Typed messages.
#![forbid(unsafe_code)]

mod error;
mod value;
mod wire;

pub use error::{DecodeError, RegistryError, SerializationError};
pub use value::{BigInt, Bytes, Dict, DowncastError, Ext, List, Map, Object, Unknown, Value, ValueIndex};
pub use value::{from_value, to_value};

//! The codecs, one module each.

pub(crate) mod json;
#[cfg(feature = "protobuf")]
mod protobuf;

pub use json::{Json, JsonBuilder};
#[cfg(feature = "protobuf")]
pub use protobuf::{Protobuf, ProtobufBuilder};

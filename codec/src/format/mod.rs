//! The codecs, one module each.

pub(crate) mod custom;
pub(crate) mod json;
pub(crate) mod options;

pub use custom::{ValueCodec, ValueCodecBuilder, ValueFormat};
pub use json::{Json, JsonBuilder};

//! The codecs, one module each.

pub(crate) mod json;

pub use json::{Json, JsonBuilder};

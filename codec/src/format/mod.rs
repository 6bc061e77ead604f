//! The codecs, one module each.

pub(crate) mod json;
pub(crate) mod options;

pub use json::{Json, JsonBuilder};

//! The codecs, one module each.

mod json;

pub use json::{Json, JsonBuilder};

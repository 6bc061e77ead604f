//! The codecs, one module each.

#[cfg(feature = "fast_json")]
pub(crate) mod fast_json;
pub(crate) mod json;
pub(crate) mod options;

#[cfg(feature = "fast_json")]
pub use fast_json::{FastJson, FastJsonBuilder};
pub use json::{Json, JsonBuilder};

//! The codecs, one module each.

#[cfg(feature = "fast_json")]
pub(crate) mod fast_json;
pub(crate) mod json;
#[cfg(feature = "msgpack")]
mod msgpack;
pub(crate) mod options;
#[cfg(feature = "msgpack")]
mod run;

#[cfg(feature = "fast_json")]
pub use fast_json::{FastJson, FastJsonBuilder};
pub use json::{Json, JsonBuilder};
#[cfg(feature = "msgpack")]
pub use msgpack::{MsgPack, MsgPackBuilder};

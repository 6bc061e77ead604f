//! Readers and writers, one pair for each format; they know bytes and nothing of types.

pub(crate) mod json;
mod limits;
pub(crate) mod out;
#[cfg(feature = "protobuf")]
pub(crate) mod pickle;
#[cfg(feature = "protobuf")]
pub(crate) mod proto;

pub use limits::Limits;

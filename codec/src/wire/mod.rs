//! Readers and writers, one pair for each format; they know bytes and nothing of types.

#[cfg(feature = "blosc")]
pub mod blosc;
pub(crate) mod json;
pub(crate) mod limits;
#[cfg(feature = "msgpack")]
pub(crate) mod msgpack;
pub(crate) mod out;
pub(crate) mod parts;
#[cfg(feature = "protobuf")]
pub(crate) mod pickle;
#[cfg(feature = "protobuf")]
pub(crate) mod proto;
mod word;

pub use limits::Limits;

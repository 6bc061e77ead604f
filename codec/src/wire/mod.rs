//! Readers and writers, one pair for each format; they know bytes and nothing of types.

#[cfg(feature = "blosc")]
pub mod blosc;
pub(crate) mod json;
mod limits;
pub(crate) mod out;

pub use limits::Limits;

//! Readers and writers, one pair for each format; they know bytes and nothing of types.

pub(crate) mod json;
mod limits;

pub use limits::Limits;

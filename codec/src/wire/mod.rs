//! Readers and writers, one pair for each format; they know bytes and nothing of types.

pub(crate) mod json;
mod limits;
pub(crate) mod out;
pub(crate) mod parts;

pub use limits::Limits;

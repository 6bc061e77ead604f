//! Plain values as a format: what stands between objects and the codecs that users write.
//!
//! An object is the dict of its envelope here, so that a user's format needs to know nothing of types, and everything
//! else (tags, the registry, limits, errors) is the same code as for the formats that have bytes.

mod cursor;
mod fields;
mod read;
mod tokens;
mod write;

pub use cursor::TreeReader;
pub use write::TreeWriter;

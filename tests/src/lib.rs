//! What the test binaries share: all codecs, the recorded vectors, their notation, and the Rust twins of their Python
//! classes.

mod cbor;
pub mod codecs;
pub mod differences;
pub mod hex;
pub mod messages;
pub mod notation;
pub mod plain;
pub mod same;
pub mod twins;
pub mod vectors;

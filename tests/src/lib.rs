//! What the test binaries share: all codecs, the recorded vectors, their notation, the Rust twins of their Python
//! classes, and the Python peers as processes.

mod cbor;
pub mod codecs;
pub mod differences;
pub mod hex;
pub mod messages;
pub mod notation;
pub mod peer;
pub mod plain;
pub mod runner;
pub mod same;
pub mod twins;
pub mod vectors;

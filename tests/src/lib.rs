//! What the test binaries share: all codecs and their judges, how much a campaign runs, the recorded vectors, their
//! notation, the Rust twins of their Python classes, and the Python peers as processes.

mod cbor;
pub mod codecs;
pub mod differences;
pub mod effort;
pub mod generate;
pub mod hex;
pub mod judge;
pub mod messages;
pub mod notation;
pub mod peer;
pub mod plain;
pub mod random;
pub mod runner;
pub mod same;
pub mod twins;
pub mod varint;
pub mod vectors;

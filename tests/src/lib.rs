//! What the test binaries share: the recorded vectors, their notation, and the Rust twins of their Python classes.

pub mod differences;
pub mod hex;
pub mod messages;
pub mod notation;
pub mod twins;
pub mod vectors;

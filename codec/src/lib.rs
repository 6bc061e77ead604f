//! Typed messages.
#![forbid(unsafe_code)]

mod error;
mod value;
mod wire;

pub use error::{DecodeError, RegistryError, SerializationError};

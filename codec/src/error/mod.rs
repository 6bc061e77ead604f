//! The three errors: one each for encoding, decoding and registering.
//!
//! Each is opaque and one word wide. Ask with the `is_*` questions; read the text for what happened, where, and
//! what to do.

mod decode;
mod limit;
mod path;
mod registry;
mod serialization;

pub use decode::DecodeError;
pub(crate) use decode::DecodeKind;
pub use limit::Limit;
pub(crate) use path::excerpt;
pub use registry::RegistryError;
pub(crate) use registry::RegistryKind;
pub use serialization::SerializationError;
pub(crate) use serialization::SerializationKind;

//! Typed messages: annotate a struct, and every codec can encode it and find it again by a 32-bit id.
#![forbid(unsafe_code)]

mod codec;
mod error;
mod format;
mod message;
mod registry;
mod serializer;
mod type_id;
mod value;
mod wire;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use codec_derive::{JsonSerializable, json_serializable};

pub use crate::codec::{Codec, Decodable, DynCodec, Encodable};
pub use error::{DecodeError, RegistryError, SerializationError};
pub use format::{Json, JsonBuilder};
pub use message::{AclMessage, AgentAddress, MangoMessage, Performative};
pub use registry::{Registry, TypeList};
pub use serializer::{FallbackSerializer, JsonSerializable, Serializer};
pub use type_id::{PythonVersion, type_id};
pub use value::{
    BigInt, Bytes, Dict, DowncastError, Ext, List, Map, Object, Unknown, Value, ValueIndex, from_value,
    to_value,
};
pub use wire::Limits;

/// Makes sure that annotated types are linked in and registered.
///
/// Naming a type forces its crate to be linked, which listing the crate in `Cargo.toml` does not; the result says
/// whether each type is in the link-time registry.
///
/// # Example
/// ```standalone_crate
/// use codec::{json_serializable, require_types};
/// #[json_serializable]
/// struct Ping { n: i64 }
/// require_types!(Ping, codec::AclMessage)?;
/// # Ok::<(), codec::RegistryError>(())
/// ```
///
/// # Errors
/// Gives a [`RegistryError`] that names every type that is not registered, or the collision that spoils the registry.
#[macro_export]
macro_rules! require_types {
    ($($ty:ty),+ $(,)?) => {
        $crate::__private::require(&[$(<$ty as $crate::JsonSerializable>::serializer()),+])
    };
}

//! Typed messages: annotate a struct, and every codec can encode it and find it again by a 32-bit id.
//!
//! The wire format and the ids are those of the Python frameworks mango-agents and aiomas.
//!
//! ```standalone_crate
//! use codec::{Codec, Json, json_serializable};
//!
//! #[json_serializable]
//! #[derive(Debug, PartialEq)]
//! struct DecoratorData { x: i64, y: String, z: Vec<f64> }
//!
//! let data = DecoratorData { x: 1, y: "abc".into(), z: vec![0.5] };
//! let codec = Json::new();
//! let bytes = codec.encode(&data)?;
//! assert_eq!(bytes, br#"{"__type__":[-1446958807,{"x":1,"y":"abc","z":[0.5]}]}"#);
//!
//! let value = codec.decode(&bytes)?;
//! assert_eq!(value.to_string(), "DecoratorData(x=1, y='abc', z=[0.5])");
//! assert_eq!(value.downcast::<DecoratorData>()?, data);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is where
//!
//! | for | see |
//! |---|---|
//! | annotated types | [`macro@json_serializable`], [`trait@JsonSerializable`], [`require_types!`] |
//! | bytes and back | [`Codec`], [`DynCodec`], [`Limits`], [`Limit`] |
//! | JSON | [`Json`], [`JsonBuilder`] |
//! | mango's FastJSON | `FastJson`, `FastJsonBuilder` (feature `fast_json`) |
//! | MessagePack | `MsgPack`, `MsgPackBuilder` (feature `msgpack`) |
//! | MessagePack, compressed | `MsgPackBlosc`, `MsgPackBloscBuilder`, `blosc` (feature `blosc`) |
//! | mango's protobuf | `Protobuf`, `ProtobufBuilder`, `proto_serializable` (feature `protobuf`) |
//! | messages in a stream of bytes | [`transport`], the frames of mango and aiomas over TCP |
//! | a format of your own | [`ValueFormat`], [`ValueCodec`], [`ValueCodecBuilder`] |
//! | what was decoded | [`Value`], [`Object`], [`Dict`], [`List`], [`to_value`], [`from_value`] |
//! | which types are known | [`Registry`], [`Serializer`], [`FallbackSerializer`] |
//! | ids | [`type_id`], [`PythonVersion`], [`ProtobufVersion`] |
//! | arrays, times, UUIDs, decimals | `ext`, by features |
//! | messages of mango | [`AclMessage`], [`MangoMessage`], [`AgentAddress`], [`Performative`] |
//! | what the types are on the wire | [`schema`], [`twin`] (a Python module), [`manifest`] and [`assert_manifest!`] |
//! | what went wrong | [`DecodeError`], [`SerializationError`], [`RegistryError`], [`DowncastError`] |
//!
//! # How types are found
//!
//! The attribute puts an entry into a list that the linker collects. [`Json::new`] and [`Registry::linked`] read it.
//! A crate that is only listed in `Cargo.toml` is not linked, so its types are not found: write
//! `use the_crate as _;`, and check with [`require_types!`]. Two types with the same name and the same fields have one
//! id and collide, which is an error that names both. The merged doctests of edition 2024 are one program: those that
//! define types are marked `standalone_crate`.
//!
//! # Features
//!
//! - `serde_json` (default): conversions between [`Value`] and `serde_json::Value`. The JSON codec is always there and
//!   does not need it.
//! - `fast_json`: `FastJson`, the codec of mango's FastJSON containers: messages, dataclasses and enums without tags; and
//!   plain JSON for where both sides know the type. It turns on `base64`.
//! - `msgpack`: `MsgPack`, MessagePack as aiomas has it, with bytes, ext values and keys of any type.
//! - `blosc`: `MsgPackBlosc`, the same in the Blosc 1 container, and that container in safe Rust, the module `blosc`. It
//!   turns on `msgpack`.
//! - `protobuf`: `Protobuf`, mango's binary codec; `#[proto_serializable]`, `Serializer::proto` and `via_proto`, which
//!   make messages of `prost` typed objects.
//! - `ndarray`: NumPy arrays, in `ext::ndarray`. It turns on `base64`.
//! - `jiff`, `chrono`: times as aiomas sends them (`arrow`), in `ext::jiff` and `ext::chrono`.
//! - `uuid`, `decimal`: Python's `UUID` and `Decimal`, in `ext::uuid` and `ext::decimal` (the crate `rust_decimal`).
//! - `tracing`: spans and events for messages by type and size, and for those that are refused by reason (target `codec`,
//!   levels DEBUG and TRACE).
//! - `base64`: `Serializer::bytes_as_base64`, for payloads with bytes in JSON.
//!
//! # Which codec
//!
//! Take the one that the peer has. Where both ends are yours, `MsgPack` is smaller and faster than [`Json`], which people
//! can read; `FastJson` does not depend on the Python version of mango's containers; `MsgPackBlosc` pays for NumPy
//! arrays and for what repeats; `Protobuf` carries messages that are declared in protobuf. `docs/choosing-a-codec.md` in the
//! repository has the whole comparison, with sizes and times, and `docs/talking-to-python.md` says how to set up both sides
//! of a connection with mango or aiomas.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
// What could panic or wrap on input. The exceptions are modules, and say at their top why nothing can go wrong there.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss
    )
)]

mod codec;
mod error;
#[cfg(any(feature = "ndarray", feature = "jiff", feature = "chrono", feature = "uuid", feature = "decimal"))]
pub mod ext;
mod format;
pub mod manifest;
mod message;
mod registry;
pub mod schema;
mod serializer;
mod trace;
pub mod transport;
pub mod twin;
mod type_id;
mod value;
mod wire;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[cfg(feature = "protobuf")]
pub use codec_derive::proto_serializable;
pub use codec_derive::{JsonSerializable, json_serializable};

pub use crate::codec::{Codec, Decodable, DynCodec, Encodable};
pub use error::{DecodeError, Limit, RegistryError, SerializationError};
#[cfg(feature = "fast_json")]
pub use format::{FastJson, FastJsonBuilder};
pub use format::{Json, JsonBuilder, ValueCodec, ValueCodecBuilder, ValueFormat};
#[cfg(feature = "msgpack")]
pub use format::{MsgPack, MsgPackBuilder};
#[cfg(feature = "blosc")]
pub use format::{MsgPackBlosc, MsgPackBloscBuilder};
#[cfg(feature = "protobuf")]
pub use format::{Protobuf, ProtobufBuilder};
pub use message::{AclMessage, AgentAddress, MangoMessage, Performative};
pub use registry::{Registry, TypeList};
#[cfg(feature = "protobuf")]
pub use serializer::proto::ProtoMessage;
pub use serializer::serde::{from_value, to_value};
pub use serializer::{FallbackSerializer, JsonSerializable, Serializer};
pub use type_id::{ProtobufVersion, PythonVersion, type_id};
pub use value::{BigInt, Bytes, Dict, DowncastError, Ext, List, Map, Object, Unknown, Value, ValueIndex};
pub use wire::Limits;
#[cfg(feature = "blosc")]
pub use wire::blosc;

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

/// Fails a test if the wire contract of this program is not that of a file beside the crate's `Cargo.toml`, and says which
/// peers each change breaks.
///
/// The registry is [`Registry::linked`], or a second argument: a `Result<Registry, RegistryError>`. Run the test with
/// `CODEC_UPDATE_MANIFEST=1` to write the file.
///
/// # Example
/// ```no_run
/// # fn inside_a_test() {
/// codec::assert_manifest!("types.lock");
/// codec::assert_manifest!("public.lock", codec::Registry::only::<(codec::AclMessage,)>());
/// # }
/// ```
///
/// # Panics
/// With the list of changes; if the file is not there or is no manifest; if two types collide.
#[macro_export]
macro_rules! assert_manifest {
    ($file:expr $(,)?) => {
        $crate::assert_manifest!($file, $crate::Registry::linked())
    };
    ($file:expr, $registry:expr $(,)?) => {
        if let ::core::result::Result::Err(text) =
            $crate::manifest::check(::core::env!("CARGO_MANIFEST_DIR"), $file, $registry)
        {
            ::core::panic!("{}", text);
        }
    };
}

/// The code blocks of the README, as doctests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}

/// Those of the page about the codecs.
#[cfg(all(doctest, feature = "msgpack"))]
#[doc = include_str!("../../docs/choosing-a-codec.md")]
mod choosing_a_codec {}

/// Those of the page about schemas and twins.
#[cfg(doctest)]
#[doc = include_str!("../../docs/schema-and-twins.md")]
mod schema_and_twins {}

/// Those of the page about the Python peers.
#[cfg(doctest)]
#[doc = include_str!("../../docs/talking-to-python.md")]
mod talking_to_python {}

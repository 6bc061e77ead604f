//! The codecs, one module each.

pub(crate) mod custom;
pub(crate) mod json;
#[cfg(feature = "msgpack")]
mod msgpack;
pub(crate) mod options;
#[cfg(feature = "protobuf")]
mod protobuf;
#[cfg(feature = "msgpack")]
mod run;

pub use custom::{ValueCodec, ValueCodecBuilder, ValueFormat};
pub use json::{Json, JsonBuilder};
#[cfg(feature = "msgpack")]
pub use msgpack::{MsgPack, MsgPackBuilder};
#[cfg(feature = "protobuf")]
pub use protobuf::{Protobuf, ProtobufBuilder};

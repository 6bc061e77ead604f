//! The codecs, one module each.

pub(crate) mod custom;
#[cfg(feature = "fast_json")]
pub(crate) mod fast_json;
pub(crate) mod json;
#[cfg(feature = "msgpack")]
mod msgpack;
#[cfg(feature = "blosc")]
mod msgpack_blosc;
pub(crate) mod options;
#[cfg(feature = "protobuf")]
mod protobuf;
mod run;

pub use custom::{ValueCodec, ValueCodecBuilder, ValueFormat};
#[cfg(feature = "fast_json")]
pub use fast_json::{FastJson, FastJsonBuilder};
pub use json::{Json, JsonBuilder};
#[cfg(feature = "msgpack")]
pub use msgpack::{MsgPack, MsgPackBuilder};
#[cfg(feature = "blosc")]
pub use msgpack_blosc::{MsgPackBlosc, MsgPackBloscBuilder};
#[cfg(feature = "protobuf")]
pub use protobuf::{Protobuf, ProtobufBuilder};

//! mango's binary codec: each object is a protobuf message in an envelope with its type id.

mod acl;
mod builder;
mod decode;
mod encode;
mod mango;
mod pickle;

use crate::codec::DynCodec;
use crate::error::{DecodeError, RegistryError, SerializationError};
use crate::registry::{Registry, explain};
use crate::serializer::Serializer;
use crate::serializer::levels::bounded;
use crate::serializer::proto::ProtoMessage;
use crate::serializer::route::{Put, Slot};
use crate::serializer::serde::forget;
use crate::value::Value;
use crate::wire::{Limits, proto};

pub use builder::ProtobufBuilder;
use decode::Decoder;
use encode::Encoder;

/// The protobuf codec, as mango's `PROTOBUF`.
///
/// It carries objects of registered types whose payload is a protobuf message: those of
/// [`#[proto_serializable]`](macro@crate::proto_serializable), of [`register_proto_type`](Self::register_proto_type),
/// of [`Serializer::via_proto`], and [`AclMessage`](crate::AclMessage). Plain values have no type id and are refused.
///
/// # Example
/// ```standalone_crate
/// use codec::{AclMessage, Codec, Performative, Protobuf, proto_serializable};
///
/// #[proto_serializable]
/// #[derive(Clone, PartialEq, prost::Message)]
/// struct Reading {
///     #[prost(string, tag = "1")]
///     sensor: String,
///     #[prost(double, tag = "2")]
///     value: f64,
/// }
///
/// let reading = Reading { sensor: "s1".into(), value: 1.5 };
/// let codec = Protobuf::new();
/// assert_eq!(codec.decode_as::<Reading>(&codec.encode(&reading)?)?, reading);
///
/// let message = AclMessage {
///     performative: Some(Performative::Inform),
///     content: reading.clone().into(),
///     ..AclMessage::default()
/// };
/// let message: AclMessage = codec.decode_as(&codec.encode(&message)?)?;
/// assert_eq!(message.content.downcast::<Reading>()?, reading);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What mango's messages become
///
/// - `AclMessage`: its content must be an object that this codec carries; addresses of host and port become text,
///   `"127.0.0.1:5555"`, and stay text; empty text becomes `None`. `reply_to` and attributes that a peer added have no
///   place: they are an error, or with [`lossy(true)`](ProtobufBuilder::lossy) left out as mango does. Content that is
///   an empty message arrives here; mango takes it for `None`.
/// - `MangoMessage` is two Python pickles, which are programs. It is refused, unless
///   [`allow_pickle(true)`](ProtobufBuilder::allow_pickle) lets plain data through.
///
/// # Limits
///
/// Those of input and depth hold for the envelope and mango's messages, those of elements and digits for pickles. What a
/// prost message makes of its bytes is its own affair: an element of a repeated field takes two bytes of input and as
/// much memory as its type; prost itself stops at 100 levels. A pickle takes at most 128 times its length while it is
/// read; that is a row of empty lists, of one byte each.
#[derive(Debug, Clone)]
pub struct Protobuf {
    registry: Result<Registry, RegistryError>,
    options: Options,
}

#[derive(Debug, Clone, Copy, Default)]
struct Options {
    lossy: bool,
    allow_pickle: bool,
    keep_unknown: bool,
    limits: Limits,
}

impl Default for Protobuf {
    fn default() -> Self {
        Self::new()
    }
}

impl Protobuf {
    crate::format::options::constructors!("Protobuf");

    /// Options: versions of the peers, what may be lost, pickles, limits, further serializers.
    pub fn builder() -> ProtobufBuilder {
        ProtobufBuilder::default()
    }

    fn over(registry: Result<Registry, RegistryError>) -> Self {
        Protobuf { registry, options: Options::default() }
    }

    /// Adds a prost message that is not annotated; mango's `register_proto_type`.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, Protobuf};
    ///
    /// #[derive(Clone, PartialEq, prost::Message)]
    /// struct Blob {
    ///     #[prost(bytes = "vec", tag = "1")]
    ///     content: Vec<u8>,
    /// }
    ///
    /// let mut codec = Protobuf::new();
    /// codec.register_proto_type::<Blob>()?;
    /// let bytes = codec.encode(&codec.object(&Blob { content: b"some_bytes_string".into() })?)?;
    /// assert_eq!(bytes, b"\x08\xab\x82\xba\x9b\x01\x12\x13\x0a\x11some_bytes_string");
    /// let blob: Blob = codec.decode(&bytes)?.downcast()?;
    /// assert_eq!(blob.content, b"some_bytes_string");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If the type has a serializer already, or its id is taken: a message of the same name in another package has the
    /// same id. Give it one by `add_serializer(Serializer::proto::<M>().with_type_id(..))`.
    pub fn register_proto_type<M: ProtoMessage>(&mut self) -> Result<(), RegistryError> {
        self.registry.as_mut().map_err(|error| error.clone())?.register(Serializer::proto::<M>())
    }

    fn message(&self, value: &dyn Put) -> Result<(i32, Vec<u8>), SerializationError> {
        let registry = self.registry.as_ref().map_err(RegistryError::clone)?;
        let encoder = Encoder { table: registry.table(), options: &self.options };
        bounded(self.options.limits.depth, || encoder.typed(value.to_value()?))
    }

    fn read<T>(
        &self,
        bytes: &[u8],
        body: impl FnOnce(Value) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let registry = self.registry.as_ref().map_err(RegistryError::clone)?;
        let decoder = Decoder { table: registry.table(), options: &self.options };
        let value = if bytes.len() > self.options.limits.input {
            Err(self.options.limits.input_passed())
        } else {
            decoder.envelope(bytes)
        };
        value.and_then(body).map_err(|error| {
            forget();
            explain(error, registry)
        })
    }
}

/// The envelope's name and fields, in mango's `other_proto_msgs.proto`.
const ENVELOPE: &str = "GenericMsg";
const TYPE_ID: u32 = 1;
const CONTENT: u32 = 2;

impl DynCodec for Protobuf {
    fn encode_dyn(&self, value: &dyn Put, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        let (id, content) = self.message(value).inspect_err(|_| forget())?;
        proto::int32(out, TYPE_ID, id);
        proto::bytes(out, CONTENT, &content);
        Ok(())
    }

    fn decode_value(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        self.read(bytes, Ok)
    }

    fn decode_dyn(&self, bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
        self.read(bytes, |value| slot.fill(value))
    }

    fn most_input_dyn(&self) -> usize {
        self.options.limits.input
    }

    fn registry_dyn(&self) -> Result<&Registry, RegistryError> {
        self.registry.as_ref().map_err(RegistryError::clone)
    }

    fn registry_mut_dyn(&mut self) -> Result<&mut Registry, RegistryError> {
        self.registry.as_mut().map_err(|error| error.clone())
    }
}

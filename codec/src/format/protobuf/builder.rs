use super::{Options, Protobuf};
use crate::error::RegistryError;
use crate::registry::Registry;
use crate::serializer::{FallbackSerializer, Serializer};
use crate::type_id::{ProtobufVersion, PythonVersion};
use crate::wire::Limits;

/// Options of the protobuf codec; see [`Protobuf::builder`].
///
/// # Example
/// ```
/// use codec::{Codec, MangoMessage, Protobuf, ProtobufVersion, PythonVersion};
/// let codec =
///     Protobuf::builder().python(PythonVersion::V3_13).protobuf(ProtobufVersion::V5).build()?;
/// assert_eq!(codec.id_of::<MangoMessage>(), Some(797259889));
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct ProtobufBuilder {
    registry: Option<Registry>,
    python: Option<PythonVersion>,
    protobuf: Option<ProtobufVersion>,
    options: Options,
    serializers: Vec<Serializer>,
    fallback: Option<FallbackSerializer>,
}

impl ProtobufBuilder {
    /// The types to know, instead of all that are linked.
    #[must_use]
    pub fn registry(self, registry: Registry) -> Self {
        ProtobufBuilder { registry: Some(registry), ..self }
    }

    /// The Python version of the peers: it decides the ids that annotated classes are sent with. Default 3.12.
    #[must_use]
    pub fn python(self, version: PythonVersion) -> Self {
        ProtobufBuilder { python: Some(version), ..self }
    }

    /// The protobuf package of the peers: it decides the ids that protobuf messages are sent with. Default 6.30 and
    /// newer.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, Protobuf, ProtobufVersion};
    ///
    /// #[derive(Clone, PartialEq, prost::Message)]
    /// struct Reading {}
    ///
    /// let mut codec = Protobuf::builder().protobuf(ProtobufVersion::V5).build()?;
    /// codec.register_proto_type::<Reading>()?;
    /// assert_eq!(codec.id_of::<Reading>(), Some(117377414));
    /// # Ok::<(), codec::RegistryError>(())
    /// ```
    #[must_use]
    pub fn protobuf(self, version: ProtobufVersion) -> Self {
        ProtobufBuilder { protobuf: Some(version), ..self }
    }

    /// Leaves out what mango's protobuf codec loses, instead of refusing it: `reply_to` and attributes that a peer added
    /// when a message is encoded, and content without a type when one is decoded. Off by default.
    ///
    /// mango's own messages need it only where a program sets `reply_to` or attributes of its own.
    ///
    /// # Example
    /// ```
    /// use codec::{AclMessage, Codec, Protobuf};
    /// let message = AclMessage { reply_to: Some("desk".into()), ..AclMessage::default() };
    /// assert_eq!(
    ///     Protobuf::new().encode(&message).unwrap_err().to_string(),
    ///     "mango's protobuf form of an ACL message has no place for it at reply_to; leave it out, use another \
    ///      codec, or accept the loss with `Protobuf::builder().lossy(true)`"
    /// );
    /// let lossy = Protobuf::builder().lossy(true).build()?;
    /// let bytes = lossy.encode(&message)?;
    /// assert_eq!(lossy.decode_as::<AclMessage>(&bytes)?, AclMessage::default());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn lossy(self, on: bool) -> Self {
        ProtobufBuilder { options: Options { lossy: on, ..self.options }, ..self }
    }

    /// Reads and writes the pickles of `MangoMessage`, as far as they are plain data: None, bools, numbers, text, bytes,
    /// lists, tuples and dicts. Off by default.
    ///
    /// A pickle is a program. This reader has no opcode that finds or calls anything, so it is safe; but the peer's
    /// `pickle.loads` runs what anyone sends to its port. Prefer [`AclMessage`](crate::AclMessage), or
    /// [`Json`](crate::Json) on both sides. Tuples arrive as lists.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, MangoMessage, Protobuf};
    /// let message = MangoMessage { content: "abc".into(), ..MangoMessage::default() };
    /// assert!(Protobuf::new().encode(&message).unwrap_err().is_unsupported());
    ///
    /// let codec = Protobuf::builder().allow_pickle(true).build()?;
    /// let bytes = codec.encode(&message)?;
    /// assert_eq!(codec.decode_as::<MangoMessage>(&bytes)?, message);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow_pickle(self, on: bool) -> Self {
        ProtobufBuilder { options: Options { allow_pickle: on, ..self.options }, ..self }
    }

    /// Keeps objects of unknown types as [`Value::Unknown`](crate::Value::Unknown) with the bytes of their content,
    /// which encodes unchanged. Off by default: an unknown id is an error.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, Protobuf, Value};
    /// let codec = Protobuf::builder().keep_unknown(true).build()?;
    /// let value = codec.decode(b"\x08\x05\x12\x01x")?;
    /// assert!(matches!(&value, Value::Unknown(unknown) if unknown.id() == 5));
    /// assert_eq!(codec.encode(&value)?, b"\x08\x05\x12\x01x");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn keep_unknown(self, on: bool) -> Self {
        ProtobufBuilder { options: Options { keep_unknown: on, ..self.options }, ..self }
    }

    /// What to refuse; see [`Limits`].
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        ProtobufBuilder { options: Options { limits, ..self.options }, ..self }
    }

    /// Further serializers, or functions that give them.
    #[must_use]
    pub fn serializers<S: Into<Serializer>>(mut self, serializers: impl IntoIterator<Item = S>) -> Self {
        self.serializers.extend(serializers.into_iter().map(Into::into));
        self
    }

    /// The serializer for objects that no other covers; its payload must be the bytes of a protobuf message.
    #[must_use]
    pub fn fallback(self, fallback: FallbackSerializer) -> Self {
        ProtobufBuilder { fallback: Some(fallback), ..self }
    }

    /// The codec.
    ///
    /// # Errors
    /// If two types are sent under one id, or a serializer has no id.
    pub fn build(self) -> Result<Protobuf, RegistryError> {
        let mut registry = self.registry.map_or_else(Registry::linked, Ok)?;
        if let Some(version) = self.python {
            registry = registry.for_python(version)?;
        }
        if let Some(version) = self.protobuf {
            registry = registry.for_protobuf(version)?;
        }
        self.serializers.into_iter().try_for_each(|serializer| registry.register(serializer))?;
        self.fallback.map_or(Ok(()), |fallback| registry.set_fallback(fallback))?;
        Ok(Protobuf { registry: Ok(registry), options: self.options })
    }
}

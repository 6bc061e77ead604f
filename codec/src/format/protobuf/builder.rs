use super::{Options, Protobuf};
use crate::error::RegistryError;
use crate::format::options;
use crate::type_id::ProtobufVersion;

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
    options: options::Options,
    lossy: bool,
    allow_pickle: bool,
}

impl ProtobufBuilder {
    options::setters!();

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
    pub fn protobuf(mut self, version: ProtobufVersion) -> Self {
        self.options.protobuf = Some(version);
        self
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
        ProtobufBuilder { lossy: on, ..self }
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
        ProtobufBuilder { allow_pickle: on, ..self }
    }

    /// The codec.
    ///
    /// # Errors
    /// If two types are sent under one id, or a serializer has no id.
    pub fn build(self) -> Result<Protobuf, RegistryError> {
        let ProtobufBuilder { options, lossy, allow_pickle } = self;
        let (keep_unknown, limits) = (options.keep_unknown, options.limits);
        let registry = Ok(options.into_registry()?);
        Ok(Protobuf { registry, options: Options { lossy, allow_pickle, keep_unknown, limits } })
    }
}

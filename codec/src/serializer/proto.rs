//! Protobuf messages as objects: in generic form they are the bytes of the encoded message.

use std::any::Any;

use prost::Message;
use serde::de::{Deserialize, Deserializer, Error as _};

use super::Serializer;
use super::custom::Custom;
use crate::error::{DecodeError, SerializationError};
use crate::value::{Bytes, Value};

/// A protobuf message: what derives `prost::Message`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a protobuf message",
    label = "this type does not implement `prost::Message`",
    note = "derive `prost::Message` for it, or let `prost-build` generate it"
)]
pub trait ProtoMessage: Message + Default + 'static {}

#[diagnostic::do_not_recommend]
impl<M: Message + Default + 'static> ProtoMessage for M {}

impl Serializer {
    /// The serializer of a protobuf message; mango's `register_proto_type`.
    ///
    /// The name is that of the Rust type without its path, which is what Python's class is called too if it is not
    /// nested in capitals; the ids are those of that class. See [`proto_named`](Self::proto_named) for other names.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, Protobuf, Serializer};
    ///
    /// #[derive(Clone, PartialEq, prost::Message)]
    /// struct Blob {
    ///     #[prost(bytes = "vec", tag = "1")]
    ///     content: Vec<u8>,
    /// }
    ///
    /// let codec = Protobuf::with_serializers([Serializer::proto::<Blob>()]);
    /// assert_eq!(codec.id_of::<Blob>(), Some(326009131));
    /// ```
    pub fn proto<M: ProtoMessage>() -> Self {
        Self::custom(proto::<M>())
    }

    /// As [`proto`](Self::proto), for a message whose Python class has another name than the Rust type, as
    /// `ACLMessage` for `AclMessage`. Generated code has it in `prost::Name::NAME`.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, Protobuf, Serializer};
    ///
    /// #[derive(Clone, PartialEq, prost::Message)]
    /// struct RustBlob {}
    ///
    /// let codec = Protobuf::with_serializers([Serializer::proto_named::<RustBlob>("Blob")]);
    /// assert_eq!(codec.id_of::<RustBlob>(), Some(326009131));
    /// ```
    pub fn proto_named<M: ProtoMessage>(name: &str) -> Self {
        let mut custom = proto::<M>();
        name.clone_into(&mut custom.name);
        Self::custom(custom)
    }

    /// A serializer for a foreign type that travels as a protobuf message; mango's `add_serializer` on its protobuf
    /// codec.
    ///
    /// It has no id of its own: give one with [`with_type_id`](Self::with_type_id). For a Python class that id is
    /// [`type_id`](crate::type_id()) of its name, functions and parameters.
    ///
    /// # Example
    /// ```
    /// use std::time::Duration;
    /// use codec::{Codec, Protobuf, Serializer};
    ///
    /// #[derive(Clone, PartialEq, prost::Message)]
    /// struct Seconds {
    ///     #[prost(double, tag = "1")]
    ///     count: f64,
    /// }
    ///
    /// let serializer = Serializer::via_proto(
    ///     |duration: &Duration| Ok(Seconds { count: duration.as_secs_f64() }),
    ///     |seconds: Seconds| Duration::try_from_secs_f64(seconds.count).map_err(codec::DecodeError::custom),
    /// );
    /// let codec = Protobuf::with_serializers([serializer.with_type_id(7)]);
    /// let bytes = codec.encode(&codec.object(&Duration::from_millis(1500))?)?;
    /// assert_eq!(bytes, b"\x08\x07\x12\x09\x09\x00\x00\x00\x00\x00\x00\xf8\x3f");
    /// assert_eq!(codec.decode(&bytes)?.downcast::<Duration>()?, Duration::from_millis(1500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn via_proto<T: Any + Send + Sync, M: ProtoMessage>(
        to_proto: impl Fn(&T) -> Result<M, SerializationError> + Send + Sync + 'static,
        from_proto: impl Fn(M) -> Result<T, DecodeError> + Send + Sync + 'static,
    ) -> Self {
        Self::new(
            move |value: &T| to_proto(value).map(|message| to_bytes(&message)),
            move |payload| from_proto(message_of::<M>(payload)?),
        )
    }
}

fn proto<M: ProtoMessage>() -> Custom {
    let mut custom = Custom::new(|message: &M| Ok(to_bytes(message)), message_of::<M>);
    custom.is_proto = true;
    custom
}

fn to_bytes(message: &impl Message) -> Value {
    Value::Bytes(message.encode_to_vec().into())
}

fn message_of<M: ProtoMessage>(payload: Value) -> Result<M, DecodeError> {
    // As `Bytes` reads them: a format without binary data has a list of numbers.
    let bytes: Bytes = super::serde::from_value(payload)?;
    M::decode(&*bytes).map_err(DecodeError::custom)
}

/// A message for serde: binary data. Not public API. Used by generated code.
pub fn proto_serialize<M: ProtoMessage, S: serde::Serializer>(message: &M, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_bytes(&message.encode_to_vec())
}

/// A message from serde. Not public API. Used by generated code.
pub fn proto_deserialize<'de, M: ProtoMessage, D: Deserializer<'de>>(from: D) -> Result<M, D::Error> {
    let bytes = Bytes::deserialize(from)?;
    M::decode(&*bytes).map_err(D::Error::custom)
}

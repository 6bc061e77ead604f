//! The trait that all codecs share, and its object-safe form.

use std::any::{Any, TypeId, type_name};
use std::io::{self, Read as _};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{DecodeError, RegistryError, SerializationError};
use crate::registry::Registry;
use crate::serializer::json::{JsonReader, JsonWriter};
#[cfg(feature = "msgpack")]
use crate::serializer::msgpack::{MsgPackReader, MsgPackWriter};
use crate::serializer::objects::ReadObjects as _;
use crate::serializer::reader::FormatReader;
use crate::serializer::route::{Put, Slot};
use crate::serializer::serde::{Front, guarded};
use crate::serializer::tree::{TreeReader, TreeWriter};
use crate::serializer::writer::FormatWriter;
use crate::serializer::{FallbackSerializer, Serializer};
use crate::trace::{decoded, encoded};
use crate::value::{Object, Value};

/// Turns values into bytes and back, with their types.
///
/// # Example
/// ```standalone_crate
/// use codec::{json_serializable, Codec, Json};
///
/// #[json_serializable]
/// #[derive(Debug, PartialEq)]
/// struct DecoratorData { x: i64, y: String, z: Vec<f64> }
///
/// let data = DecoratorData { x: 1, y: "abc".into(), z: vec![0.5] };
/// let codec = Json::new();
/// let bytes = codec.encode(&data)?;
/// assert_eq!(bytes, br#"{"__type__":[-1446958807,{"x":1,"y":"abc","z":[0.5]}]}"#);
/// assert_eq!(codec.decode(&bytes)?.downcast::<DecoratorData>()?, data);
/// assert_eq!(codec.decode_as::<DecoratorData>(&bytes)?, data);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Codec {
    /// Encodes anything meaningful: plain values, lists, maps, annotated types, and any mixture.
    ///
    /// # Errors
    /// If a type inside has no serializer in this codec, if the format has no form for a value, if user data has
    /// the key `__type__`, or if a limit is exceeded.
    fn encode<T: Encodable + ?Sized>(&self, value: &T) -> Result<Vec<u8>, SerializationError>;

    /// Encodes behind what the buffer holds, so that it can be reused; on an error the buffer is as before.
    ///
    /// # Errors
    /// As [`encode`](Self::encode).
    fn encode_into<T: Encodable + ?Sized>(
        &self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), SerializationError>;

    /// Encodes into a writer.
    ///
    /// # Errors
    /// As [`encode`](Self::encode), and if the writer fails.
    fn encode_to<T: Encodable + ?Sized>(
        &self,
        value: &T,
        mut writer: impl io::Write,
    ) -> Result<(), SerializationError> {
        let bytes = self.encode(value)?;
        writer.write_all(&bytes).map_err(|error| SerializationError::io(&error))
    }

    /// Decodes whatever arrives; typed objects become [`Value::Object`], their types found by id.
    ///
    /// # Errors
    /// If the bytes are not one value of the format, if an id is unknown, if a type refuses its payload, or if a
    /// limit is exceeded.
    fn decode(&self, bytes: &[u8]) -> Result<Value, DecodeError>;

    /// Decodes a value of a known type; a tag must be the type's.
    ///
    /// # Errors
    /// As [`decode`](Self::decode), and if the bytes hold another type.
    fn decode_as<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError>;

    /// Reads to the end and decodes; no more is read than one message may hold.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, Json, Limits};
    /// let codec = Json::builder().limits(Limits::default().input(100)).build()?;
    /// assert_eq!(codec.decode_from::<Vec<i64>>(&b"[1, 2]"[..]).unwrap(), [1, 2]);
    /// assert!(codec.decode_from::<Vec<i64>>(std::io::repeat(b' ')).unwrap_err().is_limit());
    /// # Ok::<(), codec::RegistryError>(())
    /// ```
    ///
    /// # Errors
    /// As [`decode_as`](Self::decode_as), and if the reader fails.
    fn decode_from<T: Decodable>(&self, reader: impl io::Read) -> Result<T, DecodeError> {
        let mut bytes = Vec::new();
        // One byte more, so that decoding sees that there is too much.
        let most = u64::try_from(self.most_input()).unwrap_or(u64::MAX).saturating_add(1);
        reader.take(most).read_to_end(&mut bytes).map_err(|error| DecodeError::io(&error))?;
        self.decode_as(&bytes)
    }

    /// The most bytes of one message.
    #[doc(hidden)]
    fn most_input(&self) -> usize;

    /// The types that this codec knows.
    ///
    /// # Errors
    /// The error that was kept when the codec was made, if its registry could not be built.
    fn registry(&self) -> Result<&Registry, RegistryError>;

    /// As [`registry`](Self::registry), to be changed.
    ///
    /// # Errors
    /// As [`registry`](Self::registry).
    fn registry_mut(&mut self) -> Result<&mut Registry, RegistryError>;

    /// Adds a serializer; mango's `add_serializer`.
    ///
    /// # Errors
    /// If the type has a serializer already, or the id is taken.
    fn add_serializer(&mut self, serializer: Serializer) -> Result<(), RegistryError> {
        self.registry_mut()?.register(serializer)
    }

    /// Sets the serializer for objects that no other covers; aiomas's serializer for `object`.
    ///
    /// # Errors
    /// If its id is taken.
    fn set_fallback(&mut self, fallback: FallbackSerializer) -> Result<(), RegistryError> {
        self.registry_mut()?.set_fallback(fallback)
    }

    /// The id that this codec sends values of type `T` with.
    fn id_of<T: 'static>(&self) -> Option<i32> {
        self.registry().ok()?.id_of::<T>()
    }

    /// A value of a foreign type as an [`Object`], by the serializer that this codec has for it.
    ///
    /// # Errors
    /// If neither a serializer nor the fallback covers the type.
    fn object<T: 'static>(&self, value: &T) -> Result<Object, SerializationError> {
        self.registry()?.object(value)
    }
}

/// The object-safe form of [`Codec`], for programs that choose a codec at run time.
///
/// `Codec` is implemented for everything that implements this, `Box<dyn DynCodec>` included.
///
/// # Example
/// ```
/// use codec::{Codec, DynCodec, Json};
/// let codec: Box<dyn DynCodec> = Box::new(Json::new());
/// assert_eq!(codec.encode(&[1, 2, 3])?, b"[1,2,3]");
/// # Ok::<(), codec::SerializationError>(())
/// ```
pub trait DynCodec: Send + Sync {
    /// Appends the encoded value; on an error the buffer is as before.
    #[doc(hidden)]
    fn encode_dyn(&self, value: &dyn Put, out: &mut Vec<u8>) -> Result<(), SerializationError>;
    /// Decodes whatever arrives.
    #[doc(hidden)]
    fn decode_value(&self, bytes: &[u8]) -> Result<Value, DecodeError>;
    /// Decodes into a slot.
    #[doc(hidden)]
    fn decode_dyn(&self, bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError>;
    /// The most bytes of one message.
    #[doc(hidden)]
    fn most_input_dyn(&self) -> usize;
    /// The types that this codec knows, or why it knows none.
    #[doc(hidden)]
    fn registry_dyn(&self) -> Result<&Registry, RegistryError>;
    /// The types that this codec knows, to be changed.
    #[doc(hidden)]
    fn registry_mut_dyn(&mut self) -> Result<&mut Registry, RegistryError>;
    /// What the codec is called in traces.
    #[doc(hidden)]
    fn name_dyn(&self) -> &'static str {
        let path = type_name::<Self>();
        let end = path.find('<').unwrap_or(path.len());
        path.get(..end).and_then(|path| path.rsplit("::").next()).unwrap_or(path)
    }

    /// [`encode_dyn`](Self::encode_dyn) where the codec's type is known, which may save the indirection.
    #[doc(hidden)]
    #[inline]
    fn encode_sized<T: Encodable + ?Sized>(
        &self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), SerializationError>
    where
        Self: Sized,
    {
        self.encode_dyn(&Root(value), out)
    }

    /// The encoded value in a vector of its own.
    #[doc(hidden)]
    #[inline]
    fn encode_vec<T: Encodable + ?Sized>(&self, value: &T) -> Result<Vec<u8>, SerializationError>
    where
        Self: Sized,
    {
        let mut out = Vec::new();
        self.encode_dyn(&Root(value), &mut out).map(|()| out)
    }

    /// [`decode_dyn`](Self::decode_dyn) where the codec's type is known.
    #[doc(hidden)]
    #[inline]
    fn decode_sized<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError>
    where
        Self: Sized,
    {
        let mut slot = RootSlot(None);
        self.decode_dyn(bytes, &mut slot)?;
        slot.into_value()
    }
}

impl<C: DynCodec + ?Sized> DynCodec for Box<C> {
    fn encode_dyn(&self, value: &dyn Put, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        (**self).encode_dyn(value, out)
    }

    fn decode_value(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        (**self).decode_value(bytes)
    }

    fn decode_dyn(&self, bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
        (**self).decode_dyn(bytes, slot)
    }

    fn most_input_dyn(&self) -> usize {
        (**self).most_input_dyn()
    }

    fn registry_dyn(&self) -> Result<&Registry, RegistryError> {
        (**self).registry_dyn()
    }

    fn registry_mut_dyn(&mut self) -> Result<&mut Registry, RegistryError> {
        (**self).registry_mut_dyn()
    }

    fn name_dyn(&self) -> &'static str {
        (**self).name_dyn()
    }
}

impl<C: DynCodec> Codec for C {
    #[inline]
    fn encode<T: Encodable + ?Sized>(&self, value: &T) -> Result<Vec<u8>, SerializationError> {
        encoded(|| self.name_dyn(), type_name::<T>(), || self.encode_vec(value), Vec::len)
    }

    #[inline]
    fn encode_into<T: Encodable + ?Sized>(
        &self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), SerializationError> {
        let start = out.len();
        let write = || self.encode_sized(value, out).map(|()| out.len().saturating_sub(start));
        encoded(|| self.name_dyn(), type_name::<T>(), write, |bytes| *bytes).map(drop)
    }

    #[inline]
    fn decode(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        decoded(|| self.name_dyn(), bytes.len(), || self.decode_value(bytes), Value::type_name)
    }

    #[inline]
    fn decode_as<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError> {
        decoded(|| self.name_dyn(), bytes.len(), || self.decode_sized(bytes), |_| type_name::<T>())
    }

    fn most_input(&self) -> usize {
        self.most_input_dyn()
    }

    fn registry(&self) -> Result<&Registry, RegistryError> {
        self.registry_dyn()
    }

    fn registry_mut(&mut self) -> Result<&mut Registry, RegistryError> {
        self.registry_mut_dyn()
    }
}

impl Codec for dyn DynCodec + '_ {
    fn encode<T: Encodable + ?Sized>(&self, value: &T) -> Result<Vec<u8>, SerializationError> {
        let mut out = Vec::new();
        self.encode_into(value, &mut out).map(|()| out)
    }

    fn encode_into<T: Encodable + ?Sized>(
        &self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), SerializationError> {
        let start = out.len();
        let write = || self.encode_dyn(&Root(value), out).map(|()| out.len().saturating_sub(start));
        encoded(|| self.name_dyn(), type_name::<T>(), write, |bytes| *bytes).map(drop)
    }

    fn decode(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        decoded(|| self.name_dyn(), bytes.len(), || self.decode_value(bytes), Value::type_name)
    }

    fn decode_as<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError> {
        let read = || {
            let mut slot = RootSlot(None);
            self.decode_dyn(bytes, &mut slot)?;
            slot.into_value()
        };
        decoded(|| self.name_dyn(), bytes.len(), read, |_| type_name::<T>())
    }

    fn most_input(&self) -> usize {
        self.most_input_dyn()
    }

    fn registry(&self) -> Result<&Registry, RegistryError> {
        self.registry_dyn()
    }

    fn registry_mut(&mut self) -> Result<&mut Registry, RegistryError> {
        self.registry_mut_dyn()
    }
}

/// What [`Codec::encode`] takes: everything that serde can serialize and that owns its data, `str` and slices.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be encoded",
    note = "annotate it with `#[json_serializable]`; for a type of another crate without serde, use `codec.object(&x)`"
)]
pub trait Encodable {
    /// Not public API.
    #[doc(hidden)]
    fn write<'a, W: FormatWriter<'a>>(&self, to: &mut W) -> Result<(), SerializationError>;
    /// Not public API.
    #[doc(hidden)]
    fn to_value(&self) -> Result<Value, SerializationError>;
}

impl<T: Serialize + 'static> Encodable for T {
    fn write<'a, W: FormatWriter<'a>>(&self, to: &mut W) -> Result<(), SerializationError> {
        let any: &dyn Any = self;
        if let Some(value) = any.downcast_ref::<Value>() {
            return to.write_value(value);
        }
        match to.table().row_of(TypeId::of::<T>()) {
            Some(row) => to.object_of_row(row, any),
            None => self.serialize(Front(to)),
        }
    }

    fn to_value(&self) -> Result<Value, SerializationError> {
        crate::serializer::serde::to_value(self)
    }
}

impl Encodable for str {
    fn write<'a, W: FormatWriter<'a>>(&self, to: &mut W) -> Result<(), SerializationError> {
        self.serialize(Front(to))
    }

    fn to_value(&self) -> Result<Value, SerializationError> {
        Ok(Value::from(self))
    }
}

impl<T: Serialize + 'static> Encodable for [T] {
    fn write<'a, W: FormatWriter<'a>>(&self, to: &mut W) -> Result<(), SerializationError> {
        self.serialize(Front(to))
    }

    fn to_value(&self) -> Result<Value, SerializationError> {
        crate::serializer::serde::to_value(self)
    }
}

/// What [`Codec::decode_as`] gives: everything that serde can deserialize and that owns its data.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded",
    note = "annotate it with `#[json_serializable]`, or decode a `Value` and use `downcast` for a foreign type"
)]
pub trait Decodable: Sized {
    /// Not public API.
    #[doc(hidden)]
    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<Self, DecodeError>;
    /// Not public API.
    #[doc(hidden)]
    fn from_value(value: Value) -> Result<Self, DecodeError>;
}

impl<T: DeserializeOwned + 'static> Decodable for T {
    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        let mut slot = None::<T>;
        if let Some(slot) = (&mut slot as &mut dyn Any).downcast_mut::<Option<Value>>() {
            *slot = Some(from.read_value()?);
        }
        if let Some(value) = slot {
            return Ok(value);
        }
        match from.table().row_of(TypeId::of::<T>()) {
            Some(row) => from.live_of_row(row),
            None => guarded(|| T::deserialize(Front(from))),
        }
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        match value {
            // As it is, and not by way of its payload: a foreign type may be no object to serde.
            Value::Object(object) if object.is::<T>() => object.into_live(),
            other => crate::serializer::serde::from_value(other),
        }
    }
}

/// The outermost value of a message.
struct Root<'a, T: ?Sized>(&'a T);

impl<T: Encodable + ?Sized> Put for Root<'_, T> {
    fn write_json(&self, to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
        self.0.write(to)
    }

    fn write_tree(&self, to: &mut TreeWriter<'_>) -> Result<(), SerializationError> {
        self.0.write(to)
    }

    #[cfg(feature = "msgpack")]
    fn write_msgpack(&self, to: &mut MsgPackWriter<'_>) -> Result<(), SerializationError> {
        self.0.write(to)
    }

    fn to_value(&self) -> Result<Value, SerializationError> {
        self.0.to_value()
    }
}

struct RootSlot<T>(Option<T>);

impl<T> RootSlot<T> {
    fn into_value(self) -> Result<T, DecodeError> {
        self.0.ok_or_else(|| DecodeError::custom("the codec decoded nothing"))
    }
}

impl<T: Decodable> Slot for RootSlot<T> {
    fn read_json(&mut self, from: &mut JsonReader<'_>) -> Result<(), DecodeError> {
        self.0 = Some(T::read(from)?);
        Ok(())
    }

    fn read_tree(&mut self, from: &mut TreeReader<'_>) -> Result<(), DecodeError> {
        self.0 = Some(T::read(from)?);
        Ok(())
    }

    #[cfg(feature = "msgpack")]
    fn read_msgpack(&mut self, from: &mut MsgPackReader<'_>) -> Result<(), DecodeError> {
        self.0 = Some(T::read(from)?);
        Ok(())
    }

    fn fill(&mut self, value: Value) -> Result<(), DecodeError> {
        self.0 = Some(T::from_value(value)?);
        Ok(())
    }
}

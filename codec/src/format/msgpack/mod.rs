//! MessagePack, as aiomas's codec writes and reads it.

use super::options::{self, Options};
use super::run;
use crate::codec::{Decodable, DynCodec, Encodable};
use crate::error::{DecodeError, RegistryError, SerializationError};
use crate::registry::Registry;
use crate::serializer::msgpack::{MsgPackReader, MsgPackWriter};
use crate::serializer::objects::ReadObjects;
use crate::serializer::reader::FormatReader;
use crate::serializer::route::{Put, Slot};
use crate::value::Value;
use crate::wire::Limits;
use crate::wire::msgpack::{Reader, Writer};
use crate::wire::out::Out;

/// The MessagePack codec.
///
/// It writes what `msgpack` 0.6 writes for Python, byte for byte: integers in their smallest form, floats with 64 bits,
/// strings and bytes apart, dicts with keys of any type, in their order. It reads every form of the format; an array is
/// a list and fits tuples as well. Integers beyond 64 bits have no form and are refused. Extension values are carried
/// as [`Ext`](crate::Ext).
///
/// # Example
/// ```standalone_crate
/// use codec::{json_serializable, Codec, MsgPack};
///
/// #[json_serializable]
/// #[derive(Debug, PartialEq)]
/// struct A { x: i64, y: i64 }
///
/// let codec = MsgPack::aiomas([A::serializer()]);
/// let bytes = codec.encode(&A { x: 1, y: 2 })?;
/// assert_eq!(bytes, b"\x81\xa8__type__\x92\x00\x82\xa1x\x01\xa1y\x02");
/// assert_eq!(codec.decode(&bytes)?.downcast::<A>()?, A { x: 1, y: 2 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct MsgPack {
    registry: Result<Registry, RegistryError>,
    keep_unknown: bool,
    limits: Limits,
}

impl MsgPack {
    options::constructors!("MsgPack");
    options::aiomas!("MsgPack");

    /// Options: Python version, limits, further serializers.
    pub fn builder() -> MsgPackBuilder {
        MsgPackBuilder::default()
    }

    pub(super) fn over(registry: Result<Registry, RegistryError>) -> Self {
        MsgPack { registry, keep_unknown: false, limits: Limits::default() }
    }

    #[cfg(feature = "blosc")]
    pub(super) fn with_limits(self, limits: Limits) -> Self {
        MsgPack { limits, ..self }
    }

    pub(super) fn of_options(options: Options) -> Result<Self, RegistryError> {
        let (keep_unknown, limits) = (options.keep_unknown, options.limits);
        Ok(MsgPack { registry: Ok(options.into_registry()?), keep_unknown, limits })
    }

    #[inline]
    fn write(
        &self,
        out: &mut Out,
        body: impl FnOnce(&mut MsgPackWriter<'_>) -> Result<(), SerializationError>,
    ) -> Result<(), SerializationError> {
        let registry = self.registry.as_ref().map_err(RegistryError::clone)?;
        body(&mut MsgPackWriter::new(Writer::new(out, &self.limits), registry.table()))
    }

    #[inline]
    fn read<'de, T>(
        &'de self,
        bytes: &'de [u8],
        body: impl FnOnce(&mut MsgPackReader<'de>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let open =
            |table| Ok(MsgPackReader::new(Reader::new(bytes, &self.limits)?, table, self.keep_unknown));
        run::read(&self.registry, open, body)
    }
}

impl Default for MsgPack {
    fn default() -> Self {
        Self::new()
    }
}

impl DynCodec for MsgPack {
    #[inline]
    fn encode_sized<T: Encodable + ?Sized>(
        &self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), SerializationError> {
        run::append(out, |out| self.write(out, |to| value.write(to)))
    }

    #[inline]
    fn encode_vec<T: Encodable + ?Sized>(&self, value: &T) -> Result<Vec<u8>, SerializationError> {
        run::to_vec(|out| self.write(out, |to| value.write(to)))
    }

    #[inline]
    fn decode_sized<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError> {
        self.read(bytes, |from| from.to_end(|from| T::read(from)))
    }

    fn encode_dyn(&self, value: &dyn Put, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        run::append(out, |out| self.write(out, |to| value.write_msgpack(to)))
    }

    fn decode_value(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        self.read(bytes, ReadObjects::message)
    }

    fn decode_dyn(&self, bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
        self.read(bytes, |from| from.to_end(|from| slot.read_msgpack(from)))
    }

    fn most_input_dyn(&self) -> usize {
        self.limits.input
    }

    fn registry_dyn(&self) -> Result<&Registry, RegistryError> {
        self.registry.as_ref().map_err(RegistryError::clone)
    }

    fn registry_mut_dyn(&mut self) -> Result<&mut Registry, RegistryError> {
        self.registry.as_mut().map_err(|error| error.clone())
    }
}

/// Options of the MessagePack codec; see [`MsgPack::builder`].
///
/// # Example
/// ```
/// use codec::{Codec, Limits, MsgPack};
/// let codec = MsgPack::builder().limits(Limits::default().depth(2)).build()?;
/// assert_eq!(codec.decode(b"\x91\x91\x01").unwrap().to_string(), "[[1]]");
/// assert!(codec.decode(b"\x91\x91\x91\x01").unwrap_err().is_limit());
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct MsgPackBuilder {
    options: Options,
}

impl MsgPackBuilder {
    options::setters!();

    /// The codec.
    ///
    /// # Errors
    /// If two types are sent under one id, or a serializer has no id.
    pub fn build(self) -> Result<MsgPack, RegistryError> {
        MsgPack::of_options(self.options)
    }
}

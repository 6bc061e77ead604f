//! MessagePack in a Blosc container, as aiomas's codec writes and reads it.

use super::msgpack::MsgPack;
use super::options::{self, Options};
use crate::codec::{Decodable, DynCodec, Encodable};
use crate::error::{DecodeError, RegistryError, SerializationError};
use crate::registry::Registry;
use crate::serializer::route::{Put, Slot};
use crate::value::Value;
use crate::wire::Limits;
use crate::wire::blosc;

/// The MessagePack codec with compression: what [`MsgPack`] writes, in a Blosc 1 container.
///
/// It writes what `blosc.compress` of Python's `blosc` 1.x reads, and reads what that writes: every compressor but snappy,
/// both shuffles, stored buffers. Messages of less than 128 bytes, and those that compressing does not shorten, are
/// stored. What a message may decompress to is bounded by [`Limits::decompressed`]. The bytes are those of no particular
/// version of C-Blosc, whose own bytes change between versions.
///
/// # Example
/// ```
/// use codec::{Codec, MsgPack, MsgPackBlosc};
/// let samples = vec![0.25; 10_000];
/// let codec = MsgPackBlosc::new();
/// let bytes = codec.encode(&samples)?;
/// assert!(bytes.len() < MsgPack::new().encode(&samples)?.len() / 4);
/// assert_eq!(codec.decode_as::<Vec<f64>>(&bytes)?, samples);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct MsgPackBlosc {
    inner: MsgPack,
    /// Those of the container; those of what stands in it are the inner codec's.
    limits: Limits,
    blosc: blosc::Options,
}

impl MsgPackBlosc {
    options::constructors!("MsgPackBlosc");
    options::aiomas!("MsgPackBlosc");

    /// Options: compressor, Python version, limits, further serializers.
    pub fn builder() -> MsgPackBloscBuilder {
        MsgPackBloscBuilder::default()
    }

    fn over(registry: Result<Registry, RegistryError>) -> Self {
        Self::around(MsgPack::over(registry), Limits::default(), blosc::Options::default())
    }

    /// What is decompressed has a limit of its own, and is no input.
    fn around(inner: MsgPack, limits: Limits, blosc: blosc::Options) -> Self {
        let inner = inner.with_limits(limits.input(limits.decompressed));
        MsgPackBlosc { inner, limits, blosc }
    }

    /// The message in its container, behind what the vector holds.
    fn compress(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), SerializationError> {
        blosc::compress(message, out, &self.blosc)
    }

    fn decompress(&self, bytes: &[u8]) -> Result<Vec<u8>, DecodeError> {
        self.registry_dyn()?;
        if bytes.len() > self.limits.input {
            return Err(self.limits.input_passed());
        }
        blosc::decompress(bytes, self.limits.decompressed)
    }
}

impl Default for MsgPackBlosc {
    fn default() -> Self {
        Self::new()
    }
}

impl DynCodec for MsgPackBlosc {
    fn encode_sized<T: Encodable + ?Sized>(
        &self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), SerializationError> {
        self.compress(&self.inner.encode_vec(value)?, out)
    }

    fn encode_vec<T: Encodable + ?Sized>(&self, value: &T) -> Result<Vec<u8>, SerializationError> {
        let mut out = Vec::new();
        self.encode_sized(value, &mut out).map(|()| out)
    }

    fn decode_sized<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError> {
        self.inner.decode_sized(&self.decompress(bytes)?).map_err(DecodeError::in_decompressed)
    }

    fn encode_dyn(&self, value: &dyn Put, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        let mut message = Vec::new();
        self.inner.encode_dyn(value, &mut message)?;
        self.compress(&message, out)
    }

    fn decode_value(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        self.inner.decode_value(&self.decompress(bytes)?).map_err(DecodeError::in_decompressed)
    }

    fn decode_dyn(&self, bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
        self.inner.decode_dyn(&self.decompress(bytes)?, slot).map_err(DecodeError::in_decompressed)
    }

    fn most_input_dyn(&self) -> usize {
        self.limits.input
    }

    fn registry_dyn(&self) -> Result<&Registry, RegistryError> {
        self.inner.registry_dyn()
    }

    fn registry_mut_dyn(&mut self) -> Result<&mut Registry, RegistryError> {
        self.inner.registry_mut_dyn()
    }
}

/// Options of the MessagePack codec with compression; see [`MsgPackBlosc::builder`].
///
/// # Example
/// ```
/// use codec::{Codec, Limits, MsgPackBlosc, blosc::{Compressor, Options}};
/// let codec = MsgPackBlosc::builder()
///     .blosc(Options::default().compressor(Compressor::Lz4))
///     .limits(Limits::default().decompressed(1_000))
///     .build()?;
/// let bytes = MsgPackBlosc::new().encode(&vec![0.5; 1_000]).unwrap();
/// assert!(codec.decode(&bytes).unwrap_err().is_limit());
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct MsgPackBloscBuilder {
    options: Options,
    blosc: blosc::Options,
}

impl MsgPackBloscBuilder {
    options::setters!();

    /// How to compress. By default as aiomas does: blosclz, eight-byte elements, byte shuffle.
    #[must_use]
    pub fn blosc(self, blosc: blosc::Options) -> Self {
        MsgPackBloscBuilder { blosc, ..self }
    }

    /// The codec.
    ///
    /// # Errors
    /// If two types are sent under one id, or a serializer has no id.
    pub fn build(self) -> Result<MsgPackBlosc, RegistryError> {
        let limits = self.options.limits;
        Ok(MsgPackBlosc::around(MsgPack::of_options(self.options)?, limits, self.blosc))
    }
}

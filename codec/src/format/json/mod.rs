//! JSON, as mango's and aiomas's JSON codecs write and read it.

mod builder;
pub(crate) mod twin_check;

use super::{options, run};
use crate::codec::{Codec as _, Decodable, DynCodec, Encodable};
use crate::error::{DecodeError, RegistryError, SerializationError};
use crate::registry::Registry;
use crate::serializer::json::{JsonReader, JsonWriter};
use crate::serializer::objects::ReadObjects;
use crate::serializer::reader::FormatReader;
use crate::serializer::route::{Put, Slot};
use crate::trace::decoded;
use crate::value::Value;
use crate::wire::Limits;
use crate::wire::json::{Reader, Style, Writer, text};
use crate::wire::out::Out;

pub use builder::JsonBuilder;

/// The JSON codec.
///
/// It writes compact UTF-8, or with [`python_style`](JsonBuilder::python_style) exactly what CPython's `json.dumps`
/// writes; it reads both, and `NaN` and `Infinity` in both. Integers keep every digit. A lone surrogate, which a
/// Python string can hold and a Rust string cannot, is refused with an error that says so.
///
/// # Example
/// ```
/// use codec::{Codec, Json};
/// let codec = Json::new();
/// let value = codec.decode(br#"{"limits": [1e16, -Infinity, 18446744073709551616]}"#)?;
/// assert_eq!(codec.encode(&value)?, br#"{"limits":[1e+16,-Infinity,18446744073709551616]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Json {
    pub(in crate::format) registry: Result<Registry, RegistryError>,
    pub(in crate::format) style: Style,
    pub(in crate::format) strict: bool,
    pub(in crate::format) keep_unknown: bool,
    pub(in crate::format) limits: Limits,
}

impl Default for Json {
    fn default() -> Self {
        Self::new()
    }
}

impl Json {
    options::constructors!("Json");
    options::aiomas!("Json");

    /// Options: Python version, spacing, strictness, limits, further serializers.
    pub fn builder() -> JsonBuilder {
        JsonBuilder::default()
    }

    pub(in crate::format) fn over(registry: Result<Registry, RegistryError>) -> Self {
        Json {
            registry,
            style: Style::Compact,
            strict: false,
            keep_unknown: false,
            limits: Limits::default(),
        }
    }

    /// Encodes as text.
    ///
    /// # Errors
    /// As [`Codec::encode`](crate::Codec::encode).
    pub fn encode_to_string<T: Encodable + ?Sized>(&self, value: &T) -> Result<String, SerializationError> {
        // The writer appends nothing but UTF-8; the check is a fraction of the encoding.
        String::from_utf8(self.encode(value)?).map_err(SerializationError::custom)
    }

    /// Decodes text, which saves the check for UTF-8.
    ///
    /// # Errors
    /// As [`Codec::decode_as`](crate::Codec::decode_as).
    pub fn decode_str<T: Decodable>(&self, text: &str) -> Result<T, DecodeError> {
        let read = || self.read(Ok(text), text.as_bytes(), |from| from.to_end(|from| T::read(from)));
        decoded(|| self.name_dyn(), text.len(), read, |_| std::any::type_name::<T>())
    }

    /// FastJSON writes `null` for what is no number, and never reads a word for it.
    #[inline]
    fn reads_strictly(&self) -> bool {
        self.strict || self.style.is_fast()
    }

    #[inline]
    fn write(
        &self,
        out: &mut Out,
        body: impl FnOnce(&mut JsonWriter<'_>) -> Result<(), SerializationError>,
    ) -> Result<(), SerializationError> {
        let registry = self.registry.as_ref().map_err(RegistryError::clone)?;
        let text = Writer::new(out, self.style, &self.limits, self.strict);
        body(&mut JsonWriter::new(text, registry.table()))
    }

    #[inline]
    pub(in crate::format) fn append(
        &self,
        vec: &mut Vec<u8>,
        body: impl FnOnce(&mut JsonWriter<'_>) -> Result<(), SerializationError>,
    ) -> Result<(), SerializationError> {
        run::append(vec, |out| self.write(out, body))
    }

    #[inline]
    pub(in crate::format) fn to_vec(
        &self,
        body: impl FnOnce(&mut JsonWriter<'_>) -> Result<(), SerializationError>,
    ) -> Result<Vec<u8>, SerializationError> {
        run::to_vec(|out| self.write(out, body))
    }

    /// `body` reads to the end.
    #[inline]
    pub(in crate::format) fn read<'de, T>(
        &'de self,
        text: Result<&'de str, DecodeError>,
        bytes: &'de [u8],
        body: impl FnOnce(&mut JsonReader<'de>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let open = |table| {
            let reader = text.and_then(|text| Reader::new(text, &self.limits, self.reads_strictly()));
            match reader {
                Ok(reader) => Ok(JsonReader::new(reader, table, self.keep_unknown)),
                Err(error) => Err(error.locate(bytes)),
            }
        };
        run::read(&self.registry, open, body)
    }
}

impl DynCodec for Json {
    #[inline]
    fn encode_sized<T: Encodable + ?Sized>(
        &self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), SerializationError> {
        self.append(out, |to| value.write(to))
    }

    #[inline]
    fn encode_vec<T: Encodable + ?Sized>(&self, value: &T) -> Result<Vec<u8>, SerializationError> {
        self.to_vec(|to| value.write(to))
    }

    #[inline]
    fn decode_sized<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError> {
        self.read(text(bytes), bytes, |from| from.to_end(|from| T::read(from)))
    }

    fn encode_dyn(&self, value: &dyn Put, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        self.append(out, |to| value.write_json(to))
    }

    fn decode_value(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        self.read(text(bytes), bytes, ReadObjects::message)
    }

    fn decode_dyn(&self, bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
        self.read(text(bytes), bytes, |from| from.to_end(|from| slot.read_json(from)))
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

//! mango's FastJSON: the JSON engine with msgspec's rules.

mod builder;
mod message;
#[cfg(test)]
mod tests;

use std::any::{Any, TypeId};

use serde::Serialize;

use crate::codec::{Decodable, DynCodec, Encodable};
use crate::error::{DecodeError, RegistryError, SerializationError};
use crate::format::{Json, options};
use crate::registry::Registry;
use crate::serializer::json::{JsonReader, JsonWriter, Mode};
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::{Put, Slot};
use crate::serializer::serde::Front;
use crate::serializer::writer::FormatWriter as _;
use crate::value::{About, Value};
use crate::wire::json::{Style, text};

pub use builder::FastJsonBuilder;

/// The codec of mango's `FastJSON` containers, which is msgspec's JSON.
///
/// Messages, dataclasses and enums have no tag, so nothing that is sent depends on the Python version of the peers:
///
/// ```
/// use codec::{Codec, Dict, FastJson, MangoMessage, Value};
///
/// let meta = Dict::from([("receiver_id", Value::from("agent0"))]);
/// let message = MangoMessage { content: "Hey!".into(), meta: Some(meta), ..MangoMessage::default() };
/// let codec = FastJson::new();
/// let bytes = codec.encode(&message)?;
/// assert_eq!(bytes, br#"{"content":"Hey!","meta":{"receiver_id":"agent0"}}"#);
/// assert_eq!(codec.decode(&bytes)?.downcast::<MangoMessage>()?, message);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What is written
///
/// Compact UTF-8, byte for byte as mango-agents 2.4.0 with msgspec 0.22 writes it.
///
/// - Without a tag: [`MangoMessage`](crate::MangoMessage), structs that say `python(kind = dataclass)` (or `frozen`,
///   `ordered`, `frozen_ordered`) and have named fields, and enums without data. They must be registered all the same.
/// - With a tag, `{"__type__":[id,payload]}`: all others, [`AclMessage`](crate::AclMessage) among them.
/// - `null` for `NaN` and the infinities, unless [`strict`](FastJsonBuilder::strict) is set; `1e16`, `0.00001` and
///   `1e-6` for floats; base64 for bytes.
/// - Keys that are integers, floats or bytes become text; `bool`, `None` and anything else is refused.
/// - A dict of user data with the key `__type__` is refused, here as in every codec.
///
/// # What is read
///
/// [`decode`](crate::Codec::decode) gives a `MangoMessage` for a dict with `content` or `meta`, as mango does. Content
/// that had no tag is plain data: only by type ([`decode_as`](crate::Codec::decode_as), or the type's own `from_value` of
/// the content) does it become a struct again. More is understood than mango does, which takes tags for dicts, and a message that
/// has one for an empty message:
///
/// - a tagged object is decoded to its type, inside of `content` and as the whole message, so that ACL messages and
///   those of a [`Json`] codec arrive;
/// - one of an unknown type inside of `content` is kept as [`Value::Unknown`], which encodes unchanged, unless
///   [`keep_unknown(false)`](FastJsonBuilder::keep_unknown) is set; as the whole message it is an error;
/// - further keys of a message are kept in its `extra`;
/// - anything else that is no message is an error: `meta` that is no dict, a dict with neither key, a list, a number.
///
/// `decode_as::<T>` reads whatever `T` is, with its tag or without. `decode_as::<Value>` takes a message for the dict
/// that it is. Bytes are read from base64 where a field asks for them; in dynamic values they stay text.
///
/// Where both sides know the type, [`encode_plain`](Self::encode_plain) and [`decode_plain`](Self::decode_plain) have
/// no tags at all.
#[derive(Debug, Clone)]
pub struct FastJson(Json);

impl Default for FastJson {
    fn default() -> Self {
        Self::new()
    }
}

impl FastJson {
    options::constructors!("FastJson");

    /// Options: Python version, strictness, limits, further serializers.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, FastJson, Limits};
    /// let codec = FastJson::builder().limits(Limits::default().input(100)).build()?;
    /// assert!(codec.decode(&[b' '; 101]).unwrap_err().is_limit());
    /// # Ok::<(), codec::RegistryError>(())
    /// ```
    pub fn builder() -> FastJsonBuilder {
        FastJsonBuilder::default()
    }

    fn over(registry: Result<Registry, RegistryError>) -> Self {
        FastJson(Json { style: Style::Fast, keep_unknown: true, ..Json::over(registry) })
    }

    /// Encodes for a reader that knows the type: without a tag around the value, nor around the annotated types in its
    /// fields. These need not be registered.
    ///
    /// What the fields' types do not tell keeps its tag: objects in a `Value`, and `#[codec(object)]` fields.
    /// [`decode_plain`](Self::decode_plain) reads it.
    ///
    /// # Example
    /// ```standalone_crate
    /// use codec::{json_serializable, FastJson};
    ///
    /// #[json_serializable]
    /// #[derive(Debug, PartialEq)]
    /// struct Reading { at: Place, level: f64 }
    /// #[json_serializable]
    /// #[derive(Debug, PartialEq)]
    /// struct Place { x: i64, y: i64 }
    ///
    /// let codec = FastJson::new();
    /// let reading = Reading { at: Place { x: 1, y: 2 }, level: 0.5 };
    /// let bytes = codec.encode_plain(&reading)?;
    /// assert_eq!(bytes, br#"{"at":{"x":1,"y":2},"level":0.5}"#);
    /// assert_eq!(codec.decode_plain::<Reading>(&bytes)?, reading);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Codec::encode`](crate::Codec::encode).
    pub fn encode_plain<T: Serialize + 'static>(&self, value: &T) -> Result<Vec<u8>, SerializationError> {
        self.0.to_vec(|to| {
            to.set_plain();
            write_plain(value, to)
        })
    }

    /// Decodes what [`encode_plain`](Self::encode_plain) wrote, and what any other writer of plain JSON did.
    ///
    /// # Errors
    /// As [`Codec::decode_as`](crate::Codec::decode_as).
    pub fn decode_plain<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError> {
        self.read(bytes, Mode::Plain, |from| T::read(from))
    }

    #[inline]
    fn read<'de, T>(
        &'de self,
        bytes: &'de [u8],
        mode: Mode,
        body: impl FnOnce(&mut JsonReader<'de>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        self.0.read(text(bytes), bytes, |from| {
            from.set_mode(mode);
            from.to_end(body)
        })
    }
}

/// The payload of a type by its entry or serializer, and serde for all others.
fn write_plain<T: Serialize + 'static>(value: &T, to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
    let any: &dyn Any = value;
    if let Some(value) = any.downcast_ref::<Value>() {
        return to.write_value(value);
    }
    let Some(row) = to.table().row_of(TypeId::of::<T>()) else { return value.serialize(Front(to)) };
    match row.serializer.entry() {
        Some(entry) => to.body(entry, any),
        None => to.write_value(&row.serializer.payload_of(any)?),
    }
}

impl DynCodec for FastJson {
    #[inline]
    fn encode_sized<T: Encodable + ?Sized>(
        &self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), SerializationError> {
        self.0.encode_sized(value, out)
    }

    #[inline]
    fn encode_vec<T: Encodable + ?Sized>(&self, value: &T) -> Result<Vec<u8>, SerializationError> {
        self.0.encode_vec(value)
    }

    #[inline]
    fn decode_sized<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError> {
        self.read(bytes, Mode::Fast, |from| T::read(from))
    }

    fn encode_dyn(&self, value: &dyn Put, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        self.0.encode_dyn(value, out)
    }

    fn decode_value(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        self.read(bytes, Mode::Fast, message::read)
    }

    fn decode_dyn(&self, bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
        self.read(bytes, Mode::Fast, |from| slot.read_json(from))
    }

    fn most_input_dyn(&self) -> usize {
        self.0.most_input_dyn()
    }

    fn registry_dyn(&self) -> Result<&Registry, RegistryError> {
        self.0.registry_dyn()
    }

    fn registry_mut_dyn(&mut self) -> Result<&mut Registry, RegistryError> {
        self.0.registry_mut_dyn()
    }
}

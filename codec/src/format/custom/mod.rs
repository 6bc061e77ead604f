//! Codecs of formats that users bring.

mod builder;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::codec::{Decodable, DynCodec, Encodable};
use crate::error::{DecodeError, RegistryError, SerializationError};
use crate::registry::{Registry, explain};
use crate::serializer::Serializer;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::{Put, Slot};
use crate::serializer::serde::{Reading, forget};
use crate::serializer::tree::{TreeReader, TreeWriter};
use crate::value::Value;
use crate::wire::Limits;

pub use builder::ValueCodecBuilder;

/// A format of your own: plain values to bytes and back. [`ValueCodec`] makes a codec of it.
///
/// A plain value is any [`Value`] but [`Object`](Value::Object) and [`Unknown`](Value::Unknown): typed objects come
/// to the format as the dicts `{"__type__": [id, payload]}`, and leave it so. Tags, the registry, limits and paths of
/// errors are the codec's business.
///
/// # Example
/// ```standalone_crate
/// use codec::{BigInt, Codec, DecodeError, SerializationError, Value, ValueCodec, ValueFormat, json_serializable};
///
/// /// One line for each entry of one dict, which is all that it can hold.
/// struct Lines;
///
/// impl ValueFormat for Lines {
///     fn write(&self, value: &Value, out: &mut Vec<u8>) -> Result<(), SerializationError> {
///         let dict = value.as_dict().ok_or_else(|| SerializationError::custom("only dicts have lines"))?;
///         for (key, item) in dict {
///             let number = item.as_i64().ok_or_else(|| SerializationError::custom("only integers have lines"))?;
///             out.extend_from_slice(format!("{key}={number}\n").as_bytes());
///         }
///         Ok(())
///     }
///
///     fn read(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
///         let text = std::str::from_utf8(bytes).map_err(DecodeError::custom)?;
///         let line = |line: &str| {
///             let (key, number) = line.split_once('=').ok_or_else(|| DecodeError::custom("a line without `=`"))?;
///             let number: BigInt = number.parse().map_err(DecodeError::custom)?;
///             Ok((key.to_owned(), Value::from(number)))
///         };
///         text.lines().map(line).collect::<Result<codec::Dict, _>>().map(Value::from)
///     }
/// }
///
/// #[json_serializable(tag = false)]
/// #[derive(Debug, PartialEq)]
/// struct Level { at: i64, level: u8 }
///
/// let codec = ValueCodec::new(Lines);
/// let bytes = codec.encode(&Level { at: 7, level: 3 })?;
/// assert_eq!(bytes, b"at=7\nlevel=3\n");
/// assert_eq!(codec.decode_as::<Level>(&bytes)?, Level { at: 7, level: 3 });
///
/// let error = codec.decode_as::<Level>(b"at=7\nlevel=300\n").unwrap_err();
/// assert_eq!(error.to_string(), "integer 300 does not fit u8 at level");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A format over CBOR, with everything that a value can be, is in `examples/custom_codec/main.rs`.
///
/// # What the format has to do itself
///
/// - Refuse what it has no form for, such as bytes, big integers or keys that are not text, with
///   [`SerializationError::custom`]; it becomes an error for which `is_unsupported` holds. `Value` may get further
///   kinds, so a `match` on it ends in such a refusal.
/// - Refuse what is not exactly one value with [`DecodeError::custom`]; it becomes an error for which `is_syntax` holds.
/// - Mind hostile input: the codec checks the length before, and depth, elements and digits behind the format. That
///   its own parser neither recurses without bound nor reserves memory on a mere claim is its own affair. A panic is
///   caught and becomes an error.
pub trait ValueFormat: Send + Sync {
    /// Appends one value.
    ///
    /// # Errors
    /// If the format has no form for a value.
    fn write(&self, value: &Value, out: &mut Vec<u8>) -> Result<(), SerializationError>;

    /// Reads one value; nothing may stand behind it.
    ///
    /// # Errors
    /// If the bytes are not one value of the format.
    fn read(&self, bytes: &[u8]) -> Result<Value, DecodeError>;
}

impl<F: ValueFormat + ?Sized> ValueFormat for Box<F> {
    fn write(&self, value: &Value, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        (**self).write(value, out)
    }

    fn read(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        (**self).read(bytes)
    }
}

/// A codec of a format that knows plain values only; see [`ValueFormat`].
///
/// It is a [`Codec`](crate::Codec) like every other, also behind `Box<dyn DynCodec>`.
#[derive(Debug, Clone)]
pub struct ValueCodec<F> {
    format: F,
    registry: Result<Registry, RegistryError>,
    keep_unknown: bool,
    limits: Limits,
}

impl<F: ValueFormat> ValueCodec<F> {
    /// Knows every annotated type that is linked in, and the built-in messages.
    ///
    /// It never panics: if the types collide, every call returns the error that names them. Use
    /// [`try_new`](Self::try_new) to have it at once.
    pub fn new(format: F) -> Self {
        Self::over(format, Registry::linked())
    }

    /// As [`new`](Self::new), with the registry's error at once.
    ///
    /// # Errors
    /// If two types are sent under one id.
    pub fn try_new(format: F) -> Result<Self, RegistryError> {
        Registry::linked().map(|registry| Self::with_registry(format, registry))
    }

    /// Knows exactly the types of this registry.
    pub fn with_registry(format: F, registry: Registry) -> Self {
        Self::over(format, Ok(registry))
    }

    /// Knows exactly these serializers, by their own ids.
    pub fn with_serializers<S: Into<Serializer>>(
        format: F,
        serializers: impl IntoIterator<Item = S>,
    ) -> Self {
        Self::over(format, Registry::with_serializers(serializers))
    }

    /// As aiomas: the ids are 0, 1, 2, .. in this order.
    pub fn aiomas<S: Into<Serializer>>(format: F, serializers: impl IntoIterator<Item = S>) -> Self {
        Self::over(format, Registry::sequential(serializers))
    }

    /// Options: Python version, limits, further serializers.
    pub fn builder(format: F) -> ValueCodecBuilder<F> {
        ValueCodecBuilder::new(format)
    }

    fn over(format: F, registry: Result<Registry, RegistryError>) -> Self {
        ValueCodec { format, registry, keep_unknown: false, limits: Limits::default() }
    }

    /// The format.
    pub fn format(&self) -> &F {
        &self.format
    }

    fn write(
        &self,
        out: &mut Vec<u8>,
        body: impl FnOnce(&mut TreeWriter<'_>) -> Result<(), SerializationError>,
    ) -> Result<(), SerializationError> {
        let registry = self.registry.as_ref().map_err(RegistryError::clone)?;
        let mut to = TreeWriter::new(registry.table(), &self.limits);
        if let Err(error) = body(&mut to) {
            forget();
            return Err(error);
        }
        let (value, start) = (to.finish(), out.len());
        let result = catch_unwind(AssertUnwindSafe(|| self.format.write(&value, out)))
            .unwrap_or_else(|_| Err(SerializationError::custom("the format panicked")));
        result.map_err(|error| {
            out.truncate(start);
            error.of_format()
        })
    }

    fn read<T>(
        &self,
        bytes: &[u8],
        body: impl FnOnce(&mut TreeReader<'_>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let registry = self.registry.as_ref().map_err(RegistryError::clone)?;
        if bytes.len() > self.limits.input {
            return Err(self.limits.input_passed());
        }
        let value = catch_unwind(AssertUnwindSafe(|| self.format.read(bytes)))
            .unwrap_or_else(|_| Err(DecodeError::custom("the format panicked")))
            .map_err(DecodeError::of_format)?;
        let _reading = Reading::start();
        let mut from =
            TreeReader::new(&value, bytes.len(), registry.table(), &self.limits, self.keep_unknown);
        body(&mut from).map_err(|error| {
            forget();
            explain(error, registry).without_offset()
        })
    }
}

impl<F: ValueFormat> DynCodec for ValueCodec<F> {
    fn encode_sized<T: Encodable + ?Sized>(
        &self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), SerializationError> {
        self.write(out, |to| value.write(to))
    }

    fn encode_vec<T: Encodable + ?Sized>(&self, value: &T) -> Result<Vec<u8>, SerializationError> {
        let mut out = Vec::new();
        self.write(&mut out, |to| value.write(to)).map(|()| out)
    }

    fn decode_sized<T: Decodable>(&self, bytes: &[u8]) -> Result<T, DecodeError> {
        self.read(bytes, |from| T::read(from))
    }

    fn encode_dyn(&self, value: &dyn Put, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        self.write(out, |to| value.write_tree(to))
    }

    fn decode_value(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        // Not the method by its name: that one has one lifetime, and any is asked for.
        #[allow(clippy::redundant_closure_for_method_calls)]
        self.read(bytes, |from| from.read_value())
    }

    fn decode_dyn(&self, bytes: &[u8], slot: &mut dyn Slot) -> Result<(), DecodeError> {
        self.read(bytes, |from| slot.read_tree(from))
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

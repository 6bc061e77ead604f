//! From values to types, through serde's data model.

mod access;
mod key;
mod variant;

use serde::de::{DeserializeOwned, Deserializer, Error as _, Expected, Visitor};

use self::access::{Elements, Entries, Pairs};
use self::variant::Variant;
use super::data::EXT_STRUCT;
use crate::error::{DecodeError, DecodeKind};
use crate::serializer::entry::Entry;
use crate::serializer::serde::cross::{
    FIELDS, NUMBER, OBJECT, Reading, VALUE, mark_buffered, put_value, take_announced,
};
use crate::serializer::serde::guarded;
use crate::value::{BigInt, Bytes, Dict, List, Value};

type Result<T> = std::result::Result<T, DecodeError>;

/// Reads a type out of a value, through serde; the reverse of [`to_value`](super::to_value).
///
/// # Example
/// ```
/// use codec::{from_value, Dict, Value};
/// #[derive(Debug, PartialEq, serde::Deserialize)]
/// struct Reading { at: u32, levels: Vec<f64>, note: Option<String> }
/// let value = Value::from(Dict::from([("at", Value::from(7)), ("levels", vec![0.5].into())]));
/// assert_eq!(from_value::<Reading>(value)?, Reading { at: 7, levels: vec![0.5], note: None });
/// # Ok::<(), codec::DecodeError>(())
/// ```
///
/// Floats accept integers. Text keys are read as numbers or bools where the type's keys are such, because JSON has no
/// other keys.
///
/// # Errors
/// If the value does not have the type's shape; the error says where.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T> {
    let _reading = Reading::start();
    guarded(|| T::deserialize(ValueDeserializer(value)))
}

/// Gives an owned [`Value`] to serde.
#[derive(Debug, Clone)]
pub(crate) struct ValueDeserializer(pub(crate) Value);

fn visit_big<'de, V: Visitor<'de>>(big: &BigInt, visitor: V) -> Result<V::Value> {
    match (big.as_i128(), big.as_u128()) {
        (Some(x), _) => visitor.visit_i128(x),
        (_, Some(x)) => visitor.visit_u128(x),
        _ => Err(DecodeError::new(DecodeKind::Type, "an integer beyond 128 bits cannot pass through serde")
            .help("make the field a `Value`")),
    }
}

fn visit_list<'de, V: Visitor<'de>>(list: List, visitor: V) -> Result<V::Value> {
    let length = list.len();
    let mut elements = Elements { at: 0, rest: list.into_iter() };
    let result = visitor.visit_seq(&mut elements)?;
    match elements.rest.len() {
        0 => Ok(result),
        _ => Err(DecodeError::invalid_length(length, &"fewer elements")),
    }
}

fn visit_dict<'de, V: Visitor<'de>>(dict: Dict, visitor: V) -> Result<V::Value> {
    visitor.visit_map(Entries { rest: dict.into_iter(), value: None })
}

/// What is not a list or a dict. Apart from those, since without optimisation each arm has its own place in the frame,
/// and frames of lists and dicts are as many as the value is deep.
fn visit_other<'de, V: Visitor<'de>>(value: Value, visitor: V) -> Result<V::Value> {
    match value {
        Value::Null => visitor.visit_unit(),
        Value::Bool(x) => visitor.visit_bool(x),
        Value::Int(x) => visitor.visit_i64(x),
        Value::UInt(x) => visitor.visit_u64(x),
        Value::BigInt(x) => visit_big(&x, visitor),
        Value::Float(x) => visitor.visit_f64(x),
        Value::String(x) => visitor.visit_string(x),
        Value::Bytes(x) => visitor.visit_byte_buf(x.into_vec()),
        Value::List(x) => visit_list(x, visitor),
        Value::Dict(x) => visit_dict(x, visitor),
        Value::Map(x) => visit_entries(x.into_iter(), visitor),
        Value::Ext(x) => {
            let parts = vec![Value::from(x.code()), x.into_data().into()];
            visitor.visit_newtype_struct(ValueDeserializer(parts.into()))
        }
        Value::Unknown(x) => Err(unknown(x.id())),
        // serde asks so where it buffers, and its buffer has no place for the tag.
        Value::Object(x) => {
            mark_buffered();
            let payload = x.payload().map_err(DecodeError::custom)?.into_owned();
            ValueDeserializer(payload).deserialize_any(visitor)
        }
    }
}

fn visit_entries<'de, V: Visitor<'de>, I: Iterator<Item = (Value, Value)>>(
    rest: I,
    visitor: V,
) -> Result<V::Value> {
    visitor.visit_map(Pairs { rest, value: None })
}

/// Numbers take the shortest way, as there are many of them.
macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            match self.0 {
                Value::Int(x) => visitor.visit_i64(x),
                Value::UInt(x) => visitor.visit_u64(x),
                other => ValueDeserializer(other).plain(visitor),
            }
        }
    )*};
}

/// Whoever asks for one kind of value gets no object: without its tag it would be another type's.
macro_rules! plain {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
            self.plain(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for ValueDeserializer {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::List(x) => visit_list(x, visitor),
            Value::Dict(x) => visit_dict(x, visitor),
            other => visit_other(other, visitor),
        }
    }

    plain! {
        deserialize_bool deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf
        deserialize_unit deserialize_map deserialize_identifier
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Float(x) => visitor.visit_f64(x),
            Value::BigInt(ref x) => match self.0.as_f64() {
                Some(float) if float.is_finite() => visitor.visit_f64(float),
                _ => visit_big(x, visitor),
            },
            other => ValueDeserializer(other).plain(visitor),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value> {
        self.plain(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            other => visitor.visit_some(ValueDeserializer(other)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value> {
        // The one place where reserved names are caught; every other newtype is what it wraps.
        match (name, &self.0) {
            (VALUE, _) => {
                put_value(self.0);
                visitor.visit_unit()
            }
            (OBJECT, _) => self.announced(visitor),
            (FIELDS, _) => self.by_field_code(visitor),
            (NUMBER, _) => self.plain(visitor),
            (EXT_STRUCT, Value::Ext(_)) => self.deserialize_any(visitor),
            (EXT_STRUCT, other) => Err(DecodeError::mismatch("an ext value", other.kind_name())),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    /// Binary data is a sequence of numbers for those who ask for one.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Bytes(bytes) => visit_bytes(bytes, visitor),
            other => ValueDeserializer(other).plain(visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    /// serde's derives would also take a list for a struct; our readers do not, and neither does the field code.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.0 {
            Value::List(_) => Err(DecodeError::mismatch("a dict", self.0.kind_name())),
            _ => self.plain(visitor),
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant { name, value: None }),
            Value::Dict(dict) => visitor.visit_enum(Variant::of(dict)?),
            Value::Object(object) => {
                let payload = object.payload().map_err(DecodeError::custom)?.into_owned();
                ValueDeserializer(payload).deserialize_enum("", &[], visitor)
            }
            other => Err(DecodeError::mismatch("an enum variant", other.kind_name())),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }
}

impl ValueDeserializer {
    fn plain<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match &self.0 {
            Value::Object(_) => {
                let expected: &dyn Expected = &visitor;
                Err(DecodeError::mismatch(&expected.to_string(), self.0.kind_name()))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    /// The payload of an object of the type that has announced itself.
    fn by_field_code<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if let Some(entry) = take_announced() {
            put_value(Value::Object((entry.from_value)(self.0)?));
        }
        visitor.visit_unit()
    }

    fn announced<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match take_announced() {
            Some(entry) => visitor.visit_newtype_struct(self.payload_of(entry)?),
            None => visitor.visit_newtype_struct(self),
        }
    }

    /// Apart, so that its frame is gone before the payload is read, which may nest.
    #[inline(never)]
    fn payload_of(self, entry: &Entry) -> Result<ValueDeserializer> {
        match self.0 {
            Value::Object(object) if object.rust_type() == (entry.type_id)() => {
                Ok(ValueDeserializer(object.payload().map_err(DecodeError::custom)?.into_owned()))
            }
            Value::Object(object) => Err(DecodeError::mismatch(entry.shape.name, object.name())),
            other => Err(DecodeError::mismatch(entry.shape.name, other.kind_name())),
        }
    }
}

#[cold]
fn unknown(id: i32) -> DecodeError {
    let text = format!("an object of the unknown type {id} cannot be read as another type");
    DecodeError::new(DecodeKind::UnknownType, text).with_id(id)
}

fn visit_bytes<'de, V: Visitor<'de>>(bytes: Bytes, visitor: V) -> Result<V::Value> {
    visit_list(List::from(bytes.into_vec()), visitor)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use serde::{Deserialize, Serialize};

    use super::super::to_value;
    use super::*;
    use crate::value::Dict;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Everything {
        small: i8,
        wide: u128,
        float: f32,
        letter: char,
        text: String,
        none: Option<u8>,
        some: Option<Box<Everything>>,
        unit: (),
        tuple: (u8, String),
        newtype: Newtype,
        shapes: Vec<Shape>,
        by_number: BTreeMap<i64, bool>,
        by_text: BTreeMap<String, Vec<f64>>,
        by_shape: BTreeMap<Key, u8>,
        raw: Bytes,
        list: Vec<u8>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Newtype(u64);

    #[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    enum Key {
        A,
        B,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Unit,
        Newtype(u8),
        Tuple(u8, u8),
        Struct { a: u8 },
    }

    fn sample(some: Option<Box<Everything>>) -> Everything {
        Everything {
            small: -128,
            wide: u128::MAX,
            float: 0.1,
            letter: 'ä',
            text: "text".into(),
            none: None,
            some,
            unit: (),
            tuple: (1, "x".into()),
            newtype: Newtype(u64::MAX),
            shapes: vec![Shape::Unit, Shape::Newtype(1), Shape::Tuple(1, 2), Shape::Struct { a: 3 }],
            by_number: BTreeMap::from([(-1, true), (2, false)]),
            by_text: BTreeMap::from([("k".into(), vec![1.5, 2.0])]),
            by_shape: BTreeMap::from([(Key::A, 1), (Key::B, 2)]),
            raw: Bytes::from([0, 255]),
            list: vec![1, 2],
        }
    }

    #[test]
    fn serde_types_round_trip() {
        let data = sample(Some(Box::new(sample(None))));
        let value = to_value(&data).unwrap();
        assert_eq!(from_value::<Everything>(value).unwrap(), data);
    }

    #[test]
    fn text_keys_become_numbers() {
        let dict = Value::from(Dict::from([("1", "a"), ("-2", "b")]));
        let map: BTreeMap<i32, String> = from_value(dict.clone()).unwrap();
        assert_eq!(map, BTreeMap::from([(1, "a".into()), (-2, "b".into())]));
        let error = from_value::<HashMap<u8, String>>(dict).unwrap_err();
        assert_eq!(error.to_string(), "expected u8, found a string at [\"-2\"]");
        assert!(from_value::<BTreeMap<bool, u8>>(Dict::from([("true", 1)]).into()).unwrap()[&true] == 1);
    }

    #[test]
    fn errors_say_where() {
        let mut value = to_value(&sample(None)).unwrap();
        value["by_text"]["k"][1] = "x".into();
        let error = from_value::<Everything>(value.clone()).unwrap_err();
        assert_eq!(error.to_string(), "expected f64, found a string at by_text.k[1]");
        value["by_text"] = Dict::new().into();
        value["shapes"][3]["Struct"]["a"] = 256.into();
        let error = from_value::<Everything>(value).unwrap_err();
        assert_eq!(error.to_string(), "integer 256 does not fit u8 at shapes[3].Struct.a");
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        let shape = |value: Value| from_value::<Shape>(value).map_err(|error| error.to_string());
        assert_eq!(shape(Dict::from([("Unit", ())]).into()), Ok(Shape::Unit));
        assert_eq!(
            shape("Newtype".into()).unwrap_err(),
            "expected an enum variant with data, found a string"
        );
        assert_eq!(shape(1.into()).unwrap_err(), "expected an enum variant, found an integer");
        assert!(shape(Dict::new().into()).unwrap_err().contains("exactly one entry"));
        assert_eq!(
            shape(Dict::from([("Unit", 1)]).into()).unwrap_err(),
            "expected null, found an integer at Unit"
        );
        assert!(from_value::<(u8, u8)>(vec![1, 2, 3].into()).is_err());
        assert!(from_value::<u64>(1.0.into()).unwrap_err().is_type_mismatch());
        assert!(from_value::<String>(Value::Null).is_err());
    }

    #[test]
    fn integers_beyond_64_bits_come_in_either_width() {
        for value in [i128::MIN, i128::from(i64::MIN) - 1, i128::from(u64::MAX) + 1, i128::MAX] {
            assert_eq!(from_value::<i128>(value.into()).unwrap(), value);
        }
        for value in [u128::from(u64::MAX) + 1, u128::MAX] {
            assert_eq!(from_value::<u128>(value.into()).unwrap(), value);
        }
    }

    #[test]
    fn floats_accept_integers() {
        assert_eq!(from_value::<Vec<f64>>(vec![Value::from(1), 2.5.into()].into()).unwrap(), [1.0, 2.5]);
        assert_eq!(from_value::<f64>(u128::MAX.into()).ok(), Some(2f64.powi(128)));
        let huge = Value::integer(&"9".repeat(400)).unwrap();
        assert!(from_value::<f64>(huge).is_err());
    }

    #[test]
    fn unknown_types_say_their_id() {
        let error = from_value::<u8>(crate::value::Unknown::new(42, Value::Null).into()).unwrap_err();
        assert!(error.is_unknown_type());
        assert_eq!(error.type_id(), Some(42));
    }
}

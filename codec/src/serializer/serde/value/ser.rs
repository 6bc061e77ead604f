//! From serde's data model to values.

mod builder;

use serde::ser::{Serialize, Serializer};

use self::builder::{DictBuilder, ListBuilder};
pub(crate) use self::builder::{MapBuilder, key_value};
use super::data::EXT_STRUCT;
use crate::error::SerializationError;
use crate::serializer::Serializer as TypeSerializer;
use crate::serializer::levels;
use crate::serializer::serde::cross::{OBJECT, UNKNOWN, VALUE, take_announced, take_unknown, take_value};
use crate::value::{Ext, Object, Unknown, Value};

type Result<T> = std::result::Result<T, SerializationError>;

/// The value that a type has in serde's data model.
///
/// # Example
/// ```
/// use codec::to_value;
/// #[derive(serde::Serialize)]
/// struct Reading { at: u32, levels: Vec<f64>, note: Option<String> }
/// let value = to_value(&Reading { at: 7, levels: vec![0.5], note: None })?;
/// assert_eq!(value.to_string(), "{'at': 7, 'levels': [0.5], 'note': None}");
/// # Ok::<(), codec::SerializationError>(())
/// ```
///
/// Enums are what they are in `serde_json`: a string, or a dict of one entry. A map with keys that are not all
/// strings is a [`Map`](crate::Map), so that no key loses its type. Integers are exact in all sizes.
///
/// # Errors
/// If the type's own code refuses.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value> {
    value.serialize(ValueSerializer)
}

/// Builds a [`Value`] from what a type says to serde.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ValueSerializer;

/// An entry of one key: how enums with data look.
fn variant(name: &'static str, value: impl Into<Value>) -> Value {
    Value::Dict([(name, value)].into())
}

macro_rules! scalars {
    ($($method:ident: $source:ty;)*) => {$(
        fn $method(self, x: $source) -> Result<Value> {
            Ok(Value::from(x))
        }
    )*};
}

impl Serializer for ValueSerializer {
    type Ok = Value;
    type Error = SerializationError;
    type SerializeSeq = ListBuilder;
    type SerializeTuple = ListBuilder;
    type SerializeTupleStruct = ListBuilder;
    type SerializeTupleVariant = ListBuilder;
    type SerializeMap = MapBuilder;
    type SerializeStruct = DictBuilder;
    type SerializeStructVariant = DictBuilder;

    scalars! {
        serialize_bool: bool;
        serialize_i8: i8;
        serialize_i16: i16;
        serialize_i32: i32;
        serialize_i64: i64;
        serialize_i128: i128;
        serialize_u8: u8;
        serialize_u16: u16;
        serialize_u32: u32;
        serialize_u64: u64;
        serialize_u128: u128;
        serialize_f32: f32;
        serialize_f64: f64;
        serialize_char: char;
        serialize_str: &str;
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value> {
        Ok(Value::Bytes(bytes.into()))
    }

    fn serialize_none(self) -> Result<Value> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<Value> {
        Ok(Value::from(name))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Value> {
        if name == OBJECT {
            if let Some(entry) = take_announced() {
                let payload = value.serialize(self)?;
                return Ok(Value::Object(Object::generic(TypeSerializer::annotated(entry, None), payload)));
            }
        }
        if name == UNKNOWN {
            if let Some(id) = take_unknown() {
                // A level of its own, unlike in writers: no codec that counts here writes one in another.
                let _level = levels::enter()?;
                return Ok(Value::from(Unknown::new(id, value.serialize(self)?)));
            }
        }
        if name == VALUE {
            return take_value().ok_or_else(|| SerializationError::custom("a value was lost on its way"));
        }
        let inner = value.serialize(self)?;
        // The one place where reserved names are caught; every other newtype is what it wraps.
        match name {
            EXT_STRUCT => Ok(Ext::from_parts(inner)),
            _ => Ok(inner),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        value: &T,
    ) -> Result<Value> {
        let _level = levels::enter()?;
        let inner = value.serialize(self).map_err(|error| error.in_field(name))?;
        Ok(variant(name, inner))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<ListBuilder> {
        ListBuilder::start(length.unwrap_or(0), None)
    }

    fn serialize_tuple(self, length: usize) -> Result<ListBuilder> {
        ListBuilder::start(length, None)
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<ListBuilder> {
        ListBuilder::start(length, None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        length: usize,
    ) -> Result<ListBuilder> {
        ListBuilder::start(length, Some(name))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<MapBuilder> {
        MapBuilder::start(length.unwrap_or(0))
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<DictBuilder> {
        DictBuilder::start(length, None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        length: usize,
    ) -> Result<DictBuilder> {
        DictBuilder::start(length, Some(name))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::value::Map;

    #[derive(serde::Serialize)]
    enum Shape {
        Unit,
        Newtype(u8),
        Tuple(u8, char),
        Struct { a: Option<u8> },
    }

    fn print<T: Serialize + ?Sized>(value: &T) -> String {
        to_value(value).unwrap().to_string()
    }

    #[test]
    fn enums_are_externally_tagged() {
        let shapes = [Shape::Unit, Shape::Newtype(1), Shape::Tuple(2, 'x'), Shape::Struct { a: None }];
        assert_eq!(print(&shapes), "['Unit', {'Newtype': 1}, {'Tuple': [2, 'x']}, {'Struct': {'a': None}}]");
    }

    #[test]
    fn keys_keep_their_types() {
        assert_eq!(print(&BTreeMap::from([("a", 1)])), "{'a': 1}");
        assert_eq!(print(&BTreeMap::from([('a', 1)])), "{'a': 1}");
        assert_eq!(print(&BTreeMap::from([(1, true), (2, false)])), "{1: True, 2: False}");
        assert_eq!(print(&BTreeMap::from([((1, "x"), 2)])), "{[1, 'x']: 2}");
    }

    #[test]
    fn a_dict_turns_into_a_map_on_the_way() {
        let map: Map =
            [(Value::from("a"), 1), (Value::from(2), 2), (Value::from("a"), 3)].into_iter().collect();
        let value = to_value(&map).unwrap();
        assert!(value.is_map());
        assert_eq!(value, Value::Map(map));
    }

    #[test]
    fn wide_integers_are_exact() {
        assert_eq!(print(&(u128::MAX, i128::MIN)), format!("[{}, {}]", u128::MAX, i128::MIN));
    }

    #[test]
    fn errors_say_where() {
        struct Bad;
        impl Serialize for Bad {
            fn serialize<S: Serializer>(&self, _: S) -> std::result::Result<S::Ok, S::Error> {
                Err(serde::ser::Error::custom("no"))
            }
        }
        #[derive(serde::Serialize)]
        enum Outer {
            Inner { list: Vec<BTreeMap<i32, Option<Bad>>> },
        }
        let error = to_value(&Outer::Inner { list: vec![BTreeMap::new(), BTreeMap::from([(7, Some(Bad))])] });
        assert_eq!(error.unwrap_err().to_string(), "no at Inner.list[1].7");
    }
}

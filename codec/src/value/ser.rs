//! From serde's data model to values.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::serde_impl::EXT_STRUCT;
use super::{Bytes, Dict, Ext, List, Map, RESERVE, Value};
use crate::error::SerializationError;

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
/// strings is a [`Map`], so that no key loses its type. Integers are exact in all sizes.
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
        let inner = value.serialize(self).map_err(|error| error.in_field(name))?;
        Ok(variant(name, inner))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<ListBuilder> {
        Ok(ListBuilder::new(length.unwrap_or(0), None))
    }

    fn serialize_tuple(self, length: usize) -> Result<ListBuilder> {
        Ok(ListBuilder::new(length, None))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<ListBuilder> {
        Ok(ListBuilder::new(length, None))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        length: usize,
    ) -> Result<ListBuilder> {
        Ok(ListBuilder::new(length, Some(name)))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<MapBuilder> {
        Ok(MapBuilder::new(length.unwrap_or(0)))
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<DictBuilder> {
        Ok(DictBuilder { dict: Dict::with_capacity(length), variant: None })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        name: &'static str,
        length: usize,
    ) -> Result<DictBuilder> {
        Ok(DictBuilder { dict: Dict::with_capacity(length), variant: Some(name) })
    }
}

/// Sequences and tuples, in the entry of their variant if they have one.
pub(crate) struct ListBuilder {
    list: List,
    variant: Option<&'static str>,
}

impl ListBuilder {
    /// The length is a claim of foreign code.
    fn new(length: usize, variant: Option<&'static str>) -> Self {
        ListBuilder { list: List::with_capacity(length.min(RESERVE)), variant }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let located = |error: SerializationError| match self.variant {
            None => error.in_index(self.list.len()),
            Some(name) => error.in_index(self.list.len()).in_field(name),
        };
        let value = value.serialize(ValueSerializer).map_err(located)?;
        self.list.push(value);
        Ok(())
    }

    fn finish(self) -> Value {
        match self.variant {
            None => Value::List(self.list),
            Some(name) => variant(name, self.list),
        }
    }
}

macro_rules! list_builder {
    ($($trait:ident $method:ident;)*) => {$(
        impl $trait for ListBuilder {
            type Ok = Value;
            type Error = SerializationError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.element(value)
            }

            fn end(self) -> Result<Value> {
                Ok(self.finish())
            }
        }
    )*};
}

list_builder! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

/// Structs, in the entry of their variant if they have one.
pub(crate) struct DictBuilder {
    dict: Dict,
    variant: Option<&'static str>,
}

impl DictBuilder {
    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
        let located = |error: SerializationError| match self.variant {
            None => error.in_field(key),
            Some(name) => error.in_field(key).in_field(name),
        };
        let value = value.serialize(ValueSerializer).map_err(located)?;
        self.dict.append(key.to_owned(), value);
        Ok(())
    }

    fn finish(self) -> Value {
        match self.variant {
            None => Value::Dict(self.dict),
            Some(name) => variant(name, self.dict),
        }
    }
}

macro_rules! dict_builder {
    ($($trait:ident;)*) => {$(
        impl $trait for DictBuilder {
            type Ok = Value;
            type Error = SerializationError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
                self.field(key, value)
            }

            fn end(self) -> Result<Value> {
                Ok(self.finish())
            }
        }
    )*};
}

dict_builder! { SerializeStruct; SerializeStructVariant; }

/// A dict for as long as all keys are strings, then a map.
pub(crate) struct MapBuilder {
    entries: DictOrMap,
    key: Option<Value>,
}

enum DictOrMap {
    Dict(Dict),
    Map(Map),
}

impl MapBuilder {
    /// The length is a claim of foreign code.
    pub(super) fn new(length: usize) -> Self {
        MapBuilder { entries: DictOrMap::Dict(Dict::with_capacity(length.min(RESERVE))), key: None }
    }

    pub(super) fn insert(&mut self, key: Value, value: Value) {
        match (&mut self.entries, key) {
            (DictOrMap::Dict(dict), Value::String(key)) => dict.append(key, value),
            (DictOrMap::Dict(dict), key) => {
                let mut map = Map::from(std::mem::take(dict));
                map.insert(key, value);
                self.entries = DictOrMap::Map(map);
            }
            (DictOrMap::Map(map), key) => {
                map.insert(key, value);
            }
        }
    }

    pub(super) fn finish(self) -> Value {
        match self.entries {
            DictOrMap::Dict(dict) => Value::Dict(dict),
            DictOrMap::Map(map) => Value::Map(map),
        }
    }
}

/// The error lies under this key.
#[cold]
fn under(key: &Value, error: SerializationError) -> SerializationError {
    match key {
        Value::String(key) => error.in_key(key),
        other => error.in_key(&other.to_string()),
    }
}

impl SerializeMap for MapBuilder {
    type Ok = Value;
    type Error = SerializationError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.key = Some(key.serialize(ValueSerializer)?);
        Ok(())
    }

    /// serde promises a key before each value; null stands for one that broke the promise.
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let key = self.key.take().unwrap_or_default();
        let value = value.serialize(ValueSerializer).map_err(|error| under(&key, error))?;
        self.insert(key, value);
        Ok(())
    }

    fn end(self) -> Result<Value> {
        Ok(self.finish())
    }
}

impl Ext {
    /// From `[code, data]`; anything else stays what it is, as foreign types may have the same name.
    pub(super) fn from_parts(parts: Value) -> Value {
        if let Some([Value::Int(code), Value::Bytes(data)]) = parts.as_list().map(|list| &**list) {
            if let Ok(code) = i8::try_from(*code) {
                return Value::Ext(Ext::new(code, Bytes::clone(data)));
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

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
        assert_eq!(print(&BTreeMap::from([((1, "x"), ())])), "{[1, 'x']: None}");
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
            Inner { list: Vec<BTreeMap<i32, Bad>> },
        }
        let error = to_value(&Outer::Inner { list: vec![BTreeMap::new(), BTreeMap::from([(7, Bad)])] });
        assert_eq!(error.unwrap_err().to_string(), "no at Inner.list[1].7");
    }
}

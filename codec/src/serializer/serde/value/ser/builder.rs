//! Containers under construction.

use std::fmt::{self, Write as _};

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant,
};

use super::{Result, ValueSerializer, variant};
use crate::error::{SerializationError, SerializationKind};
use crate::serializer::levels::{self, Level};
use crate::value::{Dict, List, Map, RESERVE, Value};

/// Sequences and tuples, in the entry of their variant if they have one.
pub(crate) struct ListBuilder {
    list: List,
    variant: Option<&'static str>,
    _level: Level,
}

impl ListBuilder {
    /// The length is a claim of foreign code.
    pub(super) fn start(length: usize, variant: Option<&'static str>) -> Result<Self> {
        let level = levels::enter()?;
        Ok(ListBuilder { list: List::with_capacity(length.min(RESERVE)), variant, _level: level })
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
    _level: Level,
}

impl DictBuilder {
    pub(super) fn start(length: usize, variant: Option<&'static str>) -> Result<Self> {
        let level = levels::enter()?;
        Ok(DictBuilder { dict: Dict::with_capacity(length), variant, _level: level })
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
        let located = |error: SerializationError| match self.variant {
            None => error.in_field(key),
            Some(name) => error.in_field(key).in_field(name),
        };
        let value = value.serialize(ValueSerializer).map_err(located)?;
        self.dict.insert(key.to_owned(), value);
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
    _level: Level,
}

enum DictOrMap {
    Dict(Dict),
    Map(Map),
}

impl MapBuilder {
    /// The length is a claim of foreign code.
    pub(crate) fn new(length: usize) -> Self {
        let entries = DictOrMap::Dict(Dict::with_capacity(length.min(RESERVE)));
        MapBuilder { entries, key: None, _level: Level::default() }
    }

    /// A writer counts levels itself; this is where none does.
    pub(super) fn start(length: usize) -> Result<Self> {
        let level = levels::enter()?;
        Ok(MapBuilder { _level: level, ..MapBuilder::new(length) })
    }

    pub(crate) fn insert(&mut self, key: Value, value: Value) {
        match (&mut self.entries, key) {
            (DictOrMap::Dict(dict), Value::String(key)) => drop(dict.insert(key, value)),
            (DictOrMap::Dict(dict), key) => {
                // Room for one more and not for four: a peer may send many maps of one entry.
                let mut map = Map::with_capacity(dict.len().saturating_add(1));
                map.extend(std::mem::take(dict));
                map.insert(key, value);
                self.entries = DictOrMap::Map(map);
            }
            (DictOrMap::Map(map), key) => {
                map.insert(key, value);
            }
        }
    }

    pub(crate) fn finish(self) -> Value {
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
        self.key = Some(key_value(key)?);
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

/// A key of a type that serde knows.
pub(crate) fn key_value<T: Serialize + ?Sized>(key: &T) -> Result<Value> {
    match key.serialize(ValueSerializer)? {
        // No peer has objects as keys: an annotated enum is its name there, as serde's derive makes it.
        Value::Object(_) => plain_key(key),
        key => Ok(key),
    }
}

/// The text of what is an annotated type under our own serializers.
fn plain_key<T: Serialize + ?Sized>(key: &T) -> Result<Value> {
    struct Plain<'a, T: ?Sized>(&'a T);
    impl<T: Serialize + ?Sized> fmt::Display for Plain<'_, T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.serialize(f)
        }
    }
    let mut text = String::new();
    let refused = |_| {
        let message = "keys must be str, int, float, bool or None, not an object";
        SerializationError::new(SerializationKind::Unsupported, message).help("use strings as keys")
    };
    write!(text, "{}", Plain(key)).map_err(refused)?;
    Ok(Value::String(text))
}

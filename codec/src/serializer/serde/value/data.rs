//! Values in serde's data model, for foreign formats and for values inside foreign types.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::ser::MapBuilder;

use crate::serializer::serde::cross::{
    UNKNOWN, VALUE, announce_unknown, put_value, take_value, was_buffered,
};
use crate::serializer::serde::{is_our_deserializer, is_our_serializer};
use crate::value::{BigInt, Bytes, Dict, Ext, List, Map, Object, RESERVE, Unknown, Value};

/// The newtype that stands for an extension value; `rmp-serde` gave it this name.
pub(crate) const EXT_STRUCT: &str = "_ExtStruct";

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.must_cross() && is_our_serializer::<S>() {
            put_value(self.clone());
            return serializer.serialize_newtype_struct(VALUE, &());
        }
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(x) => serializer.serialize_bool(*x),
            Value::Int(x) => serializer.serialize_i64(*x),
            Value::UInt(x) => serializer.serialize_u64(*x),
            Value::BigInt(x) => x.serialize(serializer),
            Value::Float(x) => serializer.serialize_f64(*x),
            Value::String(x) => serializer.serialize_str(x),
            Value::Bytes(x) => x.serialize(serializer),
            Value::List(x) => x.serialize(serializer),
            Value::Dict(x) => x.serialize(serializer),
            Value::Map(x) => x.serialize(serializer),
            Value::Ext(x) => x.serialize(serializer),
            Value::Unknown(x) => x.serialize(serializer),
            Value::Object(x) => x.serialize(serializer),
        }
    }
}

impl Serialize for BigInt {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.as_i128(), self.as_u128()) {
            (Some(x), _) => serializer.serialize_i128(x),
            (_, Some(x)) => serializer.serialize_u128(x),
            _ => Err(S::Error::custom("serde has no form for an integer beyond 128 bits; send it as text")),
        }
    }
}

impl Serialize for List {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.len()))?;
        self.iter().try_for_each(|value| seq.serialize_element(value))?;
        seq.end()
    }
}

impl Serialize for Dict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        self.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

impl Serialize for Map {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        self.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

impl Serialize for Ext {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Binary<'a>(&'a [u8]);
        impl Serialize for Binary<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_bytes(self.0)
            }
        }
        serializer.serialize_newtype_struct(EXT_STRUCT, &(self.code(), Binary(self.data())))
    }
}

/// Without its id the data would be something else, so only codecs, which can write the id, write it. They get the data
/// as they are: of data that are nested too deep there must be no copy.
impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if is_our_serializer::<S>() {
            announce_unknown(self.id());
            return serializer.serialize_newtype_struct(UNKNOWN, self.data());
        }
        let text = format!("an object of the unknown type {} can only be written by a codec", self.id());
        Err(S::Error::custom(text))
    }
}

/// The tagged object under a codec of this crate, the payload under any other format.
impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if is_our_serializer::<S>() {
            put_value(Value::Object(self.clone()));
            return serializer.serialize_newtype_struct(VALUE, &());
        }
        self.payload().map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if is_our_deserializer::<D>() {
            return deserializer.deserialize_newtype_struct(VALUE, Crossing);
        }
        if was_buffered() {
            return Err(D::Error::custom(
                "a tagged object cannot reach a `Value` through serde's buffer (`flatten`, `untagged`, `tag`); use \
                 `#[codec(extra)]`, or name the type",
            ));
        }
        deserializer.deserialize_any(ValueVisitor)
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Object(object) => Ok(object),
            other => Err(mismatch("a tagged object", other.kind_name())),
        }
    }
}

/// Takes the value that one of our readers has left beside serde's data model.
struct Crossing;

impl Visitor<'_> for Crossing {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        take_value().ok_or_else(|| E::custom("a value was lost on its way through serde"))
    }
}

impl Value {
    /// Whether serde's data model has no place for this kind of value. All of them are cheap to copy.
    fn must_cross(&self) -> bool {
        matches!(self, Value::BigInt(_) | Value::Ext(_) | Value::Object(_))
    }
}

macro_rules! visit {
    ($($method:ident: $source:ty;)*) => {$(
        fn $method<E: de::Error>(self, x: $source) -> Result<Value, E> {
            Ok(Value::from(x))
        }
    )*};
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    visit! {
        visit_bool: bool;
        visit_i64: i64;
        visit_i128: i128;
        visit_u64: u64;
        visit_u128: u128;
        visit_f64: f64;
        visit_str: &str;
        visit_string: String;
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Value, E> {
        Ok(Value::Bytes(bytes.into()))
    }

    fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Value, E> {
        Ok(Value::Bytes(bytes.into()))
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    /// Formats that call this unasked do so for extension values.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer).map(Ext::from_parts)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = List::with_capacity(seq.size_hint().unwrap_or(0).min(RESERVE));
        while let Some(value) = seq.next_element::<Value>()? {
            list.push(value);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = MapBuilder::new(map.size_hint().unwrap_or(0));
        while let Some((key, value)) = map.next_entry()? {
            entries.insert(key, value);
        }
        Ok(entries.finish())
    }
}

/// Asks a format for one kind of value and lets [`ValueVisitor`] build it.
struct Only<T>(&'static str, PhantomData<T>);

impl<'de, T: TryFrom<Value>> Visitor<'de> for Only<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        T::try_from(ValueVisitor.visit_seq(seq)?).map_err(|_| mismatch(self.0, "a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::try_from(ValueVisitor.visit_map(map)?).map_err(|_| mismatch(self.0, "a map"))
    }
}

#[cold]
fn mismatch<E: de::Error>(expected: &str, found: &str) -> E {
    E::invalid_type(de::Unexpected::Other(found), &expected)
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Only("a list", PhantomData))
    }
}

impl<'de> Deserialize<'de> for Dict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Only("a dict with text keys", PhantomData))
    }
}

impl<'de> Deserialize<'de> for Map {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MapVisitor;
        impl<'de> Visitor<'de> for MapVisitor {
            type Value = Map;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Map, A::Error> {
                let mut entries = Map::with_capacity(map.size_hint().unwrap_or(0).min(RESERVE));
                while let Some((key, value)) = map.next_entry::<Value, Value>()? {
                    entries.insert(key, value);
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(MapVisitor)
    }
}

impl<'de> Deserialize<'de> for BigInt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Int(x) => Ok(x.into()),
            Value::UInt(x) => Ok(x.into()),
            Value::BigInt(x) => Ok(x),
            other => Err(mismatch("an integer", other.kind_name())),
        }
    }
}

impl<'de> Deserialize<'de> for Ext {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ExtVisitor;
        impl<'de> Visitor<'de> for ExtVisitor {
            type Value = Ext;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an ext value")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Ext, D::Error> {
                let (code, data) = <(i8, Bytes)>::deserialize(deserializer)?;
                Ok(Ext::new(code, data))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Ext, A::Error> {
                match (seq.next_element()?, seq.next_element::<Bytes>()?) {
                    (Some(code), Some(data)) => Ok(Ext::new(code, data)),
                    _ => Err(A::Error::custom("an ext value has a code and data")),
                }
            }
        }
        deserializer.deserialize_newtype_struct(EXT_STRUCT, ExtVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{from_value, to_value};
    use super::*;

    #[test]
    fn values_go_through_serde_unchanged() {
        let map: Map =
            [(Value::from(1), Value::from(1.0)), (Value::from("x"), Value::Null)].into_iter().collect();
        let values = [
            Value::Null,
            true.into(),
            u64::MAX.into(),
            u128::MAX.into(),
            i128::MIN.into(),
            Bytes::from([1]).into(),
            map.into(),
            Dict::from([("k", vec![1, 2])]).into(),
            Ext::new(-3, [1, 2]).into(),
        ];
        for value in values {
            assert_eq!(to_value(&value).unwrap(), value);
            assert_eq!(from_value::<Value>(value.clone()).unwrap(), value);
            assert_eq!(from_value::<Vec<Value>>(vec![value.clone()].into()).unwrap(), [value]);
        }
    }

    #[cfg(feature = "serde_json")]
    #[test]
    fn foreign_formats_read_and_write_values() {
        let value: Value =
            serde_json::from_str(r#"{"b": [1, -2, 0.5, null], "a": "x", "c": 7, "c": 8}"#).unwrap();
        assert_eq!(value.to_string(), "{'b': [1, -2, 0.5, None], 'a': 'x', 'c': 8}");
        assert_eq!(serde_json::to_string(&value).unwrap(), r#"{"b":[1,-2,0.5,null],"a":"x","c":8}"#);
    }

    #[test]
    fn parts_go_through_serde_unchanged() {
        let dict = Dict::from([("k", 1)]);
        assert_eq!(from_value::<Dict>(to_value(&dict).unwrap()).unwrap(), dict);
        let list = List::from(vec![1, 2]);
        assert_eq!(from_value::<List>(to_value(&list).unwrap()).unwrap(), list);
        let ext = Ext::new(1, [5]);
        assert_eq!(from_value::<Ext>(to_value(&ext).unwrap()).unwrap(), ext);
        let big = BigInt::from(u128::MAX);
        assert_eq!(from_value::<BigInt>(to_value(&big).unwrap()).unwrap(), big);
        assert_eq!(from_value::<Map>(Dict::from([("k", 1)]).into()).unwrap(), Map::from(dict));
        let error = from_value::<Dict>([(1, 1)].into_iter().collect::<Map>().into()).unwrap_err();
        assert_eq!(error.to_string(), "expected a dict with text keys, found a map");
        let parts = Value::from(vec![Value::from(1), Bytes::from([5]).into()]);
        let error = from_value::<Ext>(parts).unwrap_err();
        assert_eq!(error.to_string(), "expected an ext value, found a list");
        let error = from_value::<Dict>(1.into()).unwrap_err();
        assert_eq!(error.to_string(), "expected a dict with text keys, found an integer");
        let error = from_value::<List>(1.into()).unwrap_err();
        assert_eq!(error.to_string(), "expected a list, found an integer");
        let error = from_value::<Map>(1.into()).unwrap_err();
        assert_eq!(error.to_string(), "expected a map, found an integer");
    }

    #[test]
    fn what_serde_cannot_hold_crosses_beside_it() {
        let huge = Value::integer(&"9".repeat(60)).unwrap();
        let unknown = Value::from(Unknown::new(7, Value::Null));
        let values = vec![huge, unknown];
        let generic = to_value(&values).unwrap();
        assert_eq!(generic, Value::from(values.clone()));
        assert_eq!(from_value::<Vec<Value>>(generic).unwrap(), values);
    }

    #[test]
    fn what_a_foreign_format_cannot_hold_is_an_error() {
        let huge = Value::integer(&"9".repeat(60)).unwrap();
        let error = serde_json::to_string(&[huge]).unwrap_err().to_string();
        assert_eq!(error, "serde has no form for an integer beyond 128 bits; send it as text");
        let unknown = Value::from(Unknown::new(7, Value::Null));
        assert!(serde_json::to_string(&unknown).unwrap_err().to_string().contains("unknown type 7"));
    }
}

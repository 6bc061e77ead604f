//! From Rust's own types to values, and back.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::int::out_of_range;
use super::{BigInt, Bytes, Dict, Ext, List, Map, Object, Unknown, Value};
use crate::error::DecodeError;

macro_rules! from {
    ($($source:ty: $variable:ident => $value:expr;)*) => {$(
        impl From<$source> for Value {
            fn from($variable: $source) -> Self {
                $value
            }
        }
    )*};
}

from! {
    bool: x => Value::Bool(x);
    i8: x => Value::Int(x.into());
    i16: x => Value::Int(x.into());
    i32: x => Value::Int(x.into());
    i64: x => Value::Int(x);
    u8: x => Value::Int(x.into());
    u16: x => Value::Int(x.into());
    u32: x => Value::Int(x.into());
    u64: x => i64::try_from(x).map_or(Value::UInt(x), Value::Int);
    f32: x => Value::Float(x.into());
    f64: x => Value::Float(x);
    char: x => Value::String(x.into());
    &str: x => Value::String(x.into());
    &String: x => Value::String(x.clone());
    String: x => Value::String(x);
    Cow<'_, str>: x => Value::String(x.into_owned());
    Bytes: x => Value::Bytes(x);
    List: x => Value::List(x);
    Dict: x => Value::Dict(x);
    Map: x => Value::Map(x);
    Ext: x => Value::Ext(x);
    Unknown: x => Value::Unknown(Box::new(x));
    Object: x => Value::Object(x);
}

macro_rules! from_wide {
    ($($source:ty),*) => {$(
        /// In the smallest variant that holds it.
        impl From<$source> for Value {
            fn from(x: $source) -> Self {
                i64::try_from(x)
                    .map(Value::Int)
                    .or_else(|_| u64::try_from(x).map(Value::UInt))
                    .unwrap_or_else(|_| Value::BigInt(BigInt::from(x)))
            }
        }
    )*};
}

from_wide!(isize, usize, i128, u128);

impl From<()> for Value {
    fn from((): ()) -> Self {
        Value::Null
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(option: Option<T>) -> Self {
        option.map_or(Value::Null, Into::into)
    }
}

/// A list; for binary data see [`Bytes`].
impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(elements: Vec<T>) -> Self {
        Value::List(elements.into())
    }
}

impl<T: Into<Value> + Clone> From<&[T]> for Value {
    fn from(elements: &[T]) -> Self {
        Value::List(elements.iter().cloned().collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(elements: [T; N]) -> Self {
        Value::List(elements.into_iter().collect())
    }
}

impl<V: Into<Value>> From<BTreeMap<String, V>> for Value {
    fn from(entries: BTreeMap<String, V>) -> Self {
        Value::Dict(entries.into_iter().collect())
    }
}

impl<V: Into<Value>, S> From<HashMap<String, V, S>> for Value {
    fn from(entries: HashMap<String, V, S>) -> Self {
        Value::Dict(entries.into_iter().collect())
    }
}

/// A list.
impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Value::List(elements.into_iter().collect())
    }
}

/// A dict.
impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Value {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Value::Dict(entries.into_iter().collect())
    }
}

macro_rules! try_into_variant {
    ($($variant:ident => $target:ty, $name:literal;)*) => {$(
        /// Fails for every other kind of value.
        impl TryFrom<Value> for $target {
            type Error = DecodeError;

            fn try_from(value: Value) -> Result<Self, DecodeError> {
                match value {
                    Value::$variant(inner) => Ok(inner),
                    other => Err(DecodeError::mismatch($name, other.kind_name())),
                }
            }
        }
    )*};
}

try_into_variant! {
    Bool => bool, "a bool";
    String => String, "a string";
    Bytes => Bytes, "bytes";
    List => List, "a list";
    Dict => Dict, "a dict";
    Map => Map, "a map";
    Ext => Ext, "an ext value";
    Object => Object, "an object";
}

macro_rules! try_into_integer {
    ($($target:ty),*) => {$(
        /// Fails for what is no integer or does not fit.
        impl TryFrom<Value> for $target {
            type Error = DecodeError;

            fn try_from(value: Value) -> Result<Self, DecodeError> {
                let big = match value {
                    Value::Int(x) => return x.try_into().map_err(|_| out_of_range(stringify!($target))),
                    Value::UInt(x) => return x.try_into().map_err(|_| out_of_range(stringify!($target))),
                    Value::BigInt(big) => big,
                    other => return Err(DecodeError::mismatch("an integer", other.kind_name())),
                };
                (&big).try_into()
            }
        }
    )*};
}

try_into_integer!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

/// Fails for what is no number; an integer gives the nearest float.
impl TryFrom<Value> for f64 {
    type Error = DecodeError;

    fn try_from(value: Value) -> Result<Self, DecodeError> {
        value.as_f64().ok_or_else(|| DecodeError::mismatch("a number", value.kind_name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_types_become_values() {
        assert_eq!(Value::from(None::<i64>), Value::Null);
        assert_eq!(Value::from(Some('x')), "x");
        assert_eq!(Value::from(()), Value::Null);
        assert_eq!(Value::from([1_u8, 2].as_slice()).to_string(), "[1, 2]");
        assert_eq!(Value::from(BTreeMap::from([("k".to_owned(), [0.5])])).to_string(), "{'k': [0.5]}");
        assert_eq!(["a", "b"].into_iter().collect::<Value>().to_string(), "['a', 'b']");
        assert_eq!([("a", 1)].into_iter().collect::<Value>().to_string(), "{'a': 1}");
        assert!(matches!(Value::from(5_u64), Value::Int(5)));
        assert!(matches!(Value::from(usize::MAX), Value::UInt(_)));
    }

    #[test]
    fn values_become_common_types() {
        assert_eq!(u8::try_from(Value::from(255)).unwrap(), 255);
        assert_eq!(i128::try_from(Value::from(i128::MIN)).unwrap(), i128::MIN);
        assert_eq!(f64::try_from(Value::from(1)).ok(), Some(1.0));
        assert_eq!(String::try_from(Value::from("x")).unwrap(), "x");
        let error = |value: Value| i8::try_from(value).unwrap_err().to_string();
        assert_eq!(error(Value::from(128)), "the integer does not fit i8");
        assert_eq!(error(Value::from(u128::MAX)), "the integer does not fit i8");
        assert_eq!(error(Value::from(1.0)), "expected an integer, found a float");
        assert!(bool::try_from(Value::from(1)).unwrap_err().is_type_mismatch());
    }
}

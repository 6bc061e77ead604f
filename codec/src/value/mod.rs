//! Values: data of any shape, for types that are known only at run time.

mod access;
mod bytes;
mod convert;
mod dict;
mod downcast;
mod entries;
mod eq;
mod ext;
mod index;
mod int;
mod list;
mod map;
mod nesting;
mod object;
mod repr;
#[cfg(feature = "serde_json")]
mod serde_json;
mod unknown;

pub use bytes::Bytes;
pub use dict::Dict;
pub use downcast::DowncastError;
pub(crate) use entries::Seen;
pub use ext::Ext;
pub use index::ValueIndex;
pub use int::BigInt;
pub use list::List;
pub use map::Map;
pub use object::Object;
pub(crate) use object::{About, AnyObject};
pub use unknown::Unknown;

/// The entries of a dict, given away.
pub(crate) type DictIntoIter = entries::IntoIter<String>;

/// What indexing gives where there is nothing.
static NULL: Value = Value::Null;

/// The entries of a dict in order.
pub(crate) type DictIter<'a> = entries::Iter<'a, String>;

/// The entries of a map in order.
pub(crate) type MapIter<'a> = entries::Iter<'a, Value>;

/// The most elements that are reserved on a length that the other side claims.
pub(crate) const RESERVE: usize = 1024;

/// Any value that a codec can read: plain data, or an object of a type that is found at run time.
///
/// # Example
/// ```
/// use codec::{Codec, Json, Value};
/// let value = Json::new().decode(br#"{"name": "pump", "levels": [1, 2.5]}"#)?;
/// assert_eq!(value["name"], "pump");
/// assert_eq!(value["levels"][1], 2.5);
/// assert_eq!(value["absent"], Value::Null);
/// assert_eq!(value.to_string(), "{'name': 'pump', 'levels': [1, 2.5]}");
/// # Ok::<(), codec::DecodeError>(())
/// ```
///
/// Integers compare by value, whichever variant holds them; a float equals only a float, and the order of a dict's
/// entries does not count. `Display` and `Debug` both print the Python representation.
///
/// Dropping is iterative, so no nesting of lists and dicts overflows the stack; cloning, comparing and printing recurse.
#[non_exhaustive]
#[derive(Clone, Default)]
pub enum Value {
    /// Python's `None`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer that fits 64 bits with a sign.
    Int(i64),
    /// An integer above [`i64::MAX`]; smaller ones are [`Int`](Value::Int) in everything that this crate builds.
    UInt(u64),
    /// An integer beyond 64 bits, exact.
    BigInt(BigInt),
    /// A double, NaN and the infinities included.
    Float(f64),
    /// Text.
    String(String),
    /// Binary data.
    Bytes(Bytes),
    /// A list (or tuple) of values.
    List(List),
    /// A dict whose keys are all strings.
    Dict(Dict),
    /// A dict with other keys, from formats that have them.
    Map(Map),
    /// A MessagePack extension value.
    Ext(Ext),
    /// An object whose type id the codec does not know, kept on request.
    Unknown(Box<Unknown>),
    /// An object of a registered type.
    Object(Object),
}

impl Value {
    /// The Rust type of an object, and otherwise what kind of value it is.
    pub(crate) fn type_name(&self) -> &str {
        match self {
            Value::Object(object) => object.type_name(),
            other => other.kind_name(),
        }
    }

    /// What kind of value this is, for error texts: `a string`.
    pub(crate) fn kind_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a bool",
            Value::Int(_) | Value::UInt(_) | Value::BigInt(_) => "an integer",
            Value::Float(_) => "a float",
            Value::String(_) => "a string",
            Value::Bytes(_) => "bytes",
            Value::List(_) => "a list",
            Value::Dict(_) => "a dict",
            Value::Map(_) => "a map",
            Value::Ext(_) => "an ext value",
            Value::Unknown(_) => "an object of an unknown type",
            Value::Object(_) => "an object",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_four_words_at_most() {
        assert!(size_of::<Value>() <= 32, "{}", size_of::<Value>());
        assert_eq!(size_of::<Dict>(), 24);
    }

    #[test]
    fn crosses_threads() {
        fn check<T: Send + Sync + 'static>() {}
        check::<Value>();
    }
}

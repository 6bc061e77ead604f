//! The value was of another type.

use std::any::type_name;
use std::fmt;

use super::Value;
use crate::error::DecodeError;

/// A value was not of the type that was asked for; it can be had back.
///
/// # Example
/// ```
/// use codec::Value;
/// let error = Value::from("x").downcast::<String>().unwrap_err();
/// assert_eq!(error.to_string(), "expected `String`, found a string");
/// assert_eq!(error.into_value(), "x");
/// ```
#[derive(Clone)]
pub struct DowncastError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    value: Value,
    expected: &'static str,
    /// Why the type's own constructor refused, where the type was right.
    reason: Option<String>,
}

impl DowncastError {
    #[cold]
    pub(crate) fn new<T: ?Sized>(value: Value) -> Self {
        DowncastError(Box::new(Inner { value, expected: type_name::<T>(), reason: None }))
    }

    /// The type was right, and its own constructor refused.
    #[cold]
    pub(crate) fn refused<T: ?Sized>(value: Value, error: &DecodeError) -> Self {
        let reason = Some(error.to_string());
        DowncastError(Box::new(Inner { value, expected: type_name::<T>(), reason }))
    }

    /// The value as it was.
    pub fn into_value(self) -> Value {
        self.0.value
    }

    /// The value as it was.
    pub fn value(&self) -> &Value {
        &self.0.value
    }
}

impl fmt::Display for DowncastError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { value, expected, reason } = &*self.0;
        if let Some(reason) = reason {
            return write!(f, "could not build `{}`: {reason}", short(expected));
        }
        write!(f, "expected `{}`, found ", short(expected))?;
        match value {
            Value::Object(object) => write!(f, "`{}`", object.name()),
            Value::Unknown(unknown) => write!(f, "an object of the unknown type {}", unknown.id()),
            other => f.write_str(other.kind_name()),
        }
    }
}

impl fmt::Debug for DowncastError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DowncastError({self})")
    }
}

impl std::error::Error for DowncastError {}

/// A Rust type name without module paths: `Msg<f64>` for `demo::wire::Msg<f64>`.
fn short(name: &str) -> String {
    let mut out = String::new();
    let mut word = 0;
    for c in name.chars() {
        out.push(c);
        if out.ends_with("::") {
            out.truncate(word);
        } else if !(c.is_alphanumeric() || c == '_' || c == ':') {
            word = out.len();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::{Object, Unknown};
    use super::*;

    #[test]
    fn names_lose_their_paths() {
        assert_eq!(short("demo::wire::Msg<alloc::vec::Vec<f64>, (a::B, &str)>"), "Msg<Vec<f64>, (B, &str)>");
        assert_eq!(short("i64"), "i64");
    }

    #[test]
    fn says_what_was_found() {
        assert_eq!(size_of::<DowncastError>(), size_of::<usize>());
        let object = Value::Object(Object::named("DecoratorData", Value::Null));
        assert_eq!(
            DowncastError::new::<crate::Dict>(object).to_string(),
            "expected `Dict`, found `DecoratorData`"
        );
        let unknown = Value::Unknown(Box::new(Unknown::new(-5, Value::Null)));
        assert_eq!(
            format!("{:?}", DowncastError::new::<u8>(unknown)),
            "DowncastError(expected `u8`, found an object of the unknown type -5)"
        );
    }
}

//! The trait that annotated types can be bounded by.

use super::Serializer;
use super::entry::Record;
use super::route::Route;
use crate::error::{DecodeError, SerializationError};
use crate::value::{Dict, Value};

/// An annotated type; implemented by `#[json_serializable]`.
///
/// The methods are inherent on the type as well, so that calling them needs no import.
///
/// # Example
/// ```standalone_crate
/// use codec::{json_serializable, JsonSerializable};
///
/// #[json_serializable]
/// struct Point { x: i64, y: i64 }
///
/// fn fields<T: JsonSerializable>(value: &T) -> usize {
///     value.as_dict().map_or(0, |dict| dict.len())
/// }
/// assert_eq!(fields(&Point { x: 1, y: 2 }), 2);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not annotated with `#[json_serializable]`",
    label = "this type has no serializer",
    note = "put `#[codec::json_serializable]` on it, or use `Serializer::new` for a type of another crate"
)]
pub trait JsonSerializable: Record {
    /// How this type is written and read; what `add_serializer` takes.
    fn serializer() -> Serializer {
        Serializer::of_record::<Self>()
    }

    /// The payload in generic form.
    ///
    /// # Errors
    /// If a field's own serialize code refuses.
    fn as_value(&self) -> Result<Value, SerializationError> {
        Self::Body::to_value(self)
    }

    /// Rebuilds from the generic form.
    ///
    /// # Errors
    /// If a field is missing or of another type.
    fn from_value(value: Value) -> Result<Self, DecodeError> {
        Self::Body::from_value(value)
    }

    /// The payload as a dict of the fields.
    ///
    /// # Errors
    /// As [`as_value`](Self::as_value), and for tuple structs and enums, whose payload is not a dict.
    fn as_dict(&self) -> Result<Dict, SerializationError> {
        as_dict(self)
    }

    /// Rebuilds from a dict of the fields.
    ///
    /// # Errors
    /// As [`from_value`](Self::from_value).
    fn from_dict(dict: Dict) -> Result<Self, DecodeError> {
        Self::Body::from_value(Value::Dict(dict))
    }
}

/// The payload as a dict of the fields. Not public API. Used by generated code.
pub fn as_dict<T: Record>(value: &T) -> Result<Dict, SerializationError> {
    match T::Body::to_value(value)? {
        Value::Dict(dict) => Ok(dict),
        other => Err(SerializationError::custom(format_args!(
            "the payload of `{}` is {}; use `as_value`",
            T::SHAPE.name,
            other.kind_name()
        ))),
    }
}

/// Rebuilds from a dict of the fields. Not public API. Used by generated code.
pub fn from_dict<T: Record>(dict: Dict) -> Result<T, DecodeError> {
    T::Body::from_value(Value::Dict(dict))
}

/// The payload in generic form. Not public API. Used by generated code.
pub fn as_value<T: Record>(value: &T) -> Result<Value, SerializationError> {
    T::Body::to_value(value)
}

/// Rebuilds from the generic form. Not public API. Used by generated code.
pub fn from_value<T: Record>(value: Value) -> Result<T, DecodeError> {
    T::Body::from_value(value)
}

/// How the type is written and read. Not public API. Used by generated code.
pub fn serializer<T: Record>() -> Serializer {
    Serializer::of_record::<T>()
}

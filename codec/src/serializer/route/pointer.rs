//! `Option` and `Box`.

use super::{Field, Route};
use crate::error::{DecodeError, SerializationError};
use crate::serializer::reader::FormatReader;
use crate::serializer::ty::Ty;
use crate::serializer::writer::FormatWriter;
use crate::value::Value;

/// The route of wrappers around a type with a route. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct Inner;

impl<T: Field> Field for Option<T> {
    type Route = Inner;
}

impl<T: Field> Route<Option<T>> for Inner {
    const TY: &'static Ty = &Ty::Optional(T::Route::TY);

    #[inline]
    fn write<'a, W: FormatWriter<'a>>(value: &Option<T>, to: &mut W) -> Result<(), SerializationError> {
        if let Some(value) = value {
            return T::Route::write(value, to);
        }
        to.null();
        Ok(())
    }

    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<Option<T>, DecodeError> {
        if from.try_null()? {
            return Ok(None);
        }
        match T::Route::read(from) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error),
        }
    }

    fn to_value(value: &Option<T>) -> Result<Value, SerializationError> {
        value.as_ref().map_or(Ok(Value::Null), T::Route::to_value)
    }

    fn from_value(value: Value) -> Result<Option<T>, DecodeError> {
        if value.is_null() { Ok(None) } else { T::Route::from_value(value).map(Some) }
    }

    fn missing() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: Field> Field for Box<T> {
    type Route = Inner;
}

impl<T: Field> Route<Box<T>> for Inner {
    const TY: &'static Ty = T::Route::TY;

    #[inline]
    fn write<'a, W: FormatWriter<'a>>(value: &Box<T>, to: &mut W) -> Result<(), SerializationError> {
        T::Route::write(value, to)
    }

    #[inline]
    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<Box<T>, DecodeError> {
        T::Route::read(from).map(Box::new)
    }

    fn to_value(value: &Box<T>) -> Result<Value, SerializationError> {
        T::Route::to_value(value)
    }

    fn from_value(value: Value) -> Result<Box<T>, DecodeError> {
        T::Route::from_value(value).map(Box::new)
    }

    fn missing() -> Option<Box<T>> {
        T::Route::missing().map(Box::new)
    }
}

//! Scalars and strings.

use super::{Field, Route};
use crate::error::{DecodeError, SerializationError};
use crate::serializer::json::{JsonReader, JsonWriter};
use crate::value::{Bytes, Dict, List, Value};

/// The route of types that a reader and a writer know themselves. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct Leaf;

/// Integers that pass through `i64` or `u64`.
macro_rules! integers {
    ($($wide:ident: $($ty:ty)*;)*) => {$($(
        impl Field for $ty {
            type Route = Leaf;
        }

        impl Route<$ty> for Leaf {
            #[allow(clippy::cast_lossless, clippy::cast_possible_wrap)]
            #[inline]
            fn write_json(value: &$ty, to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
                to.text.$wide(*value as $wide);
                Ok(())
            }

            #[inline]
            fn read_json(from: &mut JsonReader<'_>) -> Result<$ty, DecodeError> {
                let wide = from.text.$wide()?;
                <$ty>::try_from(wide).map_err(|_| from.too_large(wide, stringify!($ty)))
            }

            fn to_value(value: &$ty) -> Result<Value, SerializationError> {
                Ok(Value::from(*value))
            }

            fn from_value(value: Value) -> Result<$ty, DecodeError> {
                <$ty>::try_from(value)
            }
        }
    )*)*};
}

integers! {
    i64: i8 i16 i32 i64 isize;
    u64: u8 u16 u32 u64 usize;
    i128: i128;
    u128: u128;
}

/// Types with a reader method, a writer expression and conversions of `Value`.
macro_rules! leaves {
    ($($ty:ty, |$value:ident, $to:ident| $write:expr, |$from:ident| $read:expr;)*) => {$(
        impl Field for $ty {
            type Route = Leaf;
        }

        impl Route<$ty> for Leaf {
            #[inline]
            fn write_json($value: &$ty, $to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
                $write
            }

            #[inline]
            fn read_json($from: &mut JsonReader<'_>) -> Result<$ty, DecodeError> {
                $read
            }

            fn to_value(value: &$ty) -> Result<Value, SerializationError> {
                Ok(Value::from(value.clone()))
            }

            fn from_value(value: Value) -> Result<$ty, DecodeError> {
                <$ty>::try_from(value)
            }
        }
    )*};
}

leaves! {
    bool, |value, to| { to.text.bool(*value); Ok(()) }, |from| from.text.bool();
    String, |value, to| { to.text.str(value); Ok(()) }, |from| from.text.string();
    Dict, |value, to| to.dict(value), |from| from.dict();
    List, |value, to| to.list(value), |from| from.list();
    Bytes, |value, to| to.bytes(value), |from| from.byte_list();
}

impl Field for f64 {
    type Route = Leaf;
}

impl Route<f64> for Leaf {
    #[inline]
    fn write_json(value: &f64, to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
        to.text.f64(*value)
    }

    fn write_json_elements(values: &[f64], to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
        to.text.f64_elements(values)
    }

    #[inline]
    fn read_json(from: &mut JsonReader<'_>) -> Result<f64, DecodeError> {
        from.text.f64()
    }

    fn to_value(value: &f64) -> Result<Value, SerializationError> {
        Ok(Value::from(*value))
    }

    fn from_value(value: Value) -> Result<f64, DecodeError> {
        f64::try_from(value)
    }
}

impl Field for f32 {
    type Route = Leaf;
}

impl Route<f32> for Leaf {
    #[inline]
    fn write_json(value: &f32, to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
        to.text.f64(f64::from(*value))
    }

    #[allow(clippy::cast_possible_truncation)] // a float field takes the nearest float, as everywhere in serde
    #[inline]
    fn read_json(from: &mut JsonReader<'_>) -> Result<f32, DecodeError> {
        from.text.f64().map(|wide| wide as f32)
    }

    fn to_value(value: &f32) -> Result<Value, SerializationError> {
        Ok(Value::from(*value))
    }

    #[allow(clippy::cast_possible_truncation)]
    fn from_value(value: Value) -> Result<f32, DecodeError> {
        f64::try_from(value).map(|wide| wide as f32)
    }
}

impl Field for Value {
    type Route = Leaf;
}

impl Route<Value> for Leaf {
    #[inline]
    fn write_json(value: &Value, to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
        to.value(value)
    }

    #[inline]
    fn read_json(from: &mut JsonReader<'_>) -> Result<Value, DecodeError> {
        from.value()
    }

    fn to_value(value: &Value) -> Result<Value, SerializationError> {
        Ok(value.clone())
    }

    fn from_value(value: Value) -> Result<Value, DecodeError> {
        Ok(value)
    }

    fn missing() -> Option<Value> {
        None
    }
}

//! Scalars and strings.

use super::{Field, Route};
use crate::error::{DecodeError, SerializationError};
use crate::serializer::levels;
use crate::serializer::reader::FormatReader;
use crate::serializer::ty::Ty;
use crate::serializer::writer::FormatWriter;
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
            const TY: &'static Ty = &Ty::Int(<$ty>::MIN != 0, <$ty>::BITS);

            #[allow(clippy::cast_lossless, clippy::cast_possible_wrap)]
            #[inline]
            fn write<'a, W: FormatWriter<'a>>(value: &$ty, to: &mut W) -> Result<(), SerializationError> {
                to.$wide(*value as $wide)
            }

            #[inline]
            fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<$ty, DecodeError> {
                let wide = from.$wide()?;
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
    ($($ty:ty as $name:ident, |$value:ident, $to:ident| $write:expr, |$from:ident| $read:expr;)*) => {$(
        impl Field for $ty {
            type Route = Leaf;
        }

        impl Route<$ty> for Leaf {
            const TY: &'static Ty = &Ty::$name;

            #[inline]
            fn write<'a, W: FormatWriter<'a>>($value: &$ty, $to: &mut W) -> Result<(), SerializationError> {
                $write
            }

            #[inline]
            fn read<'de, R: FormatReader<'de>>($from: &mut R) -> Result<$ty, DecodeError> {
                $read
            }

            fn to_value(value: &$ty) -> Result<Value, SerializationError> {
                levels::check(value)?;
                Ok(Value::from(value.clone()))
            }

            fn from_value(value: Value) -> Result<$ty, DecodeError> {
                <$ty>::try_from(value)
            }
        }
    )*};
}

leaves! {
    bool as Boolean, |value, to| { to.bool(*value); Ok(()) }, |from| from.bool();
    String as Text, |value, to| to.str(value), |from| from.string();
    Dict as AnyDict, |value, to| to.dict(value), |from| from.dict();
    List as AnyList, |value, to| to.list(value), |from| from.list();
    Bytes as Binary, |value, to| to.bytes(value), |from| from.byte_string();
}

impl Field for f64 {
    type Route = Leaf;
}

impl Route<f64> for Leaf {
    const TY: &'static Ty = &Ty::Float(64);

    #[inline]
    fn write<'a, W: FormatWriter<'a>>(value: &f64, to: &mut W) -> Result<(), SerializationError> {
        to.f64(*value)
    }

    fn write_elements<'a, W: FormatWriter<'a>>(values: &[f64], to: &mut W) -> Result<(), SerializationError> {
        to.f64_elements(values)
    }

    #[inline]
    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<f64, DecodeError> {
        from.f64()
    }

    fn read_list<'de, R: FormatReader<'de>>(from: &mut R) -> Result<Vec<f64>, DecodeError> {
        from.f64_list()
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
    const TY: &'static Ty = &Ty::Float(32);

    #[inline]
    fn write<'a, W: FormatWriter<'a>>(value: &f32, to: &mut W) -> Result<(), SerializationError> {
        to.f64(f64::from(*value))
    }

    #[allow(clippy::cast_possible_truncation)] // a float field takes the nearest float, as everywhere in serde
    #[inline]
    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<f32, DecodeError> {
        from.f64().map(|wide| wide as f32)
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
    const TY: &'static Ty = &Ty::AnyValue;

    #[inline]
    fn write<'a, W: FormatWriter<'a>>(value: &Value, to: &mut W) -> Result<(), SerializationError> {
        to.write_value(value)
    }

    #[inline]
    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<Value, DecodeError> {
        from.read_value()
    }

    fn read_list<'de, R: FormatReader<'de>>(from: &mut R) -> Result<Vec<Value>, DecodeError> {
        from.values()
    }

    fn to_value(value: &Value) -> Result<Value, SerializationError> {
        levels::check(value)?;
        Ok(value.clone())
    }

    fn from_value(value: Value) -> Result<Value, DecodeError> {
        Ok(value)
    }

    fn missing() -> Option<Value> {
        None
    }
}

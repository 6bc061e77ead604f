//! The keys of dicts, as serde's deserializers.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};

use crate::error::DecodeError;

type Read<T> = Result<T, DecodeError>;

pub(super) enum BorrowedOr<'de, 'b> {
    Borrowed(&'de str),
    Owned(&'b str),
}

/// A key: a string, or the number or bool that it is the text of, as for `HashMap<i64, _>`.
pub(super) struct KeyText<'de, 'b>(pub(super) BorrowedOr<'de, 'b>);

impl<'de> KeyText<'de, '_> {
    fn as_str(&self) -> &str {
        match self.0 {
            BorrowedOr::Borrowed(text) | BorrowedOr::Owned(text) => text,
        }
    }

    fn visit<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.0 {
            BorrowedOr::Borrowed(text) => visitor.visit_borrowed_str(text),
            BorrowedOr::Owned(text) => visitor.visit_str(text),
        }
    }
}

macro_rules! parsed_keys {
    ($($method:ident $ty:ty, $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            match self.as_str().parse::<$ty>() {
                Ok(key) => visitor.$visit(key),
                Err(_) => self.visit(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for KeyText<'de, '_> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.visit(visitor)
    }

    parsed_keys! {
        deserialize_bool bool, visit_bool;
        deserialize_i8 i8, visit_i8;
        deserialize_i16 i16, visit_i16;
        deserialize_i32 i32, visit_i32;
        deserialize_i64 i64, visit_i64;
        deserialize_i128 i128, visit_i128;
        deserialize_u8 u8, visit_u8;
        deserialize_u16 u16, visit_u16;
        deserialize_u32 u32, visit_u32;
        deserialize_u64 u64, visit_u64;
        deserialize_u128 u128, visit_u128;
        deserialize_f32 f32, visit_f32;
        deserialize_f64 f64, visit_f64;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        match self.0 {
            BorrowedOr::Borrowed(text) => {
                BorrowedStrDeserializer::<DecodeError>::new(text).deserialize_enum(name, variants, visitor)
            }
            BorrowedOr::Owned(text) => text.into_deserializer().deserialize_enum(name, variants, visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

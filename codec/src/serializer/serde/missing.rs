//! A field that did not come, as serde's own derive presents it.

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

use crate::error::{DecodeError, DecodeKind};

/// Answers `None` to whoever asks for an option, and an error to everybody else.
pub(crate) struct Missing;

impl<'de> Deserializer<'de> for Missing {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, DecodeError> {
        Err(DecodeError::new(DecodeKind::MissingField, "missing"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

//! Enums: a string, or a dict of one entry.

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};

use super::key::TextKey;
use super::{Result, ValueDeserializer};
use crate::error::DecodeError;
use crate::value::{Dict, Value};

/// A variant's name, and its data if it has some.
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) value: Option<Value>,
}

impl Variant {
    pub(super) fn of(dict: Dict) -> Result<Self> {
        let mut entries = dict.into_iter();
        match (entries.next(), entries.next()) {
            (Some((name, value)), None) => Ok(Variant { name, value: Some(value) }),
            _ => Err(DecodeError::mismatch("an enum variant", "a dict that does not have exactly one entry")),
        }
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = DecodeError;
    type Variant = VariantData;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, VariantData)> {
        let variant = seed.deserialize(TextKey(&self.name))?;
        Ok((variant, VariantData(self)))
    }
}

pub(super) struct VariantData(Variant);

impl VariantData {
    fn read<T>(self, read: impl FnOnce(ValueDeserializer) -> Result<T>) -> Result<T> {
        let Variant { name, value } = self.0;
        let Some(value) = value else {
            return Err(DecodeError::mismatch("an enum variant with data", "a string"));
        };
        read(ValueDeserializer(value)).map_err(|error| error.in_key(&name))
    }
}

impl<'de> VariantAccess<'de> for VariantData {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<()> {
        match &self.0.value {
            None | Some(Value::Null) => Ok(()),
            Some(other) => Err(DecodeError::mismatch("null", other.kind_name()).in_key(&self.0.name)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        self.read(|value| seed.deserialize(value))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value> {
        self.read(|value| value.deserialize_tuple(length, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.read(|value| value.deserialize_struct("", fields, visitor))
    }
}

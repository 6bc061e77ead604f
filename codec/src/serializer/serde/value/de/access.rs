//! Lists and dicts, element by element.

use std::vec;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess};

use super::key::TextKey;
use super::{Result, ValueDeserializer};
use crate::error::DecodeError;
use crate::value::{DictIntoIter, Value};

/// The elements of a list; the position is for the path of an error.
pub(super) struct Elements {
    pub(super) at: usize,
    pub(super) rest: vec::IntoIter<Value>,
}

impl<'de> SeqAccess<'de> for &mut Elements {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        let element = seed.deserialize(ValueDeserializer(value)).map_err(|error| error.in_index(self.at))?;
        self.at += 1;
        Ok(Some(element))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// Entries under text keys. The key is lent and not given away, for the path of an error in its value.
pub(super) struct Entries {
    pub(super) rest: DictIntoIter,
    pub(super) value: Option<(String, Value)>,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some(entry) = self.rest.next() else { return Ok(None) };
        let (key, _) = self.value.insert(entry);
        seed.deserialize(TextKey(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        let (key, value) = self.value.take().unwrap_or_default();
        seed.deserialize(ValueDeserializer(value)).map_err(|error| error.in_key(&key))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// Entries under keys of any kind.
pub(super) struct Pairs<I> {
    pub(super) rest: I,
    pub(super) value: Option<Value>,
}

impl<'de, I: Iterator<Item = (Value, Value)>> MapAccess<'de> for Pairs<I> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        match key {
            Value::String(text) => seed.deserialize(TextKey(&text)).map(Some),
            other => seed.deserialize(ValueDeserializer(other)).map(Some),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        seed.deserialize(ValueDeserializer(self.value.take().unwrap_or_default()))
    }

    fn size_hint(&self) -> Option<usize> {
        let (low, high) = self.rest.size_hint();
        high.filter(|high| *high == low)
    }
}

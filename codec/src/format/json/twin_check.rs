//! Runs serde's body of a type that has field code, so that tests can hold the two against each other.
//!
//! A program never does this: the entry of such a type holds the field code alone.

use super::Json;
use crate::error::{DecodeError, SerializationError};
use crate::serializer::entry::Record;
use crate::serializer::json::{JsonReader, JsonWriter};
use crate::serializer::objects::ReadObjects as _;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::serde::{Front, Reading, ValueDeserializer, ValueSerializer};
use crate::serializer::writer::FormatWriter as _;
use crate::value::Value;

/// What the codec would write if the type had no field code. Not public API. Used by tests.
pub fn twin_json<T: Record>(codec: &Json, value: &T) -> Result<Vec<u8>, SerializationError> {
    let mut vec = Vec::new();
    codec.append(&mut vec, |to| {
        if T::TAGGED { write_tagged(value, to) } else { value.serialize_payload(Front(to)) }
    })?;
    Ok(vec)
}

fn write_tagged<T: Record>(value: &T, to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
    let row = to.row(std::any::TypeId::of::<T>(), std::any::type_name::<T>)?;
    to.tagged(row, |to| value.serialize_payload(Front(to)))
}

/// What the codec would read if the type had no field code. Not public API. Used by tests.
pub fn from_twin_json<T: Record>(codec: &Json, bytes: &[u8]) -> Result<T, DecodeError> {
    codec.read(crate::wire::json::text(bytes), bytes, |from| from.to_end(read_twin))
}

fn read_twin<T: Record>(from: &mut JsonReader<'_>) -> Result<T, DecodeError> {
    if !T::TAGGED {
        return T::deserialize_payload(Front(from));
    }
    let tag = from.open_tag_of(std::any::TypeId::of::<T>(), T::SHAPE.name)?;
    let value = T::deserialize_payload(Front(&mut *from))?;
    from.text.close_tag(tag)?;
    Ok(value)
}

/// What `as_value` would give if the type had no field code. Not public API. Used by tests.
pub fn twin_value<T: Record>(value: &T) -> Result<Value, SerializationError> {
    value.serialize_payload(ValueSerializer)
}

/// What `from_value` would give if the type had no field code. Not public API. Used by tests.
pub fn from_twin_value<T: Record>(value: Value) -> Result<T, DecodeError> {
    let _reading = Reading::start();
    T::deserialize_payload(ValueDeserializer(value))
}

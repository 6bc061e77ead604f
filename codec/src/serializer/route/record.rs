//! Annotated types: as tagged objects, as plain records, and the two bodies behind both.

use std::any::TypeId;

use super::Route;
use crate::error::{DecodeError, SerializationError};
use crate::serializer::Serializer;
use crate::serializer::entry::{Fields, Record, Twin};
use crate::serializer::generic::{ValueSink, ValueSource};
use crate::serializer::reader::FormatReader;
use crate::serializer::serde::{Front, Reading, ValueDeserializer, ValueSerializer, guarded};
use crate::serializer::writer::FormatWriter;
use crate::value::{Object, Value};

/// The body that the macro generates: a list of fields. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct FieldCode;

impl<T: Record + Fields> Route<T> for FieldCode {
    fn write<'a, W: FormatWriter<'a>>(value: &T, to: &mut W) -> Result<(), SerializationError> {
        value.write(to)
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        T::read(from)
    }

    fn to_value(value: &T) -> Result<Value, SerializationError> {
        let mut sink = ValueSink::default();
        value.write(&mut sink)?;
        Ok(sink.into_value())
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        T::read(&mut ValueSource::new(value))
    }
}

/// serde's body, over the same readers and writers. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct SerdeCode;

impl<T: Record + Twin> Route<T> for SerdeCode {
    const DIRECT: bool = false;

    fn write<'a, W: FormatWriter<'a>>(value: &T, to: &mut W) -> Result<(), SerializationError> {
        value.serialize_payload(Front(to))
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        guarded(|| T::deserialize_payload(Front(from)))
    }

    fn to_value(value: &T) -> Result<Value, SerializationError> {
        value.serialize_payload(ValueSerializer)
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        let _reading = Reading::start();
        guarded(|| T::deserialize_payload(ValueDeserializer(value)))
    }
}

/// The route of annotated types as fields: a tagged object. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct Tagged;

impl<T: Record> Route<T> for Tagged {
    fn write<'a, W: FormatWriter<'a>>(value: &T, to: &mut W) -> Result<(), SerializationError> {
        to.typed(TypeId::of::<T>(), std::any::type_name::<T>, |to| T::Body::write(value, to))
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        let tag = from.open_tag_of(TypeId::of::<T>(), T::SHAPE.name)?;
        let value = T::Body::read(from)?;
        from.close_tag(tag)?;
        Ok(value)
    }

    fn to_value(value: &T) -> Result<Value, SerializationError> {
        let payload = T::Body::to_value(value)?;
        Ok(Value::Object(Object::generic(Serializer::of_record::<T>(), payload)))
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        match value {
            Value::Object(object) if object.is::<T>() => object.into_live(),
            Value::Object(object) => Err(DecodeError::mismatch(T::SHAPE.name, object.name())),
            other => Err(DecodeError::mismatch(T::SHAPE.name, other.kind_name())),
        }
    }
}

/// The route of records without a tag. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct Plain;

impl<T: Record> Route<T> for Plain {
    fn write<'a, W: FormatWriter<'a>>(value: &T, to: &mut W) -> Result<(), SerializationError> {
        T::Body::write(value, to)
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        T::Body::read(from)
    }

    fn to_value(value: &T) -> Result<Value, SerializationError> {
        T::Body::to_value(value)
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        T::Body::from_value(value)
    }
}

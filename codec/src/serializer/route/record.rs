//! Annotated types: as tagged objects, as plain records, and the two bodies behind both.

use std::any::TypeId;
use std::mem::forget;

use super::Route;
use crate::error::{DecodeError, SerializationError};
use crate::serializer::Serializer;
use crate::serializer::entry::{Fields, Record, Twin};
use crate::serializer::generic::{GivesByNumber, TakesByNumber, ValueSink, ValueSource};
use crate::serializer::object::Live;
use crate::serializer::objects::ReadObjects as _;
use crate::serializer::reader::{FormatReader, Inner};
use crate::serializer::serde::{Front, Reading, ValueDeserializer, ValueSerializer, guarded};
use crate::serializer::ty::{Ty, described};
use crate::serializer::writer::FormatWriter;
use crate::value::{Object, Value};

/// The body that the macro generates: a list of fields. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct FieldCode;

impl<T: Record + Fields> Route<T> for FieldCode {
    fn write<'a, W: FormatWriter<'a>>(value: &T, to: &mut W) -> Result<(), SerializationError> {
        to.record(value)
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        if !T::TAGGED {
            return read_own(from);
        }
        let mut value = None;
        read_to(from, &mut Place::Own(&mut value))?;
        value.ok_or_else(unfilled)
    }

    fn read_into<'de, R: FormatReader<'de>>(from: &mut R, place: &mut Option<T>) -> Result<(), DecodeError> {
        read_to(from, &mut Place::Own(place))
    }

    #[inline]
    fn read_shared<'de, R: FormatReader<'de>>(from: &mut R) -> Option<Inner> {
        let mut object = None;
        let result = read_to::<T, R>(from, &mut Place::Shared(&mut object));
        from.settle(result, object)
    }

    fn to_value(value: &T) -> Result<Value, SerializationError> {
        let mut sink = ValueSink::default();
        let result = value.write::<dyn TakesByNumber>(&mut sink);
        sink.finish(result)
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        T::read::<dyn GivesByNumber>(&mut ValueSource::new(value))
    }
}

/// Where a value is built.
enum Place<'a, T> {
    Own(&'a mut Option<T>),
    Shared(&'a mut Option<Inner>),
}

impl<T: Record> Place<'_, T> {
    /// What was there was nothing, which need not be dropped.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn fill(&mut self, value: T) {
        match self {
            Place::Own(place) => forget(place.replace(value)),
            Place::Shared(place) => forget(place.replace(Live::shared(value))),
        }
    }
}

/// The one instance of the code of a type for a format, which gives the value in both forms: its fields go from
/// registers to where the value is to stay. One that is returned first and moved then waits for its own bytes, which
/// takes as long as reading a number.
#[inline(never)]
fn read_to<'de, T: Record + Fields, R: FormatReader<'de>>(
    from: &mut R,
    place: &mut Place<'_, T>,
) -> Result<(), DecodeError> {
    match from.record() {
        Ok(value) => {
            place.fill(value);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Of records without a tag, which no object holds.
#[inline(never)]
fn read_own<'de, T: Fields, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
    from.record()
}

/// Code that is well has filled it.
#[cold]
fn unfilled() -> DecodeError {
    DecodeError::custom("no value was read")
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
    const TY: &'static Ty = &Ty::Record(described::<T>);

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
    const TY: &'static Ty = &Ty::Record(described::<T>);

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

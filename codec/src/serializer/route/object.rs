//! `#[codec(object)]`: foreign types that are sent as registered objects.

use std::any::{Any, TypeId};
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Serialize};

use super::Route;
use crate::error::{DecodeError, SerializationError};
use crate::serializer::objects::ReadObjects as _;
use crate::serializer::reader::FormatReader;
use crate::serializer::serde::{foreign, is_our_serializer, is_our_writer};
use crate::serializer::writer::FormatWriter;
use crate::serializer::{Object, Serializer};
use crate::value::{About, Value};

/// The route of `#[codec(object)]` fields: the serializer that the codec has for the type; without a codec, serde.
/// Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct ObjectRoute;

impl<T: Any + Send + Sync + Serialize + DeserializeOwned> Route<T> for ObjectRoute {
    fn write<'a, W: FormatWriter<'a>>(value: &T, to: &mut W) -> Result<(), SerializationError> {
        to.object_of(value, std::any::type_name::<T>())
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        read(from)
    }

    fn to_value(value: &T) -> Result<Value, SerializationError> {
        crate::serializer::serde::to_value(value)
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        match value {
            Value::Object(object) => from_object(object),
            plain => crate::serializer::serde::from_value(plain),
        }
    }
}

fn read<'de, T: Any + Send + Sync, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
    let start = from.position();
    from.expect_object(TypeId::of::<T>(), std::any::type_name::<T>())?
        .into_live()
        .map_err(|error| error.at(start))
}

fn from_object<T: Any + Send + Sync>(object: Object) -> Result<T, DecodeError> {
    if object.is::<T>() {
        return object.into_live();
    }
    Err(DecodeError::mismatch(std::any::type_name::<T>(), object.name()))
}

/// Names the serializer of a `#[codec(object = path)]` field. Not public API. Used by generated code.
pub trait NamedSerializer: 'static {
    /// What `path` gives.
    fn serializer() -> Serializer;
}

/// The route of `#[codec(object = path)]` fields. Not public API. Used by generated code.
#[derive(Debug)]
pub struct ObjectBy<N>(PhantomData<N>);

impl<N> ObjectBy<N> {
    /// The route.
    pub const fn new() -> Self {
        ObjectBy(PhantomData)
    }
}

impl<N> Default for ObjectBy<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Any + Send + Sync, N: NamedSerializer> Route<T> for ObjectBy<N> {
    fn write<'a, W: FormatWriter<'a>>(value: &T, to: &mut W) -> Result<(), SerializationError> {
        to.object_of(value, std::any::type_name::<T>())
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        read(from)
    }

    fn to_value(value: &T) -> Result<Value, SerializationError> {
        object_by::<T>(&N::serializer(), value).map(Value::Object)
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        let payload = match value {
            Value::Object(object) if object.is::<T>() => return object.into_live(),
            Value::Object(object) => payload_of::<T>(&N::serializer(), &object)?,
            payload => payload,
        };
        N::serializer().for_type(TypeId::of::<T>()).rebuild(payload)?.into_live()
    }
}

/// The value in generic form.
fn object_by<T: Any>(serializer: &Serializer, value: &T) -> Result<Object, SerializationError> {
    let serializer = serializer.for_type(TypeId::of::<T>());
    Ok(Object::generic(serializer.clone(), serializer.payload_of(value)?))
}

/// The payload of an object of another Rust type, where both stand for the same Python class.
fn payload_of<T: Any>(serializer: &Serializer, object: &Object) -> Result<Value, DecodeError> {
    let is_same = |one: &Serializer| one.rust_type() == object.rust_type();
    if is_same(serializer) || serializer.further().iter().any(is_same) {
        return object.as_value().map_err(DecodeError::custom);
    }
    Err(DecodeError::mismatch(std::any::type_name::<T>(), object.name()))
}

/// The field for serde: a tagged object where a codec asks, its payload for other formats. Not public API. Used by generated code.
pub fn by_serialize<N: NamedSerializer, T: Any + Send + Sync, S: serde::Serializer>(
    value: &T,
    to: S,
) -> Result<S::Ok, S::Error> {
    if is_our_writer::<S>() {
        return foreign(value, to);
    }
    let object = object_by::<T>(&N::serializer(), value).map_err(S::Error::custom)?;
    if is_our_serializer::<S>() {
        return Value::Object(object).serialize(to);
    }
    object.payload().map_err(S::Error::custom)?.serialize(to)
}

/// The field from other serde formats. Not public API. Used by generated code.
pub fn by_deserialize<'de, N: NamedSerializer, T: Any + Send + Sync, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    let payload = Value::deserialize(from)?;
    <ObjectBy<N> as Route<T>>::from_value(payload).map_err(D::Error::custom)
}

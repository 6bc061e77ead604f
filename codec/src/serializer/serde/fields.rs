//! Types that serde's data model cannot carry whole: what collects extra keys, and fields sent as foreign objects.

use std::any::{Any, TypeId};
use std::marker::PhantomData;

use serde::de::{Deserializer, Error as _, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};

use super::cross::{self, FIELDS, FOREIGN};
use super::is_our_writer;
use crate::error::SerializationError;
use crate::serializer::entry::Record;
use crate::serializer::shape::Shape;
use crate::serializer::table::Table;
use crate::serializer::{FallbackSerializer, Serializer as TypeSerializer};
use crate::value::{About, Dict, Object, Value};

/// Reads a payload by the field code: serde's `flatten` buffers, and a buffer has no place for tags. Not public API.
/// Used by generated code.
pub fn payload_fields<'de, T: Record, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    struct Fields<T>(PhantomData<T>);
    impl<T: Record> Visitor<'_> for Fields<T> {
        type Value = T;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "the fields of `{}`", T::SHAPE.name)
        }

        fn visit_unit<E: serde::de::Error>(self) -> Result<T, E> {
            match cross::take_value() {
                Some(Value::Object(object)) => object.into_live().map_err(E::custom),
                _ => Err(E::custom("a value was lost on its way through serde")),
            }
        }
    }
    if !super::is_our_deserializer::<D>() {
        return Err(D::Error::custom("only a codec reads payloads"));
    }
    cross::announce(T::ENTRY);
    from.deserialize_newtype_struct(FIELDS, Fields(PhantomData))
}

/// Refuses extra keys that are fields as well, as the field code does. Not public API. Used by generated code.
///
/// Takes anything: that a field of another type cannot be `extra` is said once, by the field code.
pub fn no_shadow<E: serde::ser::Error>(shape: &'static Shape, extra: &dyn Any) -> Result<(), E> {
    match extra.downcast_ref().into_iter().flat_map(Dict::keys).find(|key| shape.field(key, 0).is_some()) {
        Some(key) => Err(E::custom(format!("the extra key `{key}` is also a field"))),
        None => Ok(()),
    }
}

/// A `#[codec(object)]` field: by the codec's serializer where a codec writes, by serde elsewhere. Not public API.
/// Used by generated code.
pub fn object_serialize<T: Any + Serialize, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    if is_our_writer::<S>() { foreign(value, to) } else { value.serialize(to) }
}

/// The serializer is known to the writer alone, and the value to the caller alone; they meet in [`Foreign`].
pub(crate) fn foreign<T: Any, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    cross::announce_foreign(TypeId::of::<T>(), std::any::type_name::<T>());
    to.serialize_newtype_struct(FOREIGN, &Foreign(value))
}

struct Foreign<'a, T>(&'a T);

impl<T: Any> Serialize for Foreign<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let cover =
            cross::take_cover().ok_or_else(|| S::Error::custom("a serializer was lost on its way"))?;
        let object = cover.object(self.0, std::any::type_name::<T>()).map_err(S::Error::custom)?;
        Value::Object(object).serialize(to)
    }
}

/// What a codec has for a foreign type.
#[derive(Debug)]
pub(crate) enum Cover {
    Serializer(TypeSerializer),
    Fallback(FallbackSerializer),
}

impl Cover {
    pub(super) fn of(
        table: &Table,
        rust_type: TypeId,
        name: &'static str,
    ) -> Result<Cover, SerializationError> {
        let row = table.row_of(rust_type).map(|row| Cover::Serializer(row.serializer.clone()));
        row.or_else(|| table.fallback().cloned().map(Cover::Fallback))
            .ok_or_else(|| SerializationError::no_serializer(name))
    }

    fn object(self, value: &dyn Any, name: &'static str) -> Result<Object, SerializationError> {
        let (serializer, payload) = match self {
            Cover::Serializer(serializer) => {
                let payload = serializer.payload_of(value)?;
                (serializer, payload)
            }
            Cover::Fallback(fallback) => {
                let payload = fallback.payload_of(value);
                let payload = payload.unwrap_or_else(|| Err(SerializationError::no_serializer(name)))?;
                (fallback.serializer, payload)
            }
        };
        Ok(Object::generic(serializer, payload))
    }
}

//! The three things that a [`Object`] can be: an annotated value, a foreign one, or a payload in generic form.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::mem::forget;
use std::sync::Arc;

use super::custom::Custom;
use super::entry::Record;
use super::route::Route;
use super::{JsonSerializable, Object, Serializer};
use crate::error::{DecodeError, SerializationError};
use crate::value::{AnyObject, Value};

/// A value of an annotated type.
#[derive(Debug)]
pub(super) struct Live<T>(T);

impl<T> Live<T> {
    #[inline]
    pub(super) fn shared(value: T) -> Arc<Self> {
        Arc::new(Live(value))
    }
}

impl<T: Record> AnyObject for Live<T> {
    fn rust_type(&self) -> TypeId {
        TypeId::of::<T>()
    }

    fn type_name(&self) -> &'static str {
        std::any::type_name::<T>()
    }

    fn name(&self) -> &str {
        T::SHAPE.name
    }

    fn live(&self) -> Option<&dyn Any> {
        Some(&self.0)
    }

    fn payload(&self) -> Result<Cow<'_, Value>, SerializationError> {
        T::Body::to_value(&self.0).map(Cow::Owned)
    }

    fn unwrap_into(self: Arc<Self>, slot: &mut dyn Any) -> Result<(), DecodeError> {
        let value = match Arc::try_unwrap(self) {
            Ok(live) => live.0,
            // Shared, and `T` need not be `Clone`: its own constructor makes another.
            Err(shared) => T::Body::from_value(T::Body::to_value(&shared.0).map_err(DecodeError::custom)?)?,
        };
        fill(slot, value)
    }
}

fn fill<T: 'static>(slot: &mut dyn Any, value: T) -> Result<(), DecodeError> {
    match slot.downcast_mut::<Option<T>>() {
        Some(slot) => {
            // It holds nothing, which need not be dropped.
            forget(slot.replace(value));
            Ok(())
        }
        None => Err(DecodeError::mismatch("another type", std::any::type_name::<T>())),
    }
}

/// A value of a foreign type.
pub(super) struct Foreign<T> {
    pub(super) value: T,
    pub(super) custom: Arc<Custom>,
}

impl<T: Any + Send + Sync> AnyObject for Foreign<T> {
    fn rust_type(&self) -> TypeId {
        TypeId::of::<T>()
    }

    fn type_name(&self) -> &'static str {
        std::any::type_name::<T>()
    }

    fn name(&self) -> &str {
        &self.custom.name
    }

    fn live(&self) -> Option<&dyn Any> {
        Some(&self.value)
    }

    fn payload(&self) -> Result<Cow<'_, Value>, SerializationError> {
        self.custom.to_value(&self.value).map(Cow::Owned)
    }

    fn unwrap_into(self: Arc<Self>, slot: &mut dyn Any) -> Result<(), DecodeError> {
        match Arc::try_unwrap(self) {
            Ok(foreign) => fill(slot, foreign.value),
            Err(shared) => {
                let payload = shared.custom.to_value(&shared.value).map_err(DecodeError::custom)?;
                shared.custom.from_value(payload)?.unwrap_into(slot)
            }
        }
    }
}

/// A type with its payload in generic form, as nested objects in `as_dict` are.
pub(super) struct Generic {
    pub(super) serializer: Serializer,
    pub(super) payload: Value,
}

impl AnyObject for Generic {
    fn rust_type(&self) -> TypeId {
        self.serializer.rust_type()
    }

    fn type_name(&self) -> &'static str {
        self.serializer.type_name()
    }

    fn name(&self) -> &str {
        self.serializer.name()
    }

    fn live(&self) -> Option<&dyn Any> {
        None
    }

    fn payload(&self) -> Result<Cow<'_, Value>, SerializationError> {
        Ok(Cow::Borrowed(&self.payload))
    }

    fn unwrap_into(self: Arc<Self>, slot: &mut dyn Any) -> Result<(), DecodeError> {
        let (serializer, payload) = match Arc::try_unwrap(self) {
            Ok(generic) => (generic.serializer, generic.payload),
            Err(shared) => (shared.serializer.clone(), shared.payload.clone()),
        };
        serializer.rebuild(payload)?.unwrap_into(slot)
    }
}

/// An annotated value as an object; nothing is copied.
///
/// # Example
/// ```standalone_crate
/// use codec::{Codec, Json, MangoMessage, json_serializable};
///
/// #[json_serializable]
/// struct Reading { level: f64 }
///
/// let message = MangoMessage { content: Reading { level: 0.5 }.into(), ..MangoMessage::default() };
/// assert!(Json::new().encode_to_string(&message)?.contains(r#"{"level":0.5}"#));
/// # Ok::<(), codec::SerializationError>(())
/// ```
impl<T: JsonSerializable> From<T> for Value {
    fn from(value: T) -> Self {
        Value::Object(value.into())
    }
}

/// An annotated value as an object; nothing is copied.
impl<T: JsonSerializable> From<T> for Object {
    fn from(value: T) -> Self {
        Object::new(Live::shared(value))
    }
}

impl Object {
    pub(crate) fn generic(serializer: Serializer, payload: Value) -> Object {
        Object::new(Arc::new(Generic { serializer, payload }))
    }
}

#[cfg(test)]
impl Object {
    /// An object of a type that nobody registered, for tests of what prints and compares objects.
    pub(crate) fn named(name: &str, payload: Value) -> Object {
        let mut custom = Custom::new::<()>(|()| Ok(Value::Null), |_| Ok(()));
        name.clone_into(&mut custom.name);
        Object::generic(Serializer::custom(custom), payload)
    }
}

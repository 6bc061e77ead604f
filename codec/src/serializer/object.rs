//! The three things that a [`Object`] can be: an annotated value, a foreign one, or a payload in generic form.

use std::any::{Any, TypeId};
use std::mem::swap;
use std::sync::Arc as Shared;

use triomphe::Arc;
use unsize::{CoerceUnsize as _, Coercion};

use super::custom::Custom;
use super::entry::{Entry, Record};
use super::reader::Inner;
use super::{JsonSerializable, Object, Serializer};
use crate::error::{DecodeError, SerializationError};
use crate::value::{About, AnyObject, Value};

/// A value of an annotated type, until it is moved out.
#[derive(Debug)]
pub(super) struct Live<T>(Option<T>);

impl<T: Record> Live<T> {
    #[inline]
    pub(super) fn shared(value: T) -> Inner {
        Arc::new(Live(Some(value))).unsize(Coercion!(to dyn AnyObject))
    }
}

impl<T: Record> AnyObject for Live<T> {
    fn rust_type(&self) -> TypeId {
        TypeId::of::<T>()
    }

    fn about(&self) -> &dyn About {
        T::ENTRY
    }

    fn live(&self) -> Option<&dyn Any> {
        match &self.0 {
            Some(value) => Some(value),
            None => None,
        }
    }

    fn take(&mut self, slot: &mut dyn Any) -> Option<Value> {
        exchange(&mut self.0, slot)
    }
}

impl About for Entry {
    fn type_name(&self) -> &'static str {
        (self.type_name)()
    }

    fn name(&self) -> &str {
        self.shape.name
    }

    fn payload_of(&self, value: &dyn Any) -> Result<Value, SerializationError> {
        (self.to_value)(value)
    }

    fn rebuild(&self, payload: Value) -> Result<Object, DecodeError> {
        (self.from_value)(payload)
    }
}

/// A slot of another type stays as it is, which is an error to the one who asked.
fn exchange<T: 'static>(value: &mut Option<T>, slot: &mut dyn Any) -> Option<Value> {
    if let Some(slot) = slot.downcast_mut() {
        swap(value, slot);
    }
    None
}

/// A value of a foreign type, until it is moved out.
pub(super) struct Foreign<T> {
    value: Option<T>,
    custom: Shared<Custom>,
}

impl<T: Any + Send + Sync> Foreign<T> {
    pub(super) fn object(value: T, custom: &Shared<Custom>) -> Object {
        let foreign = Foreign { value: Some(value), custom: Shared::clone(custom) };
        Object::new(Arc::new(foreign).unsize(Coercion!(to dyn AnyObject)))
    }
}

impl<T: Any + Send + Sync> AnyObject for Foreign<T> {
    fn rust_type(&self) -> TypeId {
        TypeId::of::<T>()
    }

    fn about(&self) -> &dyn About {
        &self.custom
    }

    fn live(&self) -> Option<&dyn Any> {
        match &self.value {
            Some(value) => Some(value),
            None => None,
        }
    }

    fn take(&mut self, slot: &mut dyn Any) -> Option<Value> {
        exchange(&mut self.value, slot)
    }
}

/// A type with its payload in generic form, as nested objects in `as_dict` are.
struct Generic {
    serializer: Serializer,
    payload: Value,
}

impl AnyObject for Generic {
    fn rust_type(&self) -> TypeId {
        self.serializer.rust_type()
    }

    fn about(&self) -> &dyn About {
        &self.serializer
    }

    fn live(&self) -> Option<&dyn Any> {
        None
    }

    fn generic(&self) -> Option<&Value> {
        Some(&self.payload)
    }

    fn take(&mut self, _: &mut dyn Any) -> Option<Value> {
        Some(std::mem::take(&mut self.payload))
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
        Object::new(Arc::new(Generic { serializer, payload }).unsize(Coercion!(to dyn AnyObject)))
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

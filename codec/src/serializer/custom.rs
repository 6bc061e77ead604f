//! Serializers of foreign types: two functions, kept behind `Any`.

use std::any::{Any, TypeId};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::Object;
use super::object::Foreign;
use super::shape::Ids;
use crate::error::{DecodeError, SerializationError};
use crate::value::{About, Value};

type ToValue = dyn Fn(&dyn Any) -> Result<Value, SerializationError> + Send + Sync;
type FromValue = dyn Fn(Value, &Arc<Custom>) -> Result<Object, DecodeError> + Send + Sync;

/// How a foreign type becomes a value and is built from one.
#[derive(Clone)]
pub(crate) struct Custom {
    pub(super) rust_type: TypeId,
    pub(super) type_name: &'static str,
    pub(super) name: String,
    /// The ids of the Python class, where it is known.
    pub(super) ids: Option<&'static Ids>,
    /// Whether its ids are those of a generated protobuf class of this name.
    pub(super) is_proto: bool,
    to_value: Arc<ToValue>,
    from_value: Arc<FromValue>,
}

impl Custom {
    pub(super) fn new<T: Any + Send + Sync>(
        to_value: impl Fn(&T) -> Result<Value, SerializationError> + Send + Sync + 'static,
        from_value: impl Fn(Value) -> Result<T, DecodeError> + Send + Sync + 'static,
    ) -> Self {
        let type_name = std::any::type_name::<T>();
        Custom {
            rust_type: TypeId::of::<T>(),
            type_name,
            name: short_name(type_name).to_owned(),
            ids: None,
            is_proto: false,
            to_value: Arc::new(move |value| match value.downcast_ref::<T>() {
                Some(value) => to_value(value),
                None => Err(SerializationError::no_serializer(type_name)),
            }),
            from_value: Arc::new(move |value, custom| {
                from_value(value).map(|value| Foreign::object(value, custom))
            }),
        }
    }
}

impl About for Arc<Custom> {
    fn type_name(&self) -> &'static str {
        self.type_name
    }

    fn name(&self) -> &str {
        &self.name
    }

    /// A panic in the user's function is an error like any other: the caller may be a server.
    fn payload_of(&self, value: &dyn Any) -> Result<Value, SerializationError> {
        catch_unwind(AssertUnwindSafe(|| (self.to_value)(value)))
            .unwrap_or_else(|_| Err(SerializationError::custom("the serialize function panicked")))
            .map_err(|error| error.about(&self.name))
    }

    fn rebuild(&self, payload: Value) -> Result<Object, DecodeError> {
        catch_unwind(AssertUnwindSafe(|| (self.from_value)(payload, self)))
            .unwrap_or_else(|_| Err(DecodeError::custom("the deserialize function panicked")))
            .map_err(|error| error.about(&self.name))
    }
}

/// `MyType` of `crate::module::MyType`; generic arguments stay.
pub(super) fn short_name(type_name: &str) -> &str {
    let head = type_name.split('<').next().unwrap_or(type_name);
    head.rfind("::").map_or(type_name, |at| type_name.get(at.saturating_add(2)..).unwrap_or_default())
}

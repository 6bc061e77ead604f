//! Objects of registered types.

use std::borrow::Cow;
use std::sync::Arc;

use super::{DowncastError, Value};
use crate::error::SerializationError;

/// An object of a registered type.
#[derive(Clone)]
pub struct Object(Arc<(String, Value)>);

impl Object {
    /// A name and a generic value.
    #[cfg(test)]
    pub(crate) fn generic(name: &str, payload: Value) -> Self {
        Object(Arc::new((name.to_owned(), payload)))
    }

    /// Whether its Rust type is `T`.
    #[allow(clippy::unused_self, reason = "stub")]
    pub fn is<T: 'static>(&self) -> bool {
        false
    }

    /// The `T` that it is.
    #[allow(clippy::unused_self, reason = "stub")]
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        None
    }

    /// Turns it into the `T` that it is.
    pub fn downcast<T: 'static>(self) -> Result<T, DowncastError> {
        Err(DowncastError::new::<T>(Value::Object(self)))
    }

    /// The Python name of its class.
    pub fn name(&self) -> &str {
        &self.0.0
    }

    /// What stands under its type tag.
    #[allow(clippy::unnecessary_wraps, reason = "stub")]
    pub(crate) fn payload(&self) -> Result<Cow<'_, Value>, SerializationError> {
        Ok(Cow::Borrowed(&self.0.1))
    }
}

/// By name and payload.
impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name() && matches!((self.payload(), other.payload()), (Ok(a), Ok(b)) if a == b)
    }
}

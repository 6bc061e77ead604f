//! A value of a registered type that is known at run time.

use std::any::{Any, TypeId};
use std::borrow::Cow;

use triomphe::Arc;

use super::{Dict, DowncastError, Value};
use crate::error::{DecodeError, SerializationError};

/// What stands behind an [`Object`].
pub trait AnyObject: Send + Sync + 'static {
    /// The Rust type.
    fn rust_type(&self) -> TypeId;
    /// What is known of the type.
    fn about(&self) -> &dyn About;
    /// The Rust value, unless only its generic form is here.
    fn live(&self) -> Option<&dyn Any>;
    /// The generic form, where only that is here.
    fn generic(&self) -> Option<&Value> {
        None
    }
    /// Moves what is here out: the Rust value into an `Option` of its type, or else the generic form to the caller.
    fn take(&mut self, slot: &mut dyn Any) -> Option<Value>;
}

/// What is known of the type of an [`Object`].
pub trait About {
    fn type_name(&self) -> &'static str;
    /// The Python class name.
    fn name(&self) -> &str;
    /// The generic form of a value of this type.
    fn payload_of(&self, value: &dyn Any) -> Result<Value, SerializationError>;
    /// A value of this type, which the object holds alone.
    fn rebuild(&self, payload: Value) -> Result<Object, DecodeError>;
}

/// A registered object whose Rust type is known at run time.
///
/// It is either a live Rust value, shared between clones, or the type with its payload in generic form, as nested
/// objects in [`as_dict`](Object::as_dict) are. Two objects are equal if their types and generic forms are.
///
/// # Example
/// ```standalone_crate
/// use codec::{json_serializable, Codec, Json};
///
/// #[json_serializable]
/// #[derive(Debug, PartialEq)]
/// struct Point { x: i64, y: i64 }
///
/// let codec = Json::new();
/// let value = codec.decode(&codec.encode(&Point { x: 1, y: 2 })?)?;
/// let object = value.as_object().unwrap();
/// assert_eq!(object.to_string(), "Point(x=1, y=2)");
/// assert_eq!(object.downcast_ref::<Point>(), Some(&Point { x: 1, y: 2 }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Object {
    inner: Arc<dyn AnyObject>,
    wire_id: Option<i32>,
}

impl Object {
    pub(crate) fn new(inner: Arc<dyn AnyObject>) -> Self {
        Object { inner, wire_id: None }
    }

    /// An object that came with this id.
    #[inline]
    pub(crate) fn decoded(inner: Arc<dyn AnyObject>, id: i32) -> Self {
        Object { inner, wire_id: Some(id) }
    }

    pub(crate) fn into_inner(self) -> Arc<dyn AnyObject> {
        self.inner
    }

    #[inline]
    pub(crate) fn live(&self) -> Option<&dyn Any> {
        self.inner.live()
    }

    pub(crate) fn payload(&self) -> Result<Cow<'_, Value>, SerializationError> {
        match (self.inner.live(), self.inner.generic()) {
            (Some(live), _) => self.inner.about().payload_of(live).map(Cow::Owned),
            (None, Some(payload)) => Ok(Cow::Borrowed(payload)),
            (None, None) => Err(SerializationError::custom("the value was moved out")),
        }
    }

    /// Moves the Rust value into an `Option` of its type, or rebuilds it there.
    pub(crate) fn unwrap_into(mut self, slot: &mut dyn Any) -> Result<(), DecodeError> {
        let payload = match Arc::get_mut(&mut self.inner) {
            Some(inner) => match inner.take(slot) {
                Some(payload) => payload,
                None => return Ok(()),
            },
            // Shared, and the type need not be `Clone`: its own constructor makes another.
            None => self.as_value().map_err(DecodeError::custom)?,
        };
        self.inner.about().rebuild(payload)?.unwrap_into(slot)
    }

    /// The Rust value; the type is known to be right.
    pub(crate) fn into_live<T: 'static>(self) -> Result<T, DecodeError> {
        let name = self.type_name();
        let mut slot = None::<T>;
        self.unwrap_into(&mut slot)?;
        slot.ok_or_else(|| DecodeError::mismatch(std::any::type_name::<T>(), name))
    }

    /// Whether the Rust type is `T`.
    pub fn is<T: 'static>(&self) -> bool {
        self.inner.rust_type() == TypeId::of::<T>()
    }

    /// The Rust value, if it is a live `T`.
    ///
    /// An object in generic form gives `None` even if its type is `T`: [`downcast`](Self::downcast) builds it.
    pub fn downcast_ref<T: 'static>(&self) -> Option<&T> {
        self.inner.live()?.downcast_ref()
    }

    /// The Rust value: moved out where this is the only owner, rebuilt by the type's own constructor otherwise.
    ///
    /// # Errors
    /// If the type is another, or its constructor refuses the generic form; the error gives the object back.
    pub fn downcast<T: 'static>(self) -> Result<T, DowncastError> {
        if !self.is::<T>() {
            return Err(DowncastError::new::<T>(Value::Object(self)));
        }
        // The only owner of a live value moves it out, which cannot fail; in the other cases the value is rebuilt
        // from a generic form, and a clone stands ready for the error.
        let kept = (!self.inner.is_unique() || self.inner.live().is_none()).then(|| self.clone());
        let kept = kept.map_or(Value::Null, Value::Object);
        self.into_live().map_err(|error| DowncastError::refused::<T>(kept, &error))
    }

    /// The Rust type, as a key for tables of handlers.
    #[inline]
    pub fn rust_type(&self) -> TypeId {
        self.inner.rust_type()
    }

    /// The Python class name.
    pub fn name(&self) -> &str {
        self.inner.about().name()
    }

    /// The full name of the Rust type.
    pub fn type_name(&self) -> &'static str {
        self.inner.about().type_name()
    }

    /// The id that the object came with; `None` for objects that were not decoded (ask the codec: `id_of`).
    pub fn wire_id(&self) -> Option<i32> {
        self.wire_id
    }

    /// The payload in generic form, whatever it is.
    ///
    /// # Errors
    /// If the type's own code refuses.
    pub fn as_value(&self) -> Result<Value, SerializationError> {
        self.payload().map(Cow::into_owned)
    }

    /// The payload as a dict.
    ///
    /// # Errors
    /// If the payload is not a dict, as for tuple structs and enums: use [`as_value`](Self::as_value).
    pub fn as_dict(&self) -> Result<Dict, SerializationError> {
        match self.as_value()? {
            Value::Dict(dict) => Ok(dict),
            other => Err(SerializationError::custom(format_args!(
                "the payload of `{}` is {}; use `as_value`",
                self.name(),
                other.kind_name()
            ))),
        }
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        if self.inner.rust_type() != other.inner.rust_type() {
            return false;
        }
        match (self.payload(), other.payload()) {
            (Ok(mine), Ok(theirs)) => mine == theirs,
            _ => false,
        }
    }
}

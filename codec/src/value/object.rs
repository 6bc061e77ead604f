//! A value of a registered type that is known at run time.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::sync::Arc;

use super::{Dict, DowncastError, Value};
use crate::error::{DecodeError, SerializationError};

/// What stands behind an [`Object`].
pub trait AnyObject: Send + Sync + 'static {
    /// The Rust type.
    fn rust_type(&self) -> TypeId;
    fn type_name(&self) -> &'static str;
    /// The Python class name.
    fn name(&self) -> &str;
    /// The Rust value, unless only its generic form is here.
    fn live(&self) -> Option<&dyn Any>;
    /// The payload in generic form.
    fn payload(&self) -> Result<Cow<'_, Value>, SerializationError>;
    /// Moves the Rust value into an `Option<T>`, or rebuilds it there.
    fn unwrap_into(self: Arc<Self>, slot: &mut dyn Any) -> Result<(), DecodeError>;
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
        self.inner.payload()
    }

    pub(crate) fn unwrap_into(self, slot: &mut dyn Any) -> Result<(), DecodeError> {
        self.inner.unwrap_into(slot)
    }

    /// The Rust value; the type is known to be right.
    pub(crate) fn into_live<T: 'static>(self) -> Result<T, DecodeError> {
        let name = self.inner.type_name();
        let mut slot = None::<T>;
        self.inner.unwrap_into(&mut slot)?;
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
        let kept = (Arc::strong_count(&self.inner) > 1 || self.inner.live().is_none()).then(|| self.clone());
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
        self.inner.name()
    }

    /// The full name of the Rust type.
    pub fn type_name(&self) -> &'static str {
        self.inner.type_name()
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
        self.inner.payload().map(Cow::into_owned)
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

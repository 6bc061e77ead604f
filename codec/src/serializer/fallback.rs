//! aiomas's serializer for `object`: what covers every type that nothing else does.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use super::Serializer;
use crate::error::{DecodeError, SerializationError};
use crate::value::Value;

type Cover = dyn Fn(&dyn Any) -> Option<Result<Value, SerializationError>> + Send + Sync;

/// Covers, on encode, the objects that no other serializer of a codec does; stands for one fixed type on decode.
///
/// aiomas registers such a serializer for `object`, the base of all classes; its RPC sends services as their paths
/// with it, and they arrive as proxies.
///
/// # Example
/// ```
/// use codec::{Codec, FallbackSerializer, Json, Value};
///
/// struct Service { path: &'static str }       // what is sent
/// #[derive(Debug, PartialEq)]
/// struct Proxy(String);                       // what arrives
///
/// let fallback = FallbackSerializer::new(
///     2,
///     |object| Some(Ok(Value::from(object.downcast_ref::<Service>()?.path))),
///     |payload| Ok(Proxy(String::try_from(payload)?)),
/// );
/// let mut codec = Json::new();
/// codec.set_fallback(fallback)?;
/// let bytes = codec.encode(&codec.object(&Service { path: "agents/0" })?)?;
/// assert_eq!(bytes, br#"{"__type__":[2,"agents/0"]}"#);
/// assert_eq!(codec.decode(&bytes)?.downcast::<Proxy>()?, Proxy("agents/0".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct FallbackSerializer {
    cover: Arc<Cover>,
    pub(crate) serializer: Serializer,
}

impl FallbackSerializer {
    /// `cover` is asked with each object that nothing else covers, and gives its payload, or `None` to decline;
    /// `from_value` builds the one type that the id stands for on decode.
    pub fn new<T: Any + Send + Sync>(
        type_id: i32,
        cover: impl Fn(&dyn Any) -> Option<Result<Value, SerializationError>> + Send + Sync + 'static,
        from_value: impl Fn(Value) -> Result<T, DecodeError> + Send + Sync + 'static,
    ) -> Self {
        let cover: Arc<Cover> = Arc::new(cover);
        let asked = Arc::clone(&cover);
        let to_value = move |value: &T| match asked(value) {
            Some(payload) => payload,
            None => Err(SerializationError::no_serializer(std::any::type_name::<T>())),
        };
        let serializer = Serializer::new::<T>(to_value, from_value).with_type_id(type_id);
        FallbackSerializer { cover, serializer }
    }

    /// The payload, if this covers the object.
    pub(crate) fn payload_of(&self, value: &dyn Any) -> Option<Result<Value, SerializationError>> {
        (self.cover)(value)
    }
}

impl fmt::Debug for FallbackSerializer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("FallbackSerializer").field(&self.serializer).finish()
    }
}

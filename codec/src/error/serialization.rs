use std::borrow::Cow;
use std::fmt;

use super::decode::bounded;
use super::limit::Limit;
use super::path::{Path, excerpt};
use super::registry::RegistryError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SerializationKind {
    /// No serializer for the type in this codec.
    UnknownType,
    /// The value cannot be written in this format.
    Unsupported,
    /// User data with the key `__type__`.
    ReservedKey,
    Limit,
    /// The type's own code refused.
    Invalid,
    Io,
    Registry,
}

/// Why a value could not be encoded: what happened, where in the value, and what to do.
///
/// # Example
/// ```
/// use codec::{Codec, Json, Value};
/// let value = Value::from(codec::Bytes::from(vec![1, 2]));
/// let error = Json::new().encode(&value).unwrap_err();
/// assert!(error.is_unsupported());
/// ```
#[derive(Clone)]
pub struct SerializationError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: SerializationKind,
    message: Cow<'static, str>,
    help: Cow<'static, str>,
    path: Path,
    limit: Option<Limit>,
}

impl SerializationError {
    #[cold]
    #[inline(never)]
    pub(crate) fn new(kind: SerializationKind, message: impl Into<Cow<'static, str>>) -> Self {
        let (message, help, path) = (message.into(), Cow::Borrowed(""), Path::default());
        SerializationError(Box::new(Inner { kind, message, help, path, limit: None }))
    }

    /// One word for the kind, for counters and logs; `docs/errors.md` in the repository has all of them.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, Json, Value};
    /// let error = Json::new().encode(&Value::from(codec::Bytes::from(vec![1, 2]))).unwrap_err();
    /// assert_eq!(error.reason(), "unsupported");
    /// ```
    pub fn reason(&self) -> &'static str {
        match self.0.kind {
            SerializationKind::UnknownType => "unknown_type",
            SerializationKind::Unsupported => "unsupported",
            SerializationKind::ReservedKey => "reserved_key",
            SerializationKind::Limit => "limit",
            SerializationKind::Invalid => "invalid",
            SerializationKind::Io => "io",
            SerializationKind::Registry => "registry",
        }
    }

    #[cold]
    pub(crate) fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.0.help = help.into();
        self
    }

    /// This limit was passed; says how to raise it.
    #[cold]
    pub(crate) fn limited(limit: Limit, message: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::new(SerializationKind::Limit, message).help(limit.help());
        error.0.limit = Some(limit);
        error
    }

    /// Names the type whose own code refused.
    #[cold]
    pub(crate) fn about(mut self, name: &str) -> Self {
        if self.0.kind == SerializationKind::Invalid {
            self.0.message = format!("could not serialize `{name}`: {}", self.0.message).into();
        }
        self
    }

    /// Makes what a format's own code refuses a value that the format has no form for.
    #[cold]
    pub(crate) fn of_format(mut self) -> Self {
        if self.0.kind == SerializationKind::Invalid {
            self.0.kind = SerializationKind::Unsupported;
        }
        self
    }

    #[cold]
    pub(crate) fn in_field(mut self, name: &'static str) -> Self {
        self.0.path.push_field(name);
        self
    }

    #[cold]
    pub(crate) fn in_key(mut self, key: &str) -> Self {
        self.0.path.push_key(key);
        self
    }

    #[cold]
    pub(crate) fn in_index(mut self, index: usize) -> Self {
        self.0.path.push_index(index);
        self
    }

    /// The text that mango's users know, and what to do about it.
    #[cold]
    pub(crate) fn no_serializer(type_name: &str) -> Self {
        Self::new(SerializationKind::UnknownType, format!("no serializer found for type {type_name}"))
            .help("annotate it with `#[json_serializable]`, or add one with `add_serializer`")
    }

    /// The type is annotated; it is the codec that does not hold it.
    #[cold]
    pub(crate) fn not_registered(type_name: &str) -> Self {
        Self::new(SerializationKind::UnknownType, format!("no serializer found for type {type_name}"))
            .help("it is annotated, but this codec's registry does not hold it: add it with `add_serializer`")
    }

    #[cold]
    pub(crate) fn reserved_key() -> Self {
        Self::new(SerializationKind::ReservedKey, "the key `__type__` is reserved")
            .help("peers would decode this dict as a typed object; rename the key")
    }

    /// A key of the extra dict that would hide a field.
    #[cold]
    pub(crate) fn shadowed_field(key: &str) -> Self {
        let message = format!("the extra key `{}` is also a field", excerpt(key));
        Self::new(SerializationKind::Invalid, message).help("set the field instead")
    }

    /// An error of a user's own serialize function.
    ///
    /// # Example
    /// ```
    /// let error = codec::SerializationError::custom("the sensor is off");
    /// assert!(error.is_invalid());
    /// ```
    #[cold]
    pub fn custom(message: impl fmt::Display) -> Self {
        Self::new(SerializationKind::Invalid, bounded(&message.to_string()))
    }

    #[cold]
    pub(crate) fn io(error: &std::io::Error) -> Self {
        Self::new(SerializationKind::Io, format!("could not write: {error}"))
    }

    /// This codec has no serializer for the type.
    pub fn is_unknown_type(&self) -> bool {
        self.0.kind == SerializationKind::UnknownType
    }

    /// The format has no form for this value, such as bytes in JSON.
    pub fn is_unsupported(&self) -> bool {
        self.0.kind == SerializationKind::Unsupported
    }

    /// User data holds the reserved key `__type__`.
    pub fn is_reserved_key(&self) -> bool {
        self.0.kind == SerializationKind::ReservedKey
    }

    /// A limit was exceeded; [`limit`](Self::limit) says which.
    pub fn is_limit(&self) -> bool {
        self.0.kind == SerializationKind::Limit
    }

    /// The limit that was exceeded, if it is one that can be set.
    pub fn limit(&self) -> Option<Limit> {
        self.0.limit
    }

    /// The type's own serialize code refused.
    pub fn is_invalid(&self) -> bool {
        self.0.kind == SerializationKind::Invalid
    }

    /// The output could not be written to.
    pub fn is_io(&self) -> bool {
        self.0.kind == SerializationKind::Io
    }

    /// The codec itself is unusable because its registry could not be built.
    pub fn is_registry(&self) -> bool {
        self.0.kind == SerializationKind::Registry
    }

    /// The path from the outermost value to the place, such as `content.items[3].price`; empty at the top.
    pub fn path(&self) -> String {
        self.0.path.to_string()
    }
}

impl fmt::Display for SerializationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.write_str(&inner.message)?;
        if !inner.path.is_empty() {
            write!(f, " at {}", inner.path)?;
        }
        if inner.help.is_empty() { Ok(()) } else { write!(f, "; {}", inner.help) }
    }
}

impl fmt::Debug for SerializationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SerializationError({:?}: {self})", self.0.kind)
    }
}

impl std::error::Error for SerializationError {}

impl serde::ser::Error for SerializationError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        SerializationError::custom(message)
    }
}

impl From<RegistryError> for SerializationError {
    fn from(error: RegistryError) -> Self {
        SerializationError::new(SerializationKind::Registry, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_word() {
        assert_eq!(size_of::<Result<(), SerializationError>>(), size_of::<usize>());
    }

    #[test]
    fn names_the_field() {
        let error = SerializationError::no_serializer("demo::Bare").in_field("inner").in_index(2);
        assert_eq!(
            error.to_string(),
            "no serializer found for type demo::Bare at [2].inner; annotate it with `#[json_serializable]`, or add \
             one with `add_serializer`"
        );
    }
}

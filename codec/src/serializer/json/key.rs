//! What dict keys that are no text become.

use std::borrow::Cow;

use crate::error::{SerializationError, SerializationKind};
use crate::value::Value;
use crate::wire::json::float_text;

type Result<T> = std::result::Result<T, SerializationError>;

/// Whose rules the keys follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyStyle {
    /// Python's `json`.
    Python,
    /// msgspec.
    #[cfg(feature = "fast_json")]
    Fast,
}

impl KeyStyle {
    pub(super) fn of(fast: bool) -> Self {
        match fast {
            #[cfg(feature = "fast_json")]
            true => KeyStyle::Fast,
            _ => KeyStyle::Python,
        }
    }

    /// The text of a key.
    pub(super) fn text(self, key: &Value) -> Result<Cow<'_, str>> {
        Ok(match key {
            Value::String(text) => Cow::Borrowed(text),
            Value::Null if self.has_words() => Cow::Borrowed("null"),
            Value::Bool(value) if self.has_words() => Cow::Borrowed(if *value { "true" } else { "false" }),
            Value::Int(value) => Cow::Owned(value.to_string()),
            Value::UInt(value) => Cow::Owned(value.to_string()),
            Value::BigInt(value) => Cow::Owned(value.to_string()),
            Value::Float(value) => Cow::Owned(self.float(*value)),
            Value::Bytes(bytes) => {
                Cow::Owned(self.bytes(bytes).ok_or_else(|| self.refused(key.kind_name()))?)
            }
            other => return Err(self.refused(other.kind_name())),
        })
    }

    /// Whether bools and `None` are keys.
    pub(crate) fn has_words(self) -> bool {
        self == KeyStyle::Python
    }

    pub(crate) fn float(self, value: f64) -> String {
        match self {
            KeyStyle::Python => float_text(value),
            #[cfg(feature = "fast_json")]
            KeyStyle::Fast => crate::wire::json::fast_float_text(value),
        }
    }

    /// Bytes as text, if they are keys.
    #[cfg_attr(not(feature = "fast_json"), allow(unused_variables))]
    pub(crate) fn bytes(self, bytes: &[u8]) -> Option<String> {
        match self {
            KeyStyle::Python => None,
            #[cfg(feature = "fast_json")]
            KeyStyle::Fast => Some(crate::wire::json::base64_text(bytes)),
        }
    }

    #[cold]
    pub(crate) fn refused(self, kind: &str) -> SerializationError {
        let allowed = match self {
            KeyStyle::Python => "str, int, float, bool or None",
            #[cfg(feature = "fast_json")]
            KeyStyle::Fast => "str, int, float or bytes",
        };
        let message = format!("keys must be {allowed}, not {kind}");
        SerializationError::new(SerializationKind::Unsupported, message)
            .help("use strings as keys, as JSON has no other keys")
    }
}

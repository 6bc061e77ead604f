use super::Json;
use crate::error::RegistryError;
use crate::format::options::{self, Options};
use crate::wire::json::Style;

/// Options of the JSON codec; see [`Json::builder`].
///
/// # Example
/// ```
/// use codec::{Codec, Json, PythonVersion};
/// let codec = Json::builder().python(PythonVersion::V3_13).python_style(true).build()?;
/// assert_eq!(codec.encode(&["ä"]).unwrap(), br#"["\u00e4"]"#);
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct JsonBuilder {
    options: Options,
    style: Style,
    strict: bool,
}

impl JsonBuilder {
    options::setters!();

    /// Writes what CPython's `json.dumps` writes, byte for byte: `", "` and `": "`, ASCII only.
    #[must_use]
    pub fn python_style(self, on: bool) -> Self {
        JsonBuilder { style: if on { Style::Python } else { Style::Compact }, ..self }
    }

    /// Writes one element or entry a line, indented by two spaces.
    #[must_use]
    pub fn pretty(self, on: bool) -> Self {
        JsonBuilder { style: if on { Style::Pretty } else { Style::Compact }, ..self }
    }

    /// Refuses `NaN` and the infinities, which are not JSON, in both directions, and numbers that no float holds.
    #[must_use]
    pub fn strict(self, on: bool) -> Self {
        JsonBuilder { strict: on, ..self }
    }

    /// The codec.
    ///
    /// # Errors
    /// If two types are sent under one id, or a serializer has no id.
    pub fn build(self) -> Result<Json, RegistryError> {
        let (keep_unknown, limits) = (self.options.keep_unknown, self.options.limits);
        Ok(Json {
            registry: Ok(self.options.into_registry()?),
            style: self.style,
            strict: self.strict,
            keep_unknown,
            limits,
        })
    }
}

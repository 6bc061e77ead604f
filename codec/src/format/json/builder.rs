use super::Json;
use crate::error::RegistryError;
use crate::registry::Registry;
use crate::serializer::{FallbackSerializer, Serializer};
use crate::type_id::PythonVersion;
use crate::wire::Limits;
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
    registry: Option<Registry>,
    python: Option<PythonVersion>,
    style: Style,
    strict: bool,
    keep_unknown: bool,
    limits: Limits,
    serializers: Vec<Serializer>,
    fallback: Option<FallbackSerializer>,
}

impl JsonBuilder {
    /// The types to know, instead of all that are linked.
    #[must_use]
    pub fn registry(self, registry: Registry) -> Self {
        JsonBuilder { registry: Some(registry), ..self }
    }

    /// The Python version of the peers: it decides the ids that are sent. Default 3.12.
    #[must_use]
    pub fn python(self, version: PythonVersion) -> Self {
        JsonBuilder { python: Some(version), ..self }
    }

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

    /// Refuses `NaN` and the infinities, which are not JSON, in both directions.
    #[must_use]
    pub fn strict(self, on: bool) -> Self {
        JsonBuilder { strict: on, ..self }
    }

    /// Keeps objects of unknown types as [`Value::Unknown`](crate::Value::Unknown), which encodes unchanged, so that
    /// a router or recorder need not know every type. Off by default: an unknown id is an error.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, Json, Value};
    /// let codec = Json::builder().keep_unknown(true).build()?;
    /// let bytes = br#"[{"__type__":[4711,{"x":1}]}]"#;
    /// let value = codec.decode(bytes)?;
    /// assert!(matches!(&value[0], Value::Unknown(unknown) if unknown.id() == 4711));
    /// assert_eq!(codec.encode(&value)?, bytes);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn keep_unknown(self, on: bool) -> Self {
        JsonBuilder { keep_unknown: on, ..self }
    }

    /// What to refuse; see [`Limits`].
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        JsonBuilder { limits, ..self }
    }

    /// Further serializers, or functions that give them.
    #[must_use]
    pub fn serializers<S: Into<Serializer>>(mut self, serializers: impl IntoIterator<Item = S>) -> Self {
        self.serializers.extend(serializers.into_iter().map(Into::into));
        self
    }

    /// The serializer for objects that no other covers.
    #[must_use]
    pub fn fallback(self, fallback: FallbackSerializer) -> Self {
        JsonBuilder { fallback: Some(fallback), ..self }
    }

    /// The codec.
    ///
    /// # Errors
    /// If two types are sent under one id, or a serializer has no id.
    pub fn build(self) -> Result<Json, RegistryError> {
        let mut registry = match (self.registry, self.python) {
            (Some(registry), None) => registry,
            (Some(registry), Some(python)) => registry.for_python(python)?,
            (None, None) => Registry::linked()?,
            (None, Some(python)) => Registry::linked_for(python)?,
        };
        self.serializers.into_iter().try_for_each(|serializer| registry.register(serializer))?;
        self.fallback.map_or(Ok(()), |fallback| registry.set_fallback(fallback))?;
        Ok(Json {
            registry: Ok(registry),
            style: self.style,
            strict: self.strict,
            keep_unknown: self.keep_unknown,
            limits: self.limits,
        })
    }
}

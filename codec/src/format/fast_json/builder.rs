use super::FastJson;
use crate::error::RegistryError;
use crate::format::Json;
use crate::format::options::{self, Options};
use crate::wire::json::Style;

/// Options of the FastJSON codec; see [`FastJson::builder`].
///
/// # Example
/// ```
/// use codec::{Codec, FastJson};
/// let codec = FastJson::builder().strict(true).build()?;
/// assert!(codec.encode(&f64::NAN).unwrap_err().is_unsupported());
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone)]
pub struct FastJsonBuilder {
    options: Options,
    strict: bool,
}

impl Default for FastJsonBuilder {
    fn default() -> Self {
        FastJsonBuilder { options: Options { keep_unknown: true, ..Options::default() }, strict: false }
    }
}

impl FastJsonBuilder {
    options::setters!();

    /// Refuses `NaN` and the infinities on encode, instead of writing `null` as mango does. They are refused on decode
    /// in any case.
    #[must_use]
    pub fn strict(self, on: bool) -> Self {
        FastJsonBuilder { strict: on, ..self }
    }

    /// The codec.
    ///
    /// # Errors
    /// If two types are sent under one id, or a serializer has no id.
    pub fn build(self) -> Result<FastJson, RegistryError> {
        let (keep_unknown, limits) = (self.options.keep_unknown, self.options.limits);
        let registry = Ok(self.options.into_registry()?);
        Ok(FastJson(Json { registry, style: Style::Fast, strict: self.strict, keep_unknown, limits }))
    }
}

use super::{ValueCodec, ValueFormat};
use crate::error::RegistryError;
use crate::format::options::{self, Options};

/// Options of a [`ValueCodec`]; see [`ValueCodec::builder`].
#[derive(Debug, Clone)]
pub struct ValueCodecBuilder<F> {
    format: F,
    options: Options,
}

impl<F: ValueFormat> ValueCodecBuilder<F> {
    pub(super) fn new(format: F) -> Self {
        ValueCodecBuilder { format, options: Options::default() }
    }

    options::setters!();

    /// The codec.
    ///
    /// # Errors
    /// If two types are sent under one id, or a serializer has no id.
    pub fn build(self) -> Result<ValueCodec<F>, RegistryError> {
        let (keep_unknown, limits) = (self.options.keep_unknown, self.options.limits);
        let registry = Ok(self.options.into_registry()?);
        Ok(ValueCodec { format: self.format, registry, keep_unknown, limits })
    }
}

//! Spans and events of the `tracing` crate, in the one place that knows it; without the feature, nothing.

#[cfg(feature = "tracing")]
pub(crate) use on::{decoded, encoded};

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{decoded, encoded};

#[cfg(feature = "tracing")]
mod on {
    use tracing::field::Empty;
    use tracing::{Level, debug, enabled, span, trace};

    use crate::error::{DecodeError, SerializationError};

    /// A message that is written; `size` tells its bytes.
    pub(crate) fn encoded<T>(
        codec: impl FnOnce() -> &'static str,
        ty: &'static str,
        write: impl FnOnce() -> Result<T, SerializationError>,
        size: impl FnOnce(&T) -> usize,
    ) -> Result<T, SerializationError> {
        if !enabled!(target: "codec", Level::DEBUG) {
            return write();
        }
        let _span = span!(target: "codec", Level::DEBUG, "encode", codec = codec(), r#type = ty).entered();
        let written = write();
        match &written {
            Ok(message) => trace!(target: "codec", bytes = size(message), "encoded"),
            Err(error) => debug!(target: "codec", reason = error.reason(), %error, "refused to encode"),
        }
        written
    }

    /// A message that is read; `ty` tells what came.
    pub(crate) fn decoded<T>(
        codec: impl FnOnce() -> &'static str,
        bytes: usize,
        read: impl FnOnce() -> Result<T, DecodeError>,
        ty: impl FnOnce(&T) -> &str,
    ) -> Result<T, DecodeError> {
        if !enabled!(target: "codec", Level::DEBUG) {
            return read();
        }
        let span =
            span!(target: "codec", Level::DEBUG, "decode", codec = codec(), bytes, r#type = Empty).entered();
        let message = read();
        match &message {
            Ok(message) => {
                span.record("type", ty(message));
                trace!(target: "codec", "decoded");
            }
            Err(error) => {
                let (reason, type_id) = (error.reason(), error.type_id());
                debug!(target: "codec", reason, type_id, %error, "refused to decode");
            }
        }
        message
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use crate::error::{DecodeError, SerializationError};

    #[allow(clippy::inline_always)]
    #[inline(always)]
    pub(crate) fn encoded<T>(
        _: impl FnOnce() -> &'static str,
        _: &'static str,
        write: impl FnOnce() -> Result<T, SerializationError>,
        _: impl FnOnce(&T) -> usize,
    ) -> Result<T, SerializationError> {
        write()
    }

    #[allow(clippy::inline_always)]
    #[inline(always)]
    pub(crate) fn decoded<T>(
        _: impl FnOnce() -> &'static str,
        _: usize,
        read: impl FnOnce() -> Result<T, DecodeError>,
        _: impl FnOnce(&T) -> &str,
    ) -> Result<T, DecodeError> {
        read()
    }
}

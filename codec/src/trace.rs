//! Spans and events of the `tracing` crate, in the one place that knows it; without the feature, nothing.

#[cfg(feature = "tracing")]
use tracing::{Level, debug, enabled, field::Empty, span, trace};

use crate::error::{DecodeError, SerializationError};

/// A message that is written; `size` tells its bytes.
#[cfg_attr(not(feature = "tracing"), allow(unused_variables))] // nobody is told
#[inline]
pub(crate) fn encoded<T>(
    codec: impl FnOnce() -> &'static str,
    ty: &'static str,
    write: impl FnOnce() -> Result<T, SerializationError>,
    size: impl FnOnce(&T) -> usize,
) -> Result<T, SerializationError> {
    #[cfg(feature = "tracing")]
    if enabled!(target: "codec", Level::DEBUG) {
        let _span = span!(target: "codec", Level::DEBUG, "encode", codec = codec(), r#type = ty).entered();
        let written = write();
        match &written {
            Ok(message) => trace!(target: "codec", bytes = size(message), "encoded"),
            Err(error) => debug!(target: "codec", reason = error.reason(), %error, "refused to encode"),
        }
        return written;
    }
    write()
}

/// A message that is read; `ty` tells what came.
#[cfg_attr(not(feature = "tracing"), allow(unused_variables))] // nobody is told
#[inline]
pub(crate) fn decoded<T>(
    codec: impl FnOnce() -> &'static str,
    bytes: usize,
    read: impl FnOnce() -> Result<T, DecodeError>,
    ty: impl FnOnce(&T) -> &str,
) -> Result<T, DecodeError> {
    #[cfg(feature = "tracing")]
    if enabled!(target: "codec", Level::DEBUG) {
        let codec = codec();
        let span = span!(target: "codec", Level::DEBUG, "decode", codec, bytes, r#type = Empty).entered();
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
        return message;
    }
    read()
}

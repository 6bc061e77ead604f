//! What FastJSON writes and reads in another way: payloads without an envelope, bytes as base64, the text of floats.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::float;
use super::reader::{Reader, Result};
use super::tag::Around;
use super::writer::Writer;
use crate::error::{DecodeError, SerializationError};
use crate::wire::parts::{OpenTag, TYPE_KEY};

type Done = std::result::Result<(), SerializationError>;

/// Bytes that are a dict key.
pub(crate) fn base64_text(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

impl Writer<'_> {
    /// A float that has more than a few places.
    #[inline(never)]
    pub(super) fn fast_f64(&mut self, value: f64) -> Done {
        if value.is_finite() {
            float::fast(self.out, value);
            return Ok(());
        }
        self.not_finite(value)
    }

    #[inline(never)]
    pub(crate) fn fast_f64_elements(&mut self, values: &[f64]) -> Done {
        for (index, value) in values.iter().enumerate() {
            self.element(index == 0);
            self.f64(*value).map_err(|error| error.in_index(index))?;
        }
        Ok(())
    }

    /// A payload without an envelope. It counts as a level where an envelope would, since its type may be a wrapper
    /// that has no container of its own.
    #[inline]
    pub(crate) fn open_bare(&mut self) -> std::result::Result<Around, SerializationError> {
        let nested = std::mem::replace(&mut self.under_tag, true);
        if nested {
            self.enter()?;
        }
        Ok(Around { nested, bare: true })
    }
}

impl Reader<'_> {
    /// As [`Writer::open_bare`].
    #[inline]
    pub(crate) fn open_bare(&mut self) -> Result<OpenTag> {
        let nested = std::mem::replace(&mut self.under_tag, true);
        if nested {
            self.enter()?;
        }
        // The id is nobody's: a bare payload is not looked up.
        Ok(OpenTag::new(0, nested, true))
    }

    /// Whether an envelope stands next, in whatever spelling; consumes nothing but whitespace.
    pub(crate) fn is_at_tag(&mut self) -> bool {
        self.skip_ws();
        let start = self.position();
        let found = self.eat("{") && {
            self.skip_ws();
            self.is_short_key() && self.key().is_ok_and(|key| key == TYPE_KEY)
        };
        self.set_position(start);
        found
    }

    /// Whether a key stands here that may be the envelope's, every character of it as an escape of six bytes. What is
    /// looked at is bounded, since wrappers may ask again at each of their levels.
    fn is_short_key(&self) -> bool {
        const MOST: usize = 6 * TYPE_KEY.len();
        let key = self.rest(self.at).strip_prefix(b"\"");
        key.is_some_and(|key| key.iter().take(MOST + 1).any(|&byte| byte == b'"'))
    }

    /// Bytes from base64 text.
    pub(crate) fn base64(&mut self) -> Result<Vec<u8>> {
        let start = self.position();
        let text = self.str()?;
        STANDARD
            .decode(text.as_bytes())
            .map_err(|_| DecodeError::mismatch("bytes as base64 text", "other text").at(start))
    }
}

//! Strings, bytes and ext values: borrowed from the input.

use std::str::Utf8Error;

use super::reader::{Reader, Result};
use crate::error::{DecodeError, DecodeKind};

impl<'a> Reader<'a> {
    #[inline]
    pub(crate) fn str(&mut self) -> Result<&'a str> {
        let bytes = match self.peek_byte() {
            Some(byte @ 0xA0..=0xBF) => match self.take(1, usize::from(byte & 0x1F)) {
                Some(bytes) => bytes,
                None => return Err(self.ends("input ends inside a string")),
            },
            _ => self.long_string()?,
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(error) => Err(self.not_utf8(bytes, error)),
        }
    }

    /// A string of its own, allocated once in its size.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<String> {
        match self.str() {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(error),
        }
    }

    /// Consumes a string, in any form, if it is this one.
    #[inline]
    pub(crate) fn eat_str(&mut self, text: &str) -> bool {
        let start = self.at;
        let found = match self.peek_byte() {
            Some(byte @ 0xA0..=0xBF) if usize::from(byte & 0x1F) == text.len() => self.take(1, text.len()),
            Some(0xD9..=0xDB) => self.long_string().ok(),
            _ => None,
        };
        let hit = found == Some(text.as_bytes());
        if !hit {
            self.at = start;
        }
        hit
    }

    #[inline(never)]
    fn long_string(&mut self) -> Result<&'a [u8]> {
        let Some(marker @ 0xD9..=0xDB) = self.peek_byte() else { return Err(self.mismatch("a string")) };
        let size = 1 << (marker - 0xD9);
        let bytes = self.length(size).and_then(|len| self.take(1 + size, len));
        bytes.ok_or_else(|| self.ends("input ends inside a string"))
    }

    /// For a string that has been read.
    #[cold]
    #[inline(never)]
    fn not_utf8(&self, bytes: &[u8], error: Utf8Error) -> DecodeError {
        let at = self.at - bytes.len() + error.valid_up_to();
        DecodeError::new(DecodeKind::Syntax, "a string is not UTF-8")
            .help("send what is not text as bytes (`bin`)")
            .at(at)
    }

    #[inline]
    pub(crate) fn bytes(&mut self) -> Result<&'a [u8]> {
        let Some(marker @ 0xC4..=0xC6) = self.peek_byte() else { return Err(self.mismatch("bytes")) };
        let size = 1 << (marker - 0xC4);
        let bytes = self.length(size).and_then(|len| self.take(1 + size, len));
        bytes.ok_or_else(|| self.ends("input ends inside bytes"))
    }

    /// The code and the data of an ext value; every code is carried, that of timestamps (-1) as well.
    #[inline(never)]
    pub(crate) fn ext(&mut self) -> Result<(i8, &'a [u8])> {
        // How many bytes stand before the code, and how many behind it.
        let (before, len) = match self.peek_byte() {
            Some(marker @ 0xD4..=0xD8) => (1, Some(1 << (marker - 0xD4))),
            Some(marker @ 0xC7..=0xC9) => {
                let size = 1 << (marker - 0xC7);
                (1 + size, self.length(size))
            }
            _ => return Err(self.mismatch("an ext value")),
        };
        let code = self.rest().get(before).map(|code| i8::from_be_bytes([*code]));
        match (code, len.and_then(|len| self.take(before + 1, len))) {
            (Some(code), Some(data)) => Ok((code, data)),
            _ => Err(self.ends("input ends inside an ext value")),
        }
    }
}

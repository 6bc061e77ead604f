//! Strings, bytes and ext values: borrowed from the input.

use std::str::Utf8Error;

use super::reader::{Reader, Result};
use crate::error::{DecodeError, DecodeKind};
use crate::wire::word::{mask, word_or_rest};

/// Room for a short string, with zeros behind it.
#[repr(align(16))]
struct Padded([u8; 32]);

/// Copies the first `len` bytes from there on word by word, and zeros behind them.
#[inline]
fn copy_words(input: &[u8], at: usize, len: usize, to: &mut [u8]) {
    for (n, place) in to.chunks_exact_mut(8).enumerate() {
        let word = word_or_rest(input, at + 8 * n) & mask(len.saturating_sub(8 * n));
        place.copy_from_slice(&word.to_le_bytes());
    }
}

/// The first of these bytes, fewer than all, and zeros behind them.
#[inline]
fn head(bytes: [u8; 16], len: usize) -> [u8; 16] {
    // In two steps, for a length of 0.
    let counts = u128::MAX >> 8 >> (120 - 8 * len);
    (u128::from_le_bytes(bytes) & counts).to_le_bytes()
}

/// The last of these bytes, fewer than all, and zeros behind them.
#[inline]
fn tail(bytes: [u8; 16], len: usize) -> [u8; 16] {
    (u128::from_le_bytes(bytes) >> 8 >> (120 - 8 * len)).to_le_bytes()
}

impl<'a> Reader<'a> {
    #[inline]
    pub(crate) fn str(&mut self) -> Result<&'a str> {
        let bytes = self.string_bytes()?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(error) => Err(self.not_utf8(bytes, error)),
        }
    }

    /// Checks a string and forgets it; that it is ASCII is seen faster than that it is UTF-8.
    #[inline]
    pub(super) fn skip_string(&mut self) -> Result<()> {
        let bytes = self.string_bytes()?;
        if bytes.is_ascii() {
            return Ok(());
        }
        std::str::from_utf8(bytes).map(drop).map_err(|error| self.not_utf8(bytes, error))
    }

    #[inline]
    fn string_bytes(&mut self) -> Result<&'a [u8]> {
        match self.peek_byte() {
            Some(byte @ 0xA0..=0xBF) => match self.take(1, usize::from(byte & 0x1F)) {
                Some(bytes) => Ok(bytes),
                None => Err(self.ends("input ends inside a string")),
            },
            _ => self.long_string(),
        }
    }

    /// A string of its own, allocated once in its size.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<String> {
        match self.boxed_str() {
            Some(text) => Ok(text.into_string()),
            None => self.other_string().map(str::into_string),
        }
    }

    /// A short string; consumes nothing else.
    ///
    /// Its two words come back in registers and go to where they are to stay. The three of a `String` would come back in
    /// memory, and to copy them before they are written takes as long as to read a number.
    #[inline(never)]
    fn boxed_str(&mut self) -> Option<Box<str>> {
        let mut padded = Padded([0; 32]);
        self.short_string(&mut padded).map(Box::from)
    }

    #[inline(never)]
    fn other_string(&mut self) -> Result<Box<str>> {
        self.str().map(Box::from)
    }

    /// A string of up to 31 bytes; consumes nothing else.
    ///
    /// By way of a copy: the check for UTF-8 takes whole words where they are aligned, and elsewhere single bytes,
    /// which costs a short message a tenth of its time.
    #[inline]
    fn short_string<'b>(&mut self, padded: &'b mut Padded) -> Option<&'b str> {
        let first @ 0xA0..=0xBF = self.peek_byte()? else { return None };
        let len = usize::from(first & 0x1F);
        let end = self.at.checked_add(1 + len).filter(|end| *end <= self.input.len())?;
        let rest = self.input.get(self.at + 1..).unwrap_or_default();
        let text = if len < 16 {
            let text = padded.0.first_chunk_mut::<16>()?;
            match (rest.first_chunk(), self.input.last_chunk()) {
                (Some(bytes), _) => *text = head(*bytes, len),
                (None, Some(last)) => *text = head(tail(*last, rest.len()), len),
                (None, None) => copy_words(self.input, self.at + 1, len, text),
            }
            text.as_slice()
        } else {
            match rest.first_chunk::<32>() {
                Some(bytes) => {
                    let (whole, part) = bytes.split_at(16);
                    let (first, second) = padded.0.split_at_mut(16);
                    first.copy_from_slice(whole);
                    second.copy_from_slice(&head(*part.first_chunk()?, len - 16));
                }
                None => copy_words(self.input, self.at + 1, len, &mut padded.0),
            }
            &padded.0
        };
        // No character goes on in a zero, so one that the length cuts off is found out.
        let text = std::str::from_utf8(text).ok()?.get(..len)?;
        self.at = end;
        Some(text)
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

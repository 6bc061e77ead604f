//! Strings: borrowed where they stand without escapes, else put together.

use std::borrow::Cow;

use super::reader::{Reader, Result};
use super::scan;

/// The value of a hexadecimal digit, or `NO`.
#[allow(clippy::cast_possible_truncation)] // digits are below 16
const HEX: [u8; 256] = {
    let mut table = [NO; 256];
    let mut digit = 0;
    while digit < 10 {
        table[b'0' as usize + digit] = digit as u8;
        digit += 1;
    }
    while digit < 16 {
        table[b'a' as usize + digit - 10] = digit as u8;
        table[b'A' as usize + digit - 10] = digit as u8;
        digit += 1;
    }
    table
};
const NO: u8 = 0xFF;

impl<'a> Reader<'a> {
    /// A string, borrowed from the input if it has no escapes.
    #[inline]
    pub(crate) fn str(&mut self) -> Result<Cow<'a, str>> {
        self.skip_ws();
        if self.peek_byte() == Some(b'"') { self.quoted() } else { Err(self.mismatch("a string")) }
    }

    /// A string of its own, allocated once in its size.
    #[inline]
    pub(crate) fn string(&mut self) -> Result<String> {
        match self.boxed_str() {
            Some(text) => Ok(text.into_string()),
            None => self.string_with_escapes().map(str::into_string),
        }
    }

    /// A string without escapes; consumes nothing else.
    ///
    /// Its two words come back in registers and go to where they are to stay. The three of a `String` would come back in
    /// memory, and to copy them before they are written takes as long as to read a number.
    #[inline(never)]
    fn boxed_str(&mut self) -> Option<Box<str>> {
        if self.peek_byte() != Some(b'"') {
            self.skip_ws();
        }
        if self.peek_byte() == Some(b'"') { self.plain_string().ok().map(Box::from) } else { None }
    }

    #[inline(never)]
    fn string_with_escapes(&mut self) -> Result<Box<str>> {
        if self.peek_byte() != Some(b'"') {
            return Err(self.mismatch("a string"));
        }
        let stop = scan::plain_end(self.input.as_bytes(), self.at + 1);
        self.unescape(stop).map(Box::from)
    }

    /// Stands on the opening quote.
    #[inline(never)]
    pub(super) fn quoted(&mut self) -> Result<Cow<'a, str>> {
        match self.plain_string() {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(stop) => self.unescape(stop).map(|text| Cow::Owned(text.to_owned())),
        }
    }

    /// Consumes a string without escapes; otherwise gives the place where the first run of plain content stops.
    #[inline(always)]
    fn plain_string(&mut self) -> std::result::Result<&'a str, usize> {
        let start = self.at + 1;
        let stop = scan::plain_end_here(self.input.as_bytes(), start);
        if self.byte(stop) != Some(b'"') {
            return Err(stop);
        }
        self.at = stop + 1;
        Ok(self.slice(start, stop))
    }

    /// A string with escapes, into the scratch; stands on the opening quote, with plain content up to `stop`.
    #[inline(never)]
    fn unescape(&mut self, mut stop: usize) -> Result<&str> {
        let mut out = std::mem::take(&mut self.scratch);
        out.clear();
        let mut start = self.at + 1;
        loop {
            out.push_str(self.slice(start, stop));
            self.at = stop;
            if !self.piece_end()? {
                break;
            }
            out.push(self.escape()?);
            // One escape often follows another: in text that is not Latin, and in JSON inside JSON.
            while self.peek_byte() == Some(b'\\') {
                self.at += 1;
                out.push(self.escape()?);
            }
            start = self.at;
            stop = scan::plain_end(self.input.as_bytes(), start);
        }
        self.scratch = out;
        Ok(&self.scratch)
    }

    /// Checks a string and forgets it; stands on the opening quote.
    #[inline]
    pub(super) fn skip_string(&mut self) -> Result<()> {
        self.at += 1;
        loop {
            self.at = scan::plain_end(self.input.as_bytes(), self.at);
            if !self.piece_end()? {
                return Ok(());
            }
            self.escape()?;
        }
    }

    /// Behind plain content: an escape (true, its backslash consumed) or the closing quote (false, consumed).
    #[inline(always)]
    fn piece_end(&mut self) -> Result<bool> {
        let escape = match self.peek_byte() {
            Some(b'"') => false,
            Some(b'\\') => true,
            _ => return Err(self.in_string()),
        };
        self.at += 1;
        Ok(escape)
    }

    /// Stands behind a backslash.
    #[inline]
    fn escape(&mut self) -> Result<char> {
        let c = match self.peek_byte() {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.bad_escape()),
        };
        self.at += 1;
        Ok(c)
    }

    /// Stands on the `u` of an escape; takes the second one of a pair as well.
    fn unicode(&mut self) -> Result<char> {
        let start = self.at - 1;
        let unit = self.hex()?;
        match char::from_u32(u32::from(unit)) {
            Some(c) => Ok(c),
            None => self.pair(start, unit),
        }
    }

    #[inline(never)]
    fn pair(&mut self, start: usize, high: u16) -> Result<char> {
        if high < 0xDC00 {
            match (self.byte(self.at), self.byte(self.at + 1)) {
                (None, _) | (Some(b'\\'), None) => return Err(self.ends("input ends inside a string")),
                (Some(b'\\'), Some(b'u')) => {
                    self.at += 1;
                    let low = self.hex()?;
                    if let Some(Ok(c)) = char::decode_utf16([high, low]).next() {
                        return Ok(c);
                    }
                }
                _ => {}
            }
        }
        Err(Self::lone_surrogate(start, high))
    }

    /// Four digits; stands on the `u` before them.
    #[inline]
    fn hex(&mut self) -> Result<u16> {
        let start = self.at + 1;
        let Some(digits) = self.rest(start).first_chunk::<4>() else {
            self.at = start;
            return Err(self.bad_hex());
        };
        let [a, b, c, d] = digits.map(|digit| HEX[usize::from(digit)]);
        if (a | b | c | d) == NO {
            self.at = start;
            return Err(self.bad_hex());
        }
        self.at = start + 4;
        Ok(u16::from(a) << 12 | u16::from(b) << 8 | u16::from(c) << 4 | u16::from(d))
    }
}

//! Brackets, commas, colons and keys.

use std::borrow::Cow;

use super::key::{Key, Start};
use super::reader::{Reader, Result};

impl<'a> Reader<'a> {
    /// One level of depth, with or without a bracket.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<()> {
        match self.depth.checked_sub(1) {
            Some(left) => {
                self.depth = left;
                Ok(())
            }
            None => Err(self.limits.depth_passed(self.at)),
        }
    }

    #[inline]
    pub(crate) fn leave(&mut self) {
        // Each of them follows an `enter`.
        self.depth = self.depth.wrapping_add(1);
    }

    /// `[`, and one level of depth that the end of the list gives back.
    #[inline]
    pub(crate) fn open_list(&mut self) -> Result<()> {
        self.open(b'[', "a list")
    }

    /// `{`, and one level of depth that the end of the dict gives back.
    #[inline]
    pub(crate) fn open_dict(&mut self) -> Result<()> {
        self.open(b'{', "a dict")
    }

    #[inline]
    fn open(&mut self, bracket: u8, expected: &str) -> Result<()> {
        self.skip_ws();
        if self.peek_byte() != Some(bracket) {
            return Err(self.mismatch(expected));
        }
        self.enter()?;
        self.under_tag = false;
        self.at += 1;
        Ok(())
    }

    /// Whether the list goes on; consumes the comma or the closing bracket.
    #[inline]
    pub(crate) fn next_element(&mut self, first: bool) -> Result<bool> {
        if !first && self.peek_byte() == Some(b',') { self.comma() } else { self.next_item(first, b']') }
    }

    /// Whether the dict goes on; consumes the comma or the closing brace.
    #[inline]
    pub(crate) fn next_entry(&mut self, first: bool) -> Result<bool> {
        if !first && self.peek_byte() == Some(b',') { self.comma() } else { self.next_item(first, b'}') }
    }

    /// Stands on a comma: the form that machines write, with one space behind it (Python) or none.
    #[inline]
    fn comma(&mut self) -> Result<bool> {
        self.at += 1;
        if self.peek_byte() == Some(b' ') {
            self.at += 1;
        }
        self.count()
    }

    #[inline]
    fn count(&mut self) -> Result<bool> {
        match self.elements.checked_sub(1) {
            Some(left) => {
                self.elements = left;
                Ok(true)
            }
            None => Err(self.limits.elements_passed(self.at)),
        }
    }

    /// The first element, the end, and commas behind whitespace.
    #[inline(never)]
    fn next_item(&mut self, first: bool, close: u8) -> Result<bool> {
        self.skip_ws();
        match self.peek_byte() {
            Some(byte) if byte == close => {
                self.at += 1;
                self.leave();
                Ok(false)
            }
            Some(_) if first => self.count(),
            Some(b',') => self.comma(),
            _ => Err(self.unclosed(close)),
        }
    }

    /// The next field of a struct, predicted. Consumes comma (not if `first`), name and colon if exactly that field
    /// stands here, in compact or in Python's spacing, and nothing otherwise. Fields are not counted: a struct cannot have more than its type has.
    #[inline(always)]
    pub(crate) fn field(&mut self, first: bool, key: &Key) -> bool {
        // The brace stands before the first one, and its own place is not looked at.
        match key.is_seen_at(self.input.as_bytes(), self.at.wrapping_sub(usize::from(first)), first) {
            // A space behind it is left to what reads the value.
            Some(end) => {
                self.at = end;
                true
            }
            None => self.spaced_field(first, key),
        }
    }

    /// The same in Python's spacing. It calls nothing, so that it saves no registers.
    #[inline(never)]
    fn spaced_field(&mut self, first: bool, key: &Key) -> bool {
        let bytes = self.input.as_bytes();
        if !first && self.rest(self.at).first_chunk() == Some(b", ") {
            // A branch: where the value stands must not wait for a byte.
            if let Some(end) =
                key.is_seen_at(bytes, self.at + 1, true).filter(|&end| self.byte(end) == Some(b' '))
            {
                self.at = end + 1;
                return true;
            }
        }
        self.odd_field(first, key)
    }

    /// A name that is long, or ends the input.
    #[inline(never)]
    fn odd_field(&mut self, first: bool, key: &Key) -> bool {
        let apart = !first && self.rest(self.at).first_chunk() == Some(b", ");
        let at = if apart { self.at + 1 } else { self.at.wrapping_sub(usize::from(first)) };
        let Some(end) = key.stands_at(self.input.as_bytes(), at, first || apart) else { return false };
        self.at = end + usize::from(apart && self.byte(end) == Some(b' '));
        true
    }

    /// What may be a key, in compact or in Python's spacing, to be compared with several.
    #[inline(always)]
    pub(crate) fn next_key(&self, first: bool) -> Option<Start> {
        // What the key's comma would be is not looked at where it is a brace, or a space behind the comma.
        let (at, apart) = match self.rest(self.at).first_chunk()? {
            _ if first => (self.at.wrapping_sub(1), true),
            b", " => (self.at + 1, true),
            _ => (self.at, false),
        };
        Some(Start::new(self.input.as_bytes(), at, apart))
    }

    /// Consumes it like [`field`](Self::field) if it is this one.
    #[inline(always)]
    pub(crate) fn eat_key(&mut self, start: Start, key: &Key) -> bool {
        match start.end_of(self.input.as_bytes(), key) {
            Some(end) => {
                self.at = end;
                true
            }
            None => false,
        }
    }

    /// Consumes the end of a dict if it stands right here.
    #[inline]
    pub(crate) fn eat_end(&mut self) -> bool {
        let hit = self.peek_byte() == Some(b'}');
        if hit {
            self.at += 1;
            self.leave();
        }
        hit
    }

    /// A key and its colon.
    #[inline]
    pub(crate) fn key(&mut self) -> Result<Cow<'a, str>> {
        self.skip_ws();
        if self.peek_byte() != Some(b'"') {
            return Err(self.no_key());
        }
        let key = self.quoted()?;
        self.colon()?;
        Ok(key)
    }

    #[inline]
    pub(super) fn colon(&mut self) -> Result<()> {
        if self.peek_byte() != Some(b':') {
            self.skip_ws();
            if self.peek_byte() != Some(b':') {
                return Err(self.no_colon());
            }
        }
        self.at += 1;
        if self.peek_byte() == Some(b' ') {
            self.at += 1;
        }
        Ok(())
    }
}

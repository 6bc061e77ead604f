use std::borrow::Cow;

use super::fault;
use super::name::PlainNames;
use crate::error::{DecodeError, DecodeKind};
use crate::wire::Limits;
use crate::wire::parts::Kind;

pub(super) type Result<T> = std::result::Result<T, DecodeError>;

/// Checks once that the bytes are UTF-8, so that no slice of them needs a second check.
#[inline]
pub(crate) fn text(bytes: &[u8]) -> Result<&str> {
    // Vector code begins to pay where the call of what the processor has is no longer felt.
    let text = if bytes.len() < 256 {
        std::str::from_utf8(bytes).ok()
    } else {
        simdutf8::basic::from_utf8(bytes).ok()
    };
    match text {
        // The first byte alone decides nearly always.
        Some(text) if bytes.first() == Some(&0xEF) && text.starts_with('\u{feff}') => {
            Err(fault::byte_order_mark())
        }
        Some(text) => Ok(text),
        None => Err(fault::not_utf8(bytes)),
    }
}

/// A cursor over JSON text.
///
/// An index, not a shrinking slice: moving on writes one word. `at` never passes the end of the input and, between
/// calls, stands on a character boundary.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    pub(super) input: &'a str,
    pub(super) at: usize,
    /// Levels of nesting that may still be opened.
    pub(super) depth: u32,
    pub(super) strict: bool,
    /// What comes next is the payload of a tag.
    pub(super) under_tag: bool,
    /// Elements and entries that may still come.
    pub(super) elements: usize,
    pub(super) digits: usize,
    /// Strings with escapes are put together here, so that the owned copy is one allocation of its size.
    pub(super) scratch: String,
    pub(super) plain_names: PlainNames,
    pub(super) limits: Limits,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(input: &'a str, limits: &Limits, strict: bool) -> Result<Self> {
        if input.len() > limits.input {
            return Err(limits.input_passed());
        }
        let (depth, elements, digits) = (limits.depth, limits.elements, limits.digits);
        Ok(Reader {
            input,
            at: 0,
            depth,
            strict,
            under_tag: false,
            elements,
            digits,
            scratch: String::new(),
            plain_names: PlainNames::default(),
            limits: *limits,
        })
    }

    #[inline]
    pub(crate) fn is_under_tag(&self) -> bool {
        self.under_tag
    }

    pub(crate) fn input(&self) -> &'a str {
        self.input
    }

    #[inline]
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Goes back (or on) to a position obtained earlier; the depth is taken to be the same there.
    #[inline]
    pub(crate) fn set_position(&mut self, at: usize) {
        debug_assert!(self.input.is_char_boundary(at));
        self.at = at.min(self.input.len());
    }

    /// Only whitespace may follow.
    #[inline]
    pub(crate) fn finish(&mut self) -> Result<()> {
        if self.at_end() { Ok(()) } else { Err(self.trailing()) }
    }

    /// Whether only whitespace follows.
    #[inline]
    pub(crate) fn at_end(&mut self) -> bool {
        self.skip_ws();
        self.at == self.input.len()
    }

    #[inline]
    pub(crate) fn skip_ws(&mut self) {
        if let Some(0..=b' ') = self.peek_byte() {
            self.skip_ws_run();
        }
    }

    /// The same; whether there was any.
    #[inline]
    pub(super) fn skip_any_ws(&mut self) -> bool {
        let start = self.at;
        self.skip_ws();
        self.at != start
    }

    /// Where the whitespace ends that begins there.
    pub(crate) fn behind_ws(&self, at: usize) -> usize {
        at + self.rest(at).iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count()
    }

    /// Indentation is a line's end and many spaces, so these are passed eight at a time.
    #[inline(never)]
    fn skip_ws_run(&mut self) {
        const SPACES: u64 = u64::from_ne_bytes([b' '; 8]);
        let bytes = self.input.as_bytes();
        let mut at = self.at;
        // The one of Python's spacing.
        if let Some([b' ', b'!'..=0xFF]) = self.rest(at).first_chunk() {
            self.at = at + 1;
            return;
        }
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
            at += 1;
            while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
                let others = u64::from_le_bytes(*word) ^ SPACES;
                at += others.trailing_zeros() as usize / 8;
                if others != 0 {
                    break;
                }
            }
        }
        self.at = at;
    }

    #[inline]
    pub(crate) fn peek_byte(&self) -> Option<u8> {
        self.byte(self.at)
    }

    #[inline]
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.input.as_bytes().get(at).copied()
    }

    /// The bytes from here on.
    #[inline]
    pub(super) fn rest(&self, at: usize) -> &'a [u8] {
        self.input.as_bytes().get(at..).unwrap_or_default()
    }

    /// Both ends are next to ASCII bytes that were seen, so they are in bounds and on character boundaries.
    #[inline]
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.input.get(from..to).unwrap_or_default()
    }

    /// Consumes the literal if the input continues with it at exactly this place.
    #[inline]
    pub(crate) fn eat(&mut self, literal: &str) -> bool {
        let hit = super::scan::starts_with(self.rest(self.at), literal.as_bytes());
        if hit {
            self.at += literal.len();
        }
        hit
    }

    /// What stands next, after whitespace; a number even where `strict` refuses it: that error is the better one.
    #[inline]
    pub(crate) fn peek(&mut self) -> Result<Kind> {
        self.skip_ws();
        match self.peek_byte() {
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9' | b'N' | b'I') => Ok(Kind::Number),
            Some(b'{') => Ok(Kind::Dict),
            Some(b'[') => Ok(Kind::List),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'n') => Ok(Kind::Null),
            _ => Err(self.no_value()),
        }
    }

    #[inline]
    pub(crate) fn null(&mut self) -> Result<()> {
        self.skip_ws();
        if self.eat("null") { Ok(()) } else { Err(self.mismatch("null")) }
    }

    /// For options: consumes `null` if that is what stands here.
    #[inline]
    pub(crate) fn try_null(&mut self) -> Result<bool> {
        match self.peek_byte() {
            Some(b'n') => self.null().map(|()| true),
            Some(b'!'..) => Ok(false),
            _ => self.try_spaced_null(),
        }
    }

    #[inline(never)]
    fn try_spaced_null(&mut self) -> Result<bool> {
        self.skip_ws();
        match self.peek_byte() {
            Some(b'n') => self.null().map(|()| true),
            Some(_) => Ok(false),
            None => Err(self.no_value()),
        }
    }

    #[inline]
    pub(crate) fn bool(&mut self) -> Result<bool> {
        self.skip_ws();
        if self.eat("true") {
            Ok(true)
        } else if self.eat("false") {
            Ok(false)
        } else {
            Err(self.mismatch("a bool"))
        }
    }

    /// An error at this place.
    #[cold]
    #[inline(never)]
    pub(crate) fn error(&self, kind: DecodeKind, message: impl Into<Cow<'static, str>>) -> DecodeError {
        DecodeError::new(kind, message).at(self.at)
    }
}

use std::borrow::Cow;

use crate::error::{DecodeError, DecodeKind};
use crate::wire::Limits;
use crate::wire::parts::Kind;

pub(super) type Result<T> = std::result::Result<T, DecodeError>;

/// By the first byte; none for `c1`, which the format leaves unused.
static KINDS: [Option<Kind>; 256] = {
    let mut kinds = [Some(Kind::Number); 256];
    let mut byte = 0x80;
    while byte < 0xE0 {
        kinds[byte] = match byte {
            0x80..=0x8F | 0xDE | 0xDF => Some(Kind::Dict),
            0x90..=0x9F | 0xDC | 0xDD => Some(Kind::List),
            0xA0..=0xBF | 0xD9..=0xDB => Some(Kind::String),
            0xC0 => Some(Kind::Null),
            0xC1 => None,
            0xC2 | 0xC3 => Some(Kind::Bool),
            0xC4..=0xC6 => Some(Kind::Bytes),
            0xCA..=0xD3 => Some(Kind::Number),
            _ => Some(Kind::Ext),
        };
        byte += 1;
    }
    kinds
};

/// The size of a dynamic value, the smallest of which takes one byte in a message.
const ROOM_PER_BYTE: usize = 32;

/// A cursor over MessagePack. `at` never passes the end of the input and, between calls, stands where a value begins.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    pub(super) input: &'a [u8],
    pub(super) at: usize,
    /// Levels of nesting that may still be opened.
    pub(super) depth: u32,
    /// What comes next is the payload of a tag.
    pub(super) under_tag: bool,
    /// Elements and entries that may still come.
    pub(super) elements: usize,
    /// Bytes that may still be allocated for what was only announced.
    budget: usize,
    pub(super) limits: Limits,
}

impl<'a> Reader<'a> {
    #[inline]
    pub(crate) fn new(input: &'a [u8], limits: &Limits) -> Result<Self> {
        if input.len() > limits.input {
            return Err(limits.input_passed());
        }
        let budget = input.len().saturating_mul(ROOM_PER_BYTE);
        let (depth, elements) = (limits.depth, limits.elements);
        Ok(Reader { input, at: 0, depth, under_tag: false, elements, budget, limits: *limits })
    }

    #[inline]
    pub(crate) fn is_under_tag(&self) -> bool {
        self.under_tag
    }

    #[inline]
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Goes back (or on) to a position obtained earlier; the depth is taken to be the same there.
    #[inline]
    pub(crate) fn set_position(&mut self, at: usize) {
        self.at = at.min(self.input.len());
    }

    /// Nothing may follow.
    #[inline]
    pub(crate) fn finish(&mut self) -> Result<()> {
        if self.at_end() { Ok(()) } else { Err(self.trailing()) }
    }

    #[inline]
    pub(crate) fn at_end(&self) -> bool {
        self.at == self.input.len()
    }

    #[inline]
    pub(crate) fn peek_byte(&self) -> Option<u8> {
        self.input.get(self.at).copied()
    }

    /// The bytes from here on.
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.input.get(self.at..).unwrap_or_default()
    }

    /// The bytes behind the first one.
    #[inline]
    pub(super) fn behind(&self) -> &'a [u8] {
        self.input.get(self.at + 1..).unwrap_or_default()
    }

    /// A big-endian length of one, two or four bytes behind the first byte.
    #[inline]
    pub(super) fn length(&self, size: usize) -> Option<usize> {
        let rest = self.behind();
        match size {
            1 => rest.first().map(|byte| usize::from(*byte)),
            2 => rest.first_chunk().map(|bytes| usize::from(u16::from_be_bytes(*bytes))),
            // Where `usize` is smaller, no input is that long.
            _ => rest.first_chunk().map(|bytes| u32::from_be_bytes(*bytes).try_into().unwrap_or(usize::MAX)),
        }
    }

    /// Consumes a header and as many bytes behind it, if there are as many.
    #[inline]
    pub(super) fn take(&mut self, header: usize, len: usize) -> Option<&'a [u8]> {
        let bytes = self.input.get(self.at + header..)?.get(..len)?;
        self.at += header + len;
        Some(bytes)
    }

    /// What stands next.
    #[inline]
    pub(crate) fn peek(&self) -> Result<Kind> {
        match self.peek_byte().and_then(|byte| KINDS[usize::from(byte)]) {
            Some(kind) => Ok(kind),
            None => Err(self.no_value()),
        }
    }

    #[inline]
    pub(crate) fn null(&mut self) -> Result<()> {
        if self.eat(0xC0) { Ok(()) } else { Err(self.mismatch("null")) }
    }

    /// For options: consumes `nil` if that is what stands here.
    #[inline]
    pub(crate) fn try_null(&mut self) -> Result<bool> {
        match self.peek_byte() {
            Some(0xC0) => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => Ok(false),
            None => Err(self.no_value()),
        }
    }

    #[inline]
    pub(crate) fn bool(&mut self) -> Result<bool> {
        match self.peek_byte() {
            Some(byte @ (0xC2 | 0xC3)) => {
                self.at += 1;
                Ok(byte == 0xC3)
            }
            _ => Err(self.mismatch("a bool")),
        }
    }

    #[inline]
    fn eat(&mut self, byte: u8) -> bool {
        let hit = self.peek_byte() == Some(byte);
        self.at += usize::from(hit);
        hit
    }

    /// How many of these items room may be made for before they come. All of one message together get no more than as
    /// many dynamic values as the message has bytes would take, so that nested claims cannot add up; an honest message
    /// has no more. One claim gets half of what is left, or the lists inside a list that was cut short would have none.
    /// A few items always get the room that they take: what a vector makes by itself with its first item is more.
    #[inline]
    pub(crate) fn room_for(&mut self, count: usize, size_of_item: usize) -> usize {
        const FEW: usize = 4;
        const LARGE: usize = 1024;
        let Some(most) = (self.budget / 2).checked_div(size_of_item) else { return count };
        let granted = count.min(most);
        // At most the budget.
        self.budget -= granted * size_of_item;
        if size_of_item > LARGE { granted } else { granted.max(count.min(FEW)) }
    }

    /// An error at this place.
    #[cold]
    #[inline(never)]
    pub(crate) fn error(&self, kind: DecodeKind, message: impl Into<Cow<'static, str>>) -> DecodeError {
        DecodeError::new(kind, message).at(self.at)
    }
}

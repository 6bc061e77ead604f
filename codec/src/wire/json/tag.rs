//! The envelope of a typed object: `{"__type__":[id,payload]}`.
//!
//! The container that a payload opens is the level of nesting that its object counts as; so a tag counts by itself
//! only where it is the payload of another tag.

use super::number::{digits, eight_digits};
use super::reader::{Reader, Result};
use super::writer::{Style, Writer};
use crate::error::{DecodeError, DecodeKind, SerializationError};
use crate::wire::parts::OpenTag;
use crate::wire::word::load;

/// What stands before the payload, made once for each type of a codec.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag {
    compact: Opening,
    /// In Python's spacing.
    spaced: Opening,
    /// Whether FastJSON sends the type without an envelope.
    #[cfg(feature = "fast_json")]
    bare: bool,
}

/// A tag as it is written, with zeros behind it.
#[derive(Debug, Clone, Copy)]
struct Opening {
    text: [u8; 32],
    len: usize,
}

impl Opening {
    fn new(head: &str, id: &str, comma: &str) -> Self {
        let mut opening = Opening { text: [0; 32], len: 0 };
        // At most 14 + 11 + 2 bytes.
        for part in [head, id, comma] {
            let end = opening.len + part.len();
            if let Some(place) = opening.text.get_mut(opening.len..end) {
                place.copy_from_slice(part.as_bytes());
                opening.len = end;
            }
        }
        opening
    }
}

/// What is around a payload that is being written.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// Whether it is itself the payload of another.
    pub(super) nested: bool,
    /// Whether there is no envelope.
    #[cfg(feature = "fast_json")]
    pub(super) bare: bool,
}

impl Around {
    #[inline]
    #[cfg_attr(not(feature = "fast_json"), allow(clippy::unused_self))] // the feature's answer
    fn is_bare(self) -> bool {
        #[cfg(feature = "fast_json")]
        return self.bare;
        #[cfg(not(feature = "fast_json"))]
        false
    }
}

impl Tag {
    pub(crate) fn new(id: i32) -> Self {
        let mut number = itoa::Buffer::new();
        let id = number.format(id);
        Tag {
            compact: Opening::new(r#"{"__type__":["#, id, ","),
            spaced: Opening::new(r#"{"__type__": ["#, id, ", "),
            #[cfg(feature = "fast_json")]
            bare: false,
        }
    }

    /// The tag of a type that FastJSON sends without one.
    #[cfg(feature = "fast_json")]
    pub(crate) fn bare(self) -> Self {
        Tag { bare: true, ..self }
    }
}

impl Writer<'_> {
    /// What it gives is for [`close_tag`](Self::close_tag).
    #[inline]
    pub(crate) fn open_tag(&mut self, tag: &Tag) -> std::result::Result<Around, SerializationError> {
        let nested = std::mem::replace(&mut self.under_tag, true);
        if nested {
            self.enter()?;
        }
        if self.style == Style::Compact {
            self.out.padded(&tag.compact.text, tag.compact.len);
        } else {
            #[cfg(feature = "fast_json")]
            if self.style.is_fast() {
                return Ok(Around { nested, bare: self.fast_tag(tag) });
            }
            self.out.padded(&tag.spaced.text, tag.spaced.len);
        }
        Ok(Around {
            nested,
            #[cfg(feature = "fast_json")]
            bare: false,
        })
    }

    /// Gives whether there is none.
    #[cfg(feature = "fast_json")]
    #[inline(never)]
    fn fast_tag(&mut self, tag: &Tag) -> bool {
        if !tag.bare {
            self.out.padded(&tag.compact.text, tag.compact.len);
        }
        tag.bare
    }

    #[inline]
    pub(crate) fn close_tag(&mut self, around: Around) {
        if !around.is_bare() {
            self.out.padded(b"]}", 2);
        }
        self.under_tag = false;
        if around.nested {
            self.leave();
        }
    }
}

impl Reader<'_> {
    /// `{"__type__":[id,` in compact or Python's spacing, with nothing unusual about the id; otherwise consumes
    /// nothing. Any other spelling is found key by key.
    #[inline(always)]
    pub(crate) fn predicted_tag(&mut self) -> Result<Option<OpenTag>> {
        let bytes = self.input.as_bytes();
        let Some((id, end)) = usual(bytes, self.at).or_else(|| scan(bytes, self.at)) else { return Ok(None) };
        self.at = end;
        self.opened(id).map(Some)
    }

    /// This tag in one of its two forms; consumes nothing else.
    #[inline(always)]
    pub(crate) fn eat_tag(&mut self, tag: &Tag) -> bool {
        let Some(window) = self.rest(self.at).first_chunk::<32>() else { return false };
        // Behind the key's colon.
        let opening = if window[12] == b' ' { &tag.spaced } else { &tag.compact };
        // Without branches, so that this becomes vector code.
        let differ = window.iter().zip(&opening.text).fold(0, |differ, (byte, tag)| {
            let counts = if *tag == 0 { 0 } else { 0xFF };
            differ | ((byte ^ tag) & counts)
        });
        self.at += if differ == 0 { opening.len } else { 0 };
        differ == 0
    }

    #[inline(always)]
    pub(crate) fn opened(&mut self, id: i32) -> Result<OpenTag> {
        let nested = std::mem::replace(&mut self.under_tag, true);
        if nested {
            self.enter()?;
        }
        Ok(OpenTag::new(id, nested, false))
    }

    /// The rest of an envelope whose key has been read; its brace was opened as that of a dict.
    #[inline(never)]
    pub(crate) fn tag_behind_key(&mut self, nested: bool) -> Result<OpenTag> {
        self.leave();
        self.under_tag = nested;
        self.skip_ws();
        if !self.eat("[") {
            return Err(self.bad_tag("is not a list of an id and a payload"));
        }
        self.skip_ws();
        let start = self.at;
        let id = match self.peek_byte() {
            Some(b'-' | b'0'..=b'9') => self.i64().ok().and_then(|id| i32::try_from(id).ok()),
            _ => None,
        };
        let Some(id) = id else {
            self.at = start;
            return Err(self.bad_tag("has an id that is not a 32-bit integer"));
        };
        self.skip_ws();
        if !self.eat(",") {
            return Err(self.bad_tag("has an id and no payload").with_id(id));
        }
        self.opened(id)
    }

    /// `]}` and nothing else.
    #[inline]
    pub(crate) fn close_tag(&mut self, tag: OpenTag) -> Result<()> {
        if self.usual_end(tag) { Ok(()) } else { self.odd_end(tag) }
    }

    /// `]}` of an envelope that is not the payload of another; otherwise consumes nothing.
    #[inline]
    pub(crate) fn usual_end(&mut self, tag: OpenTag) -> bool {
        // Not in order: together they are one test.
        let usual = !(tag.nested() | tag.bare()) && self.eat("]}");
        self.under_tag &= !usual;
        usual
    }

    /// The end of an envelope, whatever it is.
    #[inline(never)]
    pub(crate) fn odd_end(&mut self, tag: OpenTag) -> Result<()> {
        if !tag.bare() && !self.eat("]}") {
            self.close_spaced_tag()?;
        }
        self.under_tag = false;
        if tag.nested() {
            self.leave();
        }
        Ok(())
    }

    #[cold]
    fn close_spaced_tag(&mut self) -> Result<()> {
        self.skip_ws();
        if !self.eat("]") {
            return Err(self.bad_tag("has more than an id and a payload"));
        }
        self.skip_ws();
        if self.eat("}") { Ok(()) } else { Err(self.bad_tag("stands beside other keys")) }
    }

    /// An envelope at this place that does not have the one form that is allowed.
    #[cold]
    #[inline(never)]
    pub(crate) fn bad_tag(&self, fault: &str) -> DecodeError {
        if self.peek_byte().is_none() {
            return self.error(DecodeKind::Eof, "input ends inside a `__type__` object");
        }
        let message = format!("`__type__` {fault}");
        self.error(DecodeKind::Envelope, message).help(r#"the form is {"__type__": [id, payload]}"#)
    }
}

/// An id of eight to ten digits, as nearly all are, within a window of fixed size: in the compact form, and in Python's
/// spacing.
#[inline(always)]
fn usual(bytes: &[u8], start: usize) -> Option<(i32, usize)> {
    let window = bytes.get(start..)?.first_chunk::<32>()?;
    let (id, end) = if window.first_chunk() == Some(br#"{"__type__":["#) {
        usual_id::<13>(window)?
    } else if window.first_chunk() == Some(br#"{"__type__": ["#) {
        let (id, end) = usual_id::<14>(window)?;
        (id, end + usize::from(window.get(end) == Some(&b' ')))
    } else {
        return None;
    };
    Some((id, start + end))
}

/// The id behind a head of this length, and the end of the comma behind it.
#[inline(always)]
fn usual_id<const HEAD: usize>(window: &[u8; 32]) -> Option<(i32, usize)> {
    let negative = window[HEAD] == b'-';
    let at = HEAD + usize::from(negative);
    let mut magnitude = eight_digits(load(window, at)?)?;
    let (end, further) = match window[at + 8..] {
        [b',', ..] => (9, [0; 0].as_slice()),
        [_, b',', ..] => (10, &window[at + 8..at + 9]),
        [_, _, b',', ..] => (11, &window[at + 8..at + 10]),
        _ => return None,
    };
    for digit in further {
        magnitude = magnitude * 10 + u64::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    // At most ten digits.
    let magnitude = i64::try_from(magnitude).ok()?;
    Some((i32::try_from(if negative { -magnitude } else { magnitude }).ok()?, at + end))
}

/// The id, and where the payload begins.
#[inline(never)]
fn scan(bytes: &[u8], start: usize) -> Option<(i32, usize)> {
    const HEAD: &[u8; 12] = br#"{"__type__":"#;
    let mut at = start;
    if bytes.get(at..)?.first_chunk() != Some(HEAD) {
        return None;
    }
    at += HEAD.len();
    at += usize::from(bytes.get(at) == Some(&b' '));
    if bytes.get(at) != Some(&b'[') {
        return None;
    }
    at += 1;
    let negative = bytes.get(at) == Some(&b'-');
    at += usize::from(negative);
    let start = at;
    let magnitude;
    (at, magnitude) = digits(bytes, start, 0);
    let count = at - start;
    let zero = count > 1 && bytes.get(start) == Some(&b'0');
    if !(1..=10).contains(&count) || zero || bytes.get(at) != Some(&b',') {
        return None;
    }
    at += 1;
    at += usize::from(bytes.get(at) == Some(&b' '));
    let magnitude = i64::try_from(magnitude).ok()?;
    Some((i32::try_from(if negative { -magnitude } else { magnitude }).ok()?, at))
}

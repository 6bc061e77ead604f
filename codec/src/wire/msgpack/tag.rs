//! The envelope of a typed object: `{"__type__": [id, payload]}`.
//!
//! The container that a payload opens is the level of nesting that its object counts as; so a tag counts by itself
//! only where it is the payload of another tag.

use super::reader::{Reader, Result};
use super::writer::Writer;
use crate::error::{DecodeError, DecodeKind, SerializationError};
use crate::wire::parts::{Kind, OpenTag};

/// A dict of one, its key, a list of two.
const HEAD: &[u8; 11] = b"\x81\xa8__type__\x92";

/// What stands before the payload, made once for each type of a codec.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tag {
    /// The longest integer of 32 bits takes five bytes.
    bytes: [u8; HEAD.len() + 5],
    len: usize,
}

impl Tag {
    pub(crate) fn new(id: i32) -> Self {
        let [a, b, c, d] = id.to_be_bytes();
        // The smallest form.
        let (number, size) = match id {
            -0x20..=0x7F => ([d, 0, 0, 0, 0], 1),
            -0x80..-0x20 => ([0xD0, d, 0, 0, 0], 2),
            -0x8000..-0x80 => ([0xD1, c, d, 0, 0], 3),
            ..-0x8000 => ([0xD2, a, b, c, d], 5),
            0x80..=0xFF => ([0xCC, d, 0, 0, 0], 2),
            0x100..=0xFFFF => ([0xCD, c, d, 0, 0], 3),
            0x1_0000.. => ([0xCE, a, b, c, d], 5),
        };
        let mut bytes = [0; HEAD.len() + 5];
        let (head, tail) = bytes.split_at_mut(HEAD.len());
        head.copy_from_slice(HEAD);
        tail.copy_from_slice(&number);
        Tag { bytes, len: HEAD.len() + size }
    }
}

impl Writer<'_> {
    /// Gives whether the tag is the payload of another, for [`close_tag`](Self::close_tag).
    #[inline]
    pub(crate) fn open_tag(&mut self, tag: &Tag) -> std::result::Result<bool, SerializationError> {
        let nested = std::mem::replace(&mut self.under_tag, true);
        if nested {
            self.enter()?;
        }
        self.out.padded(&tag.bytes, tag.len);
        Ok(nested)
    }

    #[inline]
    pub(crate) fn close_tag(&mut self, nested: bool) {
        self.under_tag = false;
        if nested {
            self.leave();
        }
    }
}

impl Reader<'_> {
    /// An envelope in its smallest form, though its id may be any integer of 32 bits in any form; otherwise consumes
    /// nothing. Any other spelling is found key by key.
    #[inline]
    pub(crate) fn predicted_tag(&mut self) -> Result<Option<OpenTag>> {
        let rest = self.rest();
        if rest.first_chunk() != Some(HEAD) {
            return Ok(None);
        }
        let id = match rest.first_chunk() {
            Some(window) => usual_id(window),
            None => None,
        };
        match id {
            Some(id) => {
                self.at += HEAD.len() + 5;
                self.opened(id).map(Some)
            }
            None => self.other_id(),
        }
    }

    #[inline(never)]
    fn other_id(&mut self) -> Result<Option<OpenTag>> {
        let start = self.at;
        self.at += HEAD.len();
        if let Ok(Ok(id)) = self.i64().map(i32::try_from) {
            return self.opened(id).map(Some);
        }
        self.at = start;
        Ok(None)
    }

    #[inline]
    fn opened(&mut self, id: i32) -> Result<OpenTag> {
        let nested = std::mem::replace(&mut self.under_tag, true);
        if nested {
            self.enter()?;
        }
        Ok(OpenTag::new(id, nested, false))
    }

    /// The rest of an envelope whose key has been read; it was opened as a dict of so many entries, at a place where
    /// `nested` is what [`is_under_tag`](Self::is_under_tag) said.
    #[inline(never)]
    pub(crate) fn tag_behind_key(&mut self, nested: bool, entries: usize) -> Result<OpenTag> {
        self.leave();
        self.under_tag = nested;
        if entries != 1 {
            return Err(self.bad_tag("stands beside other keys"));
        }
        let items = self.items_of_tag()?;
        let id = self.id_of_tag()?;
        match items {
            2 => self.opened(id),
            // No more bytes would complete it, so its end is none of the input's.
            1 => Err(self.wrong_tag("has an id and no payload").with_id(id)),
            _ => Err(self.bad_tag("has more than an id and a payload").with_id(id)),
        }
    }

    fn items_of_tag(&mut self) -> Result<usize> {
        let (items, header) = match self.peek()? {
            Kind::List => match self.peek_byte() {
                Some(byte @ 0x90..=0x9F) => (usize::from(byte & 0xF), 1),
                _ => self.long_header(0xDC, "a list")?,
            },
            _ => (0, 0),
        };
        if items == 0 {
            return Err(self.bad_tag("is not a list of an id and a payload"));
        }
        self.at += header;
        Ok(items)
    }

    fn id_of_tag(&mut self) -> Result<i32> {
        let start = self.at;
        match self.i64() {
            Err(error) if error.is_eof() => return Err(error),
            Err(_) => {}
            Ok(id) => {
                if let Ok(id) = id.try_into() {
                    return Ok(id);
                }
            }
        }
        self.at = start;
        Err(self.bad_tag("has an id that is not a 32-bit integer"))
    }

    /// Nothing stands behind the payload: the lengths have said so.
    #[inline]
    pub(crate) fn close_tag(&mut self, tag: OpenTag) {
        self.under_tag = false;
        if tag.nested() {
            self.leave();
        }
    }

    /// An envelope at this place that does not have the one form that is allowed.
    #[cold]
    #[inline(never)]
    pub(crate) fn bad_tag(&self, fault: &str) -> DecodeError {
        if self.peek_byte().is_none() {
            return self.error(DecodeKind::Eof, "input ends inside a `__type__` object");
        }
        self.wrong_tag(fault)
    }

    #[cold]
    #[inline(never)]
    fn wrong_tag(&self, fault: &str) -> DecodeError {
        let message = format!("`__type__` {fault}");
        let help =
            "the form is a map of one entry, `__type__`, whose value is an array of the id and the payload";
        self.error(DecodeKind::Envelope, message).help(help)
    }
}

/// An id of 17 to 32 bits, as nearly all are.
#[inline]
fn usual_id(window: &[u8; HEAD.len() + 5]) -> Option<i32> {
    let [.., marker, a, b, c, d] = *window;
    let id = i32::from_be_bytes([a, b, c, d]);
    match marker {
        0xD2 => Some(id),
        0xCE if id >= 0 => Some(id),
        _ => None,
    }
}

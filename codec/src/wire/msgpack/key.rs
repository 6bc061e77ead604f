//! Field names, made ready at compile time to be written and compared in one go.

use crate::wire::word::{load, mask, word_at};

/// A name as a string of the format, in its smallest form. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub(super) name: &'static str,
    /// The first bytes with the header, for the writer.
    pub(super) start: [u8; PAD],
    /// The length with the header.
    pub(super) len: usize,
    /// The first eight bytes with the header, and which of their bits count.
    word: u64,
    mask: u64,
    /// The next eight bytes, and the last eight, if there are as many.
    second: u64,
    tail: u64,
}

pub(super) const PAD: usize = 16;

impl Key {
    /// From the plain name.
    pub const fn new(name: &'static str) -> Self {
        let (mut start, header) = header(name.len());
        let bytes = name.as_bytes();
        let mut at = 0;
        while at < bytes.len() && header + at < PAD {
            start[header + at] = bytes[at];
            at += 1;
        }
        let len = header + bytes.len();
        let tail = match len {
            ..8 => 0,
            8..=PAD => word_at(&start, len - 8),
            _ => word_at(bytes, bytes.len() - 8),
        };
        let (word, second) = (word_at(&start, 0), word_at(&start, 8));
        Key { name, start, len, word, mask: mask(len), second, tail }
    }

    /// As [`stands_at`](Self::stands_at), for a name that the compiler knows: one of up to 23 bytes is compared with words
    /// in the code. Names that are longer, or end the input, are not seen.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    pub(super) fn is_seen_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let text = bytes.get(at..)?.get(..self.len.max(8))?;
        if (u64::from_le_bytes(*text.first_chunk()?) ^ self.word) & self.mask != 0 {
            return None;
        }
        let rest = match self.len {
            0..=8 => true,
            9..=16 => load(text, self.len - 8)? == self.tail,
            17..=24 => load(text, 8)? == self.second && load(text, self.len - 8)? == self.tail,
            _ => false,
        };
        rest.then_some(at + self.len)
    }

    /// Whether the name stands at this place: where it ends.
    #[inline]
    pub(super) fn stands_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let Some(word) = load(bytes, at) else { return self.stands_at_end(bytes, at) };
        if (word ^ self.word) & self.mask != 0 {
            return None;
        }
        let rest = match self.len {
            0..=8 => true,
            9..=PAD => load(bytes, at + self.len - 8) == Some(self.tail),
            _ => return self.stands_at_end(bytes, at),
        };
        rest.then_some(at + self.len)
    }

    /// Near the end of the input, and for long names.
    #[inline(never)]
    fn stands_at_end(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let (header, name) = bytes.get(at..)?.split_at_checked(self.len - self.name.len())?;
        let stands = self.start.starts_with(header) && name.starts_with(self.name.as_bytes());
        stands.then_some(at + self.len)
    }
}

/// What stands before a string of this length, and how long that is.
#[allow(clippy::cast_possible_truncation)] // to the bytes that stand in each place
const fn header(len: usize) -> ([u8; PAD], usize) {
    let [.., c, b, a] = len.to_be_bytes();
    let mut start = [0; PAD];
    let size = match len {
        0..=0x1F => {
            start[0] = 0xA0 | len as u8;
            return (start, 1);
        }
        0x20..=0xFF => 1,
        0x100..=0xFFFF => 2,
        // No name in a source file is as long as four bytes can say.
        _ => 4,
    };
    start[0] = 0xD9 + size / 2;
    match size {
        1 => start[1] = a,
        2 => (start[1], start[2]) = (b, a),
        _ => (start[1], start[2], start[3], start[4]) = ((len >> 24) as u8, c, b, a),
    }
    (start, 1 + size as usize)
}

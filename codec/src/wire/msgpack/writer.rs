// The smallest form of an integer is found by its range, which each cast below relies on.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

use super::key::{Key, PAD};
use super::reader::Reader;
use crate::error::{SerializationError, SerializationKind};
use crate::wire::Limits;
use crate::wire::limits::written_too_deep;
use crate::wire::out::Out;
use crate::wire::parts::Kind;

type Result<T> = std::result::Result<T, SerializationError>;

/// Appends MessagePack to a buffer, everything in its smallest form.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    /// Behind a reference: moving the buffer's words in and out costs a short message more than the way to them.
    pub(super) out: &'a mut Out,
    /// Levels of nesting that may still be opened.
    depth: u32,
    most: u32,
    /// What comes next is the payload of a tag.
    pub(super) under_tag: bool,
}

/// A list or dict that is being written.
#[derive(Debug, Clone, Copy)]
pub struct Open {
    /// Where its header stands.
    start: usize,
    /// What the header says.
    count: usize,
}

/// The first bytes of a list or dict, by the size of its count.
struct Headers {
    short: u8,
    two: u8,
    four: u8,
    what: &'static str,
}

const LIST: Headers = Headers { short: 0x90, two: 0xDC, four: 0xDD, what: "list" };
const DICT: Headers = Headers { short: 0x80, two: 0xDE, four: 0xDF, what: "dict" };

impl<'a> Writer<'a> {
    #[inline]
    pub(crate) fn new(out: &'a mut Out, limits: &Limits) -> Self {
        Writer { out, depth: limits.depth, most: limits.depth, under_tag: false }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    #[inline]
    pub(crate) fn null(&mut self) {
        self.out.byte(0xC0);
    }

    #[inline]
    pub(crate) fn bool(&mut self, value: bool) {
        self.out.byte(0xC2 | u8::from(value));
    }

    #[inline]
    pub(crate) fn i64(&mut self, value: i64) {
        if (-32..128).contains(&value) { self.out.byte(value as u8) } else { self.long_i64(value) }
    }

    #[inline]
    pub(crate) fn u64(&mut self, value: u64) {
        if value < 128 { self.out.byte(value as u8) } else { self.long_u64(value) }
    }

    #[inline(never)]
    fn long_i64(&mut self, value: i64) {
        if value >= 0 {
            return self.long_u64(value as u64);
        }
        if let Ok(value) = i8::try_from(value) {
            self.headed(0xD0, u64::from(value as u8), 1);
        } else if let Ok(value) = i16::try_from(value) {
            self.headed(0xD1, u64::from(value as u16), 2);
        } else if let Ok(value) = i32::try_from(value) {
            self.headed(0xD2, u64::from(value as u32), 4);
        } else {
            self.eight(0xD3, value as u64);
        }
    }

    #[inline(never)]
    fn long_u64(&mut self, value: u64) {
        match value {
            0..=0xFF => self.headed(0xCC, value, 1),
            0x100..=0xFFFF => self.headed(0xCD, value, 2),
            0x1_0000..=0xFFFF_FFFF => self.headed(0xCE, value, 4),
            _ => self.eight(0xCF, value),
        }
    }

    /// A byte, and the lowest bytes of a number behind it, the highest of them first; at most seven.
    #[inline]
    fn headed(&mut self, head: u8, value: u64, size: usize) {
        let word = value.swap_bytes() >> (64 - 8 * size);
        self.out.word(word << 8 | u64::from(head), 1 + size);
    }

    #[inline]
    fn eight(&mut self, head: u8, value: u64) {
        self.out.two_words(u64::from(head), 1, value.swap_bytes(), 8);
    }

    pub(crate) fn i128(&mut self, value: i128) -> Result<()> {
        match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => self.i64(value),
            (_, Ok(value)) => self.u64(value),
            _ => return Err(too_wide(&value.to_string())),
        }
        Ok(())
    }

    pub(crate) fn u128(&mut self, value: u128) -> Result<()> {
        match value.try_into() {
            Ok(value) => self.u64(value),
            Err(_) => return Err(too_wide(&value.to_string())),
        }
        Ok(())
    }

    /// An integer of any size, from its canonical text.
    pub(crate) fn big_int(&mut self, text: &str) -> Result<()> {
        match text.parse() {
            Ok(value) => self.i128(value),
            Err(_) => Err(too_wide(text)),
        }
    }

    #[inline]
    pub(crate) fn f64(&mut self, value: f64) {
        self.eight(0xCB, value.to_bits());
    }

    /// The elements of a list, without its header.
    #[inline(never)]
    pub(crate) fn f64_elements(&mut self, values: &[f64]) {
        let room = self.out.room(9 * values.len());
        for (room, value) in room.chunks_exact_mut(9).zip(values) {
            if let Some((head, bits)) = room.split_first_mut() {
                *head = 0xCB;
                bits.copy_from_slice(&value.to_be_bytes());
            }
        }
        self.out.advance(9 * values.len());
    }

    #[inline]
    pub(crate) fn str(&mut self, text: &str) -> Result<()> {
        if text.len() < 32 {
            self.out.headed(0xA0 | text.len() as u8, text.as_bytes());
            return Ok(());
        }
        self.long_str(text)
    }

    #[inline(never)]
    fn long_str(&mut self, text: &str) -> Result<()> {
        self.length([0xD9, 0xDA, 0xDB], text.len(), "string")?;
        self.out.slice(text.as_bytes());
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.length([0xC4, 0xC5, 0xC6], bytes.len(), "bytes")?;
        self.out.slice(bytes);
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn ext(&mut self, code: i8, data: &[u8]) -> Result<()> {
        match data.len() {
            len @ (1 | 2 | 4 | 8 | 16) => self.out.byte(0xD4 + len.trailing_zeros() as u8),
            len => self.length([0xC7, 0xC8, 0xC9], len, "ext value")?,
        }
        self.out.byte(code as u8);
        self.out.slice(data);
        Ok(())
    }

    /// A length in one, two or four bytes, behind the byte that says which.
    #[inline]
    fn length(&mut self, heads: [u8; 3], len: usize, what: &str) -> Result<()> {
        match len {
            0..=0xFF => self.headed(heads[0], len as u64, 1),
            0x100..=0xFFFF => self.headed(heads[1], len as u64, 2),
            _ => self.headed(heads[2], u64::from(of_four_bytes(len, what)?), 4),
        }
        Ok(())
    }

    /// A list. If its length is not known, the header is written when it ends.
    #[inline]
    pub(crate) fn open_list(&mut self, len: Option<usize>) -> Result<Open> {
        self.open(&LIST, len)
    }

    #[inline]
    pub(crate) fn close_list(&mut self, open: Open, count: usize) -> Result<()> {
        self.close(&LIST, open, count)
    }

    /// A dict, as [`open_list`](Self::open_list).
    #[inline]
    pub(crate) fn open_dict(&mut self, len: Option<usize>) -> Result<Open> {
        self.open(&DICT, len)
    }

    #[inline]
    pub(crate) fn close_dict(&mut self, open: Open, count: usize) -> Result<()> {
        self.close(&DICT, open, count)
    }

    #[inline]
    fn open(&mut self, headers: &Headers, len: Option<usize>) -> Result<Open> {
        self.enter()?;
        self.under_tag = false;
        // Most that do not know how many will come are short, and then one byte is replaced.
        let open = Open { start: self.out.len(), count: len.unwrap_or(0) };
        match open.count {
            0..=15 => self.out.byte(headers.short | open.count as u8),
            _ => self.long_header(headers, open.count)?,
        }
        Ok(open)
    }

    #[inline(never)]
    fn long_header(&mut self, headers: &Headers, count: usize) -> Result<()> {
        let (header, size) = header(headers, count)?;
        self.out.padded(&header, size);
        Ok(())
    }

    #[inline]
    fn close(&mut self, headers: &Headers, open: Open, count: usize) -> Result<()> {
        self.leave();
        if count == open.count { Ok(()) } else { self.correct(headers, open, count) }
    }

    #[inline(never)]
    fn correct(&mut self, headers: &Headers, open: Open, count: usize) -> Result<()> {
        let (header, size) = header(headers, count)?;
        let (_, written) = self::header(headers, open.count)?;
        self.out.replace(open.start, written, header.get(..size).unwrap_or_default());
        Ok(())
    }

    /// A name known beforehand.
    #[inline]
    pub(crate) fn field(&mut self, key: &Key) {
        if key.len <= PAD { self.out.padded(&key.start, key.len) } else { self.long_field(key) }
    }

    #[inline(never)]
    fn long_field(&mut self, key: &Key) {
        // The header is at most five bytes.
        self.out.padded(&key.start, key.len - key.name.len());
        self.out.slice(key.name.as_bytes());
    }

    /// Whether what was written from there on is the string `__type__`, which is not for the keys of users.
    #[inline]
    pub(crate) fn is_type_key(&self, from: usize) -> bool {
        self.out.written(from, self.out.len()) == b"\xa8__type__"
    }

    /// A key that was written between two lengths, for an error's path.
    #[cold]
    pub(crate) fn excerpt(&self, from: usize, to: usize) -> String {
        let written = self.out.written(from, to);
        let text = Reader::new(written, &Limits::default().input(usize::MAX)).and_then(|mut key| {
            match key.peek()? {
                Kind::String => key.string(),
                Kind::Number => key.i128().map(|number| number.to_string()),
                _ => Ok(String::from_utf8_lossy(written).into_owned()),
            }
        });
        text.unwrap_or_else(|_| String::from_utf8_lossy(written).into_owned())
    }

    /// One level of depth.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<()> {
        match self.depth.checked_sub(1) {
            Some(left) => {
                self.depth = left;
                Ok(())
            }
            None => Err(written_too_deep(self.most)),
        }
    }

    #[inline]
    pub(crate) fn leave(&mut self) {
        // Each of them follows an `enter`.
        self.depth = self.depth.wrapping_add(1);
    }
}

/// The smallest header, and its size.
fn header(headers: &Headers, count: usize) -> Result<([u8; 8], usize)> {
    let (head, size) = match count {
        0..=15 => return Ok((u64::from(headers.short | count as u8).to_le_bytes(), 1)),
        16..=0xFFFF => (headers.two, 2),
        _ => (headers.four, 4),
    };
    let count = u64::from(of_four_bytes(count, headers.what)?).swap_bytes() >> (64 - 8 * size);
    Ok(((count << 8 | u64::from(head)).to_le_bytes(), 1 + size))
}

fn of_four_bytes(len: usize, what: &str) -> Result<u32> {
    u32::try_from(len).map_err(|_| too_long(len, what))
}

#[cold]
#[inline(never)]
fn too_long(len: usize, what: &str) -> SerializationError {
    let message = format!("MessagePack has no {what} of length {len}; the longest is {}", u32::MAX);
    SerializationError::new(SerializationKind::Unsupported, message).help("send it in parts")
}

#[cold]
#[inline(never)]
fn too_wide(text: &str) -> SerializationError {
    /// The most characters of a number that an error repeats.
    const EXCERPT: usize = 24;
    let text = match text.get(..EXCERPT) {
        Some(head) if text.len() > EXCERPT => format!("{head}..."),
        _ => text.to_owned(),
    };
    let message = format!("MessagePack has no integer {text}; its range is -2^63 to 2^64-1");
    SerializationError::new(SerializationKind::Unsupported, message).help("send it as a string")
}

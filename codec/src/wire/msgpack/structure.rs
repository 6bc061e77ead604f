//! Lists, dicts and fields.

use super::key::Key;
use super::reader::{Reader, Result};

impl Reader<'_> {
    /// One level of depth.
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

    /// The number of elements, and one level of depth that [`close`](Self::close) gives back.
    #[inline]
    pub(crate) fn open_list(&mut self) -> Result<usize> {
        let (count, header) = match self.peek_byte() {
            Some(byte @ 0x90..=0x9F) => (usize::from(byte & 0xF), 1),
            _ => self.long_header(0xDC, "a list")?,
        };
        self.open(header)?;
        if count > self.left() {
            return Err(self.ends("input ends inside a list"));
        }
        self.count(count)?;
        Ok(count)
    }

    /// The number of entries, and one level of depth that [`close`](Self::close) gives back.
    #[inline]
    pub(crate) fn open_dict(&mut self) -> Result<usize> {
        let count = self.open_fields()?;
        self.count(count)?;
        Ok(count)
    }

    /// As [`open_dict`](Self::open_dict), for a struct: entries that are its fields need not be counted, because it
    /// cannot have more than its type has; others are, with [`count`](Self::count).
    #[inline]
    pub(crate) fn open_fields(&mut self) -> Result<usize> {
        let (count, header) = match self.peek_byte() {
            Some(byte @ 0x80..=0x8F) => (usize::from(byte & 0xF), 1),
            _ => self.long_header(0xDE, "a dict")?,
        };
        self.open(header)?;
        // Each has a key and a value.
        if count > self.left() / 2 {
            return Err(self.ends("input ends inside a dict"));
        }
        Ok(count)
    }

    /// What is counted at once needs no second look; what is not there is not counted.
    #[inline]
    pub(crate) fn count(&mut self, count: usize) -> Result<()> {
        match self.elements.checked_sub(count) {
            Some(left) => {
                self.elements = left;
                Ok(())
            }
            None => Err(self.limits.elements_passed(self.at)),
        }
    }

    /// The end of a list or dict, all of which has been read.
    #[inline]
    pub(crate) fn close(&mut self) {
        self.leave();
    }

    #[inline]
    fn open(&mut self, header: usize) -> Result<()> {
        self.enter()?;
        self.under_tag = false;
        self.at += header;
        Ok(())
    }

    /// The bytes that are left.
    #[inline]
    fn left(&self) -> usize {
        self.input.len() - self.at
    }

    /// The number that a header of three or five bytes claims, and its size; `first` begins the shorter one.
    #[inline(never)]
    pub(super) fn long_header(&mut self, first: u8, expected: &str) -> Result<(usize, usize)> {
        let size = match self.peek_byte() {
            Some(byte) if byte == first => 2,
            Some(byte) if byte == first + 1 => 4,
            _ => return Err(self.mismatch(expected)),
        };
        match self.length(size) {
            Some(count) => Ok((count, 1 + size)),
            None => Err(self.ends("input ends inside the length of a container")),
        }
    }

    /// The next field of a struct, predicted. Consumes the name if exactly that, in its smallest form, stands here,
    /// and nothing otherwise.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    pub(crate) fn field(&mut self, key: &Key) -> bool {
        match key.is_seen_at(self.input, self.at) {
            Some(end) => {
                self.at = end;
                true
            }
            None => self.odd_field(key),
        }
    }

    /// A name that is long, or ends the input.
    #[inline(never)]
    fn odd_field(&mut self, key: &Key) -> bool {
        self.eat_key(key)
    }

    /// As [`field`](Self::field), for one of several keys.
    #[inline]
    pub(crate) fn eat_key(&mut self, key: &Key) -> bool {
        let end = key.stands_at(self.input, self.at);
        self.at = end.unwrap_or(self.at);
        end.is_some()
    }

    /// As [`field`](Self::field), for a name that is only known now.
    #[inline]
    pub(crate) fn eat_name(&mut self, name: &str) -> bool {
        let rest = self.rest();
        let stands = match rest.split_first() {
            Some((first, rest)) if name.len() < 32 => {
                usize::from(*first) == 0xA0 | name.len() && rest.starts_with(name.as_bytes())
            }
            _ => return self.eat_long_name(name),
        };
        self.at += if stands { 1 + name.len() } else { 0 };
        stands
    }

    #[inline(never)]
    fn eat_long_name(&mut self, name: &str) -> bool {
        let start = self.at;
        let smallest = match self.peek_byte() {
            Some(0xD9) => 0x20..=0xFF,
            Some(0xDA) => 0x100..=0xFFFF,
            Some(0xDB) => 0x1_0000..=usize::MAX,
            _ => return false,
        };
        let stands = smallest.contains(&name.len()) && self.str().is_ok_and(|text| text == name);
        if !stands {
            self.at = start;
        }
        stands
    }
}

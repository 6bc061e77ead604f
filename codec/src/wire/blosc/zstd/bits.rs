//! Bits, read from the end of their bytes towards the start.

use super::{ENDS, Result};

/// A bit stream that is read backwards, as entropy coders write it.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// How many bits are not read yet; those of the lowest places.
    left: usize,
}

impl<'a> Bits<'a> {
    /// The highest set bit of the last byte ends the stream and is no part of it.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self> {
        match bytes.last() {
            None => Err(ENDS),
            Some(0) => Err("a bit stream without an end mark"),
            Some(last) => Ok(Bits { bytes, left: bytes.len() * 8 - last.leading_zeros() as usize - 1 }),
        }
    }

    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// The next bits, at most 32.
    #[inline]
    pub(super) fn take(&mut self, count: u32) -> Result<u32> {
        self.left = self.left.checked_sub(count as usize).ok_or(ENDS)?;
        Ok(self.at(self.left, count))
    }

    /// The next bits, at most 32, without taking them; zeros behind the last one.
    #[inline]
    pub(super) fn peek(&self, count: u32) -> u32 {
        let place = self.left.saturating_sub(count as usize);
        #[allow(clippy::cast_possible_truncation)] // at most `count`
        let there = (self.left - place) as u32;
        self.at(place, there) << (count - there)
    }

    /// Passes over bits that were looked at.
    #[inline]
    pub(super) fn skip(&mut self, count: u32) -> Result<()> {
        self.left = self.left.checked_sub(count as usize).ok_or(ENDS)?;
        Ok(())
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)] // masked to 32 bits or fewer
    fn at(&self, place: usize, count: u32) -> u32 {
        let word = match self.bytes.get(place / 8..place / 8 + 8).and_then(<[u8]>::first_chunk) {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => super::little_endian(self.bytes.get(place / 8..).unwrap_or_default()),
        };
        ((word >> (place % 8)) & ((1 << count) - 1)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_backwards() {
        let mut bits = Bits::new(&[0b1010_0111, 0b0001_1100]).unwrap();
        assert_eq!((bits.left(), bits.take(3), bits.peek(4)), (12, Ok(0b110), 0b0101));
        assert_eq!((bits.take(8), bits.peek(4), bits.take(2)), (Ok(0b0101_0011), 0b1000, Err(ENDS)));
        assert!(Bits::new(&[]).is_err() && Bits::new(&[1, 0]).is_err());
    }
}

//! Numbers, in every form that the format has for them.
// Integers are taken apart by their bits here; each cast keeps them all, or is argued where it stands.
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]

use super::reader::{Reader, Result};
use crate::error::DecodeError;
use crate::wire::parts::{Kind, Number};

/// The first byte of the floats.
const F32: u8 = 0xCA;
const F64: u8 = 0xCB;
/// The first bytes of the integers with one, two, four and eight bytes behind, in this order.
const UNSIGNED: u8 = 0xCC;
const SIGNED: u8 = 0xD0;

impl<'a> Reader<'a> {
    #[inline]
    pub(crate) fn i64(&mut self) -> Result<i64> {
        if let Some(value) = self.short_integer() { Ok(value) } else { self.long_i64() }
    }

    #[inline]
    pub(crate) fn u64(&mut self) -> Result<u64> {
        match self.peek_byte() {
            Some(byte @ 0..=0x7F) => {
                self.at += 1;
                Ok(u64::from(byte))
            }
            _ => self.long_u64(),
        }
    }

    #[inline(never)]
    pub(crate) fn i128(&mut self) -> Result<i128> {
        self.integer()
            .map(|(bits, negative)| if negative { i128::from(bits as i64) } else { i128::from(bits) })
    }

    #[inline(never)]
    pub(crate) fn u128(&mut self) -> Result<u128> {
        let start = self.at;
        match self.integer()? {
            (bits, false) => Ok(u128::from(bits)),
            _ => Err(self.misfit(start, "u128")),
        }
    }

    /// A float, or an integer as the nearest one.
    #[inline]
    pub(crate) fn f64(&mut self) -> Result<f64> {
        match self.rest().first_chunk::<9>() {
            Some([F64, bits @ ..]) => {
                self.at += 9;
                Ok(f64::from_be_bytes(*bits))
            }
            _ => self.other_f64(),
        }
    }

    /// Appends the 64-bit floats that stand here, at most so many. It ends before any other value.
    #[inline(never)]
    pub(crate) fn f64_run(&mut self, most: usize, floats: &mut Vec<f64>) {
        let bytes = self.rest();
        let run = bytes.chunks_exact(9).take(most).map_while(|chunk| match chunk.first_chunk::<9>() {
            Some([F64, bits @ ..]) => Some(f64::from_be_bytes(*bits)),
            _ => None,
        });
        let before = floats.len();
        floats.extend(run);
        // Each has been there in full.
        self.at += 9 * (floats.len() - before);
    }

    #[inline]
    pub(crate) fn number(&mut self) -> Result<Number<'a>> {
        if let Some(value) = self.short_integer() {
            return Ok(Number::Int(value));
        }
        if let Some([F64, bits @ ..]) = self.rest().first_chunk::<9>() {
            self.at += 9;
            return Ok(Number::Float(f64::from_be_bytes(*bits)));
        }
        self.long_number()
    }

    /// One byte that is the value.
    #[inline]
    fn short_integer(&mut self) -> Option<i64> {
        let value = self.peek_byte()? as i8;
        if value < -32 {
            return None;
        }
        self.at += 1;
        Some(i64::from(value))
    }

    #[inline(never)]
    fn long_i64(&mut self) -> Result<i64> {
        // Not near the end of the input, and not a `u64`, which may be too large: by shifts, without a branch.
        if let Some([marker, bytes @ ..]) = self.rest().first_chunk::<9>() {
            if matches!(marker, UNSIGNED..=0xCE | SIGNED..=0xD3) {
                let (word, size) = (u64::from_be_bytes(*bytes), 1 << (marker & 3));
                self.at += 1 + size;
                let unused = 64 - 8 * size;
                return Ok(if *marker < SIGNED { (word >> unused) as i64 } else { word as i64 >> unused });
            }
        }
        self.odd_i64()
    }

    #[inline(never)]
    fn odd_i64(&mut self) -> Result<i64> {
        let start = self.at;
        let (bits, negative) = self.integer()?;
        let value = bits as i64;
        if negative == (value < 0) { Ok(value) } else { Err(self.misfit(start, "i64")) }
    }

    #[inline(never)]
    fn long_u64(&mut self) -> Result<u64> {
        let start = self.at;
        match self.integer()? {
            (bits, false) => Ok(bits),
            _ => Err(self.misfit(start, "u64")),
        }
    }

    /// The 64 bits of an integer in two's complement, and whether it is negative.
    #[inline]
    fn integer(&mut self) -> Result<(u64, bool)> {
        let Some(marker @ (UNSIGNED..=0xD3)) = self.peek_byte() else { return self.short_or_none() };
        let size = 1 << (marker & 3);
        let Some(word) = self.first_of(size) else { return Err(self.ends("input ends inside a number")) };
        self.at += 1 + size;
        let unused = 64 - 8 * size;
        if marker < SIGNED {
            return Ok((word >> unused, false));
        }
        let value = word as i64 >> unused;
        Ok((value as u64, value < 0))
    }

    #[inline(never)]
    fn short_or_none(&mut self) -> Result<(u64, bool)> {
        match self.short_integer() {
            Some(value) => Ok((value as u64, value < 0)),
            None => Err(self.no_integer()),
        }
    }

    /// The bytes behind the first one, the next one highest; as many as wanted are there.
    #[inline]
    fn first_of(&self, size: usize) -> Option<u64> {
        let rest = self.behind();
        match rest.first_chunk() {
            Some(bytes) => Some(u64::from_be_bytes(*bytes)),
            None => last_of(rest, size),
        }
    }

    #[inline(never)]
    fn other_f64(&mut self) -> Result<f64> {
        match self.peek() {
            Ok(Kind::Number) => {}
            _ => return Err(self.mismatch("a number")),
        }
        if let Some(marker @ (F32 | F64)) = self.peek_byte() {
            return self.float(marker);
        }
        let (bits, negative) = self.integer()?;
        Ok(if negative { bits as i64 as f64 } else { bits as f64 })
    }

    #[inline(never)]
    fn long_number(&mut self) -> Result<Number<'a>> {
        if let Some(UNSIGNED..=0xD3) = self.peek_byte() {
            let (bits, negative) = self.integer()?;
            let value = bits as i64;
            return Ok(if negative == (value < 0) { Number::Int(value) } else { Number::UInt(bits) });
        }
        self.other_f64().map(Number::Float)
    }

    fn float(&mut self, marker: u8) -> Result<f64> {
        let size = if marker == F64 { 8 } else { 4 };
        let Some(word) = self.first_of(size) else { return Err(self.ends("input ends inside a number")) };
        self.at += 1 + size;
        Ok(if marker == F64 { f64::from_bits(word) } else { f32::from_bits((word >> 32) as u32).into() })
    }

    /// Stands on a number. By branches: their guess of the size lets the next value begin before this one is read.
    #[inline]
    pub(super) fn skip_number(&mut self) -> Result<()> {
        match self.peek_byte() {
            Some(F64) => self.skip_bytes(9),
            Some(F32) => self.skip_bytes(5),
            Some(marker @ (UNSIGNED..=0xD3)) => self.skip_bytes(1 + (1 << (marker & 3))),
            _ => self.skip_bytes(1),
        }
    }

    #[inline]
    fn skip_bytes(&mut self, count: usize) -> Result<()> {
        if self.rest().len() < count {
            return Err(self.ends("input ends inside a number"));
        }
        self.at += count;
        Ok(())
    }

    /// Not an integer, but perhaps another number, another value, or nothing at all.
    #[cold]
    #[inline(never)]
    fn no_integer(&mut self) -> DecodeError {
        const EXPECTED: &str = "an integer";
        let start = self.at;
        match self.peek() {
            Ok(Kind::Number) => match self.number() {
                Ok(_) => DecodeError::mismatch(EXPECTED, "a float").at(start),
                Err(error) => error,
            },
            _ => self.mismatch(EXPECTED),
        }
    }
}

/// Near the end of the input.
#[cold]
#[inline(never)]
fn last_of(rest: &[u8], size: usize) -> Option<u64> {
    let bytes = rest.get(..size)?;
    Some((0..8).fold(0, |word, n| word << 8 | bytes.get(n).map_or(0, |byte| u64::from(*byte))))
}

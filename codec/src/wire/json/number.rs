//! Numbers. Integers are never rounded; floats are rounded once, exactly.
// Each cast is argued where it stands.
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]

use super::decimal::{self, EXACT_DIGITS};
use super::reader::{Reader, Result};
use crate::error::DecodeError;
use crate::wire::parts::{Kind, Number};
use crate::wire::word::{load, word_or_rest};

/// What one pass over the text of a number finds.
struct Scan {
    end: usize,
    negative: bool,
    float: bool,
    /// All digits, the point left out, as one integer; wrapped if there are more than 19.
    mantissa: u64,
    digits: usize,
    /// The power of ten that belongs to the mantissa.
    exponent: i64,
}

/// An integer that was read: its sign, and its magnitude unless that needs more than 64 bits.
struct Integer {
    negative: bool,
    magnitude: Option<u64>,
}

/// What [`usual_number`](Reader::usual_number) has found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usual {
    Int,
    Float,
    No,
}

impl<'a> Reader<'a> {
    #[inline(never)]
    pub(crate) fn i64(&mut self) -> Result<i64> {
        // As with floats.
        match self.short_i64() {
            Some(value) => Ok(value),
            None => self.odd_i64(),
        }
    }

    #[inline(never)]
    fn odd_i64(&mut self) -> Result<i64> {
        if self.skip_any_ws() {
            if let Some(value) = self.short_i64() {
                return Ok(value);
            }
        }
        let start = self.at;
        let Integer { negative, magnitude } = self.integer()?;
        let value =
            magnitude.and_then(|m| if negative { 0i64.checked_sub_unsigned(m) } else { m.try_into().ok() });
        value.ok_or_else(|| self.misfit(start, "i64"))
    }

    #[inline(always)]
    fn short_i64(&mut self) -> Option<i64> {
        let (end, value) = short_integer(self.input.as_bytes(), self.at, self.digits)?;
        self.at = end;
        Some(value)
    }

    #[inline(never)]
    pub(crate) fn u64(&mut self) -> Result<u64> {
        self.skip_ws();
        let start = self.at;
        let Integer { negative, magnitude } = self.integer()?;
        let value = magnitude.filter(|&m| !negative || m == 0);
        value.ok_or_else(|| self.misfit(start, "u64"))
    }

    pub(crate) fn i128(&mut self) -> Result<i128> {
        self.skip_ws();
        let start = self.at;
        self.integer()?;
        self.slice(start, self.at).parse().map_err(|_| self.misfit(start, "i128"))
    }

    pub(crate) fn u128(&mut self) -> Result<u128> {
        self.skip_ws();
        let start = self.at;
        let Integer { negative, magnitude } = self.integer()?;
        if negative && magnitude == Some(0) {
            return Ok(0);
        }
        self.slice(start, self.at).parse().map_err(|_| self.misfit(start, "u128"))
    }

    /// A float, or an integer as one. `-0` is 0.0 here: it is the integer 0, as in Python.
    #[inline]
    pub(crate) fn f64(&mut self) -> Result<f64> {
        match self.f64_bits() {
            Ok(bits) => Ok(f64::from_bits(bits)),
            Err(error) => Err(error),
        }
    }

    /// As bits, because a result of integers comes back in registers, and one with a float through memory.
    #[inline(never)]
    fn f64_bits(&mut self) -> Result<u64> {
        // Machines write no space, so that it is looked for when there is no number.
        match self.short_f64_bits() {
            Some(bits) => Ok(bits),
            None => self.odd_f64_bits(),
        }
    }

    #[inline(never)]
    fn odd_f64_bits(&mut self) -> Result<u64> {
        if self.skip_any_ws() {
            if let Some(bits) = self.short_f64_bits() {
                return Ok(bits);
            }
        }
        self.long_f64_bits()
    }

    #[inline(always)]
    fn short_f64_bits(&mut self) -> Option<u64> {
        let (end, value) = short_decimal(self.input.as_bytes(), self.at)?;
        self.at = end;
        Some(value.to_bits())
    }

    /// A float of a list, where the one before it is long or not: most of a list are alike.
    #[inline]
    pub(crate) fn f64_of_list(&mut self, long: bool) -> Result<f64> {
        if !long {
            return self.f64();
        }
        self.skip_ws();
        match self.long_f64_bits() {
            Ok(bits) => Ok(f64::from_bits(bits)),
            Err(error) => Err(error),
        }
    }

    /// Apart, so that short ones save no registers.
    #[inline(never)]
    fn long_f64_bits(&mut self) -> Result<u64> {
        let Some(scan) = scan(self.input.as_bytes(), self.at) else {
            return self.f64_in_words().map(f64::to_bits);
        };
        self.check_digits(&scan)?;
        let value = self.to_f64(&scan)?;
        self.at = scan.end;
        Ok(value.to_bits())
    }

    /// An integer of up to 18 digits or a float, by its bits; otherwise consumes nothing. Two words come back in
    /// registers, where a [`Number`] would come through memory.
    #[inline(never)]
    pub(crate) fn usual_number(&mut self) -> (Usual, u64) {
        let Some(scan) = scan(self.input.as_bytes(), self.at) else { return (Usual::No, 0) };
        let usual = if scan.float {
            match self.to_f64(&scan) {
                Ok(value) => (Usual::Float, value.to_bits()),
                Err(_) => return (Usual::No, 0),
            }
        } else if scan.digits <= self.digits.min(18) {
            // Below 10^18, so neither the cast nor the sign can wrap.
            let value = scan.mantissa as i64;
            (Usual::Int, if scan.negative { -value } else { value } as u64)
        } else {
            return (Usual::No, 0);
        };
        self.at = scan.end;
        usual
    }

    #[inline(never)]
    pub(crate) fn number(&mut self) -> Result<Number<'a>> {
        self.skip_ws();
        match self.usual_number() {
            (Usual::Int, bits) => return Ok(Number::Int(bits as i64)),
            (Usual::Float, bits) => return Ok(Number::Float(f64::from_bits(bits))),
            (Usual::No, _) => {}
        }
        let Some(scan) = scan(self.input.as_bytes(), self.at) else {
            return self.f64_in_words().map(Number::Float);
        };
        if scan.float {
            return self.to_f64(&scan).map(Number::Float);
        }
        self.check_digits(&scan)?;
        Ok(self.wide_integer(&scan))
    }

    fn wide_integer(&mut self, scan: &Scan) -> Number<'a> {
        let text = self.slice(self.at, scan.end);
        self.at = scan.end;
        match (text.parse(), text.parse()) {
            (Ok(value), _) => Number::Int(value),
            (_, Ok(value)) => Number::UInt(value),
            _ => Number::Big(text),
        }
    }

    pub(super) fn skip_number(&mut self) -> Result<()> {
        match scan(self.input.as_bytes(), self.at) {
            Some(scan) => {
                self.check_digits(&scan)?;
                self.at = scan.end;
                Ok(())
            }
            None => self.f64_in_words().map(drop),
        }
    }

    /// The limit is CPython's: on integers only, because their conversion takes quadratic time there.
    #[inline]
    fn check_digits(&self, scan: &Scan) -> Result<()> {
        if scan.digits > self.digits && !scan.float { Err(self.digit_limit()) } else { Ok(()) }
    }

    #[inline(always)]
    fn to_f64(&self, scan: &Scan) -> Result<f64> {
        let value = if scan.digits <= EXACT_DIGITS {
            decimal::to_f64(scan.mantissa, scan.exponent)
        } else {
            decimal::long_to_f64(self.slice(self.at, scan.end), scan.exponent)
        };
        let value = match value {
            Some(value) if scan.negative && (scan.float || value != 0.0) => -value,
            Some(value) => value,
            None => self.undecided(scan),
        };
        // Python takes what no float holds for an infinity, which would be no JSON on the way out.
        if self.strict && value.is_infinite() { Err(self.beyond_floats()) } else { Ok(value) }
    }

    #[cold]
    #[inline(never)]
    fn undecided(&self, scan: &Scan) -> f64 {
        // The grammar is a subset of Rust's, so this parses.
        self.slice(self.at, scan.end).parse().unwrap_or(f64::NAN)
    }

    #[inline(always)]
    fn integer(&mut self) -> Result<Integer> {
        let bytes = self.input.as_bytes();
        let negative = self.peek_byte() == Some(b'-');
        let whole = self.at + usize::from(negative);
        let (end, magnitude) = digits(bytes, whole, 0);
        let count = end - whole;
        let zero = count > 1 && bytes.get(whole) == Some(&b'0');
        if count == 0 || zero || matches!(bytes.get(end), Some(b'.' | b'e' | b'E')) {
            return Err(self.no_integer());
        }
        if count > self.digits {
            return Err(self.digit_limit());
        }
        self.at = end;
        let magnitude = if count > EXACT_DIGITS { self.long_magnitude(whole) } else { Some(magnitude) };
        Ok(Integer { negative, magnitude })
    }

    #[cold]
    fn long_magnitude(&self, whole: usize) -> Option<u64> {
        self.slice(whole, self.at).parse().ok()
    }

    /// Not an integer, but perhaps another number, another value, or nothing at all.
    #[cold]
    #[inline(never)]
    fn no_integer(&mut self) -> DecodeError {
        const EXPECTED: &str = "an integer";
        let start = self.at;
        match self.peek() {
            Ok(Kind::Number) => match self.skip_number() {
                Ok(()) => DecodeError::mismatch(EXPECTED, "a float").at(start),
                Err(error) => error,
            },
            _ => self.mismatch(EXPECTED),
        }
    }

    /// `NaN` and the infinities; otherwise the error for whatever stands here.
    #[cold]
    #[inline(never)]
    fn f64_in_words(&mut self) -> Result<f64> {
        let (word, value) = match (self.peek_byte(), self.byte(self.at + 1)) {
            (Some(b'N'), _) => ("NaN", f64::NAN),
            (Some(b'I'), _) => ("Infinity", f64::INFINITY),
            (Some(b'-'), Some(b'I')) => ("-Infinity", f64::NEG_INFINITY),
            (Some(b'-' | b'0'..=b'9'), _) => return Err(self.bad_number()),
            _ => return Err(self.mismatch("a number")),
        };
        if self.strict && self.rest(self.at).starts_with(word.as_bytes()) {
            return Err(self.not_strict());
        }
        self.literal(word).map(|()| value)
    }
}

/// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`, or `None`.
#[inline(always)]
fn scan(bytes: &[u8], start: usize) -> Option<Scan> {
    let negative = bytes.get(start) == Some(&b'-');
    let whole = start + usize::from(negative);
    // One by one: most floats have few digits here, and a predicted loop lets the fraction begin before they are read.
    let (mut end, mut mantissa) = few_digits(bytes, whole, 0);
    let mut count = end - whole;
    if count == 0 || (count > 1 && bytes.get(whole) == Some(&b'0')) {
        return None;
    }
    let (mut float, mut exponent) = (false, 0);
    if bytes.get(end) == Some(&b'.') {
        float = true;
        let fraction = end + 1;
        (end, mantissa) = digits(bytes, fraction, mantissa);
        let places = end - fraction;
        if places == 0 {
            return None;
        }
        count += places;
        // Places are bytes of the input, so far from 2^63.
        exponent = -(places as i64);
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        float = true;
        let power;
        (end, power) = power_of_ten(bytes, end + 1)?;
        exponent += power;
    }
    Some(Scan { end, negative, float, mantissa, digits: count, exponent })
}

/// So many bytes has a float that is read as a short one, with its sign.
pub(crate) const SHORT_FLOAT: usize = 9;

/// A decimal without exponent of at most seven digits behind its point and as many before it, as most that people enter.
///
/// Digit by digit: floats of one source are mostly of one form, so that the processor knows where this one ends, and
/// begins with what comes next, before it has read it.
#[inline(always)]
fn short_decimal(bytes: &[u8], start: usize) -> Option<(usize, f64)> {
    let negative = bytes.get(start) == Some(&b'-');
    let at = start + usize::from(negative);
    let whole = load(bytes, at)?;
    let (count, mantissa, behind) = leading_digits(whole, 0);
    let leading_zero = count > 1 && whole & 0xFF == u64::from(b'0');
    if count == 0 || leading_zero || behind != b'.' {
        return None;
    }
    let fraction = at + count + 1;
    let (places, mantissa, behind) = leading_digits(word_or_rest(bytes, fraction), mantissa);
    // Of eight places the word does not tell what stands behind them.
    if matches!(places, 0 | 8) || behind | 0x20 == b'e' {
        return None;
    }
    // At most 14 digits and powers of ten below 10^8, so one exact division.
    let value = mantissa as i64 as f64 / decimal::TENS[places];
    Some((fraction + places, if negative { -value } else { value }))
}

/// Appends the digits that the word begins with; gives their number as well, and the byte behind them, which is 0 where
/// all eight are digits.
#[inline(always)]
fn leading_digits(mut word: u64, mut value: u64) -> (usize, u64, u8) {
    let mut count = 0;
    // What is shifted in is no digit.
    while let digit @ b'0'..=b'9' = word as u8 {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        word >>= 8;
        count += 1;
    }
    (count, value, word as u8)
}

/// An integer of at most seven digits that does not end the input.
#[inline(always)]
fn short_integer(bytes: &[u8], start: usize, most: usize) -> Option<(usize, i64)> {
    let negative = bytes.get(start) == Some(&b'-');
    let at = start + usize::from(negative);
    let word = load(bytes, at)?;
    // In bits.
    let end = strays(word).trailing_zeros() & 0x38;
    let count = end as usize / 8;
    let leading_zero = end > 8 && word & 0xFF == u64::from(b'0');
    if end == 0 || leading_zero || count > most || matches!((word >> end) as u8, b'.' | b'e' | b'E') {
        return None;
    }
    let magnitude = eight((word ^ ZEROS) << (64 - end)) as i64;
    Some((at + count, if negative { -magnitude } else { magnitude }))
}

/// Exactly eight digits, the first of which is not zero.
#[inline(always)]
pub(super) fn eight_digits(word: u64) -> Option<u64> {
    (strays(word) == 0 && word & 0xFF != u64::from(b'0')).then(|| eight(word ^ ZEROS))
}

/// What follows the `e`. Saturates where no number of digits that fits into memory could make up for it.
#[inline(always)]
fn power_of_ten(bytes: &[u8], at: usize) -> Option<(usize, i64)> {
    let sign = bytes.get(at);
    let start = at + usize::from(matches!(sign, Some(b'+' | b'-')));
    let (end, mut power) = few_digits(bytes, start, 0);
    if end == start {
        return None;
    }
    if end - start > 15 {
        power = long_power(bytes, start, end);
    }
    // At most 15 digits, so far from 2^63.
    let power = power as i64;
    Some((end, if sign == Some(&b'-') { -power } else { power }))
}

#[cold]
#[inline(never)]
fn long_power(bytes: &[u8], start: usize, end: usize) -> u64 {
    const MOST: u64 = 1 << 48;
    let digits = bytes.iter().take(end).skip(start);
    digits.fold(0, |power: u64, digit| (power * 10 + u64::from(digit - b'0')).min(MOST))
}

/// Appends the digits that stand here to `value`, wrapping; gives the end and the value.
///
/// Eight at a time, the last few without a branch on their number: shortest floats differ in length, and a loop over
/// single digits mispredicts its end at every other value (12 % of the time for an array of doubles).
#[inline(always)]
pub(super) fn digits(bytes: &[u8], at: usize, value: u64) -> (usize, u64) {
    match up_to_eight(bytes, at, value) {
        Some((8, value)) => match up_to_eight(bytes, at + 8, value) {
            Some((8, value)) => few_digits(bytes, at + 16, value),
            Some((count, value)) => (at + 8 + count, value),
            None => few_digits(bytes, at + 8, value),
        },
        Some((count, value)) => (at + count, value),
        None => few_digits(bytes, at, value),
    }
}

#[inline(always)]
fn up_to_eight(bytes: &[u8], at: usize, value: u64) -> Option<(usize, u64)> {
    let word = load(bytes, at)?;
    let stray = strays(word);
    if stray == 0 {
        return Some((8, value.wrapping_mul(100_000_000).wrapping_add(eight(word ^ ZEROS))));
    }
    // A stray byte is there, so the count is below 8; the mask tells the compiler, which then checks no bounds.
    let count = (stray.trailing_zeros() / 8) as usize & 7;
    // Moved to the upper end, zeros take the place of what follows the digits. For a count of 0 in two steps.
    let padded = ((word ^ ZEROS) << 8) << (56 - 8 * count);
    Some((count, value.wrapping_mul(POWERS_OF_TEN[count]).wrapping_add(eight(padded))))
}

/// The high bit of each byte that is no digit.
///
/// What a digit leaves is below 10, and any other ASCII byte comes to the high bit when 0x76 is added. Carries come out of
/// bytes that are not ASCII alone and run upwards, so that those below the first such byte are found rightly.
#[inline(always)]
fn strays(word: u64) -> u64 {
    let values = word ^ ZEROS;
    (values | values.wrapping_add(NO_DIGITS)) & HIGHS
}

/// The same one by one.
#[inline(always)]
fn few_digits(bytes: &[u8], mut at: usize, mut value: u64) -> (usize, u64) {
    while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        at += 1;
    }
    (at, value)
}

const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);
const NO_DIGITS: u64 = u64::from_ne_bytes([0x76; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
const POWERS_OF_TEN: [u64; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// Eight digit values, the first in the lowest byte, as one number: neighbours are joined three times.
#[inline(always)]
fn eight(word: u64) -> u64 {
    let pairs = (word.wrapping_mul(10).wrapping_add(word >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(100).wrapping_add(pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    (fours.wrapping_mul(10_000).wrapping_add(fours >> 32)) & 0xFFFF_FFFF
}

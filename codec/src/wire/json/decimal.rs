//! Decimal to binary, exactly rounded.
//!
//! Small numbers by one exact operation on floats (Clinger 1990); the others by the product with a 128-bit power of
//! five (Eisel and Lemire: D. Lemire, "Number Parsing at a Gigabyte per Second", 2021). What those leave undecided
//! goes to `str::parse`.

// The widths are argued where they matter; all exponents here are below 2^12.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]

use super::powers::{POWERS, SMALLEST};

/// So many digits always fit into a `u64`.
pub(super) const EXACT_DIGITS: usize = 19;

/// Up to here one float operation decides. It would be exact up to 2^53, but shortest doubles of 15 to 17 digits lie on
/// both sides of that, and the mispredicted branch costs more than the product does (7 % on an array of them).
const SHORT: u64 = 1 << 43;

/// Powers of ten that a double holds exactly.
pub(super) const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// `mantissa * 10^exponent`.
#[inline]
pub(super) fn to_f64(mantissa: u64, exponent: i64) -> Option<f64> {
    if mantissa <= SHORT {
        if let Some(ten) = usize::try_from(exponent.unsigned_abs()).ok().and_then(|power| TENS.get(power)) {
            let exact = mantissa as f64;
            return Some(if exponent < 0 { exact / ten } else { exact * ten });
        }
    }
    round(mantissa, exponent)
}

/// A number of more than 19 digits, `exponent` being that of its last digit: decided by its first 19 significant
/// digits if both they and their successor round to the same double.
#[cold]
#[inline(never)]
pub(super) fn long_to_f64(text: &str, exponent: i64) -> Option<f64> {
    let mut digits = text.bytes().take_while(|b| !matches!(b, b'e' | b'E')).filter(u8::is_ascii_digit);
    let mut head = 0u64;
    while head < 10u64.pow(18) {
        match digits.next() {
            Some(digit) => head = head * 10 + u64::from(digit - b'0'),
            None => return to_f64(head, exponent),
        }
    }
    let rest = digits.clone().count();
    let exponent = exponent.saturating_add_unsigned(rest as u64);
    let low = round(head, exponent)?;
    if digits.all(|digit| digit == b'0') || Some(low) == round(head + 1, exponent) { Some(low) } else { None }
}

/// Eisel-Lemire.
#[inline(never)]
fn round(mantissa: u64, exponent: i64) -> Option<f64> {
    if mantissa == 0 || exponent < i64::from(SMALLEST) {
        return Some(0.0);
    }
    let Ok(power) = i32::try_from(exponent) else { return Some(f64::INFINITY) };
    let Some(&five) = usize::try_from(power - SMALLEST).ok().and_then(|at| POWERS.get(at)) else {
        return Some(f64::INFINITY);
    };
    let zeros = mantissa.leading_zeros();
    let (high, low) = product(mantissa << zeros, five);
    // The power of five was cut to 128 bits. Where they cannot be exact (they are within -27..=55), a lower half of
    // ones may hide a carry.
    if low == u64::MAX && !(-27..=55).contains(&power) {
        return None;
    }
    let upper = (high >> 63) as i32;
    // 53 bits and the one that decides on rounding.
    let bits = high >> (upper + 9);
    // 217706 / 2^16 is log2(10), near enough for the whole range; the result is the biased binary exponent.
    let binary = ((power * 217_706) >> 16) + 63 + 1023 + upper - zeros as i32;
    if binary <= 0 {
        return Some(subnormal(bits, binary));
    }
    // Halfway cases exist only for small powers; all others round up on the last bit.
    let halfway = low <= 1 && (-4..=23).contains(&power) && bits & 3 == 1 && bits << (upper + 9) == high;
    let rounded = if halfway { bits >> 1 } else { (bits + (bits & 1)) >> 1 };
    // The implicit bit, and a carry out of the mantissa, count one up in the exponent by themselves.
    let value = ((binary as u64 - 1) << 52) + rounded;
    Some(f64::from_bits(value.min(f64::INFINITY.to_bits())))
}

/// The upper 128 bits of a product of which only these can matter; the lower half of the power only where the upper
/// one leaves the rounding open.
#[inline(always)]
fn product(mantissa: u64, five: u128) -> (u64, u64) {
    let wide = u128::from(mantissa) * (five >> 64);
    let high = (wide >> 64) as u64;
    if high & 0x1FF != 0x1FF {
        return (high, wide as u64);
    }
    let carry = (u128::from(mantissa) * u128::from(five as u64)) >> 64;
    // (2^64 - 1)^2 + 2^64 - 1 is below 2^128.
    let wide = wide.wrapping_add(carry);
    ((wide >> 64) as u64, wide as u64)
}

#[cold]
fn subnormal(bits: u64, binary: i32) -> f64 {
    let Some(bits) = bits.checked_shr(binary.unsigned_abs() + 1) else { return 0.0 };
    f64::from_bits((bits + (bits & 1)) >> 1)
}

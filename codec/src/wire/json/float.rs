//! Floats as Python's `repr` writes them: the shortest digits that read back as the same double, with an exponent
//! below 1e-4 and from 1e16 on.

use super::integer;
use crate::wire::out::Out;

/// `zmij` agrees with Python except between 1e-9 and 1e-4: it goes on without an exponent down to 1e-5, and then gives
/// the exponent one digit where Python gives two.
#[inline]
pub(super) fn finite(out: &mut Out, value: f64) {
    if !short_decimal(out, value) {
        shortest(out, value);
    }
}

/// A value with at most six decimal places, as most that people enter and sensors send: two integers.
///
/// `n / 10^6` is the value, and `n` has at most 15 digits. No two decimals of so few digits are the same double, so
/// without trailing zeros these are the shortest digits that read back as the value.
#[inline]
fn short_decimal(out: &mut Out, value: f64) -> bool {
    const SCALE: f64 = 1e6;
    let magnitude = value.abs();
    if !(1e-4..1e9).contains(&magnitude) {
        return false;
    }
    let scaled = magnitude * SCALE;
    #[allow(clippy::cast_possible_truncation)] // below 10^15
    let n = scaled as i64;
    #[allow(clippy::cast_precision_loss, clippy::float_cmp)] // below 2^53, and meant to be exact
    if n as f64 != scaled || n as f64 / SCALE != magnitude {
        return false;
    }
    if value < 0.0 {
        out.byte(b'-');
    }
    let n = n.unsigned_abs();
    integer::unsigned(out, n / 1_000_000);
    integer::places(out, n % 1_000_000);
    true
}

#[inline(never)]
fn shortest(out: &mut Out, value: f64) {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value);
    if (1e-9..1e-4).contains(&value.abs()) {
        small(out, text);
    } else {
        out.short(text.as_bytes());
    }
}

#[inline(never)]
fn small(out: &mut Out, text: &str) {
    let (sign, magnitude) = match text.strip_prefix('-') {
        Some(magnitude) => ("-", magnitude),
        None => ("", text),
    };
    out.short(sign.as_bytes());
    let exponent = match magnitude.split_once("e-") {
        Some((mantissa, exponent)) => {
            out.short(mantissa.as_bytes());
            exponent.parse().unwrap_or_default()
        }
        None => scientific(out, magnitude),
    };
    // 5 to 9, by the range of the value.
    out.short(&[b'e', b'-', b'0', b'0' + exponent]);
}

/// The mantissa of `0.000..ddd` as `d.dd`; gives the exponent without its sign.
fn scientific(out: &mut Out, text: &str) -> u8 {
    let fraction = text.trim_start_matches("0.");
    let digits = fraction.trim_start_matches('0');
    let (first, rest) = digits.split_at_checked(1).unwrap_or_default();
    out.short(first.as_bytes());
    if !rest.is_empty() {
        out.byte(b'.');
        out.short(rest.as_bytes());
    }
    // As above: 5 or 6.
    u8::try_from(fraction.len() - digits.len() + 1).unwrap_or_default()
}

/// A float as text, which Python's `json` also makes of a float that is a dict key.
pub(crate) fn float_text(value: f64) -> String {
    if !value.is_finite() {
        return in_words(value).to_owned();
    }
    let mut out = Out::new(Vec::new());
    finite(&mut out, value);
    String::from_utf8(out.into_vec()).unwrap_or_default()
}

pub(super) fn in_words(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

//! Floats as Python's `repr` writes them: the shortest digits that read back as the same double, with an exponent
//! below 1e-4 and from 1e16 on.

use super::integer;
use crate::error::SerializationError;
use crate::wire::out::Out;

/// `zmij` agrees with Python except between 1e-9 and 1e-4: it goes on without an exponent down to 1e-5, and then gives
/// the exponent one digit where Python gives two.
fn finite(out: &mut Out, value: f64) {
    if !few_places(out, value) {
        many_places(out, value);
    }
}

/// What [`few_places`] declines.
#[inline]
pub(super) fn many_places(out: &mut Out, value: f64) {
    if !short_decimal(out, value) {
        shortest(out, value);
    }
}

/// 2^52: the doubles from here to 2^53 are the integers, so that adding it rounds to one and leaves its bits at the
/// lower end.
const UNIT: f64 = 4_503_599_627_370_496.0;

/// `value * scale` rounded to an integer, if that many of the reciprocals of `scale` are the value.
///
/// The product must be below 10^15: no two decimals of so few digits are the same double, so without zeros at the end
/// these are the shortest digits that read back as the value.
#[inline(always)]
fn scaled(magnitude: f64, scale: f64) -> Option<u64> {
    let shifted = magnitude * scale + UNIT;
    #[allow(clippy::float_cmp)] // meant to be exact
    let exact = (shifted - UNIT) / scale == magnitude;
    exact.then(|| shifted.to_bits() - UNIT.to_bits())
}

/// With four places still below 10^8.
const FEW: f64 = 9999.9;

/// Up to four digits on both sides of the point: as one integer of eight digits.
#[inline]
pub(super) fn few_places(out: &mut Out, value: f64) -> bool {
    let magnitude = value.abs();
    // NaN is not below either.
    #[allow(clippy::neg_cmp_op_on_partial_ord)]
    if !(magnitude < FEW) {
        return false;
    }
    let Some(n) = scaled(magnitude, 1e4) else { return false };
    if value.is_sign_negative() {
        out.byte(b'-');
    }
    integer::ten_thousandths(out, n);
    true
}

/// A value with at most six decimal places, as most that people enter and sensors send: two integers.
#[inline]
fn short_decimal(out: &mut Out, value: f64) -> bool {
    let magnitude = value.abs();
    if !(1e-4..1e9).contains(&magnitude) {
        return false;
    }
    let Some(n) = scaled(magnitude, 1e6) else { return false };
    if value < 0.0 {
        out.byte(b'-');
    }
    integer::unsigned(out, n / 1_000_000);
    integer::places(out, n % 1_000_000);
    true
}

/// As msgspec writes what [`few_places`] declines: with an exponent below 1e-5 and from 1e16 on, without a `+`.
#[cfg(feature = "fast_json")]
pub(super) fn fast(out: &mut Out, value: f64) {
    if (1e-4..1e16).contains(&value.abs()) {
        return many_places(out, value);
    }
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value);
    match text.split_once('+') {
        Some((mantissa, exponent)) => {
            out.short(mantissa.as_bytes());
            out.short(exponent.as_bytes());
        }
        None => out.short(text.as_bytes()),
    }
}

/// Hands the floats of a list to `write` with their indices and, where it is needed, `zmij`'s text.
///
/// Several texts are made before the first of them is copied: to read one back at once, with wider loads than it was
/// stored with, waits until the stores are through to the cache (a third of the time for an array of doubles).
#[inline(always)]
pub(super) fn list(
    values: &[f64],
    mut write: impl FnMut(usize, f64, Option<&str>) -> Result<(), SerializationError>,
) -> Result<(), SerializationError> {
    const GROUP: usize = 4;
    let mut buffers: [zmij::Buffer; GROUP] = std::array::from_fn(|_| zmij::Buffer::new());
    for (group, start) in values.chunks(GROUP).zip((0..).step_by(GROUP)) {
        let mut texts = [None; GROUP];
        for ((&value, text), buffer) in group.iter().zip(&mut texts).zip(&mut buffers) {
            if value.is_finite() && !has_few_places(value) {
                *text = Some(buffer.format_finite(value));
            }
        }
        for ((&value, text), index) in group.iter().zip(texts).zip(start..) {
            write(index, value, text)?;
        }
    }
    Ok(())
}

#[inline]
fn has_few_places(value: f64) -> bool {
    value.abs() < FEW && scaled(value.abs(), 1e4).is_some()
}

#[inline(never)]
fn shortest(out: &mut Out, value: f64) {
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value);
    shortest_text(out, value, text);
}

/// What `zmij` has made of the value.
#[inline]
pub(super) fn shortest_text(out: &mut Out, value: f64, text: &str) {
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

/// A float that is a dict key as msgspec writes it.
#[cfg(feature = "fast_json")]
pub(crate) fn fast_float_text(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string().to_lowercase();
    }
    let mut out = Out::new(Vec::new());
    if !few_places(&mut out, value) {
        fast(&mut out, value);
    }
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

//! Decimal numbers (feature `decimal`): `rust_decimal::Decimal` as Python's `str(decimal.Decimal)`.
//!
//! ```standalone_crate
//! use codec::{Codec, Json, ext, json_serializable};
//! use rust_decimal::Decimal;
//!
//! #[json_serializable]
//! #[derive(Debug, PartialEq)]
//! struct Bid {
//!     #[codec(object = ext::decimal::serializer)]
//!     price: Decimal,
//! }
//!
//! let codec = Json::builder().serializers([ext::decimal::serializer]).build()?;
//! let price = Decimal::new(12_50, 2);
//! let bytes = codec.encode(&price)?;
//! assert_eq!(bytes, br#"{"__type__":[-1448468165,"12.50"]}"#);
//! assert_eq!(codec.decode_as::<Decimal>(&bytes)?, price);
//!
//! let bid = Bid { price };
//! assert_eq!(codec.decode_as::<Bid>(&codec.encode(&bid)?)?, bid);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![allow(clippy::arithmetic_side_effects, reason = "digits and scale are at most 29 where they are added")]

use rust_decimal::Decimal;

use crate::error::DecodeError;
use crate::serializer::Serializer;
use crate::serializer::shape::Ids;
use crate::value::Value;

/// The class is the same on CPython 3.10 to 3.14.
const IDS: Ids = Ids { emitted: [-1_448_468_165; 5], accepted: &[-1_448_468_165] };

/// The most decimal places that the Rust type has.
const PLACES: i64 = 28;

/// The serializer of [`Decimal`], with the id that mango-agents gives `decimal.Decimal`.
///
/// Writes what `str` gives for the same number in Python: `12.50`, `-0`, `1E-7`. Reads everything that Python prints
/// and that the Rust type holds exactly, which is 28 decimal places and 96 bits of digits: `1E+2` is 100, and zeros
/// behind the last place that fits are dropped. Integers are read as well. `NaN` and `Infinity` are errors, and so is
/// whatever would have to be rounded.
///
/// # Example
/// ```
/// use codec::{Codec, Json, ext};
/// use rust_decimal::Decimal;
///
/// let codec = Json::aiomas([ext::decimal::serializer]);
/// assert_eq!(codec.decode_as::<Decimal>(br#"{"__type__":[0,"1E+2"]}"#)?, Decimal::from(100));
/// assert!(codec.decode(br#"{"__type__":[0,"NaN"]}"#).unwrap_err().is_invalid());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn serializer() -> Serializer {
    Serializer::new::<Decimal>(|decimal| Ok(Value::from(text(decimal))), from_value)
        .with_name("Decimal")
        .with_ids(&IDS)
}

/// Python's `str`: an exponent where the number has more than five zeros behind the point.
fn text(decimal: &Decimal) -> String {
    let digits = decimal.mantissa().unsigned_abs().to_string();
    let sign = if decimal.is_sign_negative() { "-" } else { "" };
    let scale = decimal.scale() as usize;
    // Digits before the point, or minus the zeros behind it.
    match digits.len().checked_sub(scale) {
        _ if scale == 0 => format!("{sign}{digits}"),
        Some(whole) if whole > 0 => {
            let (whole, fraction) = digits.split_at(whole);
            format!("{sign}{whole}.{fraction}")
        }
        _ if scale - digits.len() < 6 => format!("{sign}0.{digits:0>scale$}"),
        _ => scientific(sign, &digits, scale),
    }
}

fn scientific(sign: &str, digits: &str, scale: usize) -> String {
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{first}{point}{rest}E-{}", scale - rest.len())
}

fn from_value(value: Value) -> Result<Decimal, DecodeError> {
    match value {
        Value::String(text) => parse(&text),
        Value::Int(_) | Value::UInt(_) | Value::BigInt(_) => parse(&value.to_string()),
        other => Err(DecodeError::mismatch("a decimal number as text", other.kind_name())),
    }
}

fn parse(text: &str) -> Result<Decimal, DecodeError> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if unsigned.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err(no_number(unsigned));
    }
    let number = Number::parse(unsigned).ok_or_else(|| {
        DecodeError::custom(
            "a decimal number is digits, with a point and an exponent if need be, such as -1.5E+3",
        )
    })?;
    let mut decimal = number.fit().ok_or_else(|| {
        DecodeError::custom(
            "the number needs more than the 28 decimal places or 96 bits that a `Decimal` of Rust has",
        )
    })?;
    decimal.set_sign_negative(negative);
    Ok(decimal)
}

#[cold]
fn no_number(word: &str) -> DecodeError {
    let lower = word.to_ascii_lowercase();
    if lower.starts_with("inf") {
        return DecodeError::custom("a `Decimal` of Rust has no infinity");
    }
    if lower.starts_with("nan") || lower.starts_with("snan") {
        return DecodeError::custom("a `Decimal` of Rust has no NaN");
    }
    DecodeError::custom("a decimal number begins with a digit")
}

/// `digits * 10^(zeros + exponent)`, where `zeros` are the last digits of the text.
struct Number {
    /// More than 128 bits are `None`.
    digits: Option<u128>,
    zeros: i64,
    exponent: i64,
}

impl Number {
    fn parse(text: &str) -> Option<Number> {
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent_of(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let (digits, zeros) = significant(whole.bytes().chain(fraction.bytes()));
        let places = i64::try_from(fraction.len()).ok()?;
        Some(Number { digits, zeros, exponent: exponent.saturating_sub(places) })
    }

    /// With as many decimal places as it was written with, or as near to that as fits.
    fn fit(&self) -> Option<Decimal> {
        let digits = self.digits?;
        let lowest = if digits == 0 { 0 } else { self.exponent.saturating_add(self.zeros) };
        let written = self.exponent.clamp(-PLACES, 0);
        (written..=lowest.min(0)).find_map(|place| {
            let shift = u32::try_from(if digits == 0 { 0 } else { lowest.saturating_sub(place) }).ok()?;
            let mantissa = digits.checked_mul(10_u128.checked_pow(shift)?)?;
            let scale = u32::try_from(place.saturating_neg()).ok()?;
            Decimal::try_from_i128_with_scale(i128::try_from(mantissa).ok()?, scale).ok()
        })
    }
}

/// All digits but the last zeros, and how many those are.
fn significant(digits: impl Iterator<Item = u8>) -> (Option<u128>, i64) {
    let (mut value, mut zeros) = (Some(0_u128), 0_u32);
    for digit in digits {
        if digit == b'0' {
            zeros = if value == Some(0) { 0 } else { zeros.saturating_add(1) };
            continue;
        }
        value = value.and_then(|value| {
            let shifted = value.checked_mul(10_u128.checked_pow(zeros.checked_add(1)?)?)?;
            shifted.checked_add(u128::from(digit.wrapping_sub(b'0')))
        });
        zeros = 0;
    }
    (value, zeros.into())
}

/// Python's exponents have up to 18 digits; more would be more than any number here has places for.
fn exponent_of(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = digits.parse().unwrap_or(i64::MAX);
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Codec, Json, PythonVersion, type_id};

    fn read(text: &str) -> Result<Decimal, DecodeError> {
        from_value(Value::from(text))
    }

    #[test]
    fn has_the_id_of_the_python_class() {
        for python in PythonVersion::ALL {
            assert_eq!(serializer().type_id(python), Some(type_id("Decimal", &[], &["value", "context"])));
        }
    }

    /// As CPython 3.11 prints `Decimal((sign, digits, exponent))`.
    #[test]
    fn is_written_as_python_writes_it() {
        for (mantissa, scale, python) in [
            (0, 0, "0"),
            (0, 2, "0.00"),
            (0, 6, "0.000000"),
            (0, 7, "0E-7"),
            (1, 6, "0.000001"),
            (1, 7, "1E-7"),
            (-15, 8, "-1.5E-7"),
            (123_456, 11, "0.00000123456"),
            (123_456, 12, "1.23456E-7"),
            (1250, 2, "12.50"),
            (-5, 1, "-0.5"),
            (100, 0, "100"),
            (79_228_162_514_264_337_593_543_950_335, 0, "79228162514264337593543950335"),
            (79_228_162_514_264_337_593_543_950_335, 28, "7.9228162514264337593543950335"),
            (1, 28, "1E-28"),
        ] {
            let decimal = Decimal::from_i128_with_scale(mantissa, scale);
            assert_eq!(text(&decimal), python);
            let back = read(python).unwrap();
            assert_eq!((back.mantissa(), back.scale()), (mantissa, scale), "{python}");
        }
        let mut zero = Decimal::new(0, 1);
        zero.set_sign_negative(true);
        assert_eq!(text(&zero), "-0.0");
        assert_eq!(text(&read("-0.0").unwrap()), "-0.0");
    }

    #[test]
    fn what_python_prints_and_the_type_holds_is_read() {
        for (python, mantissa, scale) in [
            ("1E+2", 100, 0),
            ("-1.5E+3", -1500, 0),
            ("0E+500", 0, 0),
            ("0E-500", 0, 28),
            ("7E+28", 70_000_000_000_000_000_000_000_000_000, 0),
            ("1.00000000000000000000000000000000000000000", 10_000_000_000_000_000_000_000_000_000, 28),
            ("9.00000000000000000000000000000000000000000", 9_000_000_000_000_000_000_000_000_000, 27),
            ("1230000000000000000000000000000000E-32", 12_300_000_000_000_000_000_000_000_000, 27),
            ("+.5e0", 5, 1),
            ("5.", 5, 0),
            ("000012", 12, 0),
        ] {
            let found = read(python).unwrap();
            assert_eq!((found.mantissa(), found.scale()), (mantissa, scale), "{python}");
        }
        assert_eq!(from_value(Value::from(-12)).unwrap(), Decimal::from(-12));
        assert_eq!(
            from_value(Value::from(u128::from(u64::MAX) + 1)).unwrap(),
            Decimal::from(u128::from(u64::MAX) + 1)
        );
    }

    #[test]
    fn the_rest_is_an_error_that_says_why() {
        let too_much =
            "the number needs more than the 28 decimal places or 96 bits that a `Decimal` of Rust has";
        for text in [
            "1E-29",
            "1E+29",
            "79228162514264337593543950336",
            "1.00000000000000000000000000001",
            "1E+999999999999999999",
            "1E-99999999999999999999",
            "123456789012345678901234567890123456789012345678901234567890",
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), too_much, "{text}");
        }
        for text in ["NaN", "-sNaN", "NaN123"] {
            assert_eq!(read(text).unwrap_err().to_string(), "a `Decimal` of Rust has no NaN");
        }
        for text in ["Infinity", "-Infinity", "inf"] {
            assert_eq!(read(text).unwrap_err().to_string(), "a `Decimal` of Rust has no infinity");
        }
        let form = "a decimal number is digits, with a point and an exponent if need be, such as -1.5E+3";
        for text in
            ["", "-", ".", "1.2.3", "1E", "1E+", "1E1.5", "1_000", " 1", "1 ", "٣", "--1", "+-1", "1e-"]
        {
            assert_eq!(read(text).unwrap_err().to_string(), form, "{text}");
        }
        assert_eq!(read("x").unwrap_err().to_string(), "a decimal number begins with a digit");
        assert!(from_value(Value::from(0.5)).unwrap_err().is_type_mismatch());
    }

    #[test]
    fn long_texts_cost_no_more_than_their_length() {
        let zeros = "0".repeat(1 << 20);
        assert_eq!(read(&format!("1.{zeros}")).unwrap(), Decimal::ONE);
        assert_eq!(read(&format!("{zeros}1")).unwrap(), Decimal::ONE);
        assert!(read(&format!("1{zeros}1")).unwrap_err().is_invalid());
    }

    #[test]
    fn a_plain_value_has_the_crates_own_form() {
        let decimal = Decimal::new(12_50, 2);
        let bytes = Json::new().encode(&decimal).unwrap();
        assert_eq!(bytes, br#""12.50""#);
        assert_eq!(Json::new().decode_as::<Decimal>(&bytes).unwrap(), decimal);
    }
}

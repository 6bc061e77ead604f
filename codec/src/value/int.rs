//! Integers beyond 64 bits.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::Value;
use crate::error::{DecodeError, DecodeKind};

/// An integer of any size, exact.
///
/// # Example
/// ```
/// use codec::BigInt;
/// let big: BigInt = "-0123456789012345678901234567890".parse()?;
/// assert_eq!(big.to_string(), "-123456789012345678901234567890");
/// assert_eq!(big.as_i128(), Some(-123_456_789_012_345_678_901_234_567_890));
/// assert!(big < BigInt::from(0_i64));
/// # Ok::<(), codec::DecodeError>(())
/// ```
///
/// It carries numbers and does not calculate: it is decimal text in the one form that each number has.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BigInt(Box<str>);

impl BigInt {
    /// The decimal digits, with a minus sign if it is negative, and without leading zeros.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number, if 128 bits with a sign hold it.
    pub fn as_i128(&self) -> Option<i128> {
        self.0.parse().ok()
    }

    /// The number, if 128 bits without a sign hold it.
    pub fn as_u128(&self) -> Option<u128> {
        self.0.parse().ok()
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = digits.trim_start_matches('0');
        Some(BigInt(match (negative, digits) {
            (_, "") => "0".into(),
            (true, _) => format!("-{digits}").into(),
            (false, _) => digits.into(),
        }))
    }

    /// Sign and digits.
    fn parts(&self) -> (bool, &str) {
        self.0.strip_prefix('-').map_or((false, &*self.0), |digits| (true, digits))
    }
}

impl FromStr for BigInt {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        BigInt::parse(text)
            .ok_or_else(|| DecodeError::new(DecodeKind::Syntax, "this is not a decimal integer"))
    }
}

impl Ord for BigInt {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |x: &str, y: &str| x.len().cmp(&y.len()).then_with(|| x.cmp(y));
        match (self.parts(), other.parts()) {
            ((false, x), (false, y)) => size(x, y),
            ((true, x), (true, y)) => size(y, x),
            ((true, _), _) => Ordering::Less,
            _ => Ordering::Greater,
        }
    }
}

impl PartialOrd for BigInt {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for BigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BigInt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! primitives {
    ($($int:ty),*) => {$(
        impl From<$int> for BigInt {
            fn from(number: $int) -> Self {
                BigInt(itoa::Buffer::new().format(number).into())
            }
        }

        /// Fails if the number is out of range.
        impl TryFrom<&BigInt> for $int {
            type Error = DecodeError;

            fn try_from(big: &BigInt) -> Result<Self, DecodeError> {
                big.0.parse().map_err(|_| out_of_range(stringify!($int)))
            }
        }
    )*};
}

primitives!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

#[cold]
pub(super) fn out_of_range(target: &str) -> DecodeError {
    DecodeError::new(DecodeKind::Type, format!("the integer does not fit {target}"))
}

/// In the smallest variant that holds it.
impl From<BigInt> for Value {
    fn from(big: BigInt) -> Self {
        if let Ok(small) = big.0.parse::<i64>() {
            Value::Int(small)
        } else if let Ok(small) = big.0.parse::<u64>() {
            Value::UInt(small)
        } else {
            Value::BigInt(big)
        }
    }
}

impl Value {
    /// The integer that decimal text stands for, in the smallest variant that holds it.
    pub(crate) fn integer(text: &str) -> Option<Value> {
        if let Ok(small) = text.parse() {
            return Some(Value::Int(small));
        }
        BigInt::parse(text).map(Value::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_one_form() {
        let print = |text: &str| text.parse::<BigInt>().map(|big| big.to_string()).ok();
        assert_eq!(print("-0").as_deref(), Some("0"));
        assert_eq!(print("+007").as_deref(), Some("7"));
        assert_eq!(print("-0070").as_deref(), Some("-70"));
        for bad in ["", "-", "+", "1.0", "1e5", "--1", "1_0", " 1", "٣"] {
            assert_eq!(print(bad), None, "{bad}");
        }
    }

    #[test]
    fn numbers_take_the_smallest_variant() {
        assert!(matches!(Value::integer("-0"), Some(Value::Int(0))));
        assert!(matches!(Value::integer("-9223372036854775808"), Some(Value::Int(i64::MIN))));
        assert!(matches!(Value::integer("9223372036854775808"), Some(Value::UInt(_))));
        assert!(matches!(Value::integer("18446744073709551616"), Some(Value::BigInt(_))));
        assert!(matches!(Value::from(-1_i128), Value::Int(-1)));
        assert!(matches!(Value::from(u128::from(u64::MAX)), Value::UInt(u64::MAX)));
        assert!(matches!(Value::from(i128::MIN), Value::BigInt(_)));
        assert!(Value::integer("1.5").is_none());
    }

    #[test]
    fn order_is_numeric() {
        let texts = ["-100", "-99", "-1", "0", "2", "10", "99999999999999999999"];
        let numbers: Vec<BigInt> = texts.iter().map(|text| text.parse().unwrap()).collect();
        assert!(numbers.is_sorted());
        assert_eq!(u128::try_from(&numbers[6]).unwrap(), 99_999_999_999_999_999_999);
        assert!(u64::try_from(&numbers[6]).is_err());
    }
}

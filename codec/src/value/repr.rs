//! The Python representation of values.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "places of a decimal point: the shortest text of a float has 17 digits and an exponent of three"
)]

use std::fmt::{self, Display, Formatter, Write as _};

use super::{Dict, List, Map, Object, Unknown, Value};

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("None"),
            Value::Bool(true) => f.write_str("True"),
            Value::Bool(false) => f.write_str("False"),
            Value::Int(number) => write!(f, "{number}"),
            Value::UInt(number) => write!(f, "{number}"),
            Value::BigInt(number) => f.write_str(number.as_str()),
            Value::Float(number) => float(f, *number),
            Value::String(text) => string(f, text),
            Value::Bytes(data) => bytes(f, data),
            Value::List(elements) => list(f, elements),
            Value::Dict(entries) => dict(f, entries),
            Value::Map(entries) => map(f, entries),
            Value::Ext(ext) => {
                write!(f, "ExtType(code={}, data=", ext.code())?;
                bytes(f, ext.data())?;
                f.write_char(')')
            }
            Value::Unknown(inner) => unknown(f, inner),
            Value::Object(inner) => object(f, inner),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl Display for Object {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        object(f, self)
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        object(f, self)
    }
}

/// `Name(x=1, y='abc')`, as the Python decorator gives it; `Name(5)` if the payload is no dict.
fn object(f: &mut Formatter<'_>, object: &Object) -> fmt::Result {
    write!(f, "{}(", object.name())?;
    match object.payload() {
        Ok(payload) => match &*payload {
            Value::Dict(fields) => separated(f, fields, |f, (key, value)| write!(f, "{key}={value}"))?,
            other => write!(f, "{other}")?,
        },
        Err(_) => f.write_str("...")?,
    }
    f.write_char(')')
}

pub(super) fn unknown(f: &mut Formatter<'_>, unknown: &Unknown) -> fmt::Result {
    write!(f, "Unknown(id={}, data={})", unknown.id(), unknown.data())
}

pub(super) fn list(f: &mut Formatter<'_>, list: &List) -> fmt::Result {
    f.write_char('[')?;
    separated(f, list, |f, value| write!(f, "{value}"))?;
    f.write_char(']')
}

pub(super) fn dict(f: &mut Formatter<'_>, dict: &Dict) -> fmt::Result {
    f.write_char('{')?;
    separated(f, dict, |f, (key, value)| {
        string(f, key)?;
        write!(f, ": {value}")
    })?;
    f.write_char('}')
}

pub(super) fn map(f: &mut Formatter<'_>, map: &Map) -> fmt::Result {
    f.write_char('{')?;
    separated(f, map, |f, (key, value)| write!(f, "{key}: {value}"))?;
    f.write_char('}')
}

fn separated<T>(
    f: &mut Formatter<'_>,
    items: impl IntoIterator<Item = T>,
    write: impl Fn(&mut Formatter<'_>, T) -> fmt::Result,
) -> fmt::Result {
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            f.write_str(", ")?;
        }
        write(f, item)?;
    }
    Ok(())
}

fn string(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    let quote = quote(text.contains('\''), text.contains('"'));
    f.write_char(quote)?;
    for c in text.chars() {
        match c {
            '\\' => f.write_str(r"\\")?,
            '\n' => f.write_str(r"\n")?,
            '\r' => f.write_str(r"\r")?,
            '\t' => f.write_str(r"\t")?,
            c if c == quote => write!(f, "\\{c}")?,
            c if is_printable(c) => f.write_char(c)?,
            c => match u32::from(c) {
                code @ ..0x100 => write!(f, "\\x{code:02x}")?,
                code @ ..0x1_0000 => write!(f, "\\u{code:04x}")?,
                code => write!(f, "\\U{code:08x}")?,
            },
        }
    }
    f.write_char(quote)
}

pub(super) fn bytes(f: &mut Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    let quote = quote(bytes.contains(&b'\''), bytes.contains(&b'"'));
    write!(f, "b{quote}")?;
    for &byte in bytes {
        match byte {
            b'\\' => f.write_str(r"\\")?,
            b'\n' => f.write_str(r"\n")?,
            b'\r' => f.write_str(r"\r")?,
            b'\t' => f.write_str(r"\t")?,
            b' '..=b'~' if char::from(byte) == quote => write!(f, "\\{quote}")?,
            b' '..=b'~' => f.write_char(byte.into())?,
            _ => write!(f, "\\x{byte:02x}")?,
        }
    }
    f.write_char(quote)
}

/// Python prefers single quotes, unless they alone would need escapes.
fn quote(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

/// Whether Python prints the character as it is.
///
/// The standard library's table behind `escape_debug` has the same Unicode categories as Python's `isprintable`. It is
/// asked for a character that is not the first of its text, because a combining mark is escaped only there.
fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, ' '..='~');
    }
    let mut buffer = [b'a'; 5];
    c.encode_utf8(&mut buffer[1..]);
    let text =
        buffer.get(..=c.len_utf8()).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default();
    text.escape_debug().nth(1) == Some(c)
}

fn float(f: &mut Formatter<'_>, x: f64) -> fmt::Result {
    let mut text = String::with_capacity(24);
    repr_f64(x, &mut text);
    f.write_str(&text)
}

/// Appends what Python's `repr` gives for a float: the shortest digits that read back as the same number, with an
/// exponent only below 1e-4 and from 1e16.
pub(crate) fn repr_f64(x: f64, out: &mut String) {
    if !x.is_finite() {
        return out.push_str(if x.is_nan() {
            "nan"
        } else if x < 0.0 {
            "-inf"
        } else {
            "inf"
        });
    }
    if x.is_sign_negative() {
        out.push('-');
    }
    if x == 0.0 {
        return out.push_str("0.0");
    }
    let mut buffer = zmij::Buffer::new();
    let (digits, point) = decimal(buffer.format_finite(x.abs()));
    if (-3..=16).contains(&point) { fixed(&digits, point, out) } else { scientific(&digits, point - 1, out) }
}

/// The significant digits, and how many of them stand before the decimal point.
fn decimal(text: &str) -> (String, i32) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    let zeros = all.len() - digits.len();
    // At most 24 digits and an exponent of three: the conversions cannot fail.
    let before = i32::try_from(whole.len()).unwrap_or(0) - i32::try_from(zeros).unwrap_or(0);
    (digits.trim_end_matches('0').to_owned(), before + exponent.parse::<i32>().unwrap_or(0))
}

fn fixed(digits: &str, point: i32, out: &mut String) {
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let length = i32::try_from(digits.len()).unwrap_or(0);
    if point <= 0 {
        out.push_str("0.");
        out.push_str(&zeros(-point));
        out.push_str(digits);
    } else if point >= length {
        out.push_str(digits);
        out.push_str(&zeros(point - length));
        out.push_str(".0");
    } else {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
        out.push_str(whole);
        out.push('.');
        out.push_str(fraction);
    }
}

/// `1e+16`, `1.5e-07`: the sign always, and at least two digits of exponent.
fn scientific(digits: &str, exponent: i32, out: &mut String) {
    let (first, rest) = digits.split_at(1.min(digits.len()));
    let point = if rest.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    // Writing to a string does not fail.
    let _ = write!(out, "{first}{point}{rest}e{sign}{:02}", exponent.unsigned_abs());
}

#[cfg(test)]
mod tests {
    use super::super::{Bytes, Ext};
    use super::*;

    fn repr(value: impl Into<Value>) -> String {
        value.into().to_string()
    }

    #[test]
    fn floats_as_python_prints_them() {
        let cases = [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1.0, "1.0"),
            (0.5, "0.5"),
            (-2.25, "-2.25"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e15, "1000000000000000.0"),
            (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
            (9_999_999_999_999_998.0, "9999999999999998.0"),
            (1e16, "1e+16"),
            (1.5e16, "1.5e+16"),
            (1e22, "1e+22"),
            (1e100, "1e+100"),
            (0.0001, "0.0001"),
            (0.000_123, "0.000123"),
            (0.00001, "1e-05"),
            (1.5e-7, "1.5e-07"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
            (100.0, "100.0"),
            (1234.5, "1234.5"),
            (f64::NAN, "nan"),
            (f64::NEG_INFINITY, "-inf"),
        ];
        for (number, text) in cases {
            assert_eq!(repr(number), text);
        }
    }

    #[test]
    fn strings_as_python_prints_them() {
        let cases = [
            ("abc", "'abc'"),
            ("it's", "\"it's\""),
            ("'\"", r#"'\'"'"#),
            ("\"", "'\"'"),
            ("a\\b\n\r\t\0\x7f\u{80}", r"'a\\b\n\r\t\x00\x7f\x80'"),
            ("ä€😀e\u{301}", "'ä€😀e\u{301}'"),
            ("\u{ad}\u{a0}\u{200b}\u{2028}\u{feff}\u{e000}", r"'\xad\xa0\u200b\u2028\ufeff\ue000'"),
            ("\u{e0001}\u{10ffff}", r"'\U000e0001\U0010ffff'"),
        ];
        for (text, expected) in cases {
            assert_eq!(repr(text), expected);
        }
    }

    #[test]
    fn bytes_as_python_prints_them() {
        assert_eq!(repr(Bytes::from(b"a'\\\n\xff\x00")), r#"b"a'\\\n\xff\x00""#);
        assert_eq!(repr(Bytes::from(b"'\"")), r#"b'\'"'"#);
        assert_eq!(repr(Ext::new(-1, [0])), r"ExtType(code=-1, data=b'\x00')");
    }

    #[test]
    fn containers_and_objects() {
        let fields = Dict::from([("x", Value::from(1)), ("y", "abc".into()), ("z", vec![0.5].into())]);
        assert_eq!(repr(fields.clone()), "{'x': 1, 'y': 'abc', 'z': [0.5]}");
        let object = |payload| Value::Object(Object::named("Data", payload));
        assert_eq!(repr(object(fields.into())), "Data(x=1, y='abc', z=[0.5])");
        assert_eq!(repr(object(Value::from(5))), "Data(5)");
        assert_eq!(
            repr(vec![Value::Null, true.into(), false.into(), u64::MAX.into()]),
            format!("[None, True, False, {}]", u64::MAX)
        );
        assert_eq!(format!("{:?}", Value::from("x")), "'x'");
    }
}

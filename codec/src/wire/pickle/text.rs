//! The text forms of protocols 0 to 2.

/// What stands between the quotes of a Python 2 string, its escapes resolved. Python takes such a string for ASCII.
pub(super) fn quoted(line: &[u8]) -> Option<String> {
    let line = line.trim_ascii();
    let inner = [b'\'', b'"']
        .iter()
        .find_map(|quote| line.strip_prefix(&[*quote]).and_then(|rest| rest.strip_suffix(&[*quote])))?;
    let mut out = Vec::with_capacity(inner.len());
    let mut rest = inner.iter().copied();
    while let Some(byte) = rest.next() {
        if byte == b'\\' {
            escape(&mut rest, &mut out)?;
        } else {
            out.push(byte);
        }
    }
    if out.is_ascii() { String::from_utf8(out).ok() } else { None }
}

/// Behind a backslash.
fn escape(rest: &mut (impl Iterator<Item = u8> + Clone), out: &mut Vec<u8>) -> Option<()> {
    let byte = match rest.next()? {
        b'\n' => return Some(()),
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0B,
        b'x' => u8::try_from(number(rest, 2)?).ok()?,
        digit @ b'0'..=b'7' => octal(digit, rest),
        same @ (b'\\' | b'\'' | b'"') => same,
        other => {
            out.push(b'\\');
            other
        }
    };
    out.push(byte);
    Some(())
}

/// One to three octal digits; the lowest eight bits count.
fn octal(first: u8, rest: &mut (impl Iterator<Item = u8> + Clone)) -> u8 {
    let mut value = first & 7;
    for _ in 0..2 {
        match rest.clone().next() {
            Some(digit @ b'0'..=b'7') => value = value << 3 | (digit & 7),
            _ => break,
        }
        rest.next();
    }
    value
}

/// Python's `raw-unicode-escape`: Latin-1, with `\uXXXX` and `\UXXXXXXXX`. Surrogates are no text.
pub(super) fn raw_unicode_escape(line: &[u8]) -> Option<String> {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.iter().copied();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            out.push(char::from(byte));
            continue;
        }
        let digits = match rest.next() {
            Some(b'u') => 4,
            Some(b'U') => 8,
            other => {
                out.push('\\');
                out.extend(other.map(char::from));
                continue;
            }
        };
        out.push(char::from_u32(number(&mut rest, digits)?)?);
    }
    Some(out)
}

/// Exactly this many hexadecimal digits.
fn number(rest: &mut impl Iterator<Item = u8>, digits: u32) -> Option<u32> {
    (0..digits).try_fold(0_u32, |value, _| {
        let digit = char::from(rest.next()?).to_digit(16)?;
        Some(value << 4 | digit)
    })
}

/// An integer with an optional sign and nothing else.
pub(super) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_python_2() {
        let text = |line: &[u8]| quoted(line);
        assert_eq!(text(b"'abc'").as_deref(), Some("abc"));
        assert_eq!(text(br#""it's""#).as_deref(), Some("it's"));
        assert_eq!(text(br"'a\n\t\\\'\x41\101\18\q'").as_deref(), Some("a\n\t\\'AA\u{1}8\\q"));
        assert_eq!(
            text(b"'\\a\\b\\f\\r\\v\\\"\\\\'").as_deref(),
            Some("\u{7}\u{8}\u{c}\r\u{b}\"\\"),
            "each by its letter"
        );
        assert_eq!(text(b"'one \\\nline'").as_deref(), Some("one line"));
        assert_eq!(text(b"''").as_deref(), Some(""));
        for bad in [&b"'"[..], b"abc", b"'abc\"", br"'\x4'", br"'\'", br"'\xff'", b"'\xe4'", b""] {
            assert_eq!(text(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn text_of_protocol_0() {
        let text = |line: &[u8]| raw_unicode_escape(line);
        assert_eq!(text(b"abc \xe4 \\u20ac \\U0001f600").as_deref(), Some("abc ä € 😀"));
        assert_eq!(text(br"\\u0041 \q \").as_deref(), Some(r"\\u0041 \q \"));
        for bad in [&br"\u12"[..], br"\ud800", br"\U00110000", br"\uzzzz"] {
            assert_eq!(text(bad), None, "{bad:?}");
        }
    }
}

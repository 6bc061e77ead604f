//! Strings on their way out.

use super::scan;

/// Content of a string, without its quotes, in UTF-8.
#[inline]
pub(super) fn utf8(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    let plain = scan::plain(bytes);
    if plain == bytes.len() {
        out.extend_from_slice(bytes);
    } else {
        utf8_mixed(out, bytes, plain);
    }
}

#[inline(never)]
fn utf8_mixed(out: &mut Vec<u8>, mut rest: &[u8], mut plain: usize) {
    while let Some((&byte, after)) = rest.get(plain..).and_then(<[u8]>::split_first) {
        out.extend_from_slice(&rest[..plain]); // `plain` is in bounds: the byte after it was just taken
        control(out, byte);
        rest = after;
        plain = scan::plain(rest);
    }
    out.extend_from_slice(rest);
}

/// Content of a string, without its quotes, in ASCII as Python's `json` writes it.
#[inline]
pub(super) fn ascii(out: &mut Vec<u8>, text: &str) {
    let plain = scan::plain_ascii(text.as_bytes());
    if plain == text.len() {
        out.extend_from_slice(text.as_bytes());
    } else {
        ascii_mixed(out, text, plain);
    }
}

#[inline(never)]
fn ascii_mixed(out: &mut Vec<u8>, text: &str, mut plain: usize) {
    let mut rest = text;
    // Plain bytes are ASCII, so the split is on a character boundary.
    while let Some((head, tail)) = rest.split_at_checked(plain) {
        out.extend_from_slice(head.as_bytes());
        let mut chars = tail.chars();
        match chars.next() {
            Some(c) if c.is_ascii() => control(out, c as u8),
            Some(c) => code_units(out, c),
            None => return,
        }
        rest = chars.as_str();
        plain = scan::plain_ascii(rest.as_bytes());
    }
}

/// A name that is escaped for UTF-8 already, made ASCII.
pub(super) fn ascii_name(out: &mut Vec<u8>, name: &str) {
    for c in name.chars() {
        if c.is_ascii() && c != '\u{7f}' { out.push(c as u8) } else { code_units(out, c) }
    }
}

/// `\u` and four digits for each UTF-16 code unit.
fn code_units(out: &mut Vec<u8>, c: char) {
    for &mut unit in c.encode_utf16(&mut [0; 2]) {
        unicode(out, unit);
    }
}

#[inline]
fn unicode(out: &mut Vec<u8>, unit: u16) {
    let digit = |shift: u16| b"0123456789abcdef"[usize::from(unit >> shift & 0xF)];
    out.extend_from_slice(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
}

/// A quote, a backslash, a control character or DEL.
#[inline]
fn control(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => return unicode(out, u16::from(byte)),
    };
    out.extend_from_slice(&[b'\\', short]);
}

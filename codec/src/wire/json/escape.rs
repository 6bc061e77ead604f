//! Strings on their way out.

use super::scan;
use crate::wire::out::{Out, ends};

/// A string with its quotes, in UTF-8.
#[inline]
pub(super) fn utf8(out: &mut Out, text: &str) {
    let bytes = text.as_bytes();
    if bytes.len() > 16 || !quoted_short(out, bytes) {
        utf8_long(out, bytes);
    }
}

/// Out of line, because of the registers that it has to save.
#[inline(never)]
fn utf8_long(out: &mut Out, bytes: &[u8]) {
    out.byte(b'"');
    let copied = if bytes.len() < 16 { copy_short(out, bytes) } else { copy_long(out, bytes) };
    if copied < bytes.len() {
        utf8_mixed(out, bytes, copied);
    }
    out.byte(b'"');
}

/// A string of up to 16 bytes, if none of them needs an escape: two words that overlap.
#[inline]
fn quoted_short(out: &mut Out, bytes: &[u8]) -> bool {
    let Some(room) = out.room(18).get_mut(..bytes.len() + 2) else { return false };
    let plain = match room {
        [open, content @ .., close] => {
            (*open, *close) = (b'"', b'"');
            copy_words(content, bytes)
        }
        _ => false,
    };
    if plain {
        out.advance(bytes.len() + 2);
    }
    plain
}

#[inline]
fn copy_words(room: &mut [u8], bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return ends::<8>(room, bytes)
            && !scan::stops_in_either(u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return ends::<4>(room, bytes) && !scan::stops_in(u64::from(first) | u64::from(last) << 32);
    }
    let mut plain = true;
    for (place, byte) in room.iter_mut().zip(bytes) {
        *place = *byte;
        plain &= !scan::is_stop(*byte);
    }
    plain
}

/// Copies up to the first byte that needs an escape.
#[inline]
fn copy_short(out: &mut Out, bytes: &[u8]) -> usize {
    let plain = scan::plain(bytes);
    out.slice(bytes.get(..plain).unwrap_or_default());
    plain
}

/// The same. Copying before looking costs nothing, since what was written too much is overwritten.
#[inline]
fn copy_long(out: &mut Out, bytes: &[u8]) -> usize {
    let room = out.room(bytes.len());
    let mut at = 0;
    while let (Some(piece), Some(place)) = (
        bytes.get(at..).and_then(<[u8]>::first_chunk::<16>),
        room.get_mut(at..).and_then(<[u8]>::first_chunk_mut::<16>),
    ) {
        *place = *piece;
        if scan::has_stop(piece) {
            at += scan::plain(piece);
            out.advance(at);
            return at;
        }
        at += 16;
    }
    // The last 16 bytes once more: those before `at` are known to be plain.
    if let (Some(piece), Some(place)) =
        (bytes.last_chunk::<16>(), room.get_mut(..bytes.len()).and_then(<[u8]>::last_chunk_mut::<16>))
    {
        *place = *piece;
        at = if scan::has_stop(piece) { bytes.len() - 16 + scan::plain(piece) } else { bytes.len() };
    }
    out.advance(at);
    at
}

#[inline(never)]
fn utf8_mixed(out: &mut Out, bytes: &[u8], mut at: usize) {
    while let Some((&byte, after)) = bytes.get(at..).and_then(<[u8]>::split_first) {
        control(out, byte);
        at += 1;
        at += if after.len() < 16 { copy_short(out, after) } else { copy_long(out, after) };
    }
}

/// A string with its quotes, in ASCII as Python's `json` writes it.
#[inline]
pub(super) fn ascii(out: &mut Out, text: &str) {
    let plain = scan::plain_ascii(text.as_bytes());
    out.byte(b'"');
    if plain == text.len() {
        out.slice(text.as_bytes());
    } else {
        ascii_mixed(out, text, plain);
    }
    out.byte(b'"');
}

#[inline(never)]
fn ascii_mixed(out: &mut Out, text: &str, mut plain: usize) {
    let mut rest = text;
    // Plain bytes are ASCII, so the split is on a character boundary.
    while let Some((head, tail)) = rest.split_at_checked(plain) {
        out.slice(head.as_bytes());
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
pub(super) fn ascii_name(out: &mut Out, name: &str) {
    for c in name.chars() {
        if c.is_ascii() && c != '\u{7f}' { out.byte(c as u8) } else { code_units(out, c) }
    }
}

/// `\u` and four digits for each UTF-16 code unit.
fn code_units(out: &mut Out, c: char) {
    for &mut unit in c.encode_utf16(&mut [0; 2]) {
        unicode(out, unit);
    }
}

#[inline]
fn unicode(out: &mut Out, unit: u16) {
    let digit = |shift: u16| b"0123456789abcdef"[usize::from(unit >> shift & 0xF)];
    out.padded(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)], 6);
}

/// A quote, a backslash, a control character or DEL.
#[inline]
fn control(out: &mut Out, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0C => b'f',
        _ => return unicode(out, u16::from(byte)),
    };
    out.padded(&[b'\\', short], 2);
}

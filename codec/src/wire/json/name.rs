//! Names that the compiler knows and that JSON mostly writes as they are.

use super::reader::Reader;
use crate::wire::parts::TYPE_KEY;

impl Reader<'_> {
    /// Consumes a key with its colon if it is this name, and nothing otherwise. A name that JSON escapes is not found.
    #[inline]
    pub(crate) fn eat_name(&mut self, name: &str) -> bool {
        let start = self.position();
        if self.eat("\"") && self.eat(name) && self.eat("\":") && is_plain(name) {
            self.eat(" ");
            return true;
        }
        self.set_position(start);
        false
    }
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// Whether a name stands in JSON as it is and means no tag.
#[inline]
fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    if bytes.len() > 16 {
        return bytes.iter().all(|&byte| byte >= 0x20 && byte != b'"' && byte != b'\\');
    }
    // Two words that overlap cover 8 to 16 bytes, two halves 4 to 8.
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return !stops(first) && !stops(last) && name != TYPE_KEY;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return !stops(u64::from(first) << 32 | u64::from(last));
    }
    // The bytes that are missing are spaces, which stop nothing.
    !stops(bytes.iter().fold(ONES * 0x20, |word, &byte| word << 8 | u64::from(byte)))
}

/// Whether one of these bytes is a control character, `"` or `\`.
#[inline]
fn stops(word: u64) -> bool {
    let (quote, backslash) = (word ^ (ONES * 0x22), word ^ (ONES * 0x5C));
    let below = word.wrapping_sub(ONES * 0x20) | quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES);
    below & !word & (ONES << 7) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_has_no_byte_that_json_escapes() {
        let text = "abcdefghijklmnopqrstuvwxyz";
        for len in 0..text.len() {
            assert!(is_plain(&text[..len]), "{len}");
            assert!(is_plain(&"é".repeat(len)), "{len}");
            for at in 0..len {
                for stop in ["\"", "\\", "\n", "\0", "\u{1f}"] {
                    assert!(!is_plain(&format!("{}{stop}{}", &text[..at], &text[at + 1..len])), "{len} {at}");
                }
                for other in ["!", "#", "[", "]", "\u{7f}", " "] {
                    assert!(is_plain(&format!("{}{other}{}", &text[..at], &text[at + 1..len])), "{len} {at}");
                }
            }
        }
        assert!(!is_plain(TYPE_KEY));
    }
}

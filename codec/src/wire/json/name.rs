//! Names that the compiler knows and that JSON mostly writes as they are.

use super::reader::Reader;
use super::scan;
use crate::wire::parts::TYPE_KEY;

impl Reader<'_> {
    /// Consumes a key with its colon if it is this name, and nothing otherwise. A name that JSON escapes is not found.
    #[inline]
    pub(crate) fn eat_name(&mut self, name: &str) -> bool {
        let (rest, len) = (self.rest(self.at), name.len());
        let Some(text) = rest.get(..len + 3) else { return false };
        let quoted = text.first() == Some(&b'"') && text.last_chunk() == Some(b"\":");
        let hit = quoted && is_plainly(&text[1..=len], name.as_bytes());
        if hit {
            self.at += len + 3;
            self.at += usize::from(rest.get(len + 3) == Some(&b' '));
        }
        hit
    }
}

/// Whether a text is this name, of the same length, and the name one that stands in JSON as it is and means no tag.
#[inline]
fn is_plainly(text: &[u8], name: &[u8]) -> bool {
    match name.len() {
        // Two words that overlap, two halves of one, or bytes.
        8..=16 => {
            let words = |bytes: &[u8]| Some((word(*bytes.first_chunk()?), word(*bytes.last_chunk()?)));
            let (Some(found), Some(own)) = (words(text), words(name)) else { return false };
            let differ = (found.0 ^ own.0) | (found.1 ^ own.1) != 0;
            !differ && !scan::stops_in_either(own.0, own.1) && name != TYPE_KEY.as_bytes()
        }
        4..=7 => {
            let halves = |bytes: &[u8]| Some(half(*bytes.first_chunk()?) << 32 | half(*bytes.last_chunk()?));
            let own = halves(name);
            halves(text) == own && own.is_some_and(|word| !scan::stops_in(word))
        }
        0..=3 => text.iter().zip(name).all(|(found, byte)| found == byte && !scan::is_stop(*byte)),
        _ => text == name && scan::plain(name) == name.len(),
    }
}

#[inline]
fn word(bytes: [u8; 8]) -> u64 {
    u64::from_le_bytes(bytes)
}

#[inline]
fn half(bytes: [u8; 4]) -> u64 {
    u64::from(u32::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_plain(name: &str) -> bool {
        is_plainly(name.as_bytes(), name.as_bytes())
    }

    #[test]
    fn another_text_is_not_the_name() {
        let name = "abcdefghijklmnopqrst";
        for len in 0..name.len() {
            for at in 0..len {
                let mut text = name.as_bytes()[..len].to_vec();
                text[at] ^= 1;
                assert!(!is_plainly(&text, &name.as_bytes()[..len]), "{len} {at}");
            }
        }
    }

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

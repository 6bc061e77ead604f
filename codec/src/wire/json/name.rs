//! Names that the compiler knows and that JSON mostly writes as they are.

use std::ptr;

use super::reader::Reader;
use super::scan;
use crate::wire::parts::TYPE_KEY;

/// The last lists of names that were found to be plain: one of a struct and one of a struct in it, mostly.
#[derive(Debug, Default)]
pub(super) struct PlainNames([&'static [&'static str]; 2]);

impl Reader<'_> {
    /// Whether all these names stand in JSON as they are and mean no tag.
    #[inline]
    pub(crate) fn are_plain(&mut self, names: &'static [&'static str]) -> bool {
        let [last, other] = self.plain_names.0;
        ptr::eq(names, last) || ptr::eq(names, other) || self.find_plain(names)
    }

    #[inline(never)]
    fn find_plain(&mut self, names: &'static [&'static str]) -> bool {
        let all = names.iter().all(|name| is_plain(name));
        if all {
            self.plain_names = PlainNames([names, self.plain_names.0[0]]);
        }
        all
    }

    /// Consumes a key with its colon if it is this name, one of those that are plain, and nothing otherwise.
    pub(crate) fn eat_plain_name(&mut self, name: &str) -> bool {
        let len = name.len() + 3;
        let Some((b'"', rest)) = self.head(self.at, len).and_then(<[u8]>::split_first) else { return false };
        let hit = rest.split_last_chunk() == Some((name.as_bytes(), b"\":"));
        if hit {
            self.at += len;
        }
        hit
    }

    /// Consumes the next entry of a dict up to its value, if its key is this name, one of those that are plain, in compact
    /// form and of up to 16 bytes; where the key stands. Like the fields of a struct, it is not counted.
    ///
    /// Nothing is called here, so that the caller saves no registers. A space behind the colon is left to what reads the
    /// value: where that stands must not wait for a byte.
    #[inline]
    pub(crate) fn eat_entry(&mut self, first: bool, name: &str) -> Option<usize> {
        // The brace stands before the first one, and is not looked at again.
        let (start, len) = (self.at.wrapping_sub(usize::from(first)), name.len() + 4);
        let ([comma, b'"'], rest) = self.head(start, len)?.split_first_chunk()? else { return None };
        let (text, b"\":") = rest.split_last_chunk()? else { return None };
        if !scan::equal_short(text, name.as_bytes()) || !(first || *comma == b',') {
            return None;
        }
        self.at = start + len;
        Some(start + 1)
    }

    #[inline]
    fn head(&self, at: usize, len: usize) -> Option<&[u8]> {
        self.input.as_bytes().get(at..)?.get(..len)
    }
}

fn is_plain(name: &str) -> bool {
    scan::plain(name.as_bytes()) == name.len() && name != TYPE_KEY
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Limits;

    #[test]
    fn every_byte_of_a_name_counts() {
        for len in 0..26 {
            let name = &"abcdefghijklmnopqrstuvwxyz"[..len];
            let key = format!("\"{name}\":");
            let eaten = |text: &str| {
                let mut from = Reader::new(text, &Limits::default(), false).unwrap();
                from.eat_plain_name(name).then(|| from.position())
            };
            let entry = |text: &str, first: bool| {
                let mut from = Reader::new(text, &Limits::default(), false).unwrap();
                from.set_position(usize::from(first));
                from.eat_entry(first, name).map(|at| (at, from.position()))
            };
            for end in ["", " ", " 1", "1"] {
                let text = format!("{key}{end}");
                assert_eq!(eaten(&text), Some(len + 3), "{text}");
                // A longer name is not eaten with its comma.
                let hit = (len <= 16).then_some((1, len + 4));
                assert_eq!(entry(&format!(",{text}"), false), hit, "{text}");
                assert_eq!(entry(&format!("{{{text}"), true), hit, "{text}");
                assert_eq!(entry(&format!("{{{text}"), false), None, "{text}");
                assert_eq!(entry(&format!(", {text}"), false), None, "{text}");
                for at in 0..len + 3 {
                    let mut other = text.clone().into_bytes();
                    other[at] ^= 1;
                    let other = std::str::from_utf8(&other).unwrap();
                    assert_eq!(eaten(other), None, "{text} {at}");
                    assert_eq!(entry(&format!(",{other}"), false), None, "{text} {at}");
                    assert_eq!(entry(&format!("{{{other}"), true), None, "{text} {at}");
                }
            }
            assert_eq!(eaten(&key[..len + 2]), None);
            assert_eq!(entry(&format!(",{}", &key[..len + 2]), false), None);
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

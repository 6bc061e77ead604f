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
    #[inline]
    pub(crate) fn eat_plain_name(&mut self, name: &str) -> bool {
        let (rest, len) = (self.rest(self.at), name.len());
        let Some(text) = rest.get(..len + 3) else { return false };
        let quoted = text.first() == Some(&b'"') && text.last_chunk() == Some(b"\":");
        let hit = quoted && scan::starts_with(&text[1..], name.as_bytes());
        if hit {
            self.at += len + 3;
            self.at += usize::from(rest.get(len + 3) == Some(&b' '));
        }
        hit
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
            for end in ["", " ", " 1", "1"] {
                let text = format!("\"{name}\":{end}");
                let eaten = |text: &str| {
                    let mut from = Reader::new(text, &Limits::default(), false).unwrap();
                    from.eat_plain_name(name).then(|| from.position())
                };
                assert_eq!(eaten(&text), Some(len + 3 + usize::from(end.starts_with(' '))), "{text}");
                for at in 0..len + 3 {
                    let mut other = text.clone().into_bytes();
                    other[at] ^= 1;
                    assert_eq!(eaten(std::str::from_utf8(&other).unwrap()), None, "{text} {at}");
                }
                assert_eq!(eaten(&text[..len + 2]), None);
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

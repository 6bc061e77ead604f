//! Field names, made ready at compile time to be written and compared in one go.

use super::scan::load;

/// `,"name":`, escaped for UTF-8. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub(super) text: &'static str,
    /// The first bytes with the comma, for the writer.
    pub(super) start: [u8; PAD],
    /// The first eight bytes of `"name":`, and which of their bits count.
    word: u64,
    mask: u64,
    /// The last eight bytes, if there are as many.
    tail: u64,
}

pub(super) const PAD: usize = 16;

impl Key {
    /// From the literal.
    pub const fn new(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let mut start = [0; PAD];
        let mut at = 0;
        while at < bytes.len() && at < PAD {
            start[at] = bytes[at];
            at += 1;
        }
        let name = bytes.len() - 1;
        let (word, mask) = (word_at(bytes, 1), if name >= 8 { u64::MAX } else { (1 << (8 * name)) - 1 });
        let tail = if name >= 8 { word_at(bytes, bytes.len() - 8) } else { 0 };
        Key { text, start, word, mask, tail }
    }

    /// The length of `"name":`.
    #[inline]
    pub(super) const fn len(&self) -> usize {
        self.text.len() - 1
    }

    /// Whether `"name":` stands at this place.
    #[inline]
    pub(super) fn stands_at(&self, bytes: &[u8], at: usize) -> bool {
        let Some(word) = load(bytes, at) else { return self.stands_at_end(bytes, at) };
        if (word ^ self.word) & self.mask != 0 {
            return false;
        }
        match self.len() {
            0..=8 => true,
            len @ 9..=16 => load(bytes, at + len - 8) == Some(self.tail),
            _ => self.stands_at_end(bytes, at),
        }
    }

    /// Near the end of the input, and for long names.
    #[inline(never)]
    fn stands_at_end(&self, bytes: &[u8], at: usize) -> bool {
        bytes.get(at..).is_some_and(|rest| rest.starts_with(&self.text.as_bytes()[1..]))
    }
}

const fn word_at(bytes: &[u8], start: usize) -> u64 {
    let mut word = 0;
    let mut n = 0;
    while n < 8 && start + n < bytes.len() {
        word |= (bytes[start + n] as u64) << (8 * n);
        n += 1;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names_of_every_length() {
        const KEYS: [Key; 6] = [
            Key::new(r#","":"#),
            Key::new(r#","x":"#),
            Key::new(r#","abcde":"#),
            Key::new(r#","abcdef":"#),
            Key::new(r#","abcdefghijklm":"#),
            Key::new(r#","abcdefghijklmnopqrstuvwxyz":"#),
        ];
        for key in KEYS {
            for padding in ["", "1", "[1,2,3,4,5]"] {
                let text = format!("{}{padding}", &key.text[1..]);
                assert!(key.stands_at(text.as_bytes(), 0), "{text}");
                for at in 0..key.len() {
                    let mut other = text.clone().into_bytes();
                    other[at] ^= 1;
                    assert!(!key.stands_at(&other, 0), "{text} {at}");
                }
                assert!(!key.stands_at(&text.as_bytes()[..key.len() - 1], 0));
            }
        }
    }
}

//! Field names, made ready at compile time to be written and compared in one go.

use crate::wire::word::{load, mask, word_at};

/// `,"name":`, escaped for UTF-8. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub(super) text: &'static str,
    /// The first bytes with the comma, for the writer.
    pub(super) start: [u8; PAD],
    /// The first eight bytes with the comma, and which of their bits count.
    word: u64,
    mask: u64,
    /// The next eight bytes, and the last eight, if there are as many.
    second: u64,
    tail: u64,
}

pub(super) const PAD: usize = 16;

/// Where a key may stand, with its first eight bytes, loaded once for all keys that they are compared with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start {
    at: usize,
    /// Whether something else than a comma stands there.
    apart: bool,
    /// With a comma as its first byte; none near the end of the input.
    word: Option<u64>,
}

impl Start {
    #[inline(always)]
    pub(super) fn new(bytes: &[u8], at: usize, apart: bool) -> Self {
        let word = load(bytes, at).map(|word| if apart { word & !0xFF | u64::from(b',') } else { word });
        Start { at, apart, word }
    }

    /// Where this key ends, if it stands here.
    #[inline(always)]
    pub(super) fn end_of(self, bytes: &[u8], key: &Key) -> Option<usize> {
        match self.word {
            Some(word) if (word ^ key.word) & key.mask != 0 => None,
            Some(_) => key.goes_on(bytes, self.at, self.apart),
            None => key.stands_at_end(bytes, self.at, self.apart),
        }
    }
}

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
        let len = bytes.len();
        let (word, mask) = (word_at(bytes, 0), mask(len));
        let second = word_at(bytes, 8);
        let tail = if len >= 8 { word_at(bytes, len - 8) } else { 0 };
        Key { text, start, word, mask, second, tail }
    }

    /// As [`stands_at`](Self::stands_at), for a key that the compiler knows: a name of up to 20 bytes is compared with
    /// words in the code. Names that are longer, or end the input, are not seen.
    #[inline(always)]
    pub(super) fn is_seen_at(&self, bytes: &[u8], at: usize, first: bool) -> Option<usize> {
        let len = self.text.len();
        let mask = if first { self.mask & !0xFF } else { self.mask };
        let text = bytes.get(at..)?.get(..len.max(8))?;
        let word = u64::from_le_bytes(*text.first_chunk()?);
        if (word ^ self.word) & mask != 0 {
            return None;
        }
        let rest = match len {
            0..=8 => true,
            9..=16 => load(text, len - 8)? == self.tail,
            17..=24 => load(text, 8)? == self.second && load(text, len - 8)? == self.tail,
            _ => false,
        };
        rest.then_some(at + len)
    }

    /// Whether `,"name":` stands at this place, or behind a brace (`first`) `"name":` at the next one: where it ends.
    #[inline(always)]
    pub(super) fn stands_at(&self, bytes: &[u8], at: usize, first: bool) -> Option<usize> {
        let Some(word) = load(bytes, at) else { return self.stands_at_end(bytes, at, first) };
        if (word ^ self.word) & self.mask & !(if first { 0xFF } else { 0 }) != 0 {
            return None;
        }
        self.goes_on(bytes, at, first)
    }

    /// The same where the first eight bytes are known to.
    #[inline(always)]
    fn goes_on(&self, bytes: &[u8], at: usize, first: bool) -> Option<usize> {
        let len = self.text.len();
        let rest = match len {
            0..=8 => true,
            9..=16 => load(bytes, at + len - 8) == Some(self.tail),
            _ => return self.stands_at_end(bytes, at, first),
        };
        rest.then_some(at + len)
    }

    /// Near the end of the input, and for long names.
    #[inline(never)]
    fn stands_at_end(&self, bytes: &[u8], at: usize, first: bool) -> Option<usize> {
        let skip = usize::from(first);
        let stands = bytes.get(at.wrapping_add(skip)..)?.starts_with(&self.text.as_bytes()[skip..]);
        stands.then_some(at.wrapping_add(self.text.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names_of_every_length() {
        for len in 0..30 {
            let key = Key::new(format!(",\"{}\":", &"abcdefghijklmnopqrstuvwxyzABCDE"[..len]).leak());
            for padding in ["", "1", "[1,2,3,4,5]"] {
                for (first, before) in [(false, ','), (true, '{'), (true, ' ')] {
                    let text = format!("{before}{}{padding}", &key.text[1..]);
                    let len = key.text.len();
                    // The three ways to find it; one of them is for names that are not too long and do not end the input.
                    let ways = |bytes: &[u8]| {
                        let start = Start::new(bytes, 0, first);
                        (
                            key.stands_at(bytes, 0, first),
                            start.end_of(bytes, &key),
                            key.is_seen_at(bytes, 0, first),
                        )
                    };
                    let seen = (len <= 24 && text.len() >= 8).then_some(len);
                    assert_eq!(ways(text.as_bytes()), (Some(len), Some(len), seen), "{text}");
                    for at in usize::from(first)..len {
                        let mut other = text.clone().into_bytes();
                        other[at] ^= 1;
                        assert_eq!(ways(&other), (None, None, None), "{text} {at}");
                    }
                    assert_eq!(ways(&text.as_bytes()[..len - 1]), (None, None, None));
                }
            }
        }
    }
}

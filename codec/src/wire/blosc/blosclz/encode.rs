//! From bytes to tokens.

use super::{FAR, FARTHEST, MOST_LITERALS};

/// The table of a long stream has so many bits of index.
const HASH_BITS: u32 = 14;
/// The last bytes are literals: decoders of all ages read ahead of a match, and none takes one at the very end.
const TAIL: usize = 12;
/// Streams that are shorter stay as they are, as with C-Blosc.
const SHORTEST: usize = 66;
/// What may be written beyond the limit before it is looked at, and what a literal run copies too much.
const SLACK: usize = 2 * MOST_LITERALS;
/// The shortest matches that pay: a shorter one takes longer to read than the bytes that it saves.
const SHORTEST_NEAR: usize = 5;
const SHORTEST_FAR: usize = 8;
/// After two to the power of so many misses, one more byte is passed over at each look.
const PATIENCE: u32 = 6;

/// Compresses one stream after another.
pub(in crate::wire::blosc) struct Encoder {
    /// Where each four bytes, by their hash, were seen last. Places count on from stream to stream, so that the table
    /// is cleared once.
    seen: Vec<u32>,
    /// What is added to a place of the current stream; what is below is of earlier ones, or of none.
    base: u32,
    scratch: Vec<u8>,
}

/// A stretch of the input that stood before.
struct Match {
    from: usize,
    to: usize,
    distance: usize,
}

impl Encoder {
    /// For streams up to this length; longer ones are compressed worse.
    pub(in crate::wire::blosc) fn new(longest: usize) -> Self {
        let bits = (usize::BITS - longest.leading_zeros()).clamp(8, HASH_BITS);
        Encoder { seen: vec![0; 1 << bits], base: 1, scratch: Vec::new() }
    }

    /// Appends the tokens; false, and nothing appended, where they would be no shorter than the input. All inputs
    /// together are at most 2 GiB.
    pub(in crate::wire::blosc) fn encode(&mut self, input: &[u8], out: &mut Vec<u8>) -> bool {
        if input.len() < SHORTEST {
            return false;
        }
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.resize(scratch.len().max(input.len() + SLACK), 0);
        let mut tokens = Tokens { out: &mut scratch, at: 0, limit: input.len() - 1 };
        let pays = self.all(input, &mut tokens).is_some();
        let length = tokens.at;
        if pays {
            out.extend_from_slice(scratch.get(..length).unwrap_or_default());
        }
        self.scratch = scratch;
        self.base = self.base.wrapping_add(u32::try_from(input.len()).unwrap_or(u32::MAX));
        pays
    }

    fn all(&mut self, input: &[u8], tokens: &mut Tokens<'_>) -> Option<()> {
        // The first token is of literals.
        let (mut anchor, mut at) = (0, 1);
        while let Some(found) = self.find(input, anchor, at) {
            tokens.literals(input, anchor, found.from)?;
            tokens.repeat(found.to - found.from, found.distance)?;
            // Where a match ends, the next one of its kind is likely to begin.
            self.look(input, found.to - 2);
            (anchor, at) = (found.to, found.to);
        }
        tokens.literals(input, anchor, input.len())
    }

    /// The next match from this place on; what is before the anchor is written already.
    #[inline]
    fn find(&mut self, input: &[u8], anchor: usize, mut at: usize) -> Option<Match> {
        let mut misses = 1 << PATIENCE;
        while at + TAIL < input.len() {
            if let Some((word, before)) = self.look(input, at) {
                let distance = at - before;
                if distance <= FARTHEST && word_at(input, before) == Some(word) {
                    let found = extend(input, anchor.max(1), before, at);
                    let least = if distance < FAR { SHORTEST_NEAR } else { SHORTEST_FAR };
                    if found.to - found.from >= least {
                        return Some(found);
                    }
                }
            }
            at += misses >> PATIENCE;
            misses += 1;
        }
        None
    }

    /// The four bytes at this place, and where in this stream some of the same hash were seen last.
    #[inline]
    fn look(&mut self, input: &[u8], at: usize) -> Option<(u32, usize)> {
        let word = word_at(input, at)?;
        let bits = self.seen.len().trailing_zeros();
        let place = self.seen.get_mut((word.wrapping_mul(2_654_435_761) >> (32 - bits)) as usize)?;
        #[allow(clippy::cast_possible_truncation)] // at most 2 GiB in all
        let before = std::mem::replace(place, self.base.wrapping_add(at as u32)).checked_sub(self.base)?;
        Some((word, before as usize)).filter(|_| (before as usize) < at)
    }
}

#[inline]
fn word_at(input: &[u8], at: usize) -> Option<u32> {
    input.get(at..at + 4)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

/// The whole of a match of four bytes: to both sides, not beyond the anchor nor into the tail.
#[inline]
fn extend(input: &[u8], anchor: usize, mut before: usize, mut at: usize) -> Match {
    let distance = at - before;
    let to = at + 4 + common(input, before + 4, at + 4);
    while at > anchor && before > 0 && input.get(at - 1) == input.get(before - 1) {
        (at, before) = (at - 1, before - 1);
    }
    Match { from: at, to, distance }
}

/// How many bytes are the same at both places.
#[inline]
fn common(input: &[u8], before: usize, at: usize) -> usize {
    let end = input.len() - TAIL / 2;
    let (mut first, mut second) = (before, at);
    while second + 8 <= end {
        let (Some(one), Some(other)) = (long_at(input, first), long_at(input, second)) else { break };
        if one != other {
            return second - at + ((one ^ other).trailing_zeros() / 8) as usize;
        }
        (first, second) = (first + 8, second + 8);
    }
    while second < end && input.get(first) == input.get(second) {
        (first, second) = (first + 1, second + 1);
    }
    second - at
}

#[inline]
fn long_at(input: &[u8], at: usize) -> Option<u64> {
    input.get(at..at + 8)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The tokens, in a slice that is longer than the limit by the slack.
struct Tokens<'a> {
    out: &'a mut [u8],
    at: usize,
    limit: usize,
}

impl Tokens<'_> {
    /// One token or more of what stands between these places; `None` if there is no room.
    #[inline]
    fn literals(&mut self, input: &[u8], mut from: usize, to: usize) -> Option<()> {
        let count = to - from;
        if self.at + count + count.div_ceil(MOST_LITERALS) > self.limit {
            return None;
        }
        while from < to {
            let run = (to - from).min(MOST_LITERALS);
            #[allow(clippy::cast_possible_truncation)] // at most 32
            self.byte(run as u8 - 1);
            let place = self.out.get_mut(self.at..self.at + MOST_LITERALS)?;
            match input.get(from..from + MOST_LITERALS) {
                Some(bytes) => place.copy_from_slice(bytes),
                None => place.get_mut(..run)?.copy_from_slice(input.get(from..from + run)?),
            }
            (self.at, from) = (self.at + run, from + run);
        }
        Some(())
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)] // the distance fits as it is far or not, the length by its branches
    fn repeat(&mut self, length: usize, distance: usize) -> Option<()> {
        // What is written is the length less two, and the distance less one.
        let (short, near) = (length - 2, (distance - 1).min(FAR));
        let high = (near >> 8) as u8;
        if short < 7 {
            self.byte((short as u8) << 5 | high);
        } else {
            self.byte(7 << 5 | high);
            let rest = short - 7;
            if self.at + rest / 255 > self.limit {
                return None;
            }
            (0..rest / 255).for_each(|_| self.byte(255));
            self.byte((rest % 255) as u8);
        }
        self.byte(near as u8);
        if near == FAR {
            let [high, low] = ((distance - 1 - FAR) as u16).to_be_bytes();
            self.byte(high);
            self.byte(low);
        }
        (self.at <= self.limit).then_some(())
    }

    #[inline]
    fn byte(&mut self, byte: u8) {
        if let Some(place) = self.out.get_mut(self.at) {
            *place = byte;
        }
        self.at += 1;
    }
}

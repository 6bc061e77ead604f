//! Eight bytes at a time, the first one lowest.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, reason = "eight bytes of one word")]

// The pieces of a scan must end up in one function.
#[allow(clippy::inline_always)]
#[inline(always)]
pub(super) fn load(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// What stands from there on, with zeros behind the end; without a loop where there is a word before.
#[inline]
pub(super) fn word_or_rest(bytes: &[u8], at: usize) -> u64 {
    if let Some(word) = load(bytes, at) {
        return word;
    }
    let Some(missing) = (at + 8).checked_sub(bytes.len()).filter(|missing| *missing < 8) else { return 0 };
    match bytes.last_chunk() {
        Some(last) => u64::from_le_bytes(*last) >> (8 * missing),
        None => word_at(bytes, at),
    }
}

/// What stands from there on, with zeros behind the end.
pub(super) const fn word_at(bytes: &[u8], start: usize) -> u64 {
    let mut word = 0;
    let mut n = 0;
    while n < 8 && start + n < bytes.len() {
        word |= (bytes[start + n] as u64) << (8 * n);
        n += 1;
    }
    word
}

/// Which bits of the first eight bytes belong to a piece of this length.
pub(super) const fn mask(len: usize) -> u64 {
    if len >= 8 { u64::MAX } else { (1 << (8 * len)) - 1 }
}

//! Rows by type and by id.

use std::any::TypeId;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hasher};

/// Numbers of rows by key, in open addressing: a general map takes three times as long to find one of a few.
#[derive(Debug, Clone)]
pub(super) struct Slots<K> {
    /// At most half full; a power of two, or none.
    slots: Vec<(K, u32)>,
    count: usize,
}

/// What a slot without a row holds; no table has as many.
pub(super) const NO_ROW: u32 = u32::MAX;

impl<K> Default for Slots<K> {
    fn default() -> Self {
        Slots { slots: Vec::new(), count: 0 }
    }
}

impl<K: SlotKey> Slots<K> {
    /// The row, or [`NO_ROW`].
    #[inline]
    pub(super) fn get(&self, key: K) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = key.slot() & mask;
        while let Some((found, row)) = self.slots.get(at) {
            if *found == key || *row == NO_ROW {
                return *row;
            }
            at = (at + 1) & mask;
        }
        NO_ROW
    }

    pub(super) fn insert(&mut self, key: K, row: u32) {
        if 2 * (self.count + 1) > self.slots.len() {
            self.grow(key, 2 * (self.count + 1));
        }
        self.put(key, row);
        self.count += 1;
    }

    /// Room for so many keys; the key is any.
    pub(super) fn grow(&mut self, key: K, keys: usize) {
        let more = vec![(key, NO_ROW); (2 * keys).next_power_of_two()];
        for (key, row) in std::mem::replace(&mut self.slots, more) {
            if row != NO_ROW {
                self.put(key, row);
            }
        }
    }

    fn put(&mut self, key: K, row: u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = key.slot() & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if slot.1 == NO_ROW {
                *slot = (key, row);
                return;
            }
            at = (at + 1) & mask;
        }
    }
}

/// What [`Slots`] finds rows by.
pub(super) trait SlotKey: Copy + PartialEq {
    /// Any number that differs in its lower bits.
    fn slot(self) -> usize;
}

impl SlotKey for i32 {
    #[inline]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // bits
    fn slot(self) -> usize {
        // Fibonacci hashing; ids given by hand have their differences anywhere.
        (u64::from(self as u32).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
    }
}

impl SlotKey for TypeId {
    #[inline]
    #[allow(clippy::cast_possible_truncation)] // bits
    fn slot(self) -> usize {
        BuildHasherDefault::<TypeIdHasher>::default().hash_one(self) as usize
    }
}

/// A `TypeId` is a hash already.
#[derive(Debug, Clone, Copy, Default)]
struct TypeIdHasher(u64);

impl Hasher for TypeIdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        // `TypeId` hashes one `u64`; should that change, any mixture of the bytes will do.
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let mut slots = Slots::default();
        assert_eq!(slots.get(7), NO_ROW);
        // Dense, sparse and negative keys, so that probing runs over neighbours.
        let keys: Vec<i32> = (0..500).chain((0..500).map(|n| n * 65_536 + 9_999)).chain(-400..0).collect();
        for (row, key) in (0..).zip(&keys) {
            slots.insert(*key, row);
        }
        for (row, key) in (0..).zip(&keys) {
            assert_eq!(slots.get(*key), row);
        }
        assert!((-900..-400).chain(500..9_000).all(|key| slots.get(key) == NO_ROW));
    }
}

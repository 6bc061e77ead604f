//! Ordered entries with lookup by key: what `Dict` and `Map` are made of.
//!
//! Up to [`SMALL`] entries are searched one by one, which is faster than hashing; beyond that an index of positions
//! stands beside them. Keys come from the wire, so the hash is keyed at random: a predictable one could be attacked.

use std::hash::{BuildHasher, RandomState};
use std::mem;
use std::{slice, vec};

use hashbrown::HashTable;

use super::Value;
use crate::error::DecodeError;

/// The most entries without an index, which takes as much memory as a third of the entries.
const SMALL: usize = 64;

/// Which keys a dict that is being read has, roughly: a bit that is not set is a key that is new. Whoever sends keys of
/// one bit gets the search through a small dict.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seen(u64);

impl Seen {
    /// Whether the key is certainly new; counts it as seen.
    #[inline]
    fn is_new(&mut self, key: &str) -> bool {
        let bytes = key.as_bytes();
        let [first, middle, last] = [0, bytes.len() / 2, bytes.len().wrapping_sub(1)]
            .map(|at| bytes.get(at).map_or(0, |byte| u64::from(*byte)));
        let mixed = (first | middle << 8 | last << 16 | (bytes.len() as u64) << 24)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let bit = 1 << (mixed >> 58);
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new
    }
}

/// A key, and the form in which it is looked up.
pub(super) trait Key: Sized {
    type Query: ?Sized + PartialEq;

    fn query(&self) -> &Self::Query;

    /// Equal queries have equal hashes.
    fn hash(query: &Self::Query, state: &RandomState) -> u64;
}

impl Key for String {
    type Query = str;

    fn query(&self) -> &str {
        self
    }

    fn hash(query: &str, state: &RandomState) -> u64 {
        state.hash_one(query)
    }
}

#[derive(Clone)]
pub(super) enum Entries<K> {
    Small(Vec<(K, Value)>),
    /// Boxed, so that the small form alone determines the size.
    Large(Box<Indexed<K>>),
}

#[derive(Clone)]
pub(super) struct Indexed<K> {
    entries: Vec<(K, Value)>,
    /// Positions in `entries`, each in range and each once.
    index: HashTable<usize>,
    state: RandomState,
}

impl<K> Default for Entries<K> {
    fn default() -> Self {
        Entries::Small(Vec::new())
    }
}

impl<K: Key> Entries<K> {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Entries::Small(Vec::with_capacity(capacity))
    }

    pub(super) fn as_slice(&self) -> &[(K, Value)] {
        match self {
            Entries::Small(entries) => entries,
            Entries::Large(indexed) => &indexed.entries,
        }
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [(K, Value)] {
        match self {
            Entries::Small(entries) => entries,
            Entries::Large(indexed) => &mut indexed.entries,
        }
    }

    pub(super) fn into_vec(self) -> Vec<(K, Value)> {
        match self {
            Entries::Small(entries) => entries,
            Entries::Large(indexed) => indexed.entries,
        }
    }

    pub(super) fn position(&self, query: &K::Query) -> Option<usize> {
        match self {
            Entries::Small(entries) => entries.iter().position(|(key, _)| key.query() == query),
            Entries::Large(indexed) => indexed.position(query),
        }
    }

    pub(super) fn get(&self, query: &K::Query) -> Option<&Value> {
        let at = self.position(query)?;
        self.as_slice().get(at).map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, query: &K::Query) -> Option<&mut Value> {
        let at = self.position(query)?;
        self.as_mut_slice().get_mut(at).map(|(_, value)| value)
    }

    /// The last value wins, in the place of the first; the one before is returned.
    pub(super) fn insert(&mut self, key: K, value: Value) -> Option<Value> {
        if let Some(slot) = self.get_mut(key.query()) {
            return Some(mem::replace(slot, value));
        }
        self.push_new(key, value);
        None
    }

    /// Appends a key that is not there yet.
    pub(super) fn push_new(&mut self, key: K, value: Value) {
        match self {
            Entries::Small(entries) if entries.len() < SMALL => entries.push((key, value)),
            Entries::Small(entries) => {
                let mut indexed = Indexed::new(mem::take(entries));
                indexed.push_new(key, value);
                *self = Entries::Large(Box::new(indexed));
            }
            Entries::Large(indexed) => indexed.push_new(key, value),
        }
    }

    /// Keeps the order of the others.
    pub(super) fn remove(&mut self, query: &K::Query) -> Option<(K, Value)> {
        let at = self.position(query)?;
        match self {
            Entries::Small(entries) => Some(entries.remove(at)),
            Entries::Large(indexed) => Some(indexed.remove(at)),
        }
    }

    pub(super) fn same_in_any_order(&self, other: &Self) -> bool {
        let entries = self.as_slice();
        entries.len() == other.as_slice().len()
            && entries.iter().all(|(key, value)| other.get(key.query()).is_some_and(|found| found == value))
    }
}

impl Entries<String> {
    /// Reads the value of a key into its place; the last one wins, in the place of the first.
    #[inline]
    pub(super) fn read(
        &mut self,
        key: String,
        seen: &mut Seen,
        read: impl FnOnce(&mut Value) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let new = seen.is_new(&key);
        let entry = match self {
            Entries::Small(entries) if new && entries.len() < SMALL => {
                entries.push((key, Value::Null));
                entries.last_mut()
            }
            _ => self.entry(key),
        };
        match entry {
            Some((key, value)) => read(value).map_err(|error| error.in_key(key)),
            // There is an entry: it was found or made.
            None => Ok(()),
        }
    }

    /// The entry of a key that may be there already; its value is null.
    #[inline(never)]
    fn entry(&mut self, key: String) -> Option<&mut (String, Value)> {
        let at = self.position(&key).unwrap_or(self.as_slice().len());
        if at == self.as_slice().len() {
            self.push_new(key, Value::Null);
        }
        let entry = self.as_mut_slice().get_mut(at)?;
        entry.1 = Value::Null;
        Some(entry)
    }

    /// Gives back the room that was not needed, where it is more than a little.
    #[inline]
    pub(super) fn fit(&mut self) {
        if let Entries::Small(entries) = self {
            if entries.capacity() > entries.len().saturating_add(8) {
                entries.shrink_to_fit();
            }
        }
    }
}

impl<K: Key> Indexed<K> {
    fn new(entries: Vec<(K, Value)>) -> Self {
        let state = RandomState::new();
        let mut index = HashTable::with_capacity(entries.len().saturating_mul(2));
        for (at, (key, _)) in entries.iter().enumerate() {
            index.insert_unique(K::hash(key.query(), &state), at, |&at| rehash(&entries, at, &state));
        }
        Indexed { entries, index, state }
    }

    fn position(&self, query: &K::Query) -> Option<usize> {
        let same = |&at: &usize| self.entries.get(at).is_some_and(|(key, _)| key.query() == query);
        self.index.find(K::hash(query, &self.state), same).copied()
    }

    fn push_new(&mut self, key: K, value: Value) {
        let Indexed { entries, index, state } = self;
        let hash = K::hash(key.query(), state);
        index.insert_unique(hash, entries.len(), |&at| rehash(entries, at, state));
        entries.push((key, value));
    }

    /// `at` comes from `position`.
    fn remove(&mut self, at: usize) -> (K, Value) {
        self.index.retain(|position| {
            let keep = *position != at;
            *position = position.saturating_sub(usize::from(*position > at));
            keep
        });
        self.entries.remove(at)
    }
}

fn rehash<K: Key>(entries: &[(K, Value)], at: usize, state: &RandomState) -> u64 {
    entries.get(at).map_or(0, |(key, _)| K::hash(key.query(), state))
}

/// Borrowed entries, in order.
#[derive(Clone)]
pub struct Iter<'a, K>(pub(super) slice::Iter<'a, (K, Value)>);

/// Entries in order, with the values open to change.
pub struct IterMut<'a, K>(pub(super) slice::IterMut<'a, (K, Value)>);

/// Owned entries, in order.
pub struct IntoIter<K>(pub(super) vec::IntoIter<(K, Value)>);

macro_rules! iterator {
    ([$($generics:tt)*] $name:ty, $item:ty, $pair:pat => $out:expr) => {
        impl<$($generics)*> Iterator for $name {
            type Item = $item;

            fn next(&mut self) -> Option<Self::Item> {
                self.0.next().map(|$pair| $out)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }
        }

        #[allow(single_use_lifetimes, reason = "one header for the borrowed and the owned form")]
        impl<$($generics)*> DoubleEndedIterator for $name {
            fn next_back(&mut self) -> Option<Self::Item> {
                self.0.next_back().map(|$pair| $out)
            }
        }

        #[allow(single_use_lifetimes, reason = "one header for the borrowed and the owned form")]
        impl<$($generics)*> ExactSizeIterator for $name {}
        #[allow(single_use_lifetimes, reason = "one header for the borrowed and the owned form")]
        impl<$($generics)*> std::iter::FusedIterator for $name {}
    };
}

iterator!(['a, K] Iter<'a, K>, (&'a K, &'a Value), (key, value) => (key, value));
iterator!(['a, K] IterMut<'a, K>, (&'a K, &'a mut Value), (key, value) => (&*key, value));
iterator!([K] IntoIter<K>, (K, Value), pair => pair);

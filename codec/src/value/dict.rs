//! Dicts with text keys.

use std::fmt;
use std::mem;
use std::ops::{Index, IndexMut};

use super::entries::{Entries, IntoIter, Iter, IterMut, Seen};
use super::nesting::unnest;
use super::{NULL, Value, repr};
use crate::error::DecodeError;

/// Text keys with values, in the order in which they were inserted.
///
/// # Example
/// ```
/// use codec::Dict;
/// let mut dict = Dict::from([("b", 1), ("a", 2)]);
/// dict.insert("b".into(), 3.into());
/// assert_eq!(dict.to_string(), "{'b': 3, 'a': 2}");
/// assert_eq!(dict, Dict::from([("a", 2), ("b", 3)]));
/// ```
///
/// A key that is inserted again keeps its place and gets the new value, as in Python. Equality does not look at the
/// order. Lookup takes constant time in large dicts, and no choice of keys makes it slow.
#[derive(Clone, Default)]
pub struct Dict(Entries<String>);

impl Dict {
    /// A dict without entries.
    pub fn new() -> Self {
        Dict::default()
    }

    /// A dict without entries, and with room for some.
    pub fn with_capacity(capacity: usize) -> Self {
        Dict(Entries::with_capacity(capacity))
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.0.as_slice().len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The value of a key, open to change.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.get_mut(key)
    }

    /// Whether the key is there.
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.position(key).is_some()
    }

    /// Sets the value of a key and returns the one it had before.
    ///
    /// ```
    /// use codec::{Dict, Value};
    /// let mut dict = Dict::new();
    /// assert_eq!(dict.insert("a".into(), 1.into()), None);
    /// assert_eq!(dict.insert("a".into(), "x".into()), Some(Value::from(1)));
    /// ```
    pub fn insert(&mut self, key: String, value: Value) -> Option<Value> {
        self.0.insert(key, value)
    }

    /// The value of a key; where there is none, `default` gives it.
    ///
    /// ```
    /// use codec::{Dict, Value};
    /// let mut dict = Dict::new();
    /// *dict.get_or_insert_with("n", || Value::from(1)) = Value::from(2);
    /// assert_eq!(dict["n"], 2);
    /// ```
    #[allow(clippy::indexing_slicing, reason = "found just now, or the last of at least one")]
    pub fn get_or_insert_with(&mut self, key: &str, default: impl FnOnce() -> Value) -> &mut Value {
        let at = self.0.position(key).unwrap_or_else(|| {
            self.0.push_new(key.to_owned(), default());
            self.len().saturating_sub(1)
        });
        &mut self.0.as_mut_slice()[at].1
    }

    /// Takes a key out; the others keep their order, so this takes time in proportion to their number.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.0.remove(key).map(|(_, value)| value)
    }

    /// Takes all entries out.
    pub fn clear(&mut self) {
        *self = Dict::new();
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, String> {
        Iter(self.0.as_slice().iter())
    }

    /// The entries in order, with the values open to change.
    pub fn iter_mut(&mut self) -> IterMut<'_, String> {
        IterMut(self.0.as_mut_slice().iter_mut())
    }

    /// The keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &String> + ExactSizeIterator {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.iter().map(|(_, value)| value)
    }

    /// The values in the order of their keys, open to change.
    pub fn values_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Value> + ExactSizeIterator {
        self.iter_mut().map(|(_, value)| value)
    }

    /// Reads the value of a key into its place, which holds null; `seen` is of this dict.
    #[inline]
    pub(crate) fn read(
        &mut self,
        key: String,
        seen: &mut Seen,
        read: impl FnOnce(&mut Value) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.0.read(key, seen, read)
    }

    /// Gives back the room that was not needed.
    #[inline]
    pub(crate) fn fit(&mut self) {
        self.0.fit();
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        unnest(self.0.as_mut_slice().iter_mut().map(|(_, value)| value));
    }
}

impl PartialEq for Dict {
    fn eq(&self, other: &Self) -> bool {
        self.0.same_in_any_order(&other.0)
    }
}

impl fmt::Display for Dict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        repr::dict(f, self)
    }
}

impl fmt::Debug for Dict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        repr::dict(f, self)
    }
}

/// A key that is not there gives [`Value::Null`].
impl Index<&str> for Dict {
    type Output = Value;

    fn index(&self, key: &str) -> &Value {
        self.get(key).unwrap_or(&NULL)
    }
}

/// A key that is not there is inserted.
impl IndexMut<&str> for Dict {
    fn index_mut(&mut self, key: &str) -> &mut Value {
        self.get_or_insert_with(key, Value::default)
    }
}

impl<K: Into<String>, V: Into<Value>> Extend<(K, V)> for Dict {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key.into(), value.into());
        }
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Dict {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut dict = Dict::new();
        dict.extend(entries);
        dict
    }
}

impl<K: Into<String>, V: Into<Value>, const N: usize> From<[(K, V); N]> for Dict {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl IntoIterator for Dict {
    type Item = (String, Value);
    type IntoIter = IntoIter<String>;

    fn into_iter(mut self) -> Self::IntoIter {
        IntoIter(mem::take(&mut self.0).into_vec().into_iter())
    }
}

impl<'a> IntoIterator for &'a Dict {
    type Item = (&'a String, &'a Value);
    type IntoIter = Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a mut Dict {
    type Item = (&'a String, &'a mut Value);
    type IntoIter = IterMut<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(count: i64) -> Dict {
        (0..count).map(|n| (format!("k{n}"), n)).collect()
    }

    #[test]
    fn last_wins_in_the_first_place() {
        for count in [3, 64, 65, 160] {
            let mut dict = numbered(count);
            assert_eq!(dict.insert("k1".into(), "new".into()), Some(Value::Int(1)));
            dict.insert("k2".into(), Value::Null);
            assert_eq!(dict.len(), usize::try_from(count).unwrap());
            assert_eq!(dict.keys().nth(1).unwrap(), "k1");
            assert_eq!(dict["k1"], "new");
            assert!(dict["k2"].is_null() && dict.contains_key("k2"));
        }
    }

    #[test]
    fn large_dicts_find_every_key() {
        let dict = numbered(10_000);
        assert!((0..10_000).all(|n| dict.get(&format!("k{n}")) == Some(&Value::Int(n))));
        assert_eq!(dict.get("k10000"), None);
        assert!(dict.iter().enumerate().all(|(at, (key, _))| *key == format!("k{at}")));
    }

    #[test]
    fn removal_keeps_order_and_index() {
        for count in [10, 100] {
            let mut dict = numbered(count);
            assert_eq!(dict.remove("k4"), Some(Value::Int(4)));
            assert_eq!(dict.remove("k4"), None);
            assert_eq!(dict.keys().nth(4).unwrap(), "k5");
            assert_eq!(dict["k9"], 9);
            dict.insert("k4".into(), 44.into());
            assert_eq!(dict.keys().next_back().unwrap(), "k4");
            assert_eq!(dict["k4"], 44);
        }
    }

    #[test]
    fn order_does_not_count() {
        for count in [5, 50] {
            let forward = numbered(count);
            let mut backward: Dict = numbered(count).into_iter().rev().collect();
            assert_eq!(forward, backward);
            backward.insert("k0".into(), 1.into());
            assert_ne!(forward, backward);
            backward.remove("k0");
            assert_ne!(forward, backward);
        }
    }

    #[test]
    fn changes_values_in_place() {
        let mut dict = numbered(2);
        for (_, value) in &mut dict {
            *value = Value::from(vec![value.take()]);
        }
        dict["new"] = Value::Bool(true);
        assert_eq!(dict.to_string(), "{'k0': [0], 'k1': [1], 'new': True}");
        dict.clear();
        assert!(dict.is_empty());
    }
}

//! Dicts whose keys are not all strings.

use std::fmt;
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::mem;

use super::entries::{Entries, IntoIter, Iter, IterMut, Key};
use super::nesting::unnest;
use super::{Value, repr};

/// Keys of any kind with values, in the order in which they were inserted.
///
/// # Example
/// ```
/// use codec::{Map, Value};
/// let mut map = Map::new();
/// map.insert(1.into(), "one".into());
/// map.insert(vec![1, 2].into(), "a pair".into());
/// assert_eq!(map.get(&Value::from(1)), Some(&Value::from("one")));
/// assert_eq!(map.to_string(), "{1: 'one', [1, 2]: 'a pair'}");
/// ```
///
/// Keys are the same if they are equal as values: `1` and `1.0` are two keys (in Python they are one), and NaN never
/// is the same as another NaN. A key that is inserted again keeps its place and gets the new value. Equality does
/// not look at the order.
#[derive(Clone, Default)]
pub struct Map(Entries<Value>);

impl Map {
    /// A map without entries.
    pub fn new() -> Self {
        Map::default()
    }

    /// A map without entries, and with room for some.
    pub fn with_capacity(capacity: usize) -> Self {
        Map(Entries::with_capacity(capacity))
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
    pub fn get(&self, key: &Value) -> Option<&Value> {
        self.0.get(key)
    }

    /// The value of a key, open to change.
    pub fn get_mut(&mut self, key: &Value) -> Option<&mut Value> {
        self.0.get_mut(key)
    }

    /// Sets the value of a key and returns the one it had before.
    pub fn insert(&mut self, key: Value, value: Value) -> Option<Value> {
        self.0.insert(key, value)
    }

    /// Takes a key out; the others keep their order.
    pub fn remove(&mut self, key: &Value) -> Option<Value> {
        self.0.remove(key).map(|(_, value)| value)
    }

    /// The entries in order.
    pub fn iter(&self) -> Iter<'_, Value> {
        Iter(self.0.as_slice().iter())
    }

    /// The entries in order, with the values open to change.
    pub fn iter_mut(&mut self) -> IterMut<'_, Value> {
        IterMut(self.0.as_mut_slice().iter_mut())
    }

    /// The keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.iter().map(|(_, value)| value)
    }

    /// Keys too, which only a map that is being dropped can bear.
    pub(super) fn keys_and_values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.0.as_mut_slice().iter_mut().flat_map(|(key, value)| [key, value])
    }
}

impl Key for Value {
    type Query = Value;

    /// Keys of any kind take longer to compare.
    const SMALL: usize = 16;

    fn query(&self) -> &Value {
        self
    }

    fn hash(query: &Value, state: &RandomState) -> u64 {
        hash(query, state)
    }

    fn is_container(query: &Value) -> bool {
        matches!(
            query,
            Value::List(_) | Value::Dict(_) | Value::Map(_) | Value::Unknown(_) | Value::Object(_)
        )
    }
}

/// Equal values have equal hashes, so integers hash alike in all variants and dicts in any order.
fn hash(value: &Value, state: &RandomState) -> u64 {
    match value {
        Value::Null => state.hash_one(0),
        Value::Bool(x) => state.hash_one(x),
        Value::Int(_) | Value::UInt(_) | Value::BigInt(_) => match (value.as_i128(), value) {
            (None, Value::BigInt(x)) => state.hash_one(x),
            (x, _) => state.hash_one(x),
        },
        // NaN equals nothing, so any hash will do; one and the same would make many of them slow.
        Value::Float(x) if x.is_nan() => RandomState::new().hash_one(0),
        Value::Float(x) => state.hash_one(if *x == 0.0 { 0 } else { x.to_bits() }),
        Value::String(x) => state.hash_one(x),
        Value::Bytes(x) => state.hash_one(&**x),
        Value::List(x) => hash_in_order(x.iter().map(|x| hash(x, state)), state),
        Value::Dict(x) => sum(x.iter().map(|(key, value)| state.hash_one((key, hash(value, state))))),
        Value::Map(x) => {
            sum(x.iter().map(|(key, value)| state.hash_one((hash(key, state), hash(value, state)))))
        }
        Value::Ext(x) => state.hash_one((x.code(), x.data())),
        Value::Unknown(x) => state.hash_one((x.id(), hash(x.data(), state))),
        Value::Object(x) => state.hash_one((x.name(), x.payload().ok().map(|payload| hash(&payload, state)))),
    }
}

fn hash_in_order(hashes: impl Iterator<Item = u64>, state: &RandomState) -> u64 {
    let mut whole = state.build_hasher();
    hashes.for_each(|part| part.hash(&mut whole));
    whole.finish()
}

fn sum(hashes: impl Iterator<Item = u64>) -> u64 {
    hashes.fold(0, u64::wrapping_add)
}

impl Drop for Map {
    fn drop(&mut self) {
        unnest(self.keys_and_values_mut());
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.0.same_in_any_order(&other.0)
    }
}

impl fmt::Display for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        repr::map(f, self)
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        repr::map(f, self)
    }
}

impl<K: Into<Value>, V: Into<Value>> Extend<(K, V)> for Map {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key.into(), value.into());
        }
    }
}

impl<K: Into<Value>, V: Into<Value>> FromIterator<(K, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Map::new();
        map.extend(entries);
        map
    }
}

/// The same entries under keys that are all strings.
impl From<super::Dict> for Map {
    fn from(dict: super::Dict) -> Self {
        dict.into_iter().collect()
    }
}

impl IntoIterator for Map {
    type Item = (Value, Value);
    type IntoIter = IntoIter<Value>;

    fn into_iter(mut self) -> Self::IntoIter {
        IntoIter(mem::take(&mut self.0).into_vec().into_iter())
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = (&'a Value, &'a Value);
    type IntoIter = Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'a> IntoIterator for &'a mut Map {
    type Item = (&'a Value, &'a mut Value);
    type IntoIter = IterMut<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dict, Ext, Object, Unknown};
    use super::*;

    #[test]
    fn keys_are_the_same_if_they_are_equal() {
        let mut map = Map::new();
        map.insert(5.into(), 1.into());
        assert_eq!(map.insert(Value::UInt(5), 2.into()), Some(Value::Int(1)));
        assert_eq!(map.insert(5.0.into(), 3.into()), None);
        assert_eq!(map.insert(f64::NAN.into(), 4.into()), None);
        assert_eq!(map.insert(f64::NAN.into(), 5.into()), None);
        assert_eq!(map.insert(0.0.into(), 6.into()), None);
        assert_eq!(map.insert((-0.0).into(), 7.into()), Some(Value::Int(6)));
        assert_eq!(map.to_string(), "{5: 2, 5.0: 3, nan: 4, nan: 5, 0.0: 7}");
    }

    #[test]
    fn large_maps_find_every_key() {
        let mut map: Map = (0..5_000).map(|n| (n, n * 2)).collect();
        assert!((0..5_000).all(|n| map.get(&Value::UInt(n)) == Some(&Value::UInt(n * 2))));
        for value in [Value::from(u128::MAX), Value::from("x"), Value::from(vec![1, 2])] {
            map.insert(value.clone(), 1.into());
            assert_eq!(map.get(&value), Some(&Value::Int(1)));
        }
        map.insert(Dict::from([("a", 1), ("b", 2)]).into(), "dict".into());
        assert_eq!(map.get(&Dict::from([("b", 2), ("a", 1)]).into()), Some(&Value::from("dict")));
        assert_eq!(map.remove(&Value::Int(7)), Some(Value::Int(14)));
        assert_eq!(map.len(), 5_003);
    }

    #[test]
    fn large_maps_find_keys_of_every_kind() {
        let object = || Value::Object(Object::named("A", vec![1].into()));
        let keys = || {
            let ext = |code| Value::Ext(Ext::new(code, vec![1]));
            let unknown = |id| Value::Unknown(Box::new(Unknown::new(id, vec![1].into())));
            let map = |key: u8| Value::Map(Map::from_iter([(key, 1), (3, 3)]));
            let beyond = |text: &str| Value::BigInt(text.repeat(40).parse().unwrap());
            vec![
                Value::Null,
                true.into(),
                false.into(),
                0.5.into(),
                Value::Bytes(vec![1].into()),
                Value::Bytes(vec![].into()),
                ext(1),
                ext(2),
                unknown(1),
                unknown(2),
                map(1),
                map(2),
                beyond("1"),
                beyond("2"),
                object(),
                Value::Object(Object::named("B", vec![1].into())),
            ]
        };
        let count = keys().len();
        let mut map: Map = (0..100).map(|n| (Value::from(n), Value::Null)).collect();
        for (n, key) in keys().into_iter().enumerate() {
            assert_eq!(map.insert(key, n.into()), None);
        }
        for (n, key) in keys().iter().enumerate() {
            assert_eq!(map.get(key), Some(&n.into()), "{key}");
            *map.get_mut(key).unwrap() = (n + 1).into();
        }
        assert_eq!(map.len(), 100 + count);
        assert!(map.keys().skip(100).eq(&keys()));
        assert!(map.values().skip(100).eq(&(1..=count).map(Value::from).collect::<Vec<_>>()));
        for (_, value) in &mut map {
            *value = Value::Null;
        }
        assert!(map.values().all(Value::is_null));
        assert_eq!(map.get(&object()), Some(&Value::Null));
    }

    #[test]
    fn many_nans_do_not_make_it_slow() {
        let map: Map = (0..100_000).map(|_| (f64::NAN, ())).collect();
        assert_eq!(map.len(), 100_000);
    }
}

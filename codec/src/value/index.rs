//! The way to the parts of a value: `get`, `value["a"][0]`, pointers.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "the operators of indexing, which fail as those of slices do; `get` is for data from outside"
)]

use std::ops::{Index, IndexMut};

use super::{NULL, Value};

/// What a value can be indexed with: a key or a position.
///
/// Implemented for `str`, `String` and `usize`, and for references to them; not for your own types.
pub trait ValueIndex: sealed::Sealed {
    #[doc(hidden)]
    fn part<'v>(&self, value: &'v Value) -> Option<&'v Value>;
    #[doc(hidden)]
    fn part_mut<'v>(&self, value: &'v mut Value) -> Option<&'v mut Value>;
    #[doc(hidden)]
    fn part_or_insert<'v>(&self, value: &'v mut Value) -> &'v mut Value;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for usize {}
    impl Sealed for str {}
    impl Sealed for String {}
    impl<T: Sealed + ?Sized> Sealed for &T {}
}

impl ValueIndex for usize {
    fn part<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        value.as_list()?.get(*self)
    }

    fn part_mut<'v>(&self, value: &'v mut Value) -> Option<&'v mut Value> {
        value.as_list_mut()?.get_mut(*self)
    }

    fn part_or_insert<'v>(&self, value: &'v mut Value) -> &'v mut Value {
        // What is no list has no elements, and asking for one fails as it does with any slice.
        let elements = value.as_list_mut().map_or(&mut [][..], |list| &mut **list);
        &mut elements[*self]
    }
}

impl ValueIndex for str {
    fn part<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        match value {
            Value::Dict(dict) => dict.get(self),
            Value::Map(map) => map.iter().find(|(key, _)| *key == self).map(|(_, value)| value),
            _ => None,
        }
    }

    fn part_mut<'v>(&self, value: &'v mut Value) -> Option<&'v mut Value> {
        match value {
            Value::Dict(dict) => dict.get_mut(self),
            Value::Map(map) => map.iter_mut().find(|(key, _)| *key == self).map(|(_, value)| value),
            _ => None,
        }
    }

    fn part_or_insert<'v>(&self, value: &'v mut Value) -> &'v mut Value {
        if value.is_null() {
            *value = Value::Dict(super::Dict::new());
        }
        match value {
            Value::Dict(dict) => dict.get_or_insert_with(self, Value::default),
            // A programmer's choice of operator, as with slices; `get_mut` is there for data from outside.
            other => panic!("cannot set a key of {}", other.kind_name()),
        }
    }
}

macro_rules! forward {
    ([$($generics:tt)*] $name:ty) => {
        impl<$($generics)*> ValueIndex for $name {
            fn part<'v>(&self, value: &'v Value) -> Option<&'v Value> {
                (**self).part(value)
            }

            fn part_mut<'v>(&self, value: &'v mut Value) -> Option<&'v mut Value> {
                (**self).part_mut(value)
            }

            fn part_or_insert<'v>(&self, value: &'v mut Value) -> &'v mut Value {
                (**self).part_or_insert(value)
            }
        }
    };
}

forward!([] String);
forward!([T: ValueIndex + ?Sized] &T);

impl Value {
    /// The entry of a dict under a key, or the element of a list at a position.
    ///
    /// ```
    /// use codec::{Dict, Value};
    /// let value = Value::from(Dict::from([("a", vec![1, 2])]));
    /// assert_eq!(value.get("a").and_then(|list| list.get(1)), Some(&Value::from(2)));
    /// assert_eq!(value.get(0), None);
    /// ```
    pub fn get(&self, index: impl ValueIndex) -> Option<&Value> {
        index.part(self)
    }

    /// The entry of a dict under a key, or the element of a list at a position, open to change.
    pub fn get_mut(&mut self, index: impl ValueIndex) -> Option<&mut Value> {
        index.part_mut(self)
    }

    /// The part that a JSON pointer (RFC 6901) names; the empty pointer names the value itself.
    ///
    /// ```
    /// use codec::{Dict, Value};
    /// let value = Value::from(Dict::from([("a/b", vec![1, 2])]));
    /// assert_eq!(value.pointer("/a~1b/0"), Some(&Value::from(1)));
    /// assert_eq!(value.pointer("/a~1b/7"), None);
    /// ```
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        tokens(pointer)?.try_fold(self, |value, token| match value {
            Value::List(list) => list.get(position(&token)?),
            other => other.get(&token),
        })
    }

    /// The part that a JSON pointer (RFC 6901) names, open to change.
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Value> {
        tokens(pointer)?.try_fold(self, |value, token| match value {
            Value::List(list) => list.get_mut(position(&token)?),
            other => other.get_mut(&token),
        })
    }
}

/// The unescaped steps of a pointer; `None` if it does not start with a slash.
fn tokens(pointer: &str) -> Option<impl Iterator<Item = String> + use<'_>> {
    let mut parts = pointer.split('/');
    (parts.next() == Some("")).then(|| parts.map(|part| part.replace("~1", "/").replace("~0", "~")))
}

/// A position in a list: the RFC allows neither signs nor leading zeros.
fn position(token: &str) -> Option<usize> {
    let plain = token == "0" || token.starts_with(|c: char| ('1'..='9').contains(&c));
    if plain { token.parse().ok() } else { None }
}

/// What is not there gives [`Value::Null`].
impl<I: ValueIndex> Index<I> for Value {
    type Output = Value;

    fn index(&self, index: I) -> &Value {
        index.part(self).unwrap_or(&NULL)
    }
}

/// A key that is not there is inserted, and null becomes a dict.
///
/// # Panics
/// If the value is neither null nor a dict (for a key), or is no list with such a position. For data from outside use
/// [`get_mut`](Value::get_mut) or [`pointer_mut`](Value::pointer_mut).
impl<I: ValueIndex> IndexMut<I> for Value {
    fn index_mut(&mut self, index: I) -> &mut Value {
        index.part_or_insert(self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dict, Map};
    use super::*;

    fn sample() -> Value {
        Dict::from([("a", Value::from(vec![1, 2])), ("m~n", Value::from("x")), ("", Value::Bool(true))])
            .into()
    }

    #[test]
    fn missing_parts_are_null() {
        let value = sample();
        assert_eq!(value["a"][1], 2);
        assert_eq!(value[String::from("a")][0], 1);
        assert!(value["a"][2].is_null() && value["b"]["c"][4].is_null() && value["a"]["x"].is_null());
    }

    #[test]
    fn text_keys_of_maps_are_found() {
        let mut value = Value::from([(Value::Int(1), 1), (Value::from("k"), 2)].into_iter().collect::<Map>());
        assert_eq!(value["k"], 2);
        *value.get_mut("k").unwrap() = Value::Null;
        assert!(value["k"].is_null());
    }

    #[test]
    fn pointers() {
        let mut value = sample();
        assert_eq!(value.pointer(""), Some(&sample()));
        assert_eq!(value.pointer("/"), Some(&Value::Bool(true)));
        assert_eq!(value.pointer("/m~0n"), Some(&Value::from("x")));
        for missing in ["a", "/a/01", "/a/+1", "/a/-", "/a/2", "/a/0/0", "/zz"] {
            assert_eq!(value.pointer(missing), None, "{missing}");
        }
        *value.pointer_mut("/a/0").unwrap() = Value::from("new");
        assert_eq!(value["a"][0], "new");
    }

    #[test]
    fn assignment_makes_dicts() {
        let mut value = Value::Null;
        value["a"]["b"] = 1.into();
        value["c"] = Value::from(vec![1]);
        value["c"][0] = "x".into();
        assert_eq!(value.to_string(), "{'a': {'b': 1}, 'c': ['x']}");
    }

    #[test]
    #[should_panic(expected = "cannot set a key of an integer")]
    fn assignment_does_not_overwrite_another_kind() {
        let mut value = Value::from(1);
        value["a"] = Value::Null;
    }
}

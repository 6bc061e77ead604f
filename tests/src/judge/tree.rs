//! JSON by `serde_json`, with its order and its duplicates, which its own values do not keep.

use std::fmt;

use codec::{Dict, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// What `serde_json` reads.
pub(super) enum Tree {
    Scalar(Value),
    List(Vec<Tree>),
    Dict(Vec<(String, Tree)>),
}

impl Tree {
    /// Whether there is a dict with this key, hidden by another of the same key or not.
    pub(super) fn has_key(&self, wanted: &str) -> bool {
        match self {
            Tree::Scalar(_) => false,
            Tree::List(items) => items.iter().any(|item| item.has_key(wanted)),
            Tree::Dict(entries) => entries.iter().any(|(key, item)| key == wanted || item.has_key(wanted)),
        }
    }

    /// Of a key that stands twice the last value counts, in Python as here.
    pub(super) fn into_value(self) -> Value {
        match self {
            Tree::Scalar(value) => value,
            Tree::List(items) => items.into_iter().map(Tree::into_value).collect::<codec::List>().into(),
            Tree::Dict(entries) => {
                entries.into_iter().map(|(key, item)| (key, item.into_value())).collect::<Dict>().into()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Scalar(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Tree, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = from.next_entry()? {
            entries.push(entry);
        }
        Ok(Tree::Dict(entries))
    }
}

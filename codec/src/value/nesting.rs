//! Dropping nested values without much recursion: a value that is nested ten million levels deep must not overflow the
//! stack.

use std::cell::Cell;
use std::mem;

use super::Value;

/// So many levels are dropped by recursion, which looks at each value once and allocates nothing. Their frames take a
/// few kilobytes.
const RECURSIVE: u32 = 32;

thread_local! {
    /// How many containers are being dropped inside each other.
    static LEVEL: Cell<u32> = const { Cell::new(0) };
}

/// One level further in, until it is dropped, which it is also where a user's `drop` panics.
struct Inside(u32);

impl Inside {
    fn enter(level: u32) -> Self {
        LEVEL.set(level.saturating_add(1));
        Inside(level)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        LEVEL.set(self.0);
    }
}

/// Drops the containers among `children`; the rest is left to the usual way.
#[allow(single_use_lifetimes, reason = "`impl Iterator` of an anonymous lifetime is not stable")]
pub(super) fn unnest<'a>(children: impl Iterator<Item = &'a mut Value>) {
    let mut children = children.filter(|child| has_children(child));
    let Some(first) = children.next() else { return };
    let level = LEVEL.get();
    let children = std::iter::once(first).chain(children);
    if level < RECURSIVE {
        let _inside = Inside::enter(level);
        children.for_each(|child| drop(mem::take(child)));
    } else {
        unnest_deep(children);
    }
}

/// Without recursion; a child is moved only if it holds containers that hold something.
#[allow(single_use_lifetimes, reason = "`impl Iterator` of an anonymous lifetime is not stable")]
fn unnest_deep<'a>(children: impl Iterator<Item = &'a mut Value>) {
    let mut pending: Vec<Value> = children.filter(|child| is_deep(child)).map(mem::take).collect();
    while let Some(mut value) = pending.pop() {
        take_deep_children(&mut value, &mut pending);
    }
}

fn is_deep(value: &Value) -> bool {
    match value {
        Value::List(list) => list.iter().any(has_children),
        Value::Dict(dict) => dict.values().any(has_children),
        Value::Map(map) => map.iter().any(|(key, value)| has_children(key) || has_children(value)),
        Value::Unknown(unknown) => has_children(unknown.data()),
        _ => false,
    }
}

fn has_children(value: &Value) -> bool {
    match value {
        Value::List(list) => !list.is_empty(),
        Value::Dict(dict) => !dict.is_empty(),
        Value::Map(map) => !map.is_empty(),
        Value::Unknown(_) => true,
        _ => false,
    }
}

fn take_deep_children(value: &mut Value, pending: &mut Vec<Value>) {
    let mut take = |child: &mut Value| {
        if is_deep(child) {
            pending.push(mem::take(child));
        }
    };
    match value {
        Value::List(list) => list.iter_mut().for_each(take),
        Value::Dict(dict) => dict.values_mut().for_each(take),
        Value::Map(map) => map.keys_and_values_mut().for_each(take),
        Value::Unknown(unknown) => take(unknown.data_mut()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dict, Map, Unknown};
    use super::*;

    fn wrap(value: Value, level: usize) -> Value {
        match level % 5 {
            0 => Value::List([value].into_iter().collect()),
            1 => Value::Dict([("k", value)].into()),
            2 => Value::Map([(Value::Int(1), value)].into_iter().collect()),
            3 => Value::Unknown(Box::new(Unknown::new(7, value))),
            _ => Value::Map([(value, Value::Null)].into_iter().collect()),
        }
    }

    #[test]
    fn a_million_levels_drop_on_a_small_stack() {
        let deep = || {
            drop((0..1_000_000).fold(Value::Null, |value, _| Value::from(vec![value])));
            drop((0..1_000_000).fold(Value::Null, |value, _| Value::Dict([("k", value)].into())));
        };
        std::thread::Builder::new().stack_size(256 << 10).spawn(deep).unwrap().join().unwrap();
    }

    #[test]
    fn mixed_containers_drop_on_a_small_stack() {
        let deep = || drop((0..100_000).fold(Value::Int(1), wrap));
        std::thread::Builder::new().stack_size(256 << 10).spawn(deep).unwrap().join().unwrap();
        drop((Dict::new(), Map::new()));
    }
}

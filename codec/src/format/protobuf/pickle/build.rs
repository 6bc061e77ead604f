//! From the nodes of a finished pickle to values, from the outermost inwards.

use std::mem;

use super::load::{Node, Ref, Slot, element_limit};
use crate::error::{DecodeError, DecodeKind};
use crate::value::{Dict, Map, Value};
use crate::wire::Limits;
use crate::wire::limits::read_too_deep;

type Result<T> = std::result::Result<T, DecodeError>;

/// How many times the length of its pickle the copies may take of what is referred to more than once. Lists that refer to
/// lists again and again would fill all that the limit of elements allows from a few hundred bytes.
const SHARED: usize = 64;
/// So much is free: `[[0] * 100] * 100` is one row a hundred times, and no attack.
const FREE: usize = 1024 * 1024;

/// Makes values of nodes. What is referred to more than once is copied, and each copy is counted.
pub(super) struct Builder<'a> {
    nodes: Vec<Slot>,
    limits: &'a Limits,
    /// How many list elements and dict entries are left.
    elements: usize,
    /// How many bytes the copies may still take.
    shared: usize,
}

/// Where a value is wanted.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Something that contains it is referred to again.
    keep: bool,
    /// In the key of a dict, where Python has no lists and no dicts.
    in_key: bool,
    depth: u32,
}

impl<'a> Builder<'a> {
    /// `length` is that of the pickle.
    pub(super) fn new(nodes: Vec<Slot>, limits: &'a Limits, length: usize) -> Self {
        let shared = length.saturating_mul(SHARED).saturating_add(FREE);
        Builder { nodes, limits, elements: limits.elements, shared }
    }

    /// The value of a node; once for each node that nothing else refers to.
    pub(super) fn value(&mut self, at: Ref, depth: u32) -> Result<Value> {
        self.node(at, Place { depth, ..Place::default() })
    }

    fn node(&mut self, at: Ref, mut place: Place) -> Result<Value> {
        let Some(slot) = self.nodes.get_mut(at as usize) else { return Err(cyclic()) };
        place.keep |= slot.is_shared;
        if let (Node::Leaf(value), true) = (&slot.node, place.keep) {
            let value = value.clone();
            self.count_text(&value)?;
            return Ok(value);
        }
        let node = mem::replace(&mut slot.node, Node::Gone);
        let value = match &node {
            Node::List(_) | Node::Dict(_) if place.in_key => return Err(not_a_key()),
            Node::List(items) | Node::Tuple(items) => self.list(items, place)?,
            Node::Dict(items) => self.dict(items, place)?,
            // It is being built: it contains itself.
            Node::Gone => return Err(cyclic()),
            Node::Leaf(_) => {
                let Node::Leaf(value) = node else { return Err(cyclic()) };
                return Ok(value);
            }
        };
        if let Some(slot) = self.nodes.get_mut(at as usize).filter(|_| place.keep) {
            slot.node = node;
        }
        Ok(value)
    }

    fn list(&mut self, items: &[Ref], place: Place) -> Result<Value> {
        let place = self.deeper(place, items.len(), size_of::<Value>())?;
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            list.push(self.node(*item, place).map_err(|error| error.in_index(index))?);
        }
        Ok(Value::List(list.into()))
    }

    /// A dict if all keys are text, which they mostly are.
    fn dict(&mut self, items: &[Ref], place: Place) -> Result<Value> {
        let place = self.deeper(place, items.len() / 2, size_of::<(Value, Value)>())?;
        let is_text = |slot: &Slot| matches!(slot.node, Node::Leaf(Value::String(_)));
        let mut keys = items.chunks_exact(2).filter_map(|pair| self.nodes.get(*pair.first()? as usize));
        if keys.all(is_text) { self.text_dict(items, place) } else { self.map(items, place) }
    }

    fn text_dict(&mut self, items: &[Ref], place: Place) -> Result<Value> {
        let mut dict = Dict::with_capacity(items.len() / 2);
        for pair in items.chunks_exact(2) {
            let &[key, item] = pair else { continue };
            let key = String::try_from(self.node(key, place)?)?;
            let item = self.node(item, place).map_err(|error| error.in_key(&key))?;
            dict.insert(key, item);
        }
        Ok(Value::Dict(dict))
    }

    fn map(&mut self, items: &[Ref], place: Place) -> Result<Value> {
        let mut map = Map::with_capacity(items.len() / 2);
        for pair in items.chunks_exact(2) {
            let &[key, item] = pair else { continue };
            let key = self.node(key, Place { in_key: true, ..place })?;
            let item = self.node(item, place).map_err(|error| error.in_key(&key.to_string()))?;
            map.insert(key, item);
        }
        Ok(Value::Map(map))
    }

    /// One level of nesting, with this many elements of this many bytes.
    fn deeper(&mut self, place: Place, elements: usize, size: usize) -> Result<Place> {
        let left = self.elements.checked_sub(elements);
        self.elements = left.ok_or_else(|| element_limit(self.limits))?;
        if place.depth >= self.limits.depth {
            return Err(read_too_deep(self.limits.depth));
        }
        if place.keep {
            self.count_shared(elements.saturating_mul(size))?;
        }
        Ok(Place { depth: place.depth.saturating_add(1), ..place })
    }

    fn count_text(&mut self, value: &Value) -> Result<()> {
        let length = match value {
            Value::String(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
            Value::BigInt(digits) => digits.as_str().len(),
            _ => 0,
        };
        self.count_shared(length)
    }

    fn count_shared(&mut self, bytes: usize) -> Result<()> {
        self.shared = self.shared.checked_sub(bytes).ok_or_else(too_often)?;
        Ok(())
    }
}

#[cold]
fn too_often() -> DecodeError {
    let message = "a pickle refers again and again to the same data, beyond 64 times its length and 1 MiB";
    DecodeError::new(DecodeKind::Limit, message).help("send it in another codec")
}

#[cold]
fn not_a_key() -> DecodeError {
    DecodeError::new(DecodeKind::Syntax, "could not parse the pickle: a list or dict is a key of a dict")
}

#[cold]
fn cyclic() -> DecodeError {
    DecodeError::new(DecodeKind::Unsupported, "a list or dict in the pickle contains itself")
        .help("a value owns its parts, so that none can contain itself")
}

//! Writing plain values.

use std::any::Any;

use serde::Serialize;

use crate::error::{Limit, SerializationError};
use crate::serializer::entry::{Entry, Fields as Code};
use crate::serializer::generic::TakesByNumber;
use crate::serializer::route::Put;
use crate::serializer::serde::{MapBuilder, key_value};
use crate::serializer::table::{Row, Table};
use crate::serializer::writer::{FormatWriter, Opening};
use crate::value::{BigInt, Ext, List, Map, RESERVE, Value};
use crate::wire::Limits;
use crate::wire::limits::written_too_deep;
use crate::wire::parts::TYPE_KEY;

type Done = Result<(), SerializationError>;

/// Writes values as plain values. Not public API. Used by generated code.
pub struct TreeWriter<'a> {
    table: &'a Table,
    open: Vec<Open>,
    root: Value,
    /// Levels of nesting that may still be opened.
    depth: u32,
    under_tag: bool,
    limits: Limits,
}

/// A container that is being written.
enum Open {
    List(List),
    /// The key stays until its value has come, for an error's path.
    Dict(MapBuilder, Option<Value>),
    /// The one value of an envelope, or a key.
    One(Value),
}

impl<'a> TreeWriter<'a> {
    pub(crate) fn new(table: &'a Table, limits: &Limits) -> Self {
        TreeWriter {
            table,
            open: Vec::new(),
            root: Value::Null,
            depth: limits.depth,
            under_tag: false,
            limits: *limits,
        }
    }

    /// What was written.
    pub(crate) fn finish(self) -> Value {
        self.root
    }

    fn place(&mut self, value: Value) {
        match self.open.last_mut() {
            None => self.root = value,
            Some(Open::One(one)) => *one = value,
            Some(Open::List(list)) => list.push(value),
            Some(Open::Dict(entries, key)) => entries.insert(key.take().unwrap_or_default(), value),
        }
    }

    fn close(&mut self) {
        let value = match self.open.pop() {
            Some(Open::List(list)) => Value::List(list),
            Some(Open::Dict(entries, _)) => entries.finish(),
            Some(Open::One(value)) => value,
            None => return,
        };
        self.place(value);
    }

    fn enter(&mut self) -> Done {
        match self.depth.checked_sub(1) {
            Some(left) => {
                self.depth = left;
                Ok(())
            }
            None => Err(written_too_deep(self.limits.depth)),
        }
    }

    fn leave(&mut self) {
        // Each of them follows an `enter`.
        self.depth = self.depth.wrapping_add(1);
    }

    fn open(&mut self, container: Open) -> Done {
        self.enter()?;
        self.under_tag = false;
        self.open.push(container);
        Ok(())
    }

    /// The key of the next value; of a struct, so that it is none of the user's.
    pub(super) fn field_name(&mut self, name: &'static str) {
        if let Some(Open::Dict(_, place)) = self.open.last_mut() {
            *place = Some(Value::from(name));
        }
    }

    /// A key of any kind; what it holds is checked as other values are.
    fn value_key(&mut self, key: &Value) -> Done {
        if let Value::String(text) = key {
            return self.key(false, text);
        }
        self.open.push(Open::One(Value::Null));
        self.write_value(key)?;
        if let (Some(Open::One(key)), Some(Open::Dict(_, place))) = (self.open.pop(), self.open.last_mut()) {
            *place = Some(key);
        }
        Ok(())
    }
}

impl Opening for TreeWriter<'_> {
    type Open = ();
    /// The id, and whether the tag is the payload of another.
    type Tagged = (i32, bool);
}

impl<'a> FormatWriter<'a> for TreeWriter<'a> {
    fn table(&self) -> &'a Table {
        self.table
    }

    fn body(&mut self, entry: &'static Entry, value: &dyn Any) -> Done {
        (entry.tree.write)(value, self)
    }

    fn put(&mut self, value: &dyn Put) -> Done {
        value.write_tree(self)
    }

    fn null(&mut self) {
        self.place(Value::Null);
    }

    fn bool(&mut self, value: bool) {
        self.place(Value::Bool(value));
    }

    fn i64(&mut self, value: i64) -> Done {
        self.place(Value::Int(value));
        Ok(())
    }

    fn u64(&mut self, value: u64) -> Done {
        self.place(Value::from(value));
        Ok(())
    }

    fn i128(&mut self, value: i128) -> Done {
        self.place(Value::from(value));
        Ok(())
    }

    fn u128(&mut self, value: u128) -> Done {
        self.place(Value::from(value));
        Ok(())
    }

    fn big_int(&mut self, text: &str) -> Done {
        let digits = text.trim_start_matches('-').len();
        if digits > self.limits.digits {
            let message = format!("an integer of {digits} digits is longer than {}", self.limits.digits);
            let error = SerializationError::limited(Limit::Digits, message);
            return Err(error.help("raise it with `Limits::digits`; CPython's own limit is 4300"));
        }
        let value: BigInt = text.parse().map_err(SerializationError::custom)?;
        self.place(Value::BigInt(value));
        Ok(())
    }

    fn f64(&mut self, value: f64) -> Done {
        self.place(Value::Float(value));
        Ok(())
    }

    fn str(&mut self, text: &str) -> Done {
        self.place(Value::from(text));
        Ok(())
    }

    fn bytes(&mut self, bytes: &[u8]) -> Done {
        self.place(Value::Bytes(bytes.into()));
        Ok(())
    }

    fn ext(&mut self, ext: &Ext) -> Done {
        self.place(Value::Ext(ext.clone()));
        Ok(())
    }

    /// The length is a claim of foreign code.
    fn open_list(&mut self, len: Option<usize>) -> Done {
        self.open(Open::List(List::with_capacity(len.unwrap_or(0).min(RESERVE))))
    }

    fn element(&mut self, _: bool) {}

    fn close_list(&mut self, (): (), _: usize) -> Done {
        self.leave();
        self.close();
        Ok(())
    }

    fn open_dict(&mut self, len: Option<usize>) -> Done {
        self.open(Open::Dict(MapBuilder::new(len.unwrap_or(0)), None))
    }

    fn key(&mut self, _: bool, key: &str) -> Done {
        if key == TYPE_KEY {
            return Err(SerializationError::reserved_key());
        }
        if let Some(Open::Dict(_, place)) = self.open.last_mut() {
            *place = Some(Value::from(key));
        }
        Ok(())
    }

    fn serialize_key<K: Serialize + ?Sized>(&mut self, _: bool, key: &K) -> Done {
        self.value_key(&key_value(key)?)
    }

    fn close_dict(&mut self, (): (), _: usize) -> Done {
        self.leave();
        self.close();
        Ok(())
    }

    fn map(&mut self, map: &Map) -> Done {
        self.open_dict(Some(map.len()))?;
        for (key, item) in map {
            let before = self.position();
            self.value_key(key)?;
            self.write_value(item).map_err(|error| error.in_key(&self.excerpt(before, before)))?;
        }
        self.close_dict((), map.len())
    }

    fn record<T: Code>(&mut self, value: &T) -> Done {
        value.write::<dyn TakesByNumber>(self)
    }

    fn open_tag(&mut self, row: &Row) -> Result<(i32, bool), SerializationError> {
        self.open_tag_of_id(row.id)
    }

    fn open_tag_of_id(&mut self, id: i32) -> Result<(i32, bool), SerializationError> {
        let nested = std::mem::replace(&mut self.under_tag, true);
        if nested {
            self.enter()?;
        }
        self.open.push(Open::One(Value::Null));
        Ok((id, nested))
    }

    fn close_tag(&mut self, (id, nested): (i32, bool)) {
        if let Some(Open::One(payload)) = self.open.last_mut() {
            let pair = List::from(vec![Value::from(id), payload.take()]);
            *payload = Value::Dict([(TYPE_KEY, pair)].into());
        }
        self.close();
        self.under_tag = false;
        if nested {
            self.leave();
        }
    }

    /// How many containers are open: enough to find a key again.
    fn position(&self) -> usize {
        self.open.len()
    }

    /// The key of the dict that was the innermost one at this position.
    fn excerpt(&self, from: usize, _: usize) -> String {
        match self.open.get(from.wrapping_sub(1)) {
            Some(Open::Dict(_, Some(Value::String(text)))) => text.clone(),
            Some(Open::Dict(_, Some(key))) => key.to_string(),
            _ => String::new(),
        }
    }
}

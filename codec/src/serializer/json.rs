//! The JSON reader and writer with knowledge of types: envelopes, objects, fields and dynamic values.

use std::any::{Any, TypeId};
use std::mem;

use super::Object;
use super::entry::{Sink, Source};
use super::generic::whole;
use super::route::{Put, Slot, vacant, wrong_length};
use super::shape::Shape;
use super::table::{Resolved, Row, Table};
use crate::error::{DecodeError, DecodeKind, SerializationError, SerializationKind};
use crate::value::{Bytes, Dict, List, Map, Value};
use crate::wire::json::{Kind, Number, Reader, Writer};

/// The key of the envelope.
pub(crate) const TYPE_KEY: &str = "__type__";

/// Writes values as JSON. Not public API. Used by generated code.
#[derive(Debug)]
pub struct JsonWriter<'a> {
    pub(crate) text: Writer,
    pub(crate) table: &'a Table,
    /// The container that opens next is the payload of a tag, which has been counted as a level.
    under_tag: bool,
}

impl<'a> JsonWriter<'a> {
    pub(crate) fn new(text: Writer, table: &'a Table) -> Self {
        JsonWriter { text, table, under_tag: false }
    }

    /// The id of a type, or the error that it has none here.
    #[inline]
    pub(crate) fn emitted_id(
        &self,
        rust_type: TypeId,
        name: fn() -> &'static str,
    ) -> Result<i32, SerializationError> {
        self.table.id_of(rust_type).ok_or_else(|| SerializationError::no_serializer(name()))
    }

    /// `{"__type__":[id,`
    pub(crate) fn open_tag(&mut self, id: i32) -> Result<(), SerializationError> {
        self.text.open_tag(id)?;
        self.under_tag = true;
        Ok(())
    }

    /// `]}`
    pub(crate) fn close_tag(&mut self) {
        self.under_tag = false;
        self.text.close_tag();
    }

    pub(super) fn open_dict(&mut self) -> Result<bool, SerializationError> {
        let free = mem::take(&mut self.under_tag);
        if free {
            self.text.leave();
        }
        self.text.open_dict()?;
        Ok(free)
    }

    pub(super) fn close_dict(&mut self, empty: bool, free: bool) -> Result<(), SerializationError> {
        self.text.close_dict(empty);
        if free { self.text.enter() } else { Ok(()) }
    }

    pub(super) fn open_list(&mut self) -> Result<bool, SerializationError> {
        let free = mem::take(&mut self.under_tag);
        if free {
            self.text.leave();
        }
        self.text.open_list()?;
        Ok(free)
    }

    pub(super) fn close_list(&mut self, empty: bool, free: bool) -> Result<(), SerializationError> {
        self.text.close_list(empty);
        if free { self.text.enter() } else { Ok(()) }
    }

    /// A key of user data: the envelope's own key would be decoded as a type.
    pub(crate) fn key(&mut self, first: bool, key: &str) -> Result<(), SerializationError> {
        if key == TYPE_KEY {
            return Err(SerializationError::reserved_key());
        }
        self.text.key(first, key);
        Ok(())
    }

    /// A dynamic value.
    pub(crate) fn value(&mut self, value: &Value) -> Result<(), SerializationError> {
        match value {
            Value::Null => self.text.null(),
            Value::Bool(value) => self.text.bool(*value),
            Value::Int(value) => self.text.i64(*value),
            Value::UInt(value) => self.text.u64(*value),
            Value::BigInt(value) => self.text.big_int(value.as_str())?,
            Value::Float(value) => return self.text.f64(*value),
            Value::String(value) => self.text.str(value),
            Value::Bytes(value) => return self.bytes(value),
            Value::List(value) => return self.list(value),
            Value::Dict(value) => return self.dict(value),
            Value::Map(value) => return self.map(value),
            Value::Object(value) => return self.object(value),
            Value::Unknown(value) => {
                self.open_tag(value.id())?;
                self.value(value.data())?;
                self.close_tag();
            }
            Value::Ext(_) => return Err(unsupported("ext", "send it with MsgPack")),
        }
        Ok(())
    }

    pub(crate) fn list(&mut self, list: &List) -> Result<(), SerializationError> {
        let free = self.open_list()?;
        for (index, item) in list.iter().enumerate() {
            self.text.element(index == 0);
            self.value(item).map_err(|error| error.in_index(index))?;
        }
        self.close_list(list.is_empty(), free)
    }

    pub(crate) fn dict(&mut self, dict: &Dict) -> Result<(), SerializationError> {
        let free = self.open_dict()?;
        self.dict_entries(dict, true)?;
        self.close_dict(dict.is_empty(), free)
    }

    fn dict_entries(&mut self, dict: &Dict, mut first: bool) -> Result<(), SerializationError> {
        for (key, item) in dict {
            self.key(first, key)?;
            first = false;
            self.value(item).map_err(|error| error.in_key(key))?;
        }
        Ok(())
    }

    /// A dict with keys that are not strings, which Python's `json` converts or refuses.
    fn map(&mut self, map: &Map) -> Result<(), SerializationError> {
        let free = self.open_dict()?;
        for (index, (key, item)) in map.iter().enumerate() {
            let key = key_text(key)?;
            self.key(index == 0, &key)?;
            self.value(item).map_err(|error| error.in_key(&key))?;
        }
        self.close_dict(map.is_empty(), free)
    }

    #[allow(clippy::unused_self)] // a writer of a format that has bytes needs it
    pub(crate) fn bytes(&mut self, _: &Bytes) -> Result<(), SerializationError> {
        Err(unsupported("bytes", "JSON has no form for them; send a base64 string, or use MsgPack"))
    }

    /// A registered object in whatever form it is.
    pub(crate) fn object(&mut self, object: &Object) -> Result<(), SerializationError> {
        let Some(row) = self.object_row(object) else { return self.uncovered(object) };
        self.open_tag(row.id)?;
        match (object.live(), row.serializer.entry()) {
            (Some(live), Some(entry)) => (entry.json.write)(live, self)?,
            (Some(live), None) => self.value(&row.serializer.payload_of(live)?)?,
            (None, _) => self.value(&*object.payload()?)?,
        }
        self.close_tag();
        Ok(())
    }

    fn object_row(&self, object: &Object) -> Option<&'a Row> {
        self.table.row_of(object.rust_type())
    }

    /// An object whose type this codec does not hold: the fallback's business, if there is one.
    #[cold]
    fn uncovered(&mut self, object: &Object) -> Result<(), SerializationError> {
        if let Some(covered) = object.live().and_then(|live| self.table.fallback_object(live)) {
            return self.fallback(&covered?);
        }
        match self.table.fallback() {
            Some(fallback) if fallback.serializer.rust_type() == object.rust_type() => self.fallback(object),
            _ => Err(SerializationError::no_serializer(object.type_name())),
        }
    }

    /// An object under the fallback's id, its payload being there already.
    fn fallback(&mut self, object: &Object) -> Result<(), SerializationError> {
        let id = self.table.fallback().and_then(|fallback| fallback.serializer.type_id(self.table.python()));
        self.open_tag(id.ok_or_else(|| SerializationError::no_serializer(object.type_name()))?)?;
        self.value(&*object.payload()?)?;
        self.close_tag();
        Ok(())
    }

    /// A value of any registered type, or one that the fallback covers.
    pub(crate) fn object_of(
        &mut self,
        value: &dyn Any,
        name: &'static str,
    ) -> Result<(), SerializationError> {
        let Some(row) = self.table.row_of(value.type_id()) else {
            let covered = self.table.fallback_object(value);
            return self.fallback(&covered.unwrap_or_else(|| Err(SerializationError::no_serializer(name)))?);
        };
        self.open_tag(row.id)?;
        match row.serializer.entry() {
            Some(entry) => (entry.json.write)(value, self)?,
            None => self.value(&row.serializer.payload_of(value)?)?,
        }
        self.close_tag();
        Ok(())
    }

    pub(crate) fn tuple_of(&mut self, values: &[&dyn Put]) -> Result<(), SerializationError> {
        let free = self.open_list()?;
        for (index, value) in values.iter().enumerate() {
            self.text.element(index == 0);
            value.write_json(self).map_err(|error| error.in_index(index))?;
        }
        self.close_list(values.is_empty(), free)
    }
}

/// The text that Python's `json` gives a dict key.
pub(crate) fn key_text(key: &Value) -> Result<String, SerializationError> {
    Ok(match key {
        Value::String(text) => text.clone(),
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::UInt(value) => value.to_string(),
        Value::BigInt(value) => value.to_string(),
        Value::Float(value) => crate::wire::json::float_text(*value),
        other => {
            let message = format!("keys must be str, int, float, bool or None, not {}", other.kind_name());
            return Err(SerializationError::new(SerializationKind::Unsupported, message)
                .help("use strings as keys, or a codec that keeps other keys, such as MsgPack"));
        }
    })
}

#[cold]
fn unsupported(type_name: &str, help: &'static str) -> SerializationError {
    let message = format!("no serializer found for type {type_name}");
    SerializationError::new(SerializationKind::Unsupported, message).help(help)
}

impl Sink for JsonWriter<'_> {
    fn fields(
        &mut self,
        shape: &'static Shape,
        values: &[Option<&dyn Put>],
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError> {
        let free = self.open_dict()?;
        let mut first = true;
        for (field, value) in shape.fields.iter().zip(values) {
            if let Some(value) = value {
                self.text.field(first, field.key);
                first = false;
                value.write_json(self).map_err(|error| error.in_field(field.name))?;
            }
        }
        if let Some(extra) = extra {
            if let Some(key) = extra.keys().find(|key| shape.field(key, 0).is_some()) {
                return Err(SerializationError::shadowed_field(key));
            }
            self.dict_entries(extra, first)?;
            first &= extra.is_empty();
        }
        self.close_dict(first, free)
    }

    fn tuple(&mut self, values: &[&dyn Put]) -> Result<(), SerializationError> {
        self.tuple_of(values)
    }

    fn value(&mut self, value: &dyn Put) -> Result<(), SerializationError> {
        value.write_json(self)
    }

    fn text(&mut self, text: &str) -> Result<(), SerializationError> {
        self.text.str(text);
        Ok(())
    }
}

/// Reads values from JSON. Not public API. Used by generated code.
#[derive(Debug)]
pub struct JsonReader<'a> {
    pub(crate) text: Reader<'a>,
    pub(crate) table: &'a Table,
    /// The container that opens next is the payload of a tag, which has been counted as a level.
    under_tag: bool,
}

impl<'a> JsonReader<'a> {
    pub(crate) fn new(text: Reader<'a>, table: &'a Table) -> Self {
        JsonReader { text, table, under_tag: false }
    }

    #[cold]
    pub(crate) fn too_large(&self, value: impl std::fmt::Display, ty: &str) -> DecodeError {
        self.text.error(DecodeKind::Type, format!("integer {value} does not fit {ty}"))
    }

    /// A dynamic value.
    pub(crate) fn value(&mut self) -> Result<Value, DecodeError> {
        Ok(match self.text.peek()? {
            Kind::Null => {
                self.text.null()?;
                Value::Null
            }
            Kind::Bool => Value::Bool(self.text.bool()?),
            Kind::Number => return self.number(),
            Kind::String => Value::String(self.text.string()?),
            Kind::List => Value::List(self.list()?),
            Kind::Dict => return self.dict_or_object(),
        })
    }

    fn number(&mut self) -> Result<Value, DecodeError> {
        Ok(match self.text.number()? {
            Number::Int(value) => Value::Int(value),
            Number::UInt(value) => Value::UInt(value),
            Number::Float(value) => Value::Float(value),
            Number::Big(text) => Value::integer(text)
                .ok_or_else(|| self.text.error(DecodeKind::Syntax, "an integer that is none"))?,
        })
    }

    pub(crate) fn list(&mut self) -> Result<List, DecodeError> {
        let free = self.open_list()?;
        let mut items = Vec::new();
        while self.text.next_element(items.is_empty())? {
            items.push(self.value().map_err(|error| error.in_index(items.len()))?);
        }
        self.close(free)?;
        Ok(items.into())
    }

    /// A dict without a tag.
    pub(crate) fn dict(&mut self) -> Result<Dict, DecodeError> {
        let mut dict = Dict::new();
        self.entries(|from, key| {
            dict.append(key, from.value()?);
            Ok(())
        })?;
        Ok(dict)
    }

    fn dict_or_object(&mut self) -> Result<Value, DecodeError> {
        if let Some(id) = self.predicted_tag()? {
            return self.object_body(id).map(Value::Object);
        }
        let free = self.open_dict()?;
        let mut dict = Dict::new();
        let mut first = true;
        while self.text.next_entry(first)? {
            let key = self.text.key()?;
            if key == TYPE_KEY {
                if !first {
                    return Err(self.envelope("stands beside other keys"));
                }
                self.recount(free)?;
                let id = self.tag_id()?;
                return self.object_body(id).map(Value::Object);
            }
            first = false;
            let value = self.value().map_err(|error| error.in_key(&key))?;
            dict.append(key.into_owned(), value);
        }
        self.close(free)?;
        Ok(Value::Dict(dict))
    }

    /// A dict of user-chosen keys, for maps: hands each key to `each`, which reads the value.
    pub(crate) fn entries(
        &mut self,
        mut each: impl FnMut(&mut Self, String) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let free = self.open_dict()?;
        let mut first = true;
        while self.text.next_entry(first)? {
            first = false;
            let key = self.text.key()?;
            if key == TYPE_KEY {
                return Err(self.envelope("stands where a plain dict is expected"));
            }
            each(self, key.clone().into_owned()).map_err(|error| error.in_key(&key))?;
        }
        self.close(free)
    }

    /// JSON has no bytes; a list of small integers is what serde and mango's `pickle` payloads make of them.
    pub(crate) fn byte_list(&mut self) -> Result<Bytes, DecodeError> {
        let mut bytes = Vec::new();
        let free = self.open_list()?;
        while self.text.next_element(bytes.is_empty())? {
            let wide = self.text.u64()?;
            bytes.push(u8::try_from(wide).map_err(|_| self.too_large(wide, "u8"))?);
        }
        self.close(free)?;
        Ok(Bytes::from(bytes))
    }

    pub(super) fn open_list(&mut self) -> Result<bool, DecodeError> {
        let free = mem::take(&mut self.under_tag);
        if free {
            self.text.leave();
        }
        self.text.open_list()?;
        Ok(free)
    }

    pub(super) fn open_dict(&mut self) -> Result<bool, DecodeError> {
        let free = mem::take(&mut self.under_tag);
        if free {
            self.text.leave();
        }
        self.text.open_dict()?;
        Ok(free)
    }

    /// What was opened as the payload of a tag turns out to be a tag itself, and counts after all.
    pub(super) fn recount(&mut self, free: bool) -> Result<(), DecodeError> {
        self.close(free)
    }

    pub(super) fn close(&mut self, free: bool) -> Result<(), DecodeError> {
        if free { self.text.enter() } else { Ok(()) }
    }

    /// The tag in the two spellings that peers send; any other spelling is found key by key.
    #[inline]
    pub(super) fn predicted_tag(&mut self) -> Result<Option<i32>, DecodeError> {
        self.text.skip_ws();
        if self.text.eat(r#"{"__type__":["#) || self.text.eat(r#"{"__type__": ["#) {
            self.under_tag = false;
            self.text.enter()?;
            return self.tag_rest().map(Some);
        }
        Ok(None)
    }

    /// The id of an envelope whose key has been read.
    pub(super) fn tag_id(&mut self) -> Result<i32, DecodeError> {
        self.text.skip_ws();
        if !self.text.eat("[") {
            return Err(self.envelope("is not a list of an id and a payload"));
        }
        self.tag_rest()
    }

    /// `id,` behind the bracket.
    fn tag_rest(&mut self) -> Result<i32, DecodeError> {
        self.text.skip_ws();
        let start = self.text.position();
        let id = match self.text.peek_byte() {
            Some(b'-' | b'0'..=b'9') => self.text.i64().ok().and_then(|id| i32::try_from(id).ok()),
            _ => None,
        };
        let Some(id) = id else {
            return Err(self.envelope("has an id that is not a 32-bit integer").at(start));
        };
        self.text.skip_ws();
        if !self.text.eat(",") {
            return Err(self.envelope("has an id and no payload").with_id(id));
        }
        self.under_tag = true;
        Ok(id)
    }

    /// `]}` and nothing else.
    #[inline]
    pub(crate) fn close_tag(&mut self) -> Result<(), DecodeError> {
        self.under_tag = false;
        if !self.text.eat("]}") {
            self.close_tag_slowly()?;
        }
        self.text.leave();
        Ok(())
    }

    #[cold]
    fn close_tag_slowly(&mut self) -> Result<(), DecodeError> {
        self.text.skip_ws();
        if !self.text.eat("]") {
            return Err(self.envelope("has more than an id and a payload"));
        }
        self.text.skip_ws();
        if self.text.eat("}") { Ok(()) } else { Err(self.envelope("stands beside other keys")) }
    }

    #[cold]
    pub(super) fn envelope(&mut self, fault: &str) -> DecodeError {
        if self.text.peek_byte().is_none() {
            return self.text.error(DecodeKind::Eof, "input ends inside a `__type__` object");
        }
        let message = format!("`__type__` {fault}");
        self.text.error(DecodeKind::Envelope, message).help(r#"the form is {"__type__": [id, payload]}"#)
    }

    /// What the id stands for, or why it stands for nothing.
    #[inline]
    pub(super) fn resolve(&self, id: i32) -> Result<&'a Row, DecodeError> {
        match self.table.resolve(id) {
            Resolved::Row(row) => Ok(row),
            failed => Err(self.unresolved(id, failed)),
        }
    }

    #[cold]
    fn unresolved(&self, id: i32, why: Resolved<'_>) -> DecodeError {
        let error = self.text.error(DecodeKind::UnknownType, format!("unknown type id {id}")).with_id(id);
        match why {
            Resolved::Ambiguous(a, b) => error.help(format!(
                "both `{}` and `{}` accept it, so neither does; give one an explicit `type_id`",
                a.serializer.name(),
                b.serializer.name()
            )),
            _ => error,
        }
    }

    /// The payload and the end of an envelope whose id has been read.
    fn object_body(&mut self, id: i32) -> Result<Object, DecodeError> {
        if let Some(fallback) = self.table.fallback() {
            if fallback.serializer.type_id(self.table.python()) == Some(id) {
                let payload = self.value()?;
                self.close_tag()?;
                return fallback.serializer.rebuild(payload).map(|object| object.with_wire_id(id));
            }
        }
        let row = self.resolve(id)?;
        let start = self.text.position();
        let object = self.payload_of_row(row).map_err(|error| error.at(start))?;
        self.close_tag()?;
        Ok(object.with_wire_id(id))
    }

    /// A tagged object of the type of this row.
    pub(crate) fn object_of_row(&mut self, row: &Row) -> Result<Object, DecodeError> {
        self.open_tag_of(row.serializer.rust_type(), row.serializer.type_name())?;
        let start = self.text.position();
        let object = self.payload_of_row(row).map_err(|error| error.at(start))?;
        self.close_tag()?;
        Ok(object)
    }

    #[inline]
    fn payload_of_row(&mut self, row: &Row) -> Result<Object, DecodeError> {
        match row.serializer.entry() {
            Some(entry) => (entry.json.read)(self),
            None => row.serializer.rebuild(self.value()?),
        }
    }

    /// A tagged object of one Rust type.
    pub(crate) fn expect_object(
        &mut self,
        rust_type: TypeId,
        name: &'static str,
    ) -> Result<Object, DecodeError> {
        let start = self.text.position();
        match self.value()? {
            Value::Object(object) if object.rust_type() == rust_type => Ok(object),
            Value::Object(object) => Err(DecodeError::mismatch(name, object.name()).at(start)),
            other => Err(DecodeError::mismatch(&format!("a tagged `{name}`"), other.kind_name()).at(start)),
        }
    }

    /// The start of an envelope, up to the payload, of a type that is known.
    pub(crate) fn open_tag_of(&mut self, rust_type: TypeId, name: &'static str) -> Result<(), DecodeError> {
        let start = self.text.position();
        let id = match self.predicted_tag()? {
            Some(id) => id,
            None => self.searched_tag(name)?,
        };
        let row = self.resolve(id)?;
        if row.serializer.rust_type() == rust_type {
            return Ok(());
        }
        let found = format!("a `{}`", row.serializer.name());
        Err(DecodeError::mismatch(&format!("a `{name}`"), &found).with_id(id).at(start))
    }

    #[cold]
    fn searched_tag(&mut self, name: &'static str) -> Result<i32, DecodeError> {
        if self.text.peek()? != Kind::Dict {
            return Err(self.text.mismatch(&format!("a tagged `{name}`")));
        }
        let start = self.text.position();
        let free = self.open_dict()?;
        self.recount(free)?;
        if self.text.next_entry(true)? && self.text.key()? == TYPE_KEY {
            return self.tag_id();
        }
        Err(DecodeError::mismatch(&format!("a tagged `{name}`"), "a dict without `__type__`").at(start))
    }

    pub(crate) fn tuple_of(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), DecodeError> {
        let free = self.open_list()?;
        let mut count = 0;
        while self.text.next_element(count == 0)? {
            let Some(slot) = slots.get_mut(count) else {
                return Err(wrong_length(slots.len(), count + 1).at(self.text.position()));
            };
            slot.read_json(self).map_err(|error| error.in_index(count))?;
            count += 1;
        }
        if count != slots.len() {
            return Err(wrong_length(slots.len(), count).at(self.text.position()));
        }
        self.close(free)
    }

    /// The field that comes next: predicted to be `next`, as declared; otherwise looked for.
    #[inline]
    fn field(
        &mut self,
        shape: &'static Shape,
        next: usize,
        extra: Option<&mut Dict>,
    ) -> Result<Option<usize>, DecodeError> {
        if let Some(field) = shape.fields.get(next) {
            if self.text.field(true, field.key) {
                return Ok(Some(next));
            }
        }
        self.field_slowly(shape, next, extra)
    }

    #[inline(never)]
    fn field_slowly(
        &mut self,
        shape: &'static Shape,
        next: usize,
        extra: Option<&mut Dict>,
    ) -> Result<Option<usize>, DecodeError> {
        let start = self.text.position();
        let key = self.text.key()?;
        if let Some(index) = shape.field(&key, next) {
            return Ok(Some(index));
        }
        if key == TYPE_KEY {
            return Err(self.envelope("stands inside the payload of another type").at(start));
        }
        match extra {
            Some(extra) => {
                let value = self.value().map_err(|error| error.in_key(&key))?;
                extra.append(key.into_owned(), value);
            }
            None if shape.deny_unknown => return Err(DecodeError::unknown_field(&key, shape.name).at(start)),
            None => self.text.skip_value().map_err(|error| error.in_key(&key))?,
        }
        Ok(None)
    }
}

impl Source for JsonReader<'_> {
    fn fields(
        &mut self,
        shape: &'static Shape,
        slots: &mut [&mut dyn Slot],
        mut extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        let free = self.open_dict()?;
        let mut next = 0;
        let mut first = true;
        while self.text.next_entry(first)? {
            first = false;
            let Some(index) = self.field(shape, next, extra.as_deref_mut())? else { continue };
            let name = shape.fields[index].name;
            let start = self.text.position();
            vacant(slots[index], name).map_err(|error| error.at(start))?;
            slots[index].read_json(self).map_err(|error| error.at(start).in_field(name))?;
            next = index + 1;
        }
        self.close(free)
    }

    fn tuple(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), DecodeError> {
        self.tuple_of(slots)
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), DecodeError> {
        slot.read_json(self)
    }

    fn text(&mut self) -> Result<String, DecodeError> {
        self.text.string()
    }

    fn discriminant(&mut self) -> Result<i64, DecodeError> {
        if self.text.peek()? != Kind::Number {
            return Err(self.text.mismatch("an enum's integer"));
        }
        match self.text.number()? {
            Number::Int(value) => Some(value),
            Number::Float(value) => whole(value),
            _ => None,
        }
        .ok_or_else(|| self.text.error(DecodeKind::Type, "expected an enum's integer, found another number"))
    }
}

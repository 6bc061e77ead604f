//! Reading values.

use std::any::TypeId;
use std::sync::Arc;

use crate::error::{DecodeError, DecodeKind};
use crate::serializer::route::{Slot, wrong_length};
use crate::serializer::table::{Resolved, Row, Table};
use crate::value::{AnyObject, Bytes, Dict, List, Object, Unknown, Value};
use crate::wire::json::{Kind, Number, OpenTag, Reader, TYPE_KEY};

type Result<T> = std::result::Result<T, DecodeError>;
/// What an object holds.
type Inner = Arc<dyn AnyObject>;

/// Reads values from JSON. Not public API. Used by generated code.
#[derive(Debug)]
pub struct JsonReader<'a> {
    pub(crate) text: Reader<'a>,
    pub(crate) table: &'a Table,
    /// Objects of unknown types become [`Unknown`] instead of an error.
    keep_unknown: bool,
    /// The entries of the last two dynamic dicts: those of one document are mostly of a few sizes, inner and outer by
    /// turns, and room for the next saves it two moves.
    sizes: [usize; 2],
}

/// The most entries that room is made for before they come.
const ROOM: usize = 16;

impl<'a> JsonReader<'a> {
    pub(crate) fn new(text: Reader<'a>, table: &'a Table, keep_unknown: bool) -> Self {
        JsonReader { text, table, keep_unknown, sizes: [0; 2] }
    }

    #[cold]
    pub(crate) fn too_large(&self, value: impl std::fmt::Display, ty: &str) -> DecodeError {
        self.text.error(DecodeKind::Type, format!("integer {value} does not fit {ty}"))
    }

    /// A dynamic value.
    pub(crate) fn value(&mut self) -> Result<Value> {
        if self.text.peek_byte() == Some(b'{') {
            return self.dict_or_object();
        }
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

    fn number(&mut self) -> Result<Value> {
        Ok(match self.text.number()? {
            Number::Int(value) => Value::Int(value),
            Number::UInt(value) => Value::UInt(value),
            Number::Float(value) => Value::Float(value),
            Number::Big(text) => Value::integer(text)
                .ok_or_else(|| self.text.error(DecodeKind::Syntax, "an integer that is none"))?,
        })
    }

    pub(crate) fn list(&mut self) -> Result<List> {
        self.text.open_list()?;
        let mut items = Vec::new();
        while self.text.next_element(items.is_empty())? {
            items.push(self.value().map_err(|error| error.in_index(items.len()))?);
        }
        Ok(items.into())
    }

    /// A dict without a tag.
    pub(crate) fn dict(&mut self) -> Result<Dict> {
        let mut dict = Dict::new();
        self.entries(|from, key| {
            dict.append(key, from.value()?);
            Ok(())
        })?;
        Ok(dict)
    }

    /// Stands on the brace.
    #[inline]
    fn dict_or_object(&mut self) -> Result<Value> {
        if let Some(tag) = self.text.predicted_tag()? {
            return self.tagged(tag);
        }
        self.dict_or_odd_tag()
    }

    #[inline]
    fn tagged(&mut self, tag: OpenTag) -> Result<Value> {
        if self.keep_unknown && matches!(self.table.resolve(tag.id), Resolved::Unknown) {
            return self.unknown(tag);
        }
        match self.object_body(tag) {
            Ok(inner) => Ok(Value::Object(Object::decoded(inner, tag.id))),
            Err(error) => Err(error),
        }
    }

    /// An object of an unknown type, kept as it is.
    #[cold]
    fn unknown(&mut self, tag: OpenTag) -> Result<Value> {
        if let Some(inner) = self.fallback_body(tag)? {
            return Ok(Value::Object(Object::decoded(inner, tag.id)));
        }
        let data = self.value()?;
        self.text.close_tag(tag)?;
        Ok(Value::Unknown(Box::new(Unknown::new(tag.id, data))))
    }

    /// Bounded, and taken from dicts that did come, so that small ones cannot be made to take much; never below what a
    /// vector takes by itself.
    #[inline]
    fn room(&self) -> usize {
        self.sizes[0].max(self.sizes[1]).clamp(4, ROOM)
    }

    #[inline(never)]
    fn dict_or_odd_tag(&mut self) -> Result<Value> {
        let nested = self.text.is_under_tag();
        self.text.open_dict()?;
        let mut dict = Dict::new();
        let mut first = true;
        while self.text.next_entry(first)? {
            let key = self.text.key()?;
            if key == TYPE_KEY {
                if !first {
                    return Err(self.text.bad_tag("stands beside other keys"));
                }
                let tag = self.text.tag_behind_key(nested)?;
                return self.tagged(tag);
            }
            if first {
                // Not before there is an entry: an empty dict takes no room.
                dict = Dict::with_capacity(self.room());
                first = false;
            }
            let value = self.value().map_err(|error| error.in_key(&key))?;
            dict.append(key.into_owned(), value);
        }
        self.sizes = [self.sizes[1], dict.len()];
        Ok(Value::Dict(dict))
    }

    /// A dict of user-chosen keys, for maps: hands each key to `each`, which reads the value.
    pub(crate) fn entries(&mut self, mut each: impl FnMut(&mut Self, String) -> Result<()>) -> Result<()> {
        self.text.open_dict()?;
        let mut first = true;
        while self.text.next_entry(first)? {
            first = false;
            let key = self.text.key()?;
            if key == TYPE_KEY {
                return Err(self.text.bad_tag("stands where a plain dict is expected"));
            }
            each(self, key.clone().into_owned()).map_err(|error| error.in_key(&key))?;
        }
        Ok(())
    }

    /// JSON has no bytes; a list of small integers is what serde and mango's `pickle` payloads make of them.
    pub(crate) fn byte_list(&mut self) -> Result<Bytes> {
        let mut bytes = Vec::new();
        self.text.open_list()?;
        while self.text.next_element(bytes.is_empty())? {
            let wide = self.text.u64()?;
            bytes.push(u8::try_from(wide).map_err(|_| self.too_large(wide, "u8"))?);
        }
        Ok(Bytes::from(bytes))
    }

    /// What the id stands for, or why it stands for nothing.
    #[inline]
    pub(crate) fn resolve(&self, id: i32) -> Result<&'a Row> {
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

    /// The payload and the end of an envelope.
    #[inline]
    fn object_body(&mut self, tag: OpenTag) -> Result<Inner> {
        if self.table.fallback().is_some() {
            if let Some(object) = self.fallback_body(tag)? {
                return Ok(object);
            }
        }
        let row = self.resolve(tag.id)?;
        let object = self.payload(row)?;
        self.text.close_tag(tag)?;
        Ok(object)
    }

    #[inline]
    fn payload(&mut self, row: &Row) -> Result<Inner> {
        match row.serializer.entry() {
            Some(entry) => (entry.json.read)(self),
            None => self.foreign_payload(row),
        }
    }

    #[inline(never)]
    fn foreign_payload(&mut self, row: &Row) -> Result<Inner> {
        let start = self.text.position();
        let payload = self.value()?;
        row.serializer.rebuild(payload).map(Object::into_inner).map_err(|error| error.at(start))
    }

    /// The one type that the fallback's id stands for.
    #[cold]
    fn fallback_body(&mut self, tag: OpenTag) -> Result<Option<Inner>> {
        let Some(fallback) = self.table.fallback() else { return Ok(None) };
        if fallback.serializer.type_id(self.table.python()) != Some(tag.id) {
            return Ok(None);
        }
        let start = self.text.position();
        let payload = self.value()?;
        self.text.close_tag(tag)?;
        let object = fallback.serializer.rebuild(payload).map_err(|error| error.at(start))?;
        Ok(Some(object.into_inner()))
    }

    /// A tagged object of the type of this row, which is `T`.
    pub(crate) fn live_of_row<T: 'static>(&mut self, row: &Row) -> Result<T> {
        let Some(entry) = row.serializer.entry() else { return self.object_of_row(row)?.into_live() };
        let tag = self.open_tag_of(row.serializer.rust_type(), row.serializer.name())?;
        let mut slot = None::<T>;
        (entry.json.read_into)(self, &mut slot)?;
        self.text.close_tag(tag)?;
        slot.ok_or_else(|| DecodeError::mismatch(std::any::type_name::<T>(), row.serializer.name()))
    }

    /// A tagged object of the type of this row.
    pub(crate) fn object_of_row(&mut self, row: &Row) -> Result<Object> {
        let tag = self.open_tag_of(row.serializer.rust_type(), row.serializer.name())?;
        let inner = self.payload(row)?;
        self.text.close_tag(tag)?;
        Ok(Object::decoded(inner, tag.id))
    }

    /// A tagged object of one Rust type.
    pub(crate) fn expect_object(&mut self, rust_type: TypeId, name: &'static str) -> Result<Object> {
        if let Some(row) = self.table.further_of(rust_type) {
            return self.object_of_row(row);
        }
        let start = self.text.position();
        match self.value()? {
            Value::Object(object) if object.rust_type() == rust_type => Ok(object),
            Value::Object(object) => Err(DecodeError::mismatch(name, object.name()).at(start)),
            other => Err(DecodeError::mismatch(&format!("a tagged `{name}`"), other.kind_name()).at(start)),
        }
    }

    /// The start of an envelope, up to the payload, of a type that is known.
    pub(crate) fn open_tag_of(&mut self, rust_type: TypeId, name: &str) -> Result<OpenTag> {
        self.text.skip_ws();
        let start = self.text.position();
        let tag = match self.text.predicted_tag()? {
            Some(tag) => tag,
            None => self.searched_tag(name)?,
        };
        let row = self.resolve(tag.id)?;
        if row.serializer.rust_type() == rust_type || self.table.is_further(row, rust_type) {
            return Ok(tag);
        }
        let found = format!("a `{}`", row.serializer.name());
        Err(DecodeError::mismatch(&format!("a `{name}`"), &found).with_id(tag.id).at(start))
    }

    #[cold]
    fn searched_tag(&mut self, name: &str) -> Result<OpenTag> {
        if self.text.peek()? != Kind::Dict {
            return Err(self.text.mismatch(&format!("a tagged `{name}`")));
        }
        let start = self.text.position();
        let nested = self.text.is_under_tag();
        self.text.open_dict()?;
        if self.text.next_entry(true)? && self.text.key()? == TYPE_KEY {
            return self.text.tag_behind_key(nested);
        }
        Err(DecodeError::mismatch(&format!("a tagged `{name}`"), "a dict without `__type__`").at(start))
    }

    pub(crate) fn tuple_of(&mut self, slots: &mut [&mut dyn Slot]) -> Result<()> {
        self.text.open_list()?;
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
        Ok(())
    }
}

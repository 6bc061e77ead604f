//! What a reader of any format must be able to do, and what all of them then do in the same way: envelopes, objects
//! and lists.

use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::fmt::Display;
use std::sync::Arc;

use super::entry::Entry;
use super::route::{Slot, SlotList, Slots, wrong_length};
use super::shape::{FieldShape, Shape};
use super::table::{Resolved, Row, Table};
use crate::error::{DecodeError, DecodeKind};
use crate::value::{AnyObject, Bytes, Dict, List, Object, Unknown, Value};
use crate::wire::parts::{Kind, Number, OpenTag, TYPE_KEY};

type Result<T> = std::result::Result<T, DecodeError>;
/// What an object holds.
pub(crate) type Inner = Arc<dyn AnyObject>;

/// Reads values in one format, with knowledge of types: bytes below, the table of a codec above.
///
/// Generic code is monomorphised for each, so that a field is read by its format's own code.
pub trait FormatReader<'de>: Sized {
    /// Whether keys are always text, whatever they stand for.
    const TEXT_KEYS: bool;
    /// What has to be kept of a list that is open.
    type List;
    /// What has to be kept of a dict that is open.
    type Dict;
    /// What has to be kept of the fields of a struct.
    type Fields;

    /// The types of the codec.
    fn table(&self) -> &'de Table;
    /// Whether objects of unknown types become [`Unknown`] instead of an error.
    fn keeps_unknown(&self) -> bool;
    /// This format's function of a type.
    fn body(&mut self, entry: &'static Entry) -> Result<Inner>;
    /// As [`body`](Self::body), into an `Option` of the type.
    fn body_into(&mut self, entry: &'static Entry, slot: &mut dyn Any) -> Result<()>;
    /// This format's way into a slot.
    fn fill(&mut self, slot: &mut dyn Slot) -> Result<()>;

    /// Nothing may follow.
    fn finish(&mut self) -> Result<()>;
    /// Completes an error's place, in formats that have lines.
    fn locate(&self, error: DecodeError) -> DecodeError {
        error
    }
    /// Where the reader stands, in bytes.
    fn position(&self) -> usize;
    /// Goes back to a position at the same depth.
    fn set_position(&mut self, at: usize);
    /// Where the next value begins.
    fn start(&mut self) -> usize {
        self.position()
    }
    /// An error at this place.
    fn error(&self, kind: DecodeKind, message: impl Into<Cow<'static, str>>) -> DecodeError;
    /// `expected a string, found a number`.
    fn mismatch(&mut self, expected: &str) -> DecodeError;
    /// What stands next.
    fn peek(&mut self) -> Result<Kind>;

    /// Nothing.
    fn null(&mut self) -> Result<()>;
    /// Consumes nothing but `null`.
    fn try_null(&mut self) -> Result<bool>;
    /// True or false.
    fn bool(&mut self) -> Result<bool>;
    /// An integer.
    fn i64(&mut self) -> Result<i64>;
    /// An integer.
    fn u64(&mut self) -> Result<u64>;
    /// An integer.
    fn i128(&mut self) -> Result<i128>;
    /// An integer.
    fn u128(&mut self) -> Result<u128>;
    /// A float; an integer will do.
    fn f64(&mut self) -> Result<f64>;
    /// A number of any kind.
    fn number(&mut self) -> Result<Number<'de>>;
    /// Text.
    fn str(&mut self) -> Result<Cow<'de, str>>;
    /// Text of its own.
    fn string(&mut self) -> Result<String>;
    /// Bytes, where the format has them.
    fn bytes(&mut self) -> Result<&'de [u8]>;
    /// Bytes that stand as text, where the format sends them so; `None` where there is something else.
    fn text_bytes(&mut self) -> Result<Option<Vec<u8>>> {
        Ok(None)
    }
    /// An extension value, where the format has them.
    fn ext(&mut self) -> Result<(i8, &'de [u8])>;
    /// Checks a value and forgets it.
    fn skip_value(&mut self) -> Result<()>;

    /// The start of a list.
    fn open_list(&mut self) -> Result<Self::List>;
    /// Whether the list goes on; leaves it if not.
    fn next_element(&mut self, list: &mut Self::List) -> Result<bool>;
    /// A list of floats.
    fn f64_list(&mut self) -> Result<Vec<f64>> {
        let mut list = self.open_list()?;
        let mut floats = Vec::with_capacity(self.room(&list, size_of::<f64>()));
        while self.next_element(&mut list)? {
            floats.push(self.f64().map_err(|error| error.in_index(floats.len()))?);
        }
        Ok(floats)
    }
    /// How many elements of this size to make room for, where the format tells their number; what this promises is
    /// bounded by the input, all lists together.
    fn room(&mut self, list: &Self::List, size: usize) -> usize;
    /// The start of a dict.
    fn open_dict(&mut self) -> Result<Self::Dict>;
    /// Whether the dict goes on; leaves it if not.
    fn next_entry(&mut self, dict: &mut Self::Dict) -> Result<bool>;
    /// A key that is text.
    fn key(&mut self) -> Result<Cow<'de, str>>;
    /// The key that stands at a position, for an error's path.
    fn key_text(&mut self, at: usize) -> Cow<'de, str> {
        let here = self.position();
        self.set_position(at);
        let key = self.key();
        self.set_position(here);
        key.unwrap_or_default()
    }
    /// Consumes a key if it is this name as it is usually written, and nothing otherwise.
    fn eat_name(&mut self, name: &str) -> bool;
    /// Consumes the envelope's key, in any spelling, and nothing else.
    fn try_type_key(&mut self) -> Result<bool>;
    /// The start of a dict of fields.
    fn open_fields(&mut self) -> Result<Self::Fields>;
    /// The next field, predicted: consumes its name if that stands here, and nothing otherwise.
    fn field(&mut self, fields: &mut Self::Fields, field: &'static FieldShape) -> bool;
    /// Consumes the end of a dict of fields if it stands here.
    fn close_fields(&mut self, fields: &Self::Fields) -> bool;
    /// All that comes from the first field on that is not the one predicted, and the end.
    fn fields_in_any_order(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        fields: Self::Fields,
        extra: Option<&mut Dict>,
    ) -> Result<()>;

    /// The value of a key that is no field's.
    fn unknown_field(
        &mut self,
        shape: &'static Shape,
        key: Cow<'de, str>,
        start: usize,
        extra: Option<&mut Dict>,
    ) -> Result<()> {
        if key == TYPE_KEY {
            return Err(self.bad_tag("stands inside the payload of another type").at(start));
        }
        match extra {
            Some(extra) => {
                let value = self.read_value().map_err(|error| error.in_key(&key))?;
                extra.append(key.into_owned(), value);
                Ok(())
            }
            None if shape.refuses_unknown() => Err(DecodeError::unknown_field(&key, shape.name).at(start)),
            None => self.skip_value().map_err(|error| error.in_key(&key)),
        }
    }

    /// A dict, or the object of an envelope.
    fn dict_or_object(&mut self) -> Result<Value>;

    /// Whether what comes is the payload of an envelope.
    fn is_under_tag(&self) -> bool;
    /// The usual spelling of an envelope up to its payload; consumes nothing else.
    fn predicted_tag(&mut self) -> Result<Option<OpenTag>>;
    /// Whether types that are known to both sides never have an envelope.
    fn is_plain(&self) -> bool {
        false
    }
    /// In the place of an envelope that is not there, if types that are known may do without.
    fn bare(&mut self) -> Result<Option<OpenTag>> {
        Ok(None)
    }
    /// The rest of an envelope whose key has been read.
    fn tag_behind_key(&mut self, nested: bool, dict: &Self::Dict) -> Result<OpenTag>;
    /// The end of an envelope.
    fn close_tag(&mut self, tag: OpenTag) -> Result<()>;
    /// An envelope that does not have the one form that is allowed.
    fn bad_tag(&self, fault: &str) -> DecodeError;

    /// A dynamic value.
    fn read_value(&mut self) -> Result<Value> {
        Ok(match self.peek()? {
            Kind::Null => {
                self.null()?;
                Value::Null
            }
            Kind::Bool => Value::Bool(self.bool()?),
            Kind::Number => return self.number_value(),
            Kind::String => Value::String(self.string()?),
            Kind::Bytes => Value::Bytes(Bytes::from(self.bytes()?)),
            Kind::List => Value::List(self.list()?),
            Kind::Dict => return self.dict_or_object(),
            Kind::Ext => {
                let (code, data) = self.ext()?;
                Value::Ext(crate::value::Ext::new(code, data))
            }
        })
    }

    /// As [`read_value`](Self::read_value), where the value is to be written to its place at once: one that is built
    /// elsewhere and copied costs as much as reading a number.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn read_in_place(&mut self) -> Result<Value> {
        match self.predicted_tag()? {
            Some(tag) if !self.keeps_unknown() => {
                let inner = self.object_body(tag)?;
                Ok(Value::Object(Object::decoded(inner, tag.id())))
            }
            Some(tag) => self.tagged(tag),
            None => self.read_value(),
        }
    }

    /// The one value of a message.
    #[inline]
    fn message(&mut self) -> Result<Value> {
        if !self.keeps_unknown() {
            if let Some(tag) = self.predicted_tag()? {
                let inner = self.object_body(tag)?;
                self.finish()?;
                return Ok(Value::Object(Object::decoded(inner, tag.id())));
            }
        }
        let value = self.read_value()?;
        self.finish()?;
        Ok(value)
    }

    /// A whole message that `read` reads.
    #[inline]
    fn to_end<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let value = read(self)?;
        self.finish()?;
        Ok(value)
    }

    /// A dynamic number.
    fn number_value(&mut self) -> Result<Value> {
        Ok(match self.number()? {
            Number::Int(value) => Value::Int(value),
            Number::UInt(value) => Value::UInt(value),
            Number::Float(value) => Value::Float(value),
            Number::Big(text) => Value::integer(text)
                .ok_or_else(|| self.error(DecodeKind::Syntax, "an integer that is none"))?,
        })
    }

    /// A dynamic list.
    fn list(&mut self) -> Result<List> {
        self.values().map(List::from)
    }

    /// The values of a dynamic list.
    fn values(&mut self) -> Result<Vec<Value>> {
        let mut list = self.open_list()?;
        let mut items = Vec::with_capacity(self.room(&list, size_of::<Value>()));
        while self.next_element(&mut list)? {
            match self.read_in_place() {
                Ok(value) => items.push(value),
                Err(error) => return Err(error.in_index(items.len())),
            }
        }
        Ok(items)
    }

    /// A dict without a tag.
    fn dict(&mut self) -> Result<Dict> {
        let mut dict = Dict::new();
        self.entries(|from, key| {
            dict.append(key, from.read_value()?);
            Ok(())
        })?;
        Ok(dict)
    }

    /// A dict of user-chosen keys, for maps: hands each key to `each`, which reads the value.
    fn entries(&mut self, mut each: impl FnMut(&mut Self, String) -> Result<()>) -> Result<()> {
        let mut dict = self.open_dict()?;
        while self.next_entry(&mut dict)? {
            let key = self.key()?;
            if key == TYPE_KEY {
                return Err(self.bad_tag("stands where a plain dict is expected"));
            }
            each(self, key.clone().into_owned()).map_err(|error| error.in_key(&key))?;
        }
        Ok(())
    }

    /// Bytes, or the list of small integers that serde and mango's `pickle` payloads make of them.
    fn byte_string(&mut self) -> Result<Bytes> {
        if !Self::TEXT_KEYS && self.peek()? == Kind::Bytes {
            return self.bytes().map(Bytes::from);
        }
        if let Some(bytes) = self.text_bytes()? {
            return Ok(Bytes::from(bytes));
        }
        let mut bytes = Vec::new();
        let mut list = self.open_list()?;
        while self.next_element(&mut list)? {
            let wide = self.u64()?;
            bytes.push(u8::try_from(wide).map_err(|_| self.too_large(wide, "u8"))?);
        }
        Ok(Bytes::from(bytes))
    }

    /// An integer that its field cannot hold.
    #[cold]
    fn too_large(&self, value: impl Display, ty: &str) -> DecodeError {
        self.error(DecodeKind::Type, format!("integer {value} does not fit {ty}"))
    }

    /// The object of an envelope.
    #[inline]
    fn tagged(&mut self, tag: OpenTag) -> Result<Value> {
        if self.keeps_unknown() && matches!(self.table().resolve(tag.id()), Resolved::Unknown) {
            return self.unknown(tag);
        }
        match self.object_body(tag) {
            Ok(inner) => Ok(Value::Object(Object::decoded(inner, tag.id()))),
            Err(error) => Err(error),
        }
    }

    /// An object of an unknown type, kept as it is.
    #[cold]
    fn unknown(&mut self, tag: OpenTag) -> Result<Value> {
        if let Some(inner) = self.fallback_body(tag)? {
            return Ok(Value::Object(Object::decoded(inner, tag.id())));
        }
        let data = self.read_value()?;
        self.close_tag(tag)?;
        Ok(Value::Unknown(Box::new(Unknown::new(tag.id(), data))))
    }

    /// What the id stands for, or why it stands for nothing.
    #[inline]
    fn resolve(&self, id: i32) -> Result<&'de Row> {
        match self.table().resolve(id) {
            Resolved::Row(row) => Ok(row),
            failed => Err(self.unresolved(id, failed)),
        }
    }

    /// The error for an id that stands for nothing.
    #[cold]
    fn unresolved(&self, id: i32, why: Resolved<'_>) -> DecodeError {
        why.unresolved(id, self.error(DecodeKind::UnknownType, format!("unknown type id {id}")))
    }

    /// The payload and the end of an envelope.
    #[inline]
    fn object_body(&mut self, tag: OpenTag) -> Result<Inner> {
        if self.table().fallback().is_some() {
            if let Some(object) = self.fallback_body(tag)? {
                return Ok(object);
            }
        }
        let row = self.resolve(tag.id())?;
        let object = self.payload(row)?;
        self.close_tag(tag)?;
        Ok(object)
    }

    /// The payload of the type of this row.
    #[inline]
    fn payload(&mut self, row: &Row) -> Result<Inner> {
        match row.serializer.entry() {
            Some(entry) => self.body(entry),
            None => self.foreign_payload(row),
        }
    }

    /// The payload of a type that is not annotated.
    #[inline(never)]
    fn foreign_payload(&mut self, row: &Row) -> Result<Inner> {
        let start = self.position();
        let payload = self.read_value()?;
        row.serializer.rebuild(payload).map(Object::into_inner).map_err(|error| error.at(start))
    }

    /// The one type that the fallback's id stands for.
    #[cold]
    fn fallback_body(&mut self, tag: OpenTag) -> Result<Option<Inner>> {
        let Some(fallback) = self.table().fallback() else { return Ok(None) };
        if fallback.serializer.type_id(self.table().python()) != Some(tag.id()) {
            return Ok(None);
        }
        let start = self.position();
        let payload = self.read_value()?;
        self.close_tag(tag)?;
        let object = fallback.serializer.rebuild(payload).map_err(|error| error.at(start))?;
        Ok(Some(object.into_inner()))
    }

    /// A tagged object of the type of this row, which is `T`.
    fn live_of_row<T: 'static>(&mut self, row: &Row) -> Result<T> {
        let Some(entry) = row.serializer.entry() else { return self.object_of_row(row)?.into_live() };
        let tag = self.open_tag_of(row.serializer.rust_type(), row.serializer.name())?;
        let mut slot = None::<T>;
        self.body_into(entry, &mut slot)?;
        self.close_tag(tag)?;
        slot.ok_or_else(|| DecodeError::mismatch(std::any::type_name::<T>(), row.serializer.name()))
    }

    /// A tagged object of the type of this row.
    fn object_of_row(&mut self, row: &Row) -> Result<Object> {
        let tag = self.open_tag_of(row.serializer.rust_type(), row.serializer.name())?;
        let inner = self.payload(row)?;
        self.close_tag(tag)?;
        Ok(Object::decoded(inner, tag.id()))
    }

    /// A tagged object of one Rust type.
    fn expect_object(&mut self, rust_type: TypeId, name: &'static str) -> Result<Object> {
        if let Some(row) = self.table().further_of(rust_type) {
            return self.object_of_row(row);
        }
        let start = self.position();
        match self.read_value()? {
            Value::Object(object) if object.rust_type() == rust_type => Ok(object),
            Value::Object(object) => Err(DecodeError::mismatch(name, object.name()).at(start)),
            other => Err(DecodeError::mismatch(&format!("a tagged `{name}`"), other.kind_name()).at(start)),
        }
    }

    /// The start of an envelope, up to the payload, of a type that is known.
    fn open_tag_of(&mut self, rust_type: TypeId, name: &str) -> Result<OpenTag> {
        let start = self.start();
        if self.is_plain() {
            if let Some(bare) = self.bare()? {
                return Ok(bare);
            }
        }
        let tag = match self.predicted_tag()? {
            Some(tag) => tag,
            None => match self.bare()? {
                Some(bare) => return Ok(bare),
                None => self.searched_tag(name)?,
            },
        };
        let row = self.resolve(tag.id())?;
        if row.serializer.rust_type() == rust_type || self.table().is_further(row, rust_type) {
            return Ok(tag);
        }
        let found = format!("a `{}`", row.serializer.name());
        Err(DecodeError::mismatch(&format!("a `{name}`"), &found).with_id(tag.id()).at(start))
    }

    /// An envelope in an unusual spelling.
    #[cold]
    fn searched_tag(&mut self, name: &str) -> Result<OpenTag> {
        if self.peek()? != Kind::Dict {
            return Err(self.mismatch(&format!("a tagged `{name}`")));
        }
        let start = self.position();
        let nested = self.is_under_tag();
        let mut dict = self.open_dict()?;
        if self.next_entry(&mut dict)? && self.try_type_key()? {
            return self.tag_behind_key(nested, &dict);
        }
        Err(DecodeError::mismatch(&format!("a tagged `{name}`"), "a dict without `__type__`").at(start))
    }

    /// The fields of a struct.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn read_fields<L: SlotList>(
        &mut self,
        shape: &'static Shape,
        slots: &mut L,
        extra: Option<&mut Dict>,
    ) -> Result<()> {
        let mut fields = self.open_fields()?;
        if slots.read(shape, 0, self, &mut fields)? && self.close_fields(&fields) {
            return Ok(());
        }
        let mut moved = slots.take();
        let result = self.fields_in_any_order(shape, &mut moved, fields, extra);
        *slots = moved;
        result
    }

    /// A list of values of different types.
    fn tuple_of(&mut self, slots: &mut [&mut dyn Slot]) -> Result<()> {
        let mut list = self.open_list()?;
        let mut count = 0;
        while self.next_element(&mut list)? {
            let Some(slot) = slots.get_mut(count) else {
                return Err(wrong_length(slots.len(), count + 1).at(self.position()));
            };
            self.fill(*slot).map_err(|error| error.in_index(count))?;
            count += 1;
        }
        if count != slots.len() {
            return Err(wrong_length(slots.len(), count).at(self.position()));
        }
        Ok(())
    }
}

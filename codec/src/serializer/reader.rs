//! What a reader of any format must be able to do, and what all of them then do in the same way: envelopes, objects
//! and lists.

use std::any::Any;
use std::borrow::Cow;
use std::fmt::Display;
use std::mem::{forget, replace};

use triomphe::Arc;

use super::entry::{Entry, Fields};
use super::route::{Slot, wrong_length};
use super::scratch::Scratch;
use super::shape::Shape;
use super::table::{Row, Table};
use crate::error::{DecodeError, DecodeKind};
use crate::value::{AnyObject, Bytes, Dict, List, Value};
use crate::wire::parts::{Kind, Number, OpenTag, TYPE_KEY};

type Result<T> = std::result::Result<T, DecodeError>;
/// What an object holds.
pub(crate) type Inner = Arc<dyn AnyObject>;

/// Writes to a place that holds nothing, which need not be dropped.
#[inline]
pub(crate) fn fill(place: &mut Value, value: Value) {
    forget(replace(place, value));
}

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

    /// The types of the codec.
    fn table(&self) -> &'de Table;
    /// Whether objects of unknown types become [`Unknown`] instead of an error.
    fn keeps_unknown(&self) -> bool;
    /// An annotated value, by its field code.
    fn record<T: Fields>(&mut self) -> Result<T>;
    /// This format's function of a type; where it gives nothing, [`failure`](Self::failure) tells why.
    fn body(&mut self, entry: &'static Entry) -> Option<Inner>;
    /// Keeps an error for [`failure`](Self::failure). What reads objects gives them in registers, as a `Result` of two
    /// words would not be.
    #[cold]
    fn fail(&mut self, error: DecodeError) -> Option<Inner> {
        *self.kept_error() = Some(error);
        None
    }
    /// The object, unless there is an error.
    #[inline]
    fn settle(&mut self, result: Result<()>, object: Option<Inner>) -> Option<Inner> {
        match result {
            Ok(()) => object,
            Err(error) => self.fail(error),
        }
    }
    /// Why an object could not be read.
    #[cold]
    fn failure(&mut self) -> DecodeError {
        // Whoever gave nothing has kept its error.
        self.kept_error().take().unwrap_or_else(|| DecodeError::custom("an object could not be read"))
    }
    /// Where an error is kept.
    fn kept_error(&mut self) -> &mut Option<DecodeError>;
    /// As [`body`](Self::body), into an `Option` of the type.
    fn body_into(&mut self, entry: &'static Entry, slot: &mut dyn Any) -> Result<()>;
    /// This format's way into a slot.
    fn fill(&mut self, slot: &mut dyn Slot) -> Result<()>;

    /// Whether nothing follows.
    fn at_end(&mut self) -> bool;
    /// Something follows.
    fn trailing(&self) -> DecodeError;
    /// Nothing may follow.
    fn finish(&mut self) -> Result<()>;
    /// Completes an error's place, in formats that have lines.
    fn locate(&self, error: DecodeError) -> DecodeError {
        error
    }
    /// Where the reader stands, in bytes.
    fn position(&self) -> usize;
    /// Where the value begins that is read from this position on, for errors.
    fn value_at(&self, start: usize) -> usize {
        start
    }
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
    /// The number of values that a list is expected to have, once it has one.
    fn value_room(&mut self, list: &Self::List) -> usize {
        self.room(list, size_of::<Value>())
    }
    /// So many values has a list had.
    fn listed(&mut self, _: usize) {}
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
    /// Whether these names can be asked for with [`eat_name`](Self::eat_name).
    fn are_plain(&mut self, _: &'static [&'static str]) -> bool {
        true
    }
    /// Consumes a key if it is this name as it is usually written, and nothing otherwise.
    fn eat_name(&mut self, name: &str) -> bool;
    /// The same together with [`next_entry`](Self::next_entry), where a format has a short way for both; where the key
    /// stands.
    fn eat_entry(&mut self, _: &mut Self::Dict, _name: &str) -> Option<usize> {
        None
    }
    /// Consumes the envelope's key, in any spelling, and nothing else.
    fn try_type_key(&mut self) -> Result<bool>;
    /// An error in the value of a field, which is read from `start` on.
    #[cold]
    #[inline(never)]
    fn in_field(&self, error: DecodeError, shape: &'static Shape, index: usize, start: usize) -> DecodeError {
        let name = shape.fields.get(index).map_or("", |field| field.name);
        error.at(self.value_at(start)).in_field(name)
    }
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
                extra.insert(key.into_owned(), value);
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
    /// The type that is sent under this id.
    #[inline]
    fn row(&mut self, id: i32) -> Option<&'de Row> {
        self.table().emitted(id)
    }
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
    /// The end of an envelope, if it is the usual one; consumes nothing else.
    fn usual_end(&mut self, tag: OpenTag) -> bool;
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

    /// As [`read_value`](Self::read_value), into a place that holds nothing: a value that waits for its place lies in
    /// memory and is copied from there, which costs as much as reading a number.
    fn read_in_place(&mut self, place: &mut Value) -> Result<()> {
        fill(place, self.read_value()?);
        Ok(())
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
        self.values().map(List::of)
    }

    /// The values of a dynamic list.
    fn values(&mut self) -> Result<Vec<Value>> {
        let mut list = self.open_list()?;
        let room = self.value_room(&list);
        let mut values = Scratch::new();
        let mut count = 0;
        while self.next_element(&mut list)? {
            if let Some(place) = values.place(count, room) {
                self.read_in_place(place).map_err(|error| error.in_index(count))?;
                count += 1;
            }
        }
        self.listed(count);
        Ok(values.finish(count))
    }

    /// A dict without a tag.
    fn dict(&mut self) -> Result<Dict> {
        let mut dict = Dict::new();
        self.entries(|from, key| {
            dict.insert(key, from.read_value()?);
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

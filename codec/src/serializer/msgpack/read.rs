//! Reading values.

use std::any::Any;
use std::borrow::Cow;

use crate::error::{DecodeError, DecodeKind};
use crate::serializer::entry::{Entry, Fields as Code};
use crate::serializer::field_code::FieldReader;
use crate::serializer::objects::ReadObjects as _;
use crate::serializer::reader::{FormatReader, Inner, fill};
use crate::serializer::route::{Slot, Slots};
use crate::serializer::shape::{FieldShape, Shape};
use crate::serializer::table::Table;
use crate::value::{Dict, Map, Seen, Value};
use crate::wire::msgpack::Reader;
use crate::wire::parts::{Kind, Number, OpenTag, TYPE_KEY};

type Result<T> = std::result::Result<T, DecodeError>;

/// Reads values from MessagePack. Not public API. Used by generated code.
#[derive(Debug)]
pub struct MsgPackReader<'a> {
    pub(crate) bytes: Reader<'a>,
    table: &'a Table,
    /// Objects of unknown types become `Unknown` instead of an error.
    keep_unknown: bool,
    /// Why an object could not be read.
    failure: Option<DecodeError>,
}

/// Elements or entries that are still to come, of all that were announced.
#[derive(Debug, Clone, Copy)]
pub struct Left {
    left: usize,
    all: usize,
}

impl Left {
    #[inline]
    fn of(all: usize) -> Self {
        Left { left: all, all }
    }
}

/// Fields that have come in their order, of all that were announced.
#[derive(Debug)]
pub struct Fields {
    next: usize,
    all: usize,
}

impl<'a> MsgPackReader<'a> {
    #[inline]
    pub(crate) fn new(bytes: Reader<'a>, table: &'a Table, keep_unknown: bool) -> Self {
        MsgPackReader { bytes, table, keep_unknown, failure: None }
    }

    #[inline]
    fn next(&mut self, left: &mut Left) -> bool {
        let Some(rest) = left.left.checked_sub(1) else {
            self.bytes.close();
            return false;
        };
        left.left = rest;
        true
    }

    #[inline(never)]
    fn dict_or_odd_tag(&mut self) -> Result<Value> {
        let nested = self.bytes.is_under_tag();
        let count = self.bytes.open_dict()?;
        let mut dict = Dict::with_capacity(self.bytes.room_for(count, size_of::<(String, Value)>()));
        let mut seen = Seen::default();
        for index in 0..count {
            if self.bytes.peek()? != Kind::String {
                return self.map(dict, count - index);
            }
            let key = self.bytes.str()?;
            if key == TYPE_KEY {
                if index > 0 {
                    return Err(self.bytes.bad_tag("stands beside other keys"));
                }
                let tag = self.bytes.tag_behind_key(nested, count)?;
                return self.tagged(tag);
            }
            dict.read(key.to_owned(), &mut seen, |place| self.read_in_place(place))?;
        }
        self.bytes.close();
        Ok(Value::Dict(dict))
    }

    /// The rest of a dict that has a key which is no text.
    #[inline(never)]
    fn map(&mut self, dict: Dict, left: usize) -> Result<Value> {
        let count = dict.len() + left;
        let mut map = Map::with_capacity(self.bytes.room_for(count, size_of::<(Value, Value)>()));
        for (key, value) in dict {
            map.insert(Value::String(key), value);
        }
        for _ in 0..left {
            let key = self.read_value()?;
            if key.as_str() == Some(TYPE_KEY) {
                return Err(self.bytes.bad_tag("stands beside other keys"));
            }
            let value = self.read_value().map_err(|error| error.in_key(&key.to_string()))?;
            map.insert(key, value);
        }
        self.bytes.close();
        Ok(Value::Map(map))
    }
}

impl<'de> FormatReader<'de> for MsgPackReader<'de> {
    const TEXT_KEYS: bool = false;
    type List = Left;
    type Dict = Left;

    #[inline]
    fn table(&self) -> &'de Table {
        self.table
    }

    #[inline]
    fn keeps_unknown(&self) -> bool {
        self.keep_unknown
    }

    #[inline]
    fn body(&mut self, entry: &'static Entry) -> Option<Inner> {
        (entry.msgpack.read)(self)
    }

    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn record<T: Code>(&mut self) -> Result<T> {
        T::read(self)
    }

    fn kept_error(&mut self) -> &mut Option<DecodeError> {
        &mut self.failure
    }

    #[inline]
    fn body_into(&mut self, entry: &'static Entry, slot: &mut dyn Any) -> Result<()> {
        (entry.msgpack.read_into)(self, slot)
    }

    #[inline]
    fn fill(&mut self, slot: &mut dyn Slot) -> Result<()> {
        slot.read_msgpack(self)
    }

    #[inline]
    fn finish(&mut self) -> Result<()> {
        self.bytes.finish()
    }

    #[inline]
    fn at_end(&mut self) -> bool {
        self.bytes.at_end()
    }

    fn trailing(&self) -> DecodeError {
        self.bytes.trailing()
    }

    #[inline]
    fn position(&self) -> usize {
        self.bytes.position()
    }

    #[inline]
    fn set_position(&mut self, at: usize) {
        self.bytes.set_position(at);
    }

    fn error(&self, kind: DecodeKind, message: impl Into<Cow<'static, str>>) -> DecodeError {
        self.bytes.error(kind, message)
    }

    fn mismatch(&mut self, expected: &str) -> DecodeError {
        self.bytes.mismatch(expected)
    }

    #[inline]
    fn peek(&mut self) -> Result<Kind> {
        self.bytes.peek()
    }

    #[inline]
    fn null(&mut self) -> Result<()> {
        self.bytes.null()
    }

    #[inline]
    fn try_null(&mut self) -> Result<bool> {
        self.bytes.try_null()
    }

    #[inline]
    fn bool(&mut self) -> Result<bool> {
        self.bytes.bool()
    }

    #[inline]
    fn i64(&mut self) -> Result<i64> {
        self.bytes.i64()
    }

    #[inline]
    fn u64(&mut self) -> Result<u64> {
        self.bytes.u64()
    }

    #[inline]
    fn i128(&mut self) -> Result<i128> {
        self.bytes.i128()
    }

    #[inline]
    fn u128(&mut self) -> Result<u128> {
        self.bytes.u128()
    }

    #[inline]
    fn f64(&mut self) -> Result<f64> {
        self.bytes.f64()
    }

    #[inline]
    fn number(&mut self) -> Result<Number<'de>> {
        self.bytes.number()
    }

    #[inline]
    fn str(&mut self) -> Result<Cow<'de, str>> {
        self.bytes.str().map(Cow::Borrowed)
    }

    #[inline]
    fn string(&mut self) -> Result<String> {
        self.bytes.string()
    }

    #[inline]
    fn bytes(&mut self) -> Result<&'de [u8]> {
        self.bytes.bytes()
    }

    fn ext(&mut self) -> Result<(i8, &'de [u8])> {
        self.bytes.ext()
    }

    fn skip_value(&mut self) -> Result<()> {
        self.bytes.skip_value()
    }

    #[inline]
    fn open_list(&mut self) -> Result<Left> {
        self.bytes.open_list().map(Left::of)
    }

    #[inline]
    fn next_element(&mut self, list: &mut Left) -> Result<bool> {
        Ok(self.next(list))
    }

    #[inline]
    fn room(&mut self, list: &Left, size: usize) -> usize {
        self.bytes.room_for(list.left, size)
    }

    fn f64_list(&mut self) -> Result<Vec<f64>> {
        let count = self.bytes.open_list()?;
        let mut floats = Vec::with_capacity(self.bytes.room_for(count, size_of::<f64>()));
        while floats.len() < count {
            self.bytes.f64_run(count - floats.len(), &mut floats);
            if floats.len() < count {
                floats.push(self.bytes.f64().map_err(|error| error.in_index(floats.len()))?);
            }
        }
        self.bytes.close();
        Ok(floats)
    }

    #[inline]
    fn open_dict(&mut self) -> Result<Left> {
        self.bytes.open_dict().map(Left::of)
    }

    #[inline]
    fn next_entry(&mut self, dict: &mut Left) -> Result<bool> {
        Ok(self.next(dict))
    }

    #[inline]
    fn key(&mut self) -> Result<Cow<'de, str>> {
        self.bytes.str().map(Cow::Borrowed)
    }

    #[inline]
    fn eat_name(&mut self, name: &str) -> bool {
        name != TYPE_KEY && self.bytes.eat_name(name)
    }

    fn try_type_key(&mut self) -> Result<bool> {
        if self.bytes.eat_str(TYPE_KEY) {
            return Ok(true);
        }
        // Half a key is not another one.
        if self.bytes.peek()? == Kind::String {
            let start = self.bytes.position();
            self.bytes.str()?;
            self.bytes.set_position(start);
        }
        Ok(false)
    }

    #[inline]
    fn dict_or_object(&mut self) -> Result<Value> {
        if let Some(tag) = self.bytes.predicted_tag()? {
            return self.tagged(tag);
        }
        self.dict_or_odd_tag()
    }

    #[inline]
    fn is_under_tag(&self) -> bool {
        self.bytes.is_under_tag()
    }

    #[inline]
    fn predicted_tag(&mut self) -> Result<Option<OpenTag>> {
        self.bytes.predicted_tag()
    }

    fn tag_behind_key(&mut self, nested: bool, dict: &Left) -> Result<OpenTag> {
        self.bytes.tag_behind_key(nested, dict.all)
    }

    #[inline]
    fn usual_end(&mut self, tag: OpenTag) -> bool {
        self.bytes.close_tag(tag);
        true
    }

    #[inline]
    fn close_tag(&mut self, tag: OpenTag) -> Result<()> {
        self.bytes.close_tag(tag);
        Ok(())
    }

    fn bad_tag(&self, fault: &str) -> DecodeError {
        self.bytes.bad_tag(fault)
    }

    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn read_in_place(&mut self, place: &mut Value) -> Result<()> {
        match self.bytes.peek()? {
            Kind::Number => match self.bytes.number()? {
                Number::Int(value) => fill(place, Value::Int(value)),
                Number::Float(value) => fill(place, Value::Float(value)),
                Number::UInt(value) => fill(place, Value::UInt(value)),
                Number::Big(_) => {} // the format has none
            },
            Kind::String => fill(place, Value::String(self.bytes.string()?)),
            Kind::Dict if !self.keep_unknown => match self.bytes.predicted_tag()? {
                Some(tag) => self.object_in_place(tag, place)?,
                None => fill(place, self.dict_or_odd_tag()?),
            },
            _ => fill(place, self.read_value()?),
        }
        Ok(())
    }
}

impl<'de> FieldReader<'de> for MsgPackReader<'de> {
    type Fields = Fields;

    #[inline]
    fn open_fields(&mut self) -> Result<Fields> {
        self.bytes.open_fields().map(|all| Fields { next: 0, all })
    }

    // As in JSON: the compiler is to know the field.
    #[allow(clippy::inline_always)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn field(&mut self, fields: &mut Fields, field: &'static FieldShape) -> bool {
        let hit = fields.next < fields.all && self.bytes.field(&field.msgpack);
        fields.next += usize::from(hit);
        hit
    }

    #[inline]
    fn close_fields(&mut self, fields: &Fields) -> bool {
        let end = fields.next == fields.all;
        if end {
            self.bytes.close();
        }
        end
    }

    fn fields_in_any_order(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        fields: Fields,
        extra: Option<&mut Dict>,
    ) -> Result<()> {
        self.search_fields(shape, slots, fields.next, fields.all - fields.next, extra)
    }
}

//! The fields of a struct, in both directions.

use std::ops::Range;

use super::{MsgPackReader, MsgPackWriter};
use crate::error::{DecodeError, DecodeKind, SerializationError};
use crate::serializer::entry::{Sink, Source};
use crate::serializer::generic::whole;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::{Put, PutList, Slot, SlotList, Slots, in_field};
use crate::serializer::shape::Shape;
use crate::serializer::writer::FormatWriter as _;
use crate::value::Dict;
use crate::wire::parts::{Kind, Number, TYPE_KEY};

impl Sink for MsgPackWriter<'_> {
    #[inline]
    fn fields<P: PutList>(
        &mut self,
        shape: &'static Shape,
        values: P,
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError> {
        self.write_fields(shape, &values, extra)
    }

    fn tuple(&mut self, values: &[&dyn Put]) -> Result<(), SerializationError> {
        self.tuple_of(values)
    }

    fn value(&mut self, value: &dyn Put) -> Result<(), SerializationError> {
        value.write_msgpack(self)
    }

    fn text(&mut self, text: &str) -> Result<(), SerializationError> {
        self.bytes.str(text)
    }
}

impl MsgPackReader<'_> {
    /// The last `left` entries: each key is looked for, the next one in order first.
    #[inline(never)]
    pub(super) fn search_fields(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        mut next: usize,
        left: usize,
        mut extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        for _ in 0..left {
            let keys = |range: Range<usize>| range.clone().zip(shape.fields.get(range).unwrap_or_default());
            let mut keys =
                keys(next..shape.fields.len()).chain(keys(0..next)).map(|(at, field)| (at, &field.msgpack));
            let index = match self.bytes.find_field(&mut keys) {
                Some(index) => index,
                None => match self.other_field(shape, next, extra.as_deref_mut())? {
                    Some(index) => index,
                    None => continue,
                },
            };
            let start = self.bytes.position();
            // Generated code has a slot for each field of the shape.
            let Some(slot) = slots.slot(index) else { return Err(self.bytes.mismatch("no such field")) };
            slot.read_msgpack(self).map_err(|error| in_field(error, shape, index, start))?;
            next = index + 1;
        }
        self.bytes.close();
        Ok(())
    }

    /// A field by another spelling or name; a key that is no field's has been dealt with.
    #[inline(never)]
    fn other_field(
        &mut self,
        shape: &'static Shape,
        next: usize,
        extra: Option<&mut Dict>,
    ) -> Result<Option<usize>, DecodeError> {
        let start = self.bytes.position();
        let key = self.bytes.str()?;
        if let Some(index) = shape.field(key, next) {
            return Ok(Some(index));
        }
        self.bytes.count(1)?;
        if key == TYPE_KEY {
            return Err(self.bytes.bad_tag("stands inside the payload of another type").at(start));
        }
        match extra {
            Some(extra) => {
                let value = self.read_value().map_err(|error| error.in_key(key))?;
                extra.append(key.to_owned(), value);
            }
            None if shape.deny_unknown => return Err(DecodeError::unknown_field(key, shape.name).at(start)),
            None => self.bytes.skip_value().map_err(|error| error.in_key(key))?,
        }
        Ok(None)
    }
}

impl Source for MsgPackReader<'_> {
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn fields<L: SlotList>(
        &mut self,
        shape: &'static Shape,
        slots: &mut L,
        extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        self.read_fields(shape, slots, extra)
    }

    fn tuple(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), DecodeError> {
        self.tuple_of(slots)
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), DecodeError> {
        slot.read_msgpack(self)
    }

    fn text(&mut self) -> Result<String, DecodeError> {
        self.bytes.string()
    }

    fn discriminant(&mut self) -> Result<i64, DecodeError> {
        if self.bytes.peek()? != Kind::Number {
            return Err(self.bytes.mismatch("an enum's integer"));
        }
        match self.bytes.number()? {
            Number::Int(value) => Some(value),
            Number::Float(value) => whole(value),
            _ => None,
        }
        .ok_or_else(|| self.bytes.error(DecodeKind::Type, "expected an enum's integer, found another number"))
    }
}

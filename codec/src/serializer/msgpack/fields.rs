//! The fields of a struct, in both directions.

use std::ops::Range;

use super::{MsgPackReader, MsgPackWriter};
use crate::error::{DecodeError, DecodeKind, SerializationError};
use crate::serializer::entry::{Sink, Source};
use crate::serializer::generic::whole;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::{Put, Slot};
use crate::serializer::shape::Shape;
use crate::serializer::writer::FormatWriter as _;
use crate::value::Dict;
use crate::wire::parts::{Kind, Number, TYPE_KEY};

impl Sink for MsgPackWriter<'_> {
    fn fields(
        &mut self,
        shape: &'static Shape,
        values: &[Option<&dyn Put>],
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError> {
        let count = values.iter().flatten().count() + extra.map_or(0, Dict::len);
        let open = self.bytes.open_dict(Some(count))?;
        for (field, value) in shape.fields.iter().zip(values) {
            if let Some(value) = value {
                self.bytes.field(&field.msgpack);
                value.write_msgpack(self).map_err(|error| error.in_field(field.name))?;
            }
        }
        if let Some(extra) = extra {
            shape.refuse_shadows(extra)?;
            self.dict_entries(extra, false)?;
        }
        self.bytes.close_dict(open, count)
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

#[cold]
fn in_field(error: DecodeError, shape: &'static Shape, index: usize, start: usize) -> DecodeError {
    error.at(start).in_field(shape.fields.get(index).map_or("", |field| field.name))
}

impl MsgPackReader<'_> {
    /// The last `left` entries, from the first key on that is not the one predicted: each key is looked for, the next
    /// one in order first.
    #[inline(never)]
    fn fields_in_any_order(
        &mut self,
        shape: &'static Shape,
        slots: &mut [&mut dyn Slot],
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
            let Some(slot) = slots.get_mut(index) else { return Err(self.bytes.mismatch("no such field")) };
            slot.read_msgpack(self).map_err(|error| in_field(error, shape, index, start))?;
            next = index + 1;
        }
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
    fn fields(
        &mut self,
        shape: &'static Shape,
        slots: &mut [&mut dyn Slot],
        extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        let count = self.bytes.open_fields()?;
        let mut next = 0;
        for (field, slot) in shape.fields.iter().zip(slots.iter_mut()).take(count) {
            if !self.bytes.field(&field.msgpack) {
                break;
            }
            let start = self.bytes.position();
            slot.read_msgpack(self).map_err(|error| in_field(error, shape, next, start))?;
            next += 1;
        }
        if next < count {
            self.fields_in_any_order(shape, slots, next, count - next, extra)?;
        }
        self.bytes.close();
        Ok(())
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

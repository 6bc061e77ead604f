//! The fields of a struct, in both directions.

use std::ops::Range;

use super::{JsonReader, JsonWriter};
use crate::error::{DecodeError, DecodeKind, SerializationError};
use crate::serializer::entry::{Sink, Source};
use crate::serializer::generic::whole;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::{Put, PutList, Slot, SlotList, Slots, in_field};
use crate::serializer::shape::Shape;
use crate::serializer::writer::FormatWriter as _;
use crate::value::Dict;
use crate::wire::parts::{Kind, Number, TYPE_KEY};

impl Sink for JsonWriter<'_> {
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
        value.write_json(self)
    }

    fn text(&mut self, text: &str) -> Result<(), SerializationError> {
        self.text.str(text);
        Ok(())
    }
}

/// What stands at the place of a field.
enum Found {
    Field(usize),
    /// A key that is no field's; it has been dealt with.
    Other,
    End,
}

impl JsonReader<'_> {
    /// Each key is looked for, the next one in order first.
    #[inline(never)]
    pub(super) fn search_fields(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        mut next: usize,
        mut extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        let mut first = next == 0;
        loop {
            let keys = |range: Range<usize>| range.clone().zip(shape.fields.get(range).unwrap_or_default());
            let keys =
                keys(next..shape.fields.len()).chain(keys(0..next)).map(|(at, field)| (at, &field.key));
            let index = match self.text.find_field(first, keys) {
                Some(index) => index,
                None => match self.other_field(shape, next, first, extra.as_deref_mut())? {
                    Found::Field(index) => index,
                    Found::Other => {
                        first = false;
                        continue;
                    }
                    Found::End => return Ok(()),
                },
            };
            first = false;
            let start = self.text.position();
            // Generated code has a slot for each field of the shape.
            let Some(slot) = slots.slot(index) else { return Err(self.text.mismatch("no such field")) };
            slot.read_json(self).map_err(|error| in_field(error, shape, index, start))?;
            next = index + 1;
        }
    }

    /// What comes next where it is not the field that was predicted.
    #[inline(never)]
    fn other_field(
        &mut self,
        shape: &'static Shape,
        next: usize,
        first: bool,
        extra: Option<&mut Dict>,
    ) -> Result<Found, DecodeError> {
        if !self.text.next_entry(first)? {
            return Ok(Found::End);
        }
        let start = self.text.position();
        let key = self.text.key()?;
        if let Some(index) = shape.field(&key, next) {
            return Ok(Found::Field(index));
        }
        if key == TYPE_KEY {
            return Err(self.text.bad_tag("stands inside the payload of another type").at(start));
        }
        match extra {
            Some(extra) => {
                let value = self.read_value().map_err(|error| error.in_key(&key))?;
                extra.append(key.into_owned(), value);
            }
            None if shape.deny_unknown => return Err(DecodeError::unknown_field(&key, shape.name).at(start)),
            None => self.text.skip_value().map_err(|error| error.in_key(&key))?,
        }
        Ok(Found::Other)
    }
}

impl Source for JsonReader<'_> {
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

//! The fields of a struct, in both directions.

use super::{TreeReader, TreeWriter};
use crate::error::{DecodeError, DecodeKind, SerializationError};
use crate::serializer::entry::{Sink, Source};
use crate::serializer::generic::whole;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::{Put, PutList, Slot, SlotList, Slots};
use crate::serializer::shape::Shape;
use crate::serializer::writer::FormatWriter as _;
use crate::value::Dict;
use crate::wire::parts::{Kind, Number, TYPE_KEY};

impl Sink for TreeWriter<'_> {
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
        value.write_tree(self)
    }

    fn text(&mut self, text: &str) -> Result<(), SerializationError> {
        self.str(text)
    }
}

impl Source for TreeReader<'_> {
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
        slot.read_tree(self)
    }

    fn text(&mut self) -> Result<String, DecodeError> {
        self.string()
    }

    fn discriminant(&mut self) -> Result<i64, DecodeError> {
        if self.peek()? != Kind::Number {
            return Err(self.mismatch("an enum's integer"));
        }
        match self.number()? {
            Number::Int(value) => Some(value),
            Number::Float(value) => whole(value),
            _ => None,
        }
        .ok_or_else(|| self.error(DecodeKind::Type, "expected an enum's integer, found another number"))
    }
}

impl TreeReader<'_> {
    /// Each key is looked for, the next one in order first.
    pub(super) fn search_fields(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        mut next: usize,
        mut extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        loop {
            match self.next_field(shape, next) {
                Some(index) => {
                    // Generated code has a slot for each field of the shape.
                    let Some(slot) = slots.slot(index) else { return Err(self.mismatch("no such field")) };
                    let name = shape.fields.get(index).map_or("", |field| field.name);
                    slot.read_tree(self).map_err(|error| error.in_field(name))?;
                    next = index.saturating_add(1);
                }
                None if self.next_entry(&mut ())? => self.other_field(shape, extra.as_deref_mut())?,
                None => return Ok(()),
            }
        }
    }

    /// A key that is no field's.
    fn other_field(&mut self, shape: &'static Shape, extra: Option<&mut Dict>) -> Result<(), DecodeError> {
        let key = self.key()?;
        if key == TYPE_KEY {
            return Err(self.bad_tag("stands inside the payload of another type"));
        }
        match extra {
            Some(extra) => {
                let value = self.read_value().map_err(|error| error.in_key(&key))?;
                extra.append(key.into_owned(), value);
                Ok(())
            }
            None if shape.deny_unknown => Err(DecodeError::unknown_field(&key, shape.name)),
            None => self.skip_value().map_err(|error| error.in_key(&key)),
        }
    }
}

//! The fields of a struct, in both directions.

use super::{TreeReader, TreeWriter};
use crate::error::{DecodeError, DecodeKind, SerializationError};
use crate::serializer::entry::{Sink, Source};
use crate::serializer::generic::whole;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::{Put, Slot};
use crate::serializer::shape::Shape;
use crate::serializer::writer::FormatWriter as _;
use crate::value::Dict;
use crate::wire::parts::{Kind, Number, TYPE_KEY};

impl Sink for TreeWriter<'_> {
    fn fields(
        &mut self,
        shape: &'static Shape,
        values: &[Option<&dyn Put>],
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError> {
        self.open_dict(Some(values.len()))?;
        for (field, value) in shape.fields.iter().zip(values) {
            if let Some(value) = value {
                self.name(false, field.name)?;
                value.write_tree(self).map_err(|error| error.in_field(field.name))?;
            }
        }
        if let Some(extra) = extra {
            if let Some(key) = extra.keys().find(|key| shape.field(key, 0).is_some()) {
                return Err(SerializationError::shadowed_field(key));
            }
            self.dict_entries(extra, false)?;
        }
        self.close_dict((), values.len())
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
    fn fields(
        &mut self,
        shape: &'static Shape,
        slots: &mut [&mut dyn Slot],
        mut extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        self.open_dict()?;
        let mut next = 0;
        loop {
            match self.next_field(shape, next) {
                Some(index) => {
                    // Generated code has a slot for each field of the shape.
                    let Some(slot) = slots.get_mut(index) else { return Err(self.mismatch("no such field")) };
                    let name = shape.fields.get(index).map_or("", |field| field.name);
                    slot.read_tree(self).map_err(|error| error.in_field(name))?;
                    next = index.saturating_add(1);
                }
                None if self.next_entry(&mut ())? => self.other_field(shape, extra.as_deref_mut())?,
                None => return Ok(()),
            }
        }
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

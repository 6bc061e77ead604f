//! The fields of a struct, by their numbers.

use super::{TreeReader, TreeWriter};
use crate::error::{DecodeError, SerializationError};
use crate::serializer::generic::{GivesByNumber, TakesByNumber};
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::{Puts, Slots};
use crate::serializer::shape::Shape;
use crate::serializer::writer::FormatWriter as _;
use crate::value::Dict;

impl TakesByNumber for TreeWriter<'_> {
    fn fields_by_number(
        &mut self,
        shape: &'static Shape,
        values: &dyn Puts,
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError> {
        if let Some(extra) = extra {
            shape.refuse_shadows(extra)?;
        }
        self.open_dict(Some(values.sent().saturating_add(extra.map_or(0, Dict::len))))?;
        for (index, field) in shape.fields.iter().enumerate() {
            if let Some(value) = values.put(index) {
                self.field_name(field.name);
                value.write_tree(self).map_err(|error| error.in_field(field.name))?;
            }
        }
        if let Some(extra) = extra {
            self.dict_entries(extra, false)?;
        }
        self.close_dict((), 0)
    }
}

impl GivesByNumber for TreeReader<'_> {
    fn fields_by_number(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        self.open_dict()?;
        self.search_fields(shape, slots, 0, extra)
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
                None if self.next_entry(&mut ())? => {
                    let start = self.position();
                    let key = self.key()?;
                    self.unknown_field(shape, key, start, extra.as_deref_mut())?;
                }
                None => return Ok(()),
            }
        }
    }
}

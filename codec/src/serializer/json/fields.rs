//! The fields of a struct that do not come in their order.

use std::ops::Range;

use super::JsonReader;
use crate::error::DecodeError;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::{Slots, in_field};
use crate::serializer::shape::Shape;
use crate::value::Dict;

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
        self.unknown_field(shape, key, start, extra)?;
        Ok(Found::Other)
    }
}

//! The fields of a struct that do not come in their order.

use super::JsonReader;
use crate::error::DecodeError;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::Slots;
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
    /// Each key is looked for, the next ones by name and in order first.
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
            let index = match self.find_field(shape, next, first) {
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
            slot.read_json(self).map_err(|error| self.in_field(error, shape, index, start))?;
            if self.text.eat_end() {
                return Ok(());
            }
            next = index + 1;
        }
    }

    /// Consumes the name of a field; gives its number.
    #[inline(never)]
    fn find_field(&mut self, shape: &'static Shape, next: usize, first: bool) -> Option<usize> {
        let start = self.text.next_key(first)?;
        if let Some((index, field)) = shape.sorted(next) {
            if self.text.eat_key(start, &field.key) {
                return Some(index);
            }
        }
        let (before, behind) = shape.fields.split_at_checked(next).unwrap_or((shape.fields, &[]));
        for (index, field) in behind.iter().enumerate() {
            if self.text.eat_key(start, &field.key) {
                return Some(next + index);
            }
        }
        for (index, field) in before.iter().enumerate() {
            if self.text.eat_key(start, &field.key) {
                return Some(index);
            }
        }
        None
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

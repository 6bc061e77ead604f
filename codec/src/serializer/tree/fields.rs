//! The fields of a struct that do not come in their order.

use super::TreeReader;
use crate::error::DecodeError;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::Slots;
use crate::serializer::shape::Shape;
use crate::value::Dict;

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

//! The fields of a struct that do not come in their order.

use std::borrow::Cow;

use super::MsgPackReader;
use crate::error::DecodeError;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::route::Slots;
use crate::serializer::shape::Shape;
use crate::value::Dict;

impl MsgPackReader<'_> {
    /// The last `left` entries: each key is looked for, the next ones by name and in order first.
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
            let index = match self.find_field(shape, next) {
                Some(index) => index,
                None => match self.other_field(shape, next, extra.as_deref_mut())? {
                    Some(index) => index,
                    None => continue,
                },
            };
            let start = self.bytes.position();
            // Generated code has a slot for each field of the shape.
            let Some(slot) = slots.slot(index) else { return Err(self.bytes.mismatch("no such field")) };
            slot.read_msgpack(self).map_err(|error| self.in_field(error, shape, index, start))?;
            next = index + 1;
        }
        self.bytes.close();
        Ok(())
    }

    /// Consumes the name of a field; gives its number.
    #[inline(never)]
    fn find_field(&mut self, shape: &'static Shape, next: usize) -> Option<usize> {
        if let Some((index, field)) = shape.sorted(next) {
            if self.bytes.eat_key(&field.msgpack) {
                return Some(index);
            }
        }
        let (before, behind) = shape.fields.split_at_checked(next).unwrap_or((shape.fields, &[]));
        for (index, field) in behind.iter().enumerate() {
            if self.bytes.eat_key(&field.msgpack) {
                return Some(next + index);
            }
        }
        before.iter().position(|field| self.bytes.eat_key(&field.msgpack))
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
        self.unknown_field(shape, Cow::Borrowed(key), start, extra)?;
        Ok(None)
    }
}

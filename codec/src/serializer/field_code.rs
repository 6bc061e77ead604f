//! The field code of a type over bytes: a dict, a list, the value itself, an enum's name or number.

use super::entry::{Gives, Sink, Source, Takes};
use super::generic::whole;
use super::reader::FormatReader;
use super::route::{Put, PutList, Slot, SlotList, Slots};
use super::shape::{FieldShape, Shape};
use super::writer::FormatWriter;
use crate::error::{DecodeError, DecodeKind, SerializationError};
use crate::value::Dict;
use crate::wire::parts::{Kind, Number};

/// Writes the fields of a struct one by one, each by code of its own.
pub trait FieldWriter<'a>: FormatWriter<'a> {
    /// What has to be kept of the fields of a struct.
    type Fields;

    /// The start of a dict of as many fields.
    fn open_fields(&mut self, count: usize) -> Result<Self::Fields, SerializationError>;
    /// Before the value of each field.
    fn field(&mut self, fields: &mut Self::Fields, field: &'static FieldShape);
    /// The entries behind the fields, if there are any, and the end.
    fn close_fields(&mut self, fields: Self::Fields, extra: Option<&Dict>) -> Result<(), SerializationError>;
}

/// Reads the fields of a struct one by one, each by code of its own, as long as they come in the declared order.
pub trait FieldReader<'de>: FormatReader<'de> {
    /// What has to be kept of the fields of a struct.
    type Fields;

    /// The start of a dict of fields.
    fn open_fields(&mut self) -> Result<Self::Fields, DecodeError>;
    /// The next field, predicted: consumes its name if that stands here, and nothing otherwise.
    fn field(&mut self, fields: &mut Self::Fields, field: &'static FieldShape) -> bool;
    /// Consumes the end of a dict of fields if it stands here.
    fn close_fields(&mut self, fields: &Self::Fields) -> bool;
    /// All that comes from the first field on that is not the one predicted, and the end.
    fn fields_in_any_order(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        fields: Self::Fields,
        extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError>;
}

impl<'a, W: FieldWriter<'a>> Sink for W {
    #[inline]
    fn fields<P: PutList>(
        &mut self,
        shape: &'static Shape,
        values: P,
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError> {
        if let Some(extra) = extra {
            shape.refuse_shadows(extra)?;
        }
        let mut fields = self.open_fields(values.sent() + extra.map_or(0, Dict::len))?;
        values.write(shape, 0, self, &mut fields)?;
        self.close_fields(fields, extra)
    }
}

impl<'a, W: FormatWriter<'a>> Takes for W {
    fn tuple(&mut self, values: &[&dyn Put]) -> Result<(), SerializationError> {
        self.tuple_of(values)
    }

    fn value(&mut self, value: &dyn Put) -> Result<(), SerializationError> {
        self.put(value)
    }

    fn text(&mut self, text: &str) -> Result<(), SerializationError> {
        self.str(text)
    }
}

impl<'de, R: FieldReader<'de>> Source for R {
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn fields<L: SlotList>(
        &mut self,
        shape: &'static Shape,
        slots: &mut L,
        extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        let mut fields = self.open_fields()?;
        if slots.read(shape, 0, self, &mut fields)? && self.close_fields(&fields) {
            return Ok(());
        }
        let mut moved = slots.take();
        let result = self.fields_in_any_order(shape, &mut moved, fields, extra);
        *slots = moved;
        result
    }
}

impl<'de, R: FormatReader<'de>> Gives for R {
    fn tuple(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), DecodeError> {
        self.tuple_of(slots)
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), DecodeError> {
        self.fill(slot)
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

//! Every reader and writer takes the field code of a type: a dict, a list, the value itself, an enum's name or number.

use super::entry::{Sink, Source};
use super::generic::whole;
use super::reader::FormatReader;
use super::route::{Put, PutList, Slot, SlotList};
use super::shape::Shape;
use super::writer::FormatWriter;
use crate::error::{DecodeError, DecodeKind, SerializationError};
use crate::value::Dict;
use crate::wire::parts::{Kind, Number};

impl<'a, W: FormatWriter<'a>> Sink for W {
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
        self.put(value)
    }

    fn text(&mut self, text: &str) -> Result<(), SerializationError> {
        self.str(text)
    }
}

impl<'de, R: FormatReader<'de>> Source for R {
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

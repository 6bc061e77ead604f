//! The generic form, which `as_dict` gives and `from_dict` takes; and the field code where speed is not all.

use super::entry::{Gives, Sink, Source, Takes};
use super::levels;
use super::route::{Put, PutList, Puts, Slot, SlotList, Slots, wrong_length};
use super::shape::{Payload, Shape};
use crate::error::{DecodeError, SerializationError};
use crate::value::{Dict, List, Value};

/// Takes fields by their numbers. The generic form and plain values do: one instance of a type's field code, over the
/// trait object, serves both.
pub(crate) trait TakesByNumber: Takes {
    fn fields_by_number(
        &mut self,
        shape: &'static Shape,
        values: &dyn Puts,
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError>;
}

impl Sink for dyn TakesByNumber + '_ {
    fn fields<P: PutList>(
        &mut self,
        shape: &'static Shape,
        values: P,
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError> {
        self.fields_by_number(shape, &values, extra)
    }
}

/// Gives fields by their numbers; see [`TakesByNumber`].
pub(crate) trait GivesByNumber: Gives {
    fn fields_by_number(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError>;
}

impl Source for dyn GivesByNumber + '_ {
    fn fields<L: SlotList>(
        &mut self,
        shape: &'static Shape,
        slots: &mut L,
        extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        self.fields_by_number(shape, slots, extra)
    }
}

/// Collects what a type writes into a [`Value`].
#[derive(Debug, Default)]
pub(crate) struct ValueSink(Value);

impl ValueSink {
    /// The value, unless there is an error.
    pub(crate) fn finish(self, result: Result<(), SerializationError>) -> Result<Value, SerializationError> {
        result.map(|()| self.0)
    }
}

impl TakesByNumber for ValueSink {
    fn fields_by_number(
        &mut self,
        shape: &'static Shape,
        values: &dyn Puts,
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError> {
        let _level = levels::enter()?;
        let mut dict = Dict::with_capacity(shape.fields.len() + extra.map_or(0, Dict::len));
        for (index, field) in shape.fields.iter().enumerate() {
            if let Some(value) = values.put(index) {
                let value = value.to_value().map_err(|error| error.in_field(field.name))?;
                dict.insert(field.name.to_owned(), value);
            }
        }
        if let Some(extra) = extra {
            shape.refuse_shadows(extra)?;
            extra
                .iter()
                .try_for_each(|(key, value)| levels::check(value).map_err(|error| error.in_key(key)))?;
            dict.extend(extra.iter().map(|(key, value)| (key.to_owned(), value.clone())));
        }
        self.0 = Value::Dict(dict);
        Ok(())
    }
}

impl Takes for ValueSink {
    fn tuple(&mut self, values: &[&dyn Put]) -> Result<(), SerializationError> {
        let _level = levels::enter()?;
        let at = |(index, value): (usize, &&dyn Put)| value.to_value().map_err(|error| error.in_index(index));
        let items: Result<Vec<Value>, SerializationError> = values.iter().enumerate().map(at).collect();
        self.0 = Value::List(items?.into());
        Ok(())
    }

    fn value(&mut self, value: &dyn Put) -> Result<(), SerializationError> {
        self.0 = value.to_value()?;
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), SerializationError> {
        self.0 = Value::from(text);
        Ok(())
    }
}

/// Hands a [`Value`] to the type that reads it.
#[derive(Debug)]
pub(crate) struct ValueSource(Value);

impl ValueSource {
    pub(crate) fn new(value: Value) -> Self {
        ValueSource(value)
    }
}

impl GivesByNumber for ValueSource {
    fn fields_by_number(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        mut extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError> {
        debug_assert!(matches!(shape.payload, Payload::Dict));
        for (at, (key, value)) in Dict::try_from(self.0.take())?.into_iter().enumerate() {
            match (shape.field(&key, at), &mut extra) {
                (Some(index), _) => {
                    let name = shape.fields.get(index).map_or("", |field| field.name);
                    slots
                        .slot(index)
                        .map_or(Ok(()), |slot| slot.fill(value))
                        .map_err(|error| error.in_field(name))?;
                }
                (None, Some(extra)) => drop(extra.insert(key, value)),
                (None, None) if shape.refuses_unknown() => {
                    return Err(DecodeError::unknown_field(&key, shape.name));
                }
                (None, None) => {}
            }
        }
        Ok(())
    }
}

impl Gives for ValueSource {
    fn tuple(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), DecodeError> {
        tuple_of(self.0.take(), slots)
    }

    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), DecodeError> {
        slot.fill(self.0.take())
    }

    fn text(&mut self) -> Result<String, DecodeError> {
        String::try_from(self.0.take())
    }

    fn discriminant(&mut self) -> Result<i64, DecodeError> {
        discriminant(&self.0)
    }
}

/// A list of exactly as many elements as there are slots.
pub(crate) fn tuple_of(value: Value, slots: &mut [&mut dyn Slot]) -> Result<(), DecodeError> {
    let items = List::try_from(value)?;
    if items.len() != slots.len() {
        return Err(wrong_length(slots.len(), items.len()));
    }
    for (index, (slot, item)) in slots.iter_mut().zip(items).enumerate() {
        slot.fill(item).map_err(|error| error.in_index(index))?;
    }
    Ok(())
}

/// The value of a Python enum member: an integer, or a float that is one, since `Level(9.0)` is `Level(9)`.
pub(crate) fn discriminant(value: &Value) -> Result<i64, DecodeError> {
    match value {
        Value::Float(float) => whole(*float),
        other => other.as_i64(),
    }
    .ok_or_else(|| DecodeError::mismatch("an enum's integer", value.kind_name()))
}

/// The integer that a float is, within the range where floats are exact.
#[allow(clippy::cast_possible_truncation)] // checked by the bound
pub(crate) fn whole(float: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (float.fract() == 0.0 && float.abs() <= EXACT).then_some(float as i64)
}

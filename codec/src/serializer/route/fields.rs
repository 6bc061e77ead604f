//! The fields of a struct as lists that the compiler knows: each field is written and read by a call of its own.
//!
//! Lists are tuples of up to eight; more fields make a tree of [`More`]. Where fields do not come in the declared
//! order, they are reached by their number, so that this code exists once for a format and not once for a type.
#![allow(clippy::indexing_slicing, reason = "the number of a field that the list itself has made")]

use std::marker::PhantomData;
use std::mem::{forget, replace};

use super::{Incoming, Outgoing, Put, Route, Slot, missing};
use crate::error::{DecodeError, SerializationError};
use crate::serializer::field_code::{FieldReader, FieldWriter};
use crate::serializer::shape::Shape;
use crate::serializer::writer::FormatWriter;

/// Two lists of fields, one behind the other. Not public API. Used by generated code.
#[derive(Debug)]
pub struct More<A, B>(pub A, pub B);

/// A field that is to be written, unless it is left out.
pub trait PutField {
    /// Whether it is written.
    fn is_sent(&self) -> bool;
    /// Writes it with its name; it is sent.
    fn write<'a, W: FormatWriter<'a>>(&self, to: &mut W) -> Result<(), SerializationError>;
    /// The value, for those who do not know its type.
    fn put(&self) -> Option<&dyn Put>;
}

impl<T, R: Route<T>> PutField for Outgoing<'_, T, R> {
    #[inline]
    fn is_sent(&self) -> bool {
        true
    }

    #[inline]
    fn write<'a, W: FormatWriter<'a>>(&self, to: &mut W) -> Result<(), SerializationError> {
        R::write(self.0, to)
    }

    fn put(&self) -> Option<&dyn Put> {
        Some(self)
    }
}

impl<T, R: Route<T>> PutField for Option<Outgoing<'_, T, R>> {
    #[inline]
    fn is_sent(&self) -> bool {
        self.is_some()
    }

    #[inline]
    fn write<'a, W: FormatWriter<'a>>(&self, to: &mut W) -> Result<(), SerializationError> {
        self.as_ref().map_or(Ok(()), |value| R::write(value.0, to))
    }

    fn put(&self) -> Option<&dyn Put> {
        self.as_ref().map(|value| value as &dyn Put)
    }
}

/// The fields that are to be written, by their numbers.
pub trait Puts {
    /// How many are sent.
    fn sent(&self) -> usize;
    /// A field; none if it is left out.
    fn put(&self, index: usize) -> Option<&dyn Put>;
}

/// The fields that are to be written. Not public API. Used by generated code.
pub trait PutList: Puts {
    /// How many there are, sent or not.
    const LEN: usize;
    /// Writes those that are sent; the first of this list is the field of this number.
    fn write<'a, W: FieldWriter<'a>>(
        &self,
        shape: &'static Shape,
        first: usize,
        to: &mut W,
        open: &mut W::Fields,
    ) -> Result<(), SerializationError>;
}

/// The places that fields are read into, by their numbers.
pub trait Slots {
    /// The place of a field.
    fn slot(&mut self, index: usize) -> Option<&mut dyn Slot>;
}

/// The places that fields are read into. Not public API. Used by generated code.
pub trait SlotList: Slots + Sized {
    /// How many there are.
    const LEN: usize;
    /// What is in them.
    type Values;
    /// The values, or what stands for missing ones; an error names the first field that must not be missing.
    ///
    /// All at once: a `?` for each would bring code that drops all of the others. The method's name is one that no trait
    /// of the user's has.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn __values(self, shape: &'static Shape) -> Result<Self::Values, DecodeError>
    where
        Self: Sized,
    {
        self.values_from(shape, 0)
    }
    /// As [`__values`](Self::__values); the first of this list is the field of this number.
    fn values_from(self, shape: &'static Shape, first: usize) -> Result<Self::Values, DecodeError>;
    /// Takes what has come into other places: the address of these ones is not to be known to anybody, so that the
    /// compiler can keep them in registers.
    #[must_use]
    fn take(&mut self) -> Self;
    /// Reads fields as long as they come in the declared order; the first of this list is the field of this number.
    /// Gives whether all have come.
    fn read<'de, R: FieldReader<'de>>(
        &mut self,
        shape: &'static Shape,
        first: usize,
        from: &mut R,
        open: &mut R::Fields,
    ) -> Result<bool, DecodeError>;
}

impl<A: PutList, B: Puts> Puts for More<A, B> {
    #[inline]
    fn sent(&self) -> usize {
        self.0.sent() + self.1.sent()
    }

    fn put(&self, index: usize) -> Option<&dyn Put> {
        index.checked_sub(A::LEN).map_or_else(|| self.0.put(index), |index| self.1.put(index))
    }
}

impl<A: PutList, B: PutList> PutList for More<A, B> {
    const LEN: usize = A::LEN + B::LEN;

    #[inline]
    fn write<'a, W: FieldWriter<'a>>(
        &self,
        shape: &'static Shape,
        first: usize,
        to: &mut W,
        open: &mut W::Fields,
    ) -> Result<(), SerializationError> {
        self.0.write(shape, first, to, open)?;
        self.1.write(shape, first + A::LEN, to, open)
    }
}

impl<A: SlotList, B: Slots> Slots for More<A, B> {
    fn slot(&mut self, index: usize) -> Option<&mut dyn Slot> {
        match index.checked_sub(A::LEN) {
            Some(index) => self.1.slot(index),
            None => self.0.slot(index),
        }
    }
}

impl<A: SlotList, B: SlotList> SlotList for More<A, B> {
    const LEN: usize = A::LEN + B::LEN;
    type Values = More<A::Values, B::Values>;

    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn values_from(self, shape: &'static Shape, first: usize) -> Result<Self::Values, DecodeError> {
        Ok(More(self.0.values_from(shape, first)?, self.1.values_from(shape, first + A::LEN)?))
    }

    #[inline]
    fn take(&mut self) -> Self {
        More(self.0.take(), self.1.take())
    }

    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn read<'de, R: FieldReader<'de>>(
        &mut self,
        shape: &'static Shape,
        first: usize,
        from: &mut R,
        open: &mut R::Fields,
    ) -> Result<bool, DecodeError> {
        Ok(self.0.read(shape, first, from, open)? && self.1.read(shape, first + A::LEN, from, open)?)
    }
}

macro_rules! lists {
    ($($len:literal: $($value:ident $route:ident $index:tt),*;)*) => {$(
        impl<$($value: PutField),*> Puts for ($($value,)*) {
            #[inline]
            fn sent(&self) -> usize {
                0 $(+ usize::from(self.$index.is_sent()))*
            }

            fn put(&self, index: usize) -> Option<&dyn Put> {
                match index {
                    $($index => self.$index.put(),)*
                    _ => None,
                }
            }
        }

        #[allow(unused_variables)] // of the empty list
        impl<$($value: PutField),*> PutList for ($($value,)*) {
            const LEN: usize = $len;

            #[inline]
            fn write<'a, W: FieldWriter<'a>>(
                &self,
                shape: &'static Shape,
                first: usize,
                to: &mut W,
                open: &mut W::Fields,
            ) -> Result<(), SerializationError> {
                $(if self.$index.is_sent() {
                    let field = &shape.fields[first + $index];
                    to.field(open, field);
                    self.$index.write(to).map_err(|error| error.in_field(field.name))?;
                })*
                Ok(())
            }
        }

        impl<$($value, $route: Route<$value>),*> Slots for ($(Incoming<$value, $route>,)*) {
            fn slot(&mut self, index: usize) -> Option<&mut dyn Slot> {
                match index {
                    $($index => Some(&mut self.$index),)*
                    _ => None,
                }
            }
        }

        #[allow(clippy::unused_unit, unused_variables)] // of the empty list
        impl<$($value, $route: Route<$value>),*> SlotList for ($(Incoming<$value, $route>,)*) {
            const LEN: usize = $len;
            type Values = ($($value,)*);

            #[allow(clippy::inline_always, non_snake_case)] // the names of the types
            #[inline(always)]
            fn values_from(self, shape: &'static Shape, first: usize) -> Result<Self::Values, DecodeError> {
                match ($(self.$index.0.or_else($route::missing),)*) {
                    ($(Some($value),)*) => Ok(($($value,)*)),
                    #[allow(unreachable_patterns)] // of the empty list
                    values => Err(first_missing(shape, first, &[$(values.$index.is_some()),*])),
                }
            }

            #[inline]
            fn take(&mut self) -> Self {
                ($(Incoming(self.$index.0.take(), PhantomData),)*)
            }

            #[allow(clippy::inline_always)]
            #[inline(always)]
            fn read<'de, R: FieldReader<'de>>(
                &mut self,
                shape: &'static Shape,
                first: usize,
                from: &mut R,
                open: &mut R::Fields,
            ) -> Result<bool, DecodeError> {
                $(
                    if !from.field(open, &shape.fields[first + $index]) {
                        return Ok(false);
                    }
                    let start = from.position();
                    match $route::read(from) {
                        // It was empty, which need not be dropped.
                        Ok(value) => forget(replace(&mut self.$index, Incoming::of(value))),
                        Err(error) => return Err(from.in_field(error, shape, first + $index, start)),
                    }
                )*
                Ok(true)
            }
        }
    )*};
}

lists! {
    0: ;
    1: A RA 0;
    2: A RA 0, B RB 1;
    3: A RA 0, B RB 1, C RC 2;
    4: A RA 0, B RB 1, C RC 2, D RD 3;
    5: A RA 0, B RB 1, C RC 2, D RD 3, E RE 4;
    6: A RA 0, B RB 1, C RC 2, D RD 3, E RE 4, F RF 5;
    7: A RA 0, B RB 1, C RC 2, D RD 3, E RE 4, F RF 5, G RG 6;
    8: A RA 0, B RB 1, C RC 2, D RD 3, E RE 4, F RF 5, G RG 6, H RH 7;
}

/// The error for the first field that has no value.
#[cold]
#[inline(never)]
fn first_missing(shape: &'static Shape, first: usize, present: &[bool]) -> DecodeError {
    let at = present.iter().position(|present| !present).unwrap_or_default();
    missing(shape, first.saturating_add(at))
}

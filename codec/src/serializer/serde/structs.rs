//! A struct of named fields under formats that are not ours, as serde's derives write and read it.
//!
//! Of a struct without attributes of serde's, what the derives say is the list of its fields and no more. Said as a tuple
//! it is a call, whose body exists here once; a derive's visitors would be most of what an annotated type costs to build
//! for debugging.
//!
//! What stands between two levels of a nested value is inlined always, but for what is done for each field: a program
//! that is built for debugging keeps the frames of all levels on its stack, and in each frame what every piece inlined
//! has of locals.
#![allow(clippy::inline_always)]

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, Expected, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::missing::Missing;
use crate::serializer::route::More;

/// References to fields, in order. Not public API. Used by generated code.
pub trait StructRefs {
    /// How many there are.
    const LEN: usize;
    /// Writes each under its name.
    fn write<S: SerializeStruct>(self, names: &[&'static str], to: &mut S) -> Result<(), S::Error>;
}

/// Fields by value, in order. Not public API. Used by generated code.
pub trait StructFields<'de>: Sized {
    /// How many there are.
    const LEN: usize;
    /// What has come.
    type Slots: Default;
    /// Reads the value of the field of this number.
    fn read_value<A: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        name: &'static str,
        from: &mut A,
    ) -> Result<(), A::Error>;
    /// Reads all from a list; the first of them is the element of this number.
    fn read_elements<A: SeqAccess<'de>>(
        from: &mut A,
        first: usize,
        expected: &dyn Expected,
    ) -> Result<Self, A::Error>;
    /// What has come, or what stands for what has not.
    fn finish<E: Error>(slots: Self::Slots, names: &[&'static str]) -> Result<Self, E>;
}

/// Writes a struct. Not public API. Used by generated code.
#[inline(always)]
pub fn write_struct<S: Serializer, R: StructRefs>(
    to: S,
    name: &'static str,
    names: &'static [&'static str],
    fields: R,
) -> Result<S::Ok, S::Error> {
    let mut open = to.serialize_struct(name, names.len())?;
    fields.write(names, &mut open)?;
    open.end()
}

/// Reads a struct. Not public API. Used by generated code.
#[inline(always)]
pub fn read_struct<'de, D: Deserializer<'de>, F: StructFields<'de>>(
    from: D,
    name: &'static str,
    names: &'static [&'static str],
) -> Result<F, D::Error> {
    from.deserialize_struct(name, names, StructVisitor { name, names, fields: PhantomData })
}

struct StructVisitor<F> {
    name: &'static str,
    names: &'static [&'static str],
    fields: PhantomData<F>,
}

impl<'de, F: StructFields<'de>> Visitor<'de> for StructVisitor<F> {
    type Value = F;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", self.name)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<F, A::Error> {
        F::read_elements(&mut from, 0, &Elements { name: self.name, count: self.names.len() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<F, A::Error> {
        let mut slots = F::Slots::default();
        while let Some((index, name)) = next_field(&mut from, self.names)? {
            F::read_value(&mut slots, index, name, &mut from)?;
        }
        F::finish(slots, self.names)
    }
}

/// The next field that is known.
fn next_field<'de, A: MapAccess<'de>>(
    from: &mut A,
    names: &[&'static str],
) -> Result<Option<(usize, &'static str)>, A::Error> {
    while let Some(index) = from.next_key_seed(FieldName(names))? {
        match names.get(index) {
            Some(name) => return Ok(Some((index, name))),
            None => drop(from.next_value::<IgnoredAny>()?),
        }
    }
    Ok(None)
}

/// What a list that is too short should have been.
struct Elements {
    name: &'static str,
    count: usize,
}

impl Expected for Elements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "struct {} with {} element{plural}", self.name, self.count)
    }
}

/// Reads a field's name, or its number in formats that have no names; gives a number that no field has for another.
struct FieldName<'a>(&'a [&'static str]);

impl<'de> DeserializeSeed<'de> for FieldName<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<usize, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldName<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<usize, E> {
        Ok(usize::try_from(number).unwrap_or(usize::MAX))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        self.visit_bytes(name.as_bytes())
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<usize, E> {
        Ok(self.0.iter().position(|known| known.as_bytes() == name).unwrap_or(usize::MAX))
    }
}

/// One value into its slot.
fn read_once<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    name: &'static str,
    from: &mut A,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *slot = Some(from.next_value()?);
    Ok(())
}

fn read_element<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(
    from: &mut A,
    index: usize,
    expected: &dyn Expected,
) -> Result<T, A::Error> {
    from.next_element()?.ok_or_else(|| A::Error::invalid_length(index, expected))
}

/// serde's rule: what can be made of nothing, such as an `Option`, may be missing.
fn value_or_missing<'de, T: Deserialize<'de>, E: Error>(slot: Option<T>, name: &'static str) -> Result<T, E> {
    match slot {
        Some(value) => Ok(value),
        None => T::deserialize(Missing::new(name)),
    }
}

/// There are as many names as fields.
fn nth(names: &[&'static str], index: usize) -> &'static str {
    names.get(index).copied().unwrap_or_default()
}

fn behind<'a>(names: &'a [&'static str], len: usize) -> &'a [&'static str] {
    names.get(len..).unwrap_or_default()
}

impl<A: StructRefs, B: StructRefs> StructRefs for More<A, B> {
    const LEN: usize = A::LEN + B::LEN;

    #[inline(always)]
    fn write<S: SerializeStruct>(self, names: &[&'static str], to: &mut S) -> Result<(), S::Error> {
        self.0.write(names, to)?;
        self.1.write(behind(names, A::LEN), to)
    }
}

impl<'de, A: StructFields<'de>, B: StructFields<'de>> StructFields<'de> for More<A, B> {
    const LEN: usize = A::LEN + B::LEN;
    type Slots = (A::Slots, B::Slots);

    #[inline(always)]
    fn read_value<M: MapAccess<'de>>(
        slots: &mut Self::Slots,
        index: usize,
        name: &'static str,
        from: &mut M,
    ) -> Result<(), M::Error> {
        match index.checked_sub(A::LEN) {
            Some(index) => B::read_value(&mut slots.1, index, name, from),
            None => A::read_value(&mut slots.0, index, name, from),
        }
    }

    #[inline(always)]
    fn read_elements<S: SeqAccess<'de>>(
        from: &mut S,
        first: usize,
        expected: &dyn Expected,
    ) -> Result<Self, S::Error> {
        let list = A::read_elements(from, first, expected)?;
        Ok(More(list, B::read_elements(from, first + A::LEN, expected)?))
    }

    fn finish<E: Error>(slots: Self::Slots, names: &[&'static str]) -> Result<Self, E> {
        let list = A::finish(slots.0, names)?;
        Ok(More(list, B::finish(slots.1, behind(names, A::LEN))?))
    }
}

macro_rules! lists {
    ($($len:literal: $($value:ident $index:tt),*;)*) => {$(
        #[allow(unused_variables)] // of the empty list
        impl<$($value: Serialize),*> StructRefs for ($(&$value,)*) {
            const LEN: usize = $len;

            #[inline(always)]
            fn write<S: SerializeStruct>(self, names: &[&'static str], to: &mut S) -> Result<(), S::Error> {
                $(to.serialize_field(nth(names, $index), self.$index)?;)*
                Ok(())
            }
        }

        #[allow(clippy::unused_unit, unused_variables)] // of the empty list
        impl<'de, $($value: Deserialize<'de>),*> StructFields<'de> for ($($value,)*) {
            const LEN: usize = $len;
            type Slots = ($(Option<$value>,)*);

            #[inline(always)]
            fn read_value<Z: MapAccess<'de>>(
                slots: &mut Self::Slots,
                index: usize,
                name: &'static str,
                from: &mut Z,
            ) -> Result<(), Z::Error> {
                match index {
                    $($index => read_once(&mut slots.$index, name, from),)*
                    _ => Ok(()),
                }
            }

            #[inline(always)]
            fn read_elements<Z: SeqAccess<'de>>(
                from: &mut Z,
                first: usize,
                expected: &dyn Expected,
            ) -> Result<Self, Z::Error> {
                Ok(($(read_element::<$value, Z>(from, first + $index, expected)?,)*))
            }

            fn finish<Z: Error>(slots: Self::Slots, names: &[&'static str]) -> Result<Self, Z> {
                Ok(($(value_or_missing(slots.$index, nth(names, $index))?,)*))
            }
        }
    )*};
}

lists! {
    0: ;
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}

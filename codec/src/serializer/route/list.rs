//! Sequences: vectors, arrays, tuples.

use super::{Field, Incoming, Put, Route, Slot, put};
use crate::error::{DecodeError, SerializationError};
use crate::serializer::levels;
use crate::serializer::reader::FormatReader;
use crate::serializer::ty::Ty;
use crate::serializer::writer::FormatWriter;
use crate::value::{List, Value};

/// The route of sequences whose elements have one. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct Seq;

impl<T: Field> Field for Vec<T> {
    type Route = Seq;
}

impl<T: Field> Route<Vec<T>> for Seq {
    const TY: &'static Ty = &Ty::Seq(T::Route::TY);

    fn write<'a, W: FormatWriter<'a>>(value: &Vec<T>, to: &mut W) -> Result<(), SerializationError> {
        write(value, to)
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<Vec<T>, DecodeError> {
        T::Route::read_list(from)
    }

    fn to_value(value: &Vec<T>) -> Result<Value, SerializationError> {
        list_of(value)
    }

    fn from_value(value: Value) -> Result<Vec<T>, DecodeError> {
        let at = |(index, item)| T::Route::from_value(item).map_err(|error| error.in_index(index));
        List::try_from(value)?.into_iter().enumerate().map(at).collect()
    }
}

fn write<'a, T: Field, W: FormatWriter<'a>>(items: &[T], to: &mut W) -> Result<(), SerializationError> {
    let open = to.open_list(Some(items.len()))?;
    T::Route::write_elements(items, to)?;
    to.close_list(open, items.len())
}

fn list_of<T: Field>(items: &[T]) -> Result<Value, SerializationError> {
    let _level = levels::enter()?;
    let at = |(index, item)| T::Route::to_value(item).map_err(|error| error.in_index(index));
    let items: Result<Vec<Value>, SerializationError> = items.iter().enumerate().map(at).collect();
    Ok(Value::List(items?.into()))
}

impl<T: Field, const N: usize> Field for [T; N] {
    type Route = Seq;
}

impl<T: Field, const N: usize> Route<[T; N]> for Seq {
    const TY: &'static Ty = &Ty::Array(T::Route::TY, N);

    fn write<'a, W: FormatWriter<'a>>(value: &[T; N], to: &mut W) -> Result<(), SerializationError> {
        write(value, to)
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<[T; N], DecodeError> {
        let items = <Seq as Route<Vec<T>>>::read(from)?;
        <[T; N]>::try_from(items).map_err(|items| wrong_length(N, items.len()))
    }

    fn to_value(value: &[T; N]) -> Result<Value, SerializationError> {
        list_of(value)
    }

    fn from_value(value: Value) -> Result<[T; N], DecodeError> {
        let items = <Seq as Route<Vec<T>>>::from_value(value)?;
        <[T; N]>::try_from(items).map_err(|items| wrong_length(N, items.len()))
    }
}

#[cold]
pub(crate) fn wrong_length(expected: usize, found: usize) -> DecodeError {
    DecodeError::mismatch(&format!("a list of {expected} elements"), &format!("one of {found}"))
}

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name: Field),+> Field for ($($name,)+) {
            type Route = Seq;
        }

        impl<$($name: Field),+> Route<($($name,)+)> for Seq {
            const TY: &'static Ty = &Ty::Tuple(&[$(<$name as Field>::Route::TY),+]);

            fn write<'a, W: FormatWriter<'a>>(value: &($($name,)+), to: &mut W) -> Result<(), SerializationError> {
                to.tuple_of(&[$(&put(&value.$index, <$name as Field>::Route::default()) as &dyn Put),+])
            }

            #[allow(non_snake_case)]
            fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<($($name,)+), DecodeError> {
                $(let mut $name = Incoming::<$name, <$name as Field>::Route>::new();)+
                from.tuple_of(&mut [$(&mut $name as &mut dyn Slot),+])?;
                Ok(($($name.take_element($index)?,)+))
            }

            fn to_value(value: &($($name,)+)) -> Result<Value, SerializationError> {
                let _level = levels::enter()?;
                let items = vec![$(<$name as Field>::Route::to_value(&value.$index)?),+];
                Ok(Value::List(items.into()))
            }

            #[allow(non_snake_case)]
            fn from_value(value: Value) -> Result<($($name,)+), DecodeError> {
                $(let mut $name = Incoming::<$name, <$name as Field>::Route>::new();)+
                super::super::generic::tuple_of(value, &mut [$(&mut $name as &mut dyn Slot),+])?;
                Ok(($($name.take_element($index)?,)+))
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
}

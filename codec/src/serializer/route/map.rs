//! Maps with string keys.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use super::{Field, Route};
use crate::error::{DecodeError, SerializationError};
use crate::serializer::levels;
use crate::serializer::reader::FormatReader;
use crate::serializer::ty::Ty;
use crate::serializer::writer::FormatWriter;
use crate::value::{Dict, Value};

/// The route of maps from `String` to a type with a route. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct Entries;

impl<T: Field> Field for BTreeMap<String, T> {
    type Route = Entries;
}

impl<T: Field, S: BuildHasher + Default + 'static> Field for HashMap<String, T, S> {
    type Route = Entries;
}

macro_rules! entries {
    ($map:ty $(, $param:ident: $bound:path)?) => {
        impl<T: Field $(, $param: $bound + Default + 'static)?> Route<$map> for Entries {
            const TY: &'static Ty = &Ty::MapOf(&Ty::Text, T::Route::TY);

            fn write<'a, W: FormatWriter<'a>>(value: &$map, to: &mut W) -> Result<(), SerializationError> {
                write(value, value.len(), to)
            }

            fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<$map, DecodeError> {
                let mut out = <$map>::default();
                from.entries(|from, key| {
                    let item = T::Route::read(from)?;
                    out.insert(key, item);
                    Ok(())
                })?;
                Ok(out)
            }

            fn to_value(value: &$map) -> Result<Value, SerializationError> {
                dict_of(value)
            }

            fn from_value(value: Value) -> Result<$map, DecodeError> {
                let mut out = <$map>::default();
                for (key, item) in Dict::try_from(value)? {
                    let item = T::Route::from_value(item).map_err(|error| error.in_key(&key))?;
                    out.insert(key, item);
                }
                Ok(out)
            }
        }
    };
}

entries!(BTreeMap<String, T>);
entries!(HashMap<String, T, S>, S: BuildHasher);

fn write<'v, 'a, T: Field + 'v, W: FormatWriter<'a>>(
    entries: impl IntoIterator<Item = (&'v String, &'v T)>,
    len: usize,
    to: &mut W,
) -> Result<(), SerializationError> {
    let open = to.open_dict(Some(len))?;
    let mut first = true;
    for (key, item) in entries {
        to.key(first, key)?;
        first = false;
        T::Route::write(item, to).map_err(|error| error.in_key(key))?;
    }
    to.close_dict(open, len)
}

fn dict_of<'a, T: Field + 'a>(
    entries: impl IntoIterator<Item = (&'a String, &'a T)>,
) -> Result<Value, SerializationError> {
    let _level = levels::enter()?;
    let mut out = Dict::new();
    for (key, item) in entries {
        let item = T::Route::to_value(item).map_err(|error| error.in_key(key))?;
        out.insert(key.clone(), item);
    }
    Ok(Value::Dict(out))
}

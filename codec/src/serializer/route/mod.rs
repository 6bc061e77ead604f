//! The ways that a value can take through a reader or writer, each a type without values.
//!
//! A route is chosen at compile time, once per field, by method resolution on [`Pick`]: the field code of this crate
//! where there is one, serde where there is none. Object-safe [`Put`] and [`Slot`] carry a value with its route, so
//! that generated code is a list and the loops live here, once for each format.

mod fields;
mod leaf;
mod list;
mod map;
mod object;
mod pointer;
mod record;

use std::any::Any;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entry::Record;
use super::json::{JsonReader, JsonWriter};
#[cfg(feature = "msgpack")]
use super::msgpack::{MsgPackReader, MsgPackWriter};
use super::object::Live;
use super::reader::{FormatReader, Inner};
use super::serde::{Front, guarded};
use super::shape::Shape;
use super::tree::{TreeReader, TreeWriter};
use super::ty::Ty;
use super::writer::FormatWriter;
use crate::error::{DecodeError, SerializationError};
use crate::value::Value;

pub use fields::{More, SlotList};
pub(crate) use fields::{PutList, Puts, Slots};
pub use leaf::Leaf;
pub(crate) use list::wrong_length;
pub use object::{NamedSerializer, ObjectBy, ObjectRoute, by_deserialize, by_serialize};
pub use record::{FieldCode, Plain, SerdeCode, Tagged};

/// How values of type `T` are written and read in every format. Not public API. Used by generated code.
pub trait Route<T>: Default + 'static {
    /// Whether this is the field code of the macro, rather than serde's.
    const DIRECT: bool = true;
    /// What it is on the wire.
    const TY: &'static Ty = &Ty::Untold;
    /// Writes it.
    fn write<'a, W: FormatWriter<'a>>(value: &T, to: &mut W) -> Result<(), SerializationError>;
    /// Writes the elements of a list.
    fn write_elements<'a, W: FormatWriter<'a>>(values: &[T], to: &mut W) -> Result<(), SerializationError> {
        for (index, value) in values.iter().enumerate() {
            to.element(index == 0);
            Self::write(value, to).map_err(|error| error.in_index(index))?;
        }
        Ok(())
    }
    /// Reads it.
    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError>;
    /// Reads it into a place that holds nothing.
    fn read_into<'de, R: FormatReader<'de>>(from: &mut R, place: &mut Option<T>) -> Result<(), DecodeError> {
        *place = Some(Self::read(from)?);
        Ok(())
    }
    /// Reads it into what an object holds; where it gives nothing, the reader has the error.
    fn read_shared<'de, R: FormatReader<'de>>(from: &mut R) -> Option<Inner>
    where
        T: Record,
    {
        match Self::read(from) {
            Ok(value) => Some(Live::shared(value)),
            Err(error) => from.fail(error),
        }
    }
    /// Reads a list of them.
    fn read_list<'de, R: FormatReader<'de>>(from: &mut R) -> Result<Vec<T>, DecodeError> {
        let mut list = from.open_list()?;
        let mut out = Vec::with_capacity(from.room(&list, size_of::<T>()));
        while from.next_element(&mut list)? {
            out.push(Self::read(from).map_err(|error| error.in_index(out.len()))?);
        }
        Ok(out)
    }
    /// Makes the generic form.
    fn to_value(value: &T) -> Result<Value, SerializationError>;
    /// Rebuilds from the generic form.
    fn from_value(value: Value) -> Result<T, DecodeError>;
    /// What stands for a field that did not come.
    fn missing() -> Option<T> {
        None
    }
}

/// Types with a route of this crate. Not public API. Used by generated code.
pub trait Field: Sized {
    /// The route.
    type Route: Route<Self>;
}

/// The route of serde: any type with `Serialize` and `Deserialize`. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct Serde;

impl<T: Serialize + DeserializeOwned> Route<T> for Serde {
    const DIRECT: bool = false;

    fn write<'a, W: FormatWriter<'a>>(value: &T, to: &mut W) -> Result<(), SerializationError> {
        value.serialize(Front(to))
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        guarded(|| T::deserialize(Front(from)))
    }

    fn to_value(value: &T) -> Result<Value, SerializationError> {
        crate::serializer::serde::to_value(value)
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        crate::serializer::serde::from_value(value)
    }

    fn missing() -> Option<T> {
        // serde's own rule: what deserializes from nothing (`Option`, and types that wrap it) may be missing.
        T::deserialize(super::serde::Missing::<DecodeError>::new("")).ok()
    }
}

/// Asks for the route of `T`; see [`ViaField`]. Not public API. Used by generated code.
#[derive(Debug)]
pub struct Pick<T>(PhantomData<T>);

impl<T> Pick<T> {
    /// The question.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        Pick(PhantomData)
    }
}

/// What a field of this type is on the wire, where this crate has field code for it. An inherent constant comes before
/// that of a trait, so no code is made for the choice.
impl<T: Field> Pick<T> {
    /// The answer.
    pub const __TY: &'static Ty = <T::Route as Route<T>>::TY;
}

/// The same for every other type; see [`Pick::__TY`]. Not public API. Used by generated code.
pub trait Untold {
    /// The answer.
    const __TY: &'static Ty = &Ty::Untold;
}

impl<T> Untold for Pick<T> {}

/// First choice: the type has field code. Method resolution finds it with the fewest references.
///
/// The method's name is one that no trait of the user's has: two that are in scope for all types would be ambiguous.
pub trait ViaField<T> {
    /// Which route it is.
    type Route: Default;
    /// The answer.
    fn __via(&self) -> Self::Route {
        Self::Route::default()
    }
}

impl<T: Field> ViaField<T> for &&Pick<T> {
    type Route = T::Route;
}

/// Second choice: serde.
pub trait ViaSerde {
    /// The answer.
    fn __via(&self) -> Serde {
        Serde
    }
}

impl<T: Serialize + DeserializeOwned> ViaSerde for &Pick<T> {}

/// Last: neither; the twin's derive has already said what is missing.
pub trait ViaNothing {
    /// The answer.
    fn __via(&self) -> Nothing {
        Nothing
    }
    /// The answer for `#[codec(object)]`.
    fn __via_object(&self) -> Nothing {
        Nothing
    }
}

impl<T> ViaNothing for Pick<T> {}

/// The field has `#[codec(object)]`, and serde for where no codec is known.
pub trait ViaObject {
    /// The answer.
    fn __via_object(&self) -> ObjectRoute {
        ObjectRoute
    }
}

impl<T: Any + Send + Sync + Serialize + DeserializeOwned> ViaObject for &Pick<T> {}

/// The route of fields whose twin does not compile: it takes any type, so that the one mistake gives no errors of ours
/// on top of serde's. Not public API. Used by generated code.
#[derive(Debug, Default)]
pub struct Nothing;

impl<T> Route<T> for Nothing {
    fn write<'a, W: FormatWriter<'a>>(_: &T, _: &mut W) -> Result<(), SerializationError> {
        Err(SerializationError::no_serializer(std::any::type_name::<T>()))
    }

    fn read<'de, R: FormatReader<'de>>(from: &mut R) -> Result<T, DecodeError> {
        Self::from_value(from.read_value()?)
    }

    fn to_value(_: &T) -> Result<Value, SerializationError> {
        Err(SerializationError::no_serializer(std::any::type_name::<T>()))
    }

    fn from_value(value: Value) -> Result<T, DecodeError> {
        Err(DecodeError::mismatch(std::any::type_name::<T>(), value.kind_name()))
    }
}

/// A value that is to be written, with its route. Not public API. Used by generated code.
pub trait Put {
    /// Writes JSON.
    fn write_json(&self, to: &mut JsonWriter<'_>) -> Result<(), SerializationError>;
    /// Writes MessagePack.
    #[cfg(feature = "msgpack")]
    fn write_msgpack(&self, to: &mut MsgPackWriter<'_>) -> Result<(), SerializationError>;
    /// Writes a plain value.
    fn write_tree(&self, to: &mut TreeWriter<'_>) -> Result<(), SerializationError>;
    /// Makes the generic form.
    fn to_value(&self) -> Result<Value, SerializationError>;
}

/// The one implementation of [`Put`].
#[derive(Debug)]
pub struct Outgoing<'a, T, R>(&'a T, PhantomData<R>);

/// Pairs a reference with its route. Not public API. Used by generated code.
#[inline]
pub fn put<T, R>(value: &T, _: R) -> Outgoing<'_, T, R> {
    Outgoing(value, PhantomData)
}

impl<T, R: Route<T>> Put for Outgoing<'_, T, R> {
    fn write_json(&self, to: &mut JsonWriter<'_>) -> Result<(), SerializationError> {
        R::write(self.0, to)
    }

    fn write_tree(&self, to: &mut TreeWriter<'_>) -> Result<(), SerializationError> {
        R::write(self.0, to)
    }

    #[cfg(feature = "msgpack")]
    fn write_msgpack(&self, to: &mut MsgPackWriter<'_>) -> Result<(), SerializationError> {
        R::write(self.0, to)
    }

    fn to_value(&self) -> Result<Value, SerializationError> {
        R::to_value(self.0)
    }
}

/// A place that one value is read into; a second one is an error. Not public API. Used by generated code.
pub trait Slot {
    /// Reads JSON.
    fn read_json(&mut self, from: &mut JsonReader<'_>) -> Result<(), DecodeError>;
    /// Reads MessagePack.
    #[cfg(feature = "msgpack")]
    fn read_msgpack(&mut self, from: &mut MsgPackReader<'_>) -> Result<(), DecodeError>;
    /// Reads a plain value.
    fn read_tree(&mut self, from: &mut TreeReader<'_>) -> Result<(), DecodeError>;
    /// Takes the generic form.
    fn fill(&mut self, value: Value) -> Result<(), DecodeError>;
}

/// The one implementation of [`Slot`].
#[derive(Debug)]
pub struct Incoming<T, R>(Option<T>, PhantomData<R>);

/// Every route but [`Nothing`], so that a type without one is told in our words before serde tells it in its own.
#[diagnostic::on_unimplemented(
    message = "a field of type `{T}` cannot be sent",
    label = "this type is neither annotated nor known to serde",
    note = "annotate it with `#[json_serializable]`, derive serde's two traits for it, or name its serializer with \
            `#[codec(object = path)]`"
)]
pub trait Travels<T>: Route<T> {}

macro_rules! travels {
    ($($route:ty)*) => {$(
        impl<T> Travels<T> for $route where $route: Route<T> {}
    )*};
}

travels!(Leaf pointer::Inner list::Seq map::Entries Serde Tagged Plain ObjectRoute);

impl<T, N> Travels<T> for ObjectBy<N> where ObjectBy<N>: Route<T> {}

/// An empty place for a `T`. Not public API. Used by generated code.
#[inline]
pub fn slot<T, R: Travels<T>>(_: R) -> Incoming<T, R> {
    Incoming::new()
}

impl<T, R: Route<T>> Incoming<T, R> {
    #[inline]
    pub(crate) fn new() -> Self {
        Incoming(None, PhantomData)
    }

    /// A place that holds its value already.
    #[inline]
    fn of(value: T) -> Self {
        Incoming(Some(value), PhantomData)
    }

    #[inline]
    fn put(&mut self, value: T) -> Result<(), DecodeError> {
        if self.0.is_some() {
            return Err(DecodeError::duplicate_field());
        }
        self.0 = Some(value);
        Ok(())
    }

    /// The value, what stands for a missing one, or an error that names the field.
    #[inline]
    pub fn take(self, shape: &'static Shape, field: usize) -> Result<T, DecodeError> {
        match self.0 {
            Some(value) => Ok(value),
            None => R::missing().ok_or_else(|| missing(shape, field)),
        }
    }

    /// The value of an element of a tuple, whose number has been checked.
    #[inline]
    pub(crate) fn take_element(self, index: usize) -> Result<T, DecodeError> {
        self.0.or_else(R::missing).ok_or_else(|| wrong_length(index + 1, index))
    }

    /// Puts a default where nothing came.
    #[inline]
    pub fn or(&mut self, default: impl FnOnce() -> T) {
        if self.0.is_none() {
            self.0 = Some(default());
        }
    }

    /// The value, or a default.
    #[inline]
    pub fn take_or(self, default: impl FnOnce() -> T) -> T {
        self.0.unwrap_or_else(default)
    }
}

#[cold]
fn missing(shape: &'static Shape, field: usize) -> DecodeError {
    DecodeError::missing_field(shape.fields.get(field).map_or("0", |field| field.name), shape.name)
}

impl<T, R: Route<T>> Slot for Incoming<T, R> {
    fn read_json(&mut self, from: &mut JsonReader<'_>) -> Result<(), DecodeError> {
        let value = R::read(from)?;
        self.put(value)
    }

    #[cfg(feature = "msgpack")]
    fn read_msgpack(&mut self, from: &mut MsgPackReader<'_>) -> Result<(), DecodeError> {
        let value = R::read(from)?;
        self.put(value)
    }

    fn read_tree(&mut self, from: &mut TreeReader<'_>) -> Result<(), DecodeError> {
        let value = R::read(from)?;
        self.put(value)
    }

    fn fill(&mut self, value: Value) -> Result<(), DecodeError> {
        let value = R::from_value(value)?;
        self.put(value)
    }
}

#[cfg(test)]
mod tests {
    use std::any::type_name_of_val;

    use super::*;

    /// As generated code asks, on the concrete type.
    macro_rules! route {
        ($ty:ty) => {
            type_name_of_val(&(&&&Pick::<$ty>::new()).__via()).rsplit("::").next().unwrap_or_default()
        };
    }

    #[test]
    fn field_code_comes_before_serde() {
        assert_eq!(route!(f64), "Leaf");
        assert_eq!(route!(Value), "Leaf");
        assert_eq!(route!(Option<String>), "Inner");
        assert_eq!(route!(Vec<Option<i64>>), "Seq");
        assert_eq!(route!(crate::AclMessage), "Tagged");
        assert_eq!(route!(std::time::Duration), "Serde");
        assert_eq!(route!(Vec<std::time::Duration>), "Serde");
        assert_eq!(route!(std::thread::Thread), "Nothing"); // serde's derive on the twin says what is missing
    }
}

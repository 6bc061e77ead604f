//! What is known of a type at link time: its shape and a function for each format and direction.

use std::any::{Any, TypeId};

use serde::de::DeserializeOwned;
use serde::{Deserializer, Serialize, Serializer};

use super::json::{JsonReader, JsonWriter};
#[cfg(feature = "msgpack")]
use super::msgpack::{MsgPackReader, MsgPackWriter};
use super::object::Live;
use super::reader::Inner;
use super::route::{Put, PutList, Route, Slot, SlotList};
use super::shape::{Ids, Shape};
use super::tree::{TreeReader, TreeWriter};
use crate::error::{DecodeError, DecodeKind, SerializationError, excerpt};
use crate::value::{Dict, Object, Value};

/// An annotated type: its shape and its body. Not public API. Used by generated code.
pub trait Record: Twin + Sized + Send + Sync + 'static {
    /// Names, fields, ids.
    const SHAPE: &'static Shape;
    /// Field code, or serde's.
    type Body: Route<Self>;
    /// Whether it is sent as a tagged object.
    const TAGGED: bool = true;
    /// The functions of all formats.
    const ENTRY: &'static Entry = &Entry::of::<Self>();
}

/// The field code of an annotated type, in both directions. Not public API. Used by generated code.
pub trait Fields: Sized {
    /// Names what is to be written.
    fn write<S: Sink + ?Sized>(&self, to: &mut S) -> Result<(), SerializationError>;
    /// Offers slots and builds the type from them.
    fn read<S: Source + ?Sized>(from: &mut S) -> Result<Self, DecodeError>;
}

/// Takes the fields of a value. Not public API. Used by generated code.
pub trait Sink: Takes {
    /// A dict of fields.
    fn fields<P: PutList>(
        &mut self,
        shape: &'static Shape,
        values: P,
        extra: Option<&Dict>,
    ) -> Result<(), SerializationError>;
}

/// Takes values of any other shape; every writer does. Not public API. Used by generated code.
pub trait Takes {
    /// A list.
    fn tuple(&mut self, values: &[&dyn Put]) -> Result<(), SerializationError>;
    /// The value itself, without a container.
    fn value(&mut self, value: &dyn Put) -> Result<(), SerializationError>;
    /// The name of an enum variant.
    fn text(&mut self, text: &str) -> Result<(), SerializationError>;
}

/// Fills the slots of a value. Not public API. Used by generated code.
pub trait Source: Gives {
    /// From a dict, in any order; what has no slot goes to `extra`.
    fn fields<L: SlotList>(
        &mut self,
        shape: &'static Shape,
        slots: &mut L,
        extra: Option<&mut Dict>,
    ) -> Result<(), DecodeError>;
}

/// Gives values of any other shape; every reader does. Not public API. Used by generated code.
pub trait Gives {
    /// From a list of exactly this many elements.
    fn tuple(&mut self, slots: &mut [&mut dyn Slot]) -> Result<(), DecodeError>;
    /// From the value itself.
    fn value(&mut self, slot: &mut dyn Slot) -> Result<(), DecodeError>;
    /// The name of an enum variant.
    fn text(&mut self) -> Result<String, DecodeError>;
    /// The integer of an enum variant; a float that is a whole number will do, as in Python.
    fn discriminant(&mut self) -> Result<i64, DecodeError>;
}

/// The serde body of an annotated type. Not public API. Used by generated code.
pub trait Twin: Sized {
    /// What serde's derive would do: the plain struct or enum.
    fn serialize_twin<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;
    /// What serde's derive would do.
    fn deserialize_twin<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;
    /// The payload as our codecs write it, where that is another.
    fn serialize_payload<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.serialize_twin(to)
    }
    /// The payload as our codecs read it, where that is another.
    fn deserialize_payload<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::deserialize_twin(from)
    }
}

/// The bound that a generic annotated type puts on its parameters. Not public API. Used by generated code.
pub trait Generic: Serialize + DeserializeOwned + Send + Sync + 'static {}

impl<T: Serialize + DeserializeOwned + Send + Sync + 'static> Generic for T {}

/// Everything about one annotated type. Not public API. Used by generated code.
#[derive(Debug)]
pub struct Entry {
    pub(crate) shape: &'static Shape,
    pub(crate) type_id: fn() -> TypeId,
    pub(crate) type_name: fn() -> &'static str,
    pub(crate) is_direct: bool,
    pub(crate) to_value: fn(&dyn Any) -> Result<Value, SerializationError>,
    pub(crate) from_value: fn(Value) -> Result<Object, DecodeError>,
    pub(crate) json: JsonFns,
    #[cfg(feature = "msgpack")]
    pub(crate) msgpack: MsgPackFns,
    pub(crate) tree: TreeFns,
}

/// The pair of functions over the JSON reader and writer; each further format adds a pair of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JsonFns {
    pub(crate) write: fn(&dyn Any, &mut JsonWriter<'_>) -> Result<(), SerializationError>,
    /// Gives what an [`Object`] holds, a pair of words that comes back in registers, and leaves an error in the reader.
    pub(crate) read: fn(&mut JsonReader<'_>) -> Option<Inner>,
    /// Reads into an `Option` of the type, for those who know it.
    pub(crate) read_into: fn(&mut JsonReader<'_>, &mut dyn Any) -> Result<(), DecodeError>,
}

/// The pair of functions over the MessagePack reader and writer, as [`JsonFns`].
#[cfg(feature = "msgpack")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct MsgPackFns {
    pub(crate) write: fn(&dyn Any, &mut MsgPackWriter<'_>) -> Result<(), SerializationError>,
    pub(crate) read: fn(&mut MsgPackReader<'_>) -> Option<Inner>,
    pub(crate) read_into: fn(&mut MsgPackReader<'_>, &mut dyn Any) -> Result<(), DecodeError>,
}

/// As [`JsonFns`], over plain values: what codecs of users' own formats take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TreeFns {
    pub(crate) write: fn(&dyn Any, &mut TreeWriter<'_>) -> Result<(), SerializationError>,
    pub(crate) read: fn(&mut TreeReader<'_>) -> Option<Inner>,
    pub(crate) read_into: fn(&mut TreeReader<'_>, &mut dyn Any) -> Result<(), DecodeError>,
}

impl Entry {
    /// The functions of `T`, monomorphised.
    pub const fn of<T: Record>() -> Entry {
        Entry {
            shape: T::SHAPE,
            type_id: TypeId::of::<T>,
            type_name: std::any::type_name::<T>,
            is_direct: <T::Body as Route<T>>::DIRECT,
            to_value: to_value::<T>,
            from_value: from_value::<T>,
            json: JsonFns { write: json::write::<T>, read: json::read::<T>, read_into: json::read_into::<T> },
            #[cfg(feature = "msgpack")]
            msgpack: MsgPackFns {
                write: msgpack::write::<T>,
                read: msgpack::read::<T>,
                read_into: msgpack::read_into::<T>,
            },
            tree: TreeFns { write: tree::write::<T>, read: tree::read::<T>, read_into: tree::read_into::<T> },
        }
    }
}

fn to_value<T: Record>(value: &dyn Any) -> Result<Value, SerializationError> {
    match value.downcast_ref() {
        Some(value) => T::Body::to_value(value),
        None => Err(another_type()),
    }
}

fn from_value<T: Record>(value: Value) -> Result<Object, DecodeError> {
    match T::Body::from_value(value) {
        Ok(value) => Ok(Object::new(Live::shared(value))),
        Err(error) => Err(error),
    }
}

/// Entries are found by the `TypeId` of the type that they were made for, so this is never seen.
#[cold]
fn another_type() -> SerializationError {
    SerializationError::custom("the entry is of another type")
}

/// The functions of a format. Not closures: each would be two functions of every type.
macro_rules! functions {
    ($format:ident, $reader:ident, $writer:ident) => {
        mod $format {
            use super::*;

            pub(super) fn write<T: Record>(
                value: &dyn Any,
                to: &mut $writer<'_>,
            ) -> Result<(), SerializationError> {
                match value.downcast_ref() {
                    Some(value) => T::Body::write(value, to),
                    None => Err(another_type()),
                }
            }

            pub(super) fn read<T: Record>(from: &mut $reader<'_>) -> Option<Inner> {
                T::Body::read_shared(from)
            }

            pub(super) fn read_into<T: Record>(
                from: &mut $reader<'_>,
                slot: &mut dyn Any,
            ) -> Result<(), DecodeError> {
                // Entries are found by the type, so the slot is its own.
                match slot.downcast_mut() {
                    Some(slot) => T::Body::read_into(from, slot),
                    None => Ok(()),
                }
            }
        }
    };
}

functions!(json, JsonReader, JsonWriter);
#[cfg(feature = "msgpack")]
functions!(msgpack, MsgPackReader, MsgPackWriter);
functions!(tree, TreeReader, TreeWriter);

/// What an annotated type leaves for the registry to find. Not public API. Used by generated code.
#[derive(Debug)]
pub struct Linked {
    pub(crate) entry: &'static Entry,
    pub(crate) instance: Option<(&'static str, &'static Ids)>,
}

impl Linked {
    /// A type under its own name.
    pub const fn new(entry: &'static Entry) -> Self {
        Linked { entry, instance: None }
    }

    /// An instance of a generic type.
    pub const fn instance(entry: &'static Entry, name: &'static str, ids: &'static Ids) -> Self {
        Linked { entry, instance: Some((name, ids)) }
    }
}

inventory::collect!(Linked);

/// The integer is no variant's. Not public API. Used by generated code.
#[cold]
pub fn no_variant(shape: &'static Shape, found: i64) -> DecodeError {
    DecodeError::new(DecodeKind::Invalid, format!("{found} is no value of `{}`", shape.name))
}

/// The text is no variant's name. Not public API. Used by generated code.
#[cold]
pub fn no_variant_name(shape: &'static Shape, found: &str) -> DecodeError {
    DecodeError::new(DecodeKind::Invalid, format!("`{}` is no variant of `{}`", excerpt(found), shape.name))
}

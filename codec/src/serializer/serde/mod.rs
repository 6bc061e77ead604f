//! The serde front end: foreign types over our readers and writers, and our types under foreign formats.
//!
//! serde's data model has no place for type tags and shared objects. Where both sides are ours, an annotated type
//! announces itself by a reserved newtype-struct name; what cannot pass through a visitor crosses in a slot of the
//! thread, which is taken once.

mod cross;
mod de;
mod fields;
mod key;
mod missing;
mod name;
mod ser;
mod structs;
mod text_key;
pub(crate) mod underived;
mod value;

use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::de::{Deserialize, Deserializer, Unexpected, Visitor};
use serde::ser::{Serialize, Serializer};

use super::custom::short_name;
use super::entry::Record;
use super::json::{JsonReader, JsonWriter};
#[cfg(feature = "msgpack")]
use super::msgpack::{MsgPackReader, MsgPackWriter};
use super::tree::{TreeReader, TreeWriter};
use crate::error::DecodeError;
use cross::{NUMBER, OBJECT};

pub(crate) use cross::{Reading, forget};
pub(crate) use fields::foreign;
pub use fields::{no_shadow, object_serialize, payload_fields};
pub(crate) use missing::Missing;
pub use structs::{read_struct, write_struct};
pub(crate) use text_key::TextKey;
pub(crate) use value::{MapBuilder, ValueDeserializer, ValueSerializer, key_value};
pub use value::{from_value, to_value};

/// serde's view of a reader or a writer of any format.
#[derive(Debug)]
pub(crate) struct Front<'b, F>(pub(crate) &'b mut F);

/// Whether a serde serializer is one of this crate.
///
/// Its type carries lifetimes, hence `typeid`; the comparison is decided when the caller is monomorphised.
pub(crate) fn is_our_serializer<S: Serializer>() -> bool {
    is_our_writer::<S>() || typeid::of::<S>() == typeid::of::<ValueSerializer>()
}

/// Whether a serde serializer writes the bytes of a codec, which has a registry.
pub(crate) fn is_our_writer<S: Serializer>() -> bool {
    let id = typeid::of::<S>();
    #[cfg(feature = "msgpack")]
    if id == typeid::of::<Front<'_, MsgPackWriter<'_>>>() {
        return true;
    }
    id == typeid::of::<Front<'_, JsonWriter<'_>>>() || id == typeid::of::<Front<'_, TreeWriter<'_>>>()
}

/// Whether a serde deserializer is one of this crate.
pub(crate) fn is_our_deserializer<'de, D: Deserializer<'de>>() -> bool {
    let id = typeid::of::<D>();
    #[cfg(feature = "msgpack")]
    if id == typeid::of::<Front<'_, MsgPackReader<'_>>>() {
        return true;
    }
    id == typeid::of::<Front<'_, JsonReader<'_>>>()
        || id == typeid::of::<Front<'_, TreeReader<'_>>>()
        || id == typeid::of::<ValueDeserializer>()
}

/// `Serialize` of annotated types. Not public API. Used by generated code.
pub fn serialize<T: Record, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
    if !is_our_serializer::<S>() {
        return value.serialize_twin(to);
    }
    if !T::TAGGED {
        return value.serialize_payload(to);
    }
    cross::announce(T::ENTRY);
    to.serialize_newtype_struct(OBJECT, &PayloadOf(value))
}

/// What stands inside the tag.
struct PayloadOf<'a, T>(&'a T);

impl<T: Record> Serialize for PayloadOf<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_payload(to)
    }
}

/// Runs a `Deserialize`, which is the user's code: a panic in it is an error like any other, as the caller may be a
/// server. What it leaves behind is a reader and the slots of the thread, and both are given up with the message.
///
/// Here and not around a whole message: there it moves every value once more, which costs up to a sixth of the decode.
#[inline]
pub(crate) fn guarded<T>(read: impl FnOnce() -> Result<T, DecodeError>) -> Result<T, DecodeError> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result,
        Err(_) => Err(panicked(std::any::type_name::<T>())),
    }
}

#[cold]
#[inline(never)]
fn panicked(type_name: &str) -> DecodeError {
    forget();
    DecodeError::custom("the deserialize function panicked").about(short_name(type_name))
}

/// `Deserialize` of annotated types. Not public API. Used by generated code.
pub fn deserialize<'de, T: Record, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    if !is_our_deserializer::<D>() {
        return T::deserialize_twin(from);
    }
    if !T::TAGGED {
        return T::deserialize_payload(from);
    }
    cross::announce(T::ENTRY);
    from.deserialize_newtype_struct(OBJECT, PayloadVisitor(PhantomData))
}

struct PayloadVisitor<T>(PhantomData<T>);

impl<'de, T: Record> Visitor<'de> for PayloadVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a tagged `{}`", T::SHAPE.name)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        T::deserialize_payload(from)
    }
}

/// Payload of a unit struct: an empty dict, as its Python twin has. Not public API. Used by generated code.
pub fn payload_empty<S: Serializer>(to: S) -> Result<S::Ok, S::Error> {
    serde::ser::SerializeMap::end(to.serialize_map(Some(0))?)
}

/// Reads the payload of a unit struct. Not public API. Used by generated code.
pub fn payload_empty_de<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    struct Empty;
    impl<'de> Visitor<'de> for Empty {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an empty dict")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while map.next_entry::<serde::de::IgnoredAny, serde::de::IgnoredAny>()?.is_some() {}
            Ok(())
        }
    }
    from.deserialize_map(Empty)
}

/// Reads the name of an enum variant. Not public API. Used by generated code.
pub fn payload_text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    String::deserialize(from)
}

/// Reads the integer of an enum; a whole float will do. Not public API. Used by generated code.
pub fn payload_int<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
    struct Int;
    impl Visitor<'_> for Int {
        type Value = i64;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an enum's integer")
        }

        fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<i64, E> {
            Ok(value)
        }

        fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<i64, E> {
            i64::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
        }

        fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<i64, E> {
            super::generic::whole(value).ok_or_else(|| E::invalid_type(Unexpected::Float(value), &self))
        }
    }
    from.deserialize_newtype_struct(NUMBER, Int)
}

//! Not public API. What generated code calls; anything here may change with any release.

pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{self, Err, Ok};

pub use inventory;
pub use serde;

pub use crate::error::{DecodeError, SerializationError};
pub use crate::format::json::twin_check::{from_twin_json, from_twin_value, twin_json, twin_value};
pub use crate::registry::require;
pub use crate::serializer::Serializer;
pub use crate::serializer::entry::{
    Entry, Fields, Generic, Linked, Record, Sink, Source, Twin, no_variant, no_variant_name,
};
pub use crate::serializer::json::{JsonReader, JsonWriter};
#[cfg(feature = "protobuf")]
pub use crate::serializer::proto::{proto_deserialize, proto_serialize};
pub use crate::serializer::route::{
    Field, FieldCode, Leaf, More, NamedSerializer, ObjectBy, ObjectRoute, Pick, Plain, Put, SerdeCode, Slot,
    Tagged, by_deserialize, by_serialize, put, slot,
};
pub use crate::serializer::serde::underived::Underived;
pub use crate::serializer::serde::{
    deserialize, no_shadow, object_serialize, payload_empty, payload_empty_de, payload_fields, payload_int,
    payload_text, read_struct, serialize, write_struct,
};
pub use crate::serializer::shape::{
    Class, Ids, Kind, Missing, Payload, Shape, Tagging, UnknownFields, VariantShape, field,
};
pub use crate::serializer::traits::{as_dict, as_value, from_dict, from_value, serializer};
pub use crate::serializer::tree::{TreeReader, TreeWriter};
pub use crate::serializer::ty::Ty;
pub use crate::value::{Dict, Value};
pub use crate::wire::json::Key;

/// The traits that offer a field its route: without names, which could hide the user's.
pub mod candidates {
    pub use crate::serializer::route::{
        SlotList as _, Untold as _, ViaField as _, ViaNothing as _, ViaObject as _, ViaSerde as _,
    };
}

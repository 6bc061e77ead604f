//! The keys of dicts in formats that have text alone for them, as a serde serializer.

use serde::ser::{Impossible, Serialize, Serializer};

use crate::error::{SerializationError, SerializationKind};
use crate::serializer::writer::FormatWriter;

type Done = Result<(), SerializationError>;

/// A dict key: what Python's `json` converts is converted in the same way.
pub(crate) struct TextKey<'b, W> {
    pub(crate) to: &'b mut W,
    pub(crate) first: bool,
}

impl<'a, W: FormatWriter<'a>> TextKey<'_, W> {
    fn text(self, key: &str) -> Done {
        self.to.key(self.first, key)
    }

    fn refuse<T>(kind: &str) -> Result<T, SerializationError> {
        let message = format!("keys must be str, int, float, bool or None, not {kind}");
        Err(SerializationError::new(SerializationKind::Unsupported, message).help("use strings as keys"))
    }
}

macro_rules! displayed_keys {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method(self, key: $ty) -> Done {
            self.text(&key.to_string())
        }
    )*};
}

impl<'a, W: FormatWriter<'a>> Serializer for TextKey<'_, W> {
    type Ok = ();
    type Error = SerializationError;
    type SerializeSeq = Impossible<(), SerializationError>;
    type SerializeTuple = Impossible<(), SerializationError>;
    type SerializeTupleStruct = Impossible<(), SerializationError>;
    type SerializeTupleVariant = Impossible<(), SerializationError>;
    type SerializeMap = Impossible<(), SerializationError>;
    type SerializeStruct = Impossible<(), SerializationError>;
    type SerializeStructVariant = Impossible<(), SerializationError>;

    displayed_keys! {
        serialize_bool bool;
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
        serialize_char char;
    }

    fn serialize_f32(self, key: f32) -> Done {
        self.serialize_f64(f64::from(key))
    }

    fn serialize_f64(self, key: f64) -> Done {
        self.text(&crate::wire::json::float_text(key))
    }

    fn serialize_str(self, key: &str) -> Done {
        self.text(key)
    }

    fn serialize_bytes(self, _: &[u8]) -> Done {
        Self::refuse("bytes")
    }

    fn serialize_none(self) -> Done {
        self.text("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, key: &T) -> Done {
        key.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.text("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.text("null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, key: &T) -> Done {
        key.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Done {
        Self::refuse("an enum with data")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, SerializationError> {
        Self::refuse("a list")
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, SerializationError> {
        Self::refuse("a tuple")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, SerializationError> {
        Self::refuse("a tuple")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, SerializationError> {
        Self::refuse("an enum with data")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, SerializationError> {
        Self::refuse("a dict")
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, SerializationError> {
        Self::refuse("a struct")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, SerializationError> {
        Self::refuse("an enum with data")
    }
}

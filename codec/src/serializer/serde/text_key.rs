//! The keys of dicts in formats that have text alone for them, as a serde serializer.

use serde::ser::{Impossible, Serialize, Serializer};

use crate::error::SerializationError;
use crate::serializer::json::KeyStyle;
use crate::serializer::writer::FormatWriter;

type Done = Result<(), SerializationError>;

/// A dict key: what the peer's library converts is converted in the same way.
pub(crate) struct TextKey<'b, W> {
    pub(crate) to: &'b mut W,
    pub(crate) first: bool,
    pub(crate) style: KeyStyle,
}

impl<'a, W: FormatWriter<'a>> TextKey<'_, W> {
    fn text(self, key: &str) -> Done {
        self.to.key(self.first, key)
    }

    fn refuse<T>(self, kind: &str) -> Result<T, SerializationError> {
        Err(self.style.refused(kind))
    }

    /// A bool or nothing.
    fn word(self, word: &str, kind: &str) -> Done {
        if self.style.has_words() { self.text(word) } else { self.refuse(kind) }
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

    fn serialize_bool(self, key: bool) -> Done {
        self.word(if key { "true" } else { "false" }, "bool")
    }

    fn serialize_f32(self, key: f32) -> Done {
        self.serialize_f64(f64::from(key))
    }

    fn serialize_f64(self, key: f64) -> Done {
        let text = self.style.float(key);
        self.text(&text)
    }

    fn serialize_str(self, key: &str) -> Done {
        self.text(key)
    }

    fn serialize_bytes(self, key: &[u8]) -> Done {
        match self.style.bytes(key) {
            Some(text) => self.text(&text),
            None => self.refuse("bytes"),
        }
    }

    fn serialize_none(self) -> Done {
        self.word("null", "None")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, key: &T) -> Done {
        key.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.word("null", "None")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.word("null", "None")
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
        self.refuse("an enum with data")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, SerializationError> {
        self.refuse("a list")
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, SerializationError> {
        self.refuse("a tuple")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, SerializationError> {
        self.refuse("a tuple")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, SerializationError> {
        self.refuse("an enum with data")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, SerializationError> {
        self.refuse("a dict")
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, SerializationError> {
        self.refuse("a struct")
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, SerializationError> {
        self.refuse("an enum with data")
    }
}

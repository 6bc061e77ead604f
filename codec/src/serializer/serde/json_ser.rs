//! serde's `Serializer` over the JSON writer.

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::cross::{FOREIGN, OBJECT, VALUE, put_cover, take_announced, take_foreign, take_value};
use super::fields::Cover;
use crate::error::{SerializationError, SerializationKind};
use crate::serializer::json::JsonWriter;
use crate::value::Bytes;

type Done = Result<(), SerializationError>;

impl<'b, 'a> Serializer for &'b mut JsonWriter<'a> {
    type Ok = ();
    type Error = SerializationError;
    type SerializeSeq = Compound<'b, 'a>;
    type SerializeTuple = Compound<'b, 'a>;
    type SerializeTupleStruct = Compound<'b, 'a>;
    type SerializeTupleVariant = Compound<'b, 'a>;
    type SerializeMap = Compound<'b, 'a>;
    type SerializeStruct = Compound<'b, 'a>;
    type SerializeStructVariant = Compound<'b, 'a>;

    #[inline]
    fn serialize_bool(self, value: bool) -> Done {
        self.text.bool(value);
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Done {
        self.serialize_i64(i64::from(value))
    }

    fn serialize_i16(self, value: i16) -> Done {
        self.serialize_i64(i64::from(value))
    }

    #[inline]
    fn serialize_i32(self, value: i32) -> Done {
        self.serialize_i64(i64::from(value))
    }

    #[inline]
    fn serialize_i64(self, value: i64) -> Done {
        self.text.i64(value);
        Ok(())
    }

    fn serialize_i128(self, value: i128) -> Done {
        self.text.i128(value);
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Done {
        self.serialize_u64(u64::from(value))
    }

    fn serialize_u16(self, value: u16) -> Done {
        self.serialize_u64(u64::from(value))
    }

    #[inline]
    fn serialize_u32(self, value: u32) -> Done {
        self.serialize_u64(u64::from(value))
    }

    #[inline]
    fn serialize_u64(self, value: u64) -> Done {
        self.text.u64(value);
        Ok(())
    }

    fn serialize_u128(self, value: u128) -> Done {
        self.text.u128(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Done {
        self.text.f64(f64::from(value))
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Done {
        self.text.f64(value)
    }

    fn serialize_char(self, value: char) -> Done {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Done {
        self.text.str(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Done {
        self.bytes(&Bytes::from(value))
    }

    #[inline]
    fn serialize_none(self) -> Done {
        self.serialize_unit()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    #[inline]
    fn serialize_unit(self) -> Done {
        self.text.null();
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Done {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Done {
        if name == OBJECT {
            if let Some(entry) = take_announced() {
                let row = self.row((entry.type_id)(), entry.type_name)?;
                return self.tagged(&row.tag, |to| value.serialize(to));
            }
        }
        if name == VALUE {
            if let Some(value) = take_value() {
                return self.value(&value);
            }
        }
        if name == FOREIGN {
            return self.covered(value);
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Done {
        let mut entry = self.serialize_map(Some(1))?;
        entry.serialize_field(variant, value)?;
        SerializeMap::end(entry)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'b, 'a>, SerializationError> {
        self.text.open_list()?;
        Ok(Compound { to: self, count: 0, inside_variant: false })
    }

    fn serialize_tuple(self, len: usize) -> Result<Compound<'b, 'a>, SerializationError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        len: usize,
    ) -> Result<Compound<'b, 'a>, SerializationError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'b, 'a>, SerializationError> {
        self.open_variant(variant)?;
        self.text.open_list()?;
        Ok(Compound { to: self, count: 0, inside_variant: true })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'b, 'a>, SerializationError> {
        self.text.open_dict()?;
        Ok(Compound { to: self, count: 0, inside_variant: false })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Compound<'b, 'a>, SerializationError> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Compound<'b, 'a>, SerializationError> {
        self.open_variant(variant)?;
        self.text.open_dict()?;
        Ok(Compound { to: self, count: 0, inside_variant: true })
    }
}

impl JsonWriter<'_> {
    /// Apart from its caller, which stands on the stack once for each level.
    #[cold]
    fn covered<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        if let Some((rust_type, name)) = take_foreign() {
            put_cover(Cover::of(self, rust_type, name)?);
        }
        value.serialize(self)
    }

    /// The start of `{"Variant": ..}`.
    fn open_variant(&mut self, variant: &'static str) -> Done {
        self.text.open_dict()?;
        self.key(true, variant)
    }
}

/// A container that is being written.
#[derive(Debug)]
pub struct Compound<'b, 'a> {
    to: &'b mut JsonWriter<'a>,
    count: usize,
    /// The container is the content of `{"Variant": ..}`.
    inside_variant: bool,
}

impl Compound<'_, '_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.to.text.element(self.count == 0);
        value.serialize(&mut *self.to).map_err(|error| error.in_index(self.count))?;
        self.count += 1;
        Ok(())
    }

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.to.name(self.count == 0, key)?;
        self.count += 1;
        value.serialize(&mut *self.to).map_err(|error| error.in_field(key))
    }

    fn end_list(self) {
        self.to.text.close_list(self.count == 0);
        self.end_variant();
    }

    fn end_dict(self) {
        self.to.text.close_dict(self.count == 0);
        self.end_variant();
    }

    fn end_variant(self) {
        if self.inside_variant {
            self.to.text.close_dict(false);
        }
    }
}

/// The four kinds of sequence differ in the name of one method.
macro_rules! sequences {
    ($($kind:ident $method:ident;)*) => {$(
        impl $kind for Compound<'_, '_> {
            type Ok = ();
            type Error = SerializationError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
                self.element(value)
            }

            fn end(self) -> Done {
                self.end_list();
                Ok(())
            }
        }
    )*};
}

sequences! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! structs {
    ($($kind:ident)*) => {$(
        impl $kind for Compound<'_, '_> {
            type Ok = ();
            type Error = SerializationError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
                Compound::serialize_field(self, key, value)
            }

            fn end(self) -> Done {
                self.end_dict();
                Ok(())
            }
        }
    )*};
}

structs!(SerializeStruct SerializeStructVariant);

impl SerializeMap for Compound<'_, '_> {
    type Ok = ();
    type Error = SerializationError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        key.serialize(Key { to: self.to, first: self.count == 0 })?;
        self.count += 1;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(&mut *self.to)
    }

    fn serialize_entry<K: Serialize + ?Sized, T: Serialize + ?Sized>(&mut self, key: &K, value: &T) -> Done {
        let before = self.to.text.len();
        self.serialize_key(key)?;
        let after = self.to.text.len();
        self.serialize_value(value).map_err(|error| error.in_key(&self.to.text.excerpt(before, after)))
    }

    fn end(self) -> Done {
        self.end_dict();
        Ok(())
    }
}

/// A dict key: what Python's `json` converts is converted in the same way.
struct Key<'b, 'a> {
    to: &'b mut JsonWriter<'a>,
    first: bool,
}

impl Key<'_, '_> {
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

impl Serializer for Key<'_, '_> {
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

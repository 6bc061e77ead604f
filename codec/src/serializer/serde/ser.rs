//! serde's `Serializer` over the writer of any format.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::Front;
use super::cross::{
    FOREIGN, OBJECT, UNKNOWN, VALUE, put_cover, take_announced, take_foreign, take_unknown, take_value,
};
use super::fields::Cover;
use crate::error::SerializationError;
use crate::serializer::writer::{FormatWriter, Opening};

type Done = Result<(), SerializationError>;

impl<'b, 'a, W: FormatWriter<'a>> Serializer for Front<'b, W> {
    type Ok = ();
    type Error = SerializationError;
    type SerializeSeq = Compound<'b, W>;
    type SerializeTuple = Compound<'b, W>;
    type SerializeTupleStruct = Compound<'b, W>;
    type SerializeTupleVariant = Compound<'b, W>;
    type SerializeMap = Compound<'b, W>;
    type SerializeStruct = Compound<'b, W>;
    type SerializeStructVariant = Compound<'b, W>;

    #[inline]
    fn serialize_bool(self, value: bool) -> Done {
        self.0.bool(value);
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
        self.0.i64(value)
    }

    fn serialize_i128(self, value: i128) -> Done {
        self.0.i128(value)
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
        self.0.u64(value)
    }

    fn serialize_u128(self, value: u128) -> Done {
        self.0.u128(value)
    }

    fn serialize_f32(self, value: f32) -> Done {
        self.0.f64(f64::from(value))
    }

    #[inline]
    fn serialize_f64(self, value: f64) -> Done {
        self.0.f64(value)
    }

    fn serialize_char(self, value: char) -> Done {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    #[inline]
    fn serialize_str(self, value: &str) -> Done {
        self.0.str(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Done {
        self.0.bytes(value)
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
        self.0.null();
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
                let (rust_type, name) = ((entry.type_id)(), entry.type_name);
                return self.0.typed(rust_type, name, |to| value.serialize(Front(to)));
            }
        }
        if name == VALUE {
            if let Some(value) = take_value() {
                return self.0.write_value(&value);
            }
        }
        if name == UNKNOWN {
            if let Some(id) = take_unknown() {
                return self.0.with_base64(false, |to| {
                    let tag = to.open_tag_of_id(id)?;
                    value.serialize(Front(&mut *to))?;
                    to.close_tag(tag);
                    Ok(())
                });
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
        entry.field(variant, value)?;
        SerializeMap::end(entry)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Compound<'b, W>, SerializationError> {
        let open = self.0.open_list(len)?;
        Ok(Compound { to: self.0, open, count: 0, variant: None })
    }

    fn serialize_tuple(self, len: usize) -> Result<Compound<'b, W>, SerializationError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        len: usize,
    ) -> Result<Compound<'b, W>, SerializationError> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Compound<'b, W>, SerializationError> {
        let outer = self.open_variant(variant)?;
        let open = self.0.open_list(Some(len))?;
        Ok(Compound { to: self.0, open, count: 0, variant: Some(outer) })
    }

    fn serialize_map(self, len: Option<usize>) -> Result<Compound<'b, W>, SerializationError> {
        let open = self.0.open_dict(len)?;
        Ok(Compound { to: self.0, open, count: 0, variant: None })
    }

    fn serialize_struct(self, _: &'static str, len: usize) -> Result<Compound<'b, W>, SerializationError> {
        self.serialize_map(Some(len))
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        len: usize,
    ) -> Result<Compound<'b, W>, SerializationError> {
        let outer = self.open_variant(variant)?;
        let open = self.0.open_dict(Some(len))?;
        Ok(Compound { to: self.0, open, count: 0, variant: Some(outer) })
    }
}

impl<'a, W: FormatWriter<'a>> Front<'_, W> {
    /// Apart from its caller, which stands on the stack once for each level.
    #[cold]
    fn covered<T: Serialize + ?Sized>(self, value: &T) -> Done {
        if let Some((rust_type, name)) = take_foreign() {
            put_cover(Cover::of(self.0.table(), rust_type, name)?);
        }
        value.serialize(self)
    }

    /// The start of `{"Variant": ..}`.
    fn open_variant(&mut self, variant: &'static str) -> Result<W::Open, SerializationError> {
        let open = self.0.open_dict(Some(1))?;
        self.0.key(true, variant)?;
        Ok(open)
    }
}

/// A container that is being written.
pub(crate) struct Compound<'b, W: Opening> {
    to: &'b mut W,
    open: W::Open,
    count: usize,
    /// The container is the content of `{"Variant": ..}`, which is open too.
    variant: Option<W::Open>,
}

impl<'a, W: FormatWriter<'a>> Compound<'_, W> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.to.element(self.count == 0);
        value.serialize(Front(self.to)).map_err(|error| error.in_index(self.count))?;
        self.count += 1;
        Ok(())
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.to.name(self.count == 0, key)?;
        self.count += 1;
        value.serialize(Front(self.to)).map_err(|error| error.in_field(key))
    }

    fn end_list(self) -> Done {
        self.to.close_list(self.open, self.count)?;
        self.end_variant()
    }

    fn end_dict(self) -> Done {
        self.to.close_dict(self.open, self.count)?;
        self.end_variant()
    }

    fn end_variant(self) -> Done {
        self.variant.map_or(Ok(()), |open| self.to.close_dict(open, 1))
    }
}

/// The four kinds of sequence differ in the name of one method.
macro_rules! sequences {
    ($($kind:ident $method:ident;)*) => {$(
        impl<'a, W: FormatWriter<'a>> $kind for Compound<'_, W> {
            type Ok = ();
            type Error = SerializationError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
                self.element(value)
            }

            fn end(self) -> Done {
                self.end_list()
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
        impl<'a, W: FormatWriter<'a>> $kind for Compound<'_, W> {
            type Ok = ();
            type Error = SerializationError;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
                self.field(key, value)
            }

            fn end(self) -> Done {
                self.end_dict()
            }
        }
    )*};
}

structs!(SerializeStruct SerializeStructVariant);

impl<'a, W: FormatWriter<'a>> SerializeMap for Compound<'_, W> {
    type Ok = ();
    type Error = SerializationError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        self.to.serialize_key(self.count == 0, key)?;
        self.count += 1;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(Front(self.to))
    }

    fn serialize_entry<K: Serialize + ?Sized, T: Serialize + ?Sized>(&mut self, key: &K, value: &T) -> Done {
        let before = self.to.position();
        self.serialize_key(key)?;
        let after = self.to.position();
        self.serialize_value(value).map_err(|error| error.in_key(&self.to.excerpt(before, after)))
    }

    fn end(self) -> Done {
        self.end_dict()
    }
}

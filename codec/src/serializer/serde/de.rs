//! serde's `Deserializer` over the reader of any format.

use std::borrow::Cow;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::cross::{FIELDS, NUMBER, OBJECT, VALUE, mark_buffered, put_value, take_announced};
use super::key::{BorrowedOr, KeyText};
use super::name::Names;
use super::{Front, ValueDeserializer};
use crate::error::{DecodeError, DecodeKind};
use crate::serializer::objects::ReadObjects as _;
use crate::serializer::reader::FormatReader;
use crate::value::{Ext, Object, Value};
use crate::wire::parts::{Kind, Number, OpenTag, TYPE_KEY};

type Read<T> = Result<T, DecodeError>;

/// Integers and floats have one method each, which checks the range in the visitor.
macro_rules! numbers {
    ($($method:ident $wide:ident $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
            let start = self.0.position();
            let value = self.0.$wide()?;
            visitor.$visit(value).map_err(|error: DecodeError| error.at(self.0.value_at(start)))
        }
    )*};
}

impl<'de, R: FormatReader<'de>> Deserializer<'de> for Front<'_, R> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.0.peek()? {
            Kind::Null => self.deserialize_unit(visitor),
            Kind::Bool => self.deserialize_bool(visitor),
            Kind::String => self.deserialize_str(visitor),
            Kind::List => self.deserialize_seq(visitor),
            Kind::Dict => self.any_dict(visitor),
            Kind::Number => {
                let start = self.0.position();
                match self.0.number()? {
                    Number::Int(value) => visitor.visit_i64(value),
                    Number::UInt(value) => visitor.visit_u64(value),
                    Number::Float(value) => visitor.visit_f64(value),
                    Number::Big(text) => big(text, visitor),
                }
                .map_err(|error: DecodeError| error.at(self.0.value_at(start)))
            }
            Kind::Bytes => {
                let start = self.0.position();
                visitor.visit_borrowed_bytes(self.0.bytes()?).map_err(|error: DecodeError| error.at(start))
            }
            Kind::Ext => self.ext(visitor),
        }
    }

    numbers! {
        deserialize_i8 i64 visit_i64;
        deserialize_i16 i64 visit_i64;
        deserialize_i32 i64 visit_i64;
        deserialize_i64 i64 visit_i64;
        deserialize_i128 i128 visit_i128;
        deserialize_u8 u64 visit_u64;
        deserialize_u16 u64 visit_u64;
        deserialize_u32 u64 visit_u64;
        deserialize_u64 u64 visit_u64;
        deserialize_u128 u128 visit_u128;
        deserialize_f32 f64 visit_f64;
        deserialize_f64 f64 visit_f64;
        deserialize_bool bool visit_bool;
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let start = self.0.position();
        match self.0.str()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
        .map_err(|error: DecodeError| error.at(self.0.value_at(start)))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let start = self.0.position();
        visitor.visit_string(self.0.string()?).map_err(|error: DecodeError| error.at(self.0.value_at(start)))
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_byte_buf(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        match self.0.text_bytes()? {
            Some(bytes) => visitor.visit_byte_buf(bytes),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if self.0.try_null()? { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.0.null()?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Read<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Read<V::Value> {
        if name == OBJECT {
            if let Some(entry) = take_announced() {
                let tag = self.0.open_tag_of((entry.type_id)(), entry.shape.name)?;
                let value = visitor.visit_newtype_struct(Front(&mut *self.0))?;
                self.0.close_tag(tag)?;
                return Ok(value);
            }
        }
        if name == FIELDS {
            return self.by_field_code(visitor);
        }
        if name == VALUE {
            put_value(self.0.read_value()?);
            return visitor.visit_unit();
        }
        if name == NUMBER && self.0.peek()? != Kind::Number {
            return Err(self.0.mismatch("an enum's integer"));
        }
        if name == NUMBER {
            return self.deserialize_any(visitor);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let list = self.0.open_list()?;
        let start = self.0.position();
        // serde does not say how large an element is, and makes room for as many as it is told.
        let hint = self.0.room(&list, size_of::<Value>());
        let mut items = Items { from: &mut *self.0, list, hint, count: 0, ended: false };
        let value = visitor.visit_seq(&mut items).map_err(|error| error.at(start))?;
        if !items.ended && items.from.next_element(&mut items.list)? {
            let message = format!("expected a list of {} elements, found a longer one", items.count);
            return Err(self.0.error(DecodeKind::Type, message));
        }
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let start = self.0.position();
        let dict = self.0.open_dict()?;
        let names = Names::new(fields, self.0);
        Entries::new(self.0, dict, names, Place::Entry).visit(visitor, start)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Read<V::Value> {
        let start = self.0.position();
        match self.0.peek()? {
            Kind::String => {
                let name = self.0.str()?;
                visitor.visit_enum(StrDeserializer::<DecodeError>::new(&name))
            }
            Kind::Dict => {
                let mut dict = self.0.open_dict()?;
                if !self.0.next_entry(&mut dict)? {
                    let start = self.0.value_at(start);
                    return Err(DecodeError::mismatch("an enum variant", "an empty dict").at(start));
                }
                let variant = Variant { from: &mut *self.0 };
                let value = visitor.visit_enum(variant).map_err(|error| error.at(self.0.value_at(start)))?;
                if self.0.next_entry(&mut dict)? {
                    let start = self.0.value_at(start);
                    return Err(DecodeError::mismatch("one enum variant", "a dict of several").at(start));
                }
                Ok(value)
            }
            _ => Err(self.0.mismatch("an enum variant")),
        }
        .map_err(|error: DecodeError| error.at(self.0.value_at(start)))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        self.0.skip_value()?;
        visitor.visit_unit()
    }
}

/// An integer beyond 64 bits, as far as serde can carry it.
fn big<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Read<V::Value> {
    if let Ok(value) = text.parse::<i128>() {
        return visitor.visit_i128(value);
    }
    if let Ok(value) = text.parse::<u128>() {
        return visitor.visit_u128(value);
    }
    Err(DecodeError::new(DecodeKind::Type, "an integer beyond 128 bits cannot pass through serde")
        .help("make the field a `Value`"))
}

impl<'de, R: FormatReader<'de>> Front<'_, R> {
    /// Apart from its caller, which stands on the stack once for each level.
    #[inline(never)]
    fn by_field_code<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        if let Some(entry) = take_announced() {
            let Some(inner) = self.0.body(entry) else { return Err(self.0.failure()) };
            put_value(Value::Object(Object::new(inner)));
        }
        visitor.visit_unit()
    }

    /// As `rmp-serde` presents it to types that know extension values.
    fn ext<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let start = self.0.position();
        let (code, data) = self.0.ext()?;
        visitor
            .visit_newtype_struct(ValueDeserializer(Value::Ext(Ext::new(code, data))))
            .map_err(|error: DecodeError| error.at(start))
    }

    /// A dict whose reader has no type in mind. serde asks so where it buffers (`untagged`, `flatten`, ..): a tagged
    /// object then gives its payload, since the buffer has no place for the tag.
    fn any_dict<V: Visitor<'de>>(self, visitor: V) -> Read<V::Value> {
        let start = self.0.position();
        if let Some(tag) = self.0.predicted_tag()? {
            return self.untagged(tag, visitor);
        }
        let nested = self.0.is_under_tag();
        let mut dict = self.0.open_dict()?;
        let mut place = Place::End;
        if self.0.next_entry(&mut dict)? {
            if self.0.try_type_key()? {
                let tag = self.0.tag_behind_key(nested, &dict)?;
                return self.untagged(tag, visitor);
            }
            place = Place::Key;
        }
        Entries::new(self.0, dict, Names::default(), place).visit(visitor, start)
    }

    fn untagged<V: Visitor<'de>>(self, tag: OpenTag, visitor: V) -> Read<V::Value> {
        self.0.resolve(tag.id())?;
        mark_buffered();
        let value = Front(&mut *self.0).deserialize_any(visitor)?;
        self.0.close_tag(tag)?;
        Ok(value)
    }
}

struct Items<'b, 'de, R: FormatReader<'de>> {
    from: &'b mut R,
    list: R::List,
    hint: usize,
    count: usize,
    ended: bool,
}

impl<'de, R: FormatReader<'de>> SeqAccess<'de> for &mut Items<'_, 'de, R> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        if self.ended || !self.from.next_element(&mut self.list)? {
            self.ended = true;
            return Ok(None);
        }
        let start = self.from.position();
        let value = seed
            .deserialize(Front(&mut *self.from))
            .map_err(|error| error.at(self.from.value_at(start)).in_index(self.count))?;
        self.count += 1;
        Ok(Some(value))
    }

    fn size_hint(&self) -> Option<usize> {
        if R::TEXT_KEYS { None } else { Some(self.hint) }
    }
}

/// Where a dict's reader stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Behind the opening brace or an entry.
    Entry,
    /// At a key that was looked at ahead; no names are expected then.
    Key,
    /// Behind the closing brace.
    End,
}

struct Entries<'b, 'de, R: FormatReader<'de>> {
    from: &'b mut R,
    dict: R::Dict,
    names: Names,
    place: Place,
    /// Where the key stands whose value comes next, for errors; at 0 there is none.
    key_at: usize,
}

impl<'b, 'de, R: FormatReader<'de>> Entries<'b, 'de, R> {
    #[inline]
    fn new(from: &'b mut R, dict: R::Dict, names: Names, place: Place) -> Self {
        Entries { from, dict, names, place, key_at: 0 }
    }

    /// The value stays where the visitor wrote it: it may be large.
    #[inline]
    fn visit<V: Visitor<'de>>(mut self, visitor: V, start: usize) -> Read<V::Value> {
        let mut value = visitor.visit_map(&mut self);
        if value.is_err() {
            value = value.map_err(|error| error.at(self.from.value_at(start)));
        } else if let Err(error) = self.finish() {
            value = Err(error);
        }
        value
    }

    #[inline]
    fn finish(mut self) -> Read<()> {
        if self.place == Place::End { Ok(()) } else { self.finish_early() }
    }

    #[inline(never)]
    fn finish_early(&mut self) -> Read<()> {
        if !self.advance()? {
            return Ok(());
        }
        self.key()?;
        Err(self.from.error(DecodeKind::Type, "a dict with more entries than were asked for"))
    }

    #[inline]
    fn advance(&mut self) -> Read<bool> {
        let more = match self.place {
            Place::Entry => self.from.next_entry(&mut self.dict)?,
            Place::Key => true,
            Place::End => false,
        };
        self.place = if more { Place::Entry } else { Place::End };
        if !more {
            self.names = Names::default();
        }
        self.key_at = self.from.position();
        Ok(more)
    }

    #[inline(never)]
    fn key(&mut self) -> Read<Cow<'de, str>> {
        let key = self.from.key()?;
        if key == TYPE_KEY {
            return Err(self.from.bad_tag("stands where a plain dict is expected"));
        }
        Ok(key)
    }

    /// An error in the value of a key, which is read once more for its text.
    #[cold]
    #[inline(never)]
    fn in_value(&mut self, error: DecodeError, start: usize, key_at: usize) -> DecodeError {
        let key = if key_at == 0 { Cow::default() } else { self.from.key_text(key_at) };
        error.at(self.from.value_at(start)).in_key(&key)
    }
}

impl<'de, R: FormatReader<'de>> MapAccess<'de> for &mut Entries<'_, 'de, R> {
    type Error = DecodeError;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        let name = match self.names.eat_entry(self.from, &mut self.dict) {
            Some((name, key_at)) => {
                self.key_at = key_at;
                Some(name)
            }
            None if self.advance()? => self.names.eat(self.from),
            None => return Ok(None),
        };
        if let Some(name) = name {
            let start = self.from.position();
            return seed
                .deserialize(KeyText(BorrowedOr::Borrowed(name)))
                .map(Some)
                .map_err(|error| error.at(start));
        }
        if !R::TEXT_KEYS && self.from.peek()? != Kind::String {
            return seed.deserialize(Front(&mut *self.from)).map(Some);
        }
        let key = self.key()?;
        let start = self.from.position();
        match &key {
            Cow::Borrowed(text) => seed.deserialize(KeyText(BorrowedOr::Borrowed(text))),
            Cow::Owned(text) => seed.deserialize(KeyText(BorrowedOr::Owned(text))),
        }
        .map(Some)
        .map_err(|error| error.at(start))
    }

    /// The value stays where the seed wrote it: it may be large.
    #[inline]
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Read<T::Value> {
        let start = self.from.position();
        let key_at = std::mem::take(&mut self.key_at);
        let mut value = seed.deserialize(Front(&mut *self.from));
        if value.is_err() {
            value = value.map_err(|error| self.in_value(error, start, key_at));
        }
        value
    }
}

/// `{"Variant": content}`, standing at the key.
struct Variant<'b, R> {
    from: &'b mut R,
}

impl<'de, R: FormatReader<'de>> EnumAccess<'de> for Variant<'_, R> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<(T::Value, Self)> {
        let key = self.from.key()?;
        if key == TYPE_KEY {
            return Err(self.from.bad_tag("stands where an enum variant is expected"));
        }
        let variant = seed.deserialize(StrDeserializer::<DecodeError>::new(&key))?;
        Ok((variant, self))
    }
}

impl<'de, R: FormatReader<'de>> VariantAccess<'de> for Variant<'_, R> {
    type Error = DecodeError;

    fn unit_variant(self) -> Read<()> {
        self.from.null()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Read<T::Value> {
        seed.deserialize(Front(self.from))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Read<V::Value> {
        Front(self.from).deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Read<V::Value> {
        Front(self.from).deserialize_struct("", fields, visitor)
    }
}

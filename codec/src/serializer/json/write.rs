//! Writing values.

use std::any::Any;
#[cfg(feature = "fast_json")]
use std::any::TypeId;

use serde::Serialize;

use super::KeyStyle;
use crate::error::{SerializationError, SerializationKind};
use crate::serializer::entry::{Entry, Fields as Code};
use crate::serializer::field_code::FieldWriter;
use crate::serializer::route::Put;
use crate::serializer::serde::TextKey;
use crate::serializer::shape::FieldShape;
use crate::serializer::table::{Row, Table};
use crate::serializer::writer::{FormatWriter, Opening};
use crate::value::{Dict, Ext, Map};
use crate::wire::json::{Around, Tag, Writer};
use crate::wire::parts::TYPE_KEY;

type Result<T> = std::result::Result<T, SerializationError>;

/// Writes values as JSON. Not public API. Used by generated code.
#[derive(Debug)]
pub struct JsonWriter<'a> {
    pub(crate) text: Writer<'a>,
    table: &'a Table,
    /// Bytes are written as base64 text: the serializer of the object around them says so.
    #[cfg(feature = "base64")]
    base64: bool,
    /// The reader knows the types as well: what a field's type says is not said again.
    #[cfg(feature = "fast_json")]
    plain: bool,
}

impl<'a> JsonWriter<'a> {
    pub(crate) fn new(text: Writer<'a>, table: &'a Table) -> Self {
        JsonWriter {
            text,
            table,
            #[cfg(feature = "base64")]
            base64: false,
            #[cfg(feature = "fast_json")]
            plain: false,
        }
    }

    /// Writes for a reader that knows the types as well.
    #[cfg(feature = "fast_json")]
    pub(crate) fn set_plain(&mut self) {
        self.plain = true;
    }

    fn key_style(&self) -> KeyStyle {
        KeyStyle::of(self.text.is_fast())
    }
}

impl Opening for JsonWriter<'_> {
    type Open = ();
    type Tagged = Around;
}

impl<'a> FormatWriter<'a> for JsonWriter<'a> {
    #[inline]
    fn table(&self) -> &'a Table {
        self.table
    }

    #[inline]
    fn body(&mut self, entry: &'static Entry, value: &dyn Any) -> Result<()> {
        (entry.json.write)(value, self)
    }

    #[inline]
    fn record<T: Code>(&mut self, value: &T) -> Result<()> {
        value.write(self)
    }

    #[inline]
    fn put(&mut self, value: &dyn Put) -> Result<()> {
        value.write_json(self)
    }

    #[inline]
    fn null(&mut self) {
        self.text.null();
    }

    #[inline]
    fn bool(&mut self, value: bool) {
        self.text.bool(value);
    }

    #[inline]
    fn i64(&mut self, value: i64) -> Result<()> {
        self.text.i64(value);
        Ok(())
    }

    #[inline]
    fn u64(&mut self, value: u64) -> Result<()> {
        self.text.u64(value);
        Ok(())
    }

    fn i128(&mut self, value: i128) -> Result<()> {
        self.text.i128(value);
        Ok(())
    }

    fn u128(&mut self, value: u128) -> Result<()> {
        self.text.u128(value);
        Ok(())
    }

    fn big_int(&mut self, text: &str) -> Result<()> {
        self.text.big_int(text)
    }

    #[inline]
    fn f64(&mut self, value: f64) -> Result<()> {
        self.text.f64(value)
    }

    fn f64_elements(&mut self, values: &[f64]) -> Result<()> {
        #[cfg(feature = "fast_json")]
        if self.text.is_fast() {
            return self.text.fast_f64_elements(values);
        }
        self.text.f64_elements(values)
    }

    #[inline]
    fn str(&mut self, text: &str) -> Result<()> {
        self.text.str(text);
        Ok(())
    }

    #[cfg_attr(not(feature = "base64"), allow(unused_variables))]
    fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        #[cfg(feature = "base64")]
        if self.base64 || self.text.is_fast() {
            self.text.base64(bytes);
            return Ok(());
        }
        Err(unsupported("bytes", "JSON has no form for them; send base64 text"))
    }

    #[cfg(feature = "base64")]
    fn with_base64(&mut self, base64: bool, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let outer = std::mem::replace(&mut self.base64, base64);
        let written = write(self);
        self.base64 = outer;
        written
    }

    fn ext(&mut self, _: &Ext) -> Result<()> {
        Err(unsupported("ext", "JSON has no form for MessagePack's extension values"))
    }

    #[inline]
    fn open_list(&mut self, _: Option<usize>) -> Result<()> {
        self.text.open_list()
    }

    #[inline]
    fn element(&mut self, first: bool) {
        self.text.element(first);
    }

    #[inline]
    fn close_list(&mut self, (): (), count: usize) -> Result<()> {
        self.text.close_list(count == 0);
        Ok(())
    }

    #[inline]
    fn open_dict(&mut self, _: Option<usize>) -> Result<()> {
        self.text.open_dict()
    }

    fn key(&mut self, first: bool, key: &str) -> Result<()> {
        if key == TYPE_KEY {
            return Err(SerializationError::reserved_key());
        }
        self.text.key(first, key);
        Ok(())
    }

    /// Without a space behind it in the usual style.
    #[inline(never)]
    fn name(&mut self, first: bool, name: &'static str) -> Result<()> {
        if !self.text.is_compact() || name == TYPE_KEY {
            return self.key(first, name);
        }
        self.text.element(first);
        self.text.str(name);
        self.text.raw(":");
        Ok(())
    }

    fn serialize_key<K: Serialize + ?Sized>(&mut self, first: bool, key: &K) -> Result<()> {
        let style = self.key_style();
        key.serialize(TextKey { to: self, first, style })
    }

    #[inline]
    fn close_dict(&mut self, (): (), count: usize) -> Result<()> {
        self.text.close_dict(count == 0);
        Ok(())
    }

    /// The keys are converted or refused.
    fn map(&mut self, map: &Map) -> Result<()> {
        self.text.open_dict()?;
        for (index, (key, item)) in map.iter().enumerate() {
            let key = self.key_style().text(key)?;
            self.key(index == 0, &key)?;
            self.write_value(item).map_err(|error| error.in_key(&key))?;
        }
        self.text.close_dict(map.is_empty());
        Ok(())
    }

    #[inline]
    fn open_tag(&mut self, row: &Row) -> Result<Around> {
        self.text.open_tag(&row.tag)
    }

    fn open_tag_of_id(&mut self, id: i32) -> Result<Around> {
        self.text.open_tag(&Tag::new(id))
    }

    #[inline]
    fn close_tag(&mut self, around: Around) {
        self.text.close_tag(around);
    }

    #[cfg(feature = "fast_json")]
    #[allow(clippy::inline_always)] // as `tagged`
    #[inline(always)]
    fn typed(
        &mut self,
        rust_type: TypeId,
        name: fn() -> &'static str,
        body: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        // One call of `body`, which is inlined here.
        let around =
            if self.plain { self.text.open_bare()? } else { self.open_tag(self.row(rust_type, name)?)? };
        body(self)?;
        self.text.close_tag(around);
        Ok(())
    }

    fn position(&self) -> usize {
        self.text.len()
    }

    fn excerpt(&self, from: usize, to: usize) -> String {
        self.text.excerpt(from, to)
    }
}

#[cold]
fn unsupported(type_name: &str, help: &'static str) -> SerializationError {
    let message = format!("no serializer found for type {type_name}");
    SerializationError::new(SerializationKind::Unsupported, message).help(help)
}

impl<'a> FieldWriter<'a> for JsonWriter<'a> {
    /// Where they begin.
    type Fields = usize;

    #[inline]
    fn open_fields(&mut self, _: usize) -> Result<usize> {
        self.text.open_fields()?;
        Ok(self.text.len())
    }

    #[inline]
    fn field(&mut self, start: &mut usize, field: &'static FieldShape) {
        self.text.field(*start, &field.key);
    }

    #[inline]
    fn close_fields(&mut self, start: usize, extra: Option<&Dict>) -> Result<()> {
        let mut empty = self.text.open_compact(start);
        if let Some(extra) = extra {
            self.dict_entries(extra, empty)?;
            empty &= extra.is_empty();
        }
        self.text.close_fields(empty);
        Ok(())
    }
}

//! Writing values.

use std::any::Any;

use serde::Serialize;

use crate::error::SerializationError;
use crate::serializer::entry::{Entry, Fields as Code};
use crate::serializer::field_code::FieldWriter;
use crate::serializer::route::Put;
use crate::serializer::serde::Front;
use crate::serializer::shape::FieldShape;
use crate::serializer::table::{Row, Table};
use crate::serializer::writer::{FormatWriter, Opening};
use crate::value::{Dict, Ext, Map};
use crate::wire::msgpack::{Open, Tag, Writer};
use crate::wire::parts::TYPE_KEY;

type Result<T> = std::result::Result<T, SerializationError>;

/// Writes values as MessagePack. Not public API. Used by generated code.
#[derive(Debug)]
pub struct MsgPackWriter<'a> {
    pub(super) bytes: Writer<'a>,
    table: &'a Table,
}

impl<'a> MsgPackWriter<'a> {
    #[inline]
    pub(crate) fn new(bytes: Writer<'a>, table: &'a Table) -> Self {
        MsgPackWriter { bytes, table }
    }

    /// Behind a key that was written from there on.
    #[inline]
    fn check_key(&self, from: usize) -> Result<()> {
        if self.bytes.is_type_key(from) { Err(SerializationError::reserved_key()) } else { Ok(()) }
    }
}

/// A dict of fields that is being written.
#[derive(Debug)]
pub struct Fields {
    open: Open,
    count: usize,
}

impl Opening for MsgPackWriter<'_> {
    type Open = Open;
    /// Whether the tag is the payload of another.
    type Tagged = bool;
}

impl<'a> FormatWriter<'a> for MsgPackWriter<'a> {
    #[inline]
    fn table(&self) -> &'a Table {
        self.table
    }

    #[inline]
    fn body(&mut self, entry: &'static Entry, value: &dyn Any) -> Result<()> {
        (entry.msgpack.write)(value, self)
    }

    #[inline]
    fn record<T: Code>(&mut self, value: &T) -> Result<()> {
        value.write(self)
    }

    #[inline]
    fn put(&mut self, value: &dyn Put) -> Result<()> {
        value.write_msgpack(self)
    }

    #[inline]
    fn null(&mut self) {
        self.bytes.null();
    }

    #[inline]
    fn bool(&mut self, value: bool) {
        self.bytes.bool(value);
    }

    #[inline]
    fn i64(&mut self, value: i64) -> Result<()> {
        self.bytes.i64(value);
        Ok(())
    }

    #[inline]
    fn u64(&mut self, value: u64) -> Result<()> {
        self.bytes.u64(value);
        Ok(())
    }

    fn i128(&mut self, value: i128) -> Result<()> {
        self.bytes.i128(value)
    }

    fn u128(&mut self, value: u128) -> Result<()> {
        self.bytes.u128(value)
    }

    fn big_int(&mut self, text: &str) -> Result<()> {
        self.bytes.big_int(text)
    }

    #[inline]
    fn f64(&mut self, value: f64) -> Result<()> {
        self.bytes.f64(value);
        Ok(())
    }

    fn f64_elements(&mut self, values: &[f64]) -> Result<()> {
        self.bytes.f64_elements(values);
        Ok(())
    }

    #[inline]
    fn str(&mut self, text: &str) -> Result<()> {
        self.bytes.str(text)
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        self.bytes.bytes(bytes)
    }

    fn ext(&mut self, ext: &Ext) -> Result<()> {
        self.bytes.ext(ext.code(), ext.data())
    }

    #[inline]
    fn open_list(&mut self, len: Option<usize>) -> Result<Open> {
        self.bytes.open_list(len)
    }

    #[inline]
    fn element(&mut self, _: bool) {}

    #[inline]
    fn close_list(&mut self, open: Open, count: usize) -> Result<()> {
        self.bytes.close_list(open, count)
    }

    #[inline]
    fn open_dict(&mut self, len: Option<usize>) -> Result<Open> {
        self.bytes.open_dict(len)
    }

    #[inline]
    fn key(&mut self, _: bool, key: &str) -> Result<()> {
        if key == TYPE_KEY {
            return Err(SerializationError::reserved_key());
        }
        self.bytes.str(key)
    }

    fn serialize_key<K: Serialize + ?Sized>(&mut self, _: bool, key: &K) -> Result<()> {
        let start = self.bytes.len();
        key.serialize(Front(self))?;
        self.check_key(start)
    }

    #[inline]
    fn close_dict(&mut self, open: Open, count: usize) -> Result<()> {
        self.bytes.close_dict(open, count)
    }

    fn map(&mut self, map: &Map) -> Result<()> {
        let open = self.bytes.open_dict(Some(map.len()))?;
        for (key, item) in map {
            let start = self.bytes.len();
            self.write_value(key)?;
            self.check_key(start)?;
            self.write_value(item).map_err(|error| error.in_key(&key.to_string()))?;
        }
        self.bytes.close_dict(open, map.len())
    }

    #[inline]
    fn open_tag(&mut self, row: &Row) -> Result<bool> {
        self.bytes.open_tag(&row.msgpack)
    }

    fn open_tag_of_id(&mut self, id: i32) -> Result<bool> {
        self.bytes.open_tag(&Tag::new(id))
    }

    #[inline]
    fn close_tag(&mut self, nested: bool) {
        self.bytes.close_tag(nested);
    }

    fn position(&self) -> usize {
        self.bytes.len()
    }

    fn excerpt(&self, from: usize, to: usize) -> String {
        self.bytes.excerpt(from, to)
    }
}

impl<'a> FieldWriter<'a> for MsgPackWriter<'a> {
    type Fields = Fields;

    #[inline]
    fn open_fields(&mut self, count: usize) -> Result<Fields> {
        self.bytes.open_dict(Some(count)).map(|open| Fields { open, count })
    }

    #[inline]
    fn field(&mut self, _: &mut Fields, field: &'static FieldShape) {
        self.bytes.field(&field.msgpack);
    }

    #[inline]
    fn close_fields(&mut self, fields: Fields, extra: Option<&Dict>) -> Result<()> {
        if let Some(extra) = extra {
            self.dict_entries(extra, false)?;
        }
        self.bytes.close_dict(fields.open, fields.count)
    }
}

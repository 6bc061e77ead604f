//! What a writer of any format must be able to do, and what all of them then do in the same way: objects and dynamic
//! values.

use std::any::{Any, TypeId};

use serde::Serialize;

use super::entry::{Entry, Fields};
use super::route::Put;
use super::table::{Row, Table};
use crate::error::SerializationError;
use crate::value::{About, Dict, Ext, List, Map, Object, Value};

type Done = Result<(), SerializationError>;

/// What a writer opens and closes; apart from [`FormatWriter`], since it depends on no lifetime.
pub trait Opening {
    /// What has to be kept of a container that is open.
    type Open: Copy;
    /// What has to be kept of an envelope that is open.
    type Tagged: Copy;
}

/// Writes values in one format, with knowledge of types: bytes below, the table of a codec above.
///
/// Generic code is monomorphised for each, so that a field is written by its format's own code.
pub trait FormatWriter<'a>: Opening + Sized {
    /// The types of the codec.
    fn table(&self) -> &'a Table;
    /// This format's function of a type.
    fn body(&mut self, entry: &'static Entry, value: &dyn Any) -> Done;
    /// An annotated value, by its field code.
    fn record<T: Fields>(&mut self, value: &T) -> Done;
    /// This format's way into a value.
    fn put(&mut self, value: &dyn Put) -> Done;

    /// Nothing.
    fn null(&mut self);
    /// True or false.
    fn bool(&mut self, value: bool);
    /// An integer.
    fn i64(&mut self, value: i64) -> Done;
    /// An integer.
    fn u64(&mut self, value: u64) -> Done;
    /// An integer, if the format has any as large.
    fn i128(&mut self, value: i128) -> Done;
    /// An integer, if the format has any as large.
    fn u128(&mut self, value: u128) -> Done;
    /// An integer by its canonical text, if the format has any as large.
    fn big_int(&mut self, text: &str) -> Done;
    /// A float.
    fn f64(&mut self, value: f64) -> Done;
    /// Text.
    fn str(&mut self, text: &str) -> Done;
    /// Bytes, if the format has them.
    fn bytes(&mut self, bytes: &[u8]) -> Done;
    /// An extension value, if the format has them.
    fn ext(&mut self, ext: &Ext) -> Done;

    /// A list; its length may not be known.
    fn open_list(&mut self, len: Option<usize>) -> Result<Self::Open, SerializationError>;
    /// Before each element.
    fn element(&mut self, first: bool);
    /// Behind as many elements.
    fn close_list(&mut self, open: Self::Open, count: usize) -> Done;
    /// The elements of a list of floats.
    fn f64_elements(&mut self, values: &[f64]) -> Done {
        for (index, value) in values.iter().enumerate() {
            self.element(index == 0);
            self.f64(*value).map_err(|error| error.in_index(index))?;
        }
        Ok(())
    }

    /// A dict; its length may not be known.
    fn open_dict(&mut self, len: Option<usize>) -> Result<Self::Open, SerializationError>;
    /// Before each value: a key of user data. The envelope's own key would be decoded as a type, and is refused.
    fn key(&mut self, first: bool, key: &str) -> Done;
    /// As [`key`](Self::key), of text that the compiler knows.
    fn name(&mut self, first: bool, name: &'static str) -> Done {
        self.key(first, name)
    }
    /// As [`key`](Self::key), of a type that serde knows.
    fn serialize_key<K: Serialize + ?Sized>(&mut self, first: bool, key: &K) -> Done;
    /// Behind as many entries.
    fn close_dict(&mut self, open: Self::Open, count: usize) -> Done;
    /// A dict with keys that are not all strings.
    fn map(&mut self, map: &Map) -> Done;

    /// The envelope of a type.
    fn open_tag(&mut self, row: &Row) -> Result<Self::Tagged, SerializationError>;
    /// The envelope of an id.
    fn open_tag_of_id(&mut self, id: i32) -> Result<Self::Tagged, SerializationError>;
    /// The end of an envelope.
    fn close_tag(&mut self, tag: Self::Tagged);

    /// How many bytes have been written.
    fn position(&self) -> usize;
    /// What was written between two positions, for an error's path.
    fn excerpt(&self, from: usize, to: usize) -> String;

    /// The row of a type, or the error that it has none here.
    #[inline]
    fn row(&self, rust_type: TypeId, name: fn() -> &'static str) -> Result<&'a Row, SerializationError> {
        self.table().row_of(rust_type).ok_or_else(|| SerializationError::not_registered(name()))
    }

    /// A tagged object, whose payload `body` writes.
    #[allow(clippy::inline_always)] // a closure's call for each object otherwise
    #[inline(always)]
    fn tagged(&mut self, row: &Row, body: impl FnOnce(&mut Self) -> Done) -> Done {
        let tag = self.open_tag(row)?;
        body(self)?;
        self.close_tag(tag);
        Ok(())
    }

    /// As [`tagged`](Self::tagged), of a type that its reader knows as well; codecs that write for such readers alone
    /// leave the envelope out.
    #[allow(clippy::inline_always)] // as above
    #[inline(always)]
    fn typed(
        &mut self,
        rust_type: TypeId,
        name: fn() -> &'static str,
        body: impl FnOnce(&mut Self) -> Done,
    ) -> Done {
        let row = self.row(rust_type, name)?;
        self.tagged(row, body)
    }

    /// A payload in generic form under an id.
    fn tagged_value(&mut self, id: i32, payload: &Value) -> Done {
        let tag = self.open_tag_of_id(id)?;
        self.write_value(payload)?;
        self.close_tag(tag);
        Ok(())
    }

    /// Writes a payload; bytes in it become base64 text where its serializer says so and the format has no bytes.
    #[inline]
    fn with_base64(&mut self, _: bool, write: impl FnOnce(&mut Self) -> Done) -> Done {
        write(self)
    }

    /// A dynamic value. What holds for bytes of one payload does not for the objects inside.
    fn write_value(&mut self, value: &Value) -> Done {
        match value {
            Value::Null => self.null(),
            Value::Bool(value) => self.bool(*value),
            Value::Int(value) => return self.i64(*value),
            Value::UInt(value) => return self.u64(*value),
            Value::BigInt(value) => return self.big_int(value.as_str()),
            Value::Float(value) => return self.f64(*value),
            Value::String(value) => return self.str(value),
            Value::Bytes(value) => return self.bytes(value),
            Value::List(value) => return self.list(value),
            Value::Dict(value) => return self.dict(value),
            Value::Map(value) => return self.map(value),
            Value::Object(value) => return self.with_base64(false, |to| to.object(value)),
            Value::Unknown(value) => {
                return self.with_base64(false, |to| to.tagged_value(value.id(), value.data()));
            }
            Value::Ext(value) => return self.ext(value),
        }
        Ok(())
    }

    /// A dynamic list.
    fn list(&mut self, list: &List) -> Done {
        let open = self.open_list(Some(list.len()))?;
        for (index, item) in list.iter().enumerate() {
            self.element(index == 0);
            self.write_value(item).map_err(|error| error.in_index(index))?;
        }
        self.close_list(open, list.len())
    }

    /// A dynamic dict.
    fn dict(&mut self, dict: &Dict) -> Done {
        let open = self.open_dict(Some(dict.len()))?;
        self.dict_entries(dict, true)?;
        self.close_dict(open, dict.len())
    }

    /// The entries of a dict.
    fn dict_entries(&mut self, dict: &Dict, mut first: bool) -> Done {
        for (key, item) in dict {
            self.key(first, key)?;
            first = false;
            self.write_value(item).map_err(|error| error.in_key(key))?;
        }
        Ok(())
    }

    /// A registered object in whatever form it is.
    fn object(&mut self, object: &Object) -> Done {
        let Some(row) = self.table().row_of(object.rust_type()) else { return self.uncovered(object) };
        match object.live() {
            Some(live) => self.object_of_row(row, live),
            None => self.tagged(row, |to| to.foreign_payload(row, &*object.payload()?)),
        }
    }

    /// An object whose type this codec does not hold: the fallback's business, if there is one.
    #[cold]
    fn uncovered(&mut self, object: &Object) -> Done {
        if let Some(covered) = object.live().and_then(|live| self.table().fallback_object(live)) {
            return self.fallback(&covered?);
        }
        match self.table().fallback() {
            Some(fallback) if fallback.serializer.rust_type() == object.rust_type() => self.fallback(object),
            _ => Err(SerializationError::not_registered(object.type_name())),
        }
    }

    /// An object under the fallback's id, its payload being there already.
    fn fallback(&mut self, object: &Object) -> Done {
        let table = self.table();
        let id = table.fallback().and_then(|fallback| fallback.serializer.type_id(table.python()));
        let id = id.ok_or_else(|| SerializationError::no_serializer(object.type_name()))?;
        self.tagged_value(id, &*object.payload()?)
    }

    /// A value of any registered type, or one that the fallback covers.
    fn object_of(&mut self, value: &dyn Any, name: &'static str) -> Done {
        if let Some(row) = self.table().row_of(value.type_id()) {
            return self.object_of_row(row, value);
        }
        let covered = self.table().fallback_object(value);
        self.fallback(&covered.unwrap_or_else(|| Err(SerializationError::no_serializer(name)))?)
    }

    /// A value of the type of this row.
    #[allow(clippy::inline_always)] // measured: a twentieth of a short message
    #[inline(always)]
    fn object_of_row(&mut self, row: &Row, value: &dyn Any) -> Done {
        self.tagged(row, |to| match row.serializer.entry() {
            Some(entry) => to.body(entry, value),
            None => to.foreign_payload(row, &row.serializer.payload_of(value)?),
        })
    }

    /// A payload in generic form.
    fn foreign_payload(&mut self, row: &Row, payload: &Value) -> Done {
        self.with_base64(row.serializer.has_base64(), |to| to.write_value(payload))
    }

    /// A list of values of different types.
    fn tuple_of(&mut self, values: &[&dyn Put]) -> Done {
        let open = self.open_list(Some(values.len()))?;
        for (index, value) in values.iter().enumerate() {
            self.element(index == 0);
            self.put(*value).map_err(|error| error.in_index(index))?;
        }
        self.close_list(open, values.len())
    }
}

//! Writing values.

use std::any::{Any, TypeId};

use crate::error::{SerializationError, SerializationKind};
use crate::serializer::Serializer;
use crate::serializer::route::Put;
use crate::serializer::table::{Row, Table};
use crate::value::{Bytes, Dict, List, Map, Object, Value};
use crate::wire::json::{TYPE_KEY, Tag, Writer, float_text};

type Result<T> = std::result::Result<T, SerializationError>;

/// Writes values as JSON. Not public API. Used by generated code.
#[derive(Debug)]
pub struct JsonWriter<'a> {
    pub(crate) text: Writer<'a>,
    pub(crate) table: &'a Table,
    /// Bytes are written as base64 text: the serializer of the object around them says so.
    #[cfg(feature = "base64")]
    base64: bool,
}

impl<'a> JsonWriter<'a> {
    pub(crate) fn new(text: Writer<'a>, table: &'a Table) -> Self {
        JsonWriter {
            text,
            table,
            #[cfg(feature = "base64")]
            base64: false,
        }
    }

    /// The payload of a foreign object in generic form.
    #[cfg_attr(not(feature = "base64"), allow(unused_variables))]
    fn payload(&mut self, serializer: &Serializer, payload: &Value) -> Result<()> {
        #[cfg(feature = "base64")]
        return self.with_base64(serializer.has_base64(), |to| to.value(payload));
        #[cfg(not(feature = "base64"))]
        self.value(payload)
    }

    /// Writes a payload with its own way for bytes: what holds for one object does not for those inside.
    #[cfg(feature = "base64")]
    fn with_base64(&mut self, base64: bool, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let outer = std::mem::replace(&mut self.base64, base64);
        let written = write(self);
        self.base64 = outer;
        written
    }

    #[cfg(not(feature = "base64"))]
    fn with_base64(&mut self, _: bool, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        write(self)
    }

    /// The row of a type, or the error that it has none here.
    #[inline]
    pub(crate) fn row(&self, rust_type: TypeId, name: fn() -> &'static str) -> Result<&'a Row> {
        self.table.row_of(rust_type).ok_or_else(|| SerializationError::not_registered(name()))
    }

    /// A tagged object, whose payload `body` writes.
    #[allow(clippy::inline_always)] // a closure's call for each object otherwise
    #[inline(always)]
    pub(crate) fn tagged(&mut self, tag: &Tag, body: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let nested = self.text.open_tag(tag)?;
        body(self)?;
        self.text.close_tag(nested);
        Ok(())
    }

    /// A key of user data: the envelope's own key would be decoded as a type.
    pub(crate) fn key(&mut self, first: bool, key: &str) -> Result<()> {
        if key == TYPE_KEY {
            return Err(SerializationError::reserved_key());
        }
        self.text.key(first, key);
        Ok(())
    }

    /// A dynamic value.
    pub(crate) fn value(&mut self, value: &Value) -> Result<()> {
        match value {
            Value::Null => self.text.null(),
            Value::Bool(value) => self.text.bool(*value),
            Value::Int(value) => self.text.i64(*value),
            Value::UInt(value) => self.text.u64(*value),
            Value::BigInt(value) => self.text.big_int(value.as_str())?,
            Value::Float(value) => return self.text.f64(*value),
            Value::String(value) => self.text.str(value),
            Value::Bytes(value) => return self.bytes(value),
            Value::List(value) => return self.list(value),
            Value::Dict(value) => return self.dict(value),
            Value::Map(value) => return self.map(value),
            Value::Object(value) => return self.with_base64(false, |to| to.object(value)),
            Value::Unknown(value) => {
                return self
                    .with_base64(false, |to| to.tagged(&Tag::new(value.id()), |to| to.value(value.data())));
            }
            Value::Ext(_) => {
                return Err(unsupported("ext", "JSON has no form for MessagePack's extension values"));
            }
        }
        Ok(())
    }

    pub(crate) fn list(&mut self, list: &List) -> Result<()> {
        self.text.open_list()?;
        for (index, item) in list.iter().enumerate() {
            self.text.element(index == 0);
            self.value(item).map_err(|error| error.in_index(index))?;
        }
        self.text.close_list(list.is_empty());
        Ok(())
    }

    pub(crate) fn dict(&mut self, dict: &Dict) -> Result<()> {
        self.text.open_dict()?;
        self.dict_entries(dict, true)?;
        self.text.close_dict(dict.is_empty());
        Ok(())
    }

    pub(super) fn dict_entries(&mut self, dict: &Dict, mut first: bool) -> Result<()> {
        for (key, item) in dict {
            self.key(first, key)?;
            first = false;
            self.value(item).map_err(|error| error.in_key(key))?;
        }
        Ok(())
    }

    /// A dict with keys that are not strings, which Python's `json` converts or refuses.
    fn map(&mut self, map: &Map) -> Result<()> {
        self.text.open_dict()?;
        for (index, (key, item)) in map.iter().enumerate() {
            let key = key_text(key)?;
            self.key(index == 0, &key)?;
            self.value(item).map_err(|error| error.in_key(&key))?;
        }
        self.text.close_dict(map.is_empty());
        Ok(())
    }

    #[cfg_attr(not(feature = "base64"), allow(unused_variables, clippy::unused_self))]
    pub(crate) fn bytes(&mut self, bytes: &Bytes) -> Result<()> {
        #[cfg(feature = "base64")]
        if self.base64 {
            self.text.base64(bytes);
            return Ok(());
        }
        Err(unsupported("bytes", "JSON has no form for them; send base64 text"))
    }

    /// A registered object in whatever form it is.
    pub(crate) fn object(&mut self, object: &Object) -> Result<()> {
        let Some(row) = self.table.row_of(object.rust_type()) else { return self.uncovered(object) };
        match object.live() {
            Some(live) => self.object_of_row(row, live),
            None => self.tagged(&row.tag, |to| to.payload(&row.serializer, &*object.payload()?)),
        }
    }

    /// An object whose type this codec does not hold: the fallback's business, if there is one.
    #[cold]
    fn uncovered(&mut self, object: &Object) -> Result<()> {
        if let Some(covered) = object.live().and_then(|live| self.table.fallback_object(live)) {
            return self.fallback(&covered?);
        }
        match self.table.fallback() {
            Some(fallback) if fallback.serializer.rust_type() == object.rust_type() => self.fallback(object),
            _ => Err(SerializationError::not_registered(object.type_name())),
        }
    }

    /// An object under the fallback's id, its payload being there already.
    fn fallback(&mut self, object: &Object) -> Result<()> {
        let id = self.table.fallback().and_then(|fallback| fallback.serializer.type_id(self.table.python()));
        let id = id.ok_or_else(|| SerializationError::no_serializer(object.type_name()))?;
        self.tagged(&Tag::new(id), |to| to.value(&*object.payload()?))
    }

    /// A value of any registered type, or one that the fallback covers.
    pub(crate) fn object_of(&mut self, value: &dyn Any, name: &'static str) -> Result<()> {
        if let Some(row) = self.table.row_of(value.type_id()) {
            return self.object_of_row(row, value);
        }
        let covered = self.table.fallback_object(value);
        self.fallback(&covered.unwrap_or_else(|| Err(SerializationError::no_serializer(name)))?)
    }

    /// A value of the type of this row.
    #[inline]
    pub(crate) fn object_of_row(&mut self, row: &Row, value: &dyn Any) -> Result<()> {
        self.tagged(&row.tag, |to| match row.serializer.entry() {
            Some(entry) => (entry.json.write)(value, to),
            None => to.payload(&row.serializer, &row.serializer.payload_of(value)?),
        })
    }

    pub(crate) fn tuple_of(&mut self, values: &[&dyn Put]) -> Result<()> {
        self.text.open_list()?;
        for (index, value) in values.iter().enumerate() {
            self.text.element(index == 0);
            value.write_json(self).map_err(|error| error.in_index(index))?;
        }
        self.text.close_list(values.is_empty());
        Ok(())
    }
}

/// The text that Python's `json` gives a dict key.
pub(crate) fn key_text(key: &Value) -> Result<String> {
    Ok(match key {
        Value::String(text) => text.clone(),
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::UInt(value) => value.to_string(),
        Value::BigInt(value) => value.to_string(),
        Value::Float(value) => float_text(*value),
        other => {
            let message = format!("keys must be str, int, float, bool or None, not {}", other.kind_name());
            return Err(SerializationError::new(SerializationKind::Unsupported, message)
                .help("use strings as keys, as JSON has no other keys"));
        }
    })
}

#[cold]
fn unsupported(type_name: &str, help: &'static str) -> SerializationError {
    let message = format!("no serializer found for type {type_name}");
    SerializationError::new(SerializationKind::Unsupported, message).help(help)
}

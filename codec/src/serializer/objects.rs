//! Tagged objects, which the readers of all formats find in the same way: envelopes, ids, payloads.

use std::any::TypeId;

use super::reader::{FormatReader, Inner, fill};
use super::table::{Resolved, Row};
use crate::error::{DecodeError, DecodeKind};
use crate::value::{About, Object, Unknown, Value};
use crate::wire::parts::{Kind, OpenTag};

type Result<T> = std::result::Result<T, DecodeError>;

/// What every reader does with objects.
pub(crate) trait ReadObjects<'de>: FormatReader<'de> {
    /// The one value of a message.
    #[inline]
    fn message(&mut self) -> Result<Value> {
        if !self.keeps_unknown() {
            if let Some(tag) = self.predicted_tag()? {
                return match self.object_body(tag) {
                    Some(inner) if self.at_end() => Ok(Value::Object(Object::decoded(inner, tag.id()))),
                    Some(inner) => Err(self.before_the_end(inner)),
                    None => Err(self.failure()),
                };
            }
        }
        self.to_end(Self::read_value)
    }

    /// Takes the object, so that it need not lie in memory where all is well.
    #[cold]
    #[inline(never)]
    fn before_the_end(&mut self, _: Inner) -> DecodeError {
        self.trailing()
    }

    /// The object of an envelope.
    #[inline]
    fn tagged(&mut self, tag: OpenTag) -> Result<Value> {
        if self.keeps_unknown() && matches!(self.table().resolve(tag.id()), Resolved::Unknown) {
            return self.unknown(tag);
        }
        self.object(tag)
    }

    /// As [`object`](Self::object), into a place that holds nothing.
    #[inline]
    fn object_in_place(&mut self, tag: OpenTag, place: &mut Value) -> Result<()> {
        match self.object_body(tag) {
            Some(inner) => {
                fill(place, Value::Object(Object::decoded(inner, tag.id())));
                Ok(())
            }
            None => Err(self.failure()),
        }
    }

    /// The object of an envelope of a known type.
    #[inline]
    fn object(&mut self, tag: OpenTag) -> Result<Value> {
        match self.object_body(tag) {
            Some(inner) => Ok(Value::Object(Object::decoded(inner, tag.id()))),
            None => Err(self.failure()),
        }
    }

    /// An object of an unknown type, kept as it is.
    #[cold]
    fn unknown(&mut self, tag: OpenTag) -> Result<Value> {
        if let Some(inner) = self.fallback_body(tag)? {
            return Ok(Value::Object(Object::decoded(inner, tag.id())));
        }
        let data = self.read_value()?;
        self.close_tag(tag)?;
        Ok(Value::Unknown(Box::new(Unknown::new(tag.id(), data))))
    }

    /// What the id stands for, or why it stands for nothing.
    #[inline]
    fn resolve(&self, id: i32) -> Result<&'de Row> {
        match self.table().resolve(id) {
            Resolved::Row(row) => Ok(row),
            failed => Err(self.unresolved(id, failed)),
        }
    }

    /// The error for an id that stands for nothing.
    #[cold]
    fn unresolved(&self, id: i32, why: Resolved<'_>) -> DecodeError {
        why.unresolved(id, self.error(DecodeKind::UnknownType, format!("unknown type id {id}")))
    }

    /// The payload and the end of an envelope; where it gives nothing, [`failure`](Self::failure) tells why.
    #[inline]
    fn object_body(&mut self, tag: OpenTag) -> Option<Inner> {
        let Some(row) = self.row(tag.id()) else { return self.odd_body(tag) };
        let object = self.payload(row)?;
        if self.usual_end(tag) { Some(object) } else { self.body_with_odd_end(tag, object) }
    }

    /// An id that is not sent: another one that is accepted, or the fallback's.
    #[inline(never)]
    fn odd_body(&mut self, tag: OpenTag) -> Option<Inner> {
        match self.fallback_body(tag) {
            Ok(None) => {}
            Ok(object) => return object,
            Err(error) => return self.fail(error),
        }
        let row = match self.resolve(tag.id()) {
            Ok(row) => row,
            Err(error) => return self.fail(error),
        };
        let object = self.payload(row)?;
        self.body_with_odd_end(tag, object)
    }

    /// Takes the object, so that it need not lie in memory where the end is the usual one.
    #[cold]
    #[inline(never)]
    fn body_with_odd_end(&mut self, tag: OpenTag, object: Inner) -> Option<Inner> {
        match self.close_tag(tag) {
            Ok(()) => Some(object),
            Err(error) => self.fail(error),
        }
    }

    /// The payload of the type of this row.
    #[inline]
    fn payload(&mut self, row: &Row) -> Option<Inner> {
        match row.serializer.entry() {
            Some(entry) => self.body(entry),
            None => self.foreign_payload(row),
        }
    }

    /// The payload of a type that is not annotated.
    #[inline(never)]
    fn foreign_payload(&mut self, row: &Row) -> Option<Inner> {
        match self.foreign(row) {
            Ok(object) => Some(object),
            Err(error) => self.fail(error),
        }
    }

    /// Its generic form, and what its own code makes of that.
    fn foreign(&mut self, row: &Row) -> Result<Inner> {
        let start = self.position();
        let payload = self.read_value()?;
        row.serializer.rebuild(payload).map(Object::into_inner).map_err(|error| error.at(start))
    }

    /// The one type that the fallback's id stands for.
    #[cold]
    fn fallback_body(&mut self, tag: OpenTag) -> Result<Option<Inner>> {
        let Some(fallback) = self.table().fallback() else { return Ok(None) };
        if fallback.serializer.type_id(self.table().python()) != Some(tag.id()) {
            return Ok(None);
        }
        let start = self.position();
        let payload = self.read_value()?;
        self.close_tag(tag)?;
        let object = fallback.serializer.rebuild(payload).map_err(|error| error.at(start))?;
        Ok(Some(object.into_inner()))
    }

    /// A tagged object of the type of this row, which is `T`.
    fn live_of_row<T: 'static>(&mut self, row: &Row) -> Result<T> {
        let Some(entry) = row.serializer.entry() else { return self.object_of_row(row)?.into_live() };
        let tag = self.open_tag_of(row.serializer.rust_type(), row.serializer.name())?;
        let mut slot = None::<T>;
        self.body_into(entry, &mut slot)?;
        self.close_tag(tag)?;
        slot.ok_or_else(|| DecodeError::mismatch(std::any::type_name::<T>(), row.serializer.name()))
    }

    /// A tagged object of the type of this row.
    fn object_of_row(&mut self, row: &Row) -> Result<Object> {
        let tag = self.open_tag_of(row.serializer.rust_type(), row.serializer.name())?;
        let Some(inner) = self.payload(row) else { return Err(self.failure()) };
        self.close_tag(tag)?;
        Ok(Object::decoded(inner, tag.id()))
    }

    /// A tagged object of one Rust type.
    fn expect_object(&mut self, rust_type: TypeId, name: &'static str) -> Result<Object> {
        if let Some(row) = self.table().further_of(rust_type) {
            return self.object_of_row(row);
        }
        let start = self.position();
        match self.read_value()? {
            Value::Object(object) if object.rust_type() == rust_type => Ok(object),
            Value::Object(object) => Err(DecodeError::mismatch(name, object.name()).at(start)),
            other => Err(DecodeError::mismatch(&format!("a tagged `{name}`"), other.kind_name()).at(start)),
        }
    }

    /// The start of an envelope, up to the payload, of a type that is known.
    fn open_tag_of(&mut self, rust_type: TypeId, name: &str) -> Result<OpenTag> {
        let start = self.start();
        if self.is_plain() {
            if let Some(bare) = self.bare()? {
                return Ok(bare);
            }
        }
        let tag = match self.predicted_tag()? {
            Some(tag) => tag,
            None => match self.bare()? {
                Some(bare) => return Ok(bare),
                None => self.searched_tag(name)?,
            },
        };
        let row = self.resolve(tag.id())?;
        if row.serializer.rust_type() == rust_type || self.table().is_further(row, rust_type) {
            return Ok(tag);
        }
        let found = format!("a `{}`", row.serializer.name());
        Err(DecodeError::mismatch(&format!("a `{name}`"), &found).with_id(tag.id()).at(start))
    }

    /// An envelope in an unusual spelling.
    #[cold]
    fn searched_tag(&mut self, name: &str) -> Result<OpenTag> {
        if self.peek()? != Kind::Dict {
            return Err(self.mismatch(&format!("a tagged `{name}`")));
        }
        let start = self.position();
        let nested = self.is_under_tag();
        let mut dict = self.open_dict()?;
        if self.next_entry(&mut dict)? && self.try_type_key()? {
            return self.tag_behind_key(nested, &dict);
        }
        Err(DecodeError::mismatch(&format!("a tagged `{name}`"), "a dict without `__type__`").at(start))
    }
}

impl<'de, R: FormatReader<'de>> ReadObjects<'de> for R {}

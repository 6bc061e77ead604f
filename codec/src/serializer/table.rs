//! The serializers of one codec, found by Rust type and by id: the one place where ids resolve.

use std::any::{Any, TypeId};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::slots::Slots;
use super::{FallbackSerializer, Object, Serializer};
use crate::error::{DecodeError, RegistryError, RegistryKind, SerializationError};
use crate::type_id::PythonVersion;
use crate::wire::json::Tag;
#[cfg(feature = "msgpack")]
use crate::wire::msgpack;

/// One registered type and the id that it is sent under.
#[derive(Debug, Clone)]
pub struct Row {
    pub(crate) id: i32,
    pub(crate) serializer: Serializer,
    pub(crate) tag: Tag,
    #[cfg(feature = "msgpack")]
    pub(crate) msgpack: msgpack::Tag,
}

/// What an id stands for in this codec.
#[derive(Debug, Clone, Copy)]
pub enum Resolved<'a> {
    Row(&'a Row),
    /// Two types accept it and none emits it.
    Ambiguous(&'a Row, &'a Row),
    Unknown,
}

impl Resolved<'_> {
    /// Completes the error for an id that stands for nothing.
    #[cold]
    pub(crate) fn unresolved(self, id: i32, error: DecodeError) -> DecodeError {
        let error = error.with_id(id);
        match self {
            Resolved::Ambiguous(a, b) => error.help(format!(
                "both `{}` and `{}` accept it, so neither does; give one an explicit `type_id`",
                a.serializer.name(),
                b.serializer.name()
            )),
            _ => error,
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Accepted {
    One(u32),
    Both(u32, u32),
}

#[derive(Debug, Clone, Default)]
pub struct Table {
    python: PythonVersion,
    rows: Vec<Row>,
    by_type: Slots<TypeId>,
    by_id: Slots<i32>,
    /// Ids that are understood but not sent; built on the first miss, since most programs never miss.
    accepted: OnceLock<FxHashMap<i32, Accepted>>,
    fallback: Option<FallbackSerializer>,
}

impl Table {
    pub(crate) fn new(python: PythonVersion, capacity: usize) -> Self {
        let mut table = Table { python, ..Self::default() };
        table.rows.reserve(capacity);
        table
    }

    pub(crate) fn python(&self) -> PythonVersion {
        self.python
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(crate) fn fallback(&self) -> Option<&FallbackSerializer> {
        self.fallback.as_ref()
    }

    /// Adds a serializer under its own id. A type or an emitted id that is taken is an error: the last never wins.
    pub(crate) fn insert(&mut self, serializer: Serializer) -> Result<(), RegistryError> {
        let id = serializer.type_id(self.python).ok_or_else(|| no_id(&serializer))?;
        self.insert_as(serializer, id)
    }

    /// The type is asked about first: a type that comes again comes with its old id as well.
    fn insert_as(&mut self, serializer: Serializer, id: i32) -> Result<(), RegistryError> {
        if let Some(row) = self.row_of(serializer.rust_type()) {
            return Err(type_taken(row));
        }
        if let Some(taken) = self.sender_of(id) {
            return Err(id_taken(id, taken, &serializer));
        }
        let index = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.by_type.insert(serializer.rust_type(), index);
        self.by_id.insert(id, index);
        let tag = Tag::new(id);
        #[cfg(feature = "fast_json")]
        let tag = if serializer.is_bare_in_fast_json() { tag.bare() } else { tag };
        self.rows.push(Row {
            id,
            serializer,
            tag,
            #[cfg(feature = "msgpack")]
            msgpack: msgpack::Tag::new(id),
        });
        self.accepted = OnceLock::new();
        Ok(())
    }

    /// What is sent under this id, the fallback included.
    fn sender_of(&self, id: i32) -> Option<&Serializer> {
        let fallback = self.fallback.as_ref().map(|fallback| &fallback.serializer);
        match self.emitted(id) {
            Resolved::Row(row) => Some(&row.serializer),
            _ => fallback.filter(|&serializer| serializer.type_id(self.python) == Some(id)),
        }
    }

    /// Adds a serializer under the number of those that are there already, as aiomas does.
    pub(crate) fn insert_next(&mut self, serializer: Serializer) -> Result<(), RegistryError> {
        let id = i32::try_from(self.rows.len()).unwrap_or(i32::MAX);
        self.insert(serializer.with_type_id(id))
    }

    pub(crate) fn set_fallback(&mut self, fallback: FallbackSerializer) -> Result<(), RegistryError> {
        let Some(id) = fallback.serializer.type_id(self.python) else {
            return Err(no_id(&fallback.serializer));
        };
        if let Resolved::Row(row) = self.emitted(id) {
            return Err(id_taken(id, &row.serializer, &fallback.serializer));
        }
        self.fallback = Some(fallback);
        Ok(())
    }

    /// The id that values of this Rust type are sent with.
    #[inline]
    pub(crate) fn id_of(&self, rust_type: TypeId) -> Option<i32> {
        self.row_of(rust_type).map(|row| row.id)
    }

    #[inline]
    pub(crate) fn row_of(&self, rust_type: TypeId) -> Option<&Row> {
        self.rows.get(self.by_type.get(rust_type) as usize)
    }

    fn emitted(&self, id: i32) -> Resolved<'_> {
        self.rows.get(self.by_id.get(id) as usize).map_or(Resolved::Unknown, Resolved::Row)
    }

    /// What an id from the wire stands for. Every codec asks here and nowhere else.
    #[inline]
    pub(crate) fn resolve(&self, id: i32) -> Resolved<'_> {
        match self.emitted(id) {
            Resolved::Unknown => self.resolve_accepted(id),
            found => found,
        }
    }

    #[cold]
    fn resolve_accepted(&self, id: i32) -> Resolved<'_> {
        match self.accepted.get_or_init(|| self.collect_accepted()).get(&id) {
            Some(Accepted::One(index)) => Resolved::Row(&self.rows[*index as usize]),
            Some(Accepted::Both(a, b)) => {
                Resolved::Ambiguous(&self.rows[*a as usize], &self.rows[*b as usize])
            }
            None => Resolved::Unknown,
        }
    }

    fn collect_accepted(&self) -> FxHashMap<i32, Accepted> {
        let mut out = FxHashMap::default();
        for (index, row) in (0u32..).zip(&self.rows) {
            for id in row.serializer.accepted_ids() {
                out.entry(id)
                    .and_modify(|known| match *known {
                        Accepted::One(first) if first != index => *known = Accepted::Both(first, index),
                        _ => {}
                    })
                    .or_insert(Accepted::One(index));
            }
        }
        out
    }

    /// A foreign value in generic form: by its serializer, or else by the fallback.
    pub(crate) fn object<T: Any>(&self, value: &T) -> Result<Object, SerializationError> {
        if let Some(row) = self.row_of(TypeId::of::<T>()) {
            let payload = row.serializer.payload_of(value)?;
            return Ok(Object::generic(row.serializer.clone(), payload));
        }
        self.fallback_object(value).unwrap_or_else(|| Err(no_serializer::<T>()))
    }

    /// What the fallback makes of a value, if there is one and it does not decline.
    pub(crate) fn fallback_object(&self, value: &dyn Any) -> Option<Result<Object, SerializationError>> {
        let fallback = self.fallback.as_ref()?;
        let payload = fallback.payload_of(value)?;
        Some(payload.map(|payload| Object::generic(fallback.serializer.clone(), payload)))
    }
}

#[cold]
fn no_serializer<T>() -> SerializationError {
    SerializationError::no_serializer(std::any::type_name::<T>())
}

#[cold]
fn no_id(serializer: &Serializer) -> RegistryError {
    let message = format!(
        "`{}` has no type id; give it one: `.with_type_id(..)`, or `instances(..)` for a generic type",
        serializer.type_name()
    );
    RegistryError::new(RegistryKind::NoId, message)
}

#[cold]
fn type_taken(row: &Row) -> RegistryError {
    let (name, place) = (row.serializer.type_name(), row.serializer.place());
    let message = format!("there is already a serializer for type `{name}` ({place}), with id {}", row.id);
    RegistryError::new(RegistryKind::TypeTaken, message)
}

#[cold]
fn id_taken(id: i32, first: &Serializer, second: &Serializer) -> RegistryError {
    let describe = |serializer: &Serializer| format!("`{}` ({})", serializer.type_name(), serializer.place());
    let message = format!(
        "type id {id} is taken twice: by {} and by {}; give one of them `type_id = ..` or another `name = \"..\"`",
        describe(first),
        describe(second)
    );
    RegistryError::new(RegistryKind::IdTaken, message)
}

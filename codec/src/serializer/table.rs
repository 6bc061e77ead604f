//! The serializers of one codec, found by Rust type and by id: the one place where ids resolve.
#![allow(clippy::indexing_slicing, reason = "rows are never taken out, so an index of one stays one")]

use std::any::{Any, TypeId};
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::slots::Slots;
use super::{FallbackSerializer, Object, Serializer};
use crate::error::{DecodeError, RegistryError, RegistryKind, SerializationError};
use crate::type_id::{Profile, PythonVersion};
use crate::value::About as _;
use crate::wire::json::Tag;
#[cfg(feature = "msgpack")]
use crate::wire::msgpack;

/// One registered type and the id that it is sent under.
#[derive(Debug, Clone)]
pub struct Row {
    pub(crate) id: i32,
    pub(crate) serializer: Serializer,
    pub(crate) tag: Tag,
    /// The row that the id resolves to: this one, or that of the type that this is a further one of.
    main: u32,
    #[cfg(feature = "msgpack")]
    pub(crate) msgpack: msgpack::Tag,
}

/// What an id stands for in this codec.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Resolved<'a> {
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
    profile: Profile,
    rows: Vec<Row>,
    /// Rows without those of further types.
    mains: usize,
    by_type: Slots<TypeId>,
    by_id: Slots<i32>,
    /// Ids that are understood but not sent; built on the first miss, since most programs never miss.
    accepted: OnceLock<FxHashMap<i32, Accepted>>,
    fallback: Option<FallbackSerializer>,
}

impl Table {
    pub(crate) fn new(profile: Profile, capacity: usize) -> Self {
        let mut table = Table { profile, ..Self::default() };
        table.rows.reserve(capacity);
        table.by_type.grow(TypeId::of::<Self>(), capacity);
        table.by_id.grow(0, capacity);
        table
    }

    pub(crate) fn python(&self) -> PythonVersion {
        self.profile.python
    }

    pub(crate) fn profile(&self) -> Profile {
        self.profile
    }

    /// One row for each id.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        (0u32..).zip(&self.rows).filter(|(index, row)| row.main == *index).map(|(_, row)| row)
    }

    /// How many ids are sent.
    pub(crate) fn len(&self) -> usize {
        self.mains
    }

    pub(crate) fn fallback(&self) -> Option<&FallbackSerializer> {
        self.fallback.as_ref()
    }

    /// Adds a serializer under its own id. A type or an emitted id that is taken is an error: the last never wins.
    pub(crate) fn insert(&mut self, serializer: Serializer) -> Result<(), RegistryError> {
        let id = serializer.id_for(self.profile).ok_or_else(|| no_id(&serializer))?;
        // The type is asked about first: a type that comes again comes with its old id as well.
        self.check_types(&serializer)?;
        if let Some(taken) = self.sender_of(id) {
            return Err(id_taken(id, taken, &serializer));
        }
        let main = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.by_id.insert(id, main);
        self.mains += 1;
        let further = serializer.further().to_vec();
        self.push(serializer, id, main);
        for serializer in further {
            self.push(serializer, id, main);
        }
        self.accepted = OnceLock::new();
        Ok(())
    }

    fn push(&mut self, serializer: Serializer, id: i32, main: u32) {
        let index = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.by_type.insert(serializer.rust_type(), index);
        let tag = Tag::new(id);
        #[cfg(feature = "fast_json")]
        let tag = if serializer.is_bare_in_fast_json() { tag.bare() } else { tag };
        self.rows.push(Row {
            id,
            serializer,
            tag,
            main,
            #[cfg(feature = "msgpack")]
            msgpack: msgpack::Tag::new(id),
        });
    }

    /// No type may stand twice, in this table or among those that come.
    fn check_types(&self, serializer: &Serializer) -> Result<(), RegistryError> {
        self.check_type(serializer)?;
        if serializer.further().is_empty() {
            return Ok(());
        }
        let mut seen = FxHashSet::from_iter([serializer.rust_type()]);
        for one in serializer.further() {
            self.check_type(one)?;
            if !seen.insert(one.rust_type()) {
                return Err(type_twice(one));
            }
        }
        Ok(())
    }

    fn check_type(&self, serializer: &Serializer) -> Result<(), RegistryError> {
        match self.row_of(serializer.rust_type()) {
            Some(row) => Err(type_taken(&row.serializer, row.id)),
            None => Ok(()),
        }
    }

    /// Whether an id that resolves to this row may be read as this Rust type: a further one of the same class.
    #[cold]
    pub(crate) fn is_further(&self, row: &Row, rust_type: TypeId) -> bool {
        self.row_of(rust_type).is_some_and(|other| other.main == row.main)
    }

    /// The row of a Rust type that is read under an id that otherwise gives another.
    pub(crate) fn further_of(&self, rust_type: TypeId) -> Option<&Row> {
        let index = self.by_type.get(rust_type);
        self.rows.get(index as usize).filter(|row| row.main != index)
    }

    /// What is sent under this id, the fallback included.
    fn sender_of(&self, id: i32) -> Option<&Serializer> {
        let fallback = self.fallback.as_ref().map(|fallback| &fallback.serializer);
        match self.emitted(id) {
            Some(row) => Some(&row.serializer),
            None => fallback.filter(|&serializer| serializer.id_for(self.profile) == Some(id)),
        }
    }

    /// Adds a serializer under the number of those that are there already, as aiomas does.
    pub(crate) fn insert_next(&mut self, serializer: Serializer) -> Result<(), RegistryError> {
        let id = i32::try_from(self.mains).unwrap_or(i32::MAX);
        self.insert(serializer.with_type_id(id))
    }

    pub(crate) fn set_fallback(&mut self, fallback: FallbackSerializer) -> Result<(), RegistryError> {
        let Some(id) = fallback.serializer.id_for(self.profile) else {
            return Err(no_id(&fallback.serializer));
        };
        if let Some(row) = self.emitted(id) {
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

    /// What is sent under this id; where this gives nothing, [`resolve`](Self::resolve) has the answer.
    #[inline]
    pub(crate) fn emitted(&self, id: i32) -> Option<&Row> {
        self.rows.get(self.by_id.get(id) as usize)
    }

    /// What an id from the wire stands for. Every codec asks here and nowhere else.
    pub(crate) fn resolve(&self, id: i32) -> Resolved<'_> {
        self.emitted(id).map_or_else(|| self.resolve_accepted(id), Resolved::Row)
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
        // Of linked types the rows are in no order, and the error for two that accept an id names both.
        let mut rows: Vec<_> = self.rows().collect();
        rows.sort_unstable_by_key(|row| row.id);
        let mut out = FxHashMap::default();
        for row in rows {
            let index = row.main;
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
fn type_taken(serializer: &Serializer, id: i32) -> RegistryError {
    let (name, place) = (serializer.type_name(), serializer.place());
    let message = format!("there is already a serializer for type `{name}` ({place}), with id {id}");
    RegistryError::new(RegistryKind::TypeTaken, message)
}

#[cold]
fn type_twice(serializer: &Serializer) -> RegistryError {
    let message =
        format!("type `{}` stands twice in one serializer; take one `also(..)` away", serializer.type_name());
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

//! The set of types that a codec knows: a value first, filled from the linker second.

mod display;
mod explain;
mod linked;
mod only;

use std::any::TypeId;
use std::sync::Arc;

use crate::error::{RegistryError, SerializationError};
use crate::serializer::table::{Resolved, Table};
use crate::serializer::{FallbackSerializer, Serializer};
use crate::type_id::{Profile, ProtobufVersion, PythonVersion};
use crate::value::Object;

pub(crate) use explain::explain;
pub use linked::require;
pub use only::TypeList;

/// A set of serializers with their ids, for one version of Python peers.
///
/// Cloning shares. [`Registry::linked`] holds every annotated type of the program; build your own for an allow-list,
/// for tests, or for peers that number types by order.
///
/// # Example
/// ```standalone_crate
/// use codec::{json_serializable, Codec, Json, Registry};
///
/// #[json_serializable]
/// struct Ping { n: i64 }
/// #[json_serializable]
/// struct Secret { key: String }
///
/// let codec = Json::with_registry(Registry::only::<(Ping,)>()?);
/// assert!(codec.encode(&Ping { n: 1 }).is_ok());
/// assert!(codec.encode(&Secret { key: "k".into() }).unwrap_err().is_unknown_type());
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Registry {
    table: Arc<Table>,
}

impl Registry {
    /// Knows no type at all, not even the built-in messages.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Knows exactly these serializers.
    ///
    /// # Errors
    /// If two of them are for one type or are sent under one id, or if one has no id.
    pub fn with_serializers<S: Into<Serializer>>(
        serializers: impl IntoIterator<Item = S>,
    ) -> Result<Self, RegistryError> {
        let mut registry = Self::empty();
        serializers.into_iter().try_for_each(|serializer| registry.register(serializer))?;
        Ok(registry)
    }

    /// Knows exactly these serializers under the ids 0, 1, 2, .. in this order, whatever ids they have.
    ///
    /// So do aiomas, and mango-agents up to 2.1.3, which registers its own types first (2.1.3: `ACLMessage`,
    /// `MangoMessage`, `AgentAddress`, `Performatives`). Both sides must use the same order; nothing on the wire
    /// shows a mismatch.
    ///
    /// # Example
    /// ```standalone_crate
    /// use codec::{json_serializable, Registry};
    /// #[json_serializable]
    /// struct A { x: i64 }
    /// #[json_serializable]
    /// struct B { y: i64 }
    /// let registry = Registry::sequential([A::serializer, B::serializer])?;
    /// assert_eq!((registry.id_of::<A>(), registry.id_of::<B>()), (Some(0), Some(1)));
    /// # Ok::<(), codec::RegistryError>(())
    /// ```
    ///
    /// # Errors
    /// If two of them are for one type.
    pub fn sequential<S: Into<Serializer>>(
        serializers: impl IntoIterator<Item = S>,
    ) -> Result<Self, RegistryError> {
        let mut table = Table::default();
        serializers.into_iter().try_for_each(|serializer| table.insert_next(serializer.into()))?;
        Ok(Registry { table: Arc::new(table) })
    }

    /// Knows exactly the types of a tuple: an allow-list.
    ///
    /// # Errors
    /// As [`with_serializers`](Self::with_serializers).
    pub fn only<L: TypeList>() -> Result<Self, RegistryError> {
        Self::with_serializers(L::serializers())
    }

    /// The same serializers, with the ids that peers of this Python version send.
    ///
    /// # Errors
    /// If two types are sent under one id by that version's rules.
    pub fn for_python(&self, version: PythonVersion) -> Result<Self, RegistryError> {
        self.for_profile(Profile { python: version, ..self.table.profile() })
    }

    /// The same serializers, with the ids that peers with this protobuf package send for generated classes.
    ///
    /// # Errors
    /// If two types are sent under one id by that version's rules.
    pub fn for_protobuf(&self, version: ProtobufVersion) -> Result<Self, RegistryError> {
        self.for_profile(Profile { protobuf: version, ..self.table.profile() })
    }

    fn for_profile(&self, profile: Profile) -> Result<Self, RegistryError> {
        if profile == self.table.profile() {
            return Ok(self.clone());
        }
        let mut table = Table::new(profile, self.len());
        for row in self.table.rows() {
            table.insert(row.serializer.clone())?;
        }
        if let Some(fallback) = self.table.fallback() {
            table.set_fallback(fallback.clone())?;
        }
        Ok(Registry { table: Arc::new(table) })
    }

    /// The Python version whose ids are sent.
    pub fn python(&self) -> PythonVersion {
        self.table.python()
    }

    /// The protobuf package whose ids are sent.
    pub fn protobuf(&self) -> ProtobufVersion {
        self.table.profile().protobuf
    }

    /// Adds a serializer.
    ///
    /// # Errors
    /// If the type has one already, with whatever id; if the id is sent for another type; if there is no id.
    pub fn register(&mut self, serializer: impl Into<Serializer>) -> Result<(), RegistryError> {
        Arc::make_mut(&mut self.table).insert(serializer.into())
    }

    /// Sets the serializer for objects that no other covers, as aiomas's serializer for `object`.
    ///
    /// # Errors
    /// If its id is sent for another type.
    pub fn set_fallback(&mut self, fallback: FallbackSerializer) -> Result<(), RegistryError> {
        Arc::make_mut(&mut self.table).set_fallback(fallback)
    }

    /// The id that values of type `T` are sent with.
    pub fn id_of<T: 'static>(&self) -> Option<i32> {
        self.table.id_of(TypeId::of::<T>())
    }

    /// The serializer for the Rust type `T`.
    pub fn of<T: 'static>(&self) -> Option<&Serializer> {
        self.table.row_of(TypeId::of::<T>()).map(|row| &row.serializer)
    }

    /// The serializer that an id from the wire resolves to, whether the id is sent or only understood.
    pub fn get(&self, id: i32) -> Option<&Serializer> {
        match self.table.resolve(id) {
            Resolved::Row(row) => Some(&row.serializer),
            _ => None,
        }
    }

    /// All serializers with the ids they are sent under, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = (i32, &Serializer)> {
        let mut rows: Vec<_> = self.table.rows().map(|row| (row.id, &row.serializer)).collect();
        rows.sort_unstable_by_key(|(id, _)| *id);
        rows.into_iter()
    }

    /// How many types it knows.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether it knows no type.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A value of a registered type as an [`Object`], by that type's serializer or else by the fallback; for types
    /// that serde does not know.
    ///
    /// # Errors
    /// If nothing covers the type, or its own code refuses.
    pub fn object<T: 'static>(&self, value: &T) -> Result<Object, SerializationError> {
        self.table.object(value)
    }

    pub(crate) fn table(&self) -> &Table {
        &self.table
    }
}

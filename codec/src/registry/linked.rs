//! What the linker collected.

use std::sync::OnceLock;

use super::Registry;
use crate::error::{RegistryError, RegistryKind};
use crate::serializer::Serializer;
use crate::serializer::entry::Linked;
use crate::serializer::table::Table;
use crate::type_id::PythonVersion;

impl Registry {
    /// Every annotated type that is linked into this program, and the built-in messages; ids as for CPython 3.12.
    ///
    /// Built once and shared. A crate that is only listed in `Cargo.toml` is not linked: name something of it, or
    /// write `use the_crate as _;`, and check with [`require_types!`](crate::require_types).
    ///
    /// # Errors
    /// If two types are sent under one id; the text names both, with file and line.
    pub fn linked() -> Result<Self, RegistryError> {
        static LINKED: OnceLock<Result<Registry, RegistryError>> = OnceLock::new();
        LINKED.get_or_init(|| Self::linked_for(PythonVersion::default())).clone()
    }

    /// As [`linked`](Self::linked), with the ids that peers of this Python version send.
    ///
    /// # Errors
    /// As [`linked`](Self::linked).
    pub fn linked_for(python: PythonVersion) -> Result<Self, RegistryError> {
        let mut all: Vec<_> = inventory::iter::<Linked>().collect();
        let table = collect(python, &all).or_else(|_| {
            // The linker's order is arbitrary; errors should not be.
            all.sort_unstable_by_key(|linked| {
                (serializer(linked).type_id(python), (linked.entry.type_name)())
            });
            collect(python, &all)
        })?;
        Ok(Registry { table: table.into() })
    }
}

fn serializer(linked: &Linked) -> Serializer {
    Serializer::annotated(linked.entry, linked.instance)
}

fn collect(python: PythonVersion, all: &[&Linked]) -> Result<Table, RegistryError> {
    let mut table = Table::new(python.into(), all.len());
    for linked in all {
        table.insert(serializer(linked))?;
    }
    Ok(table)
}

/// Checks that all types are linked and registered. Not public API. Used by `require_types!`.
pub fn require(serializers: &[Serializer]) -> Result<(), RegistryError> {
    let linked = Registry::linked()?;
    let is_missing = |wanted: &&Serializer| linked.table().row_of(wanted.rust_type()).is_none();
    let missing: Vec<_> =
        serializers.iter().filter(is_missing).map(|wanted| format!("`{}`", wanted.type_name())).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!(
        "not registered in this program: {}; a generic type needs `instances(..)`, and `register = false` keeps a \
         type out",
        missing.join(", ")
    );
    Err(RegistryError::new(RegistryKind::NotLinked, message))
}

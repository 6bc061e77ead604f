//! What the macro tells of a type: constants, without code.
#![allow(clippy::indexing_slicing, reason = "indices come from the range of the fields")]

use crate::error::SerializationError;
use crate::value::Dict;
use crate::wire::json::Key;
#[cfg(feature = "msgpack")]
use crate::wire::msgpack;

/// What a type is on the wire and in Python. Not public API. Used by generated code.
#[derive(Debug)]
pub struct Shape {
    /// The Python class name, which enters the id.
    pub name: &'static str,
    /// The Rust name.
    pub rust: &'static str,
    /// `module_path!()` of the definition.
    pub module: &'static str,
    /// `file!()` of the definition.
    pub file: &'static str,
    /// `line!()` of the definition.
    pub line: u32,
    /// What the Python twin looks like.
    pub kind: Kind,
    /// What the payload is.
    pub payload: Payload,
    /// The serialised fields in order, without the skipped ones.
    pub fields: &'static [FieldShape],
    /// Whether an unknown field is an error.
    pub deny_unknown: bool,
    /// The ids; none for types that are not registered by themselves.
    pub ids: Option<Ids>,
}

/// One serialised field. Not public API. Used by generated code.
#[derive(Debug)]
pub struct FieldShape {
    /// The name on the wire.
    pub name: &'static str,
    /// The name in JSON.
    pub key: Key,
    /// The name in MessagePack.
    #[cfg(feature = "msgpack")]
    pub msgpack: msgpack::Key,
    /// The Rust type as it is written in the source.
    pub ty: &'static str,
    /// Further names that are read.
    pub aliases: &'static [&'static str],
}

impl FieldShape {
    /// From the name, the name in JSON with comma and colon, the type and the aliases.
    pub const fn new(
        name: &'static str,
        key: &'static str,
        ty: &'static str,
        aliases: &'static [&'static str],
    ) -> Self {
        FieldShape {
            name,
            key: Key::new(key),
            #[cfg(feature = "msgpack")]
            msgpack: msgpack::Key::new(name),
            ty,
            aliases,
        }
    }
}

/// Ids of one type. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy)]
pub struct Ids {
    /// What is sent, for CPython 3.10 to 3.14.
    pub emitted: [i32; 5],
    /// What is understood, sorted; holds the emitted ones.
    pub accepted: &'static [i32],
}

/// What the Python twin looks like. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A class with a hand-written `__init__`.
    Plain,
    /// `@dataclass`.
    Dataclass,
    /// `@dataclass(frozen=True)`.
    Frozen,
    /// `@dataclass(order=True)`.
    Ordered,
    /// `@dataclass(frozen=True, order=True)`.
    FrozenOrdered,
    /// `Enum`.
    Enum,
    /// `IntEnum`: a plain integer on the wire.
    IntEnum,
    /// A class generated from a `.proto` file: without ids of its own it has those of its name, and understands these.
    Proto(&'static [i32]),
}

/// What the payload of a type is. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// A dict of the fields.
    Dict,
    /// A list, a scalar, or what serde makes of an enum.
    Other,
}

impl Shape {
    /// The field of this wire name or alias, looked for from `start` on and then from the beginning.
    pub(crate) fn field(&self, name: &str, start: usize) -> Option<usize> {
        let hit = |at: &usize| self.fields[*at].name == name;
        let start = start.min(self.fields.len());
        (start..self.fields.len())
            .find(hit)
            .or_else(|| (0..start).find(hit))
            .or_else(|| self.fields.iter().position(|field| field.aliases.contains(&name)))
    }

    /// Extra keys that are fields as well would be read as those.
    pub(crate) fn refuse_shadows(&self, extra: &Dict) -> Result<(), SerializationError> {
        match extra.keys().find(|key| self.field(key, 0).is_some()) {
            Some(key) => Err(SerializationError::shadowed_field(key)),
            None => Ok(()),
        }
    }

    /// `src/messages.rs:12`, for errors and tables.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

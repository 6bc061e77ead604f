//! What the macro tells of a type: constants, without code.
#![allow(clippy::indexing_slicing, reason = "indices come from the range of the fields")]

use super::ty::Ty;
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
    pub class: Class,
    /// What the payload is.
    pub payload: Payload,
    /// The serialised fields in order, without the skipped ones.
    pub fields: &'static [FieldShape],
    /// By name, the number of the first field, then for each field that of the next one; empty if they are in that order.
    pub sorted: &'static [u16],
    /// What becomes of unknown fields.
    pub unknown: UnknownFields,
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
    /// The type as it is on the wire.
    pub ty: &'static Ty,
    /// Further names that are read.
    pub aliases: &'static [&'static str],
    /// What stands for the field where it does not come.
    pub missing: Missing,
    /// Whether it is not always sent.
    pub may_be_skipped: bool,
}

/// What stands for a field that does not come. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// What the type itself says: `None` for an option, an error for most.
    ByType,
    /// `Default` of its type.
    Empty,
    /// What only the program knows: a function, or the default of the whole type.
    Own,
}

/// A field by its name, its name in JSON with comma and colon, and its type. Not public API. Used by generated code.
pub const fn field(name: &'static str, key: &'static str, ty: &'static Ty) -> FieldShape {
    FieldShape {
        name,
        key: Key::new(key),
        #[cfg(feature = "msgpack")]
        msgpack: msgpack::Key::new(name),
        ty,
        aliases: &[],
        missing: Missing::ByType,
        may_be_skipped: false,
    }
}

impl FieldShape {
    /// With further names that are read.
    #[must_use]
    pub const fn aliases(self, aliases: &'static [&'static str]) -> Self {
        FieldShape { aliases, ..self }
    }

    /// With something that stands for it.
    #[must_use]
    pub const fn missing(self, missing: Missing) -> Self {
        FieldShape { missing, ..self }
    }

    /// Left out under some condition.
    #[must_use]
    pub const fn skipped(self) -> Self {
        FieldShape { may_be_skipped: true, ..self }
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

/// The class that is the Python twin. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy)]
pub struct Class {
    /// How it is declared.
    pub kind: Kind,
    /// Whether the decorator gives it `__repr__`.
    pub repr: bool,
    /// Its functions besides those of decorator and kind.
    pub methods: &'static [&'static str],
    /// Its parameters, where they are not the fields.
    pub params: Option<&'static [&'static str]>,
}

impl Class {
    /// With nothing that the kind does not bring.
    pub const fn new(kind: Kind) -> Self {
        Class { kind, repr: true, methods: &[], params: None }
    }

    /// Decorated with `repr=False`.
    #[must_use]
    pub const fn quiet(self) -> Self {
        Class { repr: false, ..self }
    }

    /// With these functions as well.
    #[must_use]
    pub const fn methods(self, methods: &'static [&'static str]) -> Self {
        Class { methods, ..self }
    }

    /// With these parameters.
    #[must_use]
    pub const fn params(self, params: &'static [&'static str]) -> Self {
        Class { params: Some(params), ..self }
    }
}

/// How the Python twin is declared. Not public API. Used by generated code.
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
#[derive(Debug, Clone, Copy)]
pub enum Payload {
    /// A dict of the fields.
    Dict,
    /// A list of the fields.
    Items,
    /// The one field itself.
    Single,
    /// One of these texts: the Rust name, and the names that are read, of which the first is written.
    Names(&'static [(&'static str, &'static [&'static str])]),
    /// One of these integers, with its Rust name.
    Numbers(&'static [(&'static str, i64)]),
    /// What serde makes of an enum with data.
    Variants(Tagging, &'static [VariantShape]),
    /// Something that the attributes do not tell.
    Other,
}

/// How serde marks the variant of an enum with data. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagging {
    /// By a dict with the variant's name as its only key.
    External,
    /// By a key among the fields.
    Internal(&'static str),
    /// By two keys: the name, the data.
    Adjacent(&'static str, &'static str),
    /// Not at all.
    Untagged,
}

/// A variant of an enum with data. Not public API. Used by generated code.
#[derive(Debug)]
pub struct VariantShape {
    /// The name on the wire.
    pub name: &'static str,
    /// Further names that are read.
    pub aliases: &'static [&'static str],
    /// What it holds: of [`Payload`] `Dict`, `Items`, `Single`, and `Other` for nothing.
    pub payload: Payload,
    /// What is in it.
    pub fields: &'static [FieldShape],
}

/// What becomes of the fields of a dict that the type does not have. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownFields {
    /// They are passed over.
    Ignored,
    /// They are an error.
    Refused,
    /// They are collected, and sent again.
    Kept,
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

    /// The field that follows by name where the one in order would be `next`: senders sort their keys, or keep the order.
    #[inline]
    pub(crate) fn sorted(&self, next: usize) -> Option<(usize, &FieldShape)> {
        let index = usize::from(*self.sorted.get(next)?);
        Some((index, self.fields.get(index)?))
    }

    pub(crate) fn refuses_unknown(&self) -> bool {
        self.unknown == UnknownFields::Refused
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

#[cfg(test)]
mod tests {
    use crate::json_serializable;
    use crate::serializer::entry::Record as _;

    #[json_serializable(crate = crate, tag = false)]
    struct Unsorted {
        voltage: f64,
        _id: i64,
        name: String,
        #[serde(rename = "Unit")]
        unit: String,
    }

    #[json_serializable(crate = crate, tag = false)]
    struct Sorted {
        a: i64,
        b: i64,
    }

    #[test]
    fn names_can_be_followed_in_their_order() {
        let (mut next, mut names) = (0, Vec::new());
        for _ in 0..4 {
            let (index, field) = Unsorted::SHAPE.sorted(next).unwrap();
            names.push(field.name);
            next = index + 1;
        }
        assert_eq!(names, ["Unit", "_id", "name", "voltage"]);
        assert!(Sorted::SHAPE.sorted(0).is_none());
    }
}

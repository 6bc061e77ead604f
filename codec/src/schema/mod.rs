//! What the registered types look like on the wire: names, ids, fields and their types, to be read by programs.
//!
//! [`Registry::schema`](crate::Registry::schema) gives it. The Python module of [`twin`](crate::twin) and the lines of a
//! [`Manifest`](crate::manifest::Manifest) are made from it.
//!
//! # Example
//! ```standalone_crate
//! use codec::{Registry, json_serializable};
//!
//! #[json_serializable]
//! struct Reading { sensor: String, levels: Vec<f64>, unit: Option<String> }
//!
//! let schema = Registry::only::<(Reading,)>()?.schema();
//! let reading = &schema.types()[0];
//! assert_eq!((reading.name.as_str(), reading.id), ("Reading", Some(1364962306)));
//! let fields: Vec<String> = reading.fields().iter().map(|field| format!("{}: {}", field.name, field.ty)).collect();
//! assert_eq!(fields, ["sensor: text", "levels: list<f64>", "unit: optional<text>"]);
//! # Ok::<(), codec::RegistryError>(())
//! ```
//!
//! # What it does not know
//!
//! - A type with a hand-written serializer, or a protobuf message, is [`Payload::Opaque`]: only its functions know what is
//!   in it.
//! - A field of a type that is known to serde alone, or goes through `#[serde(with)]`, is [`Type::Foreign`], with the text
//!   of its Rust type; so are fields of a generic parameter type.
//! - The fallback serializer and further Rust types of one class (`Serializer::also`) are not among the types.
//! - `#[serde(from)]`, `try_from` and `into` make the payload opaque as well.

mod collect;
#[cfg(feature = "serde_json")]
mod json;

mod ty;

use std::any::TypeId;

use crate::registry::Registry;
pub(crate) use ty::NameText;
pub use ty::Type;

/// The types of one registry, and the plain records in them.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    types: Vec<TypeSchema>,
    records: Vec<TypeSchema>,
}

/// One type.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TypeSchema {
    /// What [`Type::Named`] calls it: the name of the Python class; where two types have one name, the whole Rust path.
    pub key: String,
    /// The name of the Python class; of a plain record, that of the Rust type.
    pub name: String,
    /// The whole Rust path.
    pub rust_name: String,
    /// The id that it is sent under; of a plain record none.
    pub id: Option<i32>,
    /// The further ids that it is read under, sorted.
    pub accepted_ids: Vec<i32>,
    /// How the Python class is declared.
    pub class: Class,
    /// What is under the tag.
    pub payload: Payload,
    /// What becomes of fields that the type does not have.
    pub unknown_fields: UnknownFields,
    pub(crate) rust_type: TypeId,
}

/// How a Python class is declared, as far as its id depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Class {
    /// The kind of class.
    pub kind: Kind,
    /// Whether the decorator gives it a `__repr__`.
    pub repr: bool,
    /// Functions besides those that decorator and kind bring.
    pub methods: Vec<String>,
    /// The parameters, where they were given and need not be the fields.
    pub params: Option<Vec<String>>,
}

/// The kind of a Python class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A class with a hand-written `__init__`.
    Plain,
    /// A dataclass.
    Dataclass {
        /// With `frozen=True`.
        frozen: bool,
        /// With `order=True`.
        ordered: bool,
    },
    /// An `Enum`.
    Enum,
    /// An `IntEnum`: a plain integer on the wire.
    IntEnum,
    /// Not known: it has a serializer of its own, or a `.proto` file.
    Unknown,
}

/// What a payload is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Payload {
    /// A dict of these.
    Fields(Vec<Field>),
    /// A list of exactly these, named `_0`, `_1`, ..
    Items(Vec<Field>),
    /// The value of this field itself: a struct with one, `_0`, or one that is `transparent`.
    Single(Box<Field>),
    /// One of these texts.
    Names(Vec<Name>),
    /// One of these integers, by the name of the variant.
    Numbers(Vec<(String, i64)>),
    /// What serde makes of an enum with data.
    Variants(Tagging, Vec<Variant>),
    /// Something that only its serializer knows.
    Opaque,
}

/// A field.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Further names that it is read under.
    pub aliases: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// What becomes of a message without it.
    pub missing: Missing,
    /// Whether there are values that are sent without it: `skip_serializing_if`.
    pub may_be_skipped: bool,
}

/// What stands for a field that does not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// Nothing: it is an error.
    Required,
    /// Null.
    Null,
    /// The empty value of its type: zero, no text, no elements.
    Empty,
    /// A value that the program computes.
    Own,
}

/// A variant of an enum without data whose wire form is a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Name {
    /// The name of the Rust variant.
    pub variant: String,
    /// The text on the wire.
    pub text: String,
    /// Further texts that are read as it.
    pub aliases: Vec<String>,
}

/// How the variant of an enum with data is told.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tagging {
    /// By the only key of a dict, or a text where the variant is empty.
    External,
    /// By this key among the fields.
    Internal(String),
    /// By the first key; the data is under the second.
    Adjacent(String, String),
    /// Not at all.
    Untagged,
}

/// A variant of an enum with data.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Variant {
    /// Its name on the wire.
    pub name: String,
    /// Further names that it is read under.
    pub aliases: Vec<String>,
    /// What it holds; `None` for nothing.
    pub payload: Option<Payload>,
}

/// What becomes of fields that a type does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnknownFields {
    /// They are passed over.
    Ignored,
    /// They are an error: `deny_unknown_fields`.
    Refused,
    /// They are kept: `#[codec(extra)]`, `#[serde(flatten)]`. What is kept is not in the schema.
    Kept,
}

impl Registry {
    /// What the types of this registry look like on the wire.
    pub fn schema(&self) -> Schema {
        collect::collect(self)
    }
}

impl Schema {
    /// The registered types, sorted by id.
    pub fn types(&self) -> &[TypeSchema] {
        &self.types
    }

    /// The types without tag and id (`tag = false`, `int_enum`) that stand in fields, sorted by key.
    pub fn records(&self) -> &[TypeSchema] {
        &self.records
    }

    /// The registered type or the record that [`Type::Named`] names.
    pub fn get(&self, key: &str) -> Option<&TypeSchema> {
        self.types.iter().chain(&self.records).find(|ty| ty.key == key)
    }

    /// That of a Rust type.
    ///
    /// # Example
    /// ```
    /// use codec::{AgentAddress, Registry, schema::UnknownFields};
    /// let schema = Registry::linked()?.schema();
    /// let address = schema.of::<AgentAddress>().expect("it is built in");
    /// assert_eq!(address.unknown_fields, UnknownFields::Refused);
    /// # Ok::<(), codec::RegistryError>(())
    /// ```
    pub fn of<T: 'static>(&self) -> Option<&TypeSchema> {
        self.types.iter().chain(&self.records).find(|ty| ty.rust_type == TypeId::of::<T>())
    }
}

impl TypeSchema {
    /// The fields of a dict or a list, and the only one; of others none.
    pub fn fields(&self) -> &[Field] {
        match &self.payload {
            Payload::Fields(fields) | Payload::Items(fields) => fields,
            Payload::Single(field) => std::slice::from_ref(field),
            _ => &[],
        }
    }
}

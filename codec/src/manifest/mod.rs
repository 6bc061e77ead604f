//! The wire contract of a program as a file: ids, names, fields and types, one a line, sorted, to be read in review.
//!
//! [`Registry::manifest`] gives it, [`assert_manifest!`](crate::assert_manifest) keeps it beside the crate and fails when
//! it changes, and [`Manifest::compare`] says which peers a change breaks.
//!
//! # Example
//! ```standalone_crate
//! use codec::{Registry, json_serializable};
//! use codec::manifest::{Breaks, Manifest};
//!
//! #[json_serializable(type_id = 7)]
//! struct Reading {
//!     sensor: String,
//!     level: f64,
//!     #[serde(default)]
//!     unit: Option<String>,
//! }
//!
//! let now = Registry::only::<(Reading,)>()?.manifest();
//! let text = "\
//! codec manifest 1
//! python 3.12
//!
//! type Reading
//!     id 7
//!     fields
//!         sensor: text
//!         level: f64
//!         unit: optional<text>, missing null
//! ";
//! assert_eq!(now.to_string(), text);
//!
//! let before = Manifest::parse(&text.replace("        level: f64\n", ""))?;
//! let [change] = &Manifest::compare(&before, &now)[..] else { panic!("one change") };
//! assert_eq!(change.to_string(), "Reading: field `level` added: f64; breaks old writers: they do not send it");
//! assert_eq!(change.breaks(), Breaks::OldWriters);
//! # Ok::<(), codec::RegistryError>(())
//! ```
//!
//! # The lines
//!
//! A `type` has an `id` under which it is sent, and further ids that it `reads`; a `record` has none. Then comes what the
//! payload is: `fields`, `list`, `value`, `names`, `numbers`, `variants` or `opaque`, with one line for each part. A field
//! is its name and its type, and what else holds: `missing null`, `missing default` or `missing own` where it need not
//! come, `skipped` where it is not always sent, `also` and the further names that it is read under. `unknown refused` and
//! `unknown kept` say what becomes of fields that the type does not have. Names that are no words stand in quotes; lines
//! that begin with `#` are comments.
//!
//! # What breaks whom
//!
//! An old reader is a program with the old contract that reads what the new one sends; an old writer is one whose
//! messages the new one reads.
//!
//! | change | breaks |
//! |---|---|
//! | the id that is sent | old readers, unless they read it; old writers, unless the old id is still read |
//! | an id is no longer read | old writers |
//! | a type is removed | old writers |
//! | a field is added | old writers, if nothing stands for it; old readers, if they refuse unknown fields |
//! | a field is removed | old readers, if nothing stands for it there; old writers, if unknown fields are refused now |
//! | a field is renamed | whoever does not read the other name |
//! | a further name is no longer read | old writers |
//! | a field is not always sent any more | old readers, if nothing stands for it there |
//! | nothing stands for a missing field any more | old writers |
//! | a type becomes wider (`i32` to `i64`, `text` to `optional<text>`, anything to `any`) | old readers |
//! | a type becomes narrower | old writers |
//! | another type | both |
//! | a text, number or variant of an enum is added | old readers |
//! | one is removed | old writers |
//! | the order of a dict's fields | nobody, as long as the id is the same |
//!
//! A type that is added breaks nobody: old readers refuse its messages, which they have not been sent before.

mod breaks;
mod compare;
mod file;
mod parse;
mod reads;
mod write;

use std::collections::BTreeMap;

use crate::registry::Registry;
use crate::schema::{Payload, Schema, TypeSchema, UnknownFields};

pub use breaks::{Breaks, Change};
pub use file::check;

/// The wire contract of one registry. `Display` writes it, [`parse`](Self::parse) reads it back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Manifest {
    /// Of which peers the ids are.
    python: String,
    entries: BTreeMap<String, Entry>,
}

/// One type or record.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    /// A record has none.
    id: Option<i32>,
    /// What else is read as it.
    reads: Vec<i32>,
    unknown: UnknownFields,
    payload: Payload,
}

impl Registry {
    /// The wire contract of these types, for review and for comparison with that of another version or program.
    pub fn manifest(&self) -> Manifest {
        let schema = self.schema();
        Manifest { python: self.python().to_string().replace("CPython ", ""), entries: entries(&schema) }
    }
}

fn entries(schema: &Schema) -> BTreeMap<String, Entry> {
    schema.types().iter().chain(schema.records()).map(|ty| (ty.key.clone(), Entry::new(ty))).collect()
}

impl Entry {
    fn new(ty: &TypeSchema) -> Self {
        Entry {
            id: ty.id,
            reads: ty.accepted_ids.clone(),
            unknown: ty.unknown_fields,
            payload: on_the_wire(&ty.payload),
        }
    }

    /// Whether an object with this id is read as this type.
    fn understands(&self, id: i32) -> bool {
        self.id == Some(id) || self.reads.contains(&id)
    }
}

/// The payload without what peers do not see: the names of Rust's variants.
fn on_the_wire(payload: &Payload) -> Payload {
    let mut payload = payload.clone();
    if let Payload::Names(names) = &mut payload {
        for name in names {
            name.variant.clear();
        }
    }
    payload
}

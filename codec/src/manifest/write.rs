//! A manifest as text.

use std::fmt;

use super::{Entry, Manifest};
use crate::schema::{Field, Missing, NameText, Payload, Tagging, UnknownFields, Variant};

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "codec manifest 1\npython {}\n", self.python)?;
        for (key, entry) in &self.entries {
            let what = if entry.id.is_some() { "type" } else { "record" };
            write!(f, "\n{what} {}\n{entry}", NameText(key))?;
        }
        Ok(())
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = self.id {
            writeln!(f, "    id {id}")?;
        }
        if !self.reads.is_empty() {
            let ids: Vec<_> = self.reads.iter().map(ToString::to_string).collect();
            writeln!(f, "    reads {}", ids.join(" "))?;
        }
        match self.unknown {
            UnknownFields::Ignored => {}
            UnknownFields::Refused => writeln!(f, "    unknown refused")?,
            UnknownFields::Kept => writeln!(f, "    unknown kept")?,
        }
        write!(f, "    {}", Lines(&self.payload, 2))
    }
}

/// A payload: the rest of the line where it begins, and the lines of its parts at this level.
struct Lines<'a>(&'a Payload, usize);

impl fmt::Display for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Lines(payload, level) = *self;
        match payload {
            Payload::Fields(fields) => all(f, "fields", fields, level),
            Payload::Items(fields) => all(f, "list", fields, level),
            Payload::Single(field) => all(f, "value", std::slice::from_ref(field), level),
            Payload::Names(names) => {
                f.write_str("names\n")?;
                names.iter().try_for_each(|name| {
                    writeln!(f, "{}{}{}", Indent(level), NameText(&name.text), Also(" also", &name.aliases))
                })
            }
            Payload::Numbers(numbers) => {
                f.write_str("numbers\n")?;
                let mut line = |(name, number): &(String, i64)| {
                    writeln!(f, "{}{number} {}", Indent(level), NameText(name))
                };
                numbers.iter().try_for_each(&mut line)
            }
            Payload::Variants(tagging, variants) => {
                writeln!(f, "variants {}", Tag(tagging))?;
                variants.iter().try_for_each(|each| variant(f, each, level))
            }
            Payload::Opaque => f.write_str("opaque\n"),
        }
    }
}

fn all(f: &mut fmt::Formatter<'_>, what: &str, fields: &[Field], level: usize) -> fmt::Result {
    writeln!(f, "{what}")?;
    fields.iter().try_for_each(|field| writeln!(f, "{}{}", Indent(level), FieldText(field)))
}

fn variant(f: &mut fmt::Formatter<'_>, variant: &Variant, level: usize) -> fmt::Result {
    let name = NameText(&variant.name);
    let also = Also(" also", &variant.aliases);
    match &variant.payload {
        None => writeln!(f, "{}{name}{also}", Indent(level)),
        Some(payload) => {
            write!(f, "{}{name}{also}: {}", Indent(level), Lines(payload, level.saturating_add(1)))
        }
    }
}

/// A field as its line says it.
pub(super) struct FieldText<'a>(pub(super) &'a Field);

impl fmt::Display for FieldText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", NameText(&self.0.name), Details(self.0))
    }
}

/// What a field is, without its name.
pub(super) struct Details<'a>(pub(super) &'a Field);

impl fmt::Display for Details<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.0;
        let missing = match field.missing {
            Missing::Required => "",
            Missing::Null => ", missing null",
            Missing::Empty => ", missing default",
            Missing::Own => ", missing own",
        };
        let skipped = if field.may_be_skipped { ", skipped" } else { "" };
        write!(f, "{}{missing}{skipped}{}", field.ty, Also(", also", &field.aliases))
    }
}

struct Indent(usize);

impl fmt::Display for Indent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..self.0).try_for_each(|_| f.write_str("    "))
    }
}

struct Also<'a>(&'a str, &'a [String]);

impl fmt::Display for Also<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1.is_empty() {
            return Ok(());
        }
        f.write_str(self.0)?;
        self.1.iter().try_for_each(|name| write!(f, " {}", NameText(name)))
    }
}

pub(super) struct Tag<'a>(pub(super) &'a Tagging);

impl fmt::Display for Tag<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Tagging::External => f.write_str("external"),
            Tagging::Internal(key) => write!(f, "internal {}", NameText(key)),
            Tagging::Adjacent(key, content) => write!(f, "adjacent {} {}", NameText(key), NameText(content)),
            Tagging::Untagged => f.write_str("untagged"),
        }
    }
}

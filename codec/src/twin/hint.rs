//! Type hints.

use super::known_foreign;
use super::names::{Names, literal};
use crate::schema::{Kind, Payload, Schema, Type, TypeSchema};

pub(super) struct Hints<'a> {
    pub(super) schema: &'a Schema,
    pub(super) names: &'a Names,
}

/// How deep records without a name of their own are followed: they can hold themselves.
const DEPTH: usize = 8;

const ANY: &str = "_typing.Any";

impl Hints<'_> {
    pub(super) fn of(&self, ty: &Type) -> String {
        self.hint(ty, DEPTH)
    }

    fn hint(&self, ty: &Type, depth: usize) -> String {
        let inner = |ty: &Type| self.hint(ty, depth);
        match ty {
            Type::AnyValue | Type::Foreign(_) => ANY.to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Int { .. } => "int".to_owned(),
            Type::Float { .. } => "float".to_owned(),
            Type::Text => "str".to_owned(),
            Type::Binary => "bytes".to_owned(),
            Type::AnyDict => format!("dict[str, {ANY}]"),
            Type::AnyList => format!("list[{ANY}]"),
            Type::Optional(ty) => optional(&inner(ty)),
            Type::ListOf(element) | Type::Array(element, _) => format!("list[{}]", inner(element)),
            Type::Tuple(elements) => tuple(elements.iter().map(inner)),
            Type::MapOf(key, value) => format!("dict[{}, {}]", inner(key), inner(value)),
            Type::Named(key) => self.named(key, depth),
        }
    }

    fn named(&self, key: &str, depth: usize) -> String {
        if let Some(class) = self.names.class(key) {
            return class.to_owned();
        }
        match (self.schema.get(key), depth.checked_sub(1)) {
            (Some(ty), Some(depth)) if ty.id.is_none() => self.record(ty, depth),
            (Some(ty), _) => {
                known_foreign(ty).and_then(|row| row.split(',').next()).unwrap_or(ANY).to_owned()
            }
            _ => ANY.to_owned(),
        }
    }

    /// What has no tag and is no dict is written out where it stands.
    fn record(&self, ty: &TypeSchema, depth: usize) -> String {
        match &ty.payload {
            Payload::Items(fields) => tuple(fields.iter().map(|field| self.hint(&field.ty, depth))),
            Payload::Single(field) => self.hint(&field.ty, depth),
            Payload::Names(names) if !names.is_empty() => {
                // In a hint that is itself a string.
                let names: Vec<_> = names.iter().map(|name| literal(&name.text).replace('"', "'")).collect();
                let are_plain = names.iter().all(|name| !name.contains('\\'));
                if are_plain { format!("_typing.Literal[{}]", names.join(", ")) } else { "str".to_owned() }
            }
            Payload::Numbers(_) => "int".to_owned(),
            _ if ty.class.kind == Kind::IntEnum => "int".to_owned(),
            _ => ANY.to_owned(),
        }
    }
}

pub(super) fn optional(hint: &str) -> String {
    if hint == ANY || hint.ends_with("| None") { hint.to_owned() } else { format!("{hint} | None") }
}

fn tuple(elements: impl Iterator<Item = String>) -> String {
    let elements: Vec<_> = elements.collect();
    if elements.is_empty() { "tuple[()]".to_owned() } else { format!("tuple[{}]", elements.join(", ")) }
}

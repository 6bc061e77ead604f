//! From the constants of the macro to the schema.

use std::any::TypeId;
use std::collections::{HashMap, VecDeque};

use super::{
    Class, Field, Kind, Missing, Name, Payload, Schema, Tagging, Type, TypeSchema, UnknownFields, Variant,
};
use crate::registry::Registry;
use crate::serializer::Serializer;
use crate::serializer::shape::{self, FieldShape, Shape};
use crate::serializer::ty::{Described, Ty};

pub(super) fn collect(registry: &Registry) -> Schema {
    let records = records(registry);
    let keys = keys(registry, &records);
    let make = Maker { keys: &keys };
    let mut types: Vec<TypeSchema> =
        registry.iter().map(|(id, serializer)| make.registered(registry, id, serializer)).collect();
    types.sort_by_key(|ty| ty.id);
    let mut records: Vec<TypeSchema> = records.iter().map(|record| make.record(record)).collect();
    records.sort_by(|a, b| a.key.cmp(&b.key));
    Schema { types, records }
}

/// The types without a tag that the registered ones hold, and those that these hold.
fn records(registry: &Registry) -> Vec<Described> {
    let mut found: Vec<Described> = Vec::new();
    let mut queue: VecDeque<&'static Shape> =
        registry.iter().filter_map(|(_, serializer)| serializer.shape()).collect();
    while let Some(shape) = queue.pop_front() {
        for field in all_fields(shape) {
            each_record(field.ty, &mut |record: Described| {
                if !record.is_tagged && found.iter().all(|known| known.rust_type != record.rust_type) {
                    found.push(record);
                    queue.push_back(record.shape);
                }
            });
        }
    }
    found
}

fn all_fields(shape: &'static Shape) -> impl Iterator<Item = &'static FieldShape> {
    let variants = match shape.payload {
        shape::Payload::Variants(_, variants) => variants,
        _ => &[],
    };
    shape.fields.iter().chain(variants.iter().flat_map(|variant| variant.fields))
}

/// Constants cannot be circular, so this ends: a record is a function, which is not followed here.
fn each_record(ty: &'static Ty, found: &mut dyn FnMut(Described)) {
    match ty {
        Ty::Optional(inner) | Ty::Seq(inner) | Ty::Array(inner, _) => each_record(inner, found),
        Ty::Tuple(elements) => elements.iter().for_each(|element| each_record(element, found)),
        Ty::MapOf(key, value) => {
            each_record(key, found);
            each_record(value, found);
        }
        Ty::Record(record) => found(record()),
        _ => {}
    }
}

/// One key for each type: its name, or its path where another has that name.
fn keys(registry: &Registry, records: &[Described]) -> HashMap<TypeId, String> {
    let types = registry.iter().map(|(_, serializer)| {
        (serializer.rust_type(), serializer.name().to_owned(), serializer.type_name().to_owned())
    });
    let records =
        records.iter().map(|record| (record.rust_type, record.shape.name.to_owned(), path_of(record.shape)));
    let all: Vec<(TypeId, String, String)> = types.chain(records).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, name, _) in &all {
        let count = counts.entry(name).or_default();
        *count = count.saturating_add(1);
    }
    let key = |name: &String, path: &String| {
        if counts.get(name.as_str()) == Some(&1) { name } else { path }.clone()
    };
    all.iter().map(|(rust_type, name, path)| (*rust_type, key(name, path))).collect()
}

fn path_of(shape: &Shape) -> String {
    format!("{}::{}", shape.module, shape.rust)
}

struct Maker<'a> {
    keys: &'a HashMap<TypeId, String>,
}

impl Maker<'_> {
    fn registered(&self, registry: &Registry, id: i32, serializer: &Serializer) -> TypeSchema {
        let rust_type = serializer.rust_type();
        let is_here = |id: &i32| registry.get(*id).is_some_and(|other| other.rust_type() == rust_type);
        let mut accepted: Vec<i32> = serializer.accepted_ids().filter(|other| *other != id).collect();
        accepted.retain(is_here);
        accepted.sort_unstable();
        accepted.dedup();
        TypeSchema {
            name: serializer.name().to_owned(),
            rust_name: serializer.type_name().to_owned(),
            id: Some(id),
            accepted_ids: accepted,
            ..self.shaped(serializer.shape(), rust_type)
        }
    }

    fn record(&self, record: &Described) -> TypeSchema {
        self.shaped(Some(record.shape), record.rust_type)
    }

    fn shaped(&self, shape: Option<&'static Shape>, rust_type: TypeId) -> TypeSchema {
        let shape = shape.filter(|shape| !matches!(shape.class.kind, shape::Kind::Proto(_)));
        TypeSchema {
            key: self.keys.get(&rust_type).cloned().unwrap_or_default(),
            name: shape.map_or("", |shape| shape.name).to_owned(),
            rust_name: shape.map(path_of).unwrap_or_default(),
            id: None,
            accepted_ids: Vec::new(),
            class: shape.map_or_else(unknown_class, |shape| class(&shape.class)),
            payload: shape.map_or(Payload::Opaque, |shape| self.payload(&shape.payload, shape.fields)),
            unknown_fields: shape.map_or(UnknownFields::Ignored, |shape| unknown(shape.unknown)),
            rust_type,
        }
    }

    fn payload(&self, payload: &shape::Payload, fields: &'static [FieldShape]) -> Payload {
        let all = || fields.iter().map(|field| self.field(field)).collect();
        match payload {
            shape::Payload::Dict => Payload::Fields(all()),
            shape::Payload::Items => Payload::Items(all()),
            shape::Payload::Single => {
                fields.first().map_or(Payload::Opaque, |field| Payload::Single(Box::new(self.field(field))))
            }
            shape::Payload::Names(names) => Payload::Names(names.iter().map(name).collect()),
            shape::Payload::Numbers(numbers) => {
                Payload::Numbers(numbers.iter().map(|(name, number)| ((*name).to_owned(), *number)).collect())
            }
            shape::Payload::Variants(tagging, variants) => {
                Payload::Variants(tagged(*tagging), variants.iter().map(|each| self.variant(each)).collect())
            }
            shape::Payload::Other => Payload::Opaque,
        }
    }

    fn variant(&self, variant: &'static shape::VariantShape) -> Variant {
        let payload = match variant.payload {
            shape::Payload::Other if variant.fields.is_empty() => None,
            ref payload => Some(self.payload(payload, variant.fields)),
        };
        Variant { name: variant.name.to_owned(), aliases: texts(variant.aliases), payload }
    }

    fn field(&self, field: &'static FieldShape) -> Field {
        let ty = self.ty(field.ty);
        Field {
            name: field.name.to_owned(),
            aliases: texts(field.aliases),
            missing: match (field.missing, &ty) {
                (shape::Missing::Own, _) => Missing::Own,
                (_, Type::Optional(_)) => Missing::Null,
                (shape::Missing::Empty, _) => Missing::Empty,
                (shape::Missing::ByType, _) => Missing::Required,
            },
            may_be_skipped: field.may_be_skipped,
            ty,
        }
    }

    fn ty(&self, ty: &'static Ty) -> Type {
        let boxed = |ty| Box::new(self.ty(ty));
        match ty {
            Ty::AnyValue => Type::AnyValue,
            Ty::Untold => Type::Foreign(String::new()),
            Ty::Foreign(text) => Type::Foreign((*text).to_owned()),
            Ty::Boolean => Type::Bool,
            Ty::Int(signed, bits) => Type::Int { signed: *signed, bits: *bits },
            Ty::Float(bits) => Type::Float { bits: *bits },
            Ty::Text => Type::Text,
            Ty::Binary => Type::Binary,
            Ty::AnyDict => Type::AnyDict,
            Ty::AnyList => Type::AnyList,
            Ty::Optional(inner) => Type::Optional(boxed(inner)),
            Ty::Seq(element) => Type::ListOf(boxed(element)),
            Ty::Array(element, len) => Type::Array(boxed(element), *len),
            Ty::Tuple(elements) => Type::Tuple(elements.iter().map(|element| self.ty(element)).collect()),
            Ty::MapOf(key, value) => Type::MapOf(boxed(key), boxed(value)),
            Ty::Record(record) => {
                let record = record();
                self.named(record.rust_type, || path_of(record.shape))
            }
            Ty::Registered(rust_type) => self.named(rust_type(), || "an object".to_owned()),
        }
    }

    /// A type that the registry does not hold cannot be sent; its name is all that is left of it.
    fn named(&self, rust_type: TypeId, otherwise: impl FnOnce() -> String) -> Type {
        self.keys.get(&rust_type).cloned().map_or_else(|| Type::Foreign(otherwise()), Type::Named)
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn name((variant, texts_read): &(&str, &[&str])) -> Name {
    let (text, aliases) = texts_read.split_first().unwrap_or((&"", &[]));
    Name { variant: (*variant).to_owned(), text: (*text).to_owned(), aliases: texts(aliases) }
}

fn tagged(tagging: shape::Tagging) -> Tagging {
    match tagging {
        shape::Tagging::External => Tagging::External,
        shape::Tagging::Internal(key) => Tagging::Internal(key.to_owned()),
        shape::Tagging::Adjacent(key, content) => Tagging::Adjacent(key.to_owned(), content.to_owned()),
        shape::Tagging::Untagged => Tagging::Untagged,
    }
}

fn unknown(unknown: shape::UnknownFields) -> UnknownFields {
    match unknown {
        shape::UnknownFields::Ignored => UnknownFields::Ignored,
        shape::UnknownFields::Refused => UnknownFields::Refused,
        shape::UnknownFields::Kept => UnknownFields::Kept,
    }
}

fn unknown_class() -> Class {
    Class { kind: Kind::Unknown, repr: true, methods: Vec::new(), params: None }
}

fn class(class: &shape::Class) -> Class {
    let dataclass = |frozen, ordered| Kind::Dataclass { frozen, ordered };
    Class {
        kind: match class.kind {
            shape::Kind::Plain => Kind::Plain,
            shape::Kind::Dataclass => dataclass(false, false),
            shape::Kind::Frozen => dataclass(true, false),
            shape::Kind::Ordered => dataclass(false, true),
            shape::Kind::FrozenOrdered => dataclass(true, true),
            shape::Kind::Enum => Kind::Enum,
            shape::Kind::IntEnum => Kind::IntEnum,
            shape::Kind::Proto(_) => Kind::Unknown,
        },
        repr: class.repr,
        methods: texts(class.methods),
        params: class.params.map(texts),
    }
}

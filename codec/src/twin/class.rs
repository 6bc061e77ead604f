//! One class.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::attributes::{Attribute, Form, Standin, by_name_from, given_params};
use super::hint::Hints;
use super::names::{Names, is_name, literal, text, unique};
use super::{has_class, heading, is_built_in, known_foreign};
use crate::schema::{Field, Kind, Missing, Payload, Schema, TypeSchema, UnknownFields};

pub(super) struct Writer<'a> {
    hints: Hints<'a>,
    out: &'a mut String,
}

impl<'a> Writer<'a> {
    pub(super) fn new(schema: &'a Schema, names: &'a Names, out: &'a mut String) -> Self {
        Writer { hints: Hints { schema, names }, out }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn name_of(&self, ty: &TypeSchema) -> String {
        self.hints.names.class(&ty.key).unwrap_or_default().to_owned()
    }

    /// A type without a tag, if it has a name in Python.
    pub(super) fn record(&mut self, ty: &TypeSchema) {
        if !has_class(ty) {
            return;
        }
        self.out.push_str(&heading(ty));
        match &ty.payload {
            Payload::Fields(fields) => self.typed_dict(&self.name_of(ty), fields),
            _ => self.enumeration(ty, "IntEnum"),
        }
    }

    fn typed_dict(&mut self, name: &str, fields: &[Field]) {
        let hints = fields.iter().map(|field| {
            let hint = self.hints.of(&field.ty);
            format!("    {}: {},", literal(&field.name), literal(&hint))
        });
        let hints: Vec<String> = hints.collect();
        let may_miss = fields.iter().any(|field| field.missing != Missing::Required || field.may_be_skipped);
        let total = if may_miss { ", total=False" } else { "" };
        self.line(&format!("{name} = _typing.TypedDict({}, {{", literal(name)));
        for hint in &hints {
            self.line(hint);
        }
        self.line(&format!("}}{total})"));
    }

    /// A registered type, and its row in the list of serializers.
    pub(super) fn registered(&mut self, ty: &TypeSchema) -> Option<String> {
        let id = ty.id?;
        if let Some(row) = known_foreign(ty) {
            return Some(format!("({row}, {id})"));
        }
        self.out.push_str(&heading(ty));
        if !has_class(ty) {
            let why = if is_built_in(ty) { "mango has it" } else { "it has a serializer of its own" };
            self.line(&format!("# {}: no class here, since {why}.", text(&ty.name)));
            return None;
        }
        let name = self.name_of(ty);
        let is_enum = ty.class.kind == Kind::Enum;
        if is_enum {
            self.enumeration(ty, "Enum");
        } else {
            self.class(ty, &name);
        }
        if name != ty.name {
            // It enters the id, and another class has it already or Python does not take it.
            self.line(&format!("\n\n{name}.__name__ = {}", literal(&ty.name)));
        }
        Some(if is_enum {
            format!("({name}, _member_value, {name}, {id})")
        } else {
            format!("({name}, {name}.__asdict__, {name}.__fromdict__, {id})")
        })
    }

    fn enumeration(&mut self, ty: &TypeSchema, base: &str) {
        self.line(&format!("class {}(_enum.{base}):", self.name_of(ty)));
        // Names that an enum keeps for itself; `_x_` as well, which `unique` is not asked for.
        let mut taken: HashSet<String> = ["mro", "name", "value"].map(str::to_owned).into();
        let mut member = |name: &str| {
            let name = if name.starts_with('_') { format!("x{name}") } else { name.to_owned() };
            unique(&name, &mut taken)
        };
        let lines: Vec<String> = match &ty.payload {
            Payload::Names(names) => names
                .iter()
                .map(|name| format!("{} = {}", member(&name.variant), literal(&name.text)))
                .collect(),
            Payload::Numbers(numbers) => {
                numbers.iter().map(|(name, number)| format!("{} = {number}", member(name))).collect()
            }
            _ => Vec::new(),
        };
        for line in &lines {
            self.line(&format!("    {line}"));
        }
        if lines.is_empty() {
            self.line("    pass");
        }
    }

    fn class(&mut self, ty: &TypeSchema, name: &str) {
        let (attributes, form) = self.hints.attributes(ty);
        self.variants(&ty.payload);
        let keep =
            (ty.unknown_fields == UnknownFields::Kept && form == Form::Dict && given_params(ty).is_none())
                .then(|| unique("extra", &mut attributes.iter().map(|each| each.name.clone()).collect()));
        self.decorator(ty, &attributes, form, keep.as_deref());
        if let Kind::Dataclass { frozen, ordered } = ty.class.kind {
            let keys = [("frozen=True", frozen), ("order=True", ordered), ("repr=False", !ty.class.repr)];
            let keys: Vec<_> = keys.iter().filter(|(_, given)| *given).map(|(key, _)| *key).collect();
            let keys = if keys.is_empty() { String::new() } else { format!("({})", keys.join(", ")) };
            self.line(&format!("@_dataclasses.dataclass{keys}"));
            self.line(&format!("class {name}:"));
            self.dataclass_body(&attributes);
        } else {
            self.line(&format!("class {name}:"));
            self.plain_body(&attributes, keep.as_deref());
        }
        let is_dataclass = matches!(ty.class.kind, Kind::Dataclass { .. });
        self.methods(ty, attributes.is_empty() && (keep.is_none() || is_dataclass));
    }

    fn decorator(&mut self, ty: &TypeSchema, attributes: &[Attribute], form: Form, keep: Option<&str>) {
        let is_plain = form == Form::Dict
            && keep.is_none()
            && attributes.iter().all(|each| each.name == each.wire && !each.is_droppable);
        let quiet = if ty.class.repr { "" } else { "repr=False" };
        if is_plain {
            let quiet = if ty.class.repr { String::new() } else { format!("({quiet})") };
            return self.line(&format!("@json_serializable{quiet}"));
        }
        let fields = attributes.iter().map(|each| {
            let droppable = if each.is_droppable { "True" } else { "False" };
            format!("    ({}, {}, {droppable}),", literal(&each.name), literal(&each.wire))
        });
        let fields: Vec<String> = fields.collect();
        self.line("@_wire([");
        for field in &fields {
            self.line(field);
        }
        let keep = keep.map(|keep| format!("keep={}", literal(keep))).unwrap_or_default();
        let form = form.key();
        let keys: Vec<&str> =
            [form, keep.as_str(), quiet].into_iter().filter(|key| !key.is_empty()).collect();
        let keys = if keys.is_empty() { String::new() } else { format!(", {}", keys.join(", ")) };
        self.line(&format!("]{keys})"));
    }

    /// The variants of an enum with data: what `value` may be.
    fn variants(&mut self, payload: &Payload) {
        if let Payload::Variants(tagging, variants) = payload {
            let names: Vec<_> = variants.iter().map(|variant| literal(&variant.name)).collect();
            let how = match tagging {
                crate::schema::Tagging::External => "the only key".to_owned(),
                crate::schema::Tagging::Internal(key) | crate::schema::Tagging::Adjacent(key, _) => {
                    format!("under {}", literal(key))
                }
                crate::schema::Tagging::Untagged => "without a mark".to_owned(),
            };
            self.line(&format!("# value is one of these, {how}: {}", names.join(", ")));
        }
    }

    /// After the first default come only parameters by name: those may have one or not, in any order.
    fn dataclass_body(&mut self, attributes: &[Attribute]) {
        let from = by_name_from(attributes);
        for (index, each) in attributes.iter().enumerate() {
            let by_name = (index >= from).then_some("kw_only=True".to_owned());
            let default = each.default.as_ref().map(|default| match default {
                Standin::Literal(literal) => format!("default={literal}"),
                Standin::Factory(factory) => format!("default_factory=lambda: {factory}"),
            });
            let keys: Vec<String> = default.into_iter().chain(by_name).collect();
            let value = if keys.is_empty() {
                String::new()
            } else {
                format!(" = _dataclasses.field({})", keys.join(", "))
            };
            self.line(&format!("    {}: {}{value}", each.name, literal(&each.hint)));
        }
    }

    fn plain_body(&mut self, attributes: &[Attribute], keep: Option<&str>) {
        if attributes.is_empty() && keep.is_none() {
            return;
        }
        let from = by_name_from(attributes);
        let mut parameters = String::from("self");
        for (index, each) in attributes.iter().enumerate() {
            if index == from {
                parameters.push_str(", *");
            }
            let default = each.default.as_ref().map(|default| match default {
                Standin::Literal(literal) => format!(" = {literal}"),
                Standin::Factory(_) => " = None".to_owned(),
            });
            let _ =
                write!(parameters, ", {}: {}{}", each.name, literal(&each.hint), default.unwrap_or_default());
        }
        self.line(&format!("    def __init__({parameters}):"));
        for Attribute { name, default, .. } in attributes {
            let value = match default {
                Some(Standin::Factory(factory)) => format!("{factory} if {name} is None else {name}"),
                _ => name.clone(),
            };
            self.line(&format!("        self.{name} = {value}"));
        }
        if let Some(keep) = keep {
            self.line(&format!("        self.{keep} = {{}}"));
        }
    }

    /// Functions that enter the id: their names are known, and of some what they do.
    fn methods(&mut self, ty: &TypeSchema, is_empty: bool) {
        let mut has_body = !is_empty;
        let own = ["__asdict__", "__fromdict__", "__serializer__", "__annotate_func__", "__replace__"];
        for name in ty.class.methods.iter().filter(|name| !own.contains(&name.as_str())) {
            let Some(method) = method(&ty.name, name, is_empty) else { continue };
            self.line(&format!("{}{method}", if has_body { "\n" } else { "" }));
            has_body = true;
        }
        if !has_body {
            self.line("    pass");
        }
    }
}

/// A method of which the name is known.
fn method(class: &str, name: &str, is_empty: bool) -> Option<String> {
    let body = match name {
        // The class has them already.
        "__init__" if !is_empty => return None,
        "__init__" | "__post_init__" => "(self):\n        pass".to_owned(),
        "__eq__" => "(self, other):\n        return type(self) is type(other) and self.__asdict__() == other.__asdict__()"
            .to_owned(),
        "__hash__" => "(self):\n        return hash(repr(self))".to_owned(),
        "__str__" => "(self):\n        return repr(self)".to_owned(),
        "__getattr__" => "(self, name):\n        raise AttributeError(name)".to_owned(),
        "__setattr__" => "(self, name, value):\n        object.__setattr__(self, name, value)".to_owned(),
        _ if is_name(name) => {
            let what = literal(&format!("{class}.{name}"));
            format!("(self, *args, **kwargs):\n        raise NotImplementedError({what})")
        }
        _ => return None,
    };
    Some(format!("    def {name}{body}"))
}

//! The attributes of a class: their names, hints and defaults.

use std::collections::HashSet;

use super::hint::{Hints, optional};
use super::names::{is_name, unique};
use crate::schema::{Field, Missing, Payload, Type, TypeSchema};

/// One attribute of a class.
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) wire: String,
    pub(super) hint: String,
    pub(super) default: Option<Standin>,
    /// Whether `None` means that it is not sent.
    pub(super) is_droppable: bool,
}

/// What stands for a field that does not come.
pub(super) enum Standin {
    Literal(&'static str),
    /// What makes an empty container: one for all objects would be shared.
    Factory(&'static str),
}

impl Hints<'_> {
    pub(super) fn attributes(&self, ty: &TypeSchema) -> (Vec<Attribute>, Form) {
        let form = match &ty.payload {
            Payload::Fields(_) => Form::Dict,
            Payload::Items(_) => Form::List,
            _ => Form::Value,
        };
        let mut taken = HashSet::new();
        // Names that Python takes come first: those keep theirs.
        taken.extend(ty.fields().iter().map(|field| field.name.clone()).filter(|name| is_name(name)));
        if let (Form::Dict, Some(params)) = (form, given_params(ty)) {
            let param = |name: &String| match ty.fields().iter().find(|field| field.name == *name) {
                Some(field) => self.attribute(field, form, &mut taken),
                None => unknown_attribute(name),
            };
            return (params.iter().map(param).collect(), form);
        }
        let mut attributes: Vec<_> =
            ty.fields().iter().map(|field| self.attribute(field, form, &mut taken)).collect();
        if attributes.is_empty() && form == Form::Value {
            attributes.push(unknown_attribute("value"));
        }
        (attributes, form)
    }

    fn attribute(&self, field: &Field, form: Form, taken: &mut HashSet<String>) -> Attribute {
        let name = if is_name(&field.name) { field.name.clone() } else { unique(&field.name, taken) };
        let hint = self.of(&field.ty);
        let in_dict = form == Form::Dict;
        let default = match field.missing {
            _ if !in_dict => None,
            Missing::Required if field.may_be_skipped => Some(Standin::Literal("None")),
            Missing::Required => None,
            Missing::Empty => Some(empty(&field.ty)),
            Missing::Null | Missing::Own => Some(Standin::Literal("None")),
        };
        let is_none = matches!(default, Some(Standin::Literal("None")));
        // A null in the place of a field that is no option would be refused in Rust.
        let is_droppable = is_none && !matches!(field.ty, Type::Optional(_) | Type::AnyValue);
        let hint = if is_none { optional(&hint) } else { hint };
        Attribute { name, wire: field.name.clone(), hint, default, is_droppable }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Dict,
    List,
    Value,
}

impl Form {
    pub(super) fn key(self) -> &'static str {
        match self {
            Form::Dict => "",
            Form::List => "form=\"list\"",
            Form::Value => "form=\"value\"",
        }
    }
}

/// The parameters that were given for the id, where they can be the attributes: all fields are among them, and Python
/// takes every name.
pub(super) fn given_params(ty: &TypeSchema) -> Option<&[String]> {
    let params = ty.class.params.as_deref()?;
    let has_all = ty.fields().iter().all(|field| params.contains(&field.name));
    (has_all && params.iter().all(|name| is_name(name))).then_some(params)
}

pub(super) fn unknown_attribute(name: &str) -> Attribute {
    let hint = "_typing.Any".to_owned();
    Attribute { name: name.to_owned(), wire: name.to_owned(), hint, default: None, is_droppable: false }
}

/// Where parameters by name begin: at the first default, if something without one comes after it.
pub(super) fn by_name_from(attributes: &[Attribute]) -> usize {
    let first = attributes.iter().position(|each| each.default.is_some()).unwrap_or(attributes.len());
    let rest = attributes.iter().skip(first);
    if rest.clone().all(|each| each.default.is_some()) { attributes.len() } else { first }
}

/// `Default` of a type, where Python has it.
pub(super) fn empty(ty: &Type) -> Standin {
    match ty {
        Type::Bool => Standin::Literal("False"),
        Type::Int { .. } => Standin::Literal("0"),
        Type::Float { .. } => Standin::Literal("0.0"),
        Type::Text => Standin::Literal("\"\""),
        Type::Binary => Standin::Literal("b\"\""),
        Type::AnyList | Type::ListOf(_) => Standin::Factory("[]"),
        Type::AnyDict | Type::MapOf(..) => Standin::Factory("{}"),
        _ => Standin::Literal("None"),
    }
}

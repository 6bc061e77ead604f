//! Rules about fields.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Member, Type};

use crate::bounds::mentions;
use crate::errors::Errors;
use crate::model::{Beyond, Field, Model, Names, Shape};
use crate::type_text::type_text;

/// `&'static str` needs no lifetime parameter, but cannot be decoded either.
pub(super) fn check_references(model: &Model, errors: &mut Errors) {
    if model.generics.lifetimes().next().is_some() {
        return;
    }
    let own_way = ["skip", "skip_deserializing", "with", "deserialize_with"];
    for field in model.all_fields().filter(|field| field.serde.any(&own_way).is_none()) {
        if let Type::Reference(reference) = &field.ty {
            let text = type_text(reference.to_token_stream());
            let owned = match type_text(reference.elem.to_token_stream()).as_str() {
                "str" => "`String`",
                _ => "an owned type",
            };
            let message = format!(
                "`json_serializable` decodes values that own their data; replace `{text}` by {owned}"
            );
            errors.at(&field.ty, message);
        }
    }
}

/// A registered object in a field needs the field code, which knows the codec; serde's code does not.
pub(super) fn check_object(model: &Model, errors: &mut Errors) {
    for field in model.all_fields() {
        let Some(object) = &field.codec.object else { continue };
        let key = &object.key;
        if let Some(extra) = &field.codec.extra {
            errors.at(&extra.key, "a field is either `object` or `extra`; remove one of the two");
        }
        if let Some(other) =
            field.serde.any(&["with", "serialize_with", "deserialize_with", "flatten", "skip"])
        {
            let message = format!(
                "`#[codec(object)]` decides how this field is sent, and so does `#[serde({other})]`; remove one of the two"
            );
            errors.at(key, message);
        } else if let Some(why) = model.beyond_field_code() {
            errors.at(key, object_needs_field_code(&why));
        }
        let parameters = model.generics.type_params().map(|parameter| &parameter.ident);
        for parameter in parameters.filter(|_| object.value.is_some()) {
            if mentions(field.ty.to_token_stream(), parameter) {
                let message = format!(
                    "`object = path` names the serializer of one type, and this field's type depends on `{parameter}`; remove the path"
                );
                errors.at(key, message);
            }
        }
    }
}

fn object_needs_field_code(why: &Beyond<'_>) -> String {
    let why = match why {
        Beyond::Key(key) => format!("`#[serde({key})]` hands this type to serde's code, which knows no codec; remove one of the two"),
        Beyond::Names(name) => format!("`{name}` is read under another name than it is written, which hands this type to serde's code, and that knows no codec; give it one name"),
        Beyond::Data => "an enum with data is written by serde's code, which knows no codec; use an annotated type here, or put the field into a struct".to_owned(),
    };
    format!("`#[codec(object)]` does not work here: {why}")
}

/// One dict with names collects the keys that no field has.
pub(super) fn check_extra(model: &Model, errors: &mut Errors) {
    let mut seen = false;
    for field in model.all_fields() {
        let Some(extra) = &field.codec.extra else { continue };
        let key = &extra.key;
        if !matches!((&model.shape, &field.member), (Shape::Named(_), Member::Named(_))) {
            errors.at(
                key,
                "`#[codec(extra)]` collects the unknown keys of a struct with named fields; remove it here",
            );
        }
        if seen {
            errors.at(key, "`#[codec(extra)]` stands on two fields; unknown keys can go to one only");
        }
        seen = true;
        if let Some(serde) = field.serde.iter().next() {
            let name = &serde.key;
            errors.at(
                name,
                format!(
                    "`#[serde({name})]` has no meaning for the field that collects unknown keys; remove it"
                ),
            );
        }
        if let Some(deny) = model.serde.any(&["deny_unknown_fields"]) {
            errors.at(
                deny,
                "`deny_unknown_fields` refuses what `#[codec(extra)]` collects; remove one of the two",
            );
        }
    }
}

/// A second field of the same name could never be read.
pub(super) fn check_names(model: &Model, errors: &mut Errors) {
    check_fields(model.fields(), errors);
    for variant in model.variants() {
        check_fields(&variant.fields, errors);
    }
    let read = model.variants().iter().filter(|variant| variant.serde.any(&["skip", "untagged"]).is_none());
    let named: Vec<_> = read.map(|variant| (variant.ident.to_token_stream(), &variant.names)).collect();
    check_distinct(&named, "variants", errors);
}

fn check_fields(fields: &[Field], errors: &mut Errors) {
    let named = fields.iter().filter(|field| matches!(field.member, Member::Named(_)));
    let read =
        named.filter(|field| field.codec.extra.is_none() && field.serde.any(&["skip", "flatten"]).is_none());
    let named: Vec<_> = read.map(|field| (field.member.to_token_stream(), &field.names)).collect();
    check_distinct(&named, "fields", errors);
}

fn check_distinct(named: &[(TokenStream, &Names)], what: &str, errors: &mut Errors) {
    let mut seen: Vec<&str> = Vec::new();
    for (tokens, names) in named {
        if let Some(twice) = names.read().find(|name| seen.contains(&name.as_str())) {
            let message = format!(
                "two {what} are called {twice:?} in the data; rename one with `#[serde(rename = \"..\")]`"
            );
            errors.at(tokens, message);
        }
        seen.extend(names.read().map(String::as_str));
    }
}

//! Rules about generic types and their registered instances.

use quote::ToTokens;
use syn::Type;

use crate::attr::container::{Instance, Label};
use crate::errors::Errors;
use crate::model::Model;
use crate::type_text::type_text;

fn instances(model: &Model) -> &[Instance] {
    model.codec.instances.as_ref().map_or(&[], |given| &given.value)
}

/// Ids that are said once for all instances would be the same for each of them.
pub(super) fn check_generic_ids(model: &Model, errors: &mut Errors) {
    if !model.is_generic() {
        return;
    }
    if let (Some(accept), None) = (&model.codec.accept_ids, &model.codec.type_id) {
        let message = "`accept_ids` would be the same for every instance of this generic type; remove it";
        errors.at(&accept.key, message);
    }
    if let (Some(given), Some(_)) = (&model.codec.type_id, &model.codec.instances) {
        let message = "`type_id` would be the same for every instance; give each its own in `instances(..)`";
        errors.at(&given.key, message);
    }
    let by_name = instances(model).iter().filter(|instance| matches!(instance.label, Label::Name(..)));
    for instance in by_name.filter(|_| model.hides_params().is_some()) {
        let message = "`json_serializable` cannot compute an id from this name: the parameters of the type are not \
                       visible; write a number, or add `python(params(\"x\", \"y\"))`";
        if let Label::Name(literal, _) = &instance.label {
            errors.at(literal, message);
        }
    }
}

/// A type without parameters has one instance: itself.
pub(super) fn check_only_generic(model: &Model, errors: &mut Errors) {
    if let (Some(given), false) = (&model.codec.instances, model.is_generic()) {
        let message = format!(
            "`instances` is for generic types, and `{}` is not one; use `name = \"..\"` or `type_id = ..`",
            model.ident
        );
        errors.at(&given.key, message);
    }
}

/// Each entry is this type with arguments.
pub(super) fn check_types(model: &Model, errors: &mut Errors) {
    for instance in instances(model).iter().filter(|_| model.is_generic()) {
        let last = match &instance.ty {
            Type::Path(path) => path.path.segments.last(),
            _ => None,
        };
        if !last.is_some_and(|last| last.ident == model.ident && !last.arguments.is_none()) {
            let message =
                format!("`instances` takes instances of `{0}`: write `{0}<..> = \"Name\"`", model.ident);
            errors.at(&instance.ty, message);
        }
    }
}

/// Two entries with one label would be one entry in every registry, and so would one type with two labels.
pub(super) fn check_distinct(model: &Model, errors: &mut Errors) {
    let (mut labels, mut types) = (Vec::new(), Vec::new());
    for instance in instances(model) {
        let label = match &instance.label {
            Label::Name(literal, _) => literal.to_token_stream(),
            Label::Id(id) => id.to_token_stream(),
        };
        if labels.contains(&label.to_string()) {
            errors
                .at(&instance.ty, format!("two instances are called {label}; give each its own name or id"));
        }
        labels.push(label.to_string());
        let ty = type_text(instance.ty.to_token_stream());
        if types.contains(&ty) {
            errors.at(&instance.ty, format!("`{ty}` is listed twice in `instances`; keep one"));
        }
        types.push(ty);
    }
}

//! Rules about the type as a whole.

use quote::ToTokens;
use syn::Ident;

use crate::attr::container::TypeId;
use crate::attr::python::Kind;
use crate::attr::serde::SerdeKeys;
use crate::errors::Errors;
use crate::model::Model;

/// A decoded value outlives the bytes it came from, so it cannot borrow from them.
pub(super) fn check_lifetimes(model: &Model, errors: &mut Errors) {
    for parameter in model.generics.lifetimes() {
        let lifetime = &parameter.lifetime;
        let message = format!(
            "`json_serializable` does not support lifetimes: a decoded value owns its data; \
             replace `&{lifetime} str` by `String`"
        );
        errors.at(lifetime, message);
    }
}

/// Attributes of serde's that mean something else here than they say.
pub(super) fn check_serde_keys(model: &Model, errors: &mut Errors) {
    for key in model.all_serde_keys().flat_map(SerdeKeys::iter) {
        let advice = match key.key.to_string().as_str() {
            "remote" => {
                "it describes a type of another crate, and `json_serializable` needs one of yours; register the \
                 foreign type with `Serializer::new`, or name its serializer with `#[codec(object = path)]`"
            }
            "borrow" => {
                "a decoded value owns its data; replace `&'a str` by `String` and remove the attribute"
            }
            "crate" => {
                "the serde of `codec` itself is used; remove it, and write `#[json_serializable(crate = path)]` \
                 if `codec` is somewhere else"
            }
            _ => continue,
        };
        let name = &key.key;
        errors.at(name, format!("`#[serde({name})]` is not supported by `json_serializable`: {advice}"));
    }
}

/// What has neither a tag nor an id cannot say anything about them.
pub(super) fn check_untagged(model: &Model, errors: &mut Errors) {
    let codec = &model.codec;
    let ids: [Option<&Ident>; 5] = [
        codec.type_id.as_ref().map(|given| &given.key),
        codec.name.as_ref().map(|given| &given.key),
        codec.accept_ids.as_ref().map(|given| &given.key),
        codec.instances.as_ref().map(|given| &given.key),
        codec.no_register.as_ref().map(|given| &given.key),
    ];
    let python = codec.python.as_ref().map(|given| &given.key);
    if codec.no_tag.is_some() {
        for key in ids.into_iter().chain([python]).flatten() {
            errors.at(
                key,
                format!("`{key}` is about the tag, and `tag = false` leaves it out; remove one of the two"),
            );
        }
    } else if model.kind() == Kind::IntEnum {
        for key in ids.into_iter().flatten() {
            let message = format!(
                "an `IntEnum` is a plain integer, without name and id, so `{key}` says nothing; remove it"
            );
            errors.at(key, message);
        }
    }
}

/// Enums are enums in Python as well, and only enums are.
pub(super) fn check_python_kind(model: &Model, errors: &mut Errors) {
    let Some(kind) = model.python().and_then(|python| python.kind.as_ref()) else { return };
    let message = match (kind.value.is_enum(), model.unit_variants().is_some()) {
        (true, false) => {
            "this `kind` in `python(..)` is for enums without data; use `plain`, `dataclass`, `frozen`, `ordered` or \
             `frozen_ordered`"
        }
        (false, true) => {
            "an enum without data is an `Enum` in Python; remove this `kind` from `python(..)`, or use \
             `kind = int_enum` for an `IntEnum`"
        }
        _ if kind.value == Kind::IntEnum && model.numbered_variants().is_none() => {
            "`python(kind = int_enum)` sends integers, and no variant has one; write `Variant = 1`"
        }
        _ => return,
    };
    errors.at(&kind.key, message);
}

/// An id is made of parameters. Where they are not visible, an id made without them would match nothing in Python.
pub(super) fn check_id_is_known(model: &Model, errors: &mut Errors) {
    let Some(hidden) = model.hides_params() else { return };
    let has_id = model.codec.type_id.is_some() || model.is_untagged() || model.codec.no_register.is_some();
    if has_id || model.is_generic() {
        return;
    }
    let why = if model.is_data_enum() {
        "an enum with data has no parameters"
    } else {
        "a flattened field hides the parameters"
    };
    let message = format!(
        "`json_serializable` cannot compute the id of this type: {why}; add `type_id = 4711`, or \
         `python(params(\"x\", \"y\"))` with the parameters of the Python class"
    );
    errors.at(hidden, message);
}

/// The accepted ids are sorted here, which a constant does not allow.
pub(super) fn check_constant_id(model: &Model, errors: &mut Errors) {
    let constant = model.codec.type_id.as_ref().filter(|given| matches!(given.value, TypeId::Constant(_)));
    if let (Some(constant), Some(accept)) = (constant, &model.codec.accept_ids) {
        let path = constant.value.to_token_stream();
        let message = format!("`accept_ids` needs a `type_id` that is a number; write the value of `{path}`");
        errors.at(&accept.key, message);
    }
}

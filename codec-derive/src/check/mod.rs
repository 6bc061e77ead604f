//! Rules that need more than one attribute to be seen. One function each, the rule above it.

mod container;
mod enums;
mod fields;
mod instances;

use crate::errors::Errors;
use crate::model::Model;

pub(crate) fn check(model: &Model, errors: &mut Errors) {
    container::check_lifetimes(model, errors);
    container::check_serde_keys(model, errors);
    container::check_untagged(model, errors);
    container::check_python_kind(model, errors);
    container::check_id_is_known(model, errors);
    container::check_constant_id(model, errors);
    instances::check_generic_ids(model, errors);
    instances::check_only_generic(model, errors);
    instances::check_types(model, errors);
    instances::check_distinct(model, errors);
    enums::check_has_variants(model, errors);
    enums::check_discriminants(model, errors);
    enums::check_numbered_variants(model, errors);
    fields::check_references(model, errors);
    fields::check_object(model, errors);
    fields::check_extra(model, errors);
    fields::check_names(model, errors);
}

#[cfg(test)]
mod tests;

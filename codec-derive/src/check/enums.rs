//! Rules about enums.

use crate::errors::Errors;
use crate::model::{Model, Shape};

/// There is no value to send.
pub(super) fn check_has_variants(model: &Model, errors: &mut Errors) {
    if matches!(model.shape, Shape::Enum(_)) && model.variants().is_empty() {
        errors.at(
            &model.ident,
            "`json_serializable` needs an enum with at least one variant: this one has no values",
        );
    }
}

/// The integers go into the generated code, so they must be known here.
pub(super) fn check_discriminants(model: &Model, errors: &mut Errors) {
    for variant in model.numbered_variants().unwrap_or_default() {
        if let (Some(value), None) = (&variant.explicit, variant.discriminant) {
            let message = "`json_serializable` sends this discriminant and must know it: write an integer literal \
                           that fits an `i64`";
            errors.at(value, message);
        }
    }
}

/// Names and aliases hold in other serde formats; everything else would be ignored where the integer is sent.
pub(super) fn check_numbered_variants(model: &Model, errors: &mut Errors) {
    for variant in model.numbered_variants().unwrap_or_default() {
        if let Some(key) = variant.serde.beyond(&["rename", "alias", "other"]) {
            let message = format!(
                "`#[serde({key})]` has no meaning for an enum that is sent as its discriminant; remove it, or remove \
                 the discriminants to send names"
            );
            errors.at(key, message);
        }
    }
}

//! `#[codec(..)]` on fields.

use syn::parse::ParseStream;
use syn::{Attribute, Ident, Path, Token};

use super::{Given, each_key_of, set, unknown_key, value};
use crate::errors::Errors;

#[derive(Default)]
pub(crate) struct FieldKeys {
    /// `object`, with the path of `object = path`.
    pub(crate) object: Option<Given<Option<Path>>>,
    pub(crate) extra: Option<Given<()>>,
}

impl FieldKeys {
    pub(crate) fn from_attributes(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut keys = FieldKeys::default();
        each_key_of(attributes, "codec", errors, |key, input, _| keys.read(key, input));
        keys
    }

    fn read(&mut self, key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        match key.to_string().as_str() {
            "object" if input.peek(Token![=]) => set(&mut self.object, key, Some(value::path(key, input)?)),
            "object" => set(&mut self.object, key, None),
            "extra" => set(&mut self.extra, key, ()),
            _ => Err(unknown_key(key, "on a field", &["object", "extra"])),
        }
    }
}

/// Variants have no keys of ours: whatever stands there was meant for the type or for a field.
pub(crate) fn refuse_on_variant(attributes: &[Attribute], errors: &mut Errors) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("codec")) {
        errors.at(
            attribute.path(),
            "`#[codec(..)]` goes on a type or on a field of a struct; remove it from the variant",
        );
    }
}

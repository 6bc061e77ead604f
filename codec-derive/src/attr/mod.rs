//! Attributes, read into plain values that remember the tokens they came from.

pub(crate) mod container;
pub(crate) mod field;
pub(crate) mod proto;
pub(crate) mod python;
pub(crate) mod serde;
mod value;

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Token};

use crate::errors::Errors;

/// A value together with the key that gave it, so that any stage can point at the key.
#[derive(Clone)]
pub(crate) struct Given<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

/// Fills a slot once; a second time is a mistake, because one of the two would be lost.
fn set<T>(slot: &mut Option<Given<T>>, key: &Ident, value: T) -> syn::Result<()> {
    if slot.is_some() {
        return Err(syn::Error::new(key.span(), format!("`{key}` is given twice; keep one")));
    }
    *slot = Some(Given { key: key.clone(), value });
    Ok(())
}

/// Reads `key .., key ..`. A mistake in one key does not hide the mistakes in those after it.
fn each_key(
    input: ParseStream<'_>,
    errors: &mut Errors,
    mut read: impl FnMut(&Ident, ParseStream<'_>, &mut Errors) -> syn::Result<()>,
) {
    while !input.is_empty() {
        let result = Ident::parse_any(input).and_then(|key| read(&key, input, errors));
        let went_well = errors.keep(result).is_some();
        end_of_item(input, errors, went_well);
    }
}

/// Up to the next item of a list. After an item that went well nothing else may stand before the comma.
fn end_of_item(input: ParseStream<'_>, errors: &mut Errors, went_well: bool) {
    if went_well && !input.is_empty() && !input.peek(Token![,]) {
        errors.push(input.error("expected `,` here, or nothing more"));
    }
    while let Ok(token) = input.parse::<TokenTree>() {
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            return;
        }
    }
}

/// Reads the keys of every `#[name(..)]` among the attributes.
fn each_key_of(
    attributes: &[Attribute],
    name: &str,
    errors: &mut Errors,
    mut read: impl FnMut(&Ident, ParseStream<'_>, &mut Errors) -> syn::Result<()>,
) {
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(name)) {
        match attribute.meta.require_list() {
            Ok(list) => {
                let keys = |input: ParseStream<'_>| {
                    each_key(input, errors, &mut read);
                    Ok(())
                };
                let parsed = keys.parse2(list.tokens.clone());
                errors.keep(parsed);
            }
            Err(_) => {
                errors.at(attribute.path(), format!("`#[{name}]` needs keys: write `#[{name}(key, ..)]`"));
            }
        }
    }
}

/// The answer to a key that nobody knows.
fn unknown_key(key: &Ident, place: &str, known: &[&str]) -> syn::Error {
    syn::Error::new(key.span(), format!("unknown key `{key}` {place}; use one of {}", list(known)))
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

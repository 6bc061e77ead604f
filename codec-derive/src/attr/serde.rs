//! `#[serde(..)]`, as far as our own field code must know it.
//!
//! Serde's derive reads the same attributes on the twin, and reports what is malformed or unknown. So nothing is
//! reported here: what this module cannot read is [`Value::Other`], which is left to serde.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, ExprPath, Ident, LitStr, Token, WherePredicate};

use super::{each_key, each_key_of};
use crate::errors::Errors;

pub(crate) struct SerdeKey {
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    /// `key`
    Flag,
    /// `key = "text"`
    Text(LitStr),
    /// `key(serialize = "text", deserialize = "text")`
    Sides(Sides<Option<LitStr>>),
    Other,
}

/// What holds for writing and what holds for reading.
#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Sides<T> {
    pub(crate) serialize: T,
    pub(crate) deserialize: T,
}

/// The serde attributes of one type, variant or field.
#[derive(Default)]
pub(crate) struct SerdeKeys(Vec<SerdeKey>);

impl SerdeKeys {
    pub(crate) fn from_attributes(attributes: &[Attribute]) -> Self {
        let mut keys = Vec::new();
        each_key_of(attributes, "serde", &mut Errors::default(), |key, input, _| {
            keys.push(SerdeKey { key: key.clone(), value: value(input)? });
            Ok(())
        });
        SerdeKeys(keys)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &SerdeKey> {
        self.0.iter()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&SerdeKey> {
        self.0.iter().find(|key| key.key == name)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The first of these keys that is there.
    pub(crate) fn any(&self, names: &[&str]) -> Option<&Ident> {
        self.0.iter().map(|key| &key.key).find(|key| names.iter().any(|name| *key == name))
    }

    /// The first key that is not among these.
    pub(crate) fn beyond(&self, names: &[&str]) -> Option<&Ident> {
        self.0.iter().map(|key| &key.key).find(|key| !names.iter().any(|name| *key == name))
    }

    /// What `key = ".."` or `key(serialize = "..", deserialize = "..")` says, with both forms on several lines merged.
    pub(crate) fn sides(&self, name: &str) -> Sides<Option<&LitStr>> {
        let mut sides = Sides { serialize: None, deserialize: None };
        for key in self.0.iter().filter(|key| key.key == name) {
            let (serialize, deserialize) = match &key.value {
                Value::Text(text) => (Some(text), Some(text)),
                Value::Sides(sides) => (sides.serialize.as_ref(), sides.deserialize.as_ref()),
                Value::Flag | Value::Other => (None, None),
            };
            sides.serialize = sides.serialize.or(serialize);
            sides.deserialize = sides.deserialize.or(deserialize);
        }
        sides
    }

    /// The values of a key that may stand several times.
    pub(crate) fn texts(&self, name: &str) -> impl Iterator<Item = &LitStr> {
        self.0.iter().filter(move |key| key.key == name).filter_map(|key| match &key.value {
            Value::Text(text) => Some(text),
            _ => None,
        })
    }
}

fn value(input: ParseStream<'_>) -> syn::Result<Value> {
    if input.is_empty() || input.peek(Token![,]) {
        return Ok(Value::Flag);
    }
    if input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in input);
        return Ok(sides(&content));
    }
    if input.peek(Token![=]) && input.peek2(LitStr) {
        input.parse::<Token![=]>()?;
        return input.parse().map(Value::Text);
    }
    rest(input);
    Ok(Value::Other)
}

/// Leaves the comma to the loop over the keys.
fn rest(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) && input.parse::<proc_macro2::TokenTree>().is_ok() {}
}

fn sides(input: ParseStream<'_>) -> Value {
    let mut sides = Sides::default();
    let mut errors = Errors::default();
    each_key(input, &mut errors, |key, input, _| {
        input.parse::<Token![=]>()?;
        let text = input.parse()?;
        match key.to_string().as_str() {
            "serialize" => sides.serialize = Some(text),
            // Reading may be given several names; serde takes the first as the name and the others as aliases.
            "deserialize" if sides.deserialize.is_none() => sides.deserialize = Some(text),
            "deserialize" => {}
            _ => return Err(syn::Error::new(key.span(), "left to serde")),
        }
        Ok(())
    });
    if errors.is_empty() { Value::Sides(sides) } else { Value::Other }
}

/// What stands in for a missing value.
pub(crate) enum Fallback {
    /// `default`
    Trait,
    /// `default = "path"`
    Path(ExprPath),
}

impl SerdeKeys {
    pub(crate) fn default(&self) -> Option<Fallback> {
        match &self.get("default")?.value {
            Value::Text(text) => text.parse().map(Fallback::Path).ok(),
            _ => Some(Fallback::Trait),
        }
    }

    /// A path in a string, such as that of `skip_serializing_if`.
    pub(crate) fn path(&self, name: &str) -> Option<ExprPath> {
        self.texts(name).next()?.parse().ok()
    }
}

/// The predicates in the text of a `bound`.
pub(crate) fn predicates(text: &LitStr) -> Vec<WherePredicate> {
    let parser = Punctuated::<WherePredicate, Token![,]>::parse_terminated;
    text.parse::<TokenStream>()
        .and_then(|tokens| parser.parse2(tokens))
        .map(|predicates| predicates.into_iter().collect())
        .unwrap_or_default()
}

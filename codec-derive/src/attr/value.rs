//! The values that keys take.

use std::fmt::Display;

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitBool, LitInt, LitStr, Path, Token};

use super::end_of_item;
use crate::errors::Errors;

/// `= "text"` that can be a Python name.
pub(super) fn name(key: &Ident, input: ParseStream<'_>) -> syn::Result<String> {
    let usage = format!("`{key}` takes a string: write `{key} = \"Name\"`");
    equals(key, input, &usage)?;
    if !input.peek(LitStr) {
        return Err(expected(key, input, usage));
    }
    python_name(key, &input.parse()?)
}

/// Ids are made of names without separators: anything but a Python identifier would be a typing mistake.
pub(super) fn python_name(key: &Ident, literal: &LitStr) -> syn::Result<String> {
    let text = literal.value();
    let mut characters = text.chars();
    let starts_well = characters.next().is_some_and(|first| first == '_' || first.is_alphabetic());
    if starts_well && characters.all(|c| c == '_' || c.is_alphanumeric()) {
        return Ok(text);
    }
    Err(syn::Error::new(literal.span(), format!("`{key}` takes Python identifiers; {text:?} is not one")))
}

/// `("a", "b")`
pub(super) fn names(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<String>> {
    let usage = format!("`{key}` takes a list of strings: write `{key}(\"a\", \"b\")`");
    items(key, input, &usage, |item| {
        if !item.peek(LitStr) {
            return Err(expected(key, item, &usage));
        }
        python_name(key, &item.parse()?)
    })
}

/// `(1, -2)`
pub(super) fn ids(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<i32>> {
    let usage = format!("`{key}` takes a list of integers: write `{key}(1, -2)`");
    items(key, input, &usage, |item| {
        if !is_int(item) {
            return Err(expected(key, item, &usage));
        }
        int(key, item)
    })
}

/// A parenthesised list. Every mistake in it is reported.
pub(super) fn items<T>(
    key: &Ident,
    input: ParseStream<'_>,
    usage: &str,
    mut read: impl FnMut(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    if !input.peek(syn::token::Paren) {
        return Err(expected(key, input, usage));
    }
    let content;
    syn::parenthesized!(content in input);
    let (mut found, mut errors) = (Vec::new(), Errors::default());
    while !content.is_empty() {
        let item = errors.keep(read(&content));
        end_of_item(&content, &mut errors, item.is_some());
        found.extend(item);
    }
    errors.finish().map(|()| found)
}

/// What the key wants, at what stands there instead, or at the key itself if nothing does.
pub(super) fn expected(key: &Ident, input: ParseStream<'_>, usage: impl Display) -> syn::Error {
    let nothing = input.is_empty() || input.peek(Token![,]);
    syn::Error::new(if nothing { key.span() } else { input.span() }, usage)
}

pub(super) fn is_int(input: ParseStream<'_>) -> bool {
    input.peek(LitInt) || (input.peek(Token![-]) && input.peek2(LitInt))
}

/// An integer literal, with or without a minus sign, that an id can be.
pub(super) fn int(key: &Ident, input: ParseStream<'_>) -> syn::Result<i32> {
    let minus = input.parse::<Option<Token![-]>>()?;
    let literal: LitInt = input.parse()?;
    let sign = if minus.is_some() { "-" } else { "" };
    let text = format!("{sign}{}", literal.base10_digits());
    match text.parse() {
        Ok(id) if matches!(literal.suffix(), "" | "i32") => Ok(id),
        _ => Err(syn::Error::new(
            literal.span(),
            format!("`{key}` takes ids from {} to {}; `{sign}{literal}` is not an `i32`", i32::MIN, i32::MAX),
        )),
    }
}

/// `= path`
pub(super) fn path(key: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    let usage = format!("`{key}` takes a path: write `{key} = some::path`, without quotes");
    equals(key, input, &usage)?;
    if input.is_empty() || input.peek(syn::Lit) {
        return Err(expected(key, input, usage));
    }
    Path::parse_mod_style(input)
}

/// `= true` or `= false`
pub(super) fn boolean(key: &Ident, input: ParseStream<'_>) -> syn::Result<LitBool> {
    let usage = format!("`{key}` takes `true` or `false`: write `{key} = false`");
    equals(key, input, &usage)?;
    if !input.peek(LitBool) {
        return Err(expected(key, input, usage));
    }
    input.parse()
}

/// `= false`: for keys that only switch something off.
pub(super) fn off(key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    let value = boolean(key, input)?;
    if value.value {
        let message = format!("`{key} = true` is what happens anyway; remove it, or write `{key} = false`");
        return Err(syn::Error::new(value.span(), message));
    }
    Ok(())
}

/// `= word`, keywords included.
pub(super) fn word(key: &Ident, input: ParseStream<'_>) -> syn::Result<Ident> {
    let usage = format!("`{key}` takes a word: write `{key} = word`, without quotes");
    equals(key, input, &usage)?;
    if !input.peek(Ident::peek_any) {
        return Err(expected(key, input, usage));
    }
    Ident::parse_any(input)
}

pub(super) fn equals(key: &Ident, input: ParseStream<'_>, usage: &str) -> syn::Result<()> {
    if !input.peek(Token![=]) {
        return Err(expected(key, input, usage));
    }
    input.parse::<Token![=]>().map(|_| ())
}

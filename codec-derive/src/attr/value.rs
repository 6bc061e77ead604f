//! The values that keys take.

use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, LitBool, LitInt, LitStr, Path, Token};

/// `= "text"` that can be a Python name.
pub(super) fn name(key: &Ident, input: ParseStream<'_>) -> syn::Result<String> {
    input.parse::<Token![=]>()?;
    if !input.peek(LitStr) {
        return Err(input.error(format!("`{key}` takes a string: write `{key} = \"Name\"`")));
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
    items(input, &usage, |item| {
        if !item.peek(LitStr) {
            return Err(item.error(&usage));
        }
        python_name(key, &item.parse()?)
    })
}

/// `(1, -2)`
pub(super) fn ids(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<i32>> {
    let usage = format!("`{key}` takes a list of integers: write `{key}(1, -2)`");
    items(input, &usage, |item| {
        if !is_int(item) {
            return Err(item.error(&usage));
        }
        int(key, item)
    })
}

/// A parenthesised list.
pub(super) fn items<T>(
    input: ParseStream<'_>,
    usage: &str,
    mut read: impl FnMut(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    if !input.peek(syn::token::Paren) {
        return Err(input.error(usage));
    }
    let content;
    syn::parenthesized!(content in input);
    let mut found = Vec::new();
    while !content.is_empty() {
        found.push(read(&content)?);
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(found)
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
    input.parse::<Token![=]>()?;
    if input.peek(LitStr) {
        return Err(input.error(format!("`{key}` takes a path: write `{key} = some::path`, without quotes")));
    }
    Path::parse_mod_style(input)
}

/// `= true` or `= false`
pub(super) fn boolean(key: &Ident, input: ParseStream<'_>) -> syn::Result<LitBool> {
    let usage = format!("`{key}` takes `true` or `false`: write `{key} = false`");
    if !input.peek(Token![=]) {
        return Err(input.error(usage));
    }
    input.parse::<Token![=]>()?;
    input.parse().map_err(|error| syn::Error::new(error.span(), usage))
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
    input.parse::<Token![=]>()?;
    if input.peek(LitStr) {
        return Err(input.error(format!("`{key}` takes a word: write it without quotes")));
    }
    Ident::parse_any(input)
}

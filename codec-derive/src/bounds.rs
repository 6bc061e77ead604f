//! The generics of our implementations.
//!
//! They must allow at least what serde's derive infers for the twin, or our calls into the twin do not compile.

use std::mem;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Ident, Type, WherePredicate, parse_quote};

use crate::attr::serde::{Fallback, Sides, predicates};
use crate::model::Model;

/// The user's generics with our bounds, for every implementation but `Deserialize`.
pub(crate) fn generics(model: &Model) -> Generics {
    let mut generics = model.generics.clone();
    if generics.params.is_empty() {
        return generics;
    }
    let parameters: Vec<Ident> = generics.type_params().map(|param| param.ident.clone()).collect();
    let where_clause = generics.make_where_clause();
    let inferred = inferred_bound(container_bound(model));
    for parameter in &parameters {
        where_clause.predicates.push(parse_quote!(#parameter: #inferred));
    }
    for field in model.all_fields().filter(|field| !field.is_skipped()) {
        for associated in associated_types(field.ty.to_token_stream(), &parameters) {
            where_clause.predicates.push(parse_quote!(#associated: #inferred));
        }
    }
    where_clause.predicates.extend(default_predicates(model, &parameters));
    where_clause.predicates.extend(user_predicates(model));
    generics
}

/// The same with `'de`, for `Deserialize`.
pub(crate) fn with_de(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    generics.params.insert(0, GenericParam::Lifetime(parse_quote!('de)));
    generics
}

/// Which sides the user's container-level `bound` replaces, as serde understands it.
fn container_bound(model: &Model) -> Sides<bool> {
    let bound = model.serde.sides("bound");
    Sides { serialize: bound.serialize.is_some(), deserialize: bound.deserialize.is_some() }
}

/// What every type parameter must be, as far as the user's `bound` does not say it.
fn inferred_bound(replaced: Sides<bool>) -> TokenStream {
    let shared = quote!(::core::marker::Send + ::core::marker::Sync + 'static);
    match (replaced.serialize, replaced.deserialize) {
        (false, false) => quote!(__p::Generic),
        (true, false) => quote!(__p::serde::de::DeserializeOwned + #shared),
        (false, true) => quote!(__p::serde::Serialize + #shared),
        (true, true) => shared,
    }
}

/// Fields that fall back to `Default` need it of the parameters that they mention.
fn default_predicates(model: &Model, parameters: &[Ident]) -> Vec<WherePredicate> {
    let mut predicates = Vec::new();
    if !container_bound(model).deserialize {
        for field in model.all_fields().filter(|field| field.uses_default_trait()) {
            let ty = without_phantoms(field.ty.to_token_stream());
            let used = parameters.iter().filter(|parameter| mentions(ty.clone(), parameter));
            predicates.extend(used.map(|parameter| parse_quote!(#parameter: ::core::default::Default)));
        }
    }
    if matches!(model.serde.default(), Some(Fallback::Trait)) {
        let name = model.self_type.write_out(quote!(Self));
        predicates.push(parse_quote!(#name: ::core::default::Default));
    }
    predicates
}

/// What `bound` says on the type, its variants and its fields.
fn user_predicates(model: &Model) -> Vec<WherePredicate> {
    model
        .all_serde_keys()
        .flat_map(|keys| {
            let bound = keys.sides("bound");
            [bound.serialize, bound.deserialize]
        })
        .flatten()
        .flat_map(predicates)
        .map(owned)
        .collect()
}

/// `T: Deserialize<'de>` in `bound` is about the one lifetime of serde's code; ours needs it for all of them. Under
/// another name, because serde's own `'de` is in scope on the twin.
fn owned(predicate: WherePredicate) -> WherePredicate {
    let WherePredicate::Type(ty) = &predicate else { return predicate };
    let given = predicate.to_token_stream();
    let renamed = for_all(given.clone());
    if ty.lifetimes.is_some() || renamed.to_string() == given.to_string() {
        return predicate;
    }
    parse_quote!(for<'__de> #renamed)
}

/// Renames `'de`, and not the module of that name in `serde::de::DeserializeOwned`.
fn for_all(tokens: TokenStream) -> TokenStream {
    let mut in_lifetime = false;
    let rename = |token| {
        let is_name = mem::replace(&mut in_lifetime, is_punct(&token, '\''));
        match token {
            TokenTree::Ident(ident) if is_name && ident == "de" => Ident::new("__de", ident.span()).into(),
            TokenTree::Group(group) => Group::new(group.delimiter(), for_all(group.stream())).into(),
            token => token,
        }
    };
    tokens.into_iter().map(rename).collect()
}

/// Whether the tokens mention this name.
pub(crate) fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The tokens without `PhantomData<..>`, which needs nothing of its parameter.
fn without_phantoms(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut out = TokenStream::new();
    while let Some(token) = tokens.next() {
        let is_phantom = matches!(&token, TokenTree::Ident(ident) if ident == "PhantomData");
        out.extend([token]);
        if !is_phantom {
            continue;
        }
        let (mut depth, mut arrow) = (0_usize, false);
        while let Some(token) =
            tokens.next_if(|token| depth > 0 || is_punct(token, ':') || is_punct(token, '<'))
        {
            depth += usize::from(is_punct(&token, '<'));
            depth -= usize::from(is_punct(&token, '>') && !arrow);
            arrow = is_punct(&token, '-');
            if depth == 0 && !is_punct(&token, ':') {
                break;
            }
        }
    }
    out
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// Every `T::Item` of a parameter `T`.
fn associated_types(tokens: TokenStream, parameters: &[Ident]) -> Vec<Type> {
    let mut found = Vec::new();
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => {
                found.extend(associated_types(group.stream(), parameters));
            }
            TokenTree::Ident(ident) if parameters.contains(ident) && !is_path_end(&tokens, index) => {
                found.extend(syn::parse2(path_from(&tokens, index)).ok());
            }
            _ => {}
        }
    }
    found
}

/// Whether this is the last name of a path `a::T`, which is not the parameter `T`, or has nothing behind it.
fn is_path_end(tokens: &[TokenTree], index: usize) -> bool {
    let is_colon =
        |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|token| is_punct(token, ':'));
    is_colon(index.checked_sub(1)) || !is_colon(Some(index + 1))
}

/// The tokens of `T::A::B` from `T` on.
fn path_from(tokens: &[TokenTree], index: usize) -> TokenStream {
    let steps = tokens.get(index + 1..).unwrap_or_default().chunks_exact(3);
    let names = steps.take_while(|step| {
        matches!(step, [first, second, TokenTree::Ident(_)] if is_punct(first, ':') && is_punct(second, ':'))
    });
    tokens.iter().skip(index).take(1).chain(names.flatten()).cloned().collect()
}

#[cfg(test)]
mod tests {
    use quote::{ToTokens, quote};
    use syn::{DeriveInput, parse_quote};

    use crate::errors::Errors;
    use crate::model::Model;

    fn predicates(input: DeriveInput) -> String {
        let mut errors = Errors::default();
        let model = Model::new(input, &mut errors).unwrap();
        assert_eq!(errors.messages(), Vec::<String>::new());
        super::generics(&model).where_clause.to_token_stream().to_string()
    }

    #[test]
    fn every_parameter_can_travel() {
        let found = predicates(parse_quote!(
            struct Msg<T: Clone, const N: usize>
            where
                T: Copy,
            {
                x: [T; N],
            }
        ));
        assert_eq!(found, quote!(where T: Copy, T: __p::Generic).to_string());
    }

    #[test]
    fn associated_types_too() {
        let found = predicates(parse_quote!(
            struct Page<I: Iterator> {
                items: Vec<(I::Item, module::I)>,
            }
        ));
        assert_eq!(found, quote!(where I: __p::Generic, I::Item: __p::Generic).to_string());
    }

    #[test]
    fn defaults_where_serde_needs_them() {
        let found = predicates(parse_quote!(
            #[serde(default)]
            struct Cache<T, U> {
                #[serde(skip)]
                hot: Option<T>,
                #[serde(skip)]
                marker: PhantomData<fn() -> U>,
            }
        ));
        let expected = quote!(where T: __p::Generic, U: __p::Generic, T: ::core::default::Default,
            Cache<T, U>: ::core::default::Default);
        assert_eq!(found, expected.to_string());
    }

    #[test]
    fn bounds_of_the_user_replace_ours() {
        let found = predicates(parse_quote!(
            #[serde(bound(
                serialize = "T: Show",
                deserialize = "T: Deserialize<'de>, T: serde::de::DeserializeOwned"
            ))]
            struct Msg<T> {
                x: T,
            }
        ));
        let expected = quote!(where T: ::core::marker::Send + ::core::marker::Sync + 'static, T: Show,
            for<'__de> T: Deserialize<'__de>, T: serde::de::DeserializeOwned);
        assert_eq!(found, expected.to_string());
    }
}

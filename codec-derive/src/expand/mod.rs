//! The generated code: a list of calls into the runtime, where everything of substance lives.
//!
//! Locals and helper items begin with `__`, paths are absolute, and tokens that carry the place of a user's type are
//! still resolved at the call site, so that no name in scope at the type can change their meaning.

mod enums;
mod fields;
mod inherent;
mod listed;
mod payload;
pub(crate) mod proto;
mod record;
mod register;
mod route;
mod serde;
mod stub;
mod tuple;
mod twin;
mod ty;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;
use syn::{DeriveInput, Generics};

use crate::bounds;
use crate::check::check;
use crate::errors::Errors;
use crate::model::Model;

/// The whole derive: parse, model, check, expand.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<DeriveInput>(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = Errors::default();
    let Some(model) = Model::new(input, &mut errors) else {
        return errors.into_compile_errors();
    };
    check(&model, &mut errors);
    if errors.is_empty() {
        return expand(&model);
    }
    let stub = stub::stub(&model);
    let errors = errors.into_compile_errors();
    quote!(#errors #stub)
}

fn expand(model: &Model) -> TokenStream {
    let generics = bounds::generics(model);
    let pieces = [
        inherent::inherent(model, &generics),
        record::record(model, &generics),
        fields::fields(model, &generics),
        route::markers(model),
        serde_body(model, &generics),
        serde::serde(model, &generics),
        register::register(model),
    ];
    in_const(model, &quote!(#(#pieces)*))
}

/// What serde's derives would make of the type.
fn serde_body(model: &Model, generics: &Generics) -> TokenStream {
    if model.is_listed() { listed::listed(model, generics) } else { twin::twin(model, generics) }
}

/// Nothing but the implementations is visible outside.
///
/// The lints are those that would blame the user for code that is not theirs.
fn in_const(model: &Model, items: &TokenStream) -> TokenStream {
    let krate = &model.krate;
    quote! {
        #[doc(hidden)]
        #[allow(dead_code, deprecated, unreachable_pub, unused_imports, unused_qualifications)]
        const _: () = {
            use #krate::__private::{self as __p, candidates::*};
            #items
        };
    }
}

/// `impl<T: ..> trait for Name<T> where ..`
fn impl_header(model: &Model, generics: &Generics, of: &TokenStream) -> TokenStream {
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let name = self_name(model);
    let target = if of.is_empty() { quote!(#name) } else { quote!(#of for #name) };
    quote!(#[automatically_derived] impl #impl_generics #target #where_clause)
}

/// The type with its parameters.
fn self_name(model: &Model) -> TokenStream {
    let ident = &model.ident;
    let (_, ty_generics, _) = model.generics.split_for_impl();
    quote!(#ident #ty_generics)
}

/// At these tokens for messages, at the call site for names: a type may come out of a `macro_rules`, whose names are
/// not ours.
fn at(tokens: &impl Spanned) -> Span {
    tokens.span().resolved_at(Span::call_site())
}

fn shape() -> TokenStream {
    quote!(<Self as __p::Record>::SHAPE)
}

#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod tests;

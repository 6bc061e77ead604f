//! How one field travels.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::at;
use crate::model::{Field, Model};

/// The expression whose type is the field's route. Without `#[codec(object)]` the field's own type chooses it, by
/// method resolution on the concrete type: there is no specialization. The traits it looks through are imported once,
/// for the whole block.
pub(super) fn route(model: &Model, field: &Field) -> TokenStream {
    let ty = &field.ty;
    match &field.codec.object {
        None => quote_spanned!(at(ty)=> (&&&__p::Pick::<#ty>::new()).__via()),
        Some(object) if object.value.is_none() => {
            quote_spanned!(at(ty)=> (&&__p::Pick::<#ty>::new()).__via_object())
        }
        Some(object) => {
            let marker = marker(model, field);
            quote_spanned!(at(&object.key)=> __p::ObjectBy::<#marker>::new())
        }
    }
}

/// A field on its way out.
pub(super) fn put(model: &Model, field: &Field) -> TokenStream {
    let (member, ty, route) = (&field.member, &field.ty, route(model, field));
    let value = quote!(&self.#member);
    quote_spanned!(at(ty)=> __p::put(#value, #route))
}

/// A place for a field on its way in.
pub(super) fn slot(model: &Model, field: &Field) -> TokenStream {
    let (ty, route) = (&field.ty, route(model, field));
    quote_spanned!(at(ty)=> __p::slot::<#ty, _>(#route))
}

/// The type that stands for the serializer of `#[codec(object = path)]`.
pub(super) fn marker(model: &Model, field: &Field) -> Ident {
    let named = model.fields().iter().filter(|other| by_path(other).is_some());
    let index = named.take_while(|other| other.member != field.member).count();
    format_ident!("__By{}", index)
}

fn by_path(field: &Field) -> Option<&syn::Path> {
    field.codec.object.as_ref().and_then(|object| object.value.as_ref())
}

/// A marker for each serializer that is named, which serde's `with` takes as well.
pub(super) fn markers(model: &Model) -> TokenStream {
    let named = model.fields().iter().filter_map(|field| Some((field, by_path(field)?)));
    named.map(|(field, path)| marker_items(&marker(model, field), field, path)).collect()
}

fn marker_items(marker: &Ident, field: &Field, path: &syn::Path) -> TokenStream {
    let ty = &field.ty;
    let call = quote_spanned!(at(path)=> #path());
    quote! {
        struct #marker;
        #[automatically_derived]
        impl __p::NamedSerializer for #marker {
            fn serializer() -> __p::Serializer { #call }
        }
        #[automatically_derived]
        impl #marker {
            fn serialize<__S: __p::serde::Serializer>(
                __value: &#ty,
                __to: __S,
            ) -> __p::Result<__S::Ok, __S::Error> {
                __p::by_serialize::<Self, #ty, __S>(__value, __to)
            }
            fn deserialize<'de, __D: __p::serde::Deserializer<'de>>(
                __from: __D,
            ) -> __p::Result<#ty, __D::Error> {
                __p::by_deserialize::<Self, #ty, __D>(__from)
            }
        }
    }
    .into_token_stream()
}

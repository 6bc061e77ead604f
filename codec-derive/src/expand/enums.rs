//! Enums without data: a Python `Enum`, whose value is the discriminant or the name.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::fields::Body;
use super::shape;
use crate::model::{Model, Variant};

pub(super) fn body(model: &Model) -> Body {
    let shape = shape();
    match model.numbered_variants() {
        Some(variants) => {
            let number = number(variants);
            let refused = quote!(__p::Err(__p::no_variant(#shape, __v)));
            let read = from_number(variants, &refused);
            Body {
                write: quote!(__to.value(&__p::put(&(#number), __p::Leaf))),
                read: quote! {
                    let __v: ::core::primitive::i64 = __from.discriminant()?;
                    #read
                },
            }
        }
        None => by_name(model.variants()),
    }
}

fn by_name(variants: &[Variant]) -> Body {
    let shape = shape();
    let name = name(variants);
    let refused = quote!(__p::Err(__p::no_variant_name(#shape, &__v)));
    let read = from_name(variants, &refused);
    Body {
        write: quote!(__to.text(#name)),
        read: quote! {
            let __v = __from.text()?;
            #read
        },
    }
}

/// The name of `self`.
pub(super) fn name(variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().map(|variant| {
        let (ident, name) = (&variant.ident, &variant.names.serialize);
        quote!(Self::#ident => #name)
    });
    quote!(match self { #(#arms,)* })
}

/// The variant with the name or alias `__v`.
pub(super) fn from_name(variants: &[Variant], refused: &TokenStream) -> TokenStream {
    let arms = variants.iter().map(|variant| {
        let (ident, names) = (&variant.ident, variant.names.read());
        quote!(#(#names)|* => __p::Ok(Self::#ident))
    });
    quote!(match &*__v { #(#arms,)* _ => #refused })
}

/// The discriminant of `self`.
pub(super) fn number(variants: &[Variant]) -> TokenStream {
    let arms = variants.iter().filter_map(|variant| {
        let (ident, number) = (&variant.ident, Literal::i64_suffixed(variant.discriminant?));
        Some(quote!(Self::#ident => #number))
    });
    quote!(match self { #(#arms,)* })
}

/// The variant with the discriminant `__v`. A variant that is marked as `other` takes what has no variant.
pub(super) fn from_number(variants: &[Variant], refused: &TokenStream) -> TokenStream {
    let arms = variants.iter().filter_map(|variant| {
        let (ident, number) = (&variant.ident, Literal::i64_unsuffixed(variant.discriminant?));
        Some(quote!(#number => __p::Ok(Self::#ident)))
    });
    let other = match variants.iter().find(|variant| variant.serde.has("other")) {
        Some(variant) => {
            let ident = &variant.ident;
            quote!(__p::Ok(Self::#ident))
        }
        None => refused.clone(),
    };
    quote!(match __v { #(#arms,)* _ => #other })
}

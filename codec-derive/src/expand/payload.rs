//! What the payload is, as a constant.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{LitStr, Member};

use super::record::field_shape;
use crate::attr::serde::{SerdeKey, Value};
use crate::model::{Field, Model, Shape, Style, Variant, unraw};

pub(super) fn payload(model: &Model) -> TokenStream {
    let payload = match &model.shape {
        // Of the attributes that put another type in this one's place, only this one says which.
        _ if model.serde.has("transparent") && model.sent_fields().count() == 1 => quote!(Single),
        _ if model.is_replaced() => quote!(Other),
        Shape::Named(_) | Shape::Unit => quote!(Dict),
        Shape::Tuple(fields) => of_tuple(fields.len(), model.sent_fields().count()),
        Shape::Enum(variants) => match (model.unit_variants(), model.numbered_variants()) {
            (_, Some(variants)) => numbers(variants),
            (Some(variants), None) => names(variants),
            (None, None) => with_data(model, variants),
        },
    };
    quote!(__p::Payload::#payload)
}

/// The only field is the value itself; if it is skipped, the value is nothing.
fn of_tuple(fields: usize, sent: usize) -> TokenStream {
    match (fields, sent) {
        (1, 1) => quote!(Single),
        (1, _) => quote!(Other),
        _ => quote!(Items),
    }
}

fn numbers(variants: &[Variant]) -> TokenStream {
    let numbers = variants.iter().filter_map(|variant| {
        let (name, number) = (unraw(&variant.ident), Literal::i64_unsuffixed(variant.discriminant?));
        Some(quote!((#name, #number)))
    });
    quote!(Numbers(&[#(#numbers),*]))
}

fn names(variants: &[Variant]) -> TokenStream {
    let names = variants.iter().map(|variant| {
        let (name, written) = (unraw(&variant.ident), &variant.names.serialize);
        let read = variant.names.read().filter(|read| *read != written);
        quote!((#name, &[#written, #(#read),*]))
    });
    quote!(Names(&[#(#names),*]))
}

fn with_data(model: &Model, variants: &[Variant]) -> TokenStream {
    let text = |key: &str| match model.serde.get(key) {
        Some(SerdeKey { value: Value::Text(text), .. }) => Some(text),
        _ => None,
    };
    let tagging = tagging(text("tag"), text("content"), model.serde.has("untagged"));
    let variants = variants.iter().map(|variant| {
        let (name, payload) = (&variant.names.serialize, variant_payload(variant));
        let aliases = variant.names.read().filter(|read| *read != name);
        let fields = variant.fields.iter().filter(|field| field.is_sent()).enumerate().map(of_variant);
        quote!(__p::VariantShape {
            name: #name,
            aliases: &[#(#aliases),*],
            payload: __p::Payload::#payload,
            fields: &[#(#fields),*],
        })
    });
    quote!(Variants(__p::Tagging::#tagging, &[#(#variants),*]))
}

fn tagging(tag: Option<&LitStr>, content: Option<&LitStr>, untagged: bool) -> TokenStream {
    match (tag, content) {
        (Some(tag), Some(content)) => quote!(Adjacent(#tag, #content)),
        (Some(tag), None) => quote!(Internal(#tag)),
        _ if untagged => quote!(Untagged),
        _ => quote!(External),
    }
}

fn variant_payload(variant: &Variant) -> TokenStream {
    let sent = variant.fields.iter().filter(|field| field.is_sent()).count();
    match variant.style {
        // Another form, or fields that come from elsewhere.
        _ if variant.serde.any(&["with", "serialize_with", "untagged"]).is_some() => quote!(Other),
        Style::Unit => quote!(Other),
        Style::Named => quote!(Dict),
        Style::Tuple => of_tuple(variant.fields.len(), sent),
    }
}

fn of_variant((index, field): (usize, &Field)) -> TokenStream {
    match field.member {
        Member::Named(_) => field_shape(field, &field.names.serialize, false),
        Member::Unnamed(_) => field_shape(field, &format!("_{index}"), false),
    }
}

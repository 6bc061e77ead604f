//! The hidden twin that carries serde's own derive: it gives the type serde's body with all of serde's attributes,
//! without touching the type itself.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{Generics, LitStr, Member};

use super::{enums, impl_header, route, shape};
use crate::model::{Field, Model, Shape, Style, Variant, unraw};

pub(super) fn twin(model: &Model) -> TokenStream {
    let attributes = container_attributes(model);
    let (impl_generics, where_clause) = generics(model);
    let head = quote! {
        #[derive(__p::serde::Serialize, __p::serde::Deserialize)]
        #attributes
    };
    match &model.shape {
        Shape::Named(fields) => {
            let fields = fields.iter().map(|field| twin_field(model, field));
            quote!(#head struct __Twin #impl_generics #where_clause { #(#fields,)* })
        }
        Shape::Tuple(fields) => {
            let fields = fields.iter().map(|field| twin_field(model, field));
            quote!(#head struct __Twin #impl_generics (#(#fields,)*) #where_clause;)
        }
        Shape::Unit => quote!(#head struct __Twin;),
        Shape::Enum(variants) => {
            let variants = variants.iter().map(|variant| twin_variant(model, variant));
            quote!(#head enum __Twin #impl_generics #where_clause { #(#variants,)* })
        }
    }
}

/// The user's own parameters: our bounds stand on the implementations, as serde's do.
fn generics(model: &Model) -> (TokenStream, TokenStream) {
    let (impl_generics, _, where_clause) = model.generics.split_for_impl();
    (impl_generics.to_token_stream(), model.self_type.write_out(where_clause.to_token_stream()))
}

/// `crate` by our alias: a path from a `macro_rules`, such as `$crate::codec`, cannot be written into a string.
fn container_attributes(model: &Model) -> TokenStream {
    let remote = LitStr::new(&model.ident.to_string(), model.ident.span());
    let rename = rename(model);
    let attributes = model.serde_attributes.iter().map(|attribute| {
        let Ok(list) = attribute.meta.require_list() else { return attribute.to_token_stream() };
        let keys = model.self_type.strings(spell_default_out(list.tokens.clone()));
        quote!(#[serde(#keys)])
    });
    quote! {
        #[serde(remote = #remote, crate = "__p::serde" #rename)]
        #(#attributes)*
    }
}

/// Serde takes the name of a type from the item that it stands on, which is the twin; formats that show names would
/// show that one.
fn rename(model: &Model) -> Option<TokenStream> {
    let name = unraw(&model.ident);
    let given = model.serde.sides("rename");
    match (given.serialize, given.deserialize) {
        (None, None) => Some(quote!(, rename = #name)),
        (None, Some(_)) => Some(quote!(, rename(serialize = #name))),
        (Some(_), None) => Some(quote!(, rename(deserialize = #name))),
        (Some(_), Some(_)) => None,
    }
}

/// A bare `default` would be that of the twin, which has none. As a path it is inferred for the type itself.
fn spell_default_out(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut out = TokenStream::new();
    let mut at_key = true;
    while let Some(token) = tokens.next() {
        let is_default = at_key && matches!(&token, TokenTree::Ident(ident) if ident == "default");
        at_key = is_comma(&token);
        out.extend([token]);
        if is_default && tokens.peek().is_none_or(is_comma) {
            out.extend(quote!(= "::core::default::Default::default"));
        }
    }
    out
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

fn twin_variant(model: &Model, variant: &Variant) -> TokenStream {
    let attributes = variant.serde_attributes.iter().map(|attribute| model.self_type.attribute(attribute));
    let fields = variant.fields.iter().map(|field| twin_field(model, field));
    let ident = &variant.ident;
    let data = match variant.style {
        Style::Named => quote!({ #(#fields,)* }),
        Style::Tuple => quote!((#(#fields,)*)),
        Style::Unit => TokenStream::new(),
    };
    quote!(#(#attributes)* #ident #data)
}

fn twin_field(model: &Model, field: &Field) -> TokenStream {
    let attributes = field.serde_attributes.iter().map(|attribute| model.self_type.attribute(attribute));
    let ours = match &field.codec.object {
        _ if field.codec.extra.is_some() => Some(quote!(#[serde(flatten)])),
        Some(object) if object.value.is_some() => {
            let marker = route::marker(model, field).to_string();
            Some(quote!(#[serde(with = #marker)]))
        }
        _ => None,
    };
    let name = match &field.member {
        Member::Named(ident) => Some(quote!(#ident:)),
        Member::Unnamed(_) => None,
    };
    let ty = model.self_type.write_out(field.ty.to_token_stream());
    quote!(#(#attributes)* #ours #name #ty)
}

/// The way from the type to its twin.
pub(super) fn twin_impl(model: &Model, generics: &Generics) -> TokenStream {
    let header = impl_header(model, generics, &quote!(__p::Twin));
    let (_, ty_generics, _) = model.generics.split_for_impl();
    let turbofish = ty_generics.as_turbofish();
    let payload = payload(model);
    let (to, from) = (
        write(&format_ident!("serialize_twin"), &quote!(__Twin #turbofish::serialize(self, __to))),
        read(&format_ident!("deserialize_twin"), &quote!(__Twin #turbofish::deserialize(__from))),
    );
    quote!(#header { #to #from #payload })
}

/// What stands under the type tag, where that is not what serde's derive writes.
fn payload(model: &Model) -> Option<TokenStream> {
    let (to, from) = if let Some(variants) = model.numbered_variants() {
        let (number, shape) = (enums::number(variants), shape());
        let refused = quote! {
            ::core::result::Result::Err(<__D::Error as __p::serde::de::Error>::custom(__p::no_variant(#shape, __v)))
        };
        let from_number = enums::from_number(variants, &refused);
        (
            quote!(__p::serde::Serializer::serialize_i64(__to, #number)),
            quote!(let __v: ::core::primitive::i64 = __p::payload_int(__from)?; #from_number),
        )
    } else if matches!(model.shape, Shape::Unit) {
        let from = quote!(__p::payload_empty_de(__from)?; ::core::result::Result::Ok(Self));
        (quote!(__p::payload_empty(__to)), from)
    } else {
        return None;
    };
    let to = write(&format_ident!("serialize_payload"), &to);
    let from = read(&format_ident!("deserialize_payload"), &from);
    Some(quote!(#to #from))
}

fn write(name: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        fn #name<__S: __p::serde::Serializer>(&self, __to: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
            #body
        }
    }
}

fn read(name: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        fn #name<'de, __D: __p::serde::Deserializer<'de>>(
            __from: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            #body
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::spell_default_out;

    #[test]
    fn only_a_bare_default_is_spelled_out() {
        let spelled = spell_default_out(quote!(default, rename_all = "default")).to_string();
        let expected = quote!(default = "::core::default::Default::default", rename_all = "default");
        assert_eq!(spelled, expected.to_string());
        let given = quote!(bound(default), default = "path");
        assert_eq!(spell_default_out(given.clone()).to_string(), given.to_string());
    }
}

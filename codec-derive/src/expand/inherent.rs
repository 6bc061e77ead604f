//! The methods that users call, without a trait to import.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Generics;

use super::impl_header;
use crate::model::Model;

pub(super) fn inherent(model: &Model, generics: &Generics) -> TokenStream {
    let methods = methods(model, |call| call);
    let header = impl_header(model, generics, &TokenStream::new());
    let marker = (!model.is_untagged()).then(|| {
        let krate = &model.krate;
        let header = impl_header(model, generics, &quote!(#krate::JsonSerializable));
        quote!(#header {})
    });
    quote! {
        #header { #methods }
        #marker
    }
}

const AS_DICT: &str = "The fields by name, nested objects included.\n\n# Errors\n\nIf a field holds what no codec can \
                       carry.";
const FROM_DICT: &str = "The value with these fields.\n\n# Errors\n\nIf a field is missing, unknown where that is \
                         refused, or of another type.";
const AS_VALUE: &str =
    "What travels under the type tag.\n\n# Errors\n\nIf a field holds what no codec can carry.";
const FROM_VALUE: &str = "The value that this is the payload of.\n\n# Errors\n\nIf it is of another shape.";

/// The methods, with bodies made from the calls: the stub has no runtime to call.
pub(super) fn methods(model: &Model, body: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    let vis = &model.vis;
    let fallible = |doc: &str, head: TokenStream, output: TokenStream, call: TokenStream| {
        let body = body(call);
        quote!(#[doc = #doc] #vis fn #head -> __p::Result<#output> { #body })
    };
    let encoded = |output: TokenStream| quote!(__p::#output, __p::SerializationError);
    let decoded = || quote!(Self, __p::DecodeError);
    let dict = model.is_dict().then(|| {
        let to = fallible(AS_DICT, quote!(as_dict(&self)), encoded(quote!(Dict)), quote!(__p::as_dict(self)));
        let head = quote!(from_dict(__dict: __p::Dict));
        let from = fallible(FROM_DICT, head, decoded(), quote!(__p::from_dict(__dict)));
        quote!(#to #from)
    });
    let to = fallible(AS_VALUE, quote!(as_value(&self)), encoded(quote!(Value)), quote!(__p::as_value(self)));
    let head = quote!(from_value(__value: __p::Value));
    let from = fallible(FROM_VALUE, head, decoded(), quote!(__p::from_value(__value)));
    let serializer = (!model.is_untagged()).then(|| {
        let body = body(quote!(__p::serializer::<Self>()));
        quote! {
            #[doc = "The entry of this type in a registry."]
            #[must_use]
            #vis fn serializer() -> __p::Serializer { #body }
        }
    });
    quote!(#dict #to #from #serializer)
}

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

/// The methods, with bodies made from the calls: the stub has no runtime to call.
pub(super) fn methods(model: &Model, body: impl Fn(TokenStream) -> TokenStream) -> TokenStream {
    let vis = &model.vis;
    let dict = model.is_dict().then(|| {
        let (to, from) = (body(quote!(__p::as_dict(self))), body(quote!(__p::from_dict(__dict))));
        quote! {
            /// The fields by name, nested objects included.
            ///
            /// # Errors
            ///
            /// If a field holds what no codec can carry.
            #vis fn as_dict(&self) -> ::core::result::Result<__p::Dict, __p::SerializationError> { #to }
            /// The value with these fields.
            ///
            /// # Errors
            ///
            /// If a field is missing, unknown where that is refused, or of another type.
            #vis fn from_dict(__dict: __p::Dict) -> ::core::result::Result<Self, __p::DecodeError> { #from }
        }
    });
    let serializer = (!model.is_untagged()).then(|| {
        let call = body(quote!(__p::serializer::<Self>()));
        quote! {
            /// The entry of this type in a registry.
            #[must_use]
            #vis fn serializer() -> __p::Serializer { #call }
        }
    });
    let (to, from) = (body(quote!(__p::as_value(self))), body(quote!(__p::from_value(__value))));
    quote! {
        #dict
        /// What travels under the type tag.
        ///
        /// # Errors
        ///
        /// If a field holds what no codec can carry.
        #vis fn as_value(&self) -> ::core::result::Result<__p::Value, __p::SerializationError> { #to }
        /// The value that this is the payload of.
        ///
        /// # Errors
        ///
        /// If the value is of another shape.
        #vis fn from_value(__value: __p::Value) -> ::core::result::Result<Self, __p::DecodeError> { #from }
        #serializer
    }
}

//! Serde's traits. The runtime decides whether the tag is written: only under codecs of ours.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Generics;

use super::{impl_header, self_name};
use crate::bounds::with_de;
use crate::model::Model;

pub(super) fn serde(model: &Model, generics: &Generics) -> TokenStream {
    impls(model, generics, &quote!(__p::serialize(self, __to)), &quote!(__p::deserialize(__from)))
}

/// The two implementations with these bodies.
pub(super) fn impls(model: &Model, generics: &Generics, to: &TokenStream, from: &TokenStream) -> TokenStream {
    let header = impl_header(model, generics, &quote!(__p::serde::Serialize));
    let with_de = with_de(generics);
    let (impl_generics, _, where_clause) = with_de.split_for_impl();
    let name = self_name(model);
    quote! {
        #header {
            fn serialize<__S: __p::serde::Serializer>(
                &self,
                __to: __S,
            ) -> __p::Result<__S::Ok, __S::Error> {
                #to
            }
        }
        #[automatically_derived]
        impl #impl_generics __p::serde::Deserialize<'de> for #name #where_clause {
            fn deserialize<__D: __p::serde::Deserializer<'de>>(
                __from: __D,
            ) -> __p::Result<Self, __D::Error> {
                #from
            }
        }
    }
}

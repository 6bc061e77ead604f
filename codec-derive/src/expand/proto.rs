//! A protobuf message: its fields are prost's business; here it is bytes with a name.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Ident};

use crate::attr::proto::ProtoKeys;
use crate::model::unraw;

/// All implementations for a struct without parameters.
pub(crate) fn implement(input: &DeriveInput, keys: &ProtoKeys) -> TokenStream {
    let (krate, ident, vis) = (keys.krate(), &input.ident, &input.vis);
    let shape = shape(ident, keys);
    let body = body(ident);
    let serde = serde(ident);
    let register = keys
        .no_register
        .is_none()
        .then(|| quote!(__p::inventory::submit! { __p::Linked::new(<#ident as __p::Record>::ENTRY) }));
    quote! {
        #[doc(hidden)]
        #[allow(dead_code, deprecated, unreachable_pub, unused_imports, unused_qualifications)]
        const _: () = {
            use #krate::__private as __p;
            #[automatically_derived]
            impl #ident {
                #[doc = "The entry of this type in a registry."]
                #[must_use]
                #vis fn serializer() -> __p::Serializer {
                    __p::serializer::<Self>()
                }
            }
            #[automatically_derived]
            impl #krate::JsonSerializable for #ident {}
            #[automatically_derived]
            impl __p::Record for #ident {
                const SHAPE: &'static __p::Shape = &#shape;
                type Body = __p::SerdeCode;
            }
            #[automatically_derived]
            impl __p::Field for #ident {
                type Route = __p::Tagged;
            }
            #body
            #serde
            #register
        };
    }
}

/// A message without fields, as far as this crate is concerned. Its ids are those of its name unless they are given.
fn shape(ident: &Ident, keys: &ProtoKeys) -> TokenStream {
    let rust = unraw(ident);
    let name = keys.name.as_ref().map_or_else(|| rust.clone(), |given| given.value.clone());
    let mut accept = keys.accept_ids.as_ref().map(|given| given.value.clone()).unwrap_or_default();
    accept.sort_unstable();
    accept.dedup();
    let accept = accept.into_iter().map(Literal::i32_unsuffixed);
    let ids = keys.type_id.as_ref().map_or_else(
        || quote!(None),
        |given| {
            let (id, accept) = (&given.value, accept.clone());
            quote!(Some(__p::Ids { emitted: [#id; 5], accepted: &[#id, #(#accept),*] }))
        },
    );
    // `line!` is expanded where its tokens stand: at the name of the type.
    let line = quote_spanned!(ident.span()=> ::core::line!());
    quote! {
        __p::Shape {
            name: #name,
            rust: #rust,
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: #line,
            class: __p::Class::new(__p::Kind::Proto(&[#(#accept),*])),
            payload: __p::Payload::Other,
            fields: &[],
            sorted: &[],
            unknown: __p::UnknownFields::Ignored,
            ids: __p::#ids,
        }
    }
}

/// The encoded message for every format. At the name of the type, for the error that it is no message.
fn body(ident: &Ident) -> TokenStream {
    let to = quote_spanned!(super::at(ident)=> __p::proto_serialize::<#ident, __S>(self, __to));
    let from = quote_spanned!(super::at(ident)=> __p::proto_deserialize::<#ident, __D>(__from));
    quote! {
        #[automatically_derived]
        impl __p::Twin for #ident {
            fn serialize_twin<__S: __p::serde::Serializer>(
                &self,
                __to: __S,
            ) -> __p::Result<__S::Ok, __S::Error> {
                #to
            }
            fn deserialize_twin<'de, __D: __p::serde::Deserializer<'de>>(
                __from: __D,
            ) -> __p::Result<Self, __D::Error> {
                #from
            }
        }
    }
}

fn serde(ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __p::serde::Serialize for #ident {
            fn serialize<__S: __p::serde::Serializer>(
                &self,
                __to: __S,
            ) -> __p::Result<__S::Ok, __S::Error> {
                __p::serialize(self, __to)
            }
        }
        #[automatically_derived]
        impl<'de> __p::serde::Deserialize<'de> for #ident {
            fn deserialize<__D: __p::serde::Deserializer<'de>>(
                __from: __D,
            ) -> __p::Result<Self, __D::Error> {
                __p::deserialize(__from)
            }
        }
    }
}

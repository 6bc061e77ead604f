//! What is found at link time.

use proc_macro2::TokenStream;
use quote::quote;

use super::record;
use crate::attr::container::Instance;
use crate::model::Model;

/// Nothing for generic types without instances: they have no single entry.
pub(super) fn register(model: &Model) -> TokenStream {
    if let Some(instances) = &model.codec.instances {
        return instances.value.iter().map(|each| instance(model, each)).collect();
    }
    if model.is_generic() || model.is_untagged() || model.codec.no_register.is_some() {
        return TokenStream::new();
    }
    let ident = &model.ident;
    quote!(__p::inventory::submit! { __p::Linked::new(<#ident as __p::Record>::ENTRY) })
}

fn instance(model: &Model, instance: &Instance) -> TokenStream {
    let (name, ids) = model.instance_ids(instance);
    let (ty, ids) = (&instance.ty, record::ids(&ids));
    quote! {
        __p::inventory::submit! {
            __p::Linked::instance(<#ty as __p::Record>::ENTRY, #name, &#ids)
        }
    }
}

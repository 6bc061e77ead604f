//! serde's body without a twin, for a struct that serde's derives would only list the fields of.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Generics;

use super::fields::{list, list_type};
use super::{at, impl_header, twin};
use crate::model::{Field, Model, unraw};

pub(super) fn listed(model: &Model, generics: &Generics) -> TokenStream {
    let fields = model.fields();
    let (name, names) = (unraw(&model.ident), model.sent_names());
    let members: Vec<_> = fields.iter().map(|field| &field.member).collect();
    let locals: Vec<_> = (0..fields.len()).map(|index| format_ident!("__f{}", index)).collect();
    let refs = fields.iter().map(|Field { member, ty, .. }| quote_spanned!(at(ty)=> &self.#member));
    let types = fields.iter().map(|field| model.self_type.write_out(field.ty.to_token_stream()));
    let refs = list(&refs.collect::<Vec<_>>());
    let types = list_type(&types.collect::<Vec<_>>());
    let slots = list(&locals);
    let to = twin::write(
        &format_ident!("serialize_twin"),
        &quote!(__p::write_struct(__to, #name, __NAMES, #refs)),
    );
    let from = twin::read(
        &format_ident!("deserialize_twin"),
        &quote! {
            let #slots = __p::read_struct::<_, #types>(__from, #name, __NAMES)?;
            __p::Ok(Self { #(#members: #locals,)* })
        },
    );
    let header = impl_header(model, generics, &quote!(__p::Twin));
    quote! {
        const __NAMES: &[&::core::primitive::str] = &[#(#names),*];
        #header { #to #from }
    }
}

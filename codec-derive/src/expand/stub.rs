//! What stands in for the code of a type with a mistake: its methods and serde's traits, so that the one message is
//! not drowned by the complaints of everything that uses the type.

use proc_macro2::TokenStream;
use quote::quote;

use super::{impl_header, in_const, inherent, serde};
use crate::model::Model;

pub(super) fn stub(model: &Model) -> TokenStream {
    let body = quote!(::core::unimplemented!());
    let header = impl_header(model, &model.generics, &TokenStream::new());
    let methods = inherent::methods(model, |_| body.clone());
    let serde = serde::impls(model, &model.generics, &body, &body);
    in_const(
        model,
        &quote! {
            #[allow(unused_variables)]
            #header { #methods }
            #serde
        },
    )
}

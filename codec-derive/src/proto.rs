//! `#[proto_serializable]`: a protobuf message as a typed object.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Data, DeriveInput};

use crate::attr::proto::ProtoKeys;
use crate::errors::Errors;
use crate::expand::proto;
use crate::shim::check_derives;

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let Some(mut input) = message(&item, &mut errors) else {
        let errors = errors.into_compile_errors();
        return quote!(#item #errors);
    };
    input.attrs.retain_mut(|attribute| check_derives(attribute, "proto_serializable", &mut errors));
    // Re-emitted as it came, unless something had to be taken out.
    let item = if errors.is_empty() { item } else { input.to_token_stream() };
    let keys = ProtoKeys::new(arguments, &mut errors);
    let code = proto::implement(&input, &keys);
    let errors = errors.into_compile_errors();
    quote!(#item #code #errors)
}

/// A struct without parameters, which prost knows no others of.
fn message(item: &TokenStream, errors: &mut Errors) -> Option<DeriveInput> {
    let input = match syn::parse2::<DeriveInput>(item.clone()) {
        Ok(input) if matches!(input.data, Data::Struct(_)) => input,
        _ => {
            let message = "`#[proto_serializable]` goes on a struct that derives `prost::Message`";
            errors.push(syn::Error::new(proc_macro2::Span::call_site(), message));
            return None;
        }
    };
    if input.generics.params.is_empty() {
        return Some(input);
    }
    errors.at(&input.generics, "a protobuf message has no parameters: `prost` cannot encode a generic one");
    None
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::expand;

    fn expanded(arguments: proc_macro2::TokenStream, item: proc_macro2::TokenStream) -> String {
        expand(arguments, item).to_string().replace(' ', "")
    }

    #[test]
    fn keys_become_ids_and_names() {
        let item = quote!(
            struct r#Reading {}
        );
        let code = expanded(quote!(name = "Other", accept_ids(3, -1, 3), crate = a::b), item.clone());
        assert!(code.starts_with("structr#Reading{}"), "{code}");
        assert!(code.contains("name:\"Other\",rust:\"Reading\","), "{code}");
        assert!(code.contains("class:__p::Class::new(__p::Kind::Proto(&[-1,3]))"), "{code}");
        assert!(code.contains("ids:__p::None"), "{code}");
        assert!(code.contains("usea::b::__privateas__p;"), "{code}");
        assert!(code.contains("__p::inventory::submit!"), "{code}");
        let code = expanded(quote!(type_id = 7, accept_ids(1), register = false), item);
        assert!(code.contains("ids:__p::Some(__p::Ids{emitted:[7;5],accepted:&[7,1]})"), "{code}");
        assert!(!code.contains("inventory"), "{code}");
    }

    #[test]
    fn other_items_survive() {
        for item in [
            quote!(
                enum E {
                    A,
                }
            ),
            quote!(
                fn f() {}
            ),
        ] {
            let code = expand(quote!(), item.clone()).to_string();
            assert!(code.starts_with(&item.to_string()), "{code}");
            assert!(code.contains("goes on a struct that derives `prost::Message`"), "{code}");
        }
        let code = expanded(
            quote!(),
            quote!(
                struct G<T>(T);
            ),
        );
        assert!(code.contains("hasnoparameters"), "{code}");
        let code = expanded(
            quote!(),
            quote!(
                #[derive(Clone, serde::Serialize)]
                struct S {}
            ),
        );
        assert!(code.starts_with("#[derive(Clone)]structS{}"), "{code}");
    }
}

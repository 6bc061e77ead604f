//! `#[json_serializable]`: a thin shim that adds the derive. The item itself is always emitted, so that a mistake here
//! never takes the type away from the rest of the program.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Path, Token};

use crate::attr::container::Container;
use crate::errors::Errors;

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut input = match syn::parse2::<DeriveInput>(item.clone()) {
        Ok(input) if !matches!(input.data, Data::Union(_)) => input,
        _ => return refuse(&item),
    };
    let mut errors = Errors::default();
    input.attrs.retain_mut(|attribute| check_derives(attribute, "json_serializable", &mut errors));
    // Re-emitted as it came, unless something had to be taken out.
    let item = if errors.is_empty() { item } else { input.into_token_stream() };
    let krate = Container::from_arguments(arguments.clone()).krate();
    let keys = if arguments.is_empty() { arguments } else { quote!(#[codec(#arguments)]) };
    let errors = errors.into_compile_errors();
    quote! {
        #[derive(#krate::JsonSerializable)]
        #keys
        #item
        #errors
    }
}

/// Anything that has no fields of its own.
fn refuse(item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let message = "`#[json_serializable]` goes on a struct or an enum";
    errors.push(syn::Error::new(proc_macro2::Span::call_site(), message));
    let errors = errors.into_compile_errors();
    quote!(#item #errors)
}

/// Takes out what would implement the same traits again: the one message says more than the conflicts would.
/// Returns whether anything of the attribute is left. `ours` is the attribute macro that is at work.
pub(crate) fn check_derives(attribute: &mut Attribute, ours: &str, errors: &mut Errors) -> bool {
    for name in ["json_serializable", "proto_serializable"] {
        if is_last(attribute.path(), name) {
            let message = if name == ours {
                format!("`{ours}` is given twice; keep one")
            } else {
                format!("`{ours}` and `{name}` do the same for different kinds of types; keep one")
            };
            errors.at(attribute.path(), message);
            return false;
        }
    }
    if !attribute.path().is_ident("derive") {
        return true;
    }
    let parser = Punctuated::<Path, Token![,]>::parse_terminated;
    let Ok(derives) = attribute.parse_args_with(parser) else { return true };
    let total = derives.len();
    let kept: Vec<Path> = derives.into_iter().filter(|path| check_derive(path, ours, errors)).collect();
    if kept.len() < total {
        *attribute = syn::parse_quote!(#[derive(#(#kept),*)]);
    }
    !kept.is_empty()
}

fn check_derive(path: &Path, ours: &str, errors: &mut Errors) -> bool {
    for name in ["Serialize", "Deserialize"] {
        if is_last(path, name) {
            let message =
                format!("`{ours}` implements serde's traits itself; remove `{name}` from this derive");
            errors.at(path, message);
            return false;
        }
    }
    if is_last(path, "JsonSerializable") {
        let message = match ours {
            "json_serializable" => "`json_serializable` adds this derive itself; remove one of the two",
            _ => "`proto_serializable` implements what this derive does; remove one of the two",
        };
        errors.at(path, message);
        return false;
    }
    true
}

fn is_last(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::expand;

    #[test]
    fn adds_the_derive_and_hands_the_keys_on() {
        let item = quote!(
            #[derive(Debug)]
            pub struct S {
                x: i64,
            }
        );
        let expanded = expand(quote!(type_id = 3, crate = a::b), item.clone());
        let expected = quote! {
            #[derive(a::b::JsonSerializable)]
            #[codec(type_id = 3, crate = a::b)]
            #item
        };
        assert_eq!(expanded.to_string(), expected.to_string());
        let expanded = expand(quote!(), item.clone());
        assert_eq!(expanded.to_string(), quote!(#[derive(::codec::JsonSerializable)] #item).to_string());
    }

    #[test]
    fn other_items_survive() {
        for item in [
            quote!(
                fn f() {}
            ),
            quote!(union U { a: u8 }),
            quote!(
                trait T {}
            ),
            quote!(
                type A = u8;
            ),
        ] {
            let expanded = expand(quote!(), item.clone()).to_string();
            assert!(expanded.starts_with(&item.to_string()), "{expanded}");
            assert!(expanded.contains("`#[json_serializable]` goes on a struct or an enum"), "{expanded}");
        }
    }

    #[test]
    fn takes_out_serdes_derives() {
        let item = quote! {
            #[derive(Debug, serde::Serialize)]
            #[derive(Deserialize)]
            struct S;
        };
        let expanded = expand(quote!(), item).to_string();
        assert!(expanded.contains("remove `Serialize` from this derive"), "{expanded}");
        assert!(expanded.contains("remove `Deserialize` from this derive"), "{expanded}");
        let expected = "#[derive(::codec::JsonSerializable)]#[derive(Debug)]structS;";
        assert!(expanded.replace(' ', "").starts_with(expected), "{expanded}");
    }

    #[test]
    fn twice_is_once_too_often() {
        let item = quote!(
            #[codec::json_serializable]
            #[derive(JsonSerializable)]
            struct S;
        );
        let expanded = expand(quote!(), item).to_string();
        assert!(expanded.contains("`json_serializable` is given twice; keep one"), "{expanded}");
        assert!(expanded.contains("adds this derive itself"), "{expanded}");
    }
}

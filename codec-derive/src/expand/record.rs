//! What the type is, as constants.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Generics;

use super::impl_header;
use crate::model::{Field, Model, ModelIds, unraw};
use crate::type_text::type_text;

pub(super) fn record(model: &Model, generics: &Generics) -> TokenStream {
    let header = impl_header(model, generics, &quote!(__p::Record));
    let shape = shape(model);
    let body = if model.beyond_field_code().is_some() { quote!(SerdeCode) } else { quote!(FieldCode) };
    let untagged = model.is_untagged().then(|| {
        quote!(
            const TAGGED: ::core::primitive::bool = false;
        )
    });
    let route = if model.is_untagged() { quote!(Plain) } else { quote!(Tagged) };
    let field = impl_header(model, generics, &quote!(__p::Field));
    quote! {
        #header {
            const SHAPE: &'static __p::Shape = &#shape;
            #untagged
            type Body = __p::#body;
        }
        #field {
            type Route = __p::#route;
        }
    }
}

fn shape(model: &Model) -> TokenStream {
    let (name, rust) = (model.python_name(), unraw(&model.ident));
    let kind = format_ident!("{}", model.kind().variant());
    let payload = if model.is_dict() && !model.is_replaced() { quote!(Dict) } else { quote!(Other) };
    let names = model.sent_names();
    let fields = model.sent_fields().zip(&names).map(|(field, name)| field_shape(field, name));
    let deny_unknown = model.serde.has("deny_unknown_fields");
    let ids = model.ids().map_or_else(
        || quote!(None),
        |given| {
            let ids = ids(&given);
            quote!(Some(#ids))
        },
    );
    // `line!` is expanded where its tokens stand: at the name of the type.
    let line = quote_spanned!(model.ident.span()=> ::core::line!());
    quote! {
        __p::Shape {
            name: #name,
            rust: #rust,
            module: ::core::module_path!(),
            file: ::core::file!(),
            line: #line,
            kind: __p::Kind::#kind,
            payload: __p::Payload::#payload,
            fields: &[#(#fields),*],
            deny_unknown: #deny_unknown,
            ids: __p::#ids,
        }
    }
}

fn field_shape(field: &Field, name: &str) -> TokenStream {
    let key = format!(",{}:", json_string(name));
    let ty = type_text(field.ty.to_token_stream());
    let aliases = &field.names.aliases;
    quote!(__p::FieldShape::new(#name, #key, #ty, &[#(#aliases),*]))
}

/// The ids as an expression.
pub(super) fn ids(ids: &ModelIds) -> TokenStream {
    let number = |id: &i32| Literal::i32_unsuffixed(*id);
    match ids {
        ModelIds::Computed(ids) => {
            let accepted = ids.accepted.iter().map(number);
            let emitted: Vec<_> = ids.emitted.iter().map(number).collect();
            // The id of a plain class is the same everywhere.
            let emitted = match (&ids.emitted[..], &emitted[..]) {
                ([first, rest @ ..], [number, ..]) if rest.iter().all(|id| id == first) => {
                    quote!([#number; 5])
                }
                _ => quote!([#(#emitted),*]),
            };
            quote!(__p::Ids { emitted: #emitted, accepted: &[#(#accepted),*] })
        }
        ModelIds::Given(id, accept) => {
            let accepted = accepted(id, accept);
            quote!(__p::Ids { emitted: [#id; 5], accepted: &[#(#accepted),*] })
        }
    }
}

/// Sorted, without duplicates. A constant stands alone: that is checked.
fn accepted(id: &crate::attr::container::TypeId, accept: &[i32]) -> Vec<TokenStream> {
    use crate::attr::container::TypeId;
    match id {
        TypeId::Constant(path) => vec![path.to_token_stream()],
        TypeId::Number(number) => {
            let all: std::collections::BTreeSet<i32> = accept.iter().chain([number]).copied().collect();
            all.into_iter().map(|id| Literal::i32_unsuffixed(id).to_token_stream()).collect()
        }
    }
}

/// A JSON string that escapes what must be escaped and nothing else.
fn json_string(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            ..' ' => json.extend(format!("\\u{:04x}", u32::from(character)).chars()),
            _ => json.push(character),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_are_json() {
        assert_eq!(super::json_string("größe"), "\"größe\"");
        assert_eq!(super::json_string("a\"b\\c\n\u{1}\u{7f}"), "\"a\\\"b\\\\c\\n\\u0001\u{7f}\"");
    }
}

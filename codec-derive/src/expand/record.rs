//! What the type is, as constants.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Generics, Member};

use super::{impl_header, payload, ty};
use crate::attr::serde::Fallback;
use crate::model::{Field, Model, ModelIds, unraw};

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
    let (class, payload) = (class(model), payload::payload(model));
    let names = model.sent_names();
    let has_default = model.serde.has("default");
    let fields = model.sent_fields().zip(&names).map(|(field, name)| field_shape(field, name, has_default));
    let sorted = sorted(&names);
    let unknown = unknown(model);
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
            class: #class,
            payload: #payload,
            fields: &[#(#fields),*],
            sorted: &[#(#sorted),*],
            unknown: __p::UnknownFields::#unknown,
            ids: __p::#ids,
        }
    }
}

/// Which name comes first, and which behind each of them, if all are sorted; nothing if they are.
fn sorted<N: Ord>(names: &[N]) -> Vec<Literal> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&index| &names[index]);
    if order.is_sorted() {
        return Vec::new();
    }
    let mut behind = vec![order[0]; names.len() + 1];
    for pair in order.windows(2) {
        behind[pair[0] + 1] = pair[1];
    }
    behind.into_iter().map(Literal::usize_unsuffixed).collect()
}

/// The Python class.
fn class(model: &Model) -> TokenStream {
    let kind = format_ident!("{}", model.kind().variant());
    let python = model.python().cloned().unwrap_or_default();
    let quiet = python.repr.is_some_and(|given| !given.value).then(|| quote!(.quiet()));
    let methods = python.methods.map(|given| given.value).map(|names| quote!(.methods(&[#(#names),*])));
    let params = python.params.map(|given| given.value).map(|names| quote!(.params(&[#(#names),*])));
    quote!(__p::Class::new(__p::Kind::#kind) #quiet #methods #params)
}

/// What becomes of keys that are no field's own.
fn unknown(model: &Model) -> Ident {
    let is_open = model.extra_field().is_some() || model.fields().iter().any(|f| f.serde.has("flatten"));
    let name = match (is_open, model.serde.has("deny_unknown_fields")) {
        (true, _) => "Kept",
        (false, true) => "Refused",
        (false, false) => "Ignored",
    };
    format_ident!("{}", name)
}

/// One field under this name; `has_default` is that of the whole type.
pub(super) fn field_shape(field: &Field, name: &str, has_default: bool) -> TokenStream {
    let key = format!(",{}:", json_string(name));
    let ty = ty::of_field(field);
    let aliases: Vec<&String> = field.names.read().filter(|read| read.as_str() != name).collect();
    let is_tuple = matches!(field.member, Member::Unnamed(_));
    let aliases = (!aliases.is_empty() && !is_tuple).then(|| quote!(.aliases(&[#(#aliases),*])));
    let missing = match field.serde.default() {
        Some(Fallback::Trait) => Some(quote!(Empty)),
        None if field.serde.has("skip_deserializing") => Some(quote!(Empty)),
        Some(Fallback::Path(_)) => Some(quote!(Own)),
        None => has_default.then(|| quote!(Own)),
    };
    let missing = missing.map(|missing| quote!(.missing(__p::Missing::#missing)));
    let skipped = field.serde.has("skip_serializing_if").then(|| quote!(.skipped()));
    quote!(__p::field(#name, #key, #ty) #aliases #missing #skipped)
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
    fn names_are_sorted_unless_they_are() {
        let sorted = |names: &[&str]| -> Vec<String> {
            super::sorted(names).iter().map(ToString::to_string).collect()
        };
        assert_eq!(sorted(&["x", "n", "s"]), ["1", "1", "2", "0"]);
        assert_eq!(sorted(&["a", "b", "b"]), [""; 0]);
        assert_eq!(sorted(&[]), [""; 0]);
    }

    #[test]
    fn keys_are_json() {
        assert_eq!(super::json_string("größe"), "\"größe\"");
        assert_eq!(super::json_string("a\"b\\c\n\u{1}\u{7f}"), "\"a\\\"b\\\\c\\n\\u0001\u{7f}\"");
    }
}

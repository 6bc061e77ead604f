//! The hidden twin that carries serde's own derive: it gives the type serde's body with all of serde's attributes,
//! without touching the type itself.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Generics, LitStr, Member};

use super::{enums, impl_header, route, shape};
use crate::model::{Field, Model, Shape, Style, Variant, unraw};

/// The twin and the way to it.
pub(super) fn twin(model: &Model, generics: &Generics) -> TokenStream {
    let (item, way) = (item(model, generics), twin_impl(model, generics));
    quote!(#item #way)
}

fn item(model: &Model, generics: &Generics) -> TokenStream {
    let attributes = container_attributes(model);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let where_clause = model.self_type.write_out(where_clause.to_token_stream());
    let head = quote! {
        #[derive(__p::serde::Serialize, __p::serde::Deserialize)]
        #attributes
    };
    match &model.shape {
        Shape::Named(fields) => {
            let fields = fields.iter().map(|field| twin_field(model, field));
            quote!(#head struct __Twin #impl_generics #where_clause { #(#fields,)* })
        }
        Shape::Tuple(fields) => {
            let fields = fields.iter().map(|field| twin_field(model, field));
            quote!(#head struct __Twin #impl_generics (#(#fields,)*) #where_clause;)
        }
        Shape::Unit => quote!(#head struct __Twin;),
        Shape::Enum(variants) => {
            let variants = variants.iter().map(|variant| twin_variant(model, variant));
            quote!(#head enum __Twin #impl_generics #where_clause { #(#variants,)* })
        }
    }
}

/// `crate` by our alias: a path from a `macro_rules`, such as `$crate::codec`, cannot be written into a string.
fn container_attributes(model: &Model) -> TokenStream {
    let remote = LitStr::new(&model.ident.to_string(), model.ident.span());
    let rename = rename(model);
    // What serde would infer does not allow `Vec<Self>`: that needs our bounds.
    let bound = model.is_generic().then(|| quote!(, bound = ""));
    let attributes = attributes(model, &model.serde_attributes, true);
    quote! {
        #[serde(remote = #remote, crate = "__p::serde" #rename #bound)]
        #attributes
    }
}

/// Serde takes the name of a type from the item that it stands on, which is the twin; formats that show names would
/// show that one.
fn rename(model: &Model) -> Option<TokenStream> {
    let name = unraw(&model.ident);
    let given = model.serde.sides("rename");
    match (given.serialize, given.deserialize) {
        (None, None) => Some(quote!(, rename = #name)),
        (None, Some(_)) => Some(quote!(, rename(serialize = #name))),
        (Some(_), None) => Some(quote!(, rename(deserialize = #name))),
        (Some(_), Some(_)) => None,
    }
}

/// The user's attributes as the twin needs them: `bound` stands on the twin itself, and a bare `default` of the type
/// would be that of the twin, which has none. As a path it is inferred for the type itself.
fn attributes(model: &Model, attributes: &[Attribute], on_type: bool) -> TokenStream {
    let rewritten = attributes.iter().map(|attribute| {
        let Ok(list) = attribute.meta.require_list() else { return attribute.to_token_stream() };
        let keys = keys(list.tokens.clone()).into_iter().filter(|key| !is_first(key, "bound"));
        let keys = keys.map(|key| {
            if on_type && key.to_string() == "default" {
                quote!(#key = "::core::default::Default::default")
            } else {
                model.self_type.strings(key)
            }
        });
        quote!(#[serde(#(#keys),*)])
    });
    rewritten.collect()
}

/// The tokens between the commas.
fn keys(tokens: TokenStream) -> Vec<TokenStream> {
    let mut keys = vec![TokenStream::new()];
    for token in tokens {
        match keys.last_mut() {
            Some(last) if !is_comma(&token) => last.extend([token]),
            _ => keys.push(TokenStream::new()),
        }
    }
    keys.retain(|key| !key.is_empty());
    keys
}

fn is_first(key: &TokenStream, name: &str) -> bool {
    matches!(key.clone().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == name)
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

fn twin_variant(model: &Model, variant: &Variant) -> TokenStream {
    let attributes = attributes(model, &variant.serde_attributes, false);
    let fields = variant.fields.iter().map(|field| twin_field(model, field));
    let ident = &variant.ident;
    let data = match variant.style {
        Style::Named => quote!({ #(#fields,)* }),
        Style::Tuple => quote!((#(#fields,)*)),
        Style::Unit => TokenStream::new(),
    };
    quote!(#attributes #ident #data)
}

fn twin_field(model: &Model, field: &Field) -> TokenStream {
    let attributes = attributes(model, &field.serde_attributes, false);
    let ours = match &field.codec.object {
        _ if field.codec.extra.is_some() => Some(quote!(#[serde(flatten)])),
        Some(object) if object.value.is_some() => {
            let marker = route::marker(model, field).to_string();
            Some(quote!(#[serde(with = #marker)]))
        }
        Some(_) => Some(quote!(#[serde(serialize_with = "__p::object_serialize")])),
        None => None,
    };
    let name = match &field.member {
        Member::Named(ident) => Some(quote!(#ident:)),
        Member::Unnamed(_) => None,
    };
    let ty = model.self_type.write_out(field.ty.to_token_stream());
    quote!(#attributes #ours #name #ty)
}

/// The way from the type to its twin.
fn twin_impl(model: &Model, generics: &Generics) -> TokenStream {
    let header = impl_header(model, generics, &quote!(__p::Twin));
    let (_, ty_generics, _) = model.generics.split_for_impl();
    let turbofish = ty_generics.as_turbofish();
    let payload = payload(model);
    let (to, from) = (
        write(
            &format_ident!("serialize_twin"),
            &quote!(use __p::Underived as _; __Twin #turbofish::serialize(self, __to)),
        ),
        read(
            &format_ident!("deserialize_twin"),
            &quote!(use __p::Underived as _; __Twin #turbofish::deserialize(__from)),
        ),
    );
    quote!(#header { #to #from #payload })
}

/// What stands under the type tag, where that is not what serde's derive writes.
fn payload(model: &Model) -> Option<TokenStream> {
    let (to, from) = if let Some(variants) = model.numbered_variants() {
        let (number, shape) = (enums::number(variants), shape());
        let refused = quote! {
            __p::Err(<__D::Error as __p::serde::de::Error>::custom(__p::no_variant(#shape, __v)))
        };
        let from_number = enums::from_number(variants, &refused);
        (
            quote!(__p::serde::Serializer::serialize_i64(__to, #number)),
            quote!(let __v: ::core::primitive::i64 = __p::payload_int(__from)?; #from_number),
        )
    } else if let (Some(variants), None) = (model.unit_variants(), model.beyond_field_code()) {
        // serde's derive would also read `{"Name": null}`.
        let (name, shape) = (enums::name(variants), shape());
        let refused = quote! {
            __p::Err(
                <__D::Error as __p::serde::de::Error>::custom(__p::no_variant_name(#shape, &__v)),
            )
        };
        let from_name = enums::from_name(variants, &refused);
        (
            quote!(__p::serde::Serializer::serialize_str(__to, #name)),
            quote!(let __v = __p::payload_text(__from)?; #from_name),
        )
    } else if matches!(model.shape, Shape::Unit) {
        let from = quote!(__p::payload_empty_de(__from)?; __p::Ok(Self));
        (quote!(__p::payload_empty(__to)), from)
    } else if model.beyond_field_code().is_none() && model.needs_field_code() {
        let check = model.extra_field().map(|field| {
            let (member, shape) = (&field.member, shape());
            quote!(__p::no_shadow::<__S::Error>(#shape, &self.#member)?;)
        });
        (quote!(#check __p::Twin::serialize_twin(self, __to)), quote!(__p::payload_fields(__from)))
    } else {
        return None;
    };
    let to = write(&format_ident!("serialize_payload"), &to);
    let from = read(&format_ident!("deserialize_payload"), &from);
    Some(quote!(#to #from))
}

pub(super) fn write(name: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        fn #name<__S: __p::serde::Serializer>(&self, __to: __S) -> __p::Result<__S::Ok, __S::Error> {
            #body
        }
    }
}

pub(super) fn read(name: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        fn #name<'de, __D: __p::serde::Deserializer<'de>>(
            __from: __D,
        ) -> __p::Result<Self, __D::Error> {
            #body
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use syn::{DeriveInput, parse_quote};

    use crate::errors::Errors;
    use crate::model::Model;

    #[test]
    fn bound_and_default_are_taken_over() {
        let input: DeriveInput = parse_quote! {
            #[serde(default, rename_all = "default", bound = "T: A")]
            #[serde(default = "path", skip_serializing_if = "Self::no", other(default, x))]
            struct S<T>(T);
        };
        let model = Model::new(input.clone(), &mut Errors::default()).unwrap();
        let attributes = super::attributes(&model, &input.attrs, true);
        let expected = quote! {
            #[serde(default = "::core::default::Default::default", rename_all = "default")]
            #[serde(default = "path", skip_serializing_if = "<S < T >>::no", other(default, x))]
        };
        assert_eq!(attributes.to_string(), expected.to_string());
        let attributes = super::attributes(&model, &input.attrs[..1], false);
        assert_eq!(attributes.to_string(), quote!(#[serde(default, rename_all = "default")]).to_string());
    }
}

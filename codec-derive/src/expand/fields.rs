//! The field code: how the type goes through our own readers and writers.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Generics;

use super::{at, enums, impl_header, route, shape, tuple};
use crate::attr::serde::Fallback;
use crate::model::{Field, Model, Shape};

/// The two halves of the field code, as the statements of two functions.
pub(super) struct Body {
    pub(super) write: TokenStream,
    pub(super) read: TokenStream,
}

pub(super) fn fields(model: &Model, generics: &Generics) -> TokenStream {
    if model.beyond_field_code().is_some() {
        return TokenStream::new();
    }
    let Body { write, read } = match &model.shape {
        Shape::Named(_) | Shape::Unit => Body { write: write(model), read: read(model) },
        Shape::Tuple(_) => tuple::body(model),
        Shape::Enum(_) => enums::body(model),
    };
    let header = impl_header(model, generics, &quote!(__p::Fields));
    quote! {
        #header {
            #[inline(never)]
            fn write<__S: __p::Sink + ?::core::marker::Sized>(
                &self,
                __to: &mut __S,
            ) -> __p::Result<(), __p::SerializationError> {
                #write
            }
            #[inline]
            fn read<__S: __p::Source + ?::core::marker::Sized>(
                __from: &mut __S,
            ) -> __p::Result<Self, __p::DecodeError> {
                #read
            }
        }
    }
}

fn write(model: &Model) -> TokenStream {
    let shape = shape();
    let puts = model.sent_fields().map(|field| {
        let put = route::put(model, field);
        let member = &field.member;
        match field.serde.path("skip_serializing_if") {
            Some(skip) => quote!(if #skip(&self.#member) { __p::None } else { __p::Some(#put) }),
            None => put,
        }
    });
    let puts = list(&puts.collect::<Vec<_>>());
    let extra = optional(model.extra_field().map(|field| {
        let member = &field.member;
        quote_spanned!(at(&field.ty)=> &self.#member)
    }));
    quote!(__to.fields(#shape, #puts, #extra))
}

fn read(model: &Model) -> TokenStream {
    let shape = shape();
    let slots: Vec<_> = model.sent_fields().map(|field| route::slot(model, field)).collect();
    let slots = list(&slots);
    let names: Vec<_> =
        (0..model.sent_fields().count()).map(|index| slot_name(index).to_token_stream()).collect();
    let names = list(&names);
    let defaults = defaults(model);
    let values = values(model, |_, index| slot_name(index).to_token_stream());
    let has_extra = model.extra_field().is_some();
    let declare_extra = has_extra.then(|| quote!(let mut __extra = __p::Dict::new();));
    let extra = optional(has_extra.then(|| quote!(&mut __extra)));
    quote! {
        #declare_extra
        let mut __slots = #slots;
        __from.fields(#shape, &mut __slots, #extra)?;
        #defaults
        let #names = __slots.__values(#shape)?;
        #values
    }
}

/// A tuple of what stands for each field; of more than eight, a tree of tuples.
pub(super) fn list(items: &[impl ToTokens]) -> TokenStream {
    tree(items, &|first, rest| quote!(__p::More(#first, #rest)))
}

/// The type of such a list.
pub(super) fn list_type(types: &[TokenStream]) -> TokenStream {
    tree(types, &|first, rest| quote!(__p::More<#first, #rest>))
}

fn tree(items: &[impl ToTokens], join: &dyn Fn(TokenStream, TokenStream) -> TokenStream) -> TokenStream {
    match items.split_at_checked(8) {
        Some((first, rest)) if !rest.is_empty() => join(quote!((#(#first,)*)), tree(rest, join)),
        _ => quote!((#(#items,)*)),
    }
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(__p::None), |value| quote!(__p::Some(#value)))
}

/// One slot for each field that travels.
pub(super) struct Slots {
    pub(super) declare: TokenStream,
    /// `&mut __f0, &mut __f1`
    pub(super) places: TokenStream,
}

pub(super) fn slots(model: &Model) -> Slots {
    let (mut declare, mut places) = (TokenStream::new(), TokenStream::new());
    for (index, field) in model.sent_fields().enumerate() {
        let (local, slot) = (slot_name(index), route::slot(model, field));
        declare.extend(quote!(let mut #local = #slot;));
        places.extend(quote!(&mut #local,));
    }
    Slots { declare, places }
}

fn slot_name(index: usize) -> Ident {
    format_ident!("__f{}", index)
}

/// The default of the whole type, and those of the fields into the slots that are empty.
fn defaults(model: &Model) -> TokenStream {
    let fields: Vec<_> = model.sent_fields().collect();
    let whole_lists = fields.len().saturating_sub(1) / 8;
    let places = fields.iter().enumerate().filter_map(|(index, field)| {
        let default = default_of(field, model.serde.default().is_some())?;
        let further = std::iter::repeat_n(quote!(.1), index / 8);
        let list = (index / 8 < whole_lists).then(|| quote!(.0));
        let place = proc_macro2::Literal::usize_unsuffixed(index % 8);
        Some(quote!(__slots #(#further)* #list.#place.or(#default);))
    });
    let whole = default_of_all(model);
    quote!(#whole #(#places)*)
}

pub(super) fn default_of_all(model: &Model) -> Option<TokenStream> {
    let make = match model.serde.default()? {
        Fallback::Trait => quote!(::core::default::Default::default),
        Fallback::Path(path) => quote!(#path),
    };
    Some(quote!(let __default: Self = #make();))
}

/// `Ok(Self { .. })` out of what `value` says of each field that travels, by its number.
pub(super) fn values(model: &Model, value: impl Fn(&Field, usize) -> TokenStream) -> TokenStream {
    let default = model.serde.default();
    let mut index = 0..;
    let members = model.fields().iter().map(|field| {
        let value = match () {
            () if field.codec.extra.is_some() => quote_spanned!(at(&field.ty)=> __extra),
            () if field.is_skipped() => skipped(field, default.is_some()),
            () => index.next().map_or_else(TokenStream::new, |index| value(field, index)),
        };
        let member = &field.member;
        quote!(#member: #value,)
    });
    let members: TokenStream = members.collect();
    quote!(__p::Ok(Self { #members }))
}

fn skipped(field: &Field, container_default: bool) -> TokenStream {
    let member = &field.member;
    match field.serde.default() {
        Some(Fallback::Path(path)) => quote!(#path()),
        None if container_default => quote!(__default.#member),
        _ => quote_spanned!(at(&field.ty)=> ::core::default::Default::default()),
    }
}

/// A function that makes what stands for a field that did not come. The field's own comes before that of the whole type,
/// as in serde.
fn default_of(field: &Field, container_default: bool) -> Option<TokenStream> {
    let member = &field.member;
    match field.serde.default() {
        Some(Fallback::Trait) => Some(quote_spanned!(at(&field.ty)=> ::core::default::Default::default)),
        Some(Fallback::Path(path)) => Some(quote!(#path)),
        None => container_default.then(|| quote!(|| __default.#member)),
    }
}

/// The value of a slot of its own.
pub(super) fn taken(model: &Model, field: &Field, index: usize) -> TokenStream {
    let (slot, shape) = (slot_name(index), shape());
    if let Some(default) = default_of(field, model.serde.default().is_some()) {
        return quote!(#slot.take_or(#default));
    }
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    quote!(#slot.take(#shape, #index)?)
}

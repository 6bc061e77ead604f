//! What a field is on the wire, as a constant.
//!
//! Containers are told by their names, since the types in them need not have field code; what stands in them tells
//! itself, by the route it takes. A type of the user's with the name of a container would be taken for it: it is a hint
//! for schemas, and no data goes by it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, PathSegment, Type};

use crate::model::Field;
use crate::type_text::type_text;

/// Attributes of serde's that put something else on the wire than the type of the field.
const REPLACING: [&str; 4] = ["with", "serialize_with", "deserialize_with", "getter"];

const LISTS: [&str; 7] = ["Vec", "VecDeque", "LinkedList", "BinaryHeap", "HashSet", "BTreeSet", "IndexSet"];
const MAPS: [&str; 3] = ["HashMap", "BTreeMap", "IndexMap"];
const TRANSPARENT: [&str; 4] = ["Box", "Arc", "Rc", "Cow"];

pub(super) fn of_field(field: &Field) -> TokenStream {
    let ty = &field.ty;
    if field.codec.object.is_some() {
        return quote!(&__p::Ty::Registered(::core::any::TypeId::of::<#ty>));
    }
    if field.serde.any(&REPLACING).is_some() {
        let text = type_text(ty.to_token_stream());
        return quote!(&__p::Ty::Foreign(#text));
    }
    of(ty)
}

fn of(ty: &Type) -> TokenStream {
    match ty {
        Type::Path(path) if path.qself.is_none() => {
            path.path.segments.last().and_then(container).unwrap_or_else(|| leaf(ty))
        }
        Type::Tuple(tuple) if !tuple.elems.is_empty() => {
            let elements = tuple.elems.iter().map(of);
            quote!(&__p::Ty::Tuple(&[#(#elements),*]))
        }
        Type::Array(array) => {
            let (element, len) = (of(&array.elem), &array.len);
            quote!(&__p::Ty::Array(#element, #len))
        }
        Type::Slice(slice) => list(&slice.elem),
        Type::Paren(paren) => of(&paren.elem),
        Type::Group(group) => of(&group.elem),
        _ => leaf(ty),
    }
}

/// Types that have a route under these names, unless they are another's.
const ROUTED: [&str; 18] = [
    "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "f32", "f64",
    "bool", "String", "Value", "Dict",
];

fn leaf(ty: &Type) -> TokenStream {
    match type_text(ty.to_token_stream()).as_str() {
        // Known to serde alone, and nameless for a route: `str` has no size.
        "char" | "str" => quote!(&__p::Ty::Text),
        text if ROUTED.contains(&text) => quote!(__p::Pick::<#ty>::__TY),
        text => quote!(__p::Pick::<#ty>::__TY.or(&__p::Ty::Foreign(#text))),
    }
}

fn list(element: &Type) -> TokenStream {
    let element = of(element);
    quote!(&__p::Ty::Seq(#element))
}

fn container(segment: &PathSegment) -> Option<TokenStream> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    let types: Vec<&Type> = arguments
        .args
        .iter()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
        .collect();
    let name = segment.ident.to_string();
    let is = |names: &[&str]| names.contains(&name.as_str());
    match types[..] {
        [inner] if name == "Option" => {
            let inner = of(inner);
            Some(quote!(&__p::Ty::Optional(#inner)))
        }
        // The second one is the hasher.
        [element] | [element, _] if is(&LISTS) => Some(list(element)),
        [inner] if is(&TRANSPARENT) => Some(of(inner)),
        [key, value] | [key, value, _] if is(&MAPS) => {
            let (key, value) = (of(key), of(value));
            Some(quote!(&__p::Ty::MapOf(#key, #value)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    #[track_caller]
    fn is(ty: &syn::Type, expected: &str) {
        let expected = expected.parse().unwrap();
        assert_eq!(super::type_text(super::of(ty)), super::type_text(expected));
    }

    #[test]
    fn containers_by_name_and_leaves_by_themselves() {
        is(&parse_quote!(i64), "__p::Pick::<i64>::__TY");
        is(
            &parse_quote!(module::Readings),
            r#"__p::Pick::<module::Readings>::__TY.or(&__p::Ty::Foreign("module::Readings"))"#,
        );
        is(&parse_quote!(Option<Vec<f64>>), "&__p::Ty::Optional(&__p::Ty::Seq(__p::Pick::<f64>::__TY))");
        is(
            &parse_quote!(std::collections::HashMap<u8, Box<Self>, S>),
            r#"&__p::Ty::MapOf(__p::Pick::<u8>::__TY, __p::Pick::<Self>::__TY.or(&__p::Ty::Foreign("Self")))"#,
        );
        is(
            &parse_quote!((Arc<str>, [char; 3])),
            "&__p::Ty::Tuple(&[&__p::Ty::Text, &__p::Ty::Array(&__p::Ty::Text, 3)])",
        );
        is(&parse_quote!(Cow<'static, [u8]>), "&__p::Ty::Seq(__p::Pick::<u8>::__TY)");
        is(
            &parse_quote!(<A as B>::C),
            r#"__p::Pick::<<A as B>::C>::__TY.or(&__p::Ty::Foreign("<A as B>::C"))"#,
        );
        is(
            &parse_quote!(HashSet<Duration, S>),
            r#"&__p::Ty::Seq(__p::Pick::<Duration>::__TY.or(&__p::Ty::Foreign("Duration")))"#,
        );
    }
}

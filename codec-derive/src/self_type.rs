//! `Self` in field types, written out: on the twin `Self` would be the twin.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::LitStr;

/// What `Self` stands for: the name of the type with its parameters.
pub(crate) struct SelfType {
    ident: Ident,
    arguments: TokenStream,
}

impl SelfType {
    pub(crate) fn new(ident: &Ident, generics: &syn::Generics) -> Self {
        let (_, arguments, _) = generics.split_for_impl();
        SelfType { ident: ident.clone(), arguments: arguments.into_token_stream() }
    }

    /// On tokens, because `Self` may stand anywhere in a type, array lengths and macro calls included.
    pub(crate) fn write_out(&self, tokens: TokenStream) -> TokenStream {
        let mut tokens = tokens.into_iter().peekable();
        let mut out = TokenStream::new();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.write_out(group.stream()));
                    inner.set_span(group.span());
                    inner.to_tokens(&mut out);
                }
                TokenTree::Ident(ident) if ident == "Self" => {
                    let before_colons =
                        matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
                    self.named(ident.span(), before_colons).to_tokens(&mut out);
                }
                token => token.to_tokens(&mut out),
            }
        }
        out
    }

    /// `Self::Item` is `<Name<T>>::Item`: `Name<T>::Item` would be two comparisons in an expression.
    fn named(&self, span: proc_macro2::Span, before_colons: bool) -> TokenStream {
        let SelfType { ident, arguments } = self;
        let mut ident = ident.clone();
        ident.set_span(span);
        let named = quote!(#ident #arguments);
        if before_colons { quote_spanned!(span=> <#named>) } else { named }
    }

    /// Serde's strings hold paths, and `"Self::is_empty"` is one of them.
    pub(crate) fn strings(&self, tokens: TokenStream) -> TokenStream {
        tokens.into_iter().map(|token| self.string(token)).collect()
    }

    fn string(&self, token: TokenTree) -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), self.strings(group.stream()));
                inner.set_span(group.span());
                inner.into()
            }
            TokenTree::Literal(literal) => {
                let text = syn::parse2::<LitStr>(literal.to_token_stream());
                match text
                    .ok()
                    .and_then(|text| Some((text.value().strip_prefix("Self::")?.to_owned(), text.span())))
                {
                    Some((path, span)) => {
                        let mut path =
                            proc_macro2::Literal::string(&format!("<{}>::{path}", self.named(span, false)));
                        path.set_span(span);
                        path.into()
                    }
                    None => literal.into(),
                }
            }
            token => token,
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::parse_quote;

    use super::SelfType;
    use crate::type_text::type_text;

    fn tree() -> SelfType {
        let generics: syn::Generics = parse_quote!(<T: Clone = u8, const N: usize>);
        SelfType::new(&parse_quote!(Tree), &generics)
    }

    #[test]
    fn in_types() {
        let out = |tokens| type_text(tree().write_out(tokens));
        assert_eq!(out(quote!(Vec<Self>)), "Vec<Tree<T, N>>");
        assert_eq!(out(quote!([u8; Self::LEN])), "[u8; <Tree<T, N>>::LEN]");
        assert_eq!(out(quote!(<Self as A>::B)), "<Tree<T, N> as A>::B");
    }

    #[test]
    fn in_attribute_strings() {
        let keys = quote!(skip_serializing_if = "Self::zero", rename = "Self");
        let expected = quote!(skip_serializing_if = "<Tree < T , N >>::zero", rename = "Self");
        assert_eq!(tree().strings(keys).to_string(), expected.to_string());
    }
}

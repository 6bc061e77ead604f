//! A type as text, the way it would be written by hand.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// `Vec<f64>`, where printing the tokens gives `Vec < f64 >`.
pub(crate) fn type_text(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(tokens, &mut text);
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                // A slice behind a word: `&'static [u8]`. A macro has its `!` there, and `Fn(..)` another bracket.
                if group.delimiter() == Delimiter::Bracket && ends_with_word(text) {
                    text.push(' ');
                }
                let (open, close) = delimiters(group.delimiter());
                text.push_str(open);
                write(group.stream(), text);
                text.push_str(close);
            }
            TokenTree::Punct(punct) => write_punct(punct.as_char(), punct.spacing(), text),
            word => write_word(&word.to_string(), text),
        }
    }
}

fn write_word(word: &str, text: &mut String) {
    // Two words in a row need a space: `dyn Error`, `&'static str`, `<Vec<u8> as A>`.
    if ends_with_word(text) || text.ends_with('>') {
        text.push(' ');
    }
    text.push_str(word);
}

fn ends_with_word(text: &str) -> bool {
    text.ends_with(|last: char| last == '_' || last.is_alphanumeric())
}

fn write_punct(character: char, spacing: Spacing, text: &mut String) {
    match character {
        ',' | ';' => text.extend([character, ' ']),
        '+' | '=' => text.extend([' ', character, ' ']),
        // The first half of `->`.
        '-' if spacing == Spacing::Joint => text.push_str(" -"),
        '>' if text.ends_with('-') => text.push_str("> "),
        _ => text.push(character),
    }
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::type_text;

    #[test]
    fn as_written_by_hand() {
        assert_eq!(type_text(quote!(Vec<f64>)), "Vec<f64>");
        assert_eq!(
            type_text(quote!(HashMap<String, Vec<(u8, r#type::X)>>)),
            "HashMap<String, Vec<(u8, r#type::X)>>"
        );
        assert_eq!(type_text(quote!([f64; 3])), "[f64; 3]");
        assert_eq!(type_text(quote!(Box<dyn Fn(i32) -> u8 + Send>)), "Box<dyn Fn(i32) -> u8 + Send>");
        assert_eq!(type_text(quote!(&'static str)), "&'static str");
        assert_eq!(type_text(quote!(&mut [Vec<[u8; 2]>])), "&mut [Vec<[u8; 2]>]");
        assert_eq!(type_text(quote!(<T as A>::B)), "<T as A>::B");
    }
}

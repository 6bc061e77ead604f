//! Names that Python takes.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use super::classes;
use crate::schema::Schema;

/// The names of the module's classes, by the keys of the schema.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    pub(super) fn new(schema: &Schema) -> Self {
        let mut taken: HashSet<String> = RESERVED.iter().map(|name| (*name).to_owned()).collect();
        let named = classes(schema).map(|ty| (ty.key.clone(), unique(&ty.name, &mut taken)));
        Names(named.collect())
    }

    /// The class of a type of the schema, if there is one.
    pub(super) fn class(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

/// What else stands at the top of the module, and the built-ins that it uses.
const RESERVED: [&str; 26] = [
    "json_serializable",
    "add_to",
    "extra_serializers",
    "SERIALIZERS",
    "bool",
    "bytes",
    "classmethod",
    "dict",
    "float",
    "getattr",
    "hash",
    "int",
    "iter",
    "len",
    "list",
    "next",
    "object",
    "repr",
    "str",
    "super",
    "tuple",
    "type",
    "zip",
    "NotImplementedError",
    "TypeError",
    "ValueError",
];

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Whether Python takes it as the name of a parameter and of an attribute, inside a class.
pub(super) fn is_name(name: &str) -> bool {
    let first = |c: char| c == '_' || c.is_ascii_alphabetic() || is_letter(c);
    let is_private = name.starts_with("__") && !name.ends_with("__");
    name.chars().next().is_some_and(first)
        && name.chars().all(|c| first(c) || c.is_ascii_digit())
        && !KEYWORDS.contains(&name)
        && !is_private
        && name != "self"
}

/// Letters that are the same before and after Python normalizes a name.
fn is_letter(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ')
}

/// A name that Python takes and that is free, as near to the given one as it comes.
pub(super) fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let mut base: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || is_letter(c) { c } else { '_' }).collect();
    if base.starts_with("__") || base.is_empty() {
        base = format!("x{base}");
    }
    if base.starts_with(|c: char| c.is_ascii_digit()) {
        base.insert(0, '_');
    }
    if !is_name(&base) {
        base.push('_');
    }
    let mut found = base.clone();
    let mut numbers = 2_usize..;
    while !taken.insert(found.clone()) {
        found = format!("{base}_{}", numbers.next().unwrap_or_default());
    }
    found
}

/// A string literal.
pub(super) fn literal(value: &str) -> String {
    format!("\"{}\"", text(value))
}

/// Text for the inside of a literal or a comment: nothing in it ends either.
pub(super) fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            // Python and editors disagree on what else ends a line.
            c if c.is_control() || ('\u{2028}'..='\u{2029}').contains(&c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_python_takes() {
        for name in ["x", "_0", "größe", "type", "__x__", "X1"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "0", "class", "None", "two words", "a-b", "__x", "self", "ﬁ", "中"] {
            assert!(!is_name(name), "{name}");
        }
    }

    #[test]
    fn every_name_gets_one_of_its_own() {
        let mut taken = HashSet::new();
        let names = ["class", "class_", "two words", "two-words", "self", "", "1", "__x", "x", "x"];
        let found = names.map(|name| unique(name, &mut taken));
        assert_eq!(
            found,
            ["class_", "class__2", "two_words", "two_words_2", "self_", "x", "_1", "x__x", "x_2", "x_3"]
        );
        assert!(found.iter().all(|name| is_name(name)));
    }

    #[test]
    fn text_stays_inside() {
        assert_eq!(literal("a\"\\\n\u{2028}é"), r#""a\"\\\u000a\u2028é""#);
    }
}

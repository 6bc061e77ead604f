//! `python(..)`: what the Python class looks like, as far as its id depends on it.

use syn::Ident;
use syn::parse::ParseStream;

use super::{Given, each_key, list, set, unknown_key, value};
use crate::errors::Errors;

/// How the Python class was declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Plain,
    Dataclass,
    Frozen,
    Ordered,
    FrozenOrdered,
    Enum,
    IntEnum,
}

const KINDS: [(&str, Kind); 7] = [
    ("plain", Kind::Plain),
    ("dataclass", Kind::Dataclass),
    ("frozen", Kind::Frozen),
    ("ordered", Kind::Ordered),
    ("frozen_ordered", Kind::FrozenOrdered),
    ("enum", Kind::Enum),
    ("int_enum", Kind::IntEnum),
];

impl Kind {
    /// The name of the variant in the runtime.
    pub(crate) fn variant(self) -> &'static str {
        match self {
            Kind::Plain => "Plain",
            Kind::Dataclass => "Dataclass",
            Kind::Frozen => "Frozen",
            Kind::Ordered => "Ordered",
            Kind::FrozenOrdered => "FrozenOrdered",
            Kind::Enum => "Enum",
            Kind::IntEnum => "IntEnum",
        }
    }

    pub(crate) fn is_enum(self) -> bool {
        matches!(self, Kind::Enum | Kind::IntEnum)
    }
}

#[derive(Default, Clone)]
pub(crate) struct Python {
    pub(crate) kind: Option<Given<Kind>>,
    pub(crate) repr: Option<Given<bool>>,
    pub(crate) methods: Option<Given<Vec<String>>>,
    pub(crate) params: Option<Given<Vec<String>>>,
}

impl Python {
    pub(super) fn parse(key: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        if !input.peek(syn::token::Paren) {
            let message = format!("`{key}` takes keys: write `{key}(kind = dataclass)`");
            return Err(value::expected(key, input, message));
        }
        let content;
        syn::parenthesized!(content in input);
        let mut python = Python::default();
        each_key(&content, errors, |key, input, _| python.read(key, input));
        Ok(python)
    }

    fn read(&mut self, key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        match key.to_string().as_str() {
            "kind" => set(&mut self.kind, key, kind(key, input)?),
            "repr" => set(&mut self.repr, key, value::boolean(key, input)?.value),
            "methods" => set(&mut self.methods, key, value::names(key, input)?),
            "params" => set(&mut self.params, key, value::names(key, input)?),
            _ => Err(unknown_key(key, "in `python(..)`", &["kind", "repr", "methods", "params"])),
        }
    }
}

fn kind(key: &Ident, input: ParseStream<'_>) -> syn::Result<Kind> {
    let word = value::word(key, input)?;
    let found = KINDS.iter().find(|(name, _)| word == *name);
    found.map(|(_, kind)| *kind).ok_or_else(|| {
        let known = list(&KINDS.map(|(name, _)| name));
        syn::Error::new(word.span(), format!("unknown kind `{word}` in `python(..)`; use one of {known}"))
    })
}

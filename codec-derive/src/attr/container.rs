//! The keys of `#[json_serializable(..)]`, which the derive reads from `#[codec(..)]`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Path, Type};

use super::python::Python;
use super::{Given, each_key, each_key_of, set, unknown_key, value};
use crate::errors::Errors;

const KEYS: [&str; 8] = ["type_id", "name", "accept_ids", "python", "tag", "register", "instances", "crate"];

/// An id that the user chose.
#[derive(Clone)]
pub(crate) enum TypeId {
    Number(i32),
    /// A constant; its value is not known here.
    Constant(Path),
}

impl ToTokens for TypeId {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            TypeId::Number(number) => proc_macro2::Literal::i32_unsuffixed(*number).to_tokens(tokens),
            TypeId::Constant(path) => path.to_tokens(tokens),
        }
    }
}

/// One entry of `instances(..)`.
pub(crate) struct Instance {
    pub(crate) ty: Type,
    pub(crate) label: Label,
}

/// What tells the instances of one generic type apart.
pub(crate) enum Label {
    Name(LitStr, String),
    Id(TypeId),
}

#[derive(Default)]
pub(crate) struct Container {
    pub(crate) type_id: Option<Given<TypeId>>,
    pub(crate) name: Option<Given<String>>,
    pub(crate) accept_ids: Option<Given<Vec<i32>>>,
    pub(crate) python: Option<Given<Python>>,
    /// `tag = false`
    pub(crate) no_tag: Option<Given<()>>,
    /// `register = false`
    pub(crate) no_register: Option<Given<()>>,
    pub(crate) instances: Option<Given<Vec<Instance>>>,
    krate: Option<Given<Path>>,
}

impl Container {
    pub(crate) fn from_attributes(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut container = Container::default();
        each_key_of(attributes, "codec", errors, |key, input, errors| container.read(key, input, errors));
        container
    }

    /// The arguments of the attribute macro. It only needs `crate`; the derive reports the mistakes.
    pub(crate) fn from_arguments(arguments: TokenStream) -> Self {
        let mut container = Container::default();
        let keys = |input: ParseStream<'_>| {
            each_key(input, &mut Errors::default(), |key, input, errors| container.read(key, input, errors));
            Ok(())
        };
        // Every mistake is collected by `each_key`, and reported when the derive reads the same tokens.
        let _ = keys.parse2(arguments);
        container
    }

    /// Where `codec` is.
    pub(crate) fn krate(&self) -> Path {
        match &self.krate {
            Some(given) => given.value.clone(),
            None => syn::parse_quote!(::codec),
        }
    }

    fn read(&mut self, key: &Ident, input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<()> {
        match key.to_string().as_str() {
            "type_id" => set(&mut self.type_id, key, type_id(key, input)?),
            "name" => set(&mut self.name, key, value::name(key, input)?),
            "accept_ids" => set(&mut self.accept_ids, key, value::ids(key, input)?),
            "python" => set(&mut self.python, key, Python::parse(key, input, errors)?),
            "tag" => set(&mut self.no_tag, key, value::off(key, input)?),
            "register" => set(&mut self.no_register, key, value::off(key, input)?),
            "instances" => set(&mut self.instances, key, instances(key, input)?),
            "crate" => set(&mut self.krate, key, value::path(key, input)?),
            _ => Err(unknown_key(key, "in `json_serializable`", &KEYS)),
        }
    }
}

pub(super) fn type_id(key: &Ident, input: ParseStream<'_>) -> syn::Result<TypeId> {
    let usage = format!("`{key}` takes an `i32` or a constant: write `{key} = 4711`");
    value::equals(key, input, &usage)?;
    number_or_constant(key, input, &usage)
}

fn number_or_constant(key: &Ident, input: ParseStream<'_>, usage: &str) -> syn::Result<TypeId> {
    if value::is_int(input) {
        return value::int(key, input).map(TypeId::Number);
    }
    if input.is_empty() || input.peek(syn::Lit) {
        return Err(value::expected(key, input, usage));
    }
    Path::parse_mod_style(input).map(TypeId::Constant).map_err(|error| syn::Error::new(error.span(), usage))
}

fn instances(key: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<Instance>> {
    let usage = format!("`{key}` takes types with a name or an id: write `{key}(Msg<f64> = \"MsgF64\")`");
    value::items(key, input, &usage, |item| instance(key, item, &usage))
}

fn instance(key: &Ident, input: ParseStream<'_>, usage: &str) -> syn::Result<Instance> {
    let ty = input.parse()?;
    value::equals(key, input, usage)?;
    if !input.peek(LitStr) {
        return Ok(Instance { ty, label: Label::Id(number_or_constant(key, input, usage)?) });
    }
    let literal: LitStr = input.parse()?;
    let name = value::python_name(key, &literal)?;
    Ok(Instance { ty, label: Label::Name(literal, name) })
}

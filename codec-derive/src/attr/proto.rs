//! The keys of `#[proto_serializable(..)]`.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Path};

use super::container::{TypeId, type_id};
use super::{Given, each_key, set, unknown_key, value};
use crate::errors::Errors;

const KEYS: [&str; 5] = ["type_id", "name", "accept_ids", "register", "crate"];

#[derive(Default)]
pub(crate) struct ProtoKeys {
    pub(crate) type_id: Option<Given<TypeId>>,
    pub(crate) name: Option<Given<String>>,
    pub(crate) accept_ids: Option<Given<Vec<i32>>>,
    /// `register = false`
    pub(crate) no_register: Option<Given<()>>,
    krate: Option<Given<Path>>,
}

impl ProtoKeys {
    pub(crate) fn new(arguments: TokenStream, errors: &mut Errors) -> Self {
        let mut keys = ProtoKeys::default();
        let each = |input: ParseStream<'_>| {
            each_key(input, errors, |key, input, _| keys.read(key, input));
            Ok(())
        };
        let parsed = each.parse2(arguments);
        errors.keep(parsed);
        keys
    }

    /// Where `codec` is.
    pub(crate) fn krate(&self) -> Path {
        match &self.krate {
            Some(given) => given.value.clone(),
            None => syn::parse_quote!(::codec),
        }
    }

    fn read(&mut self, key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        match key.to_string().as_str() {
            "type_id" => set(&mut self.type_id, key, type_id(key, input)?),
            "name" => set(&mut self.name, key, value::name(key, input)?),
            "accept_ids" => set(&mut self.accept_ids, key, value::ids(key, input)?),
            "register" => set(&mut self.no_register, key, value::off(key, input)?),
            "crate" => set(&mut self.krate, key, value::path(key, input)?),
            _ => Err(unknown_key(key, "in `proto_serializable`", &KEYS)),
        }
    }
}

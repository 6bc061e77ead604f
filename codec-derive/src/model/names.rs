//! Names of fields and variants in the data.

use syn::Ident;
use syn::ext::IdentExt;

use crate::attr::serde::{SerdeKeys, Sides};
use crate::case::Rule;

/// What a field or a variant is called when it is written, and under which names it is read.
pub(crate) struct Names {
    pub(crate) serialize: String,
    pub(crate) deserialize: String,
    /// Without the name itself.
    pub(crate) aliases: Vec<String>,
}

impl Names {
    pub(crate) fn new(
        written: &str,
        serde: &SerdeKeys,
        rules: Sides<Rule>,
        apply: fn(Rule, &str) -> String,
    ) -> Self {
        let given = serde.sides("rename");
        let serialize = given.serialize.map_or_else(|| apply(rules.serialize, written), syn::LitStr::value);
        let deserialize =
            given.deserialize.map_or_else(|| apply(rules.deserialize, written), syn::LitStr::value);
        let mut aliases: Vec<String> = serde.texts("alias").map(syn::LitStr::value).collect();
        aliases.retain(|alias| *alias != deserialize);
        Names { serialize, deserialize, aliases }
    }

    /// Our field code has one name for both directions.
    pub(crate) fn differ(&self) -> bool {
        self.serialize != self.deserialize
    }

    /// Every name under which it is read.
    pub(crate) fn read(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.deserialize).chain(&self.aliases)
    }
}

/// The name without `r#`.
pub(crate) fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}

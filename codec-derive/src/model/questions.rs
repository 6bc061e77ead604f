//! What follows from the model for more than one stage.

use syn::{Ident, Member};

use super::{Field, Model, Shape, Style, Variant, unraw};
use crate::attr::container::{Instance, Label, TypeId};
use crate::attr::python::Kind;
use crate::attr::serde::SerdeKeys;
use crate::ids::{Class, Ids};

/// What the field code understands. Everything else takes serde's body, which is always right and only slower.
const DIRECT_CONTAINER: [&str; 6] =
    ["rename", "rename_all", "default", "bound", "expecting", "deny_unknown_fields"];
const DIRECT_FIELD: [&str; 8] = [
    "rename",
    "default",
    "skip",
    "skip_serializing",
    "skip_deserializing",
    "skip_serializing_if",
    "alias",
    "bound",
];
const DIRECT_VARIANT: [&str; 2] = ["rename", "alias"];

/// Serde attributes that put another representation in the place of the type's own.
const REPLACING: [&str; 4] = ["transparent", "from", "try_from", "into"];
const TAGGING: [&str; 3] = ["tag", "content", "untagged"];

impl Model {
    pub(crate) fn is_generic(&self) -> bool {
        !self.generics.params.is_empty()
    }

    /// The name of the Python class.
    pub(crate) fn python_name(&self) -> String {
        self.codec.name.as_ref().map_or_else(|| unraw(&self.ident), |given| given.value.clone())
    }

    /// A plain record or a plain integer: no tag, no id, no entry.
    pub(crate) fn is_untagged(&self) -> bool {
        self.codec.no_tag.is_some() || self.kind() == Kind::IntEnum
    }

    /// The fields of a struct; of an enum none.
    pub(crate) fn fields(&self) -> &[Field] {
        match &self.shape {
            Shape::Named(fields) | Shape::Tuple(fields) => fields,
            Shape::Unit | Shape::Enum(_) => &[],
        }
    }

    pub(crate) fn variants(&self) -> &[Variant] {
        match &self.shape {
            Shape::Enum(variants) => variants,
            _ => &[],
        }
    }

    /// The fields of the struct or of all variants.
    pub(crate) fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields().iter().chain(self.variants().iter().flat_map(|variant| &variant.fields))
    }

    /// The serde attributes of the type, its variants and all fields.
    pub(crate) fn all_serde_keys(&self) -> impl Iterator<Item = &SerdeKeys> {
        let variants = self.variants().iter().map(|variant| &variant.serde);
        std::iter::once(&self.serde).chain(variants).chain(self.all_fields().map(|field| &field.serde))
    }

    /// The variants of an enum that is a Python `Enum`: no data, and no representation of serde's in its place.
    pub(crate) fn unit_variants(&self) -> Option<&[Variant]> {
        let Shape::Enum(variants) = &self.shape else { return None };
        let all_unit = variants.iter().all(|variant| variant.style == Style::Unit);
        let replaced = self.serde.any(&REPLACING).is_some() || self.serde.any(&TAGGING).is_some();
        (all_unit && !replaced).then_some(variants)
    }

    /// The same variants, if one of them has a discriminant: then the integer is the value on the wire.
    pub(crate) fn numbered_variants(&self) -> Option<&[Variant]> {
        self.unit_variants().filter(|variants| variants.iter().any(|variant| variant.explicit.is_some()))
    }

    pub(crate) fn is_data_enum(&self) -> bool {
        matches!(self.shape, Shape::Enum(_)) && self.unit_variants().is_none()
    }

    /// Whether the payload is a dict by the shape of the type alone.
    pub(crate) fn is_dict(&self) -> bool {
        matches!(self.shape, Shape::Named(_) | Shape::Unit)
    }

    /// Whether serde's attributes put something else in the place of that dict.
    pub(crate) fn is_replaced(&self) -> bool {
        self.serde.any(&REPLACING).is_some()
    }

    /// What makes this type take serde's body, if anything does.
    pub(crate) fn beyond_field_code(&self) -> Option<Beyond<'_>> {
        if self.is_data_enum() {
            return Some(Beyond::Data);
        }
        self.container_beyond().or_else(|| self.fields_beyond()).or_else(|| self.variants_beyond())
    }

    fn container_beyond(&self) -> Option<Beyond<'_>> {
        self.serde.beyond(&DIRECT_CONTAINER).map(Beyond::Key)
    }

    fn fields_beyond(&self) -> Option<Beyond<'_>> {
        let in_tuple = matches!(self.shape, Shape::Tuple(_));
        if let (true, Some(key)) = (in_tuple, self.serde.get("default")) {
            return Some(Beyond::Key(&key.key));
        }
        self.fields().iter().find_map(|field| field.beyond(in_tuple, self.fields().len()))
    }

    fn variants_beyond(&self) -> Option<Beyond<'_>> {
        if self.numbered_variants().is_some() {
            // Names do not reach our wire; what else may stand on a variant is checked.
            return None;
        }
        self.variants().iter().find_map(|variant| {
            let names = variant.names.differ().then_some(Beyond::Names(&variant.ident));
            variant.serde.beyond(&DIRECT_VARIANT).map(Beyond::Key).or(names)
        })
    }

    /// Whether serde's derives would do no more than list the fields: then there is no need of a twin that carries them.
    pub(crate) fn is_listed(&self) -> bool {
        let Shape::Named(fields) = &self.shape else { return false };
        self.serde_attributes.is_empty() && fields.iter().all(Field::is_listed)
    }

    /// The fields under their own names, in order: the parameters of the Python class.
    pub(crate) fn sent_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields().iter().filter(|field| field.is_sent())
    }

    /// The serialised names. Positions of a tuple count what is sent: a skipped field has none.
    pub(crate) fn sent_names(&self) -> Vec<String> {
        let name = |(index, field): (usize, &Field)| match field.member {
            Member::Named(_) => field.names.serialize.clone(),
            Member::Unnamed(_) => format!("_{index}"),
        };
        self.sent_fields().enumerate().map(name).collect()
    }

    pub(crate) fn extra_field(&self) -> Option<&Field> {
        self.fields().iter().find(|field| field.codec.extra.is_some())
    }

    /// Whether serde's data model would lose the tags inside: it buffers for extra keys, and knows no serializers.
    pub(crate) fn needs_field_code(&self) -> bool {
        self.fields().iter().any(|field| field.codec.extra.is_some() || field.codec.object.is_some())
    }

    /// Why the parameters of the Python class cannot be known, unless the user gave them.
    pub(crate) fn hides_params(&self) -> Option<&Ident> {
        if self.python().is_some_and(|python| python.params.is_some()) {
            return None;
        }
        let flattened = self.fields().iter().find_map(|field| field.serde.any(&["flatten"]));
        flattened.or_else(|| self.is_data_enum().then_some(&self.ident))
    }

    /// The ids of the type itself.
    pub(crate) fn ids(&self) -> Option<ModelIds> {
        if self.is_untagged() {
            return None;
        }
        let accept = self.codec.accept_ids.as_ref().map_or(&[][..], |given| &given.value);
        if let Some(given) = &self.codec.type_id {
            return Some(ModelIds::Given(given.value.clone(), accept.to_vec()));
        }
        (!self.is_generic() && self.hides_params().is_none())
            .then(|| ModelIds::Computed(self.class(self.python_name()).ids(accept)))
    }

    /// The name and ids of a registered instance of a generic type.
    pub(crate) fn instance_ids(&self, instance: &Instance) -> (String, ModelIds) {
        match &instance.label {
            Label::Name(_, name) => (name.clone(), ModelIds::Computed(self.class(name.clone()).ids(&[]))),
            Label::Id(id) => (self.python_name(), ModelIds::Given(id.clone(), Vec::new())),
        }
    }

    fn class(&self, name: String) -> Class {
        let python = self.python().cloned().unwrap_or_default();
        let own_params = || (!self.kind().is_enum()).then(|| self.sent_names());
        Class {
            name,
            kind: self.kind(),
            repr: python.repr.is_none_or(|given| given.value),
            methods: python.methods.map(|given| given.value).unwrap_or_default(),
            params: python.params.map(|given| given.value).or_else(own_params),
        }
    }
}

/// Ids by mango's rule, or the user's.
pub(crate) enum ModelIds {
    Computed(Ids),
    Given(TypeId, Vec<i32>),
}

/// Why a type takes serde's body.
pub(crate) enum Beyond<'a> {
    /// An attribute of serde's.
    Key(&'a Ident),
    /// A field or a variant that is read under another name than it is written.
    Names(&'a Ident),
    /// An enum with data.
    Data,
}

impl Field {
    /// Skipped in both directions.
    pub(crate) fn is_skipped(&self) -> bool {
        self.serde.has("skip") || (self.serde.has("skip_serializing") && self.serde.has("skip_deserializing"))
    }

    /// Whether it is written under its own name.
    pub(crate) fn is_sent(&self) -> bool {
        self.codec.extra.is_none() && self.serde.any(&["skip", "skip_serializing", "flatten"]).is_none()
    }

    fn is_listed(&self) -> bool {
        self.serde_attributes.is_empty() && self.codec.object.is_none() && self.codec.extra.is_none()
    }

    fn beyond(&self, in_tuple: bool, of: usize) -> Option<Beyond<'_>> {
        if let Some(key) = self.serde.beyond(&DIRECT_FIELD) {
            return Some(Beyond::Key(key));
        }
        if !self.is_skipped() {
            if let Some(key) = self.serde.any(&["skip_serializing", "skip_deserializing"]) {
                return Some(Beyond::Key(key));
            }
        }
        // Positions that may be missing, and a newtype whose only field is skipped, follow rules of serde's own.
        let positional = match (in_tuple, of) {
            (true, 1) => self.serde.any(&["default", "skip", "skip_serializing", "skip_serializing_if"]),
            (true, _) => self.serde.any(&["default", "skip_serializing_if"]),
            (false, _) => None,
        };
        let names = match &self.member {
            Member::Named(ident) if self.names.differ() && !self.is_skipped() => Some(Beyond::Names(ident)),
            _ => None,
        };
        positional.map(Beyond::Key).or(names)
    }

    /// Whether a missing value is filled by `Default` of the field's own type.
    pub(crate) fn uses_default_trait(&self) -> bool {
        match self.serde.default() {
            Some(fallback) => matches!(fallback, crate::attr::serde::Fallback::Trait),
            None => self.serde.any(&["skip", "skip_deserializing"]).is_some(),
        }
    }
}

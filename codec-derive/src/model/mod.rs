//! What the annotated type is. Every question that a later stage asks is answered here.

use syn::{Attribute, Data, DeriveInput, Expr, Generics, Ident, Member, Path, Type, Visibility};

use crate::attr::container::Container;
use crate::attr::field::{FieldKeys, refuse_on_variant};
use crate::attr::python::{Kind, Python};
use crate::attr::serde::{SerdeKeys, Sides};
use crate::case::Rule;
use crate::errors::Errors;
use crate::self_type::SelfType;

mod names;
mod questions;

pub(crate) use names::{Names, unraw};
pub(crate) use questions::{Beyond, ModelIds};

pub(crate) struct Model {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    pub(crate) generics: Generics,
    pub(crate) krate: Path,
    pub(crate) codec: Container,
    pub(crate) serde: SerdeKeys,
    /// The `#[serde(..)]` attributes as written, for the twin.
    pub(crate) serde_attributes: Vec<Attribute>,
    pub(crate) self_type: SelfType,
    pub(crate) shape: Shape,
}

pub(crate) enum Shape {
    Named(Vec<Field>),
    Tuple(Vec<Field>),
    Unit,
    Enum(Vec<Variant>),
}

pub(crate) struct Field {
    pub(crate) member: Member,
    pub(crate) ty: Type,
    pub(crate) names: Names,
    pub(crate) codec: FieldKeys,
    pub(crate) serde: SerdeKeys,
    pub(crate) serde_attributes: Vec<Attribute>,
}

pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) style: Style,
    pub(crate) fields: Vec<Field>,
    pub(crate) names: Names,
    pub(crate) serde: SerdeKeys,
    pub(crate) serde_attributes: Vec<Attribute>,
    /// As written.
    pub(crate) explicit: Option<Expr>,
    /// By Rust's rule: one more than the variant before. `None` where that is not a literal.
    pub(crate) discriminant: Option<i64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Named,
    Tuple,
    Unit,
}

impl Model {
    /// `None` for unions, which have been reported.
    pub(crate) fn new(input: DeriveInput, errors: &mut Errors) -> Option<Self> {
        let codec = Container::from_attributes(&input.attrs, errors);
        let serde = SerdeKeys::from_attributes(&input.attrs);
        let shape = match input.data {
            Data::Struct(data) => structure(data.fields, &serde, errors),
            Data::Enum(data) => Shape::Enum(variants(data.variants, &serde, errors)),
            Data::Union(data) => {
                errors.at(
                    data.union_token,
                    "`json_serializable` goes on a struct or an enum; a union does not say what it holds",
                );
                return None;
            }
        };
        Some(Model {
            self_type: SelfType::new(&input.ident, &input.generics),
            krate: codec.krate(),
            serde_attributes: serde_only(input.attrs),
            ident: input.ident,
            vis: input.vis,
            generics: input.generics,
            codec,
            serde,
            shape,
        })
    }
}

fn structure(fields: syn::Fields, serde: &SerdeKeys, errors: &mut Errors) -> Shape {
    let style = style(&fields);
    let fields = read_fields(fields, rules(serde, "rename_all"), errors);
    match style {
        Style::Named => Shape::Named(fields),
        Style::Tuple => Shape::Tuple(fields),
        Style::Unit => Shape::Unit,
    }
}

fn style(fields: &syn::Fields) -> Style {
    match fields {
        syn::Fields::Named(_) => Style::Named,
        syn::Fields::Unnamed(_) => Style::Tuple,
        syn::Fields::Unit => Style::Unit,
    }
}

fn rules(serde: &SerdeKeys, key: &str) -> Sides<Rule> {
    let given = serde.sides(key);
    let rule =
        |text: Option<&syn::LitStr>| text.and_then(|text| Rule::from_name(&text.value())).unwrap_or_default();
    Sides { serialize: rule(given.serialize), deserialize: rule(given.deserialize) }
}

fn read_fields(fields: syn::Fields, rules: Sides<Rule>, errors: &mut Errors) -> Vec<Field> {
    let members: Vec<Member> = fields.members().collect();
    members.into_iter().zip(fields).map(|(member, field)| read_field(member, field, rules, errors)).collect()
}

fn read_field(member: Member, field: syn::Field, rules: Sides<Rule>, errors: &mut Errors) -> Field {
    let serde = SerdeKeys::from_attributes(&field.attrs);
    let written = match &member {
        Member::Named(ident) => unraw(ident),
        Member::Unnamed(index) => format!("_{}", index.index),
    };
    Field {
        names: Names::new(&written, &serde, rules, Rule::field),
        codec: FieldKeys::from_attributes(&field.attrs, errors),
        serde_attributes: serde_only(field.attrs),
        ty: field.ty,
        member,
        serde,
    }
}

fn variants(
    variants: impl IntoIterator<Item = syn::Variant>,
    serde: &SerdeKeys,
    errors: &mut Errors,
) -> Vec<Variant> {
    let mut next = Some(0);
    let read = |variant| {
        let variant = read_variant(variant, serde, next, errors);
        next = variant.discriminant.and_then(|value| value.checked_add(1));
        variant
    };
    variants.into_iter().map(read).collect()
}

fn read_variant(
    variant: syn::Variant,
    container: &SerdeKeys,
    next: Option<i64>,
    errors: &mut Errors,
) -> Variant {
    refuse_on_variant(&variant.attrs, errors);
    let serde = SerdeKeys::from_attributes(&variant.attrs);
    let own = rules(&serde, "rename_all");
    let fallback = rules(container, "rename_all_fields");
    let field_rules = Sides {
        serialize: own.serialize.or(fallback.serialize),
        deserialize: own.deserialize.or(fallback.deserialize),
    };
    let explicit = variant.discriminant.map(|(_, value)| value);
    Variant {
        style: style(&variant.fields),
        fields: read_fields(variant.fields, field_rules, errors),
        names: Names::new(&unraw(&variant.ident), &serde, rules(container, "rename_all"), Rule::variant),
        serde_attributes: serde_only(variant.attrs),
        discriminant: match &explicit {
            Some(value) => integer(value),
            None => next,
        },
        ident: variant.ident,
        explicit,
        serde,
    }
}

/// An integer literal that fits, with or without a minus sign.
fn integer(value: &Expr) -> Option<i64> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Int(digits) => digits.base10_digits().parse().ok(),
            _ => None,
        },
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => match &*unary.expr {
            Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(digits), .. }) => {
                format!("-{}", digits.base10_digits()).parse().ok()
            }
            _ => None,
        },
        Expr::Group(group) => integer(&group.expr),
        Expr::Paren(paren) => integer(&paren.expr),
        _ => None,
    }
}

fn serde_only(mut attributes: Vec<Attribute>) -> Vec<Attribute> {
    attributes.retain(|attribute| attribute.path().is_ident("serde"));
    attributes
}

impl Model {
    pub(crate) fn python(&self) -> Option<&Python> {
        self.codec.python.as_ref().map(|given| &given.value)
    }

    /// How the Python class is declared.
    pub(crate) fn kind(&self) -> Kind {
        match self.python().and_then(|python| python.kind.as_ref()) {
            Some(kind) => kind.value,
            None if self.unit_variants().is_some() => Kind::Enum,
            None => Kind::Plain,
        }
    }
}

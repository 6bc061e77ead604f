//! Annotated types in a crate that allows nothing: generated code must not be what it complains about.
#![forbid(unsafe_code, missing_docs, non_ascii_idents, unused_must_use, trivial_casts, let_underscore_drop)]
#![deny(
    warnings,
    unused,
    nonstandard_style,
    rust_2018_idioms,
    rust_2024_compatibility,
    future_incompatible,
    keyword_idents,
    absolute_paths_not_starting_with_crate,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_numeric_casts,
    unit_bindings,
    unreachable_pub,
    unused_crate_dependencies,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::cargo_common_metadata,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_docs_in_private_items,
    clippy::exhaustive_structs,
    clippy::exhaustive_enums,
    clippy::as_conversions,
    clippy::default_numeric_fallback,
    clippy::shadow_unrelated,
    clippy::wildcard_enum_match_arm,
    clippy::str_to_string,
    clippy::clone_on_ref_ptr,
    clippy::mod_module_files,
    clippy::allow_attributes_without_reason
)]
#![allow(clippy::cargo_common_metadata, reason = "this crate is not published")]
#![allow(clippy::redundant_pub_crate, reason = "it is the opposite of `unreachable_pub`")]

use renamed::{Dict, Value, json_serializable};

/// A plain struct.
#[json_serializable(crate = renamed)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Plain {
    /// A scalar.
    pub n: i64,
    /// A list.
    pub list: Vec<f64>,
    /// A value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub any: Option<Value>,
    /// Everything else.
    #[codec(extra)]
    pub extra: Dict,
}

/// A unit struct.
#[json_serializable(crate = renamed)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unit;

/// A newtype.
#[json_serializable(crate = renamed)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Newtype(pub Plain);

/// A tuple.
#[json_serializable(crate = renamed)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tuple(pub i64, pub Option<Newtype>);

/// A generic struct.
#[json_serializable(crate = renamed, instances(Generic<i64> = "GenericI64"))]
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Generic<T> {
    /// A value.
    pub value: T,
}

/// An enum by name.
#[json_serializable(crate = renamed)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ByName {
    /// One.
    One,
    /// Two.
    Two,
}

/// An enum by number.
#[json_serializable(crate = renamed)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ByNumber {
    /// One.
    One = 1,
    /// Two.
    Two = 2,
}

/// An enum with data.
#[json_serializable(crate = renamed, type_id = 8001)]
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WithData {
    /// Nothing.
    Nothing,
    /// A tuple.
    Some(i64, String),
    /// A struct.
    Named {
        /// A field.
        field: bool,
    },
}

/// A record without a tag, which takes serde's code.
#[json_serializable(crate = renamed, tag = false)]
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Flat {
    /// A nested record.
    #[serde(flatten)]
    pub inner: Generic<i64>,
}

/// A type that is deprecated, with a field that is.
#[deprecated = "to see whether generated code minds"]
#[json_serializable(crate = renamed)]
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Old {
    /// A field.
    #[deprecated]
    pub n: i64,
}

/// A type that only this crate sees, with methods that nobody calls.
#[json_serializable(crate = renamed)]
#[derive(Debug, Clone, PartialEq, Eq)]
struct Private {
    /// A field.
    n: i64,
}

/// A module of its own.
mod inner {
    /// Visible one level up.
    #[renamed::json_serializable(crate = renamed)]
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub(super) struct Within {
        /// A field.
        pub(super) n: i64,
    }
}

impl Plain {
    /// Makes one.
    #[must_use]
    pub fn new(n: i64) -> Self {
        Self { n, list: Vec::new(), any: None, extra: Dict::new() }
    }
}

/// Uses the private types, so that only generated code could be unused.
#[must_use]
pub fn private() -> String {
    format!("{:?} {:?}", Private { n: 1 }, inner::Within { n: 2 })
}

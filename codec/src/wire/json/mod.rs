//! JSON text: a reader and a writer that know the grammar and nothing of types.
//!
//! The grammar is `CPython`'s `json`: RFC 8259, plus `NaN`, `Infinity` and `-Infinity` unless `strict`, integers of
//! any length, and floats beyond the range as infinity. Stricter in one point: a lone surrogate is refused, because
//! a Rust string cannot hold it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "an offset is at most the length of the text, which is at most isize::MAX; what is added to one is a length of what was found there; digits and exponents are bounded where they are read"
)]
// The pieces of a scan must end up in one function: measured, for each that has the attribute.
#![allow(clippy::inline_always)]

#[cfg(feature = "base64")]
mod base64;
mod decimal;
mod escape;
#[cfg(feature = "fast_json")]
mod fast;
mod fault;
mod float;
mod integer;
mod key;
mod name;
mod number;
mod powers;
mod reader;
mod scan;
mod skip;
mod string;
mod structure;
mod tag;
mod writer;

#[cfg(test)]
mod tests;

#[cfg(feature = "fast_json")]
pub(crate) use fast::base64_text;
#[cfg(feature = "fast_json")]
pub(crate) use float::fast_float_text;
pub(crate) use float::float_text;
pub use key::Key;
pub(crate) use number::{SHORT_FLOAT, Usual};
pub(crate) use reader::{Reader, text};
pub(crate) use tag::{Around, Tag};
pub(crate) use writer::{Style, Writer};

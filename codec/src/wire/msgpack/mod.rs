//! MessagePack: a reader and a writer that know the format and nothing of types.
//!
//! Written is the smallest form of everything, floats always with 64 bits; read is every form. A string has to be
//! UTF-8.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "an offset is at most the length of the message, which is at most isize::MAX; a length that was claimed is compared with what is left before anything is added to it"
)]
mod fault;
mod key;
mod number;
mod reader;
mod skip;
mod string;
mod structure;
mod tag;
mod writer;

#[cfg(test)]
mod tests;

pub(crate) use key::Key;
pub(crate) use reader::Reader;
pub(crate) use tag::Tag;
pub(crate) use writer::{Open, Writer};

//! MessagePack: a reader and a writer that know the format and nothing of types.
//!
//! Written is the smallest form of everything, floats always with 64 bits; read is every form. A string has to be
//! UTF-8.
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

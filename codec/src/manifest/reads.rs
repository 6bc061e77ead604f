//! Whether a reader of one type reads everything that a writer of another writes.

use std::collections::BTreeSet;

use super::{Entry, Manifest};
use crate::schema::{Field, Payload, Type};

/// Both sides of one direction.
#[derive(Clone, Copy)]
pub(super) struct Direction<'a> {
    pub(super) reader: &'a Manifest,
    pub(super) writer: &'a Manifest,
}

/// How deep records are followed into each other: the files may be anybody's.
const DEPTH: usize = 32;

impl Direction<'_> {
    pub(super) fn reads(self, reader: &Type, writer: &Type) -> bool {
        Comparison { of: self, records: BTreeSet::new() }.at(reader, writer, DEPTH)
    }
}

/// One question, whose parts must all be answered with yes.
struct Comparison<'a> {
    of: Direction<'a>,
    /// Pairs of records that were met: they may hold each other in circles, and each other many times. What was met
    /// before is taken for the same, since the whole is not if it turns out otherwise.
    records: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Comparison<'a> {
    fn at(&mut self, reader: &'a Type, writer: &'a Type, depth: usize) -> bool {
        let mut both = |reader: &'a Type, writer: &'a Type| self.at(reader, writer, depth);
        match (reader, writer) {
            (Type::AnyValue, _) => true,
            // Named types change in places of their own, and are compared there.
            (Type::Named(reader), Type::Named(writer)) => self.named(reader, writer, depth),
            (reader, writer) if reader == writer => true,
            (Type::Optional(reader), Type::Optional(writer)) => both(reader, writer),
            (Type::Optional(reader), writer) => both(reader, writer),
            (Type::Int { signed: to, bits: wide }, Type::Int { signed: from, bits }) => match (to, from) {
                (true, false) => wide > bits,
                (false, true) => false,
                _ => wide >= bits,
            },
            // A float takes any number; a whole number beyond its digits is not rounded without a word elsewhere, so it
            // is not called the same here.
            (Type::Float { bits: wide }, Type::Float { bits }) => wide >= bits,
            (Type::Float { bits: wide }, Type::Int { bits, .. }) => bits < wide,
            // Not the other way round: a list of numbers is no place for bytes.
            (Type::Binary, Type::ListOf(element)) => **element == Type::Int { signed: false, bits: 8 },
            (Type::AnyDict, Type::MapOf(key, _)) => **key == Type::Text,
            (Type::MapOf(key, value), Type::AnyDict) => **key == Type::Text && **value == Type::AnyValue,
            (Type::MapOf(key, value), Type::MapOf(from_key, from)) => {
                both(key, from_key) && both(value, from)
            }
            (reader, writer) => self.lists(reader, writer, depth),
        }
    }

    fn lists(&mut self, reader: &'a Type, writer: &'a Type, depth: usize) -> bool {
        let mut both = |reader: &'a Type, writer: &'a Type| self.at(reader, writer, depth);
        match (reader, writer) {
            (Type::AnyList, Type::ListOf(_) | Type::Array(..) | Type::Tuple(_)) => true,
            (Type::ListOf(reader), Type::AnyList) => **reader == Type::AnyValue,
            (Type::ListOf(reader), Type::ListOf(writer) | Type::Array(writer, _)) => both(reader, writer),
            (Type::ListOf(reader), Type::Tuple(elements)) => {
                elements.iter().all(|writer| both(reader, writer))
            }
            (Type::Array(reader, len), Type::Array(writer, from)) => len == from && both(reader, writer),
            (Type::Array(reader, len), Type::Tuple(elements)) => {
                *len == elements.len() && elements.iter().all(|writer| both(reader, writer))
            }
            (Type::Tuple(elements), Type::Array(writer, len)) => {
                *len == elements.len() && elements.iter().all(|reader| both(reader, writer))
            }
            (Type::Tuple(readers), Type::Tuple(writers)) => {
                readers.len() == writers.len() && readers.iter().zip(writers).all(|(a, b)| both(a, b))
            }
            _ => false,
        }
    }

    /// Two types with one name change where they are defined. Of others, the reader has to know the writer's id, and a
    /// record has to look the same.
    fn named(&mut self, reader_name: &'a str, writer_name: &'a str, depth: usize) -> bool {
        if reader_name == writer_name {
            return true;
        }
        let Direction { reader, writer } = self.of;
        let (Some(reader), Some(writer)) = (reader.entries.get(reader_name), writer.entries.get(writer_name))
        else {
            return false;
        };
        match (reader.id, writer.id) {
            (Some(_), Some(id)) => reader.understands(id),
            (None, None) => {
                !self.records.insert((reader_name, writer_name)) || self.record(reader, writer, depth)
            }
            _ => false,
        }
    }

    fn record(&mut self, reader: &'a Entry, writer: &'a Entry, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        match (&reader.payload, &writer.payload) {
            (Payload::Fields(a), Payload::Fields(b)) | (Payload::Items(a), Payload::Items(b)) => {
                let same = |(a, b): (&'a Field, &'a Field)| {
                    a.name == b.name && a.may_be_skipped == b.may_be_skipped && self.at(&a.ty, &b.ty, depth)
                };
                a.len() == b.len() && a.iter().zip(b).all(same)
            }
            (Payload::Single(a), Payload::Single(b)) => self.at(&a.ty, &b.ty, depth),
            (Payload::Opaque, _) | (_, Payload::Opaque) => false,
            (a, b) => a == b,
        }
    }
}

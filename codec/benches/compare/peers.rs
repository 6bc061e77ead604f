//! The peers, each as a type that `serde_json` decodes and encodes: a further peer is one more such type.

use std::any::Any;
use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};

use crate::plain::{M, Payload, S};

/// typetag with the tag among the fields: it buffers the fields before it knows the type.
#[typetag::serde(tag = "type")]
pub(crate) trait Internal: Any {}

/// typetag with tag and content side by side.
#[typetag::serde(tag = "type", content = "value")]
pub(crate) trait Adjacent: Any {}

macro_rules! typetag_peer {
    ($($trait:ident)*) => {$(
        #[typetag::serde(name = "S")]
        impl $trait for S {}

        #[typetag::serde(name = "Payload")]
        impl $trait for Payload {}

        #[typetag::serde(name = "M")]
        impl $trait for M<Box<dyn $trait>> {}
    )*};
}

typetag_peer!(Internal Adjacent);

/// `serde_json` with Python's spacing.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { out.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}

pub(crate) fn to_spaced<P: Serialize>(value: &P) -> serde_json::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(128);
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, Spaced))?;
    Ok(out)
}

pub(crate) fn append<P: Serialize>(value: &P, out: &mut Vec<u8>) -> serde_json::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(out, CompactFormatter))
}

//! typetag: trait objects over serde, found by a tag in the text.

use std::any::Any;

use codec_benches::plain::{L, M, Payload, S, T, X};

/// The tag among the fields: it buffers the fields before it knows the type.
#[typetag::serde(tag = "type")]
pub(crate) trait Internal: Any {}

/// Tag and content side by side.
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

        #[typetag::serde(name = "L")]
        impl $trait for L<Box<dyn $trait>> {}

        #[typetag::serde(name = "X")]
        impl $trait for X {}

        #[typetag::serde(name = "T")]
        impl $trait for T {}
    )*};
}

typetag_peer!(Internal Adjacent);

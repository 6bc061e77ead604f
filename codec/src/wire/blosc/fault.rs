//! The errors of the container and of the compressed streams in it.

use crate::error::{DecodeError, DecodeKind, Limit};

/// What is wrong with a compressed stream, and at which of its bytes. The container knows where the stream stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) what: &'static str,
    pub(super) at: usize,
}

const TOO_LONG: &str = "the data does not fit into its block";

impl Fault {
    #[cold]
    pub(super) const fn new(what: &'static str, at: usize) -> Self {
        Fault { what, at }
    }

    /// More than the container has room for.
    #[cold]
    pub(super) const fn too_long(at: usize) -> Self {
        Self::new(TOO_LONG, at)
    }

    pub(super) fn is_too_long(self) -> bool {
        self.what == TOO_LONG
    }

    #[cold]
    pub(super) const fn ends(at: usize) -> Self {
        Self::new("the data ends early", at)
    }

    /// As an error of the whole, for a stream that stands at this byte.
    #[cold]
    pub(super) fn inside(self, format: &str, start: usize) -> DecodeError {
        syntax(start.saturating_add(self.at), format!("invalid {format} data: {}", self.what))
    }
}

#[cold]
pub(super) fn syntax(at: usize, what: impl Into<std::borrow::Cow<'static, str>>) -> DecodeError {
    DecodeError::new(DecodeKind::Syntax, what).at(at)
}

/// The first byte is none of a Blosc buffer: most likely it is no such buffer at all.
#[cold]
pub(super) fn no_blosc(version: u8) -> DecodeError {
    syntax(0, format!("not a Blosc 1 buffer: it begins with {version}, not with 2"))
        .help("check that the sender compresses, and with Blosc 1")
}

#[cold]
pub(super) fn header_ends(length: usize) -> DecodeError {
    DecodeError::new(DecodeKind::Eof, format!("input ends inside the Blosc header: {length} of 16 bytes"))
        .at(length)
}

#[cold]
pub(super) fn input_ends(claimed: u32, length: usize) -> DecodeError {
    let message = format!("input ends inside the Blosc buffer: {length} of {claimed} bytes");
    DecodeError::new(DecodeKind::Eof, message).at(length)
}

#[cold]
pub(super) fn trailing(claimed: u32, length: usize) -> DecodeError {
    syntax(claimed as usize, format!("input goes on behind the Blosc buffer: {length} bytes, not {claimed}"))
}

#[cold]
pub(super) fn too_large(claimed: u32, most: usize) -> DecodeError {
    let message = format!("{claimed} decompressed bytes are more than the limit of {most}");
    DecodeError::limited(Limit::Decompressed, message).at(4)
}

#[cold]
pub(super) fn unsupported(at: usize, what: String, help: &'static str) -> DecodeError {
    DecodeError::new(DecodeKind::Unsupported, what).at(at).help(help)
}

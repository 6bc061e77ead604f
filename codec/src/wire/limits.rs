use crate::error::{DecodeError, Limit, SerializationError};

/// What a codec is willing to read; every limit is on by default and answers with its own error. Those of depth and of
/// digits hold for what it writes as well. That of frames is no matter of codecs: [`transport`](crate::transport) holds
/// to it, both ways.
///
/// # Example
/// ```
/// use codec::{Codec, Json, Limits};
/// let codec = Json::builder().limits(Limits::default().depth(2)).build()?;
/// assert!(codec.decode(b"[[1]]").is_ok());
/// assert!(codec.decode(b"[[[1]]]").unwrap_err().is_limit());
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub(crate) depth: u32,
    pub(crate) input: usize,
    pub(crate) elements: usize,
    pub(crate) digits: usize,
    #[cfg_attr(not(feature = "blosc"), allow(dead_code))] // settable all the same
    pub(crate) decompressed: usize,
    pub(crate) frame: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            depth: 128,
            input: 64 << 20,
            elements: 1 << 20,
            digits: 4300,
            decompressed: 16 << 20,
            frame: 4 << 20,
        }
    }
}

impl Limits {
    /// The most levels of nesting. A tagged object and the container of its payload are one level; a tag around a
    /// scalar is none. Default 128, which fits a 256 KiB stack in an optimized build, and one of 512 KiB in any.
    #[must_use]
    pub fn depth(self, levels: u32) -> Self {
        Limits { depth: levels, ..self }
    }

    /// The most bytes of one message. Default 64 MiB.
    #[must_use]
    pub fn input(self, bytes: usize) -> Self {
        Limits { input: bytes, ..self }
    }

    /// The most list elements and dict entries of one message, all levels together. Default 1,048,576.
    #[must_use]
    pub fn elements(self, count: usize) -> Self {
        Limits { elements: count, ..self }
    }

    /// The most digits of one integer. Default 4,300, as in CPython since 3.11. An integer of 64 bits, which has twenty at
    /// most, is written whatever the limit.
    #[must_use]
    pub fn digits(self, count: usize) -> Self {
        Limits { digits: count, ..self }
    }

    /// The most bytes that a compressed message may have when it is decompressed. Default 16 MiB.
    #[must_use]
    pub fn decompressed(self, bytes: usize) -> Self {
        Limits { decompressed: bytes, ..self }
    }

    /// The most bytes of a message in a frame of a stream, the four bytes of its length not counted. Default 4 MiB; no
    /// frame holds more than 4,294,967,295. See [`transport`](crate::transport).
    #[must_use]
    pub fn frame(self, bytes: usize) -> Self {
        Limits { frame: bytes, ..self }
    }
}

/// What is said where a limit is passed, in every format.
impl Limits {
    #[cold]
    #[inline(never)]
    pub(crate) fn input_passed(&self) -> DecodeError {
        DecodeError::limited(Limit::Input, format!("input is longer than {} bytes", self.input))
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn depth_passed(&self, at: usize) -> DecodeError {
        read_too_deep(self.depth).at(at)
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn elements_passed(&self, at: usize) -> DecodeError {
        let message = format!("more than {} list elements and dict entries", self.elements);
        DecodeError::limited(Limit::Elements, message).at(at)
    }
}

fn too_deep(most: u32) -> String {
    format!("nesting is deeper than {most} level{}", if most == 1 { "" } else { "s" })
}

/// The limit of depth on the way in.
#[cold]
#[inline(never)]
pub(crate) fn read_too_deep(most: u32) -> DecodeError {
    DecodeError::limited(Limit::Depth, too_deep(most))
}

/// The limit of depth on the way out.
#[cold]
#[inline(never)]
pub(crate) fn written_too_deep(most: u32) -> SerializationError {
    SerializationError::limited(Limit::Depth, too_deep(most))
}

//! The Blosc 1 container: what aiomas's `MsgPackBlosc` puts around its MessagePack.
//!
//! A buffer says by itself how it was made, so that there is one way to read it: [`decompress`]. It reads everything
//! that C-Blosc 1.8 to 1.21 writes with blosclz, lz4, lz4hc, zlib or zstd; snappy is refused. [`compress`] writes what
//! all of them read.
//!
//! ```
//! use codec::blosc::{Options, compress, decompress};
//!
//! let samples: Vec<u8> = (0..1000).flat_map(|n| f64::from(n).to_le_bytes()).collect();
//! let mut buffer = Vec::new();
//! compress(&samples, &mut buffer, &Options::default())?;
//! assert!(buffer.len() < samples.len() / 4);
//! assert_eq!(decompress(&buffer, 16 << 20)?, samples);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The format
//!
//! A header of 16 bytes, all numbers little-endian: version 2, version of the compressor's format (1), flags, size of
//! an element, then as 32-bit integers the length of the data, of a block and of the whole buffer. Stored data follows
//! at once; else the places of the blocks and the blocks, each one stream or, where its elements are small and many,
//! one for each byte of an element, behind its length. Shuffled blocks hold the first bytes of all elements, then the
//! second ones, and so on, which brings what is alike together.
//!
//! # Trust
//!
//! Nothing in a buffer is: it is decoded in safe Rust, memory grows with the data that is really there, and the length
//! of the result is limited before anything is reserved for it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "lengths of a buffer and of its blocks are 32 bits, checked against what arrived and against the limit before they are used, in offsets of 64"
)]

mod bitshuffle;
mod blosclz;
mod fault;
mod grow;
mod header;
mod lz4;
mod read;
mod shuffle;
#[cfg(test)]
mod tests;
mod write;
mod zlib;
mod zstd;

use crate::error::{DecodeError, SerializationError};

/// What [`compress`] compresses with. Every C-Blosc since 1.8 reads both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Compressor {
    /// Blosc's own: what aiomas sends.
    #[default]
    Blosclz,
    /// Faster, and often a little larger.
    Lz4,
}

/// How [`compress`] compresses; the default is what aiomas does.
///
/// # Example
/// ```
/// use codec::blosc::{Compressor, Options, compress};
///
/// let mut buffer = Vec::new();
/// let options = Options::default().compressor(Compressor::Lz4).typesize(4).shuffle(true);
/// compress(&[0; 4000], &mut buffer, &options)?;
/// assert_eq!(buffer[2] >> 5, 1); // the number of lz4
/// # Ok::<(), codec::SerializationError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    compressor: Compressor,
    typesize: u8,
    shuffle: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { compressor: Compressor::Blosclz, typesize: 8, shuffle: true }
    }
}

impl Options {
    /// With what. Default [`Compressor::Blosclz`].
    #[must_use]
    pub fn compressor(self, compressor: Compressor) -> Self {
        Options { compressor, ..self }
    }

    /// The bytes of an element. Default 8, as of an `f64`; 0 counts as 1. It decides what is shuffled and how blocks
    /// are split; any data may be compressed with any size.
    #[must_use]
    pub fn typesize(self, bytes: u8) -> Self {
        Options { typesize: bytes.max(1), ..self }
    }

    /// Whether the bytes of the same place in their elements are put side by side. Default true; it helps with numbers
    /// and seldom hurts text.
    #[must_use]
    pub fn shuffle(self, shuffle: bool) -> Self {
        Options { shuffle, ..self }
    }
}

/// Appends a buffer with this data. Where compressing does not pay, it holds the data as it is: less than 128 bytes,
/// or data without any repetition, become 16 bytes longer.
///
/// # Example
/// ```
/// use codec::blosc::{Options, compress};
/// let mut buffer = Vec::new();
/// compress(b"\xc0", &mut buffer, &Options::default())?;
/// assert_eq!(buffer, b"\x02\x01\x13\x08\x01\0\0\0\x01\0\0\0\x11\0\0\0\xc0");
/// # Ok::<(), codec::SerializationError>(())
/// ```
///
/// # Errors
/// If the data is longer than 2,147,483,631 bytes, which is the most that Blosc 1 can hold (`is_limit`). Nothing is
/// appended then.
pub fn compress(input: &[u8], out: &mut Vec<u8>, options: &Options) -> Result<(), SerializationError> {
    write::compress(input, out, *options)
}

/// The data of a buffer, of which it must be all: bytes behind its end are an error.
///
/// # Example
/// ```
/// use codec::blosc::decompress;
/// let buffer = b"\x02\x01\x13\x08\x01\0\0\0\x01\0\0\0\x11\0\0\0\xc0";
/// assert_eq!(decompress(buffer, 100)?, b"\xc0");
///
/// let error = decompress(b"\x81\xa1\x61\x01", 100).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "not a Blosc 1 buffer: it begins with 129, not with 2 (byte 0); check that the sender compresses, and with Blosc 1"
/// );
/// # Ok::<(), codec::DecodeError>(())
/// ```
///
/// # Errors
/// If the data has more than `most` bytes (`is_limit`), if it is compressed with something that this crate does not
/// read (`is_unsupported`), or if the bytes are no complete Blosc buffer (`is_syntax`).
pub fn decompress(input: &[u8], most: usize) -> Result<Vec<u8>, DecodeError> {
    let mut out = Vec::new();
    decompress_into(input, most, &mut out)?;
    Ok(out)
}

/// [`decompress`] into a vector that is used again: the data replaces what it held. After an error it holds nothing.
///
/// # Example
/// ```
/// use codec::blosc::{Options, compress, decompress_into};
/// let (mut buffer, mut data) = (Vec::new(), b"before".to_vec());
/// compress(b"data", &mut buffer, &Options::default())?;
/// decompress_into(&buffer, 100, &mut data)?;
/// assert_eq!(data, b"data");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`decompress`].
pub fn decompress_into(input: &[u8], most: usize, out: &mut Vec<u8>) -> Result<(), DecodeError> {
    read::decompress(input, most, out).inspect_err(|_| out.clear())
}

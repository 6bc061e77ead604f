//! The real C-Blosc behind a safe interface: it judges our buffers and makes those that ours must read.
//!
//! One thread, no global state. Beside the allocator that counts, the only unsafe code of the tests.

use std::ffi::{CString, c_int, c_void};

/// What is done to a block before it is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Nothing.
    None = 0,
    /// Bytes of the same place in their elements side by side.
    Bytes = 1,
    /// The same with bits.
    Bits = 2,
}

/// How C-Blosc is to compress.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// `blosclz`, `lz4`, `lz4hc`, `zlib` or `zstd`.
    pub compressor: &'a str,
    /// From 0, which stores, to 9.
    pub level: u8,
    /// What is done to blocks before.
    pub filter: Filter,
    /// The bytes of an element.
    pub typesize: u8,
    /// 0 leaves it to C-Blosc.
    pub blocksize: usize,
}

/// The most bytes that a buffer is larger than what it holds.
const OVERHEAD: usize = 16;

/// A buffer as C-Blosc makes it.
///
/// # Panics
/// If C-Blosc refuses the settings.
pub fn compress(input: &[u8], settings: Settings<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    compress_into(input, settings, &mut out);
    out
}

/// The same into a vector that is used again; what it held is lost.
///
/// # Panics
/// If C-Blosc refuses the settings.
pub fn compress_into(input: &[u8], settings: Settings<'_>, out: &mut Vec<u8>) {
    let name = CString::new(settings.compressor).expect("a name without NUL");
    let room = input.len() + OVERHEAD;
    out.clear();
    out.reserve(room);
    // SAFETY: C-Blosc reads `input.len()` bytes of `input` and writes at most `room` bytes to `out`, which has the
    // capacity; the name is terminated and outlives the call. One thread, so nothing outlives it.
    let written = unsafe {
        blosc_src::blosc_compress_ctx(
            c_int::from(settings.level),
            settings.filter as c_int,
            usize::from(settings.typesize),
            input.len(),
            input.as_ptr().cast::<c_void>(),
            out.as_mut_ptr().cast::<c_void>(),
            room,
            name.as_ptr(),
            settings.blocksize,
            1,
        )
    };
    let written = usize::try_from(written).ok().filter(|&count| count > 0 && count <= room);
    let written = written.unwrap_or_else(|| panic!("C-Blosc refuses {settings:?}"));
    // SAFETY: C-Blosc has written that many bytes, checked to be within the capacity.
    unsafe { out.set_len(written) };
}

/// What C-Blosc makes of a buffer; `None` where it refuses.
pub fn decompress(buffer: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    decompress_into(buffer, &mut out).then_some(out)
}

/// The same into a vector that is used again; what it held is lost.
pub fn decompress_into(buffer: &[u8], out: &mut Vec<u8>) -> bool {
    out.clear();
    let mut length = 0;
    // SAFETY: C-Blosc reads the header within `buffer.len()` bytes, and writes one `usize`.
    let verdict = unsafe {
        blosc_src::blosc_cbuffer_validate(buffer.as_ptr().cast::<c_void>(), buffer.len(), &raw mut length)
    };
    if verdict != 0 {
        return false;
    }
    out.reserve(length);
    // SAFETY: the header's size is that of `buffer`, as was just checked; at most `length` bytes are written to `out`,
    // which has the capacity. One thread, so nothing outlives the call.
    let written = unsafe {
        blosc_src::blosc_decompress_ctx(
            buffer.as_ptr().cast::<c_void>(),
            out.as_mut_ptr().cast::<c_void>(),
            length,
            1,
        )
    };
    if usize::try_from(written) != Ok(length) {
        return false;
    }
    // SAFETY: C-Blosc has written that many bytes.
    unsafe { out.set_len(length) };
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_what_aiomas_sends() {
        let settings =
            Settings { compressor: "blosclz", level: 9, filter: Filter::Bytes, typesize: 8, blocksize: 0 };
        let buffer = compress(b"\xc0", settings);
        assert_eq!(buffer, b"\x02\x01\x13\x08\x01\0\0\0\x01\0\0\0\x11\0\0\0\xc0");
        assert_eq!(decompress(&buffer).unwrap(), b"\xc0");
        assert_eq!(decompress(&buffer[1..]), None);
    }
}

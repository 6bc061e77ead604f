//! The Blosc container against C-Blosc, and MessagePack in it.

use codec::Codec as _;
use codec::blosc::{Compressor, Options, compress, decompress};
use codec_tests_cblosc as cblosc;

use super::types::Subject;
use super::{documented, judged, settles};

/// What may be decompressed here: enough for several blocks.
const MOST: usize = 1 << 20;

/// Everything that must hold of any bytes: as a buffer, and as data.
///
/// # Panics
/// If something does not.
pub fn blosc(bytes: &[u8]) {
    buffer(bytes);
    data(bytes);
    let codec = Subject::named("MsgPackBlosc").codec;
    if let Ok(value) = judged(codec, bytes) {
        settles(codec, &value);
    }
    if let Err(error) = codec.decode_as::<Vec<f64>>(bytes) {
        documented(&error);
    }
}

/// Ours reads it as C-Blosc does, as far as both read it. C-Blosc is only shown what ours accepts: its own reader is not
/// made for hostile buffers.
fn buffer(bytes: &[u8]) {
    match decompress(bytes, MOST) {
        Ok(data) => {
            assert!(data.len() <= MOST);
            if let Some(theirs) = cblosc::decompress(bytes) {
                assert!(theirs == data, "C-Blosc reads {} other bytes", theirs.len());
            }
        }
        Err(error) => documented(&error),
    }
}

/// What ours writes, both read.
fn data(bytes: &[u8]) {
    for compressor in [Compressor::Blosclz, Compressor::Lz4] {
        let mut out = Vec::new();
        let typesize = bytes.first().map_or(8, |first| first % 17 + 1);
        let options = Options::default().compressor(compressor).typesize(typesize);
        compress(bytes, &mut out, &options).expect("short data");
        assert!(decompress(&out, bytes.len()).expect("our own buffer") == bytes);
        assert!(cblosc::decompress(&out).expect("our own buffer") == bytes);
    }
}

//! Every way in which C-Blosc writes a buffer, read by ours; every way in which ours does, read by C-Blosc.

use codec::blosc::{Compressor, Options, compress, decompress};
use codec_tests_cblosc::{self as cblosc, Filter, Settings};

use crate::data::{self, KINDS};

const LENGTHS: [usize; 12] = [0, 1, 15, 16, 17, 127, 128, 129, 1000, 65_535, 65_536, 1_000_003];
const TYPESIZES: [u8; 5] = [1, 2, 4, 8, 16];
const COMPRESSORS: [&str; 5] = ["blosclz", "lz4", "lz4hc", "zlib", "zstd"];
const FILTERS: [Filter; 3] = [Filter::None, Filter::Bytes, Filter::Bits];

/// Long data of every kind takes minutes without optimization.
fn kinds(length: usize) -> &'static [data::Kind] {
    if cfg!(debug_assertions) && length > 100_000 { &[data::Kind::Mixed] } else { &KINDS }
}

fn reads(input: &[u8], settings: Settings<'_>) {
    let buffer = cblosc::compress(input, settings);
    let ours = decompress(&buffer, input.len()).unwrap_or_else(|error| panic!("{settings:?}: {error}"));
    assert!(ours == input, "{settings:?}, length {}", input.len());
}

fn all_buffers(compressor: &str) {
    for length in LENGTHS {
        for &kind in kinds(length) {
            let input = data::of(kind, length, length as u64);
            for (typesize, filter) in TYPESIZES.iter().flat_map(|&size| FILTERS.map(|filter| (size, filter)))
            {
                // The highest level takes long over long data and is met with the short ones.
                let level = if length > 100_000 { 5 } else { 9 };
                reads(&input, Settings { compressor, level, filter, typesize, blocksize: 0 });
            }
        }
    }
}

#[test]
fn buffers_of_blosclz() {
    all_buffers("blosclz");
}

#[test]
fn buffers_of_lz4() {
    all_buffers("lz4");
}

#[test]
fn buffers_of_lz4hc() {
    all_buffers("lz4hc");
}

#[test]
fn buffers_of_zlib() {
    all_buffers("zlib");
}

#[test]
fn buffers_of_zstd() {
    all_buffers("zstd");
}

#[test]
fn every_level_block_size_and_uncommon_type_size() {
    for compressor in COMPRESSORS {
        for (kind, length) in KINDS.iter().flat_map(|&kind| [(kind, 3001), (kind, 70_000)]) {
            let input = data::of(kind, length, 5);
            for level in 0..10 {
                let typesize = [1, 3, 7, 8, 17, 255][usize::from(level) % 6];
                for (filter, blocksize) in
                    FILTERS.iter().flat_map(|&filter| [(filter, 0), (filter, 1024), (filter, 5000)])
                {
                    reads(&input, Settings { compressor, level, filter, typesize, blocksize });
                }
            }
        }
    }
}

/// How ours may be asked to write.
fn options() -> impl Iterator<Item = Options> {
    let all =
        [Compressor::Blosclz, Compressor::Lz4].into_iter().flat_map(|each| [(each, false), (each, true)]);
    all.flat_map(|(compressor, shuffle)| {
        let options = Options::default().compressor(compressor).shuffle(shuffle);
        TYPESIZES.into_iter().chain([3, 17, 255]).map(move |size| options.typesize(size))
    })
}

#[test]
fn ours_is_read_by_c_blosc() {
    let mut compressed = 0;
    for length in LENGTHS {
        for &kind in kinds(length) {
            let input = data::of(kind, length, length as u64);
            for options in options() {
                let mut buffer = Vec::new();
                compress(&input, &mut buffer, &options).unwrap();
                assert!(buffer.len() <= length + 16, "{options:?}");
                compressed += usize::from(buffer[2] & 2 == 0);
                assert!(
                    cblosc::decompress(&buffer).as_ref() == Some(&input),
                    "{kind:?} {length} {options:?}"
                );
                assert!(decompress(&buffer, length).unwrap() == input, "{kind:?} {length} {options:?}");
            }
        }
    }
    assert!(compressed > 300, "only {compressed} are compressed");
}

#[test]
fn a_stored_buffer_is_the_one_of_c_blosc() {
    for length in [0, 1, 7, 8, 9, 127, 128, 5000] {
        let input = data::of(data::Kind::Noise, length, 3);
        let settings =
            Settings { compressor: "blosclz", level: 9, filter: Filter::Bytes, typesize: 8, blocksize: 0 };
        let mut buffer = Vec::new();
        compress(&input, &mut buffer, &Options::default()).unwrap();
        assert_eq!(buffer, cblosc::compress(&input, settings), "{length}");
    }
}

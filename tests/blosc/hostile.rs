//! Buffers that were cut, changed or made to harm: each gives data or an error of a documented kind, within memory that
//! its bytes account for. Each decode is followed by a good one in the same vector.

use codec::DecodeError;
use codec::blosc::{Compressor, Options, compress, decompress, decompress_into};
use codec_tests_cblosc::{self as cblosc, Filter, Settings};

use crate::counting::count;
use crate::data::{self, KINDS, Random};

const MIB: usize = 1 << 20;
/// The limit that most of these tests set.
const MOST: usize = MIB;

/// The result, and the most memory that was used for it.
fn measured(buffer: &[u8], most: usize) -> (Result<Vec<u8>, DecodeError>, usize) {
    let (result, counts) = count(|| decompress(buffer, most));
    (result, counts.peak.unsigned_abs())
}

/// Decodes it, and checks what must hold of every buffer.
fn attack(buffer: &[u8], most: usize) -> Result<Vec<u8>, DecodeError> {
    let (result, peak) = measured(buffer, most);
    let written = result.as_ref().map_or(0, Vec::len);
    assert!(written <= most);
    if let Err(error) = &result {
        let kinds = [error.is_syntax(), error.is_limit(), error.is_unsupported()];
        assert_eq!(kinds.iter().filter(|&&is| is).count(), 1, "{error}");
        assert!(error.offset().is_some_and(|at| at <= buffer.len().max(16)), "{error}");
        assert!(error.to_string().len() <= 512, "{error}");
    }
    // What arrived may stand in the result and, shuffled, beside it, each in a vector that was just doubled.
    let bound = (64 << 10) + 64 * buffer.len() + 6 * written;
    assert!(peak <= bound, "{peak} bytes for {} and {written}", buffer.len());
    result
}

/// Buffers of all kinds, with what is in them.
fn samples(count: usize, longest: usize) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut random = Random::new(42);
    let compressors = ["blosclz", "lz4", "lz4hc", "zlib", "zstd"];
    let filters = [Filter::None, Filter::Bytes, Filter::Bits];
    (0..count)
        .map(|index| {
            let (kind, length) = (KINDS[random.below(5)], 1 + random.below(longest));
            let input = data::of(kind, length, random.next());
            let mut buffer = Vec::new();
            if index % 8 == 0 {
                let compressor = [Compressor::Blosclz, Compressor::Lz4][random.below(2)];
                compress(&input, &mut buffer, &Options::default().compressor(compressor)).unwrap();
            } else {
                let settings = Settings {
                    compressor: compressors[index % 5],
                    level: 9,
                    filter: filters[random.below(3)],
                    typesize: [1, 2, 4, 8, 16][random.below(5)],
                    blocksize: [0, 128, 600][random.below(3)],
                };
                buffer = cblosc::compress(&input, settings);
            }
            (input, buffer)
        })
        .collect()
}

#[test]
fn every_truncation_is_an_error() {
    for (_, buffer) in samples(200, 1500) {
        for end in 0..buffer.len() {
            let error = attack(&buffer[..end], MOST).unwrap_err();
            assert!(error.is_eof() || end == 0, "{error}");
            // The same with a header that agrees.
            if end >= 16 {
                let mut cut = buffer[..end].to_vec();
                cut[12..16].copy_from_slice(&u32::try_from(end).unwrap().to_le_bytes());
                attack(&cut, MOST).unwrap_err();
            }
        }
        let longer = [&buffer[..], b"\0"].concat();
        assert_eq!(attack(&longer, MOST).unwrap_err().offset(), Some(buffer.len()));
    }
}

#[test]
fn every_byte_changed() {
    let mut again = Vec::new();
    for (input, buffer) in samples(300, 700) {
        for at in 0..buffer.len() {
            let flips = (0..8).map(|bit| buffer[at] ^ 1 << bit);
            for byte in [0x00, 0x7F, 0x80, 0xFF].into_iter().chain(flips) {
                let mut changed = buffer.clone();
                changed[at] = byte;
                drop(attack(&changed, MOST));
            }
        }
        decompress_into(&buffer, input.len(), &mut again).unwrap();
        assert!(again == input);
    }
}

#[test]
fn every_length_field_set() {
    for (_, buffer) in samples(300, 3000) {
        let read = |at: usize| u32::from_le_bytes(buffer[at..at + 4].try_into().unwrap());
        // The lengths of the header, the places of the blocks and, where it stands, the length of the first stream.
        let fields = (4..buffer.len().min(64) - 3).step_by(4);
        for at in fields {
            let now = read(at);
            let near = [0, now.wrapping_sub(1), now.wrapping_add(1), 1 << 7, 1 << 8, 1 << 15, 1 << 16];
            for value in near.into_iter().chain([i32::MAX.cast_unsigned(), 1 << 31, u32::MAX]) {
                let mut changed = buffer.clone();
                changed[at..at + 4].copy_from_slice(&value.to_le_bytes());
                drop(attack(&changed, MOST));
                drop(attack(&changed, usize::MAX));
            }
        }
    }
}

#[test]
fn splices() {
    let samples = samples(100, 2000);
    let mut random = Random::new(7);
    for _ in 0..20_000 {
        let (first, second) = (&samples[random.below(100)].1, &samples[random.below(100)].1);
        let mut spliced =
            [&first[..random.below(first.len())], &second[random.below(second.len())..]].concat();
        if let (Some(place), Ok(length)) = (spliced.get_mut(12..16), u32::try_from(first.len())) {
            place.copy_from_slice(&length.to_le_bytes());
        }
        spliced.resize(first.len(), 0);
        drop(attack(&spliced, MOST));
    }
}

/// A header with these lengths.
fn header(flags: u8, length: u32, blocksize: u32, all: u32) -> Vec<u8> {
    let lengths = [length, blocksize, all].map(u32::to_le_bytes);
    [&[2, 1, flags, 8][..], lengths.as_flattened()].concat()
}

#[test]
fn claims_without_data_take_no_memory() {
    for length in [16 * MIB, 1 << 31, (1 << 31) - 17, u32::MAX as usize] {
        let length = u32::try_from(length).unwrap();
        for compressor in 0..8 {
            for filter in [0, 1, 4] {
                let flags = compressor << 5 | 0x10 | filter;
                let (result, peak) = measured(&header(flags, length, length, 16), usize::MAX);
                assert!(result.is_err() && peak < 4096, "{peak}");
                // With one block that says to have a stream of some bytes.
                let mut buffer = header(flags, length, length, 30);
                buffer.extend([20, 0, 0, 0, 6, 0, 0, 0, 0x20, 0, 0xE0, 0xFF, 0xFF, 0xFF]);
                let (result, peak) = measured(&buffer, usize::MAX);
                assert!(result.is_err() && peak <= 64 << 10, "{flags:x}: {peak}");
            }
        }
    }
}

#[test]
fn bombs_are_refused_at_the_limit() {
    let zeros = vec![0; 64 * MIB];
    for compressor in ["blosclz", "lz4", "zlib", "zstd"] {
        let settings = Settings { compressor, level: 9, filter: Filter::Bytes, typesize: 8, blocksize: 0 };
        let bomb = cblosc::compress(&zeros, settings);
        assert!(bomb.len() * 200 < zeros.len());
        let (result, peak) = measured(&bomb, 16 * MIB);
        let error = result.unwrap_err();
        assert!(error.is_limit() && peak < 4096, "{error}, {peak}");
        assert_eq!(
            error.to_string(),
            "67108864 decompressed bytes are more than the limit of 16777216 (byte 4); raise \
             `Limits::decompressed`, if the sender is trusted"
        );
        // The header lies about the length of what is in the streams.
        let mut lying = bomb.clone();
        lying[4..8].copy_from_slice(&100_000_u32.to_le_bytes());
        lying[8..12].copy_from_slice(&100_000_u32.to_le_bytes());
        let (result, peak) = measured(&lying, 16 * MIB);
        assert!(result.is_err() && peak < (64 << 10) + 16 * bomb.len(), "{peak}");
    }
}

#[test]
fn the_limit_is_exact() {
    for (length, fits) in [(MOST - 1, true), (MOST, true), (MOST + 1, false)] {
        let mut buffer = Vec::new();
        compress(&vec![7; length], &mut buffer, &Options::default()).unwrap();
        match decompress(&buffer, MOST) {
            Ok(data) => assert!(fits && data.len() == length),
            Err(error) => assert!(!fits && error.is_limit()),
        }
    }
}

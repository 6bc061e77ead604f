//! What a buffer says that cannot be. The real C-Blosc stands in a test program of its own.

#![allow(clippy::cast_possible_truncation)] // bytes of counters

use super::*;

/// A header with these fields; the lengths are those of the data, of a block and of the whole buffer.
fn header(versions: [u8; 2], flags: u8, typesize: u8, lengths: [u32; 3]) -> Vec<u8> {
    let lengths = lengths.map(u32::to_le_bytes);
    [&versions[..], &[flags, typesize], lengths.as_flattened()].concat()
}

fn refused(buffer: &[u8]) -> String {
    decompress(buffer, 1000).unwrap_err().to_string()
}

/// Behind a header for 4 bytes in one block; the length of the whole is filled in.
fn one_block(flags: u8, body: &[u8]) -> Vec<u8> {
    let all = u32::try_from(16 + body.len()).unwrap();
    [header([2, 1], flags, 1, [4, 4, all]), body.to_vec()].concat()
}

#[test]
fn round_trips_of_every_option() {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let mut all = b"before".to_vec();
    for length in [0, 1, 127, 128, 1000, 70_003] {
        let input: Vec<u8> =
            (0..length).map(|at| if at % 3 == 0 { noise() } else { (at >> 6) as u8 }).collect();
        for compressor in [Compressor::Blosclz, Compressor::Lz4] {
            for typesize in [1, 2, 3, 4, 8, 16, 100] {
                for shuffle in [false, true] {
                    let options =
                        Options::default().compressor(compressor).typesize(typesize).shuffle(shuffle);
                    all.truncate(6);
                    compress(&input, &mut all, &options).unwrap();
                    let buffer = all.strip_prefix(b"before").unwrap();
                    assert!(buffer.len() <= length + 16, "{options:?}");
                    assert!(decompress(buffer, length).unwrap() == input, "{length} {options:?}");
                }
            }
        }
    }
}

#[test]
fn headers_that_cannot_be() {
    let stored = |lengths| [header([2, 1], 2, 8, lengths), b"data".to_vec()].concat();
    assert_eq!(decompress(&stored([4, 4, 20]), 4).unwrap(), b"data");
    assert_eq!(refused(b""), "input ends inside the Blosc header: 0 of 16 bytes (byte 0)");
    assert_eq!(refused(&[2; 15]), "input ends inside the Blosc header: 15 of 16 bytes (byte 15)");
    assert_eq!(refused(&stored([4, 4, 15])), "a Blosc buffer of 15 bytes, less than its header (byte 12)");
    assert_eq!(refused(&stored([4, 0, 20])), "a Blosc block size of 0 in a buffer of 4 (byte 8)");
    assert_eq!(refused(&stored([3, 3, 20])), "a stored Blosc buffer of 3 bytes has 4 (byte 4)");
    assert_eq!(refused(&stored([0, 1, 20])), "data in a Blosc buffer of length 0 (byte 16)");
    assert_eq!(decompress(&header([2, 1], 0, 8, [0, 9, 16]), 0).unwrap(), b"");
    assert_eq!(refused(&header([2, 1], 2, 0, [0, 0, 16])), "a Blosc type size of 0 (byte 3)");
    assert_eq!(
        refused(&stored([1001, 4, 20])),
        "1001 decompressed bytes are more than the limit of 1000 (byte 4); raise `Limits::decompressed`, if the \
         sender is trusted"
    );
}

#[test]
fn what_is_not_supported_says_so() {
    let with = |versions, flags| decompress(&header(versions, flags, 8, [4, 4, 16]), 9).unwrap_err();
    let snappy = with([2, 1], 0x40);
    assert!(snappy.is_unsupported() && !snappy.is_syntax());
    assert_eq!(
        snappy.to_string(),
        "unsupported compressor snappy (byte 2); let the sender use blosclz, lz4, zlib or zstd"
    );
    assert!(with([2, 1], 0xE0).to_string().starts_with("unsupported compressor number 7 (byte 2)"));
    assert!(with([2, 1], 0x08).to_string().starts_with("unsupported Blosc flag 0x08 (byte 2)"));
    assert!(with([2, 9], 0x20).to_string().starts_with("unsupported version 9 of the lz4 format (byte 1)"));
    // Stored data needs no compressor.
    let stored = [header([2, 9], 0x42, 8, [4, 4, 20]), b"data".to_vec()].concat();
    assert_eq!(decompress(&stored, 9).unwrap(), b"data");
}

#[test]
fn blocks_and_streams_that_cannot_be() {
    let stream = |length: u32, data: &[u8]| [&20_u32.to_le_bytes()[..], &length.to_le_bytes(), data].concat();
    assert_eq!(decompress(&one_block(0, &stream(4, b"data")), 9).unwrap(), b"data");
    assert_eq!(refused(&one_block(0, b"")), "a Blosc buffer of 16 bytes for 1 blocks (byte 8)");
    assert_eq!(
        refused(&one_block(0, &[16, 0, 0, 0, 1])),
        "the first Blosc block begins at 16, not at 20 (byte 16)"
    );
    assert_eq!(
        refused(&one_block(0, &[20, 0, 0, 0])),
        "a Blosc block begins at 20, in a buffer of 20 bytes (byte 16)"
    );
    assert_eq!(refused(&one_block(0, &[20, 0, 0, 0, 1])), "a Blosc block ends before its streams (byte 20)");
    assert_eq!(
        refused(&one_block(0, &stream(5, b"data"))),
        "a Blosc stream of 5 bytes, where 4 are left (byte 20)"
    );
    assert_eq!(
        refused(&one_block(0, &stream(u32::MAX, b"data"))),
        "a Blosc stream of -1 bytes, where 4 are left (byte 20)"
    );
    assert_eq!(
        refused(&one_block(0, &stream(3, b"data"))),
        "a Blosc block goes on behind its last stream, to byte 28 (byte 27)"
    );
    assert_eq!(
        refused(&one_block(0, &stream(2, b"\x02a"))),
        "invalid blosclz data: the data ends early (byte 26)"
    );
    assert_eq!(
        refused(&one_block(0x20, &stream(3, b"\x10a\0"))),
        "invalid lz4 data: the data ends early (byte 27)"
    );
    assert_eq!(
        refused(&one_block(0x60, &stream(6, b"\x78\x9c\xff\0\0\0"))),
        "invalid zlib data: an impossible code (byte 27)"
    );
    assert_eq!(
        refused(&one_block(0x80, &stream(5, b"\x28\xb5\x2f\xfe\0"))),
        "invalid zstd data: not a Zstandard frame (byte 28)"
    );
}

#[test]
fn blocks_stand_in_any_order_but_not_in_one_place() {
    let two = |first: u32, second: u32| {
        let places = [first, second].map(u32::to_le_bytes);
        let head = header([2, 1], 0, 1, [8, 4, 40]);
        [&head[..], places.as_flattened(), b"\x04\0\0\0head\x04\0\0\0tail"].concat()
    };
    assert_eq!(decompress(&two(24, 32), 8).unwrap(), b"headtail");
    assert_eq!(decompress(&two(32, 24), 8).unwrap(), b"tailhead");
    assert_eq!(refused(&two(24, 24)), "two Blosc blocks begin at 24 (byte 20)");
    assert_eq!(refused(&two(24, 28)), "a Blosc stream of 4 bytes, where 0 are left (byte 24)");
    assert_eq!(refused(&two(28, 32)), "the first Blosc block begins at 28, not at 24 (byte 16)");
    assert_eq!(refused(&two(24, 40)), "a Blosc block begins at 40, in a buffer of 40 bytes (byte 20)");
}

#[test]
fn blocks_that_are_split_have_whole_elements() {
    let buffer =
        [header([2, 1], 0, 8, [1025, 1025, 40]), 20_u32.to_le_bytes().to_vec(), vec![0; 20]].concat();
    let error = decompress(&buffer, 2000).unwrap_err();
    assert_eq!(error.to_string(), "a Blosc block size of 1025, where elements have 8 bytes (byte 8)");
}

#[test]
fn a_vector_that_is_used_again_holds_nothing_old() {
    let (mut long, mut short) = (Vec::new(), Vec::new());
    compress(&[7; 5000], &mut long, &Options::default()).unwrap();
    compress(&[8; 300], &mut short, &Options::default().shuffle(false)).unwrap();
    let mut data = Vec::new();
    decompress_into(&long, 5000, &mut data).unwrap();
    assert_eq!(data, [7; 5000]);
    decompress_into(&short, 5000, &mut data).unwrap();
    assert_eq!(data, [8; 300]);
    decompress_into(&long, 4999, &mut data).unwrap_err();
    assert!(data.is_empty());
}

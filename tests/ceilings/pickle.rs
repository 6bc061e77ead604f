//! Peak memory of the pickles in a `MangoMessage`.

use codec::{Codec, Limits, MangoMessage, Protobuf};
use codec_tests::varint::field;

use crate::counting::count;

/// More than of text, since an empty list takes one byte; a machine keeps what it builds until the end.
const PER_BYTE: usize = 128;
const AHEAD: usize = 64 << 10;

/// A message whose content is this pickle.
pub(crate) fn message(pickle: &[u8]) -> Vec<u8> {
    [b"\x08\x9d\xc6\x8c\xc5\x0a".to_vec(), field(0x12, &field(0x0A, pickle))].concat()
}

#[test]
fn pickles_take_memory_in_proportion() {
    let limits = Limits::default().elements(usize::MAX / 4);
    let codec = Protobuf::builder().allow_pickle(true).limits(limits).build().unwrap();
    for (item, before, after) in [
        (&b"N"[..], &b"("[..], &b"l."[..]),
        (b"]", b"(", b"l."),
        (b")", b"(", b"t."),
        (b"]\x94", b"(", b"l."),
        (b"]Na", b"(", b"l."),
        (b"}", b"(", b"l."),
        (b"N\x85", b"(", b"l."),
        (b"K\x01", b"(", b"l."),
        (b"\x8c\x00", b"(", b"l."),
        (b"U\x01a", b"(", b"l."),
        (b"h\x00", b"]\x940(", b"l."),
        (b"h\x00", b"\x8c\x20abcdefghijklmnopqrstuvwxyz012345\x940(", b"l."),
        (b"\x94", b"N", b"."),
        (b"2", b"(N", b"l."),
        (b"K\x010", b"N", b"."),
        (b"}\x8c\x01aNs", b"(", b"l."),
    ] {
        let mut most = 0;
        for power in 8..=17 {
            for count_of in [1_usize << power, (1 << power) + 1] {
                let bytes = message(&[before, &item.repeat(count_of), after].concat());
                let (result, counts) = count(|| codec.decode_as::<MangoMessage>(&bytes));
                assert!(result.is_ok(), "{}", result.err().unwrap());
                let peak = counts.peak.unsigned_abs();
                assert!(peak <= PER_BYTE * bytes.len() + AHEAD, "{item:?}: {counts:?}");
                most = most.max(peak.saturating_sub(AHEAD) * 10 / bytes.len());
            }
        }
        println!(
            "pickle of {}: at most {}.{} bytes per byte of input",
            item.escape_ascii(),
            most / 10,
            most % 10
        );
    }
}

/// What is referred to again is copied: for the 1 MiB that is free, and then in proportion as well.
#[test]
fn what_is_referred_to_again_takes_memory_in_proportion() {
    let codec = Protobuf::builder().allow_pickle(true).build().unwrap();
    for per_level in [2_usize, 10, 100, 1000] {
        for levels in 1..=20 {
            // Lists, and tuples.
            for build in [b'l', b't'] {
                let bytes = message(&shared(build, per_level, levels));
                let (result, counts) = count(|| codec.decode_as::<MangoMessage>(&bytes));
                let peak = counts.peak.unsigned_abs();
                let is_refused = result.is_err_and(|error| error.is_limit());
                assert!(
                    peak <= PER_BYTE * bytes.len() + AHEAD + (2 << 20),
                    "{per_level}^{levels}: {counts:?}"
                );
                // A table of a hundred times the same row of a hundred is no attack.
                assert!(!is_refused || per_level.saturating_pow(levels) > 10_000, "{per_level}^{levels}");
            }
        }
    }
}

/// Containers of as many references to the one before.
fn shared(build: u8, per_level: usize, levels: u32) -> Vec<u8> {
    let mut pickle = b"N".to_vec();
    for level in 0..levels {
        pickle.push(0x94);
        let level = u8::try_from(level).unwrap();
        let references = [b'h', level].repeat(per_level);
        pickle.extend([b"0(", &references[..], &[build]].concat());
    }
    [&pickle[..], b"."].concat()
}

//! Peak memory of the pickles in a `MangoMessage`.

use codec::{Codec, Limits, MangoMessage, Protobuf};

use crate::counting::count;

/// More than of text, since an empty list takes one byte; a machine keeps what it builds until the end.
const PER_BYTE: usize = 128;
const AHEAD: usize = 64 << 10;

/// A message whose content is this pickle.
fn message(pickle: &[u8]) -> Vec<u8> {
    let field = |tag: u8, bytes: &[u8]| {
        let mut out = vec![tag];
        let mut rest = bytes.len();
        while rest >= 0x80 {
            out.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        out.push(rest.to_le_bytes()[0]);
        [&out[..], bytes].concat()
    };
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

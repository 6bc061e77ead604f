//! Every kind of length field of every format that has them: what claims a length, with next to nothing behind it, takes
//! next to no memory. What the formats without length fields claim by other means is in [`bombs`](crate::bombs).

use std::collections::{BTreeMap, HashMap};

use codec::transport::Frames;
use codec::{Bytes, Codec as _, DynCodec, Limits, Value};
use codec_tests::judge::proto_registry;
use codec_tests::varint::varint;
use serde::{Deserialize, Serialize};

use crate::codecs::{codec, stored};
use crate::counting::{Counts, count};
use crate::memory::{AHEAD, PER_BYTE};
use crate::pickle;

const LENGTHS: [u64; 13] = [
    1 << 7,
    1 << 8,
    1 << 15,
    1 << 16,
    (1 << 20) - 1,
    1 << 20,
    (1 << 31) - 1,
    1 << 31,
    (1 << 32) - 1,
    1 << 32,
    (1 << 63) - 1,
    1 << 63,
    u64::MAX,
];
const BEHIND: [usize; 5] = [0, 1, 9, 100, 1000];

/// A length field: what stands before it, how many bytes it has, and whether the lowest comes first.
struct Field {
    before: &'static [u8],
    size: usize,
    little: bool,
}

const fn big(before: &'static [u8], size: usize) -> Field {
    Field { before, size, little: false }
}

const fn little(before: &'static [u8], size: usize) -> Field {
    Field { before, size, little: true }
}

impl Field {
    /// The claim, if the field can make it.
    fn claim(&self, length: u64) -> Option<Vec<u8>> {
        let fits = self.size == 8 || length >> (8 * self.size) == 0;
        let bytes = if self.little { length.to_le_bytes() } else { length.to_be_bytes() };
        let bytes = if self.little { &bytes[..self.size] } else { &bytes[8 - self.size..] };
        fits.then(|| [self.before, bytes].concat())
    }
}

/// Claims of all lengths with all numbers of bytes behind them, and those also within themselves.
fn claims(fields: &[Field]) -> impl Iterator<Item = Vec<u8>> {
    let all = fields.iter().flat_map(|field| LENGTHS.iter().filter_map(|length| field.claim(*length)));
    all.flat_map(|claim| {
        let behind = BEHIND.into_iter().map({
            let claim = claim.clone();
            move |behind| [&claim[..], &vec![0; behind]].concat()
        });
        behind.chain([2, 100].map(|levels| claim.repeat(levels))).collect::<Vec<_>>()
    })
}

/// A type whose every level could reserve for elements that never come.
#[derive(Serialize, Deserialize)]
struct Nested(HashMap<String, Nested>);

#[derive(Serialize, Deserialize)]
struct Listed(Vec<Listed>);

fn as_types(codec: &dyn DynCodec, bytes: &[u8]) -> [Counts; 8] {
    [
        count(|| codec.decode(bytes).is_ok()).1,
        count(|| codec.decode_as::<Vec<f64>>(bytes).is_ok()).1,
        count(|| codec.decode_as::<Vec<String>>(bytes).is_ok()).1,
        count(|| codec.decode_as::<String>(bytes).is_ok()).1,
        count(|| codec.decode_as::<Bytes>(bytes).is_ok()).1,
        count(|| codec.decode_as::<BTreeMap<String, Value>>(bytes).is_ok()).1,
        count(|| codec.decode_as::<Nested>(bytes).is_ok()).1,
        count(|| codec.decode_as::<Listed>(bytes).is_ok()).1,
    ]
}

#[track_caller]
fn little_memory(what: &str, codec: &dyn DynCodec, all: impl Iterator<Item = Vec<u8>>) {
    let (mut number, mut most) = (0, 0);
    for bytes in all {
        for counts in as_types(codec, &bytes) {
            let peak = counts.peak.unsigned_abs();
            assert!(peak <= PER_BYTE * bytes.len() + AHEAD, "{what}: {}: {counts:?}", bytes.escape_ascii());
            most = most.max(peak.saturating_sub(PER_BYTE * bytes.len()));
        }
        number += 1;
    }
    println!("{what}: {number} claims, at most {most} bytes beyond 64 for each byte");
}

const MSGPACK: [Field; 18] = [
    big(b"\xC4", 1),
    big(b"\xC5", 2),
    big(b"\xC6", 4),
    big(b"\xC7", 1),
    big(b"\xC8", 2),
    big(b"\xC9", 4),
    big(b"\xD9", 1),
    big(b"\xDA", 2),
    big(b"\xDB", 4),
    big(b"\xDC", 2),
    big(b"\xDD", 4),
    big(b"\xDE", 2),
    big(b"\xDF", 4),
    // Within a dict, a list, a key, and a tag.
    big(b"\x81\xA1k\xDD", 4),
    big(b"\x91\xDF", 4),
    big(b"\x81\xDD", 4),
    big(b"\x81\xA8__type__\x92\x07\xDD", 4),
    big(b"\x81\xA8__type__\xDD", 4),
];

#[test]
fn msgpack() {
    let codec = codec("MsgPack");
    little_memory("MessagePack", &*codec, claims(&MSGPACK));
}

/// In the container, and the container's own.
#[test]
fn blosc() {
    let codec = codec("MsgPackBlosc");
    little_memory("MessagePack in Blosc", &*codec, claims(&MSGPACK).map(|bytes| stored(&bytes)));
    let mut headers = Vec::new();
    for (flags, field) in (0..=255_u8).flat_map(|flags| [(flags, 4), (flags, 8), (flags, 12)]) {
        for length in LENGTHS.into_iter().filter_map(|length| u32::try_from(length).ok()) {
            // The two lengths agree, or one is alone; both with a stream that claims as much.
            for (all, behind) in [(true, 0), (true, 100), (false, 100)] {
                let mut bytes =
                    [&[2, 1, flags, 255][..], &[64, 0, 0, 0].repeat(3), &vec![0; behind]].concat();
                bytes[field..field + 4].copy_from_slice(&length.to_le_bytes());
                if all {
                    bytes[4..8].copy_from_slice(&length.to_le_bytes());
                    bytes[8..12].copy_from_slice(&length.to_le_bytes());
                    let len = u32::try_from(bytes.len()).unwrap();
                    bytes[12..16].copy_from_slice(&len.to_le_bytes());
                }
                if let Some(start) = bytes.get_mut(16..24) {
                    start.copy_from_slice(&[&20_u32.to_le_bytes()[..], &length.to_le_bytes()].concat());
                }
                headers.push(bytes);
            }
        }
    }
    little_memory("Blosc", &*codec, headers.into_iter());
}

/// Text, bytes, lists and maps, each with lengths of one to eight bytes.
#[test]
fn a_format_of_a_user() {
    const FIELDS: [Field; 18] = [
        big(b"\x58", 1),
        big(b"\x59", 2),
        big(b"\x5A", 4),
        big(b"\x5B", 8),
        big(b"\x78", 1),
        big(b"\x79", 2),
        big(b"\x7A", 4),
        big(b"\x7B", 8),
        big(b"\x98", 1),
        big(b"\x99", 2),
        big(b"\x9A", 4),
        big(b"\x9B", 8),
        big(b"\xB8", 1),
        big(b"\xB9", 2),
        big(b"\xBA", 4),
        big(b"\xBB", 8),
        // A bignum, and a text in pieces.
        big(b"\xC2\x5B", 8),
        big(b"\x7F\x7B", 8),
    ];
    let codec = codec("CBOR by a user");
    little_memory("CBOR", &*codec, claims(&FIELDS));
}

#[test]
fn pickles() {
    const FIELDS: [Field; 17] = [
        little(b"U", 1),
        little(b"T", 4),
        little(b"\x8C", 1),
        little(b"X", 4),
        little(b"\x8D", 8),
        little(b"C", 1),
        little(b"B", 4),
        little(b"\x8E", 8),
        little(b"\x96", 8),
        little(b"\x8A", 1),
        little(b"\x8B", 4),
        little(b"\x95", 8),
        little(b"\x80\x04\x95", 8),
        // Numbers of remembered things, which are no lengths and must not become any.
        little(b"Nq", 1),
        little(b"Nr", 4),
        little(b"h", 1),
        little(b"j", 4),
    ];
    let codec = codec("Protobuf");
    let whole = |claim: Vec<u8>| pickle::message(&claim);
    let ended = |claim: Vec<u8>| pickle::message(&[&claim[..], b"."].concat());
    little_memory("pickles", &*codec, claims(&FIELDS).map(whole).chain(claims(&FIELDS).map(ended)));
}

/// Lengths are varints there, in the envelope, in messages of mango's and in those of prost.
#[test]
fn protobuf() {
    let codec = codec("Protobuf");
    let mut all = Vec::new();
    let ids = proto_registry().iter().map(|(id, _)| id).collect::<Vec<_>>();
    for length in LENGTHS {
        for behind in BEHIND {
            let claim = |tag: u8| [&[tag][..], &varint(length), &vec![0; behind]].concat();
            all.push(claim(0x12));
            for id in &ids {
                let id = varint(u64::from(id.cast_unsigned()));
                for tag in [0x0A, 0x12, 0x22, 0x3A, 0x82] {
                    let inner = claim(tag);
                    all.push([&[0x08][..], &id, &[0x12], &varint(inner.len() as u64), &inner].concat());
                }
            }
        }
    }
    little_memory("protobuf", &*codec, all.into_iter());
}

/// Of a stream: what is at hand is held, in a vector that is doubled and shrinks again, and nothing else.
#[test]
fn frames() {
    const LIMIT: usize = 4 << 20;
    const KEPT: usize = 64 << 10;
    let mut number = 0;
    for length in [1, 100, 1 << 16, LIMIT, LIMIT + 1, (1 << 31) - 1, 1 << 31, u32::MAX as usize] {
        for limits in [Limits::default(), Limits::default().frame(usize::MAX)] {
            for behind in BEHIND.into_iter().chain([3 << 16]).filter(|behind| *behind < length) {
                for piece in [1, 1000, usize::MAX] {
                    let claim = big(b"", 4).claim(length as u64).unwrap();
                    let bytes = [&claim[..], &vec![0; behind]].concat();
                    let (frames, counts) = count(|| {
                        let mut frames = Frames::with_limits(limits);
                        for piece in bytes.chunks(piece.min(bytes.len())) {
                            frames.push(piece);
                            assert!(!matches!(frames.next_message(), Ok(Some(_))));
                        }
                        frames
                    });
                    assert!(frames.finish().is_err());
                    let (peak, most) = (counts.peak.unsigned_abs(), 3 * bytes.len() + 1024);
                    assert!(peak <= most, "{length} claimed, {behind} there: {counts:?}");
                    number += 1;
                }
            }
        }
    }
    // Nor does what was taken stay: a connection that has been idle since a large message.
    let message = [&big(b"", 4).claim(LIMIT as u64).unwrap()[..], &vec![0; LIMIT]].concat();
    let (frames, counts) = count(|| {
        let mut frames = Frames::new();
        message.chunks(1000).for_each(|piece| frames.push(piece));
        assert!(frames.next_message().unwrap().is_some());
        assert_eq!(frames.next_message().unwrap(), None);
        frames
    });
    assert!(counts.live.unsigned_abs() <= KEPT, "{counts:?}");
    assert!(counts.peak.unsigned_abs() <= 3 * message.len() + KEPT, "{counts:?}");
    drop(frames);
    println!("frames: {number} claims");
}

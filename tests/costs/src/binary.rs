//! Hostile MessagePack, Blosc and protobuf.

use std::collections::HashMap;

use codec::{Limits, MsgPack, MsgPackBlosc, Protobuf, RegistryError};

use crate::{Case, Decode, typed, value};

fn container(marker: u8, parts: usize, part: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    let count = word(parts).to_be_bytes();
    let parts: Vec<u8> = (0..parts).flat_map(part).collect();
    [&[marker][..], &count, &parts].concat()
}

fn list(part: &[u8], parts: usize) -> Vec<u8> {
    container(0xDD, parts, |_| part.to_vec())
}

/// Of these keys, each with zero.
fn map(key: impl Fn(usize) -> Vec<u8>, parts: usize) -> Vec<u8> {
    container(0xDF, parts, |part| [key(part), vec![0]].concat())
}

/// All that is here fits.
fn word(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn number(number: usize) -> Vec<u8> {
    [&[0xCF][..], &(number as u64).to_be_bytes()].concat()
}

/// Maps whose keys are maps, and so on: two in each, which differ in the very last number alone.
fn keys_in_keys(levels: u32, last: usize) -> Vec<u8> {
    match levels.checked_sub(1) {
        None => number(last),
        Some(levels) => {
            [vec![0x82], keys_in_keys(levels, 0), vec![0], keys_in_keys(levels, 1 + 2 * last), vec![0]]
                .concat()
        }
    }
}

type Row = (&'static str, Decode, fn(usize) -> Vec<u8>);

const MSGPACK: [Row; 17] = [
    ("MessagePack numbers", value, |n| container(0xDD, n, number)),
    ("MessagePack empty strings", value, |n| list(b"\xA0", n)),
    ("MessagePack empty lists", value, |n| list(b"\x90", n)),
    ("MessagePack empty dicts", value, |n| list(b"\x80", n)),
    ("MessagePack one key again and again", value, |n| map(|_| b"\xA1k".to_vec(), n)),
    ("MessagePack keys of their own", value, |n| map(text, n)),
    ("MessagePack keys of a hash map", typed::<HashMap<String, i64>>, |n| map(text, n)),
    ("MessagePack numbers of a hash map", typed::<HashMap<u64, i64>>, |n| map(number, n)),
    ("MessagePack a number again and again as key", value, |n| map(|_| vec![7], n)),
    ("MessagePack numbers as keys", value, |n| map(number, n)),
    // What multiplies and takes the low bits puts them all in one place.
    ("MessagePack high numbers as keys", value, |n| map(|part| number(part << 44), n)),
    ("MessagePack floats as keys", value, |n| {
        map(|part| [&[0xCB][..], &(1.0 + f64::from(word(part))).to_be_bytes()].concat(), n)
    }),
    ("MessagePack NaN as key", value, |n| map(|_| [&[0xCB][..], &f64::NAN.to_be_bytes()].concat(), n)),
    ("MessagePack lists as keys", value, |n| map(|part| [vec![0x91], number(part)].concat(), n)),
    ("MessagePack ext values as keys", value, |n| {
        map(|part| [&[0xD6, 5][..], &word(part).to_be_bytes()].concat(), n)
    }),
    // Twice as many parts are a level more.
    ("MessagePack maps in keys of maps", value, |n| keys_in_keys(n.ilog2(), 0)),
    ("MessagePack objects as keys", value, |n| {
        map(|part| [b"\x81\xA8__type__\x92\x09\x91".to_vec(), number(part)].concat(), n)
    }),
];

fn text(part: usize) -> Vec<u8> {
    [&[0xA8][..], format!("{part:08}").as_bytes()].concat()
}

/// Blocks of eight bytes, stored.
fn stored(parts: usize) -> Vec<u8> {
    let data = list(b"\xC0", parts * 8);
    let sizes = [data.len(), 8, data.len() + 16].map(|size| word(size).to_le_bytes());
    [&[2, 1, 2, 8], &sizes.concat()[..], &data].concat()
}

/// Blocks of sixteen bytes, each with a stream that is as long as what it stands for.
fn blocks(parts: usize) -> Vec<u8> {
    let data = list(b"\xC0", parts * 16 - 5);
    let starts = (0..parts).map(|part| 16 + parts * 4 + part * 20);
    let streams = data.chunks(16).flat_map(|block| [&16_u32.to_le_bytes()[..], block].concat());
    let streams: Vec<u8> = streams.collect();
    let sizes =
        [data.len(), 16, 16 + parts * 4 + streams.len()].map(|size| word(size).to_le_bytes()).concat();
    let starts: Vec<u8> = starts.flat_map(|start| word(start).to_le_bytes()).collect();
    [&[2, 1, 0x10, 1], &sizes[..], &starts, &streams].concat()
}

fn field(tag: u8, bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    let mut rest = bytes.len();
    while rest >= 0x80 {
        out.push(rest.to_le_bytes()[0] | 0x80);
        rest >>= 7;
    }
    out.push(rest.to_le_bytes()[0]);
    [&out[..], bytes].concat()
}

/// A `MangoMessage` whose content is this pickle.
fn pickle(before: &[u8], part: &[u8], after: &[u8], parts: usize) -> Vec<u8> {
    let pickle = [before, &part.repeat(parts), after].concat();
    [b"\x08\x9d\xc6\x8c\xc5\x0a".to_vec(), field(0x12, &field(0x0A, &pickle))].concat()
}

/// An `AclMessage` of these fields.
fn acl(fields: &[u8]) -> Vec<u8> {
    [b"\x08\xac\xd2\xc3\xd2\x0d".to_vec(), field(0x12, fields)].concat()
}

const PROTOBUF: [Row; 12] = [
    ("pickle of None", value, |n| pickle(b"(", b"N", b"l.", n)),
    ("pickle of appended None", value, |n| pickle(b"]", b"Na", b".", n)),
    ("pickle of remembered lists", value, |n| pickle(b"(", b"]\x94", b"l.", n)),
    ("pickle of one thing again and again", value, |n| pickle(b"]\x940(", b"h\x00", b"l.", n)),
    ("pickle that remembers one thing again and again", value, |n| pickle(b"N", b"\x94", b".", n)),
    ("pickle of a key again and again", value, |n| pickle(b"}", b"\x8c\x01kNs", b".", n)),
    ("pickle of marks", value, |n| pickle(b"N", b"(1", b".", n)),
    ("pickle of empty text", value, |n| pickle(b"(", b"\x8c\x00", b"l.", n)),
    ("protobuf groups", value, |n| acl(&b"\x83\x02\x84\x02".repeat(n))),
    ("protobuf numbers that are not there", value, |n| acl(&b"\x80\x02\x00".repeat(n))),
    ("protobuf one text again and again", value, |n| acl(&b"\x0a\x01a".repeat(n))),
    ("protobuf content again and again", value, |n| acl(&b"\x3a\x00".repeat(n))),
];

pub(crate) fn cases() -> Result<Vec<Case>, RegistryError> {
    let limits = Limits::default().elements(usize::MAX).digits(usize::MAX);
    let mut all = Vec::new();
    for (name, decode, bytes) in MSGPACK {
        let codec = Box::new(MsgPack::builder().limits(limits).keep_unknown(true).build()?);
        all.push(Case { name, codec, bytes, decode });
    }
    let blosc: [Row; 2] = [("Blosc, stored", value, stored), ("Blosc, many blocks", value, blocks)];
    for (name, decode, bytes) in blosc {
        let codec = Box::new(MsgPackBlosc::builder().limits(limits).build()?);
        all.push(Case { name, codec, bytes, decode });
    }
    for (name, decode, bytes) in PROTOBUF {
        let limits = limits.elements(usize::MAX / 4);
        let codec = Box::new(Protobuf::builder().allow_pickle(true).limits(limits).build()?);
        all.push(Case { name, codec, bytes, decode });
    }
    Ok(all)
}

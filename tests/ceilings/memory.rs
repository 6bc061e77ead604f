//! Peak memory against the length of the input.

use std::collections::{BTreeMap, HashMap};

use codec::{Codec, Decodable, Json, Limits, MsgPack, Value, json_serializable};
use codec_tests::effort::CEILING;
use serde::{Deserialize, Serialize};

use crate::counting::{Counts, count};

pub(crate) const PER_BYTE: usize = 64;
pub(crate) const AHEAD: usize = 64 << 10;

#[json_serializable(type_id = 7501)]
struct Rec(Vec<Rec>);

/// The least text for an element: two brackets and a comma.
#[derive(Serialize, Deserialize)]
struct Bare(Vec<Bare>);

#[derive(Serialize, Deserialize)]
struct Plain {
    plain: Vec<Plain>,
}

fn codec() -> Json {
    Json::builder().limits(Limits::default().elements(usize::MAX).digits(usize::MAX)).build().unwrap()
}

/// Inputs of exactly `length` bytes: one list of as many items as fit, and spaces.
pub(crate) fn list_of(item: &str, length: usize) -> String {
    let items = (length - 1) / (item.len() + 1);
    padded(format!("[{}]", vec![item; items].join(",")), length)
}

pub(crate) fn wide_dict(length: usize) -> String {
    let mut text = "{".to_owned();
    for key in 0.. {
        let entry = format!(r#""{key:x}":0,"#);
        if text.len() + entry.len() > length {
            break;
        }
        text.push_str(&entry);
    }
    text.pop();
    padded(text + "}", length)
}

fn padded(mut text: String, length: usize) -> String {
    assert!(text.len() <= length);
    text.extend(std::iter::repeat_n(' ', length - text.len()));
    text
}

pub(crate) fn lengths() -> impl Iterator<Item = usize> {
    (10..=CEILING.count()).map(|power| 1_usize << power).flat_map(|length| [length - 1, length, length + 1])
}

/// Decoding keeps to `PER_BYTE` and what is `ahead`, whether the text is whole or ends early. Gives the most per byte.
#[track_caller]
fn bounded<T: Decodable>(what: &str, ahead: usize, text: impl Fn(usize) -> String) {
    let codec = codec();
    let mut most = (0, 0);
    for length in lengths() {
        let text = text(length);
        assert_eq!(text.len(), length);
        let (result, counts) = count(|| codec.decode_as::<T>(text.as_bytes()));
        assert!(result.is_ok(), "{what}: {}", result.err().unwrap());
        within(what, length, ahead, counts);
        most = most.max((counts.peak.unsigned_abs() * 10 / length, length));
        // Without its end, most of it came for nothing.
        let cut = text.trim_end().len() - 1;
        let (_, counts) = count(|| codec.decode_as::<T>(&text.as_bytes()[..cut]));
        within(what, cut, ahead, counts);
    }
    println!("{what}: at most {}.{} bytes per byte of input, at {}", most.0 / 10, most.0 % 10, most.1);
}

#[track_caller]
pub(crate) fn within(what: &str, length: usize, ahead: usize, counts: Counts) {
    let most = PER_BYTE * length + ahead;
    assert!(counts.peak.unsigned_abs() <= most, "{what} of {length} bytes: more than {most}: {counts:?}");
    assert!(counts.largest <= most);
}

/// Where the vector of items has just grown is where the most of it is empty.
fn just_grown(item: &str) -> impl Iterator<Item = usize> {
    let each = item.len() + 1;
    (8..=CEILING.count() - 3)
        .map(move |power| ((1 << power) + 1) * each + 1)
        .filter(|length| *length <= 2 << CEILING.count())
}

#[test]
fn just_grown_lists() {
    let nested = |levels: usize| ["[".repeat(levels), "]".repeat(levels)].join("0");
    let dicts = r#"{"":"#.repeat(120) + "0" + &"}".repeat(120);
    let items = [nested(0), nested(1), nested(2), nested(10), nested(120), r#"{"":0}"#.to_owned(), dicts];
    let codec = codec();
    for item in items {
        let mut most = 0;
        for length in just_grown(&item) {
            let text = list_of(&item, length);
            let (value, counts) = count(|| codec.decode(text.as_bytes()));
            assert!(value.is_ok());
            within(&item, length, AHEAD, counts);
            most = most.max(counts.peak.unsigned_abs() * 10 / length);
        }
        println!("just grown, {item:.20}: at most {}.{} bytes per byte of input", most / 10, most % 10);
    }
}

#[test]
fn dynamic_values() {
    for item in
        ["0", "[]", "{}", r#"{"":0}"#, r#"{"a":[]}"#, "[0]", "[[0]]", r#""""#, r#""a""#, r#""\n""#, "1.5"]
    {
        bounded::<Value>(item, AHEAD, |length| list_of(item, length));
    }
}

#[test]
fn one_wide_dict() {
    bounded::<Value>("a wide dict", AHEAD, wide_dict);
    bounded::<BTreeMap<String, i64>>("a wide map", AHEAD, wide_dict);
    bounded::<HashMap<String, i64>>("a wide hash map", AHEAD, wide_dict);
}

#[test]
fn one_long_scalar() {
    bounded::<Value>("a string", AHEAD, |length| format!("\"{}\"", "x".repeat(length - 2)));
    bounded::<Value>("escapes", AHEAD, |length| {
        padded(format!("\"{}\"", r"\u0041".repeat((length - 2) / 6)), length)
    });
    bounded::<Value>("digits", AHEAD, |length| padded("7".repeat(length - 1), length));
}

#[test]
fn recursive_types() {
    for item in ["[]", "[[]]", "[[],[]]", "[[[]]]", "[[[[]]]]"] {
        bounded::<Bare>(&format!("Bare of {item}"), 0, |length| list_of(item, length));
    }
    for item in [r#"{"__type__":[7501,[]]}"#, r#"{"__type__":[7501,[{"__type__":[7501,[]]}]]}"#] {
        bounded::<Rec>(&format!("Rec of {item}"), 0, |length| {
            let tag = r#"{"__type__":[7501,"#;
            format!("{tag}{}]}}", list_of(item, length - tag.len() - 2))
        });
    }
    for item in [r#"{"plain":[]}"#, r#"{"plain":[{"plain":[]}]}"#] {
        bounded::<Plain>(&format!("Plain of {item}"), 0, |length| {
            let inner = list_of(item, length - r#"{"plain":}"#.len());
            format!(r#"{{"plain":{inner}}}"#)
        });
    }
}

/// Each level could reserve for elements that never come; 3,000 bytes then cost hundreds of megabytes.
#[test]
fn recursive_types_at_every_depth() {
    let codec = codec();
    for open in [r#"{"__type__":[7501,["#, "["] {
        for levels in [1, 16, 64, 128] {
            // Every level is left open, and the deepest opened again and again.
            let open = open.repeat(levels);
            let close = if open.starts_with('{') { "]]}," } else { "]," };
            let again = format!("{open}{}", format!("{close}{open}").repeat(3_000 / open.len()));
            for text in [&open, &again] {
                let (found, typed) = count(|| codec.decode_as::<Rec>(text.as_bytes()).is_err());
                let (bare, plain) = count(|| codec.decode_as::<Bare>(text.as_bytes()).is_err());
                assert!(found && bare);
                // The error itself, with its path, is no part of the ratio.
                within("levels of Rec", text.len(), 4 << 10, typed);
                within("levels of Bare", text.len(), 4 << 10, plain);
            }
        }
    }
}

pub(crate) mod msgpack {
    //! The same over MsgPack, where lengths are claims.

    use super::*;

    fn codec() -> MsgPack {
        MsgPack::builder().limits(Limits::default().elements(usize::MAX)).build().unwrap()
    }

    /// A list or map of as many items as fit, and a string in its end, so that it is exactly so long.
    pub(crate) fn full_of(marker: u8, item: &[u8], length: usize) -> Vec<u8> {
        // Five bytes of a header, and a string of its length with five more.
        let count = (length - 11) / item.len();
        let in_map = marker == 0xDF;
        let mut bytes = vec![marker];
        bytes.extend(u32::try_from(count + 1).unwrap().to_be_bytes());
        (0..count).for_each(|_| bytes.extend_from_slice(item));
        bytes.extend(in_map.then_some(0));
        let text = length - bytes.len() - 5;
        bytes.push(0xDB);
        bytes.extend(u32::try_from(text).unwrap().to_be_bytes());
        bytes.resize(length, b'x');
        bytes
    }

    #[track_caller]
    fn bounded<T: Decodable>(what: &str, ahead: usize, bytes: impl Fn(usize) -> Vec<u8>) {
        let codec = codec();
        let mut most = (0, 0);
        for length in lengths() {
            let bytes = bytes(length);
            assert_eq!(bytes.len(), length);
            let (result, counts) = count(|| codec.decode_as::<T>(&bytes));
            assert!(result.is_ok(), "{what}: {}", result.err().unwrap());
            within(what, length, ahead, counts);
            most = most.max((counts.peak.unsigned_abs() * 10 / length, length));
            for cut in [length - 1, length / 2, 10] {
                let (result, counts) = count(|| codec.decode_as::<T>(&bytes[..cut]));
                assert!(result.is_err());
                within(what, cut, ahead.max(4 << 10), counts);
            }
        }
        println!(
            "MsgPack, {what}: at most {}.{} bytes per byte of input, at {}",
            most.0 / 10,
            most.0 % 10,
            most.1
        );
    }

    #[test]
    fn dynamic_values() {
        let items: [&[u8]; 12] = [
            b"\x00",
            b"\xC0",
            b"\x90",
            b"\x80",
            b"\x81\xA0\x00",
            b"\x81\xA1a\x90",
            b"\x91\x00",
            b"\x91\x91\x00",
            b"\xA0",
            b"\xC4\x00",
            b"\x81\x00\x00",
            b"\xD4\x05\x00",
        ];
        for item in items {
            bounded::<Value>(&format!("a list of {}", item.escape_ascii()), AHEAD, |length| {
                full_of(0xDD, item, length)
            });
        }
        bounded::<Value>("a list of floats", AHEAD, |length| {
            full_of(0xDD, b"\xCB\x3F\xF0\0\0\0\0\0\0", length)
        });
        bounded::<Value>("a map of one key", AHEAD, |length| full_of(0xDF, b"\x00\x00", length));
        bounded::<Value>("a dict of one key", AHEAD, |length| full_of(0xDF, b"\xA0\x00", length));
    }

    /// Text keys, each its own.
    pub(crate) fn wide_dict(length: usize) -> Vec<u8> {
        let entries: Vec<u8> = (0..(length - 11) / 10)
            .flat_map(|key| [&[0xA8][..], format!("{key:08x}").as_bytes(), &[0]].concat())
            .collect();
        let count = entries.len() / 10;
        let mut bytes = vec![0xDF];
        bytes.extend(u32::try_from(count + 1).unwrap().to_be_bytes());
        bytes.extend(entries);
        bytes.push(0xA0);
        bytes.push(0xDB);
        let text = length - bytes.len() - 4;
        bytes.extend(u32::try_from(text).unwrap().to_be_bytes());
        bytes.resize(length, b'x');
        bytes
    }

    #[test]
    fn one_wide_dict() {
        bounded::<Value>("a wide dict", AHEAD, wide_dict);
        bounded::<BTreeMap<String, Value>>("a wide tree", AHEAD, wide_dict);
        bounded::<HashMap<String, Value>>("a wide hash map", AHEAD, wide_dict);
    }

    #[test]
    fn recursive_types() {
        for item in [&b"\x90"[..], b"\x91\x90", b"\x92\x90\x90", b"\x91\x91\x90"] {
            let list = |length: usize| {
                let count = (length - 5) / item.len();
                let rest = length - 5 - count * item.len();
                let header = [&[0xDD][..], &u32::try_from(count + rest).unwrap().to_be_bytes()].concat();
                [header, item.repeat(count), vec![0x90; rest]].concat()
            };
            let codec = codec();
            for length in lengths() {
                let bytes = list(length);
                let (result, counts) = count(|| codec.decode_as::<Bare>(&bytes));
                assert!(result.is_ok());
                within("Bare", length, 0, counts);
            }
        }
        // Every level is left open: each could reserve for elements that never come.
        for levels in [1, 16, 64, 128] {
            for open in
                [&b"\xDD\xFF\xFF\xFF\xFF"[..], b"\x81\xA8__type__\x92\xCD\x1D\x4D\xDD\xFF\xFF\xFF\xFF"]
            {
                let bytes = open.repeat(levels);
                let codec = codec();
                let (found, typed) = count(|| codec.decode_as::<Rec>(&bytes).is_err());
                let (bare, plain) = count(|| codec.decode_as::<Bare>(&bytes).is_err());
                assert!(found && bare);
                within("levels of Rec", bytes.len(), 4 << 10, typed);
                within("levels of Bare", bytes.len(), 4 << 10, plain);
            }
        }
    }
}

//! What serde's derive buffers before a type sees it: for `flatten`, and to find the variant of an enum whose tag is not
//! around it. Its buffer takes 32 bytes of memory for each element, twice that where it has just grown, and is still
//! there while the type is built from it.

use std::collections::HashMap;

use codec::{Codec, Decodable, Json, Limits, MsgPack, Value};
use codec_tests::effort::CEILING;
use serde::{Deserialize, Serialize};

use crate::counting::count;
use crate::memory::{AHEAD, PER_BYTE};

/// What is said of such types in `SECURITY.md`. The most that was measured is 160.
const BUFFERED: usize = 3 * PER_BYTE;

#[derive(Serialize, Deserialize)]
struct Rest {
    #[serde(flatten)]
    rest: HashMap<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct Known {
    known: Value,
}

#[derive(Serialize, Deserialize)]
struct Flat {
    #[serde(flatten)]
    known: Known,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "t")]
enum Internal {
    A { known: Value },
}

/// Here the tag comes behind.
#[derive(Serialize, Deserialize)]
#[serde(tag = "z", content = "known")]
enum Adjacent {
    A(Value),
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    A { known: bool },
    B { known: Value },
}

/// Around powers of two, where vectors grow.
fn counts() -> impl Iterator<Item = usize> {
    [10, 14, CEILING.count()].into_iter().flat_map(|power| [1_usize << power, (1 << power) + 1])
}

/// A message of so many items in a list.
type Message<'a> = &'a dyn Fn(usize) -> Vec<u8>;

#[track_caller]
fn bounded<T: Decodable>(what: &str, codec: &impl Codec, message: Message<'_>) {
    let mut most = 0;
    for items in counts() {
        let bytes = message(items);
        for cut in [bytes.len(), bytes.len() - 1] {
            let (result, counts) = count(|| codec.decode_as::<T>(&bytes[..cut]));
            assert_eq!(result.is_ok(), cut == bytes.len(), "{what}: {:?}", result.err());
            let peak = counts.peak.unsigned_abs();
            assert!(peak <= BUFFERED * cut + AHEAD, "{what} of {cut} bytes: {counts:?}");
            most = most.max(peak.saturating_sub(AHEAD) * 10 / cut);
        }
    }
    println!("{what}: at most {}.{} bytes per byte of input", most / 10, most % 10);
}

fn in_all_types(what: &str, codec: &impl Codec, message: Message<'_>) {
    bounded::<Rest>(&format!("flattened map, {what}"), codec, message);
    bounded::<Flat>(&format!("flattened struct, {what}"), codec, message);
    bounded::<Internal>(&format!("tag inside, {what}"), codec, message);
    bounded::<Adjacent>(&format!("tag behind, {what}"), codec, message);
    bounded::<Untagged>(&format!("no tag, {what}"), codec, message);
}

#[test]
fn msgpack() {
    let codec = MsgPack::builder().limits(Limits::default().elements(usize::MAX)).build().unwrap();
    let items: [&[u8]; 8] = [
        b"\x00",
        b"\x90",
        b"\x91\x00",
        b"\x81\xA0\x00",
        b"\x81\x00\x00",
        b"\x81\x90\x90",
        b"\x81\xA0\x81\xA0\x81\xA0\x00",
        b"\x81\x00\x81\x00\x81\x00\x00",
    ];
    for item in items {
        let message = |count: usize| {
            let length = u32::try_from(count).unwrap().to_be_bytes();
            let (head, tail) = (b"\x83\xA1t\xA1A\xA5known\xDD", b"\xA1z\xA1A");
            [&head[..], &length, &item.repeat(count), tail].concat()
        };
        in_all_types(&format!("MsgPack, {}", item.escape_ascii()), &codec, &message);
    }
}

#[test]
fn json() {
    let codec = Json::builder().limits(Limits::default().elements(usize::MAX)).build().unwrap();
    for item in ["0", "[]", "[0]", r#"{"":0}"#] {
        let message = |count: usize| {
            format!(r#"{{"t":"A","known":[{}],"z":"A"}}"#, vec![item; count].join(",")).into_bytes()
        };
        in_all_types(&format!("Json, {item}"), &codec, &message);
    }
}

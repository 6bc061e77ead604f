//! What one side refuses the other refuses too, or the difference has a reason: generated messages, cut short, with
//! bytes behind their end, and with bytes changed.

use std::collections::BTreeMap;

use codec::{Codec, DecodeError};
use codec_tests::vectors::Fault;

use crate::exchange::seen_by_peer;
use crate::generator::{Random, Values, seed};
use crate::subject::{
    AIOMAS_BLOSC, AIOMAS_JSON, AIOMAS_MSGPACK, MANGO_FAST_JSON, MANGO_JSON, MANGO_PROTOBUF, Pair, Subject,
};

const MESSAGES: usize = 100;

pub fn mango_json() {
    broken(MANGO_JSON);
}

pub fn mango_fast_json() {
    broken(MANGO_FAST_JSON);
}

pub fn mango_protobuf() {
    broken(MANGO_PROTOBUF);
}

pub fn aiomas_json() {
    broken(AIOMAS_JSON);
}

pub fn aiomas_msgpack() {
    broken(AIOMAS_MSGPACK);
}

pub fn aiomas_msgpack_blosc() {
    broken(AIOMAS_BLOSC);
}

/// How a broken message fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    BothAgree,
    BothRefuse,
    Differ(&'static str),
}

fn broken(subject: Subject) {
    let mut pair = subject.start();
    let mut random = Random::new(!seed());
    let mut counts = BTreeMap::new();
    let mut faults = Vec::new();
    for index in 0..MESSAGES {
        let message = Values::new(subject, &*pair.ours, !seed() << 32 | index as u64).message(index);
        let whole = pair.ours.encode(&message).unwrap();
        for bytes in breakages(&whole, &mut random) {
            match judge(&mut pair, &bytes) {
                Ok(verdict) => *counts.entry(verdict).or_insert(0) += 1,
                Err(fault) => faults.push(fault),
            }
        }
    }
    println!("{} {}: broken messages", subject.package, subject.codec);
    for (verdict, count) in &counts {
        match verdict {
            Verdict::BothRefuse => println!("  {count:4} both refuse"),
            Verdict::BothAgree => println!("  {count:4} both take for the same value"),
            Verdict::Differ(reason) => println!("  {count:4} {reason}"),
        }
    }
    assert!(faults.is_empty(), "{} differences without a reason\n{}", faults.len(), faults.join("\n"));
}

fn breakages(whole: &[u8], random: &mut Random) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = (0..3).map(|_| whole[..random.below(whole.len())].to_vec()).collect();
    all.push([whole, &[random.next() as u8]].concat());
    all.push([whole, whole].concat());
    for kind in 0..10 {
        let (mut bytes, at) = (whole.to_vec(), random.below(whole.len()));
        match kind % 5 {
            0 => bytes[at] = random.next() as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            // A byte that means something in this format.
            2 => bytes[at] = whole[random.below(whole.len())],
            3 => drop(bytes.remove(at)),
            _ => bytes.insert(at, whole[random.below(whole.len())]),
        }
        all.push(bytes);
    }
    all
}

fn judge(pair: &mut Pair, bytes: &[u8]) -> Result<Verdict, String> {
    let excerpt = || {
        let text = bytes.escape_ascii().to_string();
        text.chars().take(300).collect::<String>()
    };
    match (pair.decode(bytes), pair.ours.decode(bytes)) {
        (Ok((node, _)), Ok(value)) => match node.check(&seen_by_peer(pair, &value)) {
            Ok(()) => Ok(Verdict::BothAgree),
            Err(error) => both_take(pair.subject, &error)
                .map(Verdict::Differ)
                .ok_or_else(|| format!("{error} in {}", excerpt())),
        },
        (Err(_), Err(_)) => Ok(Verdict::BothRefuse),
        (Ok((node, _)), Err(error)) => ours_refuses(pair.subject, &error)
            .map(Verdict::Differ)
            .ok_or_else(|| format!("ours refuses: {error:?}, the peer takes {node:?}: {}", excerpt())),
        (Err(fault), Ok(value)) => peer_refuses(&fault)
            .map(Verdict::Differ)
            .ok_or_else(|| format!("the peer refuses: {fault:?}, ours takes {value}: {}", excerpt())),
    }
}

/// Why ours refuses what the peer takes.
fn ours_refuses(subject: Subject, error: &DecodeError) -> Option<&'static str> {
    let text = error.to_string();
    if subject == MANGO_PROTOBUF {
        return find(&OF_PROTOBUF, &text);
    }
    if error.is_limit() {
        return Some("ours refuses: beyond a limit");
    }
    if error.is_type_mismatch() || error.is_invalid() {
        return Some(
            "ours refuses: a field of a Rust type takes that type alone, a Python class takes anything",
        );
    }
    if error.is_duplicate_field() {
        return Some("ours refuses: a field stands twice, of which Python takes the last");
    }
    if subject == MANGO_FAST_JSON
        && (error.is_missing_field() || error.is_envelope() || error.is_unknown_type())
    {
        return Some(
            "ours refuses: an object that is broken inside of its tag, at which FastJSON does not look",
        );
    }
    if subject == MANGO_FAST_JSON && text.contains("not UTF-8") {
        return Some("ours refuses: no UTF-8, in a key that msgspec skips");
    }
    if error.is_envelope() {
        return Some("ours refuses: a tag is one key with two items, and an id an integer");
    }
    text.contains("surrogate").then_some("ours refuses: a lone surrogate, which no Rust string holds")
}

const OF_PROTOBUF: [(&str, &str); 10] = [
    ("surrogate", "ours refuses: a lone surrogate, which no Rust string holds"),
    ("invalid varint", "ours refuses: a number of more than 64 bits, of which protobuf drops the rest"),
    ("the pickle opcode", "ours refuses: a pickle of anything but plain data"),
    ("content without a content type", "ours refuses: content without a type, unless it may lose it"),
    ("more than 64 bits", "ours refuses: a number of more than 64 bits, of which protobuf drops the rest"),
    ("is not a number", "ours refuses: a field of another wire type, as prost does; protobuf skips it"),
    ("is not bytes", "ours refuses: a field of another wire type, as prost does; protobuf skips it"),
    ("invalid wire type", "ours refuses: a field of another wire type, as prost does; protobuf skips it"),
    ("it does not end with one value", "ours refuses: a pickle that leaves values behind"),
    ("data follows its end", "ours refuses: a pickle with data behind its end"),
];

/// Why the peer refuses what ours takes.
fn peer_refuses(fault: &Fault) -> Option<&'static str> {
    const REASONS: [(&str, &str); 4] = [
        ("got an unexpected keyword argument", "the peer refuses: a further field, which serde's rule skips"),
        ("code must be 0~127", "the peer refuses: an ext value with a code below 0"),
        ("unhashable type: 'dict'", "the peer refuses: a dict as a key, which no Python dict takes"),
        (
            "data type '",
            "the peer refuses: an array of a dtype that NumPy has not, which ours keeps as it came",
        ),
    ];
    find(&REASONS, &fault.message)
}

/// Why both take it, and hold different values.
fn both_take(subject: Subject, error: &str) -> Option<&'static str> {
    let held = error.split(": ").find(|part| part.contains(" {")).unwrap_or_default();
    if subject == MANGO_FAST_JSON && error.contains(".__type__") {
        return Some("ours holds more: fields that are missing in a tagged message have their defaults");
    }
    if held.starts_with("Protobuf {") {
        return Some(
            "ours holds less: prost drops the fields that a message does not have, protobuf keeps them",
        );
    }
    const REASONS: [(&str, &str); 4] = [
        ("<ndarray>.data: Bytes", "ours holds `true`: an element of a bool array that is neither 0 nor 1"),
        ("<ndarray>.type: Str", "ours holds this machine's byte order: an array in the other one"),
        (".places: Str", "ours holds other keys first: those of a `BTreeMap` are in order"),
        (".content: Null, not ", "ours holds a message without bytes, which mango takes for no message"),
    ];
    if let Some(reason) = find(&REASONS, error) {
        return Some(reason);
    }
    held.starts_with("Int {").then_some("ours holds a float: an integer in a field of `f64`")
}

fn find(reasons: &[(&str, &'static str)], text: &str) -> Option<&'static str> {
    reasons.iter().find(|(part, _)| text.contains(part)).map(|(_, reason)| *reason)
}

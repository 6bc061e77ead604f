//! Hostile input: whatever the bytes, decoding gives a value or an error, never a panic.

use codec::{Codec as _, Dict, DynCodec, Json, MsgPack, PythonVersion, Registry, Value};
use codec_tests::twins::{A, B, Color, DecoratorData, MyClass};
use codec_tests::vectors;

/// Errors are shown to people and written to logs; they must not carry the input along.
const LONGEST_ERROR: usize = 512;

fn registry() -> Registry {
    let twins = [MyClass::serializer(), DecoratorData::serializer(), Color::serializer()];
    let aiomas = [A::serializer().with_type_id(0), B::serializer().with_type_id(1)];
    let mut registry = Registry::linked_for(PythonVersion::V3_11).unwrap();
    twins.into_iter().chain(aiomas).for_each(|serializer| registry.register(serializer).unwrap());
    registry
}

fn codec() -> Json {
    Json::with_registry(registry())
}

fn msgpack() -> MsgPack {
    MsgPack::with_registry(registry())
}

/// Recorded messages of aiomas, and what the codec makes of every message in JSON.
fn msgpack_messages() -> Vec<Vec<u8>> {
    let (json, msgpack) = (codec(), msgpack());
    let values = vectors::all_json_bytes().into_iter().filter_map(|bytes| json.decode(&bytes).ok());
    let mut all: Vec<_> = values.filter_map(|value| msgpack.encode(&value).ok()).collect();
    all.extend(vectors::load::<vectors::Case>("aiomas_msgpack.json").iter().map(vectors::Case::bytes));
    all.sort_unstable();
    all.dedup();
    all
}

/// Decodes; what is refused must be refused in few words, and leave nothing behind.
fn decode(codec: &dyn DynCodec, bytes: &[u8]) -> Option<Value> {
    match codec.decode(bytes) {
        Ok(value) => Some(value),
        Err(error) => {
            let text = error.to_string();
            assert!(text.len() <= LONGEST_ERROR, "{} bytes: {text}", text.len());
            None
        }
    }
}

/// A message that the codec reads after another that it refused.
struct Good {
    value: Value,
    bytes: Vec<u8>,
}

impl Good {
    fn new(codec: &dyn DynCodec) -> Self {
        let a = Value::Object(codec.object(&A { x: 1.into(), y: vec![0.5].into() }).unwrap());
        let value = Value::from(Dict::from([("k", vec![a.clone(), a])]));
        Good { bytes: codec.encode(&value).unwrap(), value }
    }

    fn check(&self, codec: &dyn DynCodec) {
        assert_eq!(codec.decode(&self.bytes).unwrap(), self.value);
    }
}

/// Marsaglia's xorshift: the same numbers in every run.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    #[allow(clippy::cast_possible_truncation)] // the low byte is meant
    fn byte(&mut self) -> u8 {
        self.next() as u8
    }
}

/// Positions to change: all of them in messages, and about 200 of the very long vectors.
fn positions(bytes: &[u8]) -> impl Iterator<Item = usize> {
    (0..bytes.len()).step_by(if bytes.len() > 1000 { bytes.len() / 200 } else { 1 })
}

#[test]
fn every_truncation() {
    let codec = codec();
    for bytes in vectors::all_json_bytes() {
        let is_good = decode(&codec, &bytes).is_some();
        for end in positions(&bytes) {
            let Some(head) = decode(&codec, &bytes[..end]) else { continue };
            let only_space_is_missing = bytes[end..].iter().all(u8::is_ascii_whitespace);
            assert!(!is_good || head.is_number() || only_space_is_missing, "half of a value is none: {head}");
        }
    }
}

/// Of a format with lengths no part is a whole, not even of a number.
#[test]
fn every_truncation_of_msgpack() {
    let codec = msgpack();
    let good = Good::new(&codec);
    let mut count = 0;
    for bytes in msgpack_messages() {
        let is_good = decode(&codec, &bytes).is_some();
        for end in positions(&bytes) {
            let cut = codec.decode(&bytes[..end]);
            assert!(
                !is_good || cut.as_ref().is_err_and(codec::DecodeError::is_eof),
                "{cut:?}: {}",
                bytes[..end].escape_ascii()
            );
            good.check(&codec);
            count += 1;
        }
    }
    println!("{count} truncations");
}

#[test]
fn every_change_of_one_byte() {
    changes(&codec(), vectors::all_json_bytes());
    changes(&msgpack(), msgpack_messages());
}

fn changes(codec: &dyn DynCodec, messages: Vec<Vec<u8>>) {
    let (good_message, mut seeded) = (Good::new(codec), Seeded(0x9E37_79B9_7F4A_7C15));
    let mut count = 0_u32;
    for mut bytes in messages {
        let is_short = bytes.len() <= 200;
        for at in positions(&bytes.clone()) {
            let good = bytes[at];
            let mut change = |byte| {
                bytes[at] = byte;
                decode(codec, &bytes);
                count += 1;
            };
            if is_short {
                (0..=u8::MAX).filter(|byte| *byte != good).for_each(&mut change);
            } else {
                (0..8).map(|_| seeded.byte()).for_each(&mut change);
            }
            bytes[at] = good;
            good_message.check(codec);
        }
    }
    println!("{count} changed vectors decoded");
}

/// Every length field, wherever one may be: a claim of any size, with next to nothing behind it.
#[test]
fn every_claim_of_a_length() {
    let codec = msgpack();
    let good = Good::new(&codec);
    let edges = [
        0,
        1,
        0x7F,
        0x80,
        0xFF,
        0x100,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x1_0000,
        0x7FFF_FFFF,
        0x8000_0000,
        0xFFFF_FFFF_u64,
    ];
    for edge in edges.iter().flat_map(|edge| [edge.saturating_sub(1), *edge, edge + 1]) {
        for marker in 0xC4..=0xDF_u8 {
            for size in [1, 2, 4] {
                let claim = &edge.to_be_bytes()[8 - size..];
                for around in [
                    &[][..],
                    b"\x91",
                    b"\x81\xA1k",
                    b"\x81\xA8__type__\x92\x00",
                    b"\x81\xA8__type__\x92\x01\x81\xA4name",
                ] {
                    for behind in [&[][..], b"\x00", b"\x05\xA1k\xC0", &[0; 40]] {
                        let bytes = [around, &[marker], claim, behind].concat();
                        decode(&codec, &bytes);
                        let _ = codec.decode_as::<Vec<f64>>(&bytes).is_ok();
                        let _ = codec.decode_as::<B>(&bytes).is_ok();
                    }
                }
            }
        }
        good.check(&codec);
    }
}

/// Both accept and find the same, or both refuse; Python's `json` adds `NaN`, and reads `-0` as an integer.
fn check_against_serde_json(codec: &dyn DynCodec, bytes: &[u8]) {
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes).ok();
    let ours = decode(codec, bytes);
    match (ours, theirs) {
        (None, None) => {}
        (Some(ours), Some(theirs)) => {
            let same = serde_json::Value::try_from(ours).unwrap() == theirs;
            assert!(same || bytes.trim_ascii() == b"-0", "{}", bytes.escape_ascii());
        }
        (Some(_), None) => assert_eq!(bytes, b"NaN"),
        (None, Some(_)) => panic!("only serde_json accepts {}", bytes.escape_ascii()),
    }
}

#[test]
fn every_string_of_two_bytes() {
    let codec = codec();
    check_against_serde_json(&codec, b"");
    for a in 0..=u8::MAX {
        check_against_serde_json(&codec, &[a]);
        (0..=u8::MAX).for_each(|b| check_against_serde_json(&codec, &[a, b]));
    }
}

/// All bytes in optimized builds. Otherwise those that JSON and UTF-8 tell apart, which takes seconds instead of
/// minutes: every ASCII character that the grammar names, and of the others one of each kind.
#[test]
fn every_string_of_three_bytes() {
    let all: Vec<u8> = (0..=u8::MAX).collect();
    let distinct = b"{}[]\",:\\/ \t\n\r\x000129+-.eEuntrfalsNIiyxA\x7F\x80\xBF\xC3\xE2\xED\xF0\xFF";
    let bytes = if cfg!(debug_assertions) { distinct.as_slice() } else { &all };
    let codec = codec();
    for &a in bytes {
        for &b in bytes {
            bytes.iter().for_each(|&c| check_against_serde_json(&codec, &[a, b, c]));
        }
    }
}

/// Both accept and find the same, or both refuse. The peer takes strings that are not UTF-8, and the byte that is never
/// used for nil.
fn check_against_rmpv(codec: &dyn DynCodec, bytes: &[u8]) {
    let mut rest = bytes;
    let theirs = rmpv::decode::read_value(&mut rest).ok().filter(|_| rest.is_empty());
    match (decode(codec, bytes), theirs) {
        (None, None) => {}
        (Some(ours), Some(theirs)) => assert!(is_same(&ours, &theirs), "{}", bytes.escape_ascii()),
        (Some(_), None) => panic!("only ours accepts {}", bytes.escape_ascii()),
        (None, Some(theirs)) => {
            assert!(
                bytes.contains(&0xC1) || has_other_strings(&theirs),
                "only rmpv accepts {}",
                bytes.escape_ascii()
            );
        }
    }
}

fn has_other_strings(value: &rmpv::Value) -> bool {
    match value {
        rmpv::Value::String(text) => text.as_str().is_none(),
        rmpv::Value::Array(items) => items.iter().any(has_other_strings),
        rmpv::Value::Map(entries) => {
            entries.iter().any(|(key, item)| has_other_strings(key) || has_other_strings(item))
        }
        _ => false,
    }
}

/// Three bytes hold no key twice, so the entries are in one order.
fn is_same(ours: &Value, theirs: &rmpv::Value) -> bool {
    use rmpv::Value as Theirs;
    match (ours, theirs) {
        (Value::Null, Theirs::Nil) => true,
        (Value::Bool(a), Theirs::Boolean(b)) => a == b,
        (Value::Int(a), Theirs::Integer(b)) => b.as_i64() == Some(*a),
        (Value::UInt(a), Theirs::Integer(b)) => b.as_u64() == Some(*a),
        (Value::String(a), Theirs::String(b)) => b.as_str() == Some(a),
        (Value::Bytes(a), Theirs::Binary(b)) => **a == **b,
        (Value::Ext(a), Theirs::Ext(code, data)) => a.code() == *code && a.data() == *data,
        (Value::List(a), Theirs::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Dict(a), Theirs::Map(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|((k, a), (l, b))| l.as_str() == Some(k) && is_same(a, b))
        }
        (Value::Map(a), Theirs::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| is_same(k, l) && is_same(a, b))
        }
        _ => false,
    }
}

#[test]
fn every_msgpack_of_two_bytes() {
    let codec = msgpack();
    check_against_rmpv(&codec, b"");
    for a in 0..=u8::MAX {
        check_against_rmpv(&codec, &[a]);
        (0..=u8::MAX).for_each(|b| check_against_rmpv(&codec, &[a, b]));
    }
}

/// All bytes in optimized builds, otherwise the first and the last of each kind.
#[test]
fn every_msgpack_of_three_bytes() {
    let all: Vec<u8> = (0..=u8::MAX).collect();
    let distinct: Vec<u8> =
        all.iter().copied().filter(|byte| byte % 16 < 2 || byte % 16 > 14 || *byte >= 0xC0).collect();
    let bytes = if cfg!(debug_assertions) { &distinct } else { &all };
    let codec = msgpack();
    for &a in bytes {
        for &b in bytes {
            bytes.iter().for_each(|&c| check_against_rmpv(&codec, &[a, b, c]));
        }
    }
}

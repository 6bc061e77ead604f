//! Hostile input: whatever the bytes, decoding gives a value or an error, never a panic.

use codec::{Codec as _, Dict, DynCodec, Json, MsgPack, PythonVersion, Registry, Value};
use codec_tests::random::Seeded;
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
    let (good_message, mut seeded) = (Good::new(codec), Seeded::new(1));
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

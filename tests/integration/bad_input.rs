//! Hostile input: whatever the bytes, decoding gives a value or an error, never a panic.

use codec::{Codec as _, Json, PythonVersion, Registry, Value};
use codec_tests::twins::{A, B, Color, DecoratorData, MyClass};
use codec_tests::vectors;

/// Errors are shown to people and written to logs; they must not carry the input along.
const LONGEST_ERROR: usize = 512;

fn codec() -> Json {
    let twins = [MyClass::serializer(), DecoratorData::serializer(), Color::serializer()];
    let aiomas = [A::serializer().with_type_id(0), B::serializer().with_type_id(1)];
    let mut registry = Registry::linked_for(PythonVersion::V3_11).unwrap();
    twins.into_iter().chain(aiomas).for_each(|serializer| registry.register(serializer).unwrap());
    Json::with_registry(registry)
}

/// Decodes; what is refused must be refused in few words.
fn decode(codec: &Json, bytes: &[u8]) -> Option<Value> {
    match codec.decode(bytes) {
        Ok(value) => Some(value),
        Err(error) => {
            let text = error.to_string();
            assert!(text.len() <= LONGEST_ERROR, "{} bytes: {text}", text.len());
            None
        }
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

#[test]
fn every_change_of_one_byte() {
    let (codec, mut seeded) = (codec(), Seeded(0x9E37_79B9_7F4A_7C15));
    let mut count = 0_u32;
    for mut bytes in vectors::all_json_bytes() {
        let is_short = bytes.len() <= 200;
        for at in positions(&bytes.clone()) {
            let good = bytes[at];
            let mut change = |byte| {
                bytes[at] = byte;
                decode(&codec, &bytes);
                count += 1;
            };
            if is_short {
                (0..=u8::MAX).filter(|byte| *byte != good).for_each(&mut change);
            } else {
                (0..8).map(|_| seeded.byte()).for_each(&mut change);
            }
            bytes[at] = good;
        }
    }
    println!("{count} changed vectors decoded");
}

/// Both accept and find the same, or both refuse; Python's `json` adds `NaN`, and reads `-0` as an integer.
fn check_against_serde_json(codec: &Json, bytes: &[u8]) {
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

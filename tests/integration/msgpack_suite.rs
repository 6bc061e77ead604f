//! msgpack-test-suite: values, and every form in which MessagePack may send each of them.

use std::collections::BTreeMap;

use codec::{BigInt, Bytes, Codec, Dict, Ext, MsgPack, Value};
use codec_tests::{hex, vectors};
use serde::Deserialize;
use serde_json::Value as Described;

#[derive(Deserialize)]
struct Case {
    /// Shortest first, integers before floats.
    msgpack: Vec<String>,
    #[serde(flatten)]
    value: BTreeMap<String, Described>,
}

fn bytes(text: &str) -> Vec<u8> {
    hex::bytes(&text.replace('-', ""))
}

fn cases() -> Vec<Case> {
    vectors::document::<BTreeMap<String, Vec<Case>>>("msgpack-test-suite.json")
        .into_values()
        .flatten()
        .collect()
}

impl Case {
    fn value(&self) -> Value {
        // Some integers are described twice, as JSON's number and as digits.
        let (kind, described) = self
            .value
            .get_key_value("bignum")
            .or_else(|| self.value.first_key_value())
            .expect("a described value");
        match (kind.as_str(), described) {
            ("nil" | "bool" | "number" | "string" | "array" | "map", plain) => plain.clone().into(),
            ("bignum", Described::String(digits)) => digits.parse::<BigInt>().unwrap().into(),
            ("binary", Described::String(hex)) => Bytes::from(bytes(hex)).into(),
            ("timestamp", Described::Array(parts)) => {
                let (seconds, nanos) = (parts[0].as_i64().unwrap(), parts[1].as_u64().unwrap());
                Ext::new(-1, timestamp(seconds, nanos)).into()
            }
            ("ext", Described::Array(parts)) => {
                let code = i8::try_from(parts[0].as_i64().unwrap()).unwrap();
                Ext::new(code, bytes(parts[1].as_str().unwrap())).into()
            }
            _ => panic!("what is {kind}: {described}?"),
        }
    }

    /// The shortest form, of floats the one with 64 bits: it is what the peers write, and the only one that holds all.
    fn minimal(&self) -> Vec<Vec<u8>> {
        let forms = self.msgpack.iter().map(|form| bytes(form)).filter(|form| form[0] != 0xCA);
        let forms: Vec<_> = forms.collect();
        let least = forms.iter().map(Vec::len).min().expect("a form");
        forms.into_iter().filter(|form| form.len() == least).collect()
    }
}

/// The payload of the extension -1 by the specification: 4, 8 or 12 bytes.
fn timestamp(seconds: i64, nanos: u64) -> Vec<u8> {
    match u64::try_from(seconds) {
        Ok(seconds) if seconds >> 34 == 0 => {
            let both = nanos << 34 | seconds;
            u32::try_from(both)
                .map_or_else(|_| both.to_be_bytes().to_vec(), |short| short.to_be_bytes().to_vec())
        }
        _ => [&u32::try_from(nanos).unwrap().to_be_bytes()[..], &seconds.to_be_bytes()].concat(),
    }
}

/// The same number in whatever type; everything else exactly.
fn same(found: &Value, value: &Value) -> bool {
    match found {
        Value::Float(float) if !value.is_float() => *float == value.to_string().parse::<f64>().unwrap(),
        _ => found == value,
    }
}

#[test]
fn every_form_is_decoded_and_every_value_takes_its_minimal_one() {
    let codec = MsgPack::new();
    let (mut decoded, mut encoded) = (0, 0);
    for case in cases() {
        let value = case.value();
        for form in &case.msgpack {
            let found = codec.decode(&bytes(form)).unwrap();
            assert!(same(&found, &value), "{form}: {found}, not {value}");
            assert_eq!(codec.decode(&codec.encode(&found).unwrap()).unwrap(), found);
            decoded += 1;
        }
        let ours = codec.encode(&value).unwrap();
        assert!(case.minimal().contains(&ours), "{value}: {}", ours.escape_ascii());
        encoded += 1;
    }
    assert_eq!((decoded, encoded), (233, 85));
}

/// The typed reader takes the same forms as the dynamic one.
#[test]
fn every_form_is_decoded_as_the_type() {
    let codec = MsgPack::new();
    let mut count = 0;
    for case in cases() {
        let value = case.value();
        for form in case.msgpack.iter().map(|form| bytes(form)) {
            match &value {
                Value::Null => codec.decode_as::<()>(&form).unwrap(),
                Value::Bool(bool) => assert_eq!(codec.decode_as::<bool>(&form).unwrap(), *bool),
                Value::Int(_) | Value::UInt(_) => integer(&codec, &form, &value),
                Value::Float(float) => {
                    assert_eq!(codec.decode_as::<f64>(&form).unwrap().to_bits(), float.to_bits())
                }
                Value::String(text) => assert_eq!(codec.decode_as::<String>(&form).unwrap(), *text),
                Value::Bytes(bytes) => assert_eq!(codec.decode_as::<Bytes>(&form).unwrap(), *bytes),
                Value::List(list) => assert_eq!(codec.decode_as::<Vec<Value>>(&form).unwrap(), **list),
                Value::Dict(dict) => assert_eq!(codec.decode_as::<Dict>(&form).unwrap(), *dict),
                Value::Ext(ext) => assert_eq!(codec.decode(&form).unwrap(), Value::Ext(ext.clone())),
                other => panic!("{other} is in the suite"),
            }
            count += 1;
        }
    }
    assert_eq!(count, 233);
}

/// Forms of floats are floats, also where the number is whole.
fn integer(codec: &MsgPack, form: &[u8], value: &Value) {
    let number: i128 = value.to_string().parse().unwrap();
    assert_eq!(codec.decode_as::<f64>(form).unwrap(), value.to_string().parse::<f64>().unwrap());
    if matches!(form[0], 0xCA | 0xCB) {
        return assert!(codec.decode_as::<i128>(form).unwrap_err().is_type_mismatch());
    }
    assert_eq!(codec.decode_as::<i128>(form).unwrap(), number);
    assert_eq!(codec.decode_as::<i64>(form).ok(), i64::try_from(number).ok());
    assert_eq!(codec.decode_as::<u64>(form).ok(), u64::try_from(number).ok());
    assert_eq!(codec.decode_as::<i8>(form).ok(), i8::try_from(number).ok());
    assert_eq!(codec.decode_as::<u16>(form).ok(), u16::try_from(number).ok());
}

//! Every codec, both ways, with generated values: the other side decodes them to the right class with the right
//! attributes, and encodes them again to the same.

use chrono::{DateTime, FixedOffset};
use codec::ext::ndarray::NdArray;
use codec::{AclMessage, AgentAddress, Codec, Dict, DynCodec, MangoMessage, Performative, Value};
use codec_tests::messages::{Blob, Reading};
use codec_tests::same::same;

use crate::generator::{Values, seed};
use crate::subject::{
    AIOMAS_BLOSC, AIOMAS_JSON, AIOMAS_MSGPACK, MANGO_FAST_JSON, MANGO_JSON, MANGO_PROTOBUF, Pair, Subject,
};
use crate::types::{Color, Holder, Measurement, Point, Quiet, Rank, Span, Tree, Unit};

const COUNT: usize = 500;

pub fn mango_json() {
    both_ways(MANGO_JSON);
}

pub fn mango_fast_json() {
    both_ways(MANGO_FAST_JSON);
}

pub fn mango_protobuf() {
    both_ways(MANGO_PROTOBUF);
}

pub fn aiomas_json() {
    both_ways(AIOMAS_JSON);
}

pub fn aiomas_msgpack() {
    both_ways(AIOMAS_MSGPACK);
}

pub fn aiomas_msgpack_blosc() {
    both_ways(AIOMAS_BLOSC);
}

fn both_ways(subject: Subject) {
    let mut pair = subject.start();
    let (mut out, mut back) = (0, 0);
    for index in 0..COUNT {
        out += rust_to_python(&mut pair, index);
        back += python_to_rust(&mut pair, index);
    }
    println!(
        "{} {}: {COUNT} values Rust -> Python ({out} bytes), {COUNT} values Python -> Rust ({back} bytes)",
        subject.package, subject.codec
    );
}

/// How many bytes went.
fn rust_to_python(pair: &mut Pair, index: usize) -> usize {
    let seed = seed() << 32 | index as u64;
    let value = Values::new(pair.subject, &*pair.ours, seed).message(index);
    let codec = if index % 2 == 0 { &pair.ours } else { &pair.same_bytes };
    let place = format!("{:?}, Rust -> Python, {index}", pair.subject);
    let bytes = codec.encode(&value).unwrap_or_else(|error| panic!("{place}: {error} of {value}"));
    let (node, again) = pair.decode(&bytes).unwrap_or_else(|fault| panic!("{place}: {fault:?} of {value}"));
    node.check(&seen_by_peer(pair, &value)).unwrap_or_else(|error| panic!("{place}: {error} in {value}"));
    if is_deterministic(pair.subject, &value) {
        assert_eq!(again, pair.same_bytes.encode(&value).unwrap(), "{place}: {value}");
    }
    let back = pair.ours.decode(&again).unwrap_or_else(|error| panic!("{place}: {error} in {value}"));
    let expected = if pair.subject == MANGO_FAST_JSON { pair.ours.decode(&bytes).unwrap() } else { value };
    assert!(same(&back, &expected), "{place}: {back} of {expected}");
    bytes.len()
}

fn python_to_rust(pair: &mut Pair, index: usize) -> usize {
    let place = format!("{:?}, Python -> Rust, {index}", pair.subject);
    let (node, bytes) = pair.generated(&seed().to_string(), index);
    let value = pair.ours.decode(&bytes).unwrap_or_else(|error| panic!("{place}: {error} in {node:?}"));
    let seen = seen_by_peer(pair, &value);
    node.check(&seen).unwrap_or_else(|error| panic!("{place}: {error} in {node:?}"));
    let again = pair.same_bytes.encode(&value).unwrap_or_else(|error| panic!("{place}: {error} of {value}"));
    if is_deterministic(pair.subject, &value) {
        assert_eq!(again, bytes, "{place}: {value}");
    }
    if value.is_object() {
        assert_eq!(by_type(&pair.same_bytes, &value, &bytes), again, "{place}: {value}");
    }
    let (node, _) = pair.decode(&again).unwrap_or_else(|fault| panic!("{place}: {fault:?} of {value}"));
    node.check(&seen).unwrap_or_else(|error| panic!("{place}: {error}"));
    bytes.len()
}

/// The bytes once more, read as the Rust type that stands for the class: it has another path through the reader.
fn by_type(codec: &dyn DynCodec, value: &Value, bytes: &[u8]) -> Vec<u8> {
    let object = value.as_object().expect("an object");
    macro_rules! read {
        ($($ty:ty),*) => {
            $(if object.is::<$ty>() {
                return codec.encode(&codec.decode_as::<$ty>(bytes).expect("the type")).expect("its bytes");
            })*
        };
    }
    read!(
        AclMessage,
        MangoMessage,
        AgentAddress,
        Performative,
        Reading,
        Blob,
        NdArray,
        DateTime<FixedOffset>
    );
    read!(Holder, Measurement, Quiet, Point, Span, Rank, Tree, Color, Unit);
    panic!("no Rust type stands for {}", object.name())
}

/// Blosc compresses in more than one way, and pickles are written in more than one.
fn is_deterministic(subject: Subject, value: &Value) -> bool {
    let is_pickled = || value.as_object().is_some_and(|object| object.name() == "MangoMessage");
    subject != AIOMAS_BLOSC && !(subject == MANGO_PROTOBUF && is_pickled())
}

pub fn seen_by_peer(pair: &Pair, value: &Value) -> Value {
    if pair.subject == MANGO_FAST_JSON { seen_by_msgspec(&pair.ours, value) } else { value.clone() }
}

/// What mango's FastJSON makes of a message of ours: dicts of all objects, with tags where they were sent with tags.
fn seen_by_msgspec(codec: &dyn DynCodec, message: &Value) -> Value {
    let object = message.as_object().expect("a message");
    let payload = object.as_dict().expect("a dict");
    let parts = payload.iter().map(|(key, value)| (key.to_owned(), untyped(codec, value)));
    let parts = parts.collect::<Dict>();
    let meta = parts.get("meta").and_then(Value::as_dict).cloned();
    MangoMessage { content: parts["content"].clone(), meta, extra: Dict::new() }.into()
}

fn untyped(codec: &dyn DynCodec, value: &Value) -> Value {
    match value {
        Value::List(items) => items.iter().map(|item| untyped(codec, item)).collect::<codec::List>().into(),
        Value::Dict(dict) => {
            dict.iter().map(|(key, item)| (key.to_owned(), untyped(codec, item))).collect::<Dict>().into()
        }
        Value::Object(object) => {
            let payload = untyped(codec, &object.as_value().expect("a registered type"));
            if ["Point", "Span", "Rank", "Color", "Unit", "MangoMessage", "Performatives"]
                .contains(&object.name())
            {
                return payload;
            }
            let registry = codec.registry().expect("a registry");
            let (id, _) =
                registry.iter().find(|(_, known)| known.name() == object.name()).expect("a registered type");
            Dict::from([("__type__", Value::from(vec![Value::from(id), payload]))]).into()
        }
        Value::Unknown(unknown) => {
            Dict::from([("__type__", Value::from(vec![unknown.id().into(), untyped(codec, unknown.data())]))])
                .into()
        }
        _ => value.clone(),
    }
}

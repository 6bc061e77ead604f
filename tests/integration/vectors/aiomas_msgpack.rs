//! aiomas's MsgPack codec, in both directions: ids by order of registration, and the serializer for `object`.

use codec::{Bytes, Codec, FallbackSerializer, List, Map, MsgPack, Registry, Value, ext};
use codec_tests::differences;
use codec_tests::twins::{self, A, Bare};
use codec_tests::vectors::{self, Case};
use ndarray::{Array1, array};
use sha2::{Digest, Sha256};

use super::aiomas_json::sequential;
use super::case;

#[test]
fn every_case() {
    let cases = vectors::load::<Case>("aiomas_msgpack.json");
    assert_eq!(cases.len(), 95);
    differences::check("aiomas_msgpack.json", cases.iter().map(|case| (case.name.clone(), check(case))));
}

fn check(case: &Case) -> Result<(), String> {
    let registry = sequential(case);
    let codec = MsgPack::with_registry(registry.clone());
    match case.name.as_str() {
        "bare object" | "subclass" => {
            let fault = case.encode_error.as_ref().ok_or("the peer encodes it")?;
            case::is_that(&codec.object(&Bare).err().ok_or("encode: ours accepts it")?, fault)
        }
        // Nobody can send it: Python's codec refuses it, and no Rust string is that.
        "str lone surrogate" => match case::value_of(&codec, case) {
            Err(_) if case.encode_error.is_some() => Ok(()),
            _ => Err("encode: there is such a string".to_owned()),
        },
        "object fallback" | "object fallback big int" => check_fallback(case, codec),
        // Only its bytes are recorded, and what they are decoded to.
        "ndarray structured dtype" => {
            let node = case.decoded.as_ref().ok_or("a case without a value")?;
            let value = node.to_value(&|name, payload| twins::object(&codec, name, payload));
            case::check_value(&codec, case, value, &case.bytes())
        }
        "nested 401 deep" => case::check_value(&codec, case, Ok(nested_lists(401)), &case.bytes()),
        "nested 601 deep" => case::check_value(&codec, case, Ok(nested_lists(601)), &case.bytes()),
        _ if case.bytes_sha256.is_some() => check_large(&codec, case),
        _ => case::check(&codec, case),
    }
}

fn nested_lists(depth: usize) -> Value {
    (1..depth).fold(List::new().into(), |inner, _| Value::from(vec![inner]))
}

/// The value of a case whose name says what it is, since it is too long to be described.
fn large(name: &str) -> Value {
    let (kind, len) = name.split_once(" len ").unwrap();
    let len: usize = len.parse().unwrap();
    match kind {
        "str" => "a".repeat(len).into(),
        "bin" => Bytes::from(vec![0; len]).into(),
        "list" => vec![0; len].into(),
        "dict" => (0..len).map(|at| (Value::from(at), Value::from(0))).collect::<Map>().into(),
        _ => panic!("what is `{name}`?"),
    }
}

fn check_large(codec: &MsgPack, case: &Case) -> Result<(), String> {
    let value = large(&case.name);
    let bytes = codec.encode(&value).map_err(|error| format!("encode: {error}"))?;
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if Some(&digest) != case.bytes_sha256.as_ref() {
        return Err(format!("encode: {}...", bytes[..24].escape_ascii()));
    }
    if codec.decode(&bytes).map_err(|error| format!("decode: {error}"))? == value {
        Ok(())
    } else {
        Err("decode: another value".to_owned())
    }
}

/// What Python's `repr` gives of an object that is no twin of ours.
struct Repr(&'static str);

/// What the fallback's id stands for on decode; the recorded peer makes a dict with this one key.
#[derive(Debug, PartialEq)]
struct Fallback(String);

fn check_fallback(case: &Case, mut codec: MsgPack) -> Result<(), String> {
    let fallback = FallbackSerializer::new(
        1,
        |object| Some(Ok(Value::from(object.downcast_ref::<Repr>()?.0))),
        |payload| String::try_from(payload).map(Fallback),
    );
    codec.set_fallback(fallback).map_err(|error| error.to_string())?;
    let covered = |text| codec.object(&Repr(text)).map(Value::Object).unwrap();
    assert!(codec.object(&Bare).unwrap_err().is_unknown_type(), "the fallback declines it");
    let decoded = codec.decode(&case.bytes()).unwrap();
    if case.name == "object fallback big int" {
        // Python's hook gets the integer; ours is asked for objects, and an integer is none.
        let text = "18446744073709551616";
        assert_eq!(codec.encode(&covered(text)).unwrap(), case.bytes());
        assert_eq!(decoded.downcast::<Fallback>().unwrap(), Fallback(text.to_owned()));
        let value = case::value_of(&codec, case)?;
        return codec.encode(&value).map(drop).map_err(|error| format!("encode: {error}"));
    }
    let a = A { x: 1.into(), y: 2.into() };
    let value = Value::from(vec![Value::Object(codec.object(&a).unwrap()), covered("{1}")]);
    assert_eq!(codec.encode(&value).unwrap(), case.bytes());
    let [first, second] = <[Value; 2]>::try_from(List::try_from(decoded).unwrap().into_vec()).unwrap();
    assert_eq!(first.downcast::<A>().unwrap(), a);
    assert_eq!(second.downcast::<Fallback>().unwrap(), Fallback("{1}".to_owned()));
    Ok(())
}

/// What a typed Rust program sends and reads, by other paths than a [`Value`] takes.
#[test]
fn rust_types_give_the_same_bytes() {
    let cases = vectors::load::<Case>("aiomas_msgpack.json");
    let bytes = |name: &str| cases.iter().find(|case| case.name == name).unwrap().bytes();
    let codec = MsgPack::with_registry(Registry::sequential([ext::ndarray::serializer()]).unwrap());
    let floats = array![1.0, 2.5, -3.0];
    assert_eq!(codec.encode(&floats).unwrap(), bytes("ndarray f8"));
    assert_eq!(codec.decode_as::<Array1<f64>>(&bytes("ndarray f8")).unwrap(), floats);
    assert_eq!(codec.encode(&(1, (2, 3))).unwrap(), bytes("list decodes to tuple"));
    assert_eq!(codec.decode_as::<(i64, [u8; 2])>(&bytes("list decodes to tuple")).unwrap(), (1, [2, 3]));
    let keys = std::collections::BTreeMap::from([(0_u8, 0)]);
    assert_eq!(codec.encode(&keys).unwrap(), bytes("dict len 1"));
    assert_eq!(codec.encode(&f64::NEG_INFINITY).unwrap(), bytes("float -inf"));
    assert_eq!(codec.encode(&vec![0; 16]).unwrap(), bytes("list len 16"));
}

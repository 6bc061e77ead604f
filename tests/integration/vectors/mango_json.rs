//! mango's JSON codec, what it emits: byte for byte, and back.

use std::collections::BTreeMap;

use codec::{Codec, Dict, Json, List, PythonVersion, Value, json_serializable};
use codec_tests::differences;
use codec_tests::twins::{Bare, DecoratorData, Level};
use codec_tests::vectors::{self, Case};

use super::case;

/// Annotated, and not known to any codec of these tests.
#[json_serializable(register = false)]
#[derive(Debug)]
struct Unregistered {
    n: i64,
}

#[test]
fn every_case() {
    let cases = vectors::load::<Case>("mango_json.json");
    differences::check("mango_json.json", cases.iter().map(|case| (case.name.clone(), check(case))));
}

fn check(case: &Case) -> Result<(), String> {
    let codec = case::python_style(&case::registry(&case.setup, PythonVersion::V3_11));
    match case.name.as_str() {
        // Python has these types and Rust others; what none of them has is a serializer in this codec.
        "set" | "deque" | "uuid unregistered" => refused(case, codec.object(&Bare).map(drop)),
        "nested bare object" => refused(case, codec.encode(&nested_bare()).map(drop)),
        "typed holding unserializable" => refused(case, codec.encode(&holding_bare()).map(drop)),
        "serialize() raises" => refused(case, codec.object(&Bare).map(drop)),
        "circular list" => Err("a value owns its parts: none can contain itself".to_owned()),
        "list nested 101 deep" => case::check_value(&codec, case, Ok(nested_lists(101)), &case.bytes()),
        "list nested 991 deep" => case::check_value(&codec, case, Ok(nested_lists(991)), &case.bytes()),
        _ => case::check(&codec, case),
    }
}

fn refused(case: &Case, result: Result<(), codec::SerializationError>) -> Result<(), String> {
    let fault = case.encode_error.as_ref().ok_or("the peer encodes it")?;
    case::is_that(&result.err().ok_or("encode: ours accepts it")?, fault)
}

fn nested_bare() -> BTreeMap<String, Vec<Unregistered>> {
    BTreeMap::from([("k".to_owned(), vec![Unregistered { n: 1 }])])
}

/// An object from a codec that knows its type, inside an object of one that does not.
fn holding_bare() -> DecoratorData {
    let knows = Json::with_serializers([Unregistered::serializer()]);
    let x = Value::Object(knows.object(&Unregistered { n: 1 }).unwrap());
    DecoratorData { x, y: Value::Null, z: Value::Null }
}

fn nested_lists(depth: usize) -> Value {
    (1..depth).fold(List::new().into(), |inner, _| Value::from(vec![inner]))
}

#[test]
fn an_unregistered_type_is_named_with_its_place() {
    let case = &vectors::load::<Case>("mango_json.json")[0];
    let codec = case::python_style(&case::registry(&case.setup, PythonVersion::V3_11));
    assert_eq!(
        codec.encode(&nested_bare()).unwrap_err().to_string(),
        "no serializer found for type integration::vectors::mango_json::Unregistered at k[0]; it is annotated, \
         but this codec's registry does not hold it: add it with `add_serializer`"
    );
    let error = Json::with_serializers([DecoratorData::serializer()]).encode(&holding_bare()).unwrap_err();
    assert!(error.is_unknown_type());
    assert_eq!(error.path(), "x");
}

/// The values of the cases as Rust's own types, which take other paths through the writer than a [`Value`] does.
#[test]
fn rust_types_give_the_same_bytes() {
    let text = |name: &str| {
        let cases = vectors::load::<Case>("mango_json.json");
        let case = cases.into_iter().find(|case| case.name == name).unwrap();
        (case::python_style(&case::registry(&case.setup, PythonVersion::V3_11)), case.bytes())
    };
    let (codec, bytes) = text("IntEnum registered");
    assert_eq!(codec.encode(&Level::Low).unwrap(), bytes);
    let (codec, bytes) = text("namedtuple");
    assert_eq!(codec.encode(&(1_u8, 2_i64)).unwrap(), bytes);
    let (codec, bytes) = text("str umlaut");
    assert_eq!(codec.encode("äöüß€").unwrap(), bytes);
    let (codec, bytes) = text("dict int keys");
    let entries = [(1, Value::from("test")), (2, "data".into()), (-3, 123.into())];
    let map: codec::Map = entries.into_iter().collect();
    assert_eq!(codec.encode(&Value::from(map)).unwrap(), bytes);
    let (codec, bytes) = text("typed DecoratorData with None and tuple");
    let z = Value::from(Dict::from([("k", vec![3])]));
    let data = DecoratorData { x: Value::Null, y: vec![1, 2].into(), z };
    assert_eq!(codec.encode(&data).unwrap(), bytes);
    assert_eq!(codec.decode_as::<DecoratorData>(&bytes).unwrap(), data);
    let (codec, bytes) = text("list of nan inf");
    assert_eq!(codec.encode(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]).unwrap(), bytes);
}

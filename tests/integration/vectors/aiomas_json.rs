//! aiomas's JSON codec, in both directions: ids by order of registration, and the serializer for `object`.

use codec::{Codec, FallbackSerializer, Json, Registry, Value};
use codec_tests::twins::{A, Bare, serializer};
use codec_tests::vectors::{self, Case};
use codec_tests::{differences, twins};

use super::case;

#[test]
fn every_case() {
    let cases = vectors::load::<Case>("aiomas_json.json");
    differences::check("aiomas_json.json", cases.iter().map(|case| (case.name.clone(), check(case))));
}

fn check(case: &Case) -> Result<(), String> {
    let registry = sequential(case);
    let codec = case::python_style(&registry);
    match case.name.as_str() {
        "json set unserializable" | "json complex unserializable" | "json subclass" => {
            let fault = case.encode_error.as_ref().ok_or("the peer encodes it")?;
            case::is_that(&codec.object(&Bare).err().ok_or("encode: ours accepts it")?, fault)
        }
        "json object fallback" => check_fallback(case, codec),
        _ => case::check(&codec, case),
    }
}

/// The ids are those of the setup because the order is.
pub fn sequential(case: &Case) -> Registry {
    let known = case.setup.iter().filter(|entry| entry.name != "object");
    let registry = Registry::sequential(known.filter_map(|entry| serializer(&entry.name, -1))).unwrap();
    for entry in case.setup.iter().filter(|entry| entry.name != "object") {
        assert_eq!(registry.get(entry.type_id).map(|found| found.name()), Some(entry.name.as_str()));
    }
    registry
}

/// What Python's `repr` gives of an object that is no twin of ours.
struct Repr(&'static str);

/// What the fallback's id stands for on decode; the recorded peer makes a dict with this one key.
#[derive(Debug, PartialEq)]
struct Fallback(String);

fn check_fallback(case: &Case, mut codec: Json) -> Result<(), String> {
    let fallback = FallbackSerializer::new(
        1,
        |object| Some(Ok(Value::from(object.downcast_ref::<Repr>()?.0))),
        |payload| String::try_from(payload).map(Fallback),
    );
    codec.set_fallback(fallback).map_err(|error| error.to_string())?;
    let a = twins::object(&codec, "A", A { x: 1.into(), y: 2.into() }.as_value().unwrap())?;
    let covered = |text| codec.object(&Repr(text)).map(Value::Object).map_err(|error| error.to_string());
    let value = Value::from(vec![a, covered("{1}")?, covered("<Bare>")?]);
    assert_eq!(codec.encode(&value).unwrap(), case.bytes());
    assert!(codec.object(&Bare).unwrap_err().is_unknown_type(), "the fallback declines it");

    let mut decoded = codec.decode(&case.bytes()).unwrap().as_list().unwrap().clone().into_vec();
    for text in ["<Bare>", "{1}"] {
        assert_eq!(decoded.pop().unwrap().downcast::<Fallback>().unwrap(), Fallback(text.to_owned()));
    }
    assert_eq!(decoded.pop().unwrap().downcast::<A>().unwrap(), A { x: 1.into(), y: 2.into() });
    Ok(())
}

#[test]
fn the_reversed_list_swaps_the_ids() {
    let codec = Json::aiomas([twins::B::serializer(), A::serializer()]);
    assert_eq!((codec.id_of::<twins::B>(), codec.id_of::<A>()), (Some(0), Some(1)));
}

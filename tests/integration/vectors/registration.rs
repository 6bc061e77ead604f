//! mango's rules of `add_serializer`.

use codec::{AclMessage, Codec, FallbackSerializer, Json, MangoMessage, PythonVersion, RegistryError};
use codec_tests::twins::{Color, DecoratorData, MyClass};
use codec_tests::vectors::{self, Case};
use codec_tests::{differences, twins};

fn codec() -> Json {
    Json::builder().python(PythonVersion::V3_11).build().unwrap()
}

#[test]
fn every_case() {
    let cases = vectors::load::<Case>("mango_registration.json");
    differences::check("mango_registration.json", cases.iter().map(|case| (case.name.clone(), check(case))));
}

fn check(case: &Case) -> Result<(), String> {
    let mut codec = codec();
    match case.name.as_str() {
        "other type, id taken" => {
            codec.add_serializer(MyClass::serializer().with_type_id(10)).unwrap();
            compare(case, codec.add_serializer(DecoratorData::serializer().with_type_id(10)))
        }
        "builtin ACLMessage again" => compare(case, codec.add_serializer(AclMessage::serializer())),
        "type_id of a builtin" => {
            let id = codec.id_of::<MangoMessage>().unwrap();
            compare(case, codec.add_serializer(MyClass::serializer().with_type_id(id)))
        }
        "unhashable type_id" => Err("an id is an `i32`: the compiler refuses a list".to_owned()),
        "str(codec)" => Err("a codec has no text; its registry prints as a table".to_owned()),
        other => Err(format!("the test does not know `{other}`")),
    }
}

/// Whether both sides accept, or refuse for the same reason.
fn compare(case: &Case, ours: Result<(), RegistryError>) -> Result<(), String> {
    let theirs = case.outcome.as_ref().ok_or("a case without an outcome")?;
    let message = theirs.message.as_deref().unwrap_or_default();
    match ours {
        Ok(()) if theirs.ok => Ok(()),
        Err(error) if message.contains("already a serializer for type") && error.is_type_taken() => Ok(()),
        Err(error) if message.contains("already a serializer with type id") && error.is_id_taken() => {
            let id = message.split('"').nth(1).ok_or("a message without an id")?;
            assert!(error.to_string().starts_with(&format!("type id {id} is taken twice: ")), "{error}");
            Ok(())
        }
        Ok(()) => Err("ours accepts it".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn other_types_under_other_ids_are_welcome() {
    let mut codec = codec();
    codec.add_serializer(MyClass::serializer()).unwrap();
    codec.add_serializer(DecoratorData::serializer().with_type_id(10)).unwrap();
    codec.add_serializer(Color::serializer().with_type_id(0)).unwrap();
    assert_eq!(codec.id_of::<MyClass>(), Some(595_356_075));
    assert_eq!((codec.id_of::<DecoratorData>(), codec.id_of::<Color>()), (Some(10), Some(0)));
}

#[test]
fn the_same_type_twice_is_refused_with_whatever_id() {
    let mut codec = codec();
    codec.add_serializer(twins::A::serializer()).unwrap();
    let id = codec.id_of::<twins::A>().unwrap();
    for again in [twins::A::serializer(), twins::A::serializer().with_type_id(5)] {
        let error = codec.add_serializer(again).unwrap_err();
        assert!(error.is_type_taken(), "{error}");
        let text = error.to_string();
        let start = "there is already a serializer for type `codec_tests::twins::A` (tests/src/twins.rs:";
        assert!(text.starts_with(start) && text.ends_with(&format!("), with id {id}")), "{text}");
    }
    assert_eq!(codec.id_of::<twins::A>(), Some(id), "a refusal changes nothing");
}

#[test]
fn the_id_of_the_fallback_is_taken() {
    let mut codec = codec();
    let fallback = || FallbackSerializer::new(7, |_| None, |_| Ok(twins::Bare));
    codec.set_fallback(fallback()).unwrap();
    assert!(codec.add_serializer(MyClass::serializer().with_type_id(7)).unwrap_err().is_id_taken());
    codec.add_serializer(MyClass::serializer().with_type_id(8)).unwrap();
    codec.set_fallback(fallback()).unwrap();
    let taken = FallbackSerializer::new(8, |_| None, |_| Ok(twins::Bare));
    assert!(codec.set_fallback(taken).unwrap_err().is_id_taken());
}

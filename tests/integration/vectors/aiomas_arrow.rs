//! What `arrow.get` makes of texts and numbers, over aiomas's JSON codec.

use codec::{Codec, DecodeError, Json, Value, ext};
use codec_tests::differences;
use codec_tests::notation::Node;
use codec_tests::vectors::{self, Case};

#[test]
fn every_case_with_chrono() {
    let codec = Json::aiomas([ext::chrono::serializer]);
    let cases = vectors::load::<Case>("aiomas_arrow.json");
    differences::check(
        "aiomas_arrow.json",
        cases.iter().map(|case| (case.name.clone(), check(&codec, case))),
    );
}

/// jiff gives what chrono gives, but for the last day of the year 9999.
#[test]
fn every_case_with_jiff() {
    let (chrono, jiff) = (Json::aiomas([ext::chrono::serializer]), Json::aiomas([ext::jiff::serializer]));
    let mut beyond = 0;
    for case in vectors::load::<Case>("aiomas_arrow.json") {
        let as_text = |codec: &Json| codec.decode(&case.bytes()).and_then(|value| text(&value));
        match (as_text(&jiff), as_text(&chrono)) {
            (Ok(jiff), Ok(chrono)) => assert_eq!(jiff, chrono, "{}", case.name),
            (Err(jiff), Err(chrono)) => assert_eq!(jiff.to_string(), chrono.to_string(), "{}", case.name),
            (Err(error), Ok(chrono)) => {
                assert!(error.to_string().contains("beyond the range of `jiff::zoned::Zoned`"), "{error}");
                assert!(chrono.starts_with("9999-12-31"), "{chrono}");
                beyond += 1;
            }
            (Ok(jiff), Err(error)) => panic!("{}: {jiff}, {error}", case.name),
        }
    }
    assert!(beyond > 0);
}

fn text(value: &Value) -> Result<String, DecodeError> {
    let payload = value.as_object().map(|object| object.as_value().map_err(DecodeError::custom));
    String::try_from(payload.unwrap_or(Ok(Value::Null))?)
}

fn check(codec: &Json, case: &Case) -> Result<(), String> {
    match (codec.decode(&case.bytes()), &case.value_description, &case.decode_error) {
        (Ok(value), Some(node), None) => node.check(&value).map_err(|error| format!("decode: {error}")),
        // The peer's texts are of its parser and calendar; ours is an error of the kinds for wrong data.
        (Err(error), _, Some(_)) if error.is_invalid() || error.is_type_mismatch() => Ok(()),
        (Ok(value), None | Some(Node::Null), _) => Err(format!("decode: {value}")),
        (Ok(value), Some(_), _) => Err(format!("decode: {value}")),
        (Err(error), ..) => Err(format!("decode: {error}")),
    }
}

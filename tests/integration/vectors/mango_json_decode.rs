//! mango's JSON codec, what it makes of bytes.

use codec::{Codec as _, Json, PythonVersion, Value, json_serializable};
use codec_tests::differences;
use codec_tests::vectors::{self, Case};

use super::case;

#[test]
fn every_case() {
    let cases = vectors::load::<Case>("mango_json_decode.json");
    differences::check("mango_json_decode.json", cases.iter().map(|case| (case.name.clone(), check(case))));
}

fn check(case: &Case) -> Result<(), String> {
    case::check(&case::python_style(&case::registry(&case.setup, PythonVersion::V3_11)), case)
}

/// Python's `cls(**payload)` refuses what it does not know; serde's attribute says so in Rust.
#[json_serializable(name = "DecoratorData", register = false)]
#[serde(deny_unknown_fields)]
#[derive(Debug)]
#[allow(dead_code)] // never read: decoding it fails
struct Closed {
    x: Value,
    y: Value,
    z: Value,
}

#[test]
fn unknown_fields_are_refused_where_the_type_says_so() {
    let cases = vectors::load::<Case>("mango_json_decode.json");
    let case = cases.iter().find(|case| case.name == "typed extra field").unwrap();
    let error = Json::with_serializers([Closed::serializer()]).decode(&case.bytes()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`DecoratorData` has no field `w` (line 1, column 45, byte 44); remove it, or take `deny_unknown_fields` \
         from the type"
    );
}

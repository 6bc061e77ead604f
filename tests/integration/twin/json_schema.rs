//! The schema as JSON Schema.

use codec::{Bytes, Registry, Value, json_serializable};
use serde_json::json;

#[json_serializable(register = false, type_id = 1, accept_ids(2))]
#[serde(deny_unknown_fields)]
struct All {
    _bool: bool,
    _i8: i8,
    _u64: u64,
    _i128: i128,
    _float: f32,
    _bytes: Option<Bytes>,
    _value: Value,
    #[serde(alias = "other name")]
    _list: Vec<(i64, String)>,
    _array: [bool; 2],
    _map: std::collections::BTreeMap<String, Option<Record>>,
    _next: Option<Box<All>>,
}

#[json_serializable(tag = false)]
#[serde(tag = "kind")]
enum Record {
    Empty,
    Full { _state: State },
}

#[json_serializable(register = false, type_id = 3)]
enum State {
    #[serde(alias = "x")]
    Off,
}

#[test]
fn the_whole_document() {
    let registry = Registry::with_serializers([All::serializer(), State::serializer()]).expect("two ids");
    let all = json!({
        "type": "object",
        "properties": {
            "_bool": { "type": "boolean" },
            "_i8": { "type": "integer", "minimum": -128, "maximum": 127 },
            "_u64": { "type": "integer", "minimum": 0, "maximum": u64::MAX },
            "_i128": { "type": "integer" },
            "_float": { "type": "number" },
            "_bytes": { "anyOf": [{ "type": "string", "contentEncoding": "base64" }, { "type": "null" }] },
            "_value": {},
            "_list": { "type": "array", "items": list() },
            "other name": { "type": "array", "items": list() },
            "_array": { "type": "array", "items": { "type": "boolean" }, "minItems": 2, "maxItems": 2 },
            "_map": {
                "type": "object",
                "additionalProperties": { "anyOf": [{ "$ref": "#/$defs/Record" }, { "type": "null" }] }
            },
            "_next": { "anyOf": [{ "$ref": "#/$defs/All" }, { "type": "null" }] },
        },
        "required": ["_bool", "_i8", "_u64", "_i128", "_float", "_value", "_array", "_map"],
        "additionalProperties": false,
    });
    let record = json!({ "anyOf": [
        { "type": "object", "properties": { "kind": { "enum": ["Empty"] } }, "required": ["kind"] },
        {
            "type": "object",
            "properties": { "kind": { "enum": ["Full"] }, "_state": { "$ref": "#/$defs/State" } },
            "required": ["kind", "_state"]
        },
    ] });
    let expected = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "anyOf": [{ "$ref": "#/$defs/All" }, { "$ref": "#/$defs/State" }],
        "$defs": {
            "All": tagged(&[1, 2], &all),
            "Record": record,
            "State": tagged(&[3], &json!({ "enum": ["Off", "x"] })),
        },
    });
    assert_eq!(registry.schema().to_json_schema(), expected);
}

fn list() -> serde_json::Value {
    let integer = json!({ "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX });
    json!({ "type": "array", "prefixItems": [integer, { "type": "string" }], "items": false, "minItems": 2 })
}

fn tagged(ids: &[i32], payload: &serde_json::Value) -> serde_json::Value {
    let pair = json!({
        "type": "array",
        "prefixItems": [{ "enum": ids }, payload],
        "items": false,
        "minItems": 2,
    });
    json!({ "type": "object", "properties": { "__type__": pair }, "required": ["__type__"] })
}

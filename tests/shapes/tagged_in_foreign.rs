//! Tags survive inside containers that only serde knows; where serde buffers, nothing is lost silently.

use std::collections::{BTreeMap, HashMap, LinkedList, VecDeque};

use codec::{Codec, Dict, Json, Object, Value, from_value, json_serializable, to_value};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::check::with_ids;

#[json_serializable]
#[derive(Debug, PartialEq, Clone)]
struct Pin {
    n: i64,
}

const PIN: &str = r#"{"__type__":[@Pin,{"n":1}]}"#;

/// A foreign type, as other crates have them.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Envelope<T> {
    head: T,
    rest: VecDeque<T>,
    by_name: BTreeMap<String, Option<T>>,
    pair: (T, T),
    either: Result<T, T>,
    newtype: Newtype<T>,
    choice: Choice<T>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Newtype<T>(T);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Choice<T> {
    One(T),
    Two(T, T),
    Named { t: T },
}

fn envelope() -> String {
    with_ids(
        &concat!(
            r#"{"head":PIN,"rest":[PIN,PIN],"by_name":{"k":PIN,"none":null},"pair":[PIN,PIN],"either":{"Err":PIN},"#,
            r#""newtype":PIN,"choice":{"Named":{"t":PIN}}}"#
        )
        .replace("PIN", PIN),
    )
}

/// JSON to the type, and back to the same bytes, directly and by way of a value.
#[track_caller]
fn there_and_back<T: Serialize + DeserializeOwned + 'static>(json: &str) -> T {
    let json = with_ids(json);
    let codec = Json::new();
    let typed: T = codec.decode_as(json.as_bytes()).unwrap();
    assert_eq!(codec.encode_to_string(&typed).unwrap(), json);
    let value = to_value(&typed).unwrap();
    assert_eq!(codec.encode_to_string(&value).unwrap(), json);
    let typed: T = from_value(codec.decode(json.as_bytes()).unwrap()).unwrap();
    assert_eq!(codec.encode_to_string(&typed).unwrap(), json);
    typed
}

#[test]
fn values_and_objects_keep_their_tags() {
    let by_name: HashMap<String, Vec<Value>> =
        there_and_back(&r#"{"k":[PIN,1,{"deep":PIN}]}"#.replace("PIN", PIN));
    assert_eq!(by_name["k"][0].downcast_ref::<Pin>(), Some(&Pin { n: 1 }));
    assert_eq!(by_name["k"][2]["deep"].downcast_ref::<Pin>(), Some(&Pin { n: 1 }));
    let objects: VecDeque<Object> = there_and_back(&format!("[{PIN}]"));
    assert!(objects[0].is::<Pin>());
    let dicts: LinkedList<Option<Dict>> = there_and_back(&format!(r#"[{{"k":{PIN}}},null]"#));
    assert_eq!(dicts.len(), 2);
    let typed: VecDeque<Pin> = there_and_back(&format!("[{PIN},{PIN}]"));
    assert_eq!(typed, [Pin { n: 1 }, Pin { n: 1 }]);
}

#[test]
fn a_foreign_struct_around_annotated_types() {
    let typed: Envelope<Pin> = there_and_back(&envelope());
    assert_eq!(typed.choice, Choice::Named { t: Pin { n: 1 } });
    let dynamic: Envelope<Value> = there_and_back(&envelope());
    assert_eq!(dynamic.newtype.0.downcast_ref::<Pin>(), Some(&Pin { n: 1 }));
    let objects: Envelope<Object> = there_and_back(&envelope());
    assert!(objects.either.unwrap_err().is::<Pin>());
}

/// Under another format the same values are plain data.
#[test]
fn a_foreign_struct_under_a_foreign_format() {
    let typed: Envelope<Pin> = Json::new().decode_as(envelope().as_bytes()).unwrap();
    let dynamic: Envelope<Value> = Json::new().decode_as(envelope().as_bytes()).unwrap();
    let plain = envelope().replace(&with_ids(PIN), r#"{"n":1}"#);
    assert_eq!(serde_json::to_string(&typed).unwrap(), plain);
    assert_eq!(serde_json::to_string(&dynamic).unwrap(), plain);
    assert_eq!(rmp_serde::to_vec_named(&typed).unwrap(), rmp_serde::to_vec_named(&dynamic).unwrap());
    assert_eq!(ron::to_string(&typed.newtype).unwrap(), "((n:1))");
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Loose {
    Number(i64),
    Pin(Pin),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Number(i64),
    Value(Value),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat {
    id: i64,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Internal {
    Held { what: Value },
}

/// serde hands its buffer's payload to the type that was named, so nothing is lost.
#[test]
fn where_serde_buffers_a_named_type_gets_the_payload() {
    assert_eq!(there_and_back::<Vec<Loose>>(&format!("[1,{PIN}]"))[1], Loose::Pin(Pin { n: 1 }));
}

const LOST: &str = "a tagged object cannot reach a `Value` through serde's buffer (`flatten`, `untagged`, `tag`); use \
                    `#[codec(extra)]`, or name the type";

/// An error says so; for `untagged` serde puts its own text in the place of every inner error.
#[test]
fn where_serde_buffers_a_value_would_lose_its_tag() {
    let (codec, pin) = (Json::new(), with_ids(PIN));
    let flat = format!(r#"{{"id":1,"a":{pin}}}"#);
    let internal = format!(r#"{{"kind":"Held","what":{pin}}}"#);
    let error = codec.decode_as::<Flat>(flat.as_bytes()).unwrap_err();
    assert!(error.to_string().starts_with(LOST), "{error}");
    let error = codec.decode_as::<Internal>(internal.as_bytes()).unwrap_err();
    assert!(error.to_string().starts_with(LOST), "{error}");
    let error = codec.decode_as::<Any>(pin.as_bytes()).unwrap_err();
    assert!(error.is_invalid(), "{error}");

    let generic = |json: &str| codec.decode(json.as_bytes()).unwrap();
    assert_eq!(from_value::<Flat>(generic(&flat)).unwrap_err().to_string(), LOST);
    assert_eq!(from_value::<Internal>(generic(&internal)).unwrap_err().to_string(), LOST);
    assert!(from_value::<Any>(generic(&pin)).unwrap_err().is_invalid());
}

/// The same types with plain data are as good as ever, also right after such an error.
#[test]
fn where_serde_buffers_plain_data_passes() {
    let pin = with_ids(PIN);
    for _ in 0..2 {
        let flat: Flat = there_and_back(r#"{"id":1,"a":{"b":[1]}}"#);
        assert_eq!(flat.rest["a"]["b"][0], 1);
        assert_eq!(
            there_and_back::<Internal>(r#"{"kind":"Held","what":[1]}"#),
            Internal::Held { what: vec![1].into() }
        );
        assert_eq!(there_and_back::<Any>("\"x\""), Any::Value("x".into()));
        assert!(Json::new().decode_as::<Any>(pin.as_bytes()).is_err());
        assert_eq!(serde_json::from_str::<Value>("[1]").unwrap(), Value::from(vec![1]));
    }
}

/// On the way out nothing is buffered: serde writes flattened and untagged data as it comes.
#[test]
fn flattened_and_untagged_values_are_written_with_their_tags() {
    let (codec, pin) = (Json::new(), with_ids(PIN));
    let value = codec.decode(pin.as_bytes()).unwrap();
    let flat = Flat { id: 1, rest: [("a".to_owned(), value.clone())].into() };
    assert_eq!(codec.encode_to_string(&flat).unwrap(), format!(r#"{{"id":1,"a":{pin}}}"#));
    assert_eq!(codec.encode_to_string(&Any::Value(value.clone())).unwrap(), pin);
    let held = Internal::Held { what: value };
    assert_eq!(codec.encode_to_string(&held).unwrap(), format!(r#"{{"kind":"Held","what":{pin}}}"#));
    assert_eq!(
        codec.encode_to_string(&to_value(&flat).unwrap()).unwrap(),
        codec.encode_to_string(&flat).unwrap()
    );
}

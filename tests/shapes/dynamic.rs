//! Fields whose type is known at run time, foreign types as objects, and the dict of unknown keys.

use std::time::Duration;

use codec::__private as hidden;
use codec::{
    AgentAddress, Bytes, Codec, Dict, Json, List, Object, Registry, Serializer, Value, json_serializable,
};

use crate::Sample;
use crate::check::{self, Body, codecs, with_ids};
use crate::mutate;

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Box3 {
    any: Value,
    dict: Dict,
    list: List,
    maybe: Option<Value>,
    all: Vec<Value>,
}

#[json_serializable]
#[derive(Debug, PartialEq, Clone)]
struct Leaf {
    n: i64,
}

/// As a codec gives it, so that the objects inside compare equal whatever form they are in.
fn value(json: &str) -> Value {
    Json::new().decode(with_ids(json).as_bytes()).unwrap()
}

impl Sample for Box3 {
    fn samples() -> Vec<Self> {
        let object = value(r#"{"__type__":[@Leaf,{"n":1}]}"#);
        let dict = Dict::try_from(value(r#"{"k":{"__type__":[@Leaf,{"n":2}]},"j":[1,2.5]}"#)).unwrap();
        let list = List::try_from(value(r#"[{"__type__":[@Leaf,{"n":3}]},null]"#)).unwrap();
        vec![
            Box3 {
                any: object.clone(),
                dict,
                list,
                maybe: Some(object),
                all: vec![value(r#"{"a":[true]}"#)],
            },
            Box3 { any: Value::Null, dict: Dict::new(), list: List::new(), maybe: None, all: vec![] },
        ]
    }
}

#[test]
fn dynamic_fields() {
    check::tagged::<Box3>(
        Body::Direct,
        &[
            concat!(
                r#"{"any":{"__type__":[@Leaf,{"n":1}]},"dict":{"k":{"__type__":[@Leaf,{"n":2}]},"j":[1,2.5]},"#,
                r#""list":[{"__type__":[@Leaf,{"n":3}]},null],"maybe":{"__type__":[@Leaf,{"n":1}]},"#,
                r#""all":[{"a":[true]}]}"#
            ),
            r#"{"any":null,"dict":{},"list":[],"maybe":null,"all":[]}"#,
        ],
    );
    mutate::tagged::<Box3>();
}

/// An `Object` field takes a tagged object of whatever type, and nothing else.
#[json_serializable]
#[derive(Debug, PartialEq)]
struct Carrier {
    what: Object,
    more: Vec<Object>,
    maybe: Option<Object>,
}

impl Sample for Carrier {
    fn samples() -> Vec<Self> {
        let object = || Object::try_from(value(r#"{"__type__":[@Leaf,{"n":1}]}"#)).unwrap();
        vec![
            Carrier { what: object(), more: vec![], maybe: None },
            Carrier { what: object(), more: vec![object()], maybe: Some(object()) },
        ]
    }
}

#[test]
fn object_fields() {
    check::tagged::<Carrier>(
        Body::Direct,
        &[
            r#"{"what":{"__type__":[@Leaf,{"n":1}]},"more":[],"maybe":null}"#,
            concat!(
                r#"{"what":{"__type__":[@Leaf,{"n":1}]},"more":[{"__type__":[@Leaf,{"n":1}]}],"#,
                r#""maybe":{"__type__":[@Leaf,{"n":1}]}}"#
            ),
        ],
    );
    mutate::tagged::<Carrier>();
    let text = with_ids(r#"{"__type__":[@Carrier,{"what":{"n":1},"more":[],"maybe":null}]}"#);
    let error = Json::new().decode(text.as_bytes()).unwrap_err();
    assert_eq!((error.is_type_mismatch(), error.path().as_str()), (true, "what"), "{error}");
}

/// JSON has no bytes, but reads a list of them; the generic form has them.
#[json_serializable]
#[derive(Debug, PartialEq)]
struct Blob {
    data: Bytes,
    maybe: Option<Bytes>,
}

#[test]
fn bytes_fields() {
    let blob = Blob { data: Bytes::from(vec![1, 255]), maybe: None };
    let error = Json::new().encode(&blob).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no serializer found for type bytes at data; JSON has no form for them; send base64 text"
    );
    let twins = hidden::twin_json(&Json::new(), &blob).unwrap_err();
    assert_eq!(twins.to_string(), error.to_string());
    let text = with_ids(r#"{"__type__":[@Blob,{"data":[1,255],"maybe":null}]}"#);
    assert_eq!(Json::new().decode_as::<Blob>(text.as_bytes()).unwrap(), blob);
    assert_eq!(hidden::from_twin_json::<Blob>(&Json::new(), text.as_bytes()).unwrap(), blob);
    let dict = blob.as_dict().unwrap();
    assert_eq!(dict["data"], Value::Bytes(Bytes::from(vec![1, 255])));
    assert_eq!(hidden::twin_value(&blob).unwrap(), Value::Dict(dict.clone()));
    assert_eq!(Blob::from_dict(dict.clone()).unwrap(), blob);
    assert_eq!(hidden::from_twin_value::<Blob>(dict.into()).unwrap(), blob);
    let packed = rmp_serde::to_vec_named(&blob).unwrap();
    assert_eq!(packed, b"\x82\xa4data\xc4\x02\x01\xff\xa5maybe\xc0");
    assert_eq!(rmp_serde::from_slice::<Blob>(&packed).unwrap(), blob);
}

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Open {
    id: i64,
    #[serde(default)]
    note: Option<String>,
    #[codec(extra)]
    extra: Dict,
}

impl Sample for Open {
    fn samples() -> Vec<Self> {
        let extra = Dict::try_from(value(r#"{"x":{"__type__":[@Leaf,{"n":1}]},"y":{"z":[1]}}"#)).unwrap();
        vec![
            Open { id: 1, note: None, extra },
            Open { id: 2, note: Some("n".to_owned()), extra: Dict::new() },
        ]
    }
}

/// serde's `flatten` buffers, and its buffer has no tags; so serde's body hands payloads with an extra dict over to the
/// field code, and the objects in it arrive inside foreign containers as well.
#[test]
fn unknown_keys_are_kept() {
    assert!(Open::serializer().is_direct());
    for codec in codecs() {
        for open in Open::samples() {
            let bytes = codec.encode(&open).unwrap();
            assert_eq!(codec.decode_as::<Open>(&bytes).unwrap(), open);
            assert_eq!(codec.encode(&codec.decode(&bytes).unwrap()).unwrap(), bytes);
            assert_eq!(hidden::twin_json(&codec, &open).unwrap(), bytes);
            assert_eq!(hidden::from_twin_json::<Open>(&codec, &bytes).unwrap(), open);
            assert_eq!(Open::from_dict(open.as_dict().unwrap()).unwrap(), open);
        }
    }
    let text = with_ids(r#"{"__type__":[@Open,{"y":1,"id":1,"x":{"__type__":[@Leaf,{"n":1}]},"y":2}]}"#);
    let open: Open = Json::new().decode_as(text.as_bytes()).unwrap();
    assert_eq!(open.extra.keys().collect::<Vec<_>>(), ["y", "x"]);
    assert_eq!(open.extra["y"], 2);
    assert_eq!(open.extra["x"].downcast_ref::<Leaf>(), Some(&Leaf { n: 1 }));
    let plain = serde_json::to_string(&open).unwrap();
    assert_eq!(plain, r#"{"id":1,"note":null,"y":2,"x":{"n":1}}"#);
    let again: Open = serde_json::from_str(&plain).unwrap();
    assert_eq!(again.extra["x"]["n"], 1);
}

#[test]
fn unknown_keys_inside_foreign_containers() {
    let codec = Json::new();
    let bytes = codec.encode(&Open::samples()).unwrap();
    assert_eq!(codec.decode_as::<Vec<Open>>(&bytes).unwrap(), Open::samples());
    let value = codec::to_value(&Open::samples()).unwrap();
    assert_eq!(codec.encode(&value).unwrap(), bytes);
    assert_eq!(codec::from_value::<Vec<Open>>(value).unwrap(), Open::samples());
    let twice = with_ids(r#"[{"__type__":[@Open,{"id":1,"id":2}]}]"#);
    let error = codec.decode_as::<Vec<Open>>(twice.as_bytes()).unwrap_err();
    assert!(error.to_string().starts_with("a field stands twice at [0].id"), "{error}");
    let shadowed = [Open { id: 1, note: None, extra: Dict::from([("id", 2)]) }];
    let error = codec.encode(&shadowed).unwrap_err().to_string();
    assert_eq!(error, "the extra key `id` is also a field at [0]");
}

#[test]
fn an_extra_key_cannot_hide_a_field() {
    let open = Open { id: 1, note: None, extra: Dict::from([("id", 2)]) };
    let error = Json::new().encode(&open).unwrap_err();
    assert_eq!(error.to_string(), "the extra key `id` is also a field; set the field instead");
    assert_eq!(open.as_dict().unwrap_err().to_string(), error.to_string());
    let open = Open { id: 1, note: None, extra: Dict::from([("__type__", 2)]) };
    assert!(Json::new().encode(&open).unwrap_err().is_reserved_key());
}

fn seconds() -> Serializer {
    Serializer::new::<Duration>(
        |duration| Ok(Value::from(duration.as_secs_f64())),
        |value| Ok(Duration::from_secs_f64(f64::try_from(value)?)),
    )
    .with_type_id(77)
}

/// A foreign type of the program, without serde.
#[derive(Debug, PartialEq)]
struct Bare(i64);

fn bare() -> Serializer {
    Serializer::new::<Bare>(
        |bare| Ok(Value::from(Dict::from([("n", bare.0)]))),
        |value| Ok(Bare(Dict::try_from(value)?["n"].as_i64().unwrap_or_default())),
    )
    .with_type_id(78)
}

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Timed {
    #[codec(object)]
    wait: Duration,
    #[codec(object)]
    leaf: Leaf,
    #[codec(object = bare)]
    bare: Bare,
    n: i64,
}

fn timed() -> Timed {
    Timed { wait: Duration::from_millis(1500), leaf: Leaf { n: 1 }, bare: Bare(2), n: 3 }
}

fn registry() -> Registry {
    let mut registry = Registry::linked().unwrap();
    registry.register(seconds()).unwrap();
    registry.register(bare()).unwrap();
    registry
}

#[test]
fn foreign_types_as_objects() {
    let text = with_ids(concat!(
        r#"{"__type__":[@Timed,{"wait":{"__type__":[77,1.5]},"leaf":{"__type__":[@Leaf,{"n":1}]},"#,
        r#""bare":{"__type__":[78,{"n":2}]},"n":3}]}"#
    ));
    let codec = Json::with_registry(registry());
    assert!(Timed::serializer().is_direct());
    assert_eq!(codec.encode_to_string(&timed()).unwrap(), text);
    let decoded = codec.decode(text.as_bytes()).unwrap();
    assert_eq!(codec.encode_to_string(&decoded).unwrap(), text);
    assert_eq!(decoded.downcast::<Timed>().unwrap(), timed());
    assert_eq!(codec.decode_as::<Timed>(text.as_bytes()).unwrap(), timed());
}

#[test]
fn foreign_types_inside_foreign_containers() {
    let codec = Json::with_registry(registry());
    let object = codec.encode_to_string(&timed()).unwrap();
    let list = format!("[{object},{object}]");
    assert_eq!(codec.encode_to_string(&[timed(), timed()]).unwrap(), list);
    assert_eq!(codec.encode_to_string(&Some(timed())).unwrap(), object);
    assert_eq!(codec.decode_as::<Vec<Timed>>(list.as_bytes()).unwrap(), [timed(), timed()]);
    assert_eq!(codec.decode_as::<Option<Timed>>(object.as_bytes()).unwrap(), Some(timed()));
    let map = format!(r#"{{"k":{object}}}"#);
    let read = codec.decode_as::<std::collections::BTreeMap<String, Timed>>(map.as_bytes()).unwrap();
    assert_eq!(codec.encode_to_string(&read).unwrap(), map);
    let error = Json::new().encode(&[timed()]).unwrap_err().to_string();
    assert!(error.starts_with("no serializer found for type core::time::Duration at [0].wait"), "{error}");
    let plain = serde_json::to_string(&[timed()]).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Timed>>(&plain).unwrap(), [timed()]);
    assert_eq!(codec::from_value::<Vec<Timed>>(codec::to_value(&[timed()]).unwrap()).unwrap(), [timed()]);
}

#[test]
fn foreign_types_without_a_codec() {
    let dict = timed().as_dict().unwrap();
    assert_eq!(dict["wait"]["secs"], 1, "serde's form, since no codec is known");
    assert_eq!(dict["bare"].as_object().unwrap().name(), "Bare");
    assert_eq!(Timed::from_dict(dict).unwrap(), timed());
    let plain = serde_json::to_string(&timed()).unwrap();
    assert_eq!(plain, r#"{"wait":{"secs":1,"nanos":500000000},"leaf":{"n":1},"bare":{"n":2},"n":3}"#);
    assert_eq!(serde_json::from_str::<Timed>(&plain).unwrap(), timed());
}

#[test]
fn a_foreign_type_that_the_codec_does_not_hold() {
    let error = Json::new().encode(&timed()).unwrap_err();
    assert!(error.is_unknown_type());
    assert_eq!(
        error.to_string(),
        "no serializer found for type core::time::Duration at wait; annotate it with `#[json_serializable]`, or add \
         one with `add_serializer`"
    );
    let text = with_ids(r#"{"__type__":[@Timed,{"wait":1.5,"leaf":1,"bare":1,"n":3}]}"#);
    let error = Json::with_registry(registry()).decode(text.as_bytes()).unwrap_err();
    assert_eq!((error.is_type_mismatch(), error.path().as_str()), (true, "wait"), "{error}");
}

#[test]
fn an_annotated_field_that_the_codec_does_not_hold() {
    let codec = Json::with_registry(Registry::only::<(Carrier, Box3)>().unwrap());
    let [first, _] = <[Carrier; 2]>::try_from(Carrier::samples()).unwrap();
    let text = "no serializer found for type shapes::dynamic::Leaf at what; it is annotated, but this codec's \
                registry does not hold it: add it with `add_serializer`";
    assert_eq!(codec.encode(&first).unwrap_err().to_string(), text);
    assert_eq!(hidden::twin_json(&codec, &first).unwrap_err().to_string(), text);
}

/// The built-in messages are annotated types like any other.
#[test]
fn built_in_messages_inside() {
    let address = AgentAddress { protocol_addr: vec![1, 2].into(), aid: Some("a".to_owned()) };
    let dict = address.as_dict().unwrap();
    assert_eq!(AgentAddress::from_dict(dict).unwrap().aid.as_deref(), Some("a"));
}

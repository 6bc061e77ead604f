//! Codecs of a format of one's own: CBOR, as in the example, beside JSON.

#[path = "../../examples/custom_codec/cbor.rs"]
pub(crate) mod cbor;

use std::collections::BTreeMap;
use std::time::Duration;

use cbor::Cbor;
use codec::{
    AclMessage, BigInt, Bytes, Codec, DecodeError, Dict, DynCodec, Ext, FallbackSerializer, Json, Limits,
    Map, Registry, SerializationError, Serializer, Unknown, Value, ValueCodec, ValueFormat,
    json_serializable,
};
use codec_tests::hex;

#[json_serializable(type_id = 7501)]
#[derive(Debug, Clone, PartialEq)]
struct Point {
    x: i64,
    y: f64,
}

#[json_serializable(type_id = 7502)]
#[derive(Debug, Clone, PartialEq)]
struct Everything {
    point: Point,
    boxed: Option<Box<Point>>,
    list: Vec<Point>,
    by_name: BTreeMap<String, Point>,
    by_number: BTreeMap<i64, Point>,
    pair: (Point, Mode),
    bytes: Bytes,
    any: Value,
    #[codec(object)]
    wait: Duration,
    #[codec(object)]
    waits: Option<Duration>,
}

#[json_serializable(type_id = 7503)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mode {
    Off = 0,
    On = 1,
}

#[json_serializable(instances(Pair<i64> = 7504, Pair<Point> = 7505))]
#[derive(Debug, Clone, PartialEq)]
struct Pair<T> {
    left: T,
    right: T,
}

fn duration(id: i32) -> Serializer {
    let serializer = Serializer::new::<Duration>(
        |duration| Ok(Value::from(duration.as_secs())),
        |value| Ok(Duration::from_secs(u64::try_from(value)?)),
    );
    serializer.with_type_id(id)
}

fn cbor() -> ValueCodec<Cbor> {
    ValueCodec::builder(Cbor).serializers([optional(), duration(7510)]).build().unwrap()
}

fn optional() -> Serializer {
    let serializer = Serializer::new::<Option<Duration>>(
        |wait| Ok(Value::from(wait.map(|wait| wait.as_secs()))),
        |value| Ok(if value.is_null() { None } else { Some(Duration::from_secs(u64::try_from(value)?)) }),
    );
    serializer.with_type_id(7511)
}

fn point(x: i64) -> Point {
    Point { x, y: 0.5 }
}

fn everything() -> Everything {
    Everything {
        point: point(1),
        boxed: Some(Box::new(point(2))),
        list: vec![point(3), point(4)],
        by_name: BTreeMap::from([("a".into(), point(5))]),
        by_number: BTreeMap::from([(-7, point(6))]),
        pair: (point(7), Mode::On),
        bytes: Bytes::from(vec![0, 255]),
        any: vec![Value::from(point(8)), Value::from(Pair { left: 1_i64, right: 2 })].into(),
        wait: Duration::from_secs(9),
        waits: None,
    }
}

/// `value` as these bytes, and back.
#[track_caller]
fn is(value: impl Into<Value>, bytes: &str) {
    let (value, codec) = (value.into(), cbor());
    assert_eq!(codec.encode(&value).unwrap(), hex::bytes(bytes), "{value}");
    assert_eq!(codec.decode(&hex::bytes(bytes)).unwrap(), value);
    assert_eq!(codec.decode_as::<Value>(&hex::bytes(bytes)).unwrap(), value);
}

#[test]
fn every_kind_of_value() {
    is((), "f6");
    is(true, "f5");
    is(-500, "3901f3");
    is(u64::MAX, "1bffffffffffffffff");
    is(u128::MAX, "c250ffffffffffffffffffffffffffffffff");
    is(i128::MIN, "c3507fffffffffffffffffffffffffffffff");
    is(1.5, "f93e00");
    is(f64::NEG_INFINITY, "f9fc00");
    is("ä", "62c3a4");
    is(Bytes::from(vec![0, 255]), "4200ff");
    is(vec![Value::from(1), Value::from("x")], "82016178");
    is(Dict::from([("k", 1)]), "a1616b01");
    let map: Map = [(Value::from(1), "one"), (vec![1, 2].into(), "list")].into_iter().collect();
    is(map, "a201636f6e6582010264 6c697374".replace(' ', "").as_str());
    is(Value::from(point(1)), "a1685f5f747970655f5f82191d4da26178016179f93800");
}

#[test]
fn what_the_format_has_no_form_for() {
    let refused = |value: Value| cbor().encode(&value).unwrap_err();
    let error = refused(vec![Value::from(Ext::new(1, b"x"))].into());
    assert!(error.is_unsupported());
    assert_eq!(error.to_string(), "CBOR has no form for this kind of value");
    let huge: BigInt = format!("1{}", "0".repeat(50)).parse().unwrap();
    assert_eq!(refused(huge.into()).to_string(), "an integer beyond 128 bits");
    let mut out = b"kept".to_vec();
    assert!(cbor().encode_into(&Value::from(Ext::new(1, b"x")), &mut out).is_err());
    assert_eq!(out, b"kept");
}

#[test]
fn objects_in_every_place() {
    let codec = cbor();
    let bytes = codec.encode(&everything()).unwrap();
    assert_eq!(codec.decode_as::<Everything>(&bytes).unwrap(), everything());
    let found = codec.decode(&bytes).unwrap();
    assert_eq!(found.downcast_ref::<Everything>(), Some(&everything()));
    assert_eq!(found.as_object().unwrap().wire_id(), Some(7502));
    assert_eq!(codec.encode(&found).unwrap(), bytes);
    assert_eq!(
        codec.encode(&codec.object(&everything().pair.1).unwrap()).unwrap(),
        codec.encode(&Mode::On).unwrap()
    );

    // As the format sees it: `#[codec(object)]` fields carry their tags.
    let plain = Cbor.read(&bytes).unwrap();
    let envelope = &plain.as_map().unwrap().get(&"__type__".into()).unwrap()[1];
    let wait = envelope.as_map().unwrap().get(&"wait".into()).unwrap();
    assert_eq!(wait.to_string(), "{'__type__': [7510, 9]}");
    let none = envelope.as_map().unwrap().get(&"waits".into()).unwrap();
    assert_eq!(none.to_string(), "{'__type__': [7511, None]}");
}

#[test]
fn generic_instances_and_foreign_containers() {
    let codec = cbor();
    let pairs = BTreeMap::from([((1, Mode::On), vec![Some(Pair { left: point(1), right: point(2) }), None])]);
    let bytes = codec.encode(&pairs).unwrap();
    let found = codec.decode(&bytes).unwrap();
    let (_, list) = found.as_map().unwrap().iter().next().unwrap();
    assert!(list[0].is::<Pair<Point>>() && list[1].is_null());
    let by_name = BTreeMap::from([("k".to_owned(), vec![Mode::On, Mode::Off])]);
    let bytes = codec.encode(&by_name).unwrap();
    assert_eq!(codec.decode_as::<BTreeMap<String, Vec<Mode>>>(&bytes).unwrap(), by_name);
}

#[test]
fn without_a_codec_the_generic_form_is_as_before() {
    let dict = everything().as_dict().unwrap();
    assert_eq!(dict["wait"].to_string(), "{'secs': 9, 'nanos': 0}");
    assert_eq!(Everything::from_dict(dict).unwrap(), everything());
}

struct Service(&'static str);

#[test]
fn the_fallback() {
    let fallback = FallbackSerializer::new(
        2,
        |object| Some(Ok(Value::from(object.downcast_ref::<Service>()?.0))),
        String::try_from,
    );
    let codec = ValueCodec::builder(Cbor).fallback(fallback).build().unwrap();
    let bytes = codec.encode(&vec![codec.object(&Service("agents/0")).unwrap()]).unwrap();
    assert_eq!(Cbor.read(&bytes).unwrap().to_string(), "[{'__type__': [2, 'agents/0']}]");
    assert_eq!(codec.decode(&bytes).unwrap()[0].downcast_ref::<String>().unwrap(), "agents/0");
}

#[test]
fn unknown_ids_are_errors_or_kept() {
    let unknown =
        Value::from(vec![Value::Unknown(Box::new(Unknown::new(4711, Dict::from([("x", 1)]).into())))]);
    let keeping = ValueCodec::builder(Cbor).keep_unknown(true).build().unwrap();
    let bytes = keeping.encode(&unknown).unwrap();
    assert_eq!(keeping.decode(&bytes).unwrap(), unknown);
    let error = cbor().decode(&bytes).unwrap_err();
    assert!(error.is_unknown_type() && error.offset().is_none());
    assert_eq!(error.type_id(), Some(4711));
    assert_eq!(
        error.to_string(),
        "unknown type id 4711 at [0]; is the type's crate linked (`use the_crate as _;`), and are its name and fields \
         those of the peer's class?"
    );
    let few = ValueCodec::with_registry(Cbor, Registry::empty());
    let mango = keeping.encode(&AclMessage::default()).unwrap();
    assert_eq!(
        few.decode(&mango).unwrap_err().to_string(),
        "unknown type id -632231636; `codec::message::acl::AclMessage` (codec/src/message/acl.rs:55) has it and is \
         linked, but this codec's registry does not hold it"
    );
    assert_eq!(
        few.encode(&vec![point(1)]).unwrap_err().to_string(),
        "no serializer found for type integration::custom::Point at [0]; it is annotated, but this codec's registry \
         does not hold it: add it with `add_serializer`"
    );
}

/// Payloads of envelopes and what surrounds them, of which all but the first are wrong.
fn envelopes() -> Vec<String> {
    let contents = [
        r#"[7501,{"x":1,"y":0.5}]"#,
        "null",
        "true",
        "7501",
        "1.5",
        r#""7501""#,
        "{}",
        r#"{"0":7501}"#,
        "[]",
        "[7501]",
        r#"[7501,{"x":1,"y":0.5},null]"#,
        r#"[7501,{"x":1,"y":0.5},7501,{}]"#,
        r#"["7501",{"x":1,"y":0.5}]"#,
        r#"[7501.0,{"x":1,"y":0.5}]"#,
        r#"[true,{"x":1,"y":0.5}]"#,
        r#"[null,{"x":1,"y":0.5}]"#,
        r#"[[7501],{"x":1,"y":0.5}]"#,
        r#"[{},{"x":1,"y":0.5}]"#,
        r#"[2147483648,{}]"#,
        r#"[-2147483649,{}]"#,
        r#"[18446744073709551616,{}]"#,
        r#"[4711,{}]"#,
        r#"[7501,null]"#,
        r#"[7501,[]]"#,
        r#"[7501,{}]"#,
        r#"[7501,{"x":"1","y":0.5}]"#,
        r#"[7501,{"__type__":[7501,{"x":1,"y":0.5}]}]"#,
        r#"[7501,{"x":1,"y":0.5,"__type__":1}]"#,
        r#"[7503,{"x":1}]"#,
        r#"[7503,7]"#,
        r#"[{"x":1},7501]"#,
    ];
    let mut out: Vec<String> =
        contents.iter().map(|content| format!(r#"{{"__type__":{content}}}"#)).collect();
    out.extend(contents.iter().map(|content| format!(r#"{{"A":1,"__type__":{content}}}"#)));
    out.extend(contents.iter().map(|content| format!(r#"[{{"__type__":{content},"a":{{}}}}]"#)));
    out
}

/// Without types, to which an envelope is a dict.
fn plain(json: &str) -> Value {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    value.into()
}

#[test]
fn wrong_envelopes_are_refused_in_the_words_of_json() {
    let place = |text: &str| match (text.find(" (line "), text.find(')')) {
        (Some(from), Some(to)) if from < to => [&text[..from], &text[to + 1..]].concat(),
        _ => text.to_owned(),
    };
    let mut refused = 0;
    for json in envelopes() {
        let mut bytes = Vec::new();
        // serde_json sorts its dicts: `A` comes before `_`, and `a` behind it.
        Cbor.write(&plain(&json), &mut bytes).unwrap();
        let text = serde_json::to_string(&serde_json::from_str::<serde_json::Value>(&json).unwrap()).unwrap();
        let theirs = Json::new().decode(text.as_bytes());
        match (cbor().decode(&bytes), theirs) {
            (Ok(ours), Ok(theirs)) => assert_eq!(ours, theirs),
            (Err(ours), Err(theirs)) => {
                refused += 1;
                assert_eq!(place(&ours.to_string()), place(&theirs.to_string()), "{json}");
            }
            (ours, theirs) => panic!("{json}: {ours:?}, {theirs:?}"),
        }
    }
    assert!(refused >= 60, "{refused}");
}

#[test]
fn user_data_with_the_key_of_an_envelope_is_refused() {
    let refused = |value: Value| cbor().encode(&value).unwrap_err();
    let text = "the key `__type__` is reserved at [0]; peers would decode this dict as a typed object; rename the key";
    let dict = Dict::from([("__type__", 1)]);
    assert_eq!(refused(vec![Value::from(dict.clone())].into()).to_string(), text);
    let map: Map = [(Value::from(1), 1), ("__type__".into(), 2)].into_iter().collect();
    assert_eq!(refused(vec![Value::from(map)].into()).to_string(), text);
    let in_key: Map = [(Value::from(dict), 1)].into_iter().collect();
    assert!(refused(in_key.into()).is_reserved_key());
    assert!(cbor().encode(&BTreeMap::from([("__type__", 1)])).unwrap_err().is_reserved_key());
}

#[test]
fn errors_say_where() {
    let told = |json: &str| {
        let mut bytes = Vec::new();
        Cbor.write(&plain(json), &mut bytes).unwrap();
        cbor().decode(&bytes).unwrap_err().to_string()
    };
    assert_eq!(
        told(r#"[{"k":{"__type__":[7501,{"x":"1","y":0}]}}]"#),
        "expected an integer, found a string at [0].k.x"
    );
    assert_eq!(
        told(
            r#"{"__type__":[7505,{"left":{"__type__":[7501,{"x":1,"y":0}]},"right":{"__type__":[7503,1]}}]}"#
        ),
        "expected a `Point`, found a `Mode` at right"
    );
    let bytes = cbor().encode(&BTreeMap::from([(7, BTreeMap::from([((), "x")]))])).unwrap();
    assert_eq!(
        cbor().decode_as::<BTreeMap<i64, BTreeMap<(), i64>>>(&bytes).unwrap_err().to_string(),
        "expected an integer, found a string at 7.None"
    );
    let error = cbor().decode(&hex::bytes("01f6")).unwrap_err();
    assert!(error.is_syntax());
    assert_eq!(error.to_string(), "trailing data after the value");
}

fn limited(limits: Limits) -> ValueCodec<Cbor> {
    ValueCodec::builder(Cbor).limits(limits).build().unwrap()
}

#[test]
fn limits_hold_exactly() {
    let input = limited(Limits::default().input(3));
    for (bytes, ok) in [("8101", true), ("820102", true), ("83010203", false)] {
        assert_eq!(input.decode(&hex::bytes(bytes)).is_ok(), ok);
    }
    let error = input.decode(&hex::bytes("83010203")).unwrap_err();
    assert_eq!(error.to_string(), "input is longer than 3 bytes; raise it with `Limits::input`");
    assert!(error.is_limit());

    let elements = limited(Limits::default().elements(3));
    for (bytes, ok) in [("820102", true), ("8201a10102", true), ("8301a1010203", false)] {
        assert_eq!(elements.decode(&hex::bytes(bytes)).is_ok(), ok, "{bytes}");
    }
    let error = elements.decode(&hex::bytes("8301a1010203")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "more than 3 list elements and dict entries; raise it with `Limits::elements`"
    );

    let digits = limited(Limits::default().digits(20));
    let big = |number: u128| (digits.encode(&number), digits.decode(&cbor().encode(&number).unwrap()));
    for (number, ok) in [(10_u128.pow(19) - 1, true), (10_u128.pow(20) - 1, true), (10_u128.pow(20), false)] {
        let (written, read) = big(number);
        assert_eq!((written.is_ok(), read.is_ok()), (true, ok), "{number}");
    }
    assert_eq!(
        big(10_u128.pow(20)).1.unwrap_err().to_string(),
        "an integer has more than 20 digits; raise it with `Limits::digits`"
    );
}

#[test]
fn depth_is_limited_in_both_directions() {
    let shallow = limited(Limits::default().depth(3));
    let nested = |levels: usize| (0..levels).fold(Value::Null, |inner, _| vec![inner].into());
    let tagged = |levels: usize| {
        (1..levels).fold(Value::from(Holder { held: Value::Null }), |inner, _| Holder { held: inner }.into())
    };
    for value in [nested(2), nested(3), tagged(2), tagged(3)] {
        let bytes = shallow.encode(&value).unwrap();
        assert_eq!(shallow.decode(&bytes).unwrap(), value);
    }
    for value in [nested(4), tagged(4)] {
        let error = shallow.encode(&value).unwrap_err();
        assert!(error.is_limit() && error.to_string().contains("nesting is deeper than 3 levels"), "{error}");
        let error = shallow.decode(&cbor().encode(&value).unwrap()).unwrap_err();
        assert!(error.is_limit() && error.to_string().contains("nesting is deeper than 3 levels"), "{error}");
    }
    // Also where nobody wants the value.
    let bytes = cbor().encode(&Dict::from([("x", 1.into()), ("more", nested(3))])).unwrap();
    let error = shallow.decode_as::<Few>(&bytes).unwrap_err();
    assert!(error.is_limit(), "{error}");
}

#[json_serializable(type_id = 7506)]
#[derive(Debug, Clone, PartialEq)]
struct Holder {
    held: Value,
}

#[json_serializable(tag = false)]
#[derive(Debug, PartialEq)]
struct Few {
    x: i64,
}

#[json_serializable(type_id = 7507)]
#[derive(Debug)]
struct Chain {
    next: Option<Box<Chain>>,
}

/// What the format itself does wrong.
struct Wild;

impl ValueFormat for Wild {
    fn write(&self, value: &Value, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        out.extend_from_slice(b"half");
        assert!(!value.is_null(), "no null");
        Err(SerializationError::custom("never"))
    }

    fn read(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        match bytes {
            b"deep" => Ok((0..1_000_000).fold(Value::Null, |inner, _| vec![inner].into())),
            b"object" => Ok(vec![Value::from(point(1))].into()),
            _ => panic!("not these bytes"),
        }
    }
}

#[test]
fn a_format_that_misbehaves_gives_errors() {
    let codec = ValueCodec::new(Wild);
    for _ in 0..3 {
        let mut out = b"kept".to_vec();
        assert_eq!(codec.encode_into(&(), &mut out).unwrap_err().to_string(), "the format panicked");
        assert_eq!(codec.encode_into(&1, &mut out).unwrap_err().to_string(), "never");
        assert_eq!(out, b"kept");
        assert_eq!(codec.decode(b"x").unwrap_err().to_string(), "the format panicked");
        assert!(codec.decode(b"deep").unwrap_err().is_limit());
        assert!(codec.decode_as::<Few>(b"deep").unwrap_err().is_type_mismatch());
        assert_eq!(
            codec.decode(b"object").unwrap_err().to_string(),
            "the format gave an object, where it may give plain values at [0]"
        );
    }
}

/// On a small stack: what is too deep is refused before it is gone through.
#[test]
fn values_of_any_depth_are_refused_without_recursion() {
    let run = || {
        let mut chain = Chain { next: None };
        for _ in 0..100_000 {
            chain = Chain { next: Some(Box::new(chain)) };
        }
        let chain = std::mem::ManuallyDrop::new(chain);
        assert!(ValueCodec::new(Wild).encode(&*chain).unwrap_err().is_limit());
        assert!(ValueCodec::new(Wild).decode(b"deep").unwrap_err().is_limit());
    };
    std::thread::Builder::new().stack_size(512 << 10).spawn(run).unwrap().join().unwrap();
}

#[test]
fn any_codec_where_a_codec_is_asked_for() {
    fn there_and_back(codec: &impl Codec) -> Point {
        codec.decode_as(&codec.encode(&point(1)).unwrap()).unwrap()
    }
    let boxed: Box<dyn ValueFormat> = Box::new(Cbor);
    let codecs: Vec<Box<dyn DynCodec>> =
        vec![Box::new(Json::new()), Box::new(cbor()), Box::new(ValueCodec::new(boxed))];
    for codec in &codecs {
        assert_eq!(there_and_back(codec), point(1));
        assert_eq!(codec.decode(&codec.encode("text").unwrap()).unwrap(), "text");
        assert_eq!(codec.id_of::<Point>(), Some(7501));
        for other in &codecs {
            let value = codec.decode(&codec.encode(&vec![point(2), point(3)]).unwrap()).unwrap();
            assert_eq!(other.decode(&other.encode(&value).unwrap()).unwrap(), value);
        }
    }
    let mut codec: Box<dyn DynCodec> = Box::new(ValueCodec::with_registry(Cbor, Registry::empty()));
    codec.add_serializer(Point::serializer()).unwrap();
    assert_eq!(there_and_back(&codec), point(1));
    let aiomas = ValueCodec::aiomas(Cbor, [Mode::serializer, Point::serializer]);
    assert_eq!(aiomas.id_of::<Point>(), Some(1));
}

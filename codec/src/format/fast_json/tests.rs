use std::collections::BTreeMap;

use crate::{
    AclMessage, Bytes, Codec, Dict, DynCodec, FastJson, Json, Limits, MangoMessage, Map, Performative,
    Registry, Value, json_serializable,
};

#[json_serializable(crate = crate, register = false)]
#[derive(Debug, Clone, PartialEq)]
struct Plain {
    point: Point,
    color: Option<Color>,
    any: Value,
}

#[json_serializable(crate = crate, register = false, python(kind = dataclass))]
#[derive(Debug, Clone, PartialEq)]
struct Point {
    x: i64,
    y: i64,
}

#[json_serializable(crate = crate, register = false)]
#[derive(Debug, Clone, Copy, PartialEq)]
enum Color {
    Red = 1,
    Green = 2,
}

#[json_serializable(crate = crate, register = false, type_id = 5)]
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Circle(f64),
    At(Point),
}

/// A dataclass in name alone: its payload is a list.
#[json_serializable(crate = crate, register = false, python(kind = dataclass))]
#[derive(Debug, Clone, PartialEq)]
struct Pair(i64, Point);

/// Its payload has no container, so nothing but the type says how deep it is.
#[json_serializable(crate = crate, register = false, type_id = 6)]
#[derive(Debug, PartialEq)]
#[serde(transparent)]
struct Wrapper(Option<Box<Wrapper>>);

#[json_serializable(crate = crate, register = false)]
#[derive(Debug, PartialEq)]
struct Blob {
    data: Bytes,
}

fn codec() -> FastJson {
    FastJson::with_serializers([
        AclMessage::serializer(),
        MangoMessage::serializer(),
        Performative::serializer(),
        Plain::serializer(),
        Point::serializer(),
        Color::serializer(),
        Shape::serializer(),
        Pair::serializer(),
        Wrapper::serializer(),
        Blob::serializer(),
    ])
}

fn text<T: crate::Encodable + ?Sized>(value: &T) -> String {
    String::from_utf8(codec().encode(value).unwrap()).unwrap()
}

fn id_of<T: 'static>() -> i32 {
    codec().id_of::<T>().unwrap()
}

fn plain() -> Plain {
    Plain { point: Point { x: 1, y: 2 }, color: Some(Color::Green), any: Color::Red.into() }
}

/// What msgspec 0.22.0 writes.
const FLOATS: [(f64, &str); 23] = [
    (0.0, "0.0"),
    (-0.0, "-0.0"),
    (0.1, "0.1"),
    (100.0, "100.0"),
    (0.001, "0.001"),
    (0.0001, "0.0001"),
    (0.000_123, "0.000123"),
    (1e-5, "0.00001"),
    (-1.5e-5, "-0.000015"),
    (9.999e-6, "9.999e-6"),
    (1e-6, "1e-6"),
    (1.234e-7, "1.234e-7"),
    (1e-10, "1e-10"),
    (5e-324, "5e-324"),
    (1e15, "1000000000000000.0"),
    (9.999e15, "9999000000000000.0"),
    (9_007_199_254_740_992.0, "9007199254740992.0"),
    (1e16, "1e16"),
    (-1.5e16, "-1.5e16"),
    (12_345_678_901_234_567.0, "1.2345678901234568e16"),
    (1e22, "1e22"),
    (1e100, "1e100"),
    (f64::MAX, "1.7976931348623157e308"),
];

#[test]
fn floats_are_msgspecs() {
    for (value, expected) in FLOATS {
        assert_eq!(text(&value), expected);
        assert_eq!(text(&Value::from(value)), expected);
        assert_eq!(text(&vec![value; 3]), format!("[{expected},{expected},{expected}]"));
        assert_eq!(codec().decode_as::<f64>(expected.as_bytes()).unwrap().to_bits(), value.to_bits());
        let map: Map = [(Value::from(value), Value::from(1))].into_iter().collect();
        assert_eq!(text(&Value::from(map)), format!("{{\"{expected}\":1}}"));
    }
    assert_eq!(text(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]), "[null,null,null]");
    let strict = FastJson::builder().strict(true).build().unwrap();
    let error = strict.encode(&[0.5, f64::NAN]).unwrap_err();
    assert!(error.is_unsupported() && error.path() == "[1]", "{error}");
    for word in ["NaN", "-Infinity"] {
        assert!(codec().decode_as::<f64>(word.as_bytes()).unwrap_err().is_syntax());
    }
}

#[test]
fn keys_are_msgspecs() {
    let map = |key: Value| codec().encode(&Value::from([(key, Value::Null)].into_iter().collect::<Map>()));
    for (key, expected) in [
        (Value::from(-5), "-5"),
        (Value::from(u64::MAX), "18446744073709551615"),
        (Value::from(f64::NAN), "nan"),
        (Value::from(f64::NEG_INFINITY), "-inf"),
        (Value::from(Bytes::from(b"ab")), "YWI="),
    ] {
        assert_eq!(map(key).unwrap(), format!("{{\"{expected}\":null}}").into_bytes());
    }
    for (key, kind) in
        [(Value::from(true), "a bool"), (Value::Null, "null"), (Value::from(vec![1]), "a list")]
    {
        assert_eq!(
            map(key).unwrap_err().to_string(),
            format!(
                "keys must be str, int, float or bytes, not {kind}; use strings as keys, as JSON has no other keys"
            )
        );
    }
    let serde = BTreeMap::from([(true, 1)]);
    assert!(codec().encode(&serde).unwrap_err().is_unsupported());
    assert_eq!(Json::new().encode(&serde).unwrap(), br#"{"true":1}"#);
    assert_eq!(text(&BTreeMap::from([(7_u8, 1)])), r#"{"7":1}"#);
    assert_eq!(text(&BTreeMap::from([(Bytes::from(b"ab"), 1)])), r#"{"YWI=":1}"#);
    assert!(map("__type__".into()).unwrap_err().is_reserved_key());
}

#[test]
fn strings_are_utf8() {
    assert_eq!(
        text("\0\u{1f}\u{7f}\n\r\t\u{8}\u{c}\"\\/\u{2028}é😀"),
        "\"\\u0000\\u001f\u{7f}\\n\\r\\t\\b\\f\\\"\\\\/\u{2028}é😀\""
    );
}

#[test]
fn bytes_are_base64() {
    for len in [0, 1, 2, 3, 3071, 3072, 3073, 10_000] {
        let blob = Blob { data: Bytes::from((0..=250).cycle().take(len).collect::<Vec<u8>>()) };
        let bytes = codec().encode(&blob).unwrap();
        assert_eq!(codec().decode_as::<Blob>(&bytes).unwrap(), blob);
        let plain = codec().encode_plain(&blob).unwrap();
        assert_eq!(codec().decode_plain::<Blob>(&plain).unwrap(), blob);
        // Where serde reads, and where nobody says that it is no text.
        let alone = codec().encode(&blob.data).unwrap();
        assert_eq!(codec().decode_as::<Option<Bytes>>(&alone).unwrap(), Some(blob.data));
        assert!(codec().decode_as::<Value>(&alone).unwrap().is_string());
    }
    assert_eq!(text(&Bytes::from([255, 254, 253])), "\"//79\"");
    assert_eq!(
        codec().decode_plain::<Blob>(br#"{"data":[1,2]}"#).unwrap(),
        Blob { data: Bytes::from([1, 2]) }
    );
    assert_eq!(
        codec().decode_plain::<Blob>(br#"{"data":"//7"}"#).unwrap_err().to_string(),
        "expected bytes as base64 text, found other text at data (line 1, column 9, byte 8)"
    );
}

#[test]
fn dataclasses_and_enums_have_no_tag() {
    let id = id_of::<Plain>();
    let bytes = format!(r#"{{"__type__":[{id},{{"point":{{"x":1,"y":2}},"color":2,"any":1}}]}}"#);
    assert_eq!(text(&plain()), bytes);
    let generic = codec().object(&plain()).unwrap();
    assert_eq!(text(&Value::Object(generic)), bytes);
    // What is in a `Value` has no type to be read by.
    let back = codec().decode_as::<Plain>(bytes.as_bytes()).unwrap();
    assert_eq!(back, Plain { any: 1.into(), ..plain() });
    assert_eq!(codec().decode(bytes.as_bytes()).unwrap().downcast::<Plain>().unwrap(), back);

    assert_eq!(text(&[Color::Red]), "[1]");
    assert_eq!(text(&vec![Some(Point { x: 1, y: 2 })]), r#"[{"x":1,"y":2}]"#);
    assert_eq!(text(&Shape::Circle(0.5)), r#"{"__type__":[5,{"Circle":0.5}]}"#);
    assert_eq!(text(&Shape::At(Point { x: 1, y: 2 })), r#"{"__type__":[5,{"At":{"x":1,"y":2}}]}"#);
    let pair = id_of::<Pair>();
    assert_eq!(
        text(&Pair(1, Point { x: 1, y: 2 })),
        format!(r#"{{"__type__":[{pair},[1,{{"x":1,"y":2}}]]}}"#)
    );
    for shape in [Shape::Circle(0.5), Shape::At(Point { x: 1, y: 2 })] {
        assert_eq!(codec().decode_as::<Shape>(&codec().encode(&shape).unwrap()).unwrap(), shape);
    }
}

#[test]
fn known_types_are_read_with_and_without_their_tag() {
    let tagged = Json::with_registry(codec().registry().unwrap().clone()).encode(&plain()).unwrap();
    assert_eq!(codec().decode_as::<Plain>(&tagged).unwrap(), plain());
    let spaced = br#" { "color" : 2 , "point" : { "y" : 2 , "x" : 1 }, "any": {} } "#;
    assert_eq!(codec().decode_as::<Plain>(spaced).unwrap(), Plain { any: Dict::new().into(), ..plain() });
    let id = id_of::<Point>();
    let odd = format!(r#"[{{ "\u005f_type__" :[{id} , {{"x":1,"y":2}} ] }}, {{"x":3,"y":4}}]"#);
    let points = codec().decode_as::<Vec<Point>>(odd.as_bytes()).unwrap();
    assert_eq!(points, [Point { x: 1, y: 2 }, Point { x: 3, y: 4 }]);
    // What ends a list and a dict around it ends no envelope that is not there.
    let lists = codec().decode_as::<BTreeMap<String, Vec<Point>>>(br#"{"k":[{"x":1,"y":2}]}"#).unwrap();
    assert_eq!(lists["k"], [Point { x: 1, y: 2 }]);
    // As long as the key can be.
    let key = r"\u005f\u005f\u0074\u0079\u0070\u0065\u005f\u005f";
    let escaped = format!(r#"{{"{key}":[{id},{{"x":1,"y":2}}]}}"#);
    assert_eq!(codec().decode_as::<Point>(escaped.as_bytes()).unwrap(), Point { x: 1, y: 2 });

    let other = format!(r#"{{"__type__":[{id},{{"x":1,"y":2}}]}}"#);
    let error = codec().decode_as::<AclMessage>(other.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "expected a `ACLMessage`, found a `Point` (line 1, column 1, byte 0)");
    let error = codec().decode_as::<Point>(br#"{"__type__":[12345678,{"x":1,"y":2}]}"#).unwrap_err();
    assert!(error.is_unknown_type() && error.type_id() == Some(12_345_678));
    let error = codec().decode_as::<Point>(br#"{"x":1,"__type__":[1,2]}"#).unwrap_err();
    assert!(error.is_envelope(), "{error}");
}

#[test]
fn an_acl_message_has_a_tag_and_a_plain_performative() {
    let message = AclMessage {
        performative: Some(Performative::Inform),
        content: Value::from(Point { x: 1, y: 2 }),
        ..AclMessage::default()
    };
    let bytes = codec().encode(&message).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.starts_with(r#"{"__type__":[-632231636,{"sender_id":null,"#), "{text}");
    assert!(text.contains(r#""content":{"x":1,"y":2},"performative":9,"#), "{text}");
    let back = codec().decode(&bytes).unwrap().downcast::<AclMessage>().unwrap();
    assert_eq!(back.performative, Some(Performative::Inform));
    assert_eq!(back.content.clone(), Value::from(Dict::from([("x", 1), ("y", 2)])));
    assert_eq!(crate::from_value::<BTreeMap<String, i64>>(back.content).unwrap()["y"], 2);
    // What `Json` sends is read as well; `Json` itself asks for the tag.
    let json = Json::with_registry(codec().registry().unwrap().clone());
    let tagged = json.encode(&AclMessage { content: Value::Null, ..message.clone() }).unwrap();
    assert_eq!(codec().decode_as::<AclMessage>(&tagged).unwrap().performative, Some(Performative::Inform));
    assert!(json.decode(&bytes).unwrap_err().is_type_mismatch());
}

#[test]
fn a_message_is_a_dict_with_content_or_meta() {
    let decoded = |text: &str| codec().decode(text.as_bytes()).unwrap().downcast::<MangoMessage>().unwrap();
    let meta = Some(Dict::from([("a", 1)]));
    assert_eq!(
        decoded(r#"{"meta":{"a":1},"content":[null]}"#),
        MangoMessage { content: vec![Value::Null].into(), meta: meta.clone(), ..MangoMessage::default() }
    );
    assert_eq!(decoded(r#"{"meta":{"a":1}}"#), MangoMessage { meta, ..MangoMessage::default() });
    assert_eq!(decoded(r#"{"content":null}"#), MangoMessage::default());
    let further = decoded(r#"{"x":[1],"content":1}"#);
    assert_eq!((further.content, further.extra), (1.into(), Dict::from([("x", vec![1])])));
    // By type, null is `None` as in any other struct.
    let bytes = codec().encode(&MangoMessage::default()).unwrap();
    assert_eq!(codec().decode_as::<MangoMessage>(&bytes).unwrap(), MangoMessage::default());
    let dict = codec().decode_as::<Value>(&bytes).unwrap();
    assert_eq!(dict, Value::from(Dict::from([("content", Value::Null), ("meta", Value::Null)])));
}

#[test]
fn what_is_no_message_is_refused() {
    const FORM: &str = "a FastJSON message is a dict with `content` and `meta`, or a tagged object; ask for other \
                        data by its type with `decode_as`, or use `Json`";
    for (text, expected) in [
        (r#"{"content":1,"meta":null}"#, "expected a dict, found null at meta (line 1, column 21, byte 20)".to_owned()),
        (r#"{"content":1,"content":2}"#, "a field stands twice at content (line 1, column 25, byte 24)".to_owned()),
        ("[1,{}]", format!("expected a message, found a list (line 1, column 1, byte 0); {FORM}")),
        (" null", format!("expected a message, found null (line 1, column 2, byte 1); {FORM}")),
        ("{}", format!("expected a message, found an empty dict (line 1, column 1, byte 0); {FORM}")),
        (
            r#"{"x":1}"#,
            format!(
                "expected a message, found a dict with neither `content` nor `meta` (line 1, column 1, byte 0); {FORM}"
            ),
        ),
        (
            r#"{"content":1,"__type__":[1,2]}"#,
            "`__type__` stands beside other keys (line 1, column 25, byte 24); the form is {\"__type__\": [id, payload]}"
                .to_owned(),
        ),
        (
            r#"{"content":{"__type__":"foo"},"meta":{}}"#,
            "`__type__` is not a list of an id and a payload at content (line 1, column 24, byte 23); the form is \
             {\"__type__\": [id, payload]}"
                .to_owned(),
        ),
    ] {
        assert_eq!(codec().decode(text.as_bytes()).unwrap_err().to_string(), expected, "{text}");
    }
    for text in
        ["", "{", r#"{"content""#, r#"{"content":1"#, r#"{"content":1,}"#, r#"{"content":1} 1"#, "\u{feff}{}"]
    {
        assert!(codec().decode(text.as_bytes()).unwrap_err().is_syntax(), "{text}");
    }
    let allowed = FastJson::with_registry(Registry::only::<(AclMessage,)>().unwrap());
    assert_eq!(
        allowed.decode(br#"{"content":1}"#).unwrap_err().to_string(),
        "a message, but this codec's registry does not hold `MangoMessage` (line 1, column 1, byte 0); add it to the \
         allow-list"
    );
}

#[test]
fn unknown_objects_are_kept_inside_and_refused_outside() {
    let bytes = br#"{"content":[{"__type__":[4711,{"x":1}]}],"meta":{}}"#;
    let value = codec().decode(bytes).unwrap();
    let content = &value.downcast_ref::<MangoMessage>().unwrap().content;
    assert!(matches!(&content[0], Value::Unknown(unknown) if unknown.id() == 4711));
    assert_eq!(codec().encode(&value).unwrap(), bytes);
    let closed = FastJson::builder().keep_unknown(false).build().unwrap();
    let error = closed.decode(bytes).unwrap_err();
    assert!(error.is_unknown_type() && error.path() == "content[0]", "{error}");
    let alone = br#"{"__type__":[4711,{"x":1}]}"#;
    let error = codec().decode(alone).unwrap_err();
    assert!(error.is_unknown_type() && error.type_id() == Some(4711), "{error}");
    assert_eq!(codec().encode(&codec().decode_as::<Value>(alone).unwrap()).unwrap(), alone);
    assert!(codec().encode(&Dict::from([("__type__", 1)])).unwrap_err().is_reserved_key());
}

#[test]
fn plain_has_no_tags_where_the_type_is_known() {
    // Registered or not makes no difference.
    for codec in [codec(), FastJson::with_registry(Registry::empty())] {
        let value = Plain { any: Value::Null, ..plain() };
        let bytes = codec.encode_plain(&value).unwrap();
        assert_eq!(bytes, br#"{"point":{"x":1,"y":2},"color":2,"any":null}"#);
        assert_eq!(codec.decode_plain::<Plain>(&bytes).unwrap(), value);
        let pairs =
            BTreeMap::from([("a".to_owned(), vec![(Pair(1, Point { x: 1, y: 2 }), Shape::Circle(1e16))])]);
        let bytes = codec.encode_plain(&pairs).unwrap();
        assert_eq!(bytes, br#"{"a":[[[1,{"x":1,"y":2}],{"Circle":1e16}]]}"#);
        assert_eq!(codec.decode_plain::<BTreeMap<String, Vec<(Pair, Shape)>>>(&bytes).unwrap(), pairs);
    }
    let dynamic = Plain { any: Pair(1, Point { x: 1, y: 2 }).into(), ..plain() };
    let bytes = codec().encode_plain(&dynamic).unwrap();
    let pair = id_of::<Pair>();
    let expected =
        format!(r#"{{"point":{{"x":1,"y":2}},"color":2,"any":{{"__type__":[{pair},[1,{{"x":1,"y":2}}]]}}}}"#);
    assert_eq!(String::from_utf8_lossy(&bytes), expected);
    assert_eq!(codec().decode_plain::<Plain>(&bytes).unwrap(), dynamic);
    let value = Value::from(dynamic.clone());
    assert_eq!(codec().encode_plain(&value).unwrap(), text(&dynamic).into_bytes());
    // Never a tag: an envelope is data that does not fit.
    assert!(codec().decode_plain::<Plain>(text(&dynamic).as_bytes()).unwrap_err().is_envelope());
}

#[test]
fn nesting_without_containers_is_limited_too() {
    let nested = |levels: usize| (0..levels).fold(Wrapper(None), |inner, _| Wrapper(Some(Box::new(inner))));
    let codec = FastJson::builder().registry(codec().registry().unwrap().clone());
    let codec = codec.limits(Limits::default().depth(3)).build().unwrap();
    assert_eq!(codec.encode_plain(&nested(3)).unwrap(), b"null");
    assert!(codec.encode_plain(&nested(5)).unwrap_err().is_limit());
    assert!(codec.encode(&nested(5)).unwrap_err().is_limit());
    for result in [codec.decode_as::<Wrapper>(b"1"), codec.decode_plain::<Wrapper>(b"1")] {
        assert!(result.unwrap_err().is_limit());
    }
    for depth in [2, 3] {
        let text = format!("{{\"content\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(codec.decode(text.as_bytes()).is_ok(), depth == 2);
    }
    let deep = [br#"{"content":"#.as_slice(), &b"[".repeat(100_000)].concat();
    assert!(self::codec().decode(&deep).unwrap_err().is_limit());
    let deep = br#"{"point":"#.repeat(100_000);
    assert!(self::codec().decode_as::<Plain>(&deep).is_err());
}

#[test]
fn truncated_and_changed_bytes_never_panic() {
    let message =
        MangoMessage { content: plain().into(), meta: Some(Dict::new()), ..MangoMessage::default() };
    let bytes = codec().encode(&message).unwrap();
    let codec: Box<dyn DynCodec> = Box::new(codec());
    for end in 0..bytes.len() {
        assert!(codec.decode(&bytes[..end]).is_err());
        assert!(codec.decode_as::<MangoMessage>(&bytes[..end]).is_err());
        for byte in [0, b'"', b'[', b'{', b'}', b'9', 0x7f, 0xff] {
            let mut changed = bytes.clone();
            changed[end] = byte;
            drop(codec.decode(&changed));
            drop(codec.decode_as::<MangoMessage>(&changed));
        }
        assert!(codec.decode(&bytes).is_ok());
    }
}

//! JSON, of mango and of aiomas.

use codec::{AclMessage, AgentAddress, Codec, Dict, Json, MangoMessage, Performative, Serializer, Value};
use codec_tests::notation::Node;

use crate::subject::{AIOMAS_JSON, MANGO_JSON, MANGO_PROTOBUF, Pair};
use crate::types::{Holder, Point, Quiet};

fn both(mut test: impl FnMut(&mut Pair)) {
    for subject in [MANGO_JSON, AIOMAS_JSON] {
        test(&mut subject.start());
    }
}

/// Both accept it, and hold the same.
fn agree(pair: &mut Pair, bytes: &[u8]) {
    let node = pair.decode(bytes).unwrap_or_else(|fault| panic!("{}: {fault:?}", bytes.escape_ascii())).0;
    let value = pair.ours.decode(bytes).unwrap_or_else(|error| panic!("{}: {error}", bytes.escape_ascii()));
    node.check(&value).unwrap();
}

pub fn scalars_round_trip() {
    both(|pair| {
        for (code, value) in
            [("4", Value::from(4)), ("1.5", 1.5.into()), ("'abc123'", "abc123".into()), ("True", true.into())]
        {
            assert_eq!(pair.received(code), value);
            pair.sent(&value).check(&value).unwrap();
        }
    });
}

pub fn bytes_are_those_of_json_dumps() {
    const VALUES: [&str; 14] = [
        "[1.0, 1e16, 1e15, 1e-5, 0.0001, 1.5e16, 5e-324, -0.0, 1.7976931348623157e308, 123456789012345680.0]",
        "[float('nan'), float('inf'), -float('inf')]",
        "'äöüß€ \\U0001f600 \\x7f \\x00\\x1f \" \\\\ / \\n\\r\\t\\b\\f \\u2028'",
        "[10**40, -10**40, 2**63, -2**63, 2**64, 0, -1]",
        "{1: 'a', 2.5: 'b', True: 'c', None: 'd', 1e16: 'e', float('nan'): 'f'}",
        "{'a': [], 'b': {}, 'c': ()}",
        "[[], [[]], [{}], {'a': {'b': [None]}}]",
        "(1, (2, 3))",
        "['\\ud83d\\ude00'.encode('utf-16', 'surrogatepass').decode('utf-16')]",
        "'' ",
        "[True, False, None]",
        "Holder((1, 2), {'k': Quiet([Point(0.1, 1 / 3)])})",
        "[Color.RED, Unit.AMPERE, {'c': Color.BLUE}]",
        "Span(Point(1.0, 2.0), Point(-1.0, 5e-324))",
    ];
    both(|pair| {
        for code in VALUES {
            let bytes = pair.bytes(&format!("codec.encode({code})")).unwrap();
            let value = pair.ours.decode(&bytes).unwrap_or_else(|error| panic!("{code}: {error}"));
            let again = pair.same_bytes.encode(&value).unwrap();
            assert_eq!(again.escape_ascii().to_string(), bytes.escape_ascii().to_string(), "{code}");
        }
    });
}

pub fn other_ways_to_write_the_same_are_accepted() {
    both(|pair| {
        let id = pair.same_bytes.registry().unwrap().id_of::<Holder>().unwrap();
        let texts = [
            format!("{{\"__type__\":[{id},{{\"first\":1,\"second\":2}}]}}"),
            format!(" {{ \"__type__\"\t:\r\n[ {id} , {{\"second\":2, \"first\":\"äöü \u{1f600}\"}} ] }} "),
            format!("{{\"\\u005f_type__\": [{id}, {{\"first\": NaN, \"second\": -Infinity}}]}}"),
            "[NaN, Infinity, -Infinity, 1e400, -0, 1E5, 1e5]".to_owned(),
            "\"\\/\\u00E4\\uD83D\\uDE00\"".to_owned(),
            "{\"a\": 1, \"b\": 2, \"a\": 3}".to_owned(),
            "[123456789012345678901234567890, -9223372036854775809]".to_owned(),
        ];
        for text in &texts {
            agree(pair, text.as_bytes());
        }
    });
}

pub fn what_is_no_json_is_refused() {
    const BAD: [&[u8]; 24] = [
        b"",
        b" ",
        b"\xef\xbb\xbf1",
        b"1 2",
        b"[1]]",
        b"{} {}",
        b"[1,]",
        b"{\"a\":1,}",
        b"// 1\n1",
        b"\"\x00\"",
        b"\"\x1f\"",
        b"\"\n\"",
        b"nan",
        b"-NaN",
        b"Inf",
        b"01",
        b"1.",
        b".5",
        b"+1",
        b"'a'",
        b"\"\xff\"",
        b"\"\xed\xa0\x80\"",
        b"\"\\x41\"",
        b"tru",
    ];
    both(|pair| {
        for bytes in BAD {
            pair.refuses(bytes);
            let error = pair.ours.decode(bytes).expect_err(&bytes.escape_ascii().to_string());
            assert!(error.is_syntax() || error.is_eof(), "{error:?}");
        }
    });
}

/// Python looks an id up as the key of a dict, where `1.0` is `1` and `True` too.
pub fn float_ids_are_refused() {
    let mut pair = AIOMAS_JSON.start();
    let forms: [&[u8]; 3] = [
        b"{\"__type__\": [2.0, {\"data\": 1}]}",
        b"{\"__type__\": [2e0, {\"data\": 1}]}",
        b"{\"__type__\": [true, {\"id\": 1, \"label\": 1, \"values\": 1, \"ok\": 1, \"unit\": 1, \"note\": 1}]}",
    ];
    for bytes in forms {
        pair.decode(bytes).expect("Python takes it");
        assert!(pair.ours.decode(bytes).unwrap_err().is_envelope());
    }
}

/// Half of a pair: Python's text can hold it, Rust's cannot.
pub fn lone_surrogates_fail_loudly() {
    both(|pair| {
        let bytes = pair.bytes("codec.encode(['ok', '\\ud800'])").unwrap();
        assert_eq!(bytes, br#"["ok", "\ud800"]"#);
        let error = pair.ours.decode(&bytes).unwrap_err();
        assert!(error.is_syntax() && error.to_string().contains("surrogate"), "{error}");
    });
}

pub fn the_last_of_equal_keys_wins_and_a_field_that_stands_twice_is_refused() {
    both(|pair| {
        agree(pair, br#"{"a": 1, "b": 2, "a": 3}"#);
        let id = pair.same_bytes.registry().unwrap().id_of::<Quiet>().unwrap();
        let twice = format!("{{\"__type__\": [{id}, {{\"data\": 1, \"data\": 2}}]}}");
        assert_eq!(pair.attributes(twice.as_bytes()), "Quiet{'data': 2}");
        assert!(pair.ours.decode(twice.as_bytes()).unwrap_err().is_duplicate_field());
    });
}

/// Python stops where its stack does, which is far beyond our limit.
pub fn nesting_is_limited() {
    both(|pair| {
        let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
        pair.repr(&nested(128));
        pair.ours.decode(&nested(128)).unwrap();
        pair.repr(&nested(129));
        assert!(pair.ours.decode(&nested(129)).unwrap_err().is_limit());
        assert_eq!(
            pair.value("codec.decode(data)\n1", &nested(200_000)).unwrap_err().exception,
            "RecursionError"
        );
        assert!(pair.ours.decode(&nested(200_000)).unwrap_err().is_limit());
    });
}

/// Field by field, in both of mango's codecs that have all fields.
pub fn messages_round_trip_field_by_field() {
    for subject in [MANGO_JSON, MANGO_PROTOBUF] {
        let mut pair = subject.start();
        let acl = AclMessage {
            performative: Some(Performative::Inform),
            sender_addr: "127.0.0.1:1883".into(),
            ..AclMessage::default()
        };
        let code = "ACLMessage(performative=Performatives.inform, sender_addr='127.0.0.1:1883')";
        assert_eq!(pair.received(code).downcast::<AclMessage>().unwrap(), acl);
        let fields =
            "m = codec.decode(data)\nstr([value for value in vars(m).values() if value is not None])";
        let sent = pair.ours.encode(&acl).unwrap();
        assert_eq!(pair.text(fields, &sent), "['127.0.0.1:1883', <Performatives.inform: 9>]");

        let meta = Some(Dict::from([("sender_id", 2)]));
        let message = MangoMessage { content: "abc".into(), meta, extra: Dict::new() };
        assert_eq!(
            pair.received("MangoMessage('abc', {'sender_id': 2})").downcast::<MangoMessage>().unwrap(),
            message
        );
        let sent = pair.ours.encode(&message).unwrap();
        assert_eq!(pair.repr(&sent), "MangoMessage(content='abc', meta={'sender_id': 2})");
    }
}

/// An address that was a tuple is a list in JSON, and therefore no key of a dict any more.
pub fn the_address_of_an_agent_arrives_as_a_list() {
    let mut pair = MANGO_JSON.start();
    let bytes = pair.bytes("codec.encode(AgentAddress(('127.0.0.1', 5555), 'a'))").unwrap();
    assert_eq!(pair.repr(&bytes), "AgentAddress(protocol_addr=['127.0.0.1', 5555], aid='a')");
    assert_eq!(pair.value("{codec.decode(data): 1}", &bytes).unwrap_err().exception, "TypeError");
    let host = vec![Value::from("127.0.0.1"), 5555.into()];
    let address = AgentAddress { protocol_addr: host.into(), aid: Some("a".to_owned()) };
    assert_eq!(pair.ours.decode(&bytes).unwrap().downcast::<AgentAddress>().unwrap(), address);
}

/// mango's own test class: its payload is a pickle, as a list of numbers.
#[derive(Debug, PartialEq)]
struct HandWritten(Vec<u8>);

const HAND_WRITTEN: &str = "import pickle\n\
    class HandWritten:\n\
    \x20 def __init__(self, x): self.x = x\n\
    \x20 def to(self): return {'data': list(pickle.dumps(self.x))}\n\
    c = codecs.JSON()\n\
    c.add_serializer(HandWritten, HandWritten.to, lambda d: HandWritten(pickle.loads(bytes(d['data']))), type_id=5)\n";

pub fn dataclasses_hand_written_and_decorated_classes_round_trip() {
    both(|pair| {
        let holder =
            Holder { first: vec![vec![Value::from(1), 2.into()], vec![]].into(), second: "x".into() };
        assert_eq!(pair.received("Holder([[1, 2], []], 'x')").downcast::<Holder>().unwrap(), holder);
        let sent = pair.ours.encode(&holder).unwrap();
        assert_eq!(pair.repr(&sent), "Holder(first=[[1, 2], []], second='x')");
        assert_eq!(pair.received("Point(1.5, -2.0)").downcast::<Point>().unwrap(), Point { x: 1.5, y: -2.0 });
        let sent = pair.ours.encode(&Point { x: 1.5, y: -2.0 }).unwrap();
        assert_eq!(pair.text("str(codec.decode(data) == Point(1.5, -2.0))", &sent), "True");
    });
    let mut pair = MANGO_JSON.start();
    let serializer = Serializer::new::<HandWritten>(
        |this| Ok(Dict::from([("data", this.0.clone())]).into()),
        |payload| Ok(HandWritten(codec::from_value(Dict::try_from(payload)?["data"].clone())?)),
    );
    let codec = Json::builder().serializers([serializer.with_type_id(5)]).python_style(true).build().unwrap();
    let bytes = pair.bytes(&format!("{HAND_WRITTEN}c.encode(HandWritten('abc'))")).unwrap();
    let value = codec.decode(&bytes).unwrap().downcast::<HandWritten>().unwrap();
    assert_eq!(value.0.first(), Some(&0x80), "a pickle, as it came");
    let sent = codec.encode(&codec.object(&value).unwrap()).unwrap();
    assert_eq!(sent, bytes);
    assert_eq!(pair.text(&format!("{HAND_WRITTEN}c.decode(data).x"), &sent), "abc");
}

pub fn an_unknown_id_is_an_error_that_carries_it() {
    both(|pair| {
        let bytes = br#"[{"__type__": [123456, {"x": 1}]}]"#;
        assert_eq!(pair.refuses(bytes), "KeyError");
        let error = pair.ours.decode(bytes).unwrap_err();
        assert!(error.is_unknown_type());
        assert_eq!(error.type_id(), Some(123_456));
    });
}

/// The peer sends a dict with this key, and whoever receives it takes it for a typed object.
pub fn user_dicts_with_the_reserved_key_are_refused() {
    both(|pair| {
        let id = pair.same_bytes.registry().unwrap().id_of::<Quiet>().unwrap();
        let code = format!("codec.encode({{'__type__': [{id}, {{'data': 1}}]}})");
        let bytes = pair.bytes(&code).unwrap();
        assert_eq!(pair.attributes(&bytes), "Quiet{'data': 1}");
        let value = pair.ours.decode(&bytes).unwrap();
        assert_eq!(value.downcast::<Quiet>().unwrap(), Quiet { data: 1.into() });
        let dict = Dict::from([("__type__", Value::from(vec![Value::from(id), 1.into()]))]);
        assert!(pair.ours.encode(&Value::from(dict)).unwrap_err().is_reserved_key());
    });
}

/// Python drops what stands beside `__type__`.
pub fn keys_beside_the_reserved_one_are_refused() {
    both(|pair| {
        let id = pair.same_bytes.registry().unwrap().id_of::<Quiet>().unwrap();
        for text in [
            format!("{{\"a\": 1, \"__type__\": [{id}, {{\"data\": 1}}]}}"),
            format!("{{\"__type__\": [{id}, {{\"data\": 1}}], \"a\": 1}}"),
        ] {
            assert_eq!(pair.attributes(text.as_bytes()), "Quiet{'data': 1}");
            assert!(pair.ours.decode(text.as_bytes()).unwrap_err().is_envelope());
        }
    });
}

mod closed {
    #[codec::json_serializable(register = false, python(repr = false))]
    #[serde(deny_unknown_fields)]
    pub struct Quiet {
        pub data: i64,
    }
}

/// A missing field of a class is an error, and so is a further one for Python: ours skips it by serde's rule, unless the
/// type says `deny_unknown_fields`. A message has neither.
pub fn classes_have_fixed_fields_and_messages_any() {
    let mut pair = MANGO_JSON.start();
    let registry = pair.ours.registry().unwrap().clone();
    let (quiet, message) = (registry.id_of::<Quiet>().unwrap(), registry.id_of::<MangoMessage>().unwrap());
    let missing = format!("{{\"__type__\": [{quiet}, {{}}]}}");
    assert_eq!(pair.refuses(missing.as_bytes()), "TypeError");
    assert!(pair.ours.decode(missing.as_bytes()).unwrap_err().is_missing_field());
    let further = format!("{{\"__type__\": [{quiet}, {{\"data\": 1, \"more\": 2}}]}}");
    assert_eq!(pair.refuses(further.as_bytes()), "TypeError");
    assert_eq!(
        pair.ours.decode(further.as_bytes()).unwrap().downcast::<Quiet>().unwrap(),
        Quiet { data: 1.into() }
    );
    let closed = Json::with_serializers([closed::Quiet::serializer]);
    assert!(closed.decode(further.as_bytes()).unwrap_err().is_unknown_field());
    for payload in ["{}", "{\"meta\": {}, \"more\": [2], \"content\": 1}"] {
        agree(&mut pair, format!("{{\"__type__\": [{message}, {payload}]}}").as_bytes());
    }
    let node = pair.value(
        "codec.decode(data).more",
        format!("{{\"__type__\": [{message}, {{\"more\": 2}}]}}").as_bytes(),
    );
    assert!(matches!(node, Ok(Node::Int { .. })));
}

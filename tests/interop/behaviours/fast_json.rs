//! mango's FastJSON, which is msgspec's JSON.

use codec::{AclMessage, Bytes, Codec, Dict, MangoMessage, Value};

use crate::subject::{MANGO_FAST_JSON, MANGO_JSON};
use crate::types::{Color, Holder, Point};

fn message(content: impl Into<Value>) -> MangoMessage {
    MangoMessage {
        content: content.into(),
        meta: Some(Dict::from([("receiver_id", "a")])),
        extra: Dict::new(),
    }
}

pub fn a_mango_message_has_no_wrapper() {
    let mut pair = MANGO_FAST_JSON.start();
    let bytes = pair.bytes("codec.encode(MangoMessage('Hey!', {'receiver_id': 'a'}))").unwrap();
    assert_eq!(bytes, br#"{"content":"Hey!","meta":{"receiver_id":"a"}}"#);
    assert_eq!(pair.ours.encode(&message("Hey!")).unwrap(), bytes);
    assert_eq!(pair.ours.decode(&bytes).unwrap().downcast::<MangoMessage>().unwrap(), message("Hey!"));
    assert_eq!(pair.repr(&bytes), "MangoMessage(content='Hey!', meta={'receiver_id': 'a'})");
}

/// Which the peer itself takes for an empty message, and ours for what it is.
pub fn an_acl_message_has_a_wrapper() {
    let mut pair = MANGO_FAST_JSON.start();
    let bytes = pair.bytes("codec.encode(ACLMessage(sender_id='a'))").unwrap();
    let acl = AclMessage { sender_id: Some("a".to_owned()), ..AclMessage::default() };
    assert_eq!(pair.ours.encode(&acl).unwrap(), bytes);
    assert_eq!(pair.repr(&bytes), "MangoMessage(content=None, meta=None)");
    assert_eq!(pair.ours.decode(&bytes).unwrap().downcast::<AclMessage>().unwrap(), acl);
}

pub fn meta_null_and_what_is_no_message_are_refused() {
    let mut pair = MANGO_FAST_JSON.start();
    let both: [&[u8]; 9] = [
        br#"{"content":1,"meta":null}"#,
        b"[]",
        b"1",
        b"\"a\"",
        b"null",
        b"",
        br#"{"content":NaN}"#,
        br#"{"content":1,"meta":{}} "a""#,
        b"{\"content\":\"\xff\"}",
    ];
    for bytes in both {
        pair.refuses(bytes);
        assert!(pair.ours.decode(bytes).is_err(), "{}", bytes.escape_ascii());
    }
    // The peer gives an empty message, which says nothing to anyone.
    assert_eq!(pair.repr(br#"{"other":1}"#), "MangoMessage(content=None, meta=None)");
    assert!(pair.ours.decode(br#"{"other":1}"#).is_err());
}

pub fn dataclasses_and_enums_are_plain_and_others_have_tags() {
    let mut pair = MANGO_FAST_JSON.start();
    let holder = Holder { first: Point { x: 1.0, y: 0.5 }.into(), second: Color::Blue.into() };
    let bytes = pair
        .bytes("codec.encode(MangoMessage(Holder(Point(1.0, 0.5), Color.BLUE), {'receiver_id': 'a'}))")
        .unwrap();
    assert_eq!(pair.ours.encode(&message(holder)).unwrap(), bytes);
    let got = pair.ours.decode(&bytes).unwrap().downcast::<MangoMessage>().unwrap();
    let holder = got.content.downcast::<Holder>().unwrap();
    assert_eq!(holder.second, Value::from(3));
    assert_eq!(Point::from_value(holder.first).unwrap(), Point { x: 1.0, y: 0.5 });
}

pub fn what_has_no_form_becomes_null_or_text() {
    let mut pair = MANGO_FAST_JSON.start();
    let code = "codec.encode(MangoMessage([float('nan'), float('inf'), b'\\x00\\xff', 1e16, 1e-5, 1e-7, 10**30], {'receiver_id': 'a'}))";
    let content = vec![
        Value::from(f64::NAN),
        f64::INFINITY.into(),
        Bytes::from(vec![0, 255]).into(),
        1e16.into(),
        1e-5.into(),
        1e-7.into(),
        "1000000000000000000000000000000".parse::<codec::BigInt>().unwrap().into(),
    ];
    assert_eq!(pair.bytes(code).unwrap(), pair.ours.encode(&message(content)).unwrap());
    for code in ["{True: 1}", "{None: 1}", "{(1, 2): 1}"] {
        let fault = pair.bytes(&format!("codec.encode(MangoMessage({code}, {{}}))")).unwrap_err();
        assert!(
            fault.exception.ends_with("SerializationError") || fault.exception == "TypeError",
            "{fault:?}"
        );
    }
    for key in [Value::from(true), Value::Null, vec![1, 2].into()] {
        let map: codec::Map = [(key, Value::from(1))].into_iter().collect();
        assert!(pair.ours.encode(&message(map)).unwrap_err().is_unsupported());
    }
}

/// msgspec has no infinity to read; the `JSON` codec reads one.
pub fn floats_beyond_the_range_are_refused() {
    let mut pair = MANGO_FAST_JSON.start();
    let bytes = br#"{"content":-1e400,"meta":{}}"#;
    assert_eq!(pair.refuses(bytes), "ValidationError");
    let error = pair.ours.decode(bytes).unwrap_err();
    assert!(error.is_syntax() && error.to_string().contains("beyond the range of floats"), "{error}");
}

/// What a `JSON` container sends to a `FastJSON` one is lost there; ours reads it.
pub fn messages_of_the_json_codec_are_lost_on_the_peer_alone() {
    let mut json = MANGO_JSON.start();
    let bytes = json.bytes("codec.encode(MangoMessage('Hey!', {'receiver_id': 'a'}))").unwrap();
    let mut pair = MANGO_FAST_JSON.start();
    assert_eq!(pair.repr(&bytes), "MangoMessage(content=None, meta=None)");
    assert_eq!(pair.ours.decode(&bytes).unwrap().downcast::<MangoMessage>().unwrap(), message("Hey!"));
}

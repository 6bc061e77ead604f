//! Messages of prost in other types, and foreign types that travel as messages.

use std::collections::BTreeMap;
use std::time::Duration;

use codec::{
    AclMessage, Bytes, Codec, DecodeError, Dict, FallbackSerializer, MangoMessage, Protobuf, Registry,
    Serializer, Unknown, Value, from_value, json_serializable, to_value,
};
use codec_tests::messages::{Blob, Empty, Reading};

fn reading() -> Reading {
    Reading { sensor: "s1".into(), value: 1.5, at: -1, series: vec![1, -2, 300] }
}

fn codec() -> Protobuf {
    let serializers =
        [Reading::serializer(), Blob::serializer(), Empty::serializer(), AclMessage::serializer()];
    Protobuf::with_serializers(serializers)
}

#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct Batch {
    first: Reading,
    rest: Vec<Reading>,
    by_name: BTreeMap<String, Option<Reading>>,
    dynamic: Value,
}

#[test]
fn messages_are_fields_of_annotated_types() {
    let batch = Batch {
        first: reading(),
        rest: vec![Reading::default(), reading()],
        by_name: BTreeMap::from([("a".into(), Some(reading())), ("b".into(), None)]),
        dynamic: reading().into(),
    };
    let dict = batch.as_dict().unwrap();
    assert_eq!(dict["first"].as_object().unwrap().name(), "Reading");
    assert_eq!(dict["rest"][0].to_string(), "Reading(b'')");
    assert_eq!(Batch::from_dict(dict).unwrap(), batch);
    // Under any other serde format a message is its bytes.
    let packed = rmp_serde::to_vec_named(&batch.rest).unwrap();
    assert_eq!(packed[..4], [0x92, 0xC4, 0x00, 0xC4]);
    assert_eq!(rmp_serde::from_slice::<Vec<Reading>>(&packed).unwrap(), batch.rest);
    assert_eq!(from_value::<Vec<Reading>>(to_value(&batch.rest).unwrap()).unwrap(), batch.rest);
}

#[test]
fn content_keeps_its_type_at_every_depth() {
    let codec = codec();
    let inner =
        AclMessage { content: reading().into(), sender_id: Some("in".into()), ..AclMessage::default() };
    let outer = AclMessage { content: inner.clone().into(), ..AclMessage::default() };
    let bytes = codec.encode(&outer).unwrap();
    assert_eq!(codec.decode_as::<AclMessage>(&bytes).unwrap(), outer);
    let value = codec.decode(&bytes).unwrap();
    assert_eq!(codec.encode(&value).unwrap(), bytes);
    let outer = value.downcast::<AclMessage>().unwrap();
    let content = outer.content.downcast::<AclMessage>().unwrap().content;
    assert_eq!(content.downcast::<Reading>().unwrap(), reading());
    // An object in generic form is as good as a live one.
    let generic = to_value(&inner).unwrap();
    assert_eq!(codec.encode(&generic).unwrap(), codec.encode(&inner).unwrap());
}

#[test]
fn empty_content_arrives() {
    let codec = codec();
    for content in
        [Value::from(Empty {}), Reading::default().into(), AclMessage::default().into(), Value::Null]
    {
        let message = AclMessage { content, ..AclMessage::default() };
        let bytes = codec.encode(&message).unwrap();
        assert_eq!(codec.decode_as::<AclMessage>(&bytes).unwrap(), message);
    }
}

#[test]
fn the_type_id_0_is_a_type_like_any_other() {
    let codec = Protobuf::with_serializers([Blob::serializer().with_type_id(0), AclMessage::serializer()]);
    let blob = Blob { content: b"x".to_vec() };
    assert_eq!(codec.encode(&blob).unwrap(), b"\x12\x03\x0a\x01x");
    let message = AclMessage { content: blob.into(), ..AclMessage::default() };
    let bytes = codec.encode(&message).unwrap();
    assert_eq!(bytes, b"\x08\xac\xd2\xc3\xd2\xfd\xff\xff\xff\xff\x01\x12\x05\x3a\x03\x0a\x01x");
    assert_eq!(codec.decode_as::<AclMessage>(&bytes).unwrap(), message);
    assert_eq!(codec.decode(b"").unwrap().downcast::<Blob>().unwrap(), Blob::default());
}

#[test]
fn addresses_are_text() {
    let codec = codec();
    let sent = |address: Value| {
        let message = AclMessage { receiver_addr: address, ..AclMessage::default() };
        codec.decode_as::<AclMessage>(&codec.encode(&message).unwrap()).unwrap().receiver_addr
    };
    assert_eq!(sent(vec![Value::from("::1"), 5555.into()].into()), "::1:5555");
    assert_eq!(sent(vec![Value::from("h"), "80".into()].into()), "h:80");
    assert_eq!(sent("topic/x".into()), "topic/x");
    assert_eq!(sent("".into()), Value::Null);
    assert_eq!(sent(Value::Null), Value::Null);
}

/// A type of another crate, by way of a message.
fn duration() -> Serializer {
    Serializer::via_proto(
        |duration: &Duration| match i64::try_from(duration.as_nanos()) {
            Ok(at) => Ok(Reading { at, ..Reading::default() }),
            Err(error) => Err(codec::SerializationError::custom(error)),
        },
        |reading: Reading| match u64::try_from(reading.at) {
            Ok(nanos) => Ok(Duration::from_nanos(nanos)),
            Err(_) => Err(DecodeError::custom("a duration is not negative")),
        },
    )
}

#[test]
fn foreign_types_travel_as_messages() {
    let codec = Protobuf::with_serializers([duration().with_type_id(7), AclMessage::serializer()]);
    let object = codec.object(&Duration::from_nanos(300)).unwrap();
    let bytes = codec.encode(&object).unwrap();
    assert_eq!(bytes, b"\x08\x07\x12\x03\x18\xac\x02");
    assert_eq!(codec.decode_as::<Duration>(&bytes).unwrap(), Duration::from_nanos(300));
    let message = AclMessage { content: Value::Object(object), ..AclMessage::default() };
    assert_eq!(codec.decode_as::<AclMessage>(&codec.encode(&message).unwrap()).unwrap(), message);
    let error = codec.object(&Duration::MAX).unwrap_err();
    assert!(error.to_string().starts_with("could not serialize `Duration`: "), "{error}");
    let error = codec.decode(b"\x08\x07\x12\x0b\x18\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01").unwrap_err();
    assert_eq!(error.to_string(), "could not build `Duration`: a duration is not negative (byte 4)");
    // Its ids are the user's business.
    assert!(Registry::with_serializers([duration()]).unwrap_err().is_no_id());
}

#[test]
fn the_fallback_covers_the_rest() {
    #[derive(Debug, PartialEq)]
    struct Proxy(Vec<u8>);
    struct Service(&'static [u8]);
    let fallback = FallbackSerializer::new(
        2,
        |any| Some(Ok(Value::from(Bytes::from(any.downcast_ref::<Service>()?.0)))),
        |payload| Ok(Proxy(Bytes::try_from(payload)?.into_vec())),
    );
    let codec = Protobuf::builder().registry(Registry::empty()).fallback(fallback).build().unwrap();
    let bytes = codec.encode(&codec.object(&Service(b"ab")).unwrap()).unwrap();
    assert_eq!(bytes, b"\x08\x02\x12\x02ab");
    assert_eq!(codec.decode(&bytes).unwrap().downcast::<Proxy>().unwrap(), Proxy(b"ab".to_vec()));
    assert!(codec.object(&5).unwrap_err().is_unknown_type());
}

#[test]
fn unknown_types_pass_through_unchanged() {
    let sender = codec();
    let message = AclMessage { content: reading().into(), ..AclMessage::default() };
    let bytes = sender.encode(&message).unwrap();
    let router = Protobuf::builder().registry(Registry::only::<(AclMessage,)>().unwrap()).keep_unknown(true);
    let router = router.build().unwrap();
    let value = router.decode(&bytes).unwrap();
    let id = sender.id_of::<Reading>().unwrap();
    let content = &value.as_object().unwrap().downcast_ref::<AclMessage>().unwrap().content;
    assert!(matches!(content, Value::Unknown(unknown) if unknown.id() == id && unknown.data().is_bytes()));
    assert_eq!(router.encode(&value).unwrap(), bytes);
    let error = router.encode(&Value::from(Unknown::new(5, Value::from(1)))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the unknown type 5 has no protobuf form: its payload is an integer; use `#[proto_serializable]` on a prost \
         message, `Serializer::via_proto`, or another codec"
    );
}

#[test]
fn mango_messages_carry_plain_data() {
    let codec = Protobuf::builder().allow_pickle(true).build().unwrap();
    let meta = Dict::from([("receiver_id", Value::from("agent0")), ("sender_addr", vec![1, 2].into())]);
    let message = MangoMessage { content: "hi".into(), meta: Some(meta), ..MangoMessage::default() };
    let bytes = codec.encode(&message).unwrap();
    assert_eq!(codec.decode_as::<MangoMessage>(&bytes).unwrap(), message);
    // Without pickles there is nothing, as in mango.
    let empty = b"\x08\x9d\xc6\x8c\xc5\xfa\xff\xff\xff\xff\x01";
    assert_eq!(codec.decode_as::<MangoMessage>(empty).unwrap(), MangoMessage::default());
}

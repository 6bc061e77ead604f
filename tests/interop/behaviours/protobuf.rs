//! mango's protobuf codec.

use codec::{
    AclMessage, Codec, DecodeError, Dict, MangoMessage, Performative, Protobuf, Registry, Serializer, Value,
};
use codec_tests::messages::{Blob, Empty, Reading};

use crate::subject::MANGO_PROTOBUF;

fn reading() -> Reading {
    Reading { sensor: "s1".into(), value: 1.5, at: -1, series: vec![1, -2, 300] }
}

const READING: &str = "Reading(sensor='s1', value=1.5, at=-1, series=[1, -2, 300])";

pub fn the_envelope_is_that_of_generic_msg() {
    let mut pair = MANGO_PROTOBUF.start();
    let bytes = pair.bytes("codec.encode(Blob(content=b'some_bytes'))").unwrap();
    assert_eq!(pair.ours.encode(&Blob { content: b"some_bytes".to_vec() }).unwrap(), bytes);
    // Negative ids take ten bytes; the peer reads five as well, and so does ours.
    let ten = pair.bytes("codec.encode(ACLMessage())").unwrap();
    assert_eq!(ten, b"\x08\xac\xd2\xc3\xd2\xfd\xff\xff\xff\xff\x01");
    assert_eq!(pair.ours.encode(&AclMessage::default()).unwrap(), ten);
    let five = b"\x08\xac\xd2\xc3\xd2\x0d";
    pair.decode(five).unwrap();
    assert_eq!(pair.ours.decode(five).unwrap().downcast::<AclMessage>().unwrap(), AclMessage::default());
}

pub fn acl_fields_have_their_numbers_and_performatives_pythons_values() {
    let mut pair = MANGO_PROTOBUF.start();
    let code = format!(
        "m = ACLMessage(sender_id='s', sender_addr=('127.0.0.1', 1), receiver_id='r', receiver_addr=['h', 2],\n\
         conversation_id='c', performative=Performatives.propagate, protocol='p', language='l', encoding='e',\n\
         ontology='o', reply_with='rw', reply_by='rb', in_reply_to='irt', content={READING})\ncodec.encode(m)"
    );
    let text = |text: &str| Some(text.to_owned());
    let message = AclMessage {
        sender_id: text("s"),
        sender_addr: vec![Value::from("127.0.0.1"), 1.into()].into(),
        receiver_id: text("r"),
        receiver_addr: vec![Value::from("h"), 2.into()].into(),
        conversation_id: text("c"),
        performative: Some(Performative::Propagate),
        protocol: text("p"),
        language: text("l"),
        encoding: text("e"),
        ontology: text("o"),
        reply_with: text("rw"),
        reply_by: "rb".into(),
        in_reply_to: text("irt"),
        content: reading().into(),
        ..AclMessage::default()
    };
    let bytes = pair.bytes(&code).unwrap();
    assert_eq!(pair.ours.encode(&message).unwrap(), bytes);
    let expected = AclMessage { sender_addr: "127.0.0.1:1".into(), receiver_addr: "h:2".into(), ..message };
    assert_eq!(pair.ours.decode_as::<AclMessage>(&bytes).unwrap(), expected);
    for number in 1..=22 {
        let code = format!("codec.encode(ACLMessage(performative=Performatives({number})))");
        let got = pair.received(&format!("ACLMessage(performative=Performatives({number}))"));
        let performative = got.downcast::<AclMessage>().unwrap().performative.unwrap();
        assert_eq!(performative as i32, number);
        let sent = AclMessage { performative: Some(performative), ..AclMessage::default() };
        assert_eq!(pair.ours.encode(&sent).unwrap(), pair.bytes(&code).unwrap());
    }
    // The envelope of an ACL message with performative 23.
    let unknown = b"\x08\xac\xd2\xc3\xd2\xfd\xff\xff\xff\xff\x01\x12\x02\x30\x17";
    assert_eq!(pair.refuses(unknown), "ValueError");
    assert!(pair.ours.decode(unknown).unwrap_err().is_invalid());
}

/// An empty text is none for mango, and ours sends none for it.
pub fn none_is_absent() {
    let mut pair = MANGO_PROTOBUF.start();
    let empty = AclMessage { sender_id: Some(String::new()), ..AclMessage::default() };
    let bytes = pair.ours.encode(&empty).unwrap();
    assert_eq!(bytes, pair.ours.encode(&AclMessage::default()).unwrap());
    assert_eq!(pair.text("repr(codec.decode(data).sender_id)", &bytes), "None");
    assert_eq!(
        pair.received("ACLMessage(sender_id='')").downcast::<AclMessage>().unwrap(),
        AclMessage::default()
    );
}

/// mango takes content of no bytes for no content; ours keeps it.
pub fn empty_content_is_none_on_the_peer_alone() {
    let mut pair = MANGO_PROTOBUF.start();
    let message = AclMessage { content: Empty {}.into(), ..AclMessage::default() };
    let bytes = pair.bytes("codec.encode(ACLMessage(content=Empty()))").unwrap();
    assert_eq!(pair.ours.encode(&message).unwrap(), bytes);
    assert_eq!(pair.text("repr(codec.decode(data).content)", &bytes), "None");
    assert_eq!(pair.ours.decode_as::<AclMessage>(&bytes).unwrap(), message);
}

/// prost takes the negative zero for the default and does not send it; protobuf for Python does.
pub fn a_negative_zero_is_lost_by_prost() {
    let mut pair = MANGO_PROTOBUF.start();
    let got = pair.received("Reading(value=-0.0)").downcast::<Reading>().unwrap();
    assert!(got.value.is_sign_negative());
    let sent = pair.ours.encode(&Reading { value: -0.0, ..Reading::default() }).unwrap();
    assert_eq!(pair.text("str(codec.decode(data).value)", &sent), "0.0");
}

/// What the wire has no place for, mango leaves out without a word.
pub fn reply_to_and_further_attributes_are_lost_on_request_only() {
    let mut pair = MANGO_PROTOBUF.start();
    let plain = pair.bytes("codec.encode(ACLMessage())").unwrap();
    let code = "m = ACLMessage(reply_to='desk')\nm.extra = 1\ncodec.encode(m)";
    assert_eq!(pair.bytes(code).unwrap(), plain);
    let messages = [
        AclMessage { reply_to: Some("desk".to_owned()), ..AclMessage::default() },
        AclMessage { extra: Dict::from([("extra", 1)]), ..AclMessage::default() },
    ];
    let registry = pair.ours.registry().unwrap().clone();
    let lossy = Protobuf::builder().registry(registry).lossy(true).build().unwrap();
    for message in messages {
        assert!(pair.ours.encode(&message).unwrap_err().is_unsupported());
        assert_eq!(lossy.encode(&message).unwrap(), plain);
    }
}

/// A message of a newer program: protobuf for Python keeps what it does not know, prost does not.
pub fn fields_that_a_message_does_not_have_are_dropped_by_prost() {
    let mut pair = MANGO_PROTOBUF.start();
    // An empty message with an unknown field, number 15.
    let id = pair.ours.registry().unwrap().id_of::<Blob>().unwrap();
    let bytes = [&b"\x08\xab\x82\xba\x9b\x01\x12\x02"[..], b"\x78\x01"].concat();
    assert_eq!(id, 326_009_131);
    assert_eq!(pair.text("codec.decode(data).SerializeToString().hex()", &bytes), "7801");
    let blob = pair.ours.decode(&bytes).unwrap().downcast::<Blob>().unwrap();
    assert_eq!(blob, Blob::default());
}

pub fn registered_messages_round_trip() {
    let mut pair = MANGO_PROTOBUF.start();
    let got = pair.received(READING);
    assert_eq!(got.as_object().unwrap().downcast_ref::<Reading>(), Some(&reading()));
    let sent = pair.ours.encode(&reading()).unwrap();
    assert_eq!(pair.text(&format!("str(codec.decode(data) == {READING})"), &sent), "True");
}

/// A class of one's own that is sent as a message, as `add_serializer` in both languages has it.
pub fn a_class_of_ones_own_goes_through_a_message() {
    #[derive(Debug, PartialEq)]
    struct Word(String);

    let mut pair = MANGO_PROTOBUF.start();
    let setup = "class Word:\n\
        \x20 def __init__(self, text): self.text = text\n\
        def parse(data):\n\
        \x20 blob = Blob()\n\
        \x20 blob.ParseFromString(data)\n\
        \x20 return Word(blob.content.decode())\n\
        c = codecs.PROTOBUF()\n\
        c.add_serializer(Word, lambda word: Blob(content=word.text.encode()), parse, type_id=7)\n";
    let serializer = Serializer::via_proto::<Word, Blob>(
        |word| Ok(Blob { content: word.0.clone().into_bytes() }),
        |blob| String::from_utf8(blob.content).map(Word).map_err(DecodeError::custom),
    );
    let registry = Registry::with_serializers([serializer.with_type_id(7)]).unwrap();
    let codec = Protobuf::with_registry(registry);
    let bytes = pair.bytes(&format!("{setup}c.encode(Word('äöü'))")).unwrap();
    let word = codec.decode(&bytes).unwrap().downcast::<Word>().unwrap();
    assert_eq!(word, Word("äöü".to_owned()));
    let sent = codec.encode(&codec.object(&word).unwrap()).unwrap();
    assert_eq!(sent, bytes);
    assert_eq!(pair.text(&format!("{setup}c.decode(data).text"), &sent), "äöü");
}

pub fn what_is_not_registered_is_refused() {
    let mut pair = MANGO_PROTOBUF.start();
    for code in
        ["'text'", "{'a': 1}", "None", "Outer()", "ACLMessage(content='text')", "ACLMessage(content=Outer())"]
    {
        let fault = pair.bytes(&format!("codec.encode({code})")).unwrap_err();
        assert!(fault.exception.ends_with("SerializationError"), "{code}: {fault:?}");
    }
    for value in [Value::from("text"), Dict::from([("a", 1)]).into(), Value::Null] {
        assert!(pair.ours.encode(&value).is_err(), "{value}");
        assert!(
            pair.ours.encode(&AclMessage { content: vec![value].into(), ..AclMessage::default() }).is_err()
        );
    }
    // An unknown id, no id, and no protobuf at all.
    for (bytes, exception) in [
        (&b"\x08\x01\x12\x00"[..], "KeyError"),
        (b"", "KeyError"),
        (b"\x08", "DecodeError"),
        (b"\xff\xff", "DecodeError"),
    ] {
        assert_eq!(pair.refuses(bytes), exception);
        let error = pair.ours.decode(bytes).unwrap_err();
        assert_eq!(error.is_unknown_type(), exception == "KeyError", "{error}");
    }
}

/// Plain data goes through a pickle where it is asked for; a pickle that runs something goes through nothing of ours.
pub fn pickles_of_plain_data_on_request_and_no_others() {
    let mut pair = MANGO_PROTOBUF.start();
    let code = "MangoMessage([None, True, 1.5, 2**70, 'ä', b'b', (1, 2), {'a': []}], {'receiver_id': 'a'})";
    let got = pair.received(code).downcast::<MangoMessage>().unwrap();
    let refused = Protobuf::with_registry(pair.ours.registry().unwrap().clone());
    assert!(refused.encode(&got).unwrap_err().is_unsupported());
    let sent = pair.ours.encode(&got).unwrap();
    assert!(refused.decode(&sent).unwrap_err().is_unsupported());
    let expected = code
        .replace("MangoMessage(", "MangoMessage(content=")
        .replace(", {'rec", ", meta={'rec")
        .replace("(1, 2)", "[1, 2]");
    assert_eq!(pair.repr(&sent), expected.replace("2**70", "1180591620717411303424"));

    let bytes = pair
        .bytes(
            "class Attack:\n  def __reduce__(self): return (print, ('run by the receiver',))\n\
        codec.encode(MangoMessage(Attack(), {}))",
        )
        .unwrap();
    assert_eq!(
        pair.text("repr(codec.decode(data).content)", &bytes),
        "None",
        "it ran, and gave what it returned"
    );
    assert!(pair.ours.decode(&bytes).is_err());
}

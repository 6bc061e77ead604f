//! What is refused, and in which words.

use codec::{
    AclMessage, AgentAddress, Codec, Dict, Json, Limits, MangoMessage, Performative, Protobuf, PythonVersion,
    Registry, Value,
};
use codec_tests::messages::{Blob, Reading};
use codec_tests::twins::MyClass;

fn acl(change: impl FnOnce(&mut AclMessage)) -> AclMessage {
    let mut message = AclMessage::default();
    change(&mut message);
    message
}

const LOST: &str =
    "leave it out, use another codec, or accept the loss with `Protobuf::builder().lossy(true)`";

#[test]
fn what_has_no_place_in_an_acl_message() {
    let codec = Protobuf::new();
    let refusal = |change: fn(&mut AclMessage)| codec.encode(&acl(change)).unwrap_err();
    let error = refusal(|message| message.reply_to = Some("r".into()));
    assert!(error.is_unsupported());
    let no_place = "mango's protobuf form of an ACL message has no place for it";
    assert_eq!(error.to_string(), format!("{no_place} at reply_to; {LOST}"));
    let error = refusal(|message| drop(message.extra.insert("tracking_id".into(), 1.into())));
    assert_eq!(error.to_string(), format!("{no_place} at tracking_id; {LOST}"));
    let text = "mango's protobuf form of an ACL message has text here, found";
    let help = "an address is text, or a list of host and port";
    let error = refusal(|message| message.reply_by = 5.into());
    assert_eq!(error.to_string(), format!("{text} an integer at reply_by; {help}"));
    let error = refusal(|message| message.sender_addr = vec![1, 2, 3].into());
    assert_eq!(error.to_string(), format!("{text} a list at sender_addr; {help}"));
    let error = refusal(|message| message.receiver_addr = Dict::new().into());
    assert_eq!(error.to_string(), format!("{text} a dict at receiver_addr; {help}"));
    let error = refusal(|message| message.content = "abc".into());
    assert!(error.is_unknown_type());
    assert_eq!(
        error.to_string(),
        "no serializer found for a string: protobuf carries typed objects only at content; use \
         `#[proto_serializable]` on a prost message, and `codec.object(&x)` for foreign types"
    );
    let error = refusal(|message| message.content = Performative::Cfp.into());
    assert_eq!(
        error.to_string(),
        "`Performatives` has no protobuf form: its payload is an integer at content; use `#[proto_serializable]` on \
         a prost message, `Serializer::via_proto`, or another codec"
    );
}

#[test]
fn only_typed_objects_have_an_id() {
    let codec = Protobuf::new();
    assert!(codec.encode("text").unwrap_err().is_unknown_type());
    assert!(codec.encode(&vec![1, 2]).unwrap_err().is_unknown_type());
    assert!(codec.encode(&Value::Null).unwrap_err().is_unknown_type());
    let not_here = codec.encode(&Blob::default()).unwrap_err();
    assert!(not_here.is_unknown_type());
    assert_eq!(
        not_here.to_string(),
        "no serializer found for type codec_tests::messages::Blob; it is annotated, but this codec's registry does \
         not hold it: add it with `add_serializer`"
    );
    assert!(codec.encode(&AgentAddress::default()).unwrap_err().is_unsupported());
}

#[test]
fn a_type_without_protobuf_form_says_so_when_it_arrives() {
    let codec = Protobuf::with_serializers([MyClass::serializer]);
    let error = codec.decode(b"\x08\xab\xd3\xf1\x9b\x02\x12\x01x").unwrap_err();
    assert!(error.is_type_mismatch());
    assert_eq!(
        error.to_string(),
        "`MyClass` has no protobuf form: its payload is not bytes (byte 8); use `#[proto_serializable]` on a prost \
         message, `Serializer::via_proto`, or another codec"
    );
}

#[test]
fn pickles_are_refused_both_ways() {
    let (refusing, allowing) =
        (Protobuf::new(), Protobuf::builder().allow_pickle(true).lossy(true).build().unwrap());
    let message = MangoMessage { content: "hi".into(), ..MangoMessage::default() };
    let bytes = allowing.encode(&message).unwrap();
    let instead = "use `AclMessage`, or `Json` on both sides; plain data can be let through with `Protobuf::builder().allow_pickle(true)`";
    let error = refusing.encode(&message).unwrap_err();
    assert!(error.is_unsupported());
    assert_eq!(
        error.to_string(),
        format!(
            "a `MangoMessage` in protobuf is a Python pickle, which runs code where it is read; {instead}"
        )
    );
    let error = refusing.decode(&bytes).unwrap_err();
    assert!(error.is_unsupported());
    assert_eq!(
        error.to_string(),
        format!("a `MangoMessage` in protobuf is a Python pickle, which is not read (byte 13); {instead}")
    );
    // What a peer added to a message is lost there as it is in an ACL message.
    let message = MangoMessage { extra: Dict::from([("more", 1)]), ..MangoMessage::default() };
    let strict = Protobuf::builder().allow_pickle(true).build().unwrap();
    assert_eq!(strict.encode(&message).unwrap_err().path(), "more");
    assert_eq!(
        allowing.decode_as::<MangoMessage>(&allowing.encode(&message).unwrap()).unwrap().extra,
        Dict::new()
    );
    // Code is not read even then: `os.system` by name.
    let code = b"\x08\x9d\xc6\x8c\xc5\xfa\xff\xff\xff\xff\x01\x12\x12\x0a\x10cos\nsystem\n(S'x'";
    let error = allowing.decode(code).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the pickle opcode GLOBAL is refused at content (byte 15); it would run code of the receiver; only plain \
         data is read, not objects"
    );
    // Meta data is a dict or nothing.
    let list = b"\x08\x9d\xc6\x8c\xc5\xfa\xff\xff\xff\xff\x01\x12\x04\x12\x02].";
    let error = allowing.decode(list).unwrap_err();
    assert_eq!(error.to_string(), "expected a dict, found a list at meta (byte 15)");
}

#[test]
fn unknown_ids_are_explained() {
    let codec = Protobuf::with_registry(Registry::only::<(Reading,)>().unwrap());
    let error = codec.decode(b"\x08\xf1\xf0\x94\xfc\x02").unwrap_err();
    assert_eq!((error.type_id(), error.offset()), (Some(797_259_889), Some(1)));
    assert_eq!(
        error.to_string(),
        "unknown type id 797259889 (byte 1); it is `MangoMessage` as CPython 3.13 numbers it, which this codec's \
         registry does not hold"
    );
    let error = codec.decode(b"").unwrap_err();
    assert_eq!((error.is_unknown_type(), error.type_id()), (true, Some(0)));
    let codec = Protobuf::with_registry(Registry::only::<(AclMessage,)>().unwrap());
    let error =
        codec.decode(b"\x08\xac\xd2\xc3\xd2\xfd\xff\xff\xff\xff\x01\x12\x05\x3a\x01x\x40\x03").unwrap_err();
    assert_eq!((error.path(), error.type_id(), error.offset()), ("content".to_owned(), Some(3), Some(17)));
}

#[test]
fn an_id_that_two_types_accept_is_that_of_neither() {
    let both = [
        Reading::serializer().with_type_id(101).accepting([99]),
        Blob::serializer().with_type_id(102).accepting([99]),
    ];
    let codec = Protobuf::with_registry(Registry::with_serializers(both).unwrap());
    let error = codec.decode(b"\x08\x63").unwrap_err();
    assert_eq!(
        (error.is_unknown_type(), error.type_id(), error.to_string()),
        (
            true,
            Some(99),
            "unknown type id 99 (byte 1); both `Reading` and `Blob` accept it, so neither does; give one an explicit \
             `type_id`"
                .to_owned()
        )
    );
}

#[test]
fn a_known_field_of_another_wire_type_is_an_error() {
    let codec = Protobuf::new();
    for (bytes, message) in [
        (&b"\x0a\x01x"[..], "could not parse `GenericMsg`: field 1 is not a number (byte 2)"),
        (b"\x10\x01", "could not parse `GenericMsg`: field 2 is not bytes (byte 1)"),
        (
            b"\x08\xac\xd2\xc3\xd2\xfd\xff\xff\xff\xff\x01\x12\x02\x08\x01",
            "could not parse `ACLMessage`: field 1 is not bytes (byte 14)",
        ),
        (
            b"\x08\xac\xd2\xc3\xd2\xfd\xff\xff\xff\xff\x01\x12\x03\x0a\x01\xff",
            "could not parse `ACLMessage`: field 1 is not UTF-8 (byte 15)",
        ),
    ] {
        let error = codec.decode(bytes).unwrap_err();
        assert!(error.is_syntax());
        assert_eq!(error.to_string(), message);
    }
    // Unknown fields of every kind are passed over.
    let bytes = b"\x1a\x02ab\x25abcd\x29abcdefgh\x33\x08\x01\x34\x38\x05\x08\xac\xd2\xc3\xd2\x0d\x12\x09\xfa\x01\x02ab\x0a\x02id";
    let message: AclMessage = codec.decode_as(bytes).unwrap();
    assert_eq!(message, acl(|message| message.sender_id = Some("id".into())));
    // Of a field that comes twice the last counts, as protobuf has it.
    let message: AclMessage =
        codec.decode_as(b"\x08\x05\x08\xac\xd2\xc3\xd2\x0d\x12\x06\x0a\x01a\x0a\x01b").unwrap();
    assert_eq!(message.sender_id.as_deref(), Some("b"));
}

#[test]
fn a_refused_message_leaves_nothing_behind() {
    let codec = Protobuf::new();
    let mut out = b"before".to_vec();
    codec.encode_into(&acl(|message| message.content = 1.into()), &mut out).unwrap_err();
    assert_eq!(out, b"before");
    codec.encode_into(&AclMessage::default(), &mut out).unwrap();
    assert_eq!(out, b"before\x08\xac\xd2\xc3\xd2\xfd\xff\xff\xff\xff\x01");
    let error = codec.decode_as::<MyClass>(&out[6..]).unwrap_err();
    assert!(error.is_type_mismatch(), "{error}");
}

#[test]
fn input_is_limited_and_streams_are_read_no_further() {
    let codec = Protobuf::builder().limits(Limits::default().input(20)).build().unwrap();
    let bytes = [&b"\x08\xac\xd2\xc3\xd2\x0d\x1a"[..], &[12], &[0; 12]].concat();
    assert_eq!(bytes.len(), 20);
    assert!(codec.decode_as::<AclMessage>(&bytes).is_ok());
    let longer = [&bytes[..], b"\x12\x00"].concat();
    let error = codec.decode(&longer).unwrap_err();
    assert_eq!(error.to_string(), "input is longer than 20 bytes; raise it with `Limits::input`");
    assert!(codec.decode_from::<AclMessage>(std::io::repeat(8)).unwrap_err().is_limit());
}

/// The same messages in another codec have the same ids.
#[test]
fn ids_are_those_of_json() {
    for python in PythonVersion::ALL {
        let json = Json::builder().python(python).build().unwrap();
        let protobuf = Protobuf::builder().python(python).build().unwrap();
        assert_eq!(json.id_of::<MangoMessage>(), protobuf.id_of::<MangoMessage>());
        assert_eq!(json.id_of::<AclMessage>(), Some(-632_231_636));
    }
}

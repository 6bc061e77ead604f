//! mango's protobuf codec: byte for byte, and back.

use codec::{
    AclMessage, AgentAddress, Codec, DecodeError, JsonSerializable, MangoMessage, Performative, Protobuf,
    Registry, SerializationError, Serializer, Value,
};
use codec_tests::differences;
use codec_tests::messages::{Blob, Empty, Outer, Reading};
use codec_tests::notation::Node;
use codec_tests::vectors::{self, Case, Fault};

fn serializer(name: &str) -> Serializer {
    match name {
        "ACLMessage" => AclMessage::serializer(),
        "MangoMessage" => MangoMessage::serializer(),
        "Reading" => Reading::serializer(),
        "Blob" => Blob::serializer(),
        "Empty" => Empty::serializer(),
        _ => panic!("what is `{name}`?"),
    }
}

/// The registry of a case's setup, in which the rule must give the recorded ids.
fn registry(case: &Case) -> Registry {
    let serializers = case.setup.iter().map(|entry| serializer(&entry.name));
    let registry = Registry::with_serializers(serializers).unwrap();
    for entry in &case.setup {
        assert_eq!(registry.get(entry.type_id).map(Serializer::name), Some(entry.name.as_str()));
    }
    registry
}

/// A codec for a case, which reads and writes pickles.
pub fn codec(case: &Case, lossy: bool) -> Protobuf {
    let registry = match case.name.as_str() {
        "explicit type_id 0" => Registry::with_serializers([Blob::serializer().with_type_id(0)]).unwrap(),
        _ => registry(case),
    };
    Protobuf::builder().registry(registry).allow_pickle(true).lossy(lossy).build().unwrap()
}

fn make(name: &str, payload: Value) -> Result<Value, String> {
    fn of<T: JsonSerializable>(payload: Value) -> Result<Value, String> {
        let value = <T as JsonSerializable>::from_value(payload).map_err(|error| error.to_string())?;
        Ok(value.into())
    }
    match name {
        "ACLMessage" => of::<AclMessage>(payload),
        "MangoMessage" => of::<MangoMessage>(payload),
        "AgentAddress" => of::<AgentAddress>(payload),
        "Performatives" => of::<Performative>(payload),
        "Reading" => of::<Reading>(payload),
        "Blob" => of::<Blob>(payload),
        "Empty" => of::<Empty>(payload),
        _ => Err(format!("there is no twin of {name}")),
    }
}

#[test]
fn every_case() {
    let cases = vectors::load::<Case>("mango_protobuf.json");
    assert_eq!(cases.len(), 47);
    differences::check("mango_protobuf.json", cases.iter().map(|case| (case.name.clone(), check(case))));
}

fn check(case: &Case) -> Result<(), String> {
    let codec = codec(case, false);
    if !case.is_encode() {
        return check_decode(&codec, case, case.value_description.as_ref());
    }
    let encoded = check_encode(&codec, case);
    let decoded = match &case.decoded {
        Some(node) => check_decode(&codec, case, Some(node)),
        None => Ok(()),
    };
    match (encoded, decoded) {
        (Err(first), Err(second)) => Err(format!("{first}; {second}")),
        (first, second) => first.and(second),
    }
}

fn check_encode(codec: &Protobuf, case: &Case) -> Result<(), String> {
    if case.name == "proto unregistered" {
        let error = codec.object(&Outer {}).unwrap_err();
        return is_that(&error, case.encode_error.as_ref().ok_or("the peer encodes it")?);
    }
    let node = case.value_description.as_ref().ok_or("a case without a value")?;
    let value = node.to_value(&make)?;
    match (codec.encode(&value), &case.encode_error) {
        (Ok(ours), None) if ours == case.bytes() => Ok(()),
        (Ok(ours), _) => Err(format!("encode: {} bytes, other ones", ours.len())),
        (Err(error), Some(fault)) => is_that(&error, fault),
        (Err(error), None) => Err(format!("encode: {error}")),
    }
}

/// Whether ours refuses for the reason that Python has.
fn is_that(error: &SerializationError, fault: &Fault) -> Result<(), String> {
    let same = if fault.message.contains("No serializer found") {
        error.is_unknown_type()
    } else {
        fault.message.ends_with("bad argument type for built-in operation") && error.is_unsupported()
    };
    if same { Ok(()) } else { Err(format!("encode: {error:?} for {}", fault.message)) }
}

fn check_decode(codec: &Protobuf, case: &Case, node: Option<&Node>) -> Result<(), String> {
    match (codec.decode(&case.bytes()), node, &case.decode_error) {
        (Ok(value), Some(node), None) => {
            node.check(&value).map_err(|error| format!("decode: {error}"))?;
            let bytes = codec.encode(&value).map_err(|error| format!("encode again: {error}"))?;
            let again = codec.decode(&bytes).map_err(|error| format!("decode again: {error}"))?;
            node.check(&again).map_err(|error| format!("decode again: {error}"))
        }
        (Err(error), _, Some(fault)) => is_decode_fault(&error, fault),
        (Ok(value), ..) => Err(format!("decode: {value}")),
        (Err(error), ..) => Err(format!("decode: {error}")),
    }
}

fn is_decode_fault(error: &DecodeError, fault: &Fault) -> Result<(), String> {
    let same = match fault.exception.as_str() {
        "KeyError" => {
            error.is_unknown_type() && error.type_id().map(|id| id.to_string()) == Some(fault.message.clone())
        }
        "mango.messages.codecs.DecodeError" | "_pickle.UnpicklingError" => error.is_syntax(),
        "ValueError" => error.is_invalid() && error.path() == "performative",
        _ => false,
    };
    if same { Ok(()) } else { Err(format!("decode: {error:?} for {}: {}", fault.exception, fault.message)) }
}

fn case(name: &str) -> Case {
    let cases = vectors::load::<Case>("mango_protobuf.json");
    cases.into_iter().find(|case| case.name == name).unwrap()
}

/// Where loss is accepted, it is mango's own.
#[test]
fn what_mango_loses_is_lost_on_request() {
    let full = case("ACL full");
    let lossy = codec(&full, true);
    check_encode(&lossy, &full).unwrap();
    let untyped = case("ACL content without content_type");
    check_decode(&codec(&untyped, true), &untyped, untyped.value_description.as_ref()).unwrap();
}

/// The messages as Rust's own types, which take another path than a [`Value`] does.
#[test]
fn rust_types_give_the_same_bytes() {
    let case = case("ACL full");
    let codec = codec(&case, true);
    let content = Reading { sensor: "s1".into(), value: 1.5, at: -1, series: vec![1, -2, 300] };
    let text = |text: &str| Some(text.to_owned());
    let message = AclMessage {
        sender_id: text("s"),
        sender_addr: vec![Value::from("127.0.0.1"), 1.into()].into(),
        receiver_id: text("r"),
        receiver_addr: vec![Value::from("h"), 2.into()].into(),
        content: content.clone().into(),
        performative: Some(Performative::Request),
        conversation_id: text("c"),
        reply_by: "rb".into(),
        in_reply_to: text("irt"),
        protocol: text("p"),
        language: text("l"),
        encoding: text("e"),
        ontology: text("o"),
        reply_with: text("rw"),
        ..AclMessage::default()
    };
    assert_eq!(codec.encode(&message).unwrap(), case.bytes());
    let back: AclMessage = codec.decode_as(&case.bytes()).unwrap();
    let expected = AclMessage { sender_addr: "127.0.0.1:1".into(), receiver_addr: "h:2".into(), ..message };
    assert_eq!(back, expected);
    assert_eq!(back.content.downcast::<Reading>().unwrap(), content);
}

//! mango's FastJSON codec, both directions.

use std::collections::BTreeSet;

use codec::{
    AgentAddress, Codec, DecodeError, FastJson, MangoMessage, PythonVersion, SerializationError, Value,
    to_value,
};
use codec_tests::differences;
use codec_tests::notation::Node;
use codec_tests::twins::{self, Bare, DecoratorData, Point};
use codec_tests::vectors::{self, Case, Fault};

use super::case;

#[test]
fn every_case() {
    let cases = vectors::load::<Case>("mango_fastjson.json");
    differences::check("mango_fastjson.json", cases.iter().map(|case| (case.name.clone(), check(case))));
}

/// The recorded setup has the built-in types of mango's FastJSON alone: a dataclass needs no serializer there.
fn codec(case: &Case) -> FastJson {
    let mut registry = case::registry(&case.setup, PythonVersion::V3_11);
    for serializer in [AgentAddress::serializer(), DecoratorData::serializer(), Point::serializer()] {
        registry.register(serializer).unwrap();
    }
    FastJson::with_registry(registry)
}

fn check(case: &Case) -> Result<(), String> {
    let codec = codec(case);
    if !case.is_encode() {
        return check_decode(
            &codec,
            &case.bytes(),
            case.value_description.as_ref(),
            case.decode_error.as_ref(),
        );
    }
    let encoded = match case.name.as_str() {
        // Python has these types and Rust others: a set is one, and no codec has a serializer for `Bare`.
        "content set" => check_encode(&codec, message(to_value(&BTreeSet::from([1])).unwrap()), case),
        "content complex" | "content unregistered object" => refused(codec.object(&Bare).map(drop), case),
        _ => {
            let node = case.value_description.as_ref().ok_or("a case without a value")?;
            match node.to_value(&|name, payload| twins::object(&codec, name, payload)) {
                Ok(value) => check_encode(&codec, value, case),
                Err(error) if is_surrogate(case) && error.contains("lone surrogate") => Ok(()),
                Err(error) => Err(error),
            }
        }
    };
    let decoded = match (&case.decoded, &case.decode_error) {
        (None, None) => Ok(()),
        (node, fault) => check_decode(&codec, &case.bytes(), node.as_ref(), fault.as_ref()),
    };
    match (encoded, decoded) {
        (Err(first), Err(second)) => Err(format!("{first}; {second}")),
        (first, second) => first.and(second),
    }
}

fn message(content: Value) -> Value {
    MangoMessage { content, meta: Some(codec::Dict::new()), ..MangoMessage::default() }.into()
}

fn is_surrogate(case: &Case) -> bool {
    case.encode_error.as_ref().is_some_and(|fault| fault.exception == "UnicodeEncodeError")
}

/// In generic form, and live where it is a message.
fn check_encode(codec: &FastJson, value: Value, case: &Case) -> Result<(), String> {
    let ours = codec.encode(&value);
    if let (Ok(ours), Ok(live)) = (&ours, value.downcast::<MangoMessage>()) {
        assert_eq!(codec.encode(&live).unwrap(), *ours);
    }
    match ours {
        Ok(ours) if case.encode_error.is_none() && ours == case.bytes() => Ok(()),
        Ok(ours) => Err(format!("encode: {}", String::from_utf8_lossy(&ours))),
        Err(error) if case.encode_error.is_some() => refused(Err(error), case),
        Err(error) => Err(format!("encode: {error}")),
    }
}

/// Whether ours refuses for the reason that Python has.
fn refused(result: Result<(), SerializationError>, case: &Case) -> Result<(), String> {
    let fault = case.encode_error.as_ref().ok_or("the peer encodes it")?;
    let error = result.err().ok_or("encode: ours accepts it")?;
    // For msgspec, a key that it does not know is an object without a serializer.
    let key = error.is_unsupported()
        && error.to_string().starts_with("keys must be str, int, float or bytes, not ");
    let same = fault.message.starts_with("No serializer found") && (key || error.is_unknown_type());
    if same { Ok(()) } else { Err(format!("encode: {error:?} for {}", fault.message)) }
}

fn check_decode(
    codec: &FastJson,
    bytes: &[u8],
    node: Option<&Node>,
    fault: Option<&Fault>,
) -> Result<(), String> {
    match (codec.decode(bytes), node, fault) {
        (Ok(value), Some(node), None) => {
            same_message(node, &value)?;
            let again = codec.encode(&value).map_err(|error| format!("encode again: {error}"))?;
            match codec.decode(&again) {
                Ok(again) => same_message(node, &again),
                // What mango sends for no `meta` it does not read, and neither does ours.
                Err(error) if again.ends_with(br#","meta":null}"#) && error.is_type_mismatch() => Ok(()),
                Err(error) => Err(format!("decode again: {error}")),
            }
        }
        (Err(error), _, Some(fault)) => is_that(&error, fault),
        (Ok(value), ..) => Err(format!("decode: {value}")),
        (Err(error), ..) => Err(format!("decode: {error}")),
    }
}

fn is_that(error: &DecodeError, fault: &Fault) -> Result<(), String> {
    let same = match fault.exception.as_str() {
        "msgspec.ValidationError" => error.is_type_mismatch(),
        "msgspec.DecodeError" | "UnicodeDecodeError" => error.is_syntax(),
        _ => false,
    };
    if same { Ok(()) } else { Err(format!("decode: {error:?} for {}: {}", fault.exception, fault.message)) }
}

/// What was recorded are the attributes that msgspec set, in the order in which they came.
fn same_message(node: &Node, value: &Value) -> Result<(), String> {
    let message = value.as_object().and_then(|object| object.downcast_ref::<MangoMessage>());
    let message = message.ok_or_else(|| format!("decode: {value}"))?;
    let Node::Typed { name, payload, .. } = node else { return Err(format!("{node:?}")) };
    let Node::Dict { v } = &**payload else { return Err(format!("{payload:?}")) };
    assert_eq!(name, "MangoMessage");
    let meta = message.meta.clone().map_or(Value::Null, Value::from);
    for (name, ours) in [("content", &message.content), ("meta", &meta)] {
        let theirs = v.iter().find(|(key, _)| key.check(&Value::from(name)).is_ok());
        theirs
            .map_or(&Node::Null, |(_, node)| node)
            .check(ours)
            .map_err(|error| format!("decode: {name}: {error}"))?;
    }
    if message.extra.is_empty() { Ok(()) } else { Err(format!("decode: extra {}", message.extra)) }
}

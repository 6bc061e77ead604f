//! What the cases of all codecs have in common: the codec of a setup, and the comparison in both directions.

use codec::{Codec, DecodeError, DynCodec, Json, PythonVersion, Registry, SerializationError, Value};
use codec_tests::notation::Node;
use codec_tests::twins;
use codec_tests::vectors::{Case, Fault, Registered};

/// The registry of a case's setup, which must give the recorded ids on the Python version that recorded them.
pub fn registry(setup: &[Registered], python: PythonVersion) -> Registry {
    let known = setup.iter().filter_map(|entry| twins::serializer(&entry.name, entry.type_id));
    let registry =
        Registry::with_serializers(known).and_then(|registry| registry.for_python(python)).unwrap();
    for Registered { name, type_id } in setup {
        // An `IntEnum` is registered in Python to no effect: `json` writes it as the integer that it is.
        if name != "Level" {
            assert_eq!(registry.get(*type_id).map(|found| found.name()), Some(name.as_str()));
        }
    }
    registry
}

/// A codec that writes as CPython's `json` does.
pub fn python_style(registry: &Registry) -> Json {
    Json::builder().registry(registry.clone()).python_style(true).build().unwrap()
}

/// Whether ours encodes the described value to the recorded bytes, and decodes them to the recorded value.
pub fn check(codec: &dyn DynCodec, case: &Case) -> Result<(), String> {
    if !case.is_encode() {
        let (node, fault) = (case.value_description.as_ref(), case.decode_error.as_ref());
        return check_decode(codec, &case.bytes(), node, fault);
    }
    check_value(codec, case, value_of(codec, case), &case.bytes())
}

/// The described value, with objects as the codec makes them.
pub fn value_of(codec: &dyn DynCodec, case: &Case) -> Result<Value, String> {
    let node = case.value_description.as_ref().ok_or("a case without a value")?;
    node.to_value(&|name, payload| twins::object(codec, name, payload))
}

/// As [`check`], for a value that the notation cannot describe or bytes that are recorded apart.
pub fn check_value(
    codec: &dyn DynCodec,
    case: &Case,
    value: Result<Value, String>,
    bytes: &[u8],
) -> Result<(), String> {
    let encoded = value.and_then(|value| check_encode(codec, &value, bytes, case.encode_error.as_ref()));
    let decoded = match (&case.encode_error, &case.decoded, &case.decode_error) {
        (Some(_), ..) => Ok(()),
        (None, None, None) => codec.decode(bytes).map(drop).map_err(|error| format!("decode: {error}")),
        (None, node, fault) => check_decode(codec, bytes, node.as_ref(), fault.as_ref()),
    };
    match (encoded, decoded) {
        (Err(first), Err(second)) => Err(format!("{first}; {second}")),
        (first, second) => first.and(second),
    }
}

fn check_encode(
    codec: &dyn DynCodec,
    value: &Value,
    bytes: &[u8],
    fault: Option<&Fault>,
) -> Result<(), String> {
    match (codec.encode(value), fault) {
        (Ok(ours), None) if ours == bytes => Ok(()),
        (Ok(ours), _) => {
            let text =
                String::from_utf8(ours).unwrap_or_else(|error| error.as_bytes().escape_ascii().to_string());
            Err(format!("encode: {text}"))
        }
        (Err(error), Some(fault)) => is_that(&error, fault),
        (Err(error), None) => Err(format!("encode: {error}")),
    }
}

/// Whether ours refuses for the reason that Python has.
pub fn is_that(error: &SerializationError, fault: &Fault) -> Result<(), String> {
    let message = fault.message.as_str();
    let of = |class: &str| message.starts_with(&format!("No serializer found for type \"<class '{class}'>"));
    let same = if of("bytes") || of("int") {
        error.is_unsupported()
    } else if message.starts_with("No serializer found") {
        error.is_unknown_type()
    } else if message.starts_with("keys must be ") {
        error.is_unsupported()
            && error.to_string().starts_with("keys must be str, int, float, bool or None, not ")
    } else if let Some((_, cause)) = message.split_once(">\": ") {
        error.is_invalid() && error.to_string().ends_with(cause)
    } else {
        (message.starts_with("Exceeds the limit") || message == "recursion limit exceeded")
            && error.is_limit()
    };
    if same { Ok(()) } else { Err(format!("encode: {error:?} for {message}")) }
}

fn check_decode(
    codec: &dyn DynCodec,
    bytes: &[u8],
    node: Option<&Node>,
    fault: Option<&Fault>,
) -> Result<(), String> {
    match (codec.decode(bytes), node, fault) {
        (Ok(value), Some(node), None) => {
            node.check(&value).map_err(|error| format!("decode: {error}"))?;
            check_again(codec, &value, node)
        }
        (Err(error), _, Some(fault)) => is_decode_fault(&error, fault),
        (Ok(value), ..) => Err(format!("decode: {value}")),
        (Err(error), ..) => Err(format!("decode: {error}")),
    }
}

/// Encoding what was decoded changes nothing, nor does sending it on as JSON in the compact form, if text can hold it.
fn check_again(codec: &dyn DynCodec, value: &Value, node: &Node) -> Result<(), String> {
    let compact = Json::with_registry(codec.registry().unwrap().clone());
    let others: &[&dyn DynCodec] = if node.needs_binary() { &[] } else { &[&compact] };
    for codec in [codec].iter().chain(others) {
        let bytes = codec.encode(value).map_err(|error| format!("encode again: {error}"))?;
        let again = codec.decode(&bytes).map_err(|error| format!("decode again: {error}"))?;
        node.check(&again).map_err(|error| format!("decode again: {error}"))?;
        assert_eq!(codec.encode(&again).unwrap(), bytes);
    }
    Ok(())
}

/// Whether ours refuses for the reason that Python has; Python raises a `KeyError` or whatever else the code behind
/// `__type__` comes to, ours has a kind for each.
fn is_decode_fault(error: &DecodeError, fault: &Fault) -> Result<(), String> {
    let message = fault.message.as_str();
    let same = match fault.exception.as_str() {
        "json.decoder.JSONDecodeError" | "UnicodeDecodeError" => error.is_syntax(),
        "msgpack.exceptions.FormatError" | "msgpack.exceptions.ExtraData" => {
            error.is_syntax() && !error.is_eof()
        }
        "msgpack.exceptions.StackError" => error.is_limit(),
        "ValueError" if message == "Unpack failed: incomplete input" => error.is_eof(),
        "KeyError" => error.is_unknown_type() && error.type_id().is_some() || error.is_envelope(),
        "ValueError" if message.starts_with("Exceeds the limit") => error.is_limit(),
        // Ours meets id and payload before it can see what else stands in the envelope.
        "ValueError" if message.starts_with("too many values") => {
            error.is_envelope() || error.is_unknown_type() || error.is_type_mismatch()
        }
        "ValueError" if message.starts_with("not enough values") => error.is_envelope(),
        "ValueError" => error.is_type_mismatch() || error.is_invalid(),
        "TypeError" if message.contains("unpack") || message.contains("unhashable") => error.is_envelope(),
        "TypeError" if message == "keywords must be strings" || message.contains("bytes-like") => {
            error.is_type_mismatch() || error.is_invalid()
        }
        "TypeError" if message.contains(" missing ") => error.is_missing_field(),
        "TypeError" => error.is_unknown_field(),
        "AttributeError" => error.is_type_mismatch(),
        _ => false,
    };
    if same { Ok(()) } else { Err(format!("decode: {error:?} for {}: {message}", fault.exception)) }
}

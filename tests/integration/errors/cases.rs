//! The cases: small types, and a way to make each kind of error with them.

use std::io;

use codec::manifest::Manifest;
use codec::transport::{Frames, write_frame};
use codec::{
    Bytes, Codec, DecodeError, Dict, Json, Limits, MsgPackBlosc, Registry, RegistryError, SerializationError,
    Serializer, Value, json_serializable,
};

use super::{Case, Chapter};

#[json_serializable(type_id = 7801)]
#[derive(Debug)]
struct Reading {
    level: f64,
    unit: String,
}

#[json_serializable(type_id = 7802)]
#[serde(deny_unknown_fields)]
#[derive(Debug)]
struct Strict {
    level: f64,
}

#[json_serializable(type_id = 7803)]
#[derive(Debug)]
struct Alarm {
    #[serde(with = "percent")]
    share: u8,
}

/// A user's own form of a field, with a rule of its own.
mod percent {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::io;

    #[allow(clippy::trivially_copy_pass_by_ref)] // serde's form
    pub(super) fn serialize<S: Serializer>(value: &u8, to: S) -> Result<S::Ok, S::Error> {
        if *value > 100 {
            return Err(serde::ser::Error::custom("more than 100 percent"));
        }
        to.serialize_u8(*value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
        let value = u8::deserialize(from)?;
        if value > 100 {
            return Err(D::Error::custom("more than 100 percent"));
        }
        Ok(value)
    }

    /// A reader and a writer that fail.
    pub(super) struct Broken;

    impl io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the line is dead"))
        }
    }

    impl io::Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::other("the line is dead"))
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
}

/// A type of another crate, with a serializer made by hand.
#[derive(Debug)]
struct Foreign;

fn foreign() -> Serializer {
    Serializer::new::<Foreign>(|_| Ok(Value::Null), |_| Ok(Foreign))
}

fn registry() -> Registry {
    Registry::only::<(Reading, Strict, Alarm)>().unwrap()
}

fn json() -> Json {
    Json::with_registry(registry())
}

/// Two types under one id: every call of this codec tells of it.
fn colliding() -> Json {
    Json::with_serializers([Reading::serializer(), Strict::serializer().with_type_id(7801)])
}

fn dict(key: &str, value: Value) -> Value {
    Value::Dict(Dict::from_iter([(key.to_owned(), value)]))
}

pub(super) fn all() -> Vec<Chapter> {
    vec![
        Chapter { name: "DecodeError", cases: [input(), types(), outside()].into_iter().flatten().collect() },
        Chapter { name: "SerializationError", cases: encode() },
        Chapter { name: "RegistryError", cases: registration() },
        Chapter {
            name: "codec::transport",
            cases: [frames(), written_frames()].into_iter().flatten().collect(),
        },
    ]
}

/// The case, if the question is answered with yes.
macro_rules! case {
    ($error:expr, $question:ident, $example:expr, $advice:expr $(,)?) => {{
        let error = $error;
        assert!(error.$question(), "{error:?}");
        Case {
            question: stringify!($question),
            example: $example,
            told: (error.reason(), error.to_string()),
            advice: $advice,
        }
    }};
}

fn refused(text: &str) -> DecodeError {
    json().decode(text.as_bytes()).unwrap_err()
}

/// Bytes that are not the format.
fn input() -> Vec<Case> {
    vec![
        case!(
            refused("[1, 2,]"),
            is_syntax,
            "`[1, 2,]` as JSON.",
            "The bytes are no message of this format. Line, column and byte point at the first one that cannot be \
             right. Is the peer's codec the same as this one?"
        ),
        case!(
            refused("[1, 2"),
            is_eof,
            "`[1, 2` as JSON.",
            "The message was cut off: more bytes might complete it. `is_syntax()` holds as well. Does the transport \
             hand over whole frames?"
        ),
    ]
}

/// Messages that the types do not take.
fn types() -> Vec<Case> {
    vec![
        case!(
            refused(r#"{"log": [{"__type__": [7801, {"level": "high", "unit": "m"}]}]}"#),
            is_type_mismatch,
            "A list of `Reading { level: f64, unit: String }`, where the peer sent `level` as text.",
            "A value is of another type than its field. The path says which field of which element. Have the peer's \
             class and the struct the same types? `schema` and `assert_manifest!` tell of such changes before they are \
             deployed."
        ),
        case!(
            refused(r#"{"__type__": [7801, {"level": 0.5}]}"#),
            is_missing_field,
            "A `Reading` without `unit`.",
            "The peer is older or newer than this struct. `#[serde(default)]` or an `Option` makes the field one that \
             may be missing."
        ),
        case!(
            refused(r#"{"__type__": [7801, {"level": 0.5, "unit": "m", "level": 0.7}]}"#),
            is_duplicate_field,
            "A `Reading` with `level` twice.",
            "No peer sends this; which of the two is meant is not known, so neither is taken. In dynamic dicts the last \
             one wins, as in Python."
        ),
        case!(
            refused(r#"{"__type__": [7802, {"level": 0.5, "unit": "m"}]}"#),
            is_unknown_field,
            "`#[serde(deny_unknown_fields)] struct Strict { level: f64 }`, to which the peer has added `unit`.",
            "Only types that ask for it refuse such fields; the others skip them."
        ),
        case!(
            refused(r#"{"__type__": [4711, {"level": 0.5}]}"#),
            is_unknown_type,
            "An object with id 4711, which no type of this codec has.",
            "`type_id()` gives the id. The text says what explains it, if anything does: another Python version, a crate \
             that is not linked, a type that the codec's registry leaves out. A router that need not know every type \
             is built with `keep_unknown(true)`."
        ),
        case!(
            refused(r#"{"__type__": ["7801", {"level": 0.5, "unit": "m"}]}"#),
            is_envelope,
            "An id that is text.",
            "What looks like a typed object has to be exactly one: one key, an integer of 32 bits, one payload. User data \
             cannot have the key `__type__`."
        ),
    ]
}

/// Messages that this codec does not take, and what lies outside of messages.
fn outside() -> Vec<Case> {
    let flat = Json::builder().registry(registry()).limits(Limits::default().depth(2)).build().unwrap();
    // Blosc version 2, compressor 2, of a buffer of 16 bytes.
    let snappy = [
        2, 1, 0x40, 8, 16, 0, 0, 0, 16, 0, 0, 0, 32, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
    vec![
        case!(
            flat.decode(b"[[[1]]]").unwrap_err(),
            is_limit,
            "Three levels of lists, with `Limits::default().depth(2)`.",
            "Depth, length, number of elements, digits of a number, size once decompressed, or length of a frame. The text \
             names the setter. Raise it where the peers are your own; do not, where they are not."
        ),
        case!(
            MsgPackBlosc::new().decode(&snappy).unwrap_err(),
            is_unsupported,
            "A Blosc buffer that is compressed with snappy.",
            "The format has this, and this crate does not read it: have the peer send something else."
        ),
        case!(
            refused(r#"{"__type__": [7803, {"share": 130}]}"#),
            is_invalid,
            "A type whose own code, here a `#[serde(with = \"percent\")]`, takes 0 to 100, and a message with 130.",
            "The words are those of its own `Deserialize`, constructor or serializer. A panic in \
             there is this error as well."
        ),
        case!(
            json().decode_from::<Value>(percent::Broken).unwrap_err(),
            is_io,
            "`decode_from` a reader that fails.",
            "The words are the reader's."
        ),
        case!(
            colliding().decode(b"1").unwrap_err(),
            is_registry,
            "`Json::with_serializers([..])` with two types of one id, and then `decode`.",
            "The codec could not be built. `new()` keeps the error for every call; `try_new()`, `Registry::linked()` and \
             `build()` give it at once, as a `RegistryError`."
        ),
    ]
}

fn encode() -> Vec<Case> {
    let flat = Json::builder().registry(registry()).limits(Limits::default().depth(1)).build().unwrap();
    let knows_one = Json::with_registry(Registry::only::<(Strict,)>().unwrap());
    let reading = Reading { level: 0.5, unit: "m".into() };
    let nested = Value::from(vec![Value::from(vec![1])]);
    let refused = |result: Result<Vec<u8>, SerializationError>| result.unwrap_err();
    vec![
        case!(
            refused(knows_one.encode(&dict("log", Value::from(vec![Value::from(reading)])))),
            is_unknown_type,
            "A dict with a `Reading` in it, by a codec that was made for other types.",
            "Add the type to the codec's registry, or do not send it: an allow-list holds in both directions."
        ),
        case!(
            refused(json().encode(&dict("photo", Bytes::from(vec![1, 2]).into()))),
            is_unsupported,
            "A dict with `Bytes` in it, as JSON.",
            "The format has no form for the value. MessagePack has one for bytes; in JSON, send text or a list."
        ),
        case!(
            refused(json().encode(&dict("__type__", Value::from(1)))),
            is_reserved_key,
            "A dict with the key `__type__`.",
            "Every peer would take it for a typed object. Choose another key."
        ),
        case!(
            refused(flat.encode(&nested)),
            is_limit,
            "Two levels of lists, with `Limits::default().depth(1)`.",
            "What a codec would not read, it does not write."
        ),
        case!(
            refused(json().encode(&Alarm { share: 130 })),
            is_invalid,
            "A type whose own code takes 0 to 100, with 130.",
            "The words are those of its own `Serialize` or serializer. A panic in there is this \
             error as well."
        ),
        case!(
            json().encode_to(&1, percent::Broken).unwrap_err(),
            is_io,
            "`encode_to` a writer that fails.",
            "The words are the writer's."
        ),
        case!(
            refused(colliding().encode(&1)),
            is_registry,
            "`Json::with_serializers([..])` with two types of one id, and then `encode`.",
            "The codec could not be built; see above."
        ),
    ]
}

fn registration() -> Vec<Case> {
    let refused = |serializer: Serializer| -> RegistryError { registry().register(serializer).unwrap_err() };
    vec![
        case!(
            refused(Reading::serializer().with_type_id(1)),
            is_type_taken,
            "`add_serializer` for a type that the codec knows, even with another id.",
            "Each type is sent in one way. For another id, build a codec without the type first: \
             `Registry::empty()`, `Registry::only`."
        ),
        case!(
            refused(foreign().with_type_id(7801)),
            is_id_taken,
            "`add_serializer` with an id that another type is sent under.",
            "Both are named, with the place where they are defined. Two types of one name and the same fields have one \
             id by mango's rule: give one of them a `type_id`, here and in Python."
        ),
        case!(
            refused(foreign()),
            is_no_id,
            "`add_serializer` for a type of another crate, without an id.",
            "mango's rule needs the name and the functions of a Python class. Give the id that the peer has: \
             `with_type_id(..)`."
        ),
        case!(
            codec::require_types!(Absent).unwrap_err(),
            is_not_linked,
            "`require_types!(Absent)` for a type that nothing registers.",
            "A crate that stands in `Cargo.toml` and is not named in the program is not linked: `use the_crate as _;`."
        ),
        case!(
            Manifest::parse("codec manifest 1\npython 3.12\n\ntype Reading\n    id\n").unwrap_err(),
            is_manifest,
            "`Manifest::parse` of a file that was edited by hand and lost something.",
            "Let the test with `assert_manifest!` write it: `CODEC_UPDATE_MANIFEST=1`."
        ),
    ]
}

/// A `DecodeError` of `Frames`, once this was pushed.
fn frames() -> Vec<Case> {
    let pushed = |bytes: &[u8]| {
        let mut frames = Frames::new();
        frames.push(bytes);
        frames
    };
    vec![
        case!(
            pushed(b"\0\0\0\0").next_message().unwrap_err(),
            is_syntax,
            "`next_message` at a length of 0: a `DecodeError`, as the next two.",
            "What follows cannot be trusted to be frames, so every further call gives the same error: close the connection."
        ),
        case!(
            pushed(b"HTTP/1.1 200 OK").next_message().unwrap_err(),
            is_limit,
            "`next_message`, where the peer does not send frames at all.",
            "Mostly it is no frame: here `HTTP` was taken for a length. If the peer's messages are that large, raise the \
             limit. Close the connection in any case."
        ),
        case!(
            pushed(b"\0\0\0\x02hi\0\0\0\x02h").finish().unwrap_err(),
            is_eof,
            "`finish`, where the connection ended before the second of two frames was whole.",
            "The byte is where that frame begins. The peer went away while it was sending."
        ),
    ]
}

/// A `SerializationError` of `write_frame` and `encode_frame`.
fn written_frames() -> Vec<Case> {
    let refused =
        |message: &[u8]| write_frame(message, &mut Vec::new(), Limits::default().frame(10)).unwrap_err();
    vec![
        case!(
            refused(b"01234567890"),
            is_limit,
            "`write_frame` of 11 bytes, with `Limits::default().frame(10)`: a `SerializationError`, as the next one.",
            "Raise it where the receiver takes as much; mango and aiomas have no limit."
        ),
        case!(
            refused(b""),
            is_unsupported,
            "`write_frame` without any bytes.",
            "The receiver closes the connection on such a frame."
        ),
    ]
}

#[json_serializable(register = false)]
struct Absent {
    level: f64,
}

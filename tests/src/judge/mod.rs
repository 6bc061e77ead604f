//! One judge for each codec: whatever the bytes, they are refused with a documented error or give a value that comes
//! back, and an independent decoder agrees. The fuzz targets and `cargo test` call the same.

mod blosc;
mod envelope;
mod fast_json;
mod good;
mod json;
mod msgpack;
mod protobuf;
mod tree;
mod types;

use std::collections::BTreeMap;

use codec::{Codec as _, Decodable, DecodeError, DynCodec, Encodable, Map, Value, from_value};
use serde::de::DeserializeOwned;

use crate::same::same;

pub use blosc::blosc;
pub use envelope::envelope;
pub use fast_json::fast_json;
pub use good::Good;
pub use json::{json, json_verdict};
pub use msgpack::{msgpack, msgpack_verdict};
pub use protobuf::protobuf;
pub use types::{
    Chain, Colour, Flat, Holder, Leaf, Shape, Subject, proto_registry, registry, subjects, with_limits,
};

/// Errors are shown to people and written to logs; they must not carry the input along.
pub const LONGEST_ERROR: usize = 512;

/// Panics if what must hold of any bytes does not.
pub type Judge = fn(&[u8]);

/// The judges, by the names of their corpora and fuzz targets.
pub const ALL: [(&str, Judge); 6] = [
    ("json", json),
    ("fast_json", fast_json),
    ("msgpack", msgpack),
    ("blosc", blosc),
    ("protobuf", protobuf),
    ("envelope", envelope),
];

/// The value, or an error as they are promised: of one documented kind, short.
///
/// # Errors
/// What the codec refuses.
///
/// # Panics
/// If the error is not as promised.
pub fn decoded(codec: &dyn DynCodec, bytes: &[u8]) -> Result<Value, DecodeError> {
    codec.decode(bytes).inspect_err(documented)
}

/// The same, and what is read is used.
fn judged(codec: &dyn DynCodec, bytes: &[u8]) -> Result<Value, DecodeError> {
    decoded(codec, bytes).inspect(used)
}

/// What a program does with a value that it does not know: print it, look for it, hand it on to its own types.
fn used(value: &Value) {
    assert!(!value.to_string().is_empty());
    let copy = value.clone();
    // NaN is not itself, wherever it stands.
    let is_itself = copy == *value;
    let map = Map::from_iter([(copy, Value::Null)]);
    assert_eq!(map.get(value).is_some(), is_itself);
    let _ = serde_json::Value::try_from(value.clone()).map_err(|error| error.to_string());
    from_used::<serde_json::Value>(value);
    from_used::<Vec<f64>>(value);
    from_used::<BTreeMap<String, Value>>(value);
    from_used::<Leaf>(value);
    from_used::<Flat>(value);
    from_used::<Chain>(value);
    if let Some(object) = value.as_object() {
        let generic = object.as_value().expect("of what was decoded");
        assert!(same(&generic, &object.as_value().expect("as before")));
    }
}

fn from_used<T: DeserializeOwned>(value: &Value) {
    let _ = from_value::<T>(value.clone()).map_err(|error| documented(&error));
}

/// # Panics
/// If the error is of no kind, or of two, or too long.
pub fn documented(error: &DecodeError) {
    let kinds = [
        error.is_syntax(),
        error.is_type_mismatch(),
        error.is_missing_field(),
        error.is_duplicate_field(),
        error.is_unknown_field(),
        error.is_unknown_type(),
        error.is_envelope(),
        error.is_limit(),
        error.is_unsupported(),
        error.is_invalid(),
    ];
    let text = error.to_string();
    assert_eq!(kinds.iter().filter(|&&is| is).count(), 1, "{text}");
    assert!(!text.is_empty() && text.len() <= LONGEST_ERROR, "{} bytes: {text}", text.len());
}

/// What was decoded is encoded, comes back as it is, and its bytes stay what they are.
fn settles(codec: &dyn DynCodec, value: &Value) {
    let bytes = codec.encode(value).unwrap_or_else(|error| panic!("{value:.300}: {error}"));
    settled(codec, value, &bytes);
}

fn settled(codec: &dyn DynCodec, value: &Value, bytes: &[u8]) {
    let again = codec.decode(bytes).unwrap_or_else(|error| panic!("{}: {error}", bytes.escape_ascii()));
    assert!(same(&again, value), "{again:.300}, not {value:.300}");
    let bytes_again = codec.encode(&again).expect("what was encoded before");
    assert!(bytes_again == bytes, "{}, not {}", bytes_again.escape_ascii(), bytes.escape_ascii());
}

/// The same for a type.
fn settles_as<T: Encodable + Decodable>(codec: &dyn DynCodec, bytes: &[u8]) {
    match codec.decode_as::<T>(bytes) {
        Ok(value) => {
            let first = codec.encode(&value).expect("a value that was decoded");
            let again = codec.decode_as::<T>(&first).expect("a value that was encoded");
            let second = codec.encode(&again).expect("a value that was decoded");
            assert!(first == second, "{}, not {}", second.escape_ascii(), first.escape_ascii());
        }
        Err(error) => documented(&error),
    }
}

/// As types of every shape: annotated, plain, by serde's code, scalars.
fn settles_as_types(codec: &dyn DynCodec, bytes: &[u8]) {
    settles_as::<Leaf>(codec, bytes);
    settles_as::<Holder>(codec, bytes);
    settles_as::<Flat>(codec, bytes);
    settles_as::<Shape>(codec, bytes);
    settles_as::<Colour>(codec, bytes);
    settles_as::<Chain>(codec, bytes);
    settles_as::<Vec<f64>>(codec, bytes);
    settles_as::<Vec<Leaf>>(codec, bytes);
    settles_as::<std::collections::BTreeMap<String, Option<i64>>>(codec, bytes);
    settles_as::<(u8, String, Value)>(codec, bytes);
    settles_as::<i128>(codec, bytes);
    settles_as::<u64>(codec, bytes);
    settles_as::<f32>(codec, bytes);
    settles_as::<Option<char>>(codec, bytes);
    settles_as::<String>(codec, bytes);
    settles_as::<codec::AclMessage>(codec, bytes);
}

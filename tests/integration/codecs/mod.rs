//! One list of cases for all codecs: values, objects in every place, nesting, what is refused, and carrying from one
//! codec to another. The shapes of annotated types are in the binary `shapes`, over the same codecs.

mod depth;
mod encode_errors;
mod envelopes;
mod limits;
mod objects;
mod own_type;
mod pairs;
mod refused;
mod serde_types;
mod types;
mod values;

use codec::{Codec, DecodeError, DynCodec, SerializationError, Value};
use codec_tests::codecs::Subject;
use codec_tests::plain;

/// An error's text without the place in the bytes, which each format has elsewhere.
fn without_place(text: &str) -> String {
    let from = text.find(" (line ").or_else(|| text.find(" (byte "));
    match from.and_then(|from| text[from..].find(')').map(|len| (from, from + len + 1))) {
        Some((from, to)) => [&text[..from], &text[to..]].concat(),
        None => text.to_owned(),
    }
}

/// The kind as `Debug` shows it, and the text without the place and the form that an envelope has in the format.
fn told(error: &DecodeError) -> (String, String) {
    let kind = format!("{error:?}");
    let kind = kind.trim_start_matches("DecodeError(").split(':').next().unwrap_or_default().to_owned();
    let text = without_place(&error.to_string());
    (kind, text.split("; the form is ").next().unwrap_or_default().to_owned())
}

/// As [`told`], on the way out.
fn told_writing(error: &SerializationError) -> (String, String) {
    let kind = format!("{error:?}");
    let kind =
        kind.trim_start_matches("SerializationError(").split(':').next().unwrap_or_default().to_owned();
    (kind, error.to_string())
}

/// What a foreign writer makes of the data of this JSON text.
fn foreign(under: &Subject, json: &str) -> Vec<u8> {
    let plain = plain::parse(json).unwrap_or_else(|| panic!("an integer of {json} is too big"));
    (under.foreign)(&plain).unwrap_or_else(|| panic!("{} does not hold {json}", under.name))
}

/// Encodes by every way there is; all give the same bytes, each time.
#[track_caller]
fn encoded(codec: &dyn DynCodec, value: &Value) -> Vec<u8> {
    let bytes = codec.encode(value).unwrap();
    let mut behind = b"before".to_vec();
    codec.encode_into(value, &mut behind).unwrap();
    assert_eq!(behind, [b"before", &*bytes].concat());
    let mut written = Vec::new();
    codec.encode_to(value, &mut written).unwrap();
    assert_eq!(written, bytes);
    assert_eq!(codec.encode(value).unwrap(), bytes);
    bytes
}

/// What cannot be encoded leaves the buffer as it was, by whatever way.
#[track_caller]
fn refuses<T: codec::Encodable + ?Sized>(codec: &dyn DynCodec, value: &T) -> SerializationError {
    let error = codec.encode(value).unwrap_err();
    let mut behind = b"before".to_vec();
    let again = codec.encode_into(value, &mut behind).unwrap_err();
    assert_eq!((again.to_string(), behind.as_slice()), (error.to_string(), b"before".as_slice()));
    let mut written = Vec::new();
    codec.encode_to(value, &mut written).unwrap_err();
    assert!(written.is_empty());
    assert_eq!(
        codec.encode(&[1]).unwrap(),
        codec.encode(&[1]).unwrap(),
        "the next message is none the worse"
    );
    error
}

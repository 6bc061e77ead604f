//! FastJSON: what is read is written, and read again.

use std::sync::LazyLock;

use codec::{
    Codec as _, Decodable, DecodeError, DynCodec, Encodable, FastJson, MangoMessage, SerializationError,
    Value,
};

use super::types::{Holder, Leaf, Shape, Subject, registry};
use super::{documented, json_verdict, judged};

static PLAIN: LazyLock<FastJson> = LazyLock::new(|| FastJson::with_registry(registry()));

/// Everything that must hold of any bytes.
///
/// # Panics
/// If something does not.
pub fn fast_json(bytes: &[u8]) {
    let codec = Subject::named("FastJson").codec;
    match judged(codec, bytes) {
        Ok(value) if lacks_meta(&value) => {}
        Ok(value) => {
            let first = codec.encode(&value).expect("what was decoded");
            settles(&first, |bytes| codec.decode(bytes), |value| codec.encode(value));
        }
        // Not a message, but the bytes may be JSON all the same.
        Err(error) if error.is_syntax() => json_verdict(Subject::named("Json").codec, bytes),
        Err(_) => {}
    }
    typed::<Leaf>(codec, bytes);
    typed::<Value>(codec, bytes);
    plain::<Leaf>(bytes);
    plain::<Holder>(bytes);
    plain::<Shape>(bytes);
}

/// The bytes are read and written as they are, from the second time on: floats that are no numbers are written as null,
/// which a field of floats does not take.
fn settles<T>(
    first: &[u8],
    decode: impl Fn(&[u8]) -> Result<T, DecodeError>,
    encode: impl Fn(&T) -> Result<Vec<u8>, SerializationError>,
) {
    match decode(first) {
        Ok(value) => {
            let second = encode(&value).expect("what was decoded");
            assert!(first == second, "{}, not {}", second.escape_ascii(), first.escape_ascii());
        }
        Err(error) => {
            let says = error.to_string();
            assert!(error.is_type_mismatch() && says.contains("null"), "{}: {says}", first.escape_ascii());
        }
    }
}

/// mango writes `null` for `meta` that is not there, and refuses to read that; so does ours.
fn lacks_meta(value: &Value) -> bool {
    let message = value.as_object().filter(|object| object.is::<MangoMessage>());
    message.is_some_and(|message| {
        message.as_dict().is_ok_and(|dict| dict.get("meta").is_none_or(Value::is_null))
    })
}

fn typed<T: Decodable + Encodable>(codec: &dyn DynCodec, bytes: &[u8]) {
    match codec.decode_as::<T>(bytes) {
        Ok(value) => {
            let first = codec.encode(&value).expect("what was decoded");
            settles(&first, |bytes| codec.decode_as::<T>(bytes), |value| codec.encode(value));
        }
        Err(error) => documented(&error),
    }
}

/// Without tags.
fn plain<T: Decodable + serde::Serialize + 'static>(bytes: &[u8]) {
    match PLAIN.decode_plain::<T>(bytes) {
        Ok(value) => {
            let first = PLAIN.encode_plain(&value).expect("what was decoded");
            settles(&first, |bytes| PLAIN.decode_plain::<T>(bytes), |value| PLAIN.encode_plain(value));
        }
        Err(error) => documented(&error),
    }
}

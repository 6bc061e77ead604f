//! FastJSON: what is read is written, and read again.

use codec::{Codec as _, FastJson, MangoMessage, Value};
use std::sync::LazyLock;

use super::types::{Holder, Leaf, Shape, Subject, registry};
use super::{decoded, documented, json_verdict, settles_as};
use crate::same::same;

static PLAIN: LazyLock<FastJson> = LazyLock::new(|| FastJson::with_registry(registry()));

/// Everything that must hold of any bytes.
///
/// # Panics
/// If something does not.
pub fn fast_json(bytes: &[u8]) {
    let codec = Subject::named("FastJson").codec;
    match decoded(codec, bytes) {
        Ok(value) => {
            if lacks_meta(&value) {
                return;
            }
            // Its floats that are no numbers are written as null, so the second time is the first that must stay.
            let first = codec.encode(&value).expect("what was decoded");
            let value = codec.decode(&first).expect("what was encoded");
            let second = codec.encode(&value).expect("what was decoded");
            assert!(first == second, "{}, not {}", second.escape_ascii(), first.escape_ascii());
            assert!(same(&codec.decode(&second).expect("what was encoded"), &value));
        }
        // Not a message, but the bytes may be JSON all the same.
        Err(error) if error.is_syntax() => json_verdict(Subject::named("Json").codec, bytes),
        Err(_) => {}
    }
    settles_as::<Leaf>(codec, bytes);
    settles_as::<Value>(codec, bytes);
    plain::<Leaf>(bytes);
    plain::<Holder>(bytes);
    plain::<Shape>(bytes);
}

/// mango writes `null` for `meta` that is not there, and refuses to read that; so does ours.
fn lacks_meta(value: &Value) -> bool {
    let message = value.as_object().filter(|object| object.is::<MangoMessage>());
    message.is_some_and(|message| {
        message.as_dict().is_ok_and(|dict| dict.get("meta").is_none_or(Value::is_null))
    })
}

/// Without tags.
fn plain<T: codec::Decodable + serde::Serialize + 'static>(bytes: &[u8]) {
    match PLAIN.decode_plain::<T>(bytes) {
        Ok(value) => {
            let first = PLAIN.encode_plain(&value).expect("what was decoded");
            let Ok(again) = PLAIN.decode_plain::<T>(&first) else {
                // Null stands where a float was that is no number, and a field of floats does not take it.
                assert!(first.windows(4).any(|part| part == b"null"));
                return;
            };
            assert_eq!(PLAIN.encode_plain(&again).expect("what was decoded"), first);
        }
        Err(error) => documented(&error),
    }
}

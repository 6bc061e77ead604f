//! All shapes through a codec of a user's own format: what it writes and what it refuses is what JSON does.
//!
//! The format is JSON text once more, so that the bytes can be compared; it knows nothing of `__type__`.

use codec::{
    Codec, DecodeError, Dict, Json, Limits, Map, Registry, SerializationError, Value, ValueCodec, ValueFormat,
};

use crate::check::Subject;

/// JSON by a codec without types, to which the key of an envelope is a key like any other.
#[derive(Debug)]
struct Untyped(Json);

fn renamed(value: Value, from: &str, to: &str) -> Value {
    let rename = |key: String| if key == from { to.to_owned() } else { key };
    match value {
        Value::List(list) => list.into_iter().map(|item| renamed(item, from, to)).collect::<Vec<_>>().into(),
        Value::Dict(dict) => {
            let entries = dict.into_iter().map(|(key, item)| (rename(key), renamed(item, from, to)));
            Value::Dict(entries.collect::<Dict>())
        }
        Value::Map(map) => {
            Value::Map(map.into_iter().map(|(key, item)| (key, renamed(item, from, to))).collect::<Map>())
        }
        other => other,
    }
}

impl ValueFormat for Untyped {
    fn write(&self, value: &Value, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        let text = self.0.encode_to_string(&renamed(value.clone(), "__type__", "__kind__"))?;
        out.extend_from_slice(text.replace("__kind__", "__type__").as_bytes());
        Ok(())
    }

    fn read(&self, bytes: &[u8]) -> Result<Value, DecodeError> {
        let text = std::str::from_utf8(bytes).unwrap().replace("__type__", "__kind__");
        self.0.decode(text.as_bytes()).map(|value| renamed(value, "__kind__", "__type__"))
    }
}

fn codec() -> ValueCodec<Untyped> {
    let limits = Limits::default().depth(1_000);
    ValueCodec::new(Untyped(Json::builder().registry(Registry::empty()).limits(limits).build().unwrap()))
}

/// The same bytes, the same values, and the same object at run time.
pub(crate) fn writes_the_same<T: Subject>() {
    let codec = codec();
    for value in T::samples() {
        let bytes = Json::new().encode(&value).unwrap();
        assert_eq!(String::from_utf8(codec.encode(&value).unwrap()), String::from_utf8(bytes.clone()));
        assert_eq!(codec.decode_as::<T>(&bytes).unwrap(), value);
        let found = codec.decode(&bytes).unwrap();
        assert_eq!(found, Json::new().decode(&bytes).unwrap());
        assert_eq!(codec.encode(&found).unwrap(), bytes);
        let list = codec.encode(&T::samples()).unwrap();
        assert_eq!(list, Json::new().encode(&T::samples()).unwrap());
        assert_eq!(codec.decode_as::<Vec<T>>(&list).unwrap(), T::samples());
    }
}

/// Only the place in bytes is missing from an error.
fn told(error: DecodeError) -> (String, String) {
    let (kind, text) = (format!("{error:?}"), error.to_string());
    let kind = kind.split(':').next().unwrap_or_default().to_owned();
    let place = text.find(" (line ").and_then(|from| text[from..].find(')').map(|len| from..=from + len));
    let text =
        place.map_or(text.clone(), |place| [&text[..*place.start()], &text[place.end() + 1..]].concat());
    (kind, text)
}

/// The same verdict on damaged data, in the same words.
pub(crate) fn judges_the_same<T: Subject>(text: &str, differences: &mut Vec<String>) {
    let json = Json::new().decode_as::<T>(text.as_bytes()).map_err(told);
    let own = codec().decode_as::<T>(text.as_bytes()).map_err(told);
    if json != own {
        differences.push(format!("{text}\n  JSON: {json:?}\n  own:  {own:?}"));
    }
    // As text: an integer beyond serde's has no generic form, and an object without one equals nothing.
    let json = Json::new().decode(text.as_bytes()).map(|value| value.to_string()).map_err(told);
    let own = codec().decode(text.as_bytes()).map(|value| value.to_string()).map_err(told);
    if json != own {
        differences.push(format!("decoded {text}\n  JSON: {json:?}\n  own:  {own:?}"));
    }
}

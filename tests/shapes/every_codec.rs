//! Every shape through every codec: each carries what JSON carries, and says of damaged data what JSON says of it.

use std::any::Any;
use std::fmt::Debug;

use codec::__private as hidden;
use codec::{Codec, DecodeError, DynCodec, Json, Registry, Value};
use codec_tests::codecs::{ALL, Setup, Subject as Under};
use codec_tests::plain::{self, Plain};

use crate::check::Subject;

/// The value of this text in JSON: whatever the codec, and whoever wrote the bytes.
pub(crate) fn carry<T: Subject>(value: &T, text: &str) {
    for under in ALL {
        let codec = under.codec();
        match under.carried(&hidden::as_value(value).unwrap()) {
            Ok(_) => carries(&under, &*codec, value, text),
            Err(why) => {
                let error = codec.encode(value).unwrap_err();
                assert!(
                    error.is_unsupported() && error.to_string().starts_with(why),
                    "{}: {error}",
                    under.name
                );
            }
        }
    }
}

fn carries<T: Subject>(under: &Under, codec: &dyn DynCodec, value: &T, text: &str) {
    let bytes = codec.encode(value).unwrap();
    assert_eq!(codec.encode(value).unwrap(), bytes, "{} writes it the same way each time", under.name);
    let mut out = b"before".to_vec();
    codec.encode_into(value, &mut out).unwrap();
    assert_eq!(out, [b"before", &*bytes].concat());
    reads(codec, &bytes, value);
    assert_eq!(codec.encode(&codec.decode(&bytes).unwrap()).unwrap(), bytes);
    let other_keys = has_other_keys(&untyped(under, &bytes));
    if let Some(foreign) = plain::parse(text).as_ref().and_then(under.foreign) {
        let same = foreign == bytes || !under.is_canonical || other_keys;
        assert!(same, "{}: {}", under.name, bytes.escape_ascii());
        reads(codec, &foreign, value);
    }
    let generic = codec::to_value(value).unwrap();
    // An annotated enum that is a key is its text in a value.
    assert!(other_keys || codec.encode(&generic).unwrap() == bytes, "{}: by way of a value", under.name);
    if codec.id_of::<T>().is_some() {
        let object = codec.object(value).unwrap();
        assert!(other_keys || codec.encode(&object).unwrap() == bytes, "{}: in generic form", under.name);
    }
    among_others::<T>(codec, other_keys);
}

/// What stands there, to a codec that knows no types.
fn untyped(under: &Under, bytes: &[u8]) -> Value {
    let setup = Setup { registry: Some(Registry::empty()), keep_unknown: true, ..Setup::default() };
    under.with(setup).decode(bytes).unwrap()
}

/// Whether there are keys that JSON makes text of.
fn has_other_keys(value: &Value) -> bool {
    match value {
        Value::Map(_) => true,
        Value::List(list) => list.iter().any(has_other_keys),
        Value::Dict(dict) => dict.values().any(has_other_keys),
        Value::Unknown(unknown) => has_other_keys(unknown.data()),
        Value::Object(object) => has_other_keys(&object.as_value().unwrap()),
        _ => false,
    }
}

/// Dynamically and by its type.
fn reads<T: Subject>(codec: &dyn DynCodec, bytes: &[u8], value: &T) {
    assert_eq!(codec.decode_as::<T>(bytes).unwrap(), *value);
    let found = codec.decode(bytes).unwrap();
    assert_eq!(codec::from_value::<T>(found.clone()).unwrap(), *value);
    if codec.id_of::<T>().is_none() {
        return;
    }
    assert_eq!(found.downcast_ref::<T>(), Some(value));
    let object = found.as_object().unwrap();
    assert_eq!(object.wire_id(), codec.id_of::<T>());
    assert_eq!(object.as_value().unwrap(), hidden::as_value(value).unwrap());
    let generic = codec.encode(&codec.object(value).unwrap()).unwrap();
    assert_eq!(codec.decode_as::<T>(&generic).unwrap(), *value, "from the generic form");
    assert_eq!(found.clone().downcast::<T>().unwrap(), *value, "rebuilt, because it is shared");
    assert_eq!(found.downcast::<T>().unwrap(), *value, "moved out");
}

/// In containers that only serde knows, and in those of values.
fn among_others<T: Subject>(codec: &dyn DynCodec, other_keys: bool) {
    type Deep<T> =
        std::collections::BTreeMap<String, (std::collections::LinkedList<T>, Option<Box<T>>, Vec<Vec<T>>)>;
    let deep = || {
        Deep::<T>::from([(
            "k".to_owned(),
            (T::samples().into_iter().collect(), None, vec![vec![], T::samples()]),
        )])
    };
    let bytes = match codec.encode(&deep()) {
        // Not this value, but another sample of the type.
        Err(error) if error.is_unsupported() => return,
        encoded => encoded.unwrap(),
    };
    assert_eq!(codec.decode_as::<Deep<T>>(&bytes).unwrap(), deep());
    let found = codec.decode(&bytes).unwrap();
    assert_eq!(codec.encode(&found).unwrap(), bytes);
    if !other_keys {
        assert_eq!(codec.encode(&codec::to_value(&deep()).unwrap()).unwrap(), bytes);
    }
    assert_eq!(codec::from_value::<Deep<T>>(found).unwrap(), deep());
}

/// Without the place in bytes or lines. Of a wrong envelope only that it is one, and where: a format that begins with
/// lengths finds another fault first.
fn told(error: &DecodeError) -> (String, String, Option<i32>) {
    let (kind, text) = (format!("{error:?}"), error.to_string());
    if error.is_envelope() {
        return ("Envelope".to_owned(), error.path(), None);
    }
    let kind = kind.split(':').next().unwrap_or_default().to_owned();
    let from = text.find(" (line ").or_else(|| text.find(" (byte "));
    let place = from.and_then(|from| text[from..].find(')').map(|len| from..=from + len));
    let text =
        place.map_or(text.clone(), |place| [&text[..*place.start()], &text[place.end() + 1..]].concat());
    (kind, text, error.type_id())
}

/// The same verdict on damaged data, in the same words.
pub(crate) fn judge<T: Subject>(text: &str, differences: &mut Vec<String>) {
    let Some(plain) = plain::parse(text) else { return };
    let typed = Json::new().decode_as::<T>(text.as_bytes());
    let dynamic = Json::new().decode(text.as_bytes());
    for under in ALL.iter().filter(|under| !under.name.starts_with("Json")) {
        let Some(bytes) = (under.foreign)(&plain) else { continue };
        let codec = under.codec();
        // A user's format gives a value, where no key stands twice.
        if under.is_native() || !has_twice(&plain) {
            compare(under, text, &typed, &codec.decode_as::<T>(&bytes), differences);
            compare(under, text, &dynamic, &codec.decode(&bytes), differences);
        }
    }
}

fn has_twice(plain: &Plain) -> bool {
    match plain {
        Plain::Array(items) => items.iter().any(has_twice),
        Plain::Map(entries) => {
            let repeats = |(at, (key, item)): (usize, &(Plain, Plain))| {
                has_twice(item) || entries[..at].iter().any(|(other, _)| other == key)
            };
            entries.iter().enumerate().any(repeats)
        }
        _ => false,
    }
}

fn compare<T: Debug + PartialEq + Any>(
    under: &Under,
    text: &str,
    json: &Result<T, DecodeError>,
    theirs: &Result<T, DecodeError>,
    differences: &mut Vec<String>,
) {
    let same = match (json, theirs) {
        (Ok(json), Ok(theirs)) => json == theirs || is_nan(json),
        (Err(json), Err(theirs)) => told(json) == told(theirs),
        _ => false,
    };
    if !same {
        differences.push(format!("{} of {text}\n  JSON: {json:?}\n  theirs: {theirs:?}", under.name));
    }
}

/// NaN equals nothing, itself included.
fn is_nan<T: Any>(value: &T) -> bool {
    (value as &dyn Any).downcast_ref::<Value>().and_then(Value::as_f64).is_some_and(f64::is_nan)
}

#[test]
fn codecs_of_all_kinds() {
    let plain = Plain::Map(vec![("k".into(), Plain::Array(vec![Plain::Nil]))]);
    assert!(ALL.iter().all(|under| (under.foreign)(&plain).is_some()));
    assert!(ALL.iter().any(|under| !under.name.starts_with("Json")));
}

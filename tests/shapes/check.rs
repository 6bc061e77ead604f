//! A type through the codec: bytes, values, dicts and back.

use std::fmt::Debug;

use codec::__private::{self as hidden, Record};
use codec::{Codec, Json, JsonSerializable, Registry, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Sample, every_codec};

#[derive(Debug, PartialEq)]
pub(crate) enum Body {
    Direct,
    Serde,
}

/// What every annotated type is.
pub(crate) trait Subject: Record + Sample + Serialize + DeserializeOwned + PartialEq + Debug {}

impl<T: Record + Sample + Serialize + DeserializeOwned + PartialEq + Debug> Subject for T {}

/// One codec for each style.
pub(crate) fn codecs() -> [Json; 3] {
    let built = |builder: codec::JsonBuilder| builder.build().unwrap();
    [built(Json::builder()), built(Json::builder().python_style(true)), built(Json::builder().pretty(true))]
}

/// Puts the ids of linked types in place of `@TheirNames`; the ids themselves are tested against Python's.
pub(crate) fn with_ids(text: &str) -> String {
    let mut parts = text.split('@');
    let mut out = parts.next().unwrap_or_default().to_owned();
    let registry = Registry::linked().unwrap();
    for part in parts {
        let end = part.find(|c: char| !c.is_alphanumeric()).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        let (id, _) = registry.iter().find(|(_, serializer)| serializer.name() == name).expect(name);
        out += &format!("{id}{rest}");
    }
    out
}

/// A type that travels under its tag.
pub(crate) fn tagged<T: Subject + JsonSerializable>(body: Body, payloads: &[&str]) {
    assert_eq!(T::serializer().is_direct(), body == Body::Direct, "which body");
    let id = Json::new().id_of::<T>().expect("registered");
    let texts: Vec<String> =
        payloads.iter().map(|text| format!(r#"{{"__type__":[{id},{}]}}"#, with_ids(text))).collect();
    assert_eq!(texts.len(), T::samples().len());
    for (value, text) in T::samples().iter().zip(&texts) {
        assert_eq!(Json::new().encode_to_string(value).unwrap(), *text);
        codecs().iter().for_each(|codec| one_codec(codec, value));
        as_value(value);
        alone(value);
        every_codec::carry(value, text);
    }
    among_others::<T>(&texts);
}

/// A record without a tag.
pub(crate) fn untagged<T: Subject>(body: Body, payloads: &[&str]) {
    assert_eq!(hidden::serializer::<T>().is_direct(), body == Body::Direct, "which body");
    assert_eq!(Json::new().id_of::<T>(), None);
    let texts: Vec<String> = payloads.iter().map(|text| with_ids(text)).collect();
    assert_eq!(texts.len(), T::samples().len());
    for (value, text) in T::samples().iter().zip(&texts) {
        assert_eq!(Json::new().encode_to_string(value).unwrap(), *text);
        for codec in &codecs() {
            let bytes = codec.encode(value).unwrap();
            assert_eq!(codec.decode_as::<T>(&bytes).unwrap(), *value);
            assert_eq!(codec.encode(&codec.decode(&bytes).unwrap()).unwrap(), bytes);
            bodies_agree(codec, value, &bytes);
        }
        as_value(value);
        every_codec::carry(value, text);
    }
    among_others::<T>(&texts);
}

fn one_codec<T: Subject>(codec: &Json, value: &T) {
    let bytes = codec.encode(value).unwrap();
    assert_eq!(codec.decode_as::<T>(&bytes).unwrap(), *value);
    let decoded = codec.decode(&bytes).unwrap();
    assert!(decoded.is::<T>());
    assert_eq!(decoded.downcast_ref::<T>(), Some(value));
    assert_eq!(codec.encode(&decoded).unwrap(), bytes, "a live object");
    assert_eq!(decoded.as_object().unwrap().wire_id(), codec.id_of::<T>());
    let shared = decoded.clone();
    assert_eq!(shared.downcast::<T>().unwrap(), *value, "rebuilt, because it is shared");
    assert_eq!(decoded.downcast::<T>().unwrap(), *value, "moved out");
    bodies_agree(codec, value, &bytes);
}

fn bodies_agree<T: Subject>(codec: &Json, value: &T, bytes: &[u8]) {
    let twin = hidden::twin_json(codec, value).unwrap();
    assert_eq!(String::from_utf8_lossy(&twin), String::from_utf8_lossy(bytes));
    assert_eq!(hidden::from_twin_json::<T>(codec, bytes).unwrap(), *value);
}

/// The generic form and back, by both bodies.
fn as_value<T: Subject>(value: &T) {
    let generic = hidden::as_value(value).unwrap();
    assert_eq!(hidden::twin_value(value).unwrap(), generic);
    assert_eq!(hidden::from_value::<T>(generic.clone()).unwrap(), *value);
    assert_eq!(hidden::from_twin_value::<T>(generic.clone()).unwrap(), *value);
    if let Value::Dict(dict) = &generic {
        assert_eq!(hidden::as_dict(value).unwrap(), *dict);
        assert_eq!(hidden::from_dict::<T>(dict.clone()).unwrap(), *value);
    } else {
        assert!(hidden::as_dict(value).is_err());
    }
}

/// The object in generic form, and the payload by itself.
fn alone<T: Subject>(value: &T) {
    for codec in &codecs() {
        let bytes = codec.encode(value).unwrap();
        let object = codec.object(value).unwrap();
        assert!(object.is::<T>() && object.downcast_ref::<T>().is_none());
        assert_eq!(codec.encode(&object).unwrap(), bytes, "an object in generic form");
        assert_eq!(Value::Object(object.clone()), codec.decode(&bytes).unwrap());
        assert_eq!(object.as_value().unwrap(), hidden::as_value(value).unwrap());
        assert_eq!(object.downcast::<T>().unwrap(), *value);
        let payload = codec.encode(&hidden::as_value(value).unwrap()).unwrap();
        let again = codec.decode(&payload).unwrap();
        assert_eq!(hidden::from_value::<T>(again).unwrap(), *value);
    }
}

/// Inside foreign containers, which serde writes and reads, and inside values.
fn among_others<T: Subject>(texts: &[String]) {
    let codec = Json::new();
    let list = format!("[{}]", texts.join(","));
    let vec = codec.decode_as::<Vec<T>>(list.as_bytes()).unwrap();
    assert_eq!(vec, T::samples());
    assert_eq!(codec.encode_to_string(&vec).unwrap(), list);
    let deque = codec.decode_as::<std::collections::VecDeque<T>>(list.as_bytes()).unwrap();
    assert_eq!(codec.encode_to_string(&deque).unwrap(), list);
    let generic = codec::to_value(&vec).unwrap();
    assert_eq!(codec.encode_to_string(&generic).unwrap(), list);
    assert_eq!(codec::from_value::<Vec<T>>(generic).unwrap(), vec);
    let map = format!(r#"{{"k":[{list},null]}}"#);
    type Deep<T> = std::collections::HashMap<String, (std::collections::LinkedList<T>, Option<Box<T>>)>;
    let deep = codec.decode_as::<Deep<T>>(map.as_bytes()).unwrap();
    assert_eq!(codec.encode_to_string(&deep).unwrap(), map);
    let value = codec.decode(map.as_bytes()).unwrap();
    assert_eq!(codec.encode_to_string(&value).unwrap(), map);
    assert_eq!(codec.encode_to_string(&codec::from_value::<Deep<T>>(value).unwrap()).unwrap(), map);
}

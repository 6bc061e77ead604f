//! What crosses serde beside its data model never reaches another message: not after an error, not after a panic.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use codec::{Codec, DecodeError, Json, Limits, Registry, Value, from_value, json_serializable};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::check::with_ids;

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Peg {
    n: i64,
}

const PEG: &str = r#"{"__type__":[@Peg,{"n":1}]}"#;

/// Panics on request, in the middle of a message.
#[derive(Debug, PartialEq)]
struct Moody(i64);

impl<'de> Deserialize<'de> for Moody {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let n = i64::deserialize(from)?;
        assert!(n != 13, "a panic of foreign code");
        Ok(Moody(n))
    }
}

impl Serialize for Moody {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        assert!(self.0 != 13, "a panic of foreign code");
        to.serialize_i64(self.0)
    }
}

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Mix {
    first: Value,
    moody: Moody,
}

#[derive(Debug, Serialize, Deserialize)]
struct Flat {
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Loose {
    Pair(Peg, Moody),
    Value(Value),
}

/// Everything that would go wrong if a slot were still full.
fn thread_is_clean() {
    let codec = Json::new();
    let text = with_ids(&format!(r#"{{"__type__":[@Mix,{{"first":{PEG},"moody":1}}]}}"#));
    let mix = codec.decode(text.as_bytes()).unwrap();
    assert_eq!(codec.encode_to_string(&mix).unwrap(), text);
    assert!(mix.downcast::<Mix>().unwrap().first.is::<Peg>());
    let flat: Flat = codec.decode_as(br#"{"a":{"b":1}}"#).unwrap();
    assert_eq!(flat.rest["a"]["b"], 1);
    assert_eq!(serde_json::from_str::<Value>(r#"{"k":[null]}"#).unwrap().to_string(), "{'k': [None]}");
    let flat: Flat = from_value(codec.decode(br#"{"a":{"b":1}}"#).unwrap()).unwrap();
    assert_eq!(codec.encode_to_string(&flat).unwrap(), r#"{"a":{"b":1}}"#);
    // Names that are none: a foreign newtype is what it wraps.
    assert_eq!(codec.decode_as::<BTreeSet<i64>>(b"[1]").unwrap(), BTreeSet::from([1]));
}

#[track_caller]
fn panics<T>(action: impl FnOnce() -> T) {
    assert!(catch_unwind(AssertUnwindSafe(action)).is_err(), "no panic");
}

/// Nothing of the panic is left but an error.
#[track_caller]
fn panicked<T: std::fmt::Debug>(result: Result<T, DecodeError>) {
    let error = result.unwrap_err();
    assert!(error.is_invalid() && error.to_string().contains("the deserialize function panicked"), "{error}");
}

#[test]
fn after_a_panic_in_deserialize() {
    let codec = Json::new();
    let text = with_ids(&format!(r#"{{"__type__":[@Mix,{{"first":{PEG},"moody":13}}]}}"#));
    panicked(codec.decode(text.as_bytes()));
    thread_is_clean();
    panicked(codec.decode_as::<Mix>(text.as_bytes()));
    thread_is_clean();
    let list = with_ids(&format!("[{PEG},13]"));
    panicked(codec.decode_as::<(Value, Moody)>(list.as_bytes()));
    thread_is_clean();
    panicked(codec.decode_as::<Vec<Loose>>(format!("[{list}]").as_bytes()));
    thread_is_clean();
    panicked(from_value::<Loose>(codec.decode(list.as_bytes()).unwrap()));
    thread_is_clean();
}

#[test]
fn after_a_panic_in_serialize() {
    let codec = Json::new();
    let peg = codec.decode(with_ids(PEG).as_bytes()).unwrap();
    let mut out = b"kept".to_vec();
    panics(|| codec.encode_into(&Mix { first: peg.clone(), moody: Moody(13) }, &mut out));
    thread_is_clean();
    panics(|| codec.encode(&(peg.clone(), Moody(13), Peg { n: 1 })));
    thread_is_clean();
    panics(|| codec::to_value(&(peg, Moody(13))));
    thread_is_clean();
}

#[test]
fn after_errors() {
    let (codec, peg) = (Json::new(), with_ids(PEG));
    let bad = [
        format!("[{peg},{peg}"),
        format!("[{peg},{{\"__type__\":[1,2]}}]"),
        format!(r#"[{{"__type__":[1,{peg}]}}]"#),
        with_ids(&format!(r#"{{"__type__":[@Mix,{{"first":{PEG}}}]}}"#)),
        with_ids(&format!(r#"{{"__type__":[@Mix,{{"first":{PEG},"moody":"x"}}]}}"#)),
        with_ids(r#"{"__type__":[@Mix,"#),
    ];
    for text in &bad {
        codec.decode(text.as_bytes()).unwrap_err();
        thread_is_clean();
        codec.decode_as::<Vec<Loose>>(text.as_bytes()).unwrap_err();
        thread_is_clean();
        codec.decode_as::<Mix>(text.as_bytes()).unwrap_err();
        thread_is_clean();
    }
}

#[test]
fn after_an_error_on_the_way_out() {
    let (codec, peg) = (Json::new(), with_ids(PEG));
    let value = codec.decode(peg.as_bytes()).unwrap();
    let shallow = Json::builder().limits(Limits::default().depth(1)).build().unwrap();
    let mut out = b"kept".to_vec();
    shallow.encode_into(&vec![(value.clone(), value)], &mut out).unwrap_err();
    assert_eq!(out, b"kept");
    thread_is_clean();
}

#[test]
fn after_a_panic_on_the_way_out() {
    struct Panics;
    impl Serialize for Panics {
        fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            panic!("on purpose")
        }
    }

    let codec = Json::new();
    let mut out = b"kept".to_vec();
    let encode = || codec.encode_into(&(1, Panics), &mut out);
    catch_unwind(AssertUnwindSafe(encode)).unwrap_err();
    assert_eq!(out, b"kept");
    codec.encode_into(&1, &mut out).unwrap();
    assert_eq!(out, b"kept1");
    thread_is_clean();
}

/// A `Deserialize` of the user's may decode another message in the middle of one.
#[test]
fn messages_inside_messages() {
    #[derive(Debug)]
    struct Inner(Value);

    impl<'de> Deserialize<'de> for Inner {
        fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let text = String::deserialize(from)?;
            Json::new().decode(text.as_bytes()).map(Inner).map_err(serde::de::Error::custom)
        }
    }

    let peg = with_ids(PEG);
    let quoted = serde_json::to_string(&peg).unwrap();
    let text = format!("[{peg},{quoted},{peg}]");
    let (before, inner, after): (Value, Inner, Peg) = Json::new().decode_as(text.as_bytes()).unwrap();
    assert!(before.is::<Peg>() && inner.0.is::<Peg>() && after == Peg { n: 1 });
    thread_is_clean();
}

/// More fields than one list of slots holds, with defaults at both ends of each list.
#[json_serializable(type_id = 7650)]
#[derive(Debug, PartialEq)]
struct Wide {
    #[serde(default)]
    a: i64,
    b: i64,
    c: i64,
    d: Option<i64>,
    e: i64,
    f: i64,
    g: i64,
    #[serde(default = "seven")]
    h: i64,
    #[serde(default = "seven")]
    i: i64,
    j: i64,
    k: i64,
    l: i64,
    m: i64,
    n: i64,
    o: i64,
    p: i64,
    q: Option<String>,
    #[serde(default)]
    r: String,
}

fn seven() -> i64 {
    7
}

#[test]
fn defaults_reach_every_list_of_slots() {
    let codec = Json::with_registry(Registry::only::<(Wide,)>().unwrap());
    let payload = r#""b":2,"c":3,"e":5,"f":6,"g":7,"j":10,"k":11,"l":12,"m":13,"n":14,"o":15,"p":16"#;
    let text = format!(r#"{{"__type__":[7650,{{{payload}}}]}}"#);
    let wide = codec.decode_as::<Wide>(text.as_bytes()).unwrap();
    let expected = Wide {
        a: 0,
        b: 2,
        c: 3,
        d: None,
        e: 5,
        f: 6,
        g: 7,
        h: 7,
        i: 7,
        j: 10,
        k: 11,
        l: 12,
        m: 13,
        n: 14,
        o: 15,
        p: 16,
        q: None,
        r: String::new(),
    };
    assert_eq!(wide, expected);
    assert_eq!(codec.decode(&codec.encode(&wide).unwrap()).unwrap().downcast::<Wide>().unwrap(), expected);
    assert_eq!(Wide::from_dict(wide.as_dict().unwrap()).unwrap(), expected);
    for (field, value) in [("b", 2), ("g", 7), ("j", 10), ("p", 16)] {
        let without = text.replace(&format!(r#""{field}":{value}"#), r#""other":0"#);
        let error = codec.decode(without.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("missing field `{field}` of `Wide`")), "{error}");
    }
}

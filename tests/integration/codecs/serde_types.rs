//! Types that only serde knows, asking for what the usual derives do not ask for.

use std::collections::BTreeMap;
use std::fmt;

use codec::{Bytes, Codec, Dict, Ext, FastJson, Json, Map, MsgPack, Value, json_serializable};
use codec_tests::codecs::ALL;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A dict of one entry, with a key of any kind.
struct Keyed<K>(K);

impl<K: Serialize> Serialize for Keyed<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(&self.0, 1)])
    }
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Id(u32);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Unit;

#[derive(Serialize)]
struct Two(u8, u8);

#[derive(Serialize)]
struct Named {
    a: u8,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Kind {
    Plain,
    One(u8),
    Pair(u8, u8),
    Fields { a: u8 },
}

/// Asks for bytes; serde's own bytes are a list of numbers.
#[derive(Debug, PartialEq)]
struct Blob(Vec<u8>);

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Asks;
        impl Visitor<'_> for Asks {
            type Value = Blob;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Blob, E> {
                if bytes.len() > 3 {
                    Err(E::custom("more than three bytes"))
                } else {
                    Ok(Blob(bytes.to_vec()))
                }
            }
        }
        deserializer.deserialize_bytes(Asks)
    }
}

#[track_caller]
fn json_key<K: Serialize + 'static>(key: K) -> Result<String, String> {
    let codec = Json::new();
    let text = codec.encode_to_string(&Keyed(key)).map_err(|error| error.to_string())?;
    assert_eq!(codec.encode_to_string(&[1]).unwrap(), "[1]");
    Ok(text)
}

#[track_caller]
fn fast_key<K: Serialize + 'static>(key: K) -> Result<String, String> {
    let codec = FastJson::new();
    let bytes = codec.encode_plain(&Keyed(key)).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(bytes).unwrap())
}

#[test]
fn scalars_become_text_keys_as_in_python() {
    assert_eq!(json_key(0.5_f32).unwrap(), r#"{"0.5":1}"#);
    assert_eq!(json_key(1e300).unwrap(), r#"{"1e+300":1}"#);
    assert_eq!(json_key(-2.0).unwrap(), r#"{"-2.0":1}"#);
    assert_eq!(json_key(true).unwrap(), r#"{"true":1}"#);
    assert_eq!(json_key(()).unwrap(), r#"{"null":1}"#);
    assert_eq!(json_key(Unit).unwrap(), r#"{"null":1}"#);
    assert_eq!(json_key(None::<u8>).unwrap(), r#"{"null":1}"#);
    assert_eq!(json_key(Some("x")).unwrap(), r#"{"x":1}"#);
    assert_eq!(json_key(Id(7)).unwrap(), r#"{"7":1}"#);
    assert_eq!(json_key(i128::MIN).unwrap(), r#"{"-170141183460469231731687303715884105728":1}"#);
    assert_eq!(json_key(Kind::Plain).unwrap(), r#"{"Plain":1}"#);
}

#[test]
fn scalars_become_text_keys_as_in_msgspec() {
    assert_eq!(fast_key(0.5).unwrap(), r#"{"0.5":1}"#);
    assert_eq!(fast_key(Blob(vec![1, 2, 3])).unwrap(), r#"{"AQID":1}"#);
    assert_eq!(fast_key(Id(7)).unwrap(), r#"{"7":1}"#);
    for (refused, kind) in [(fast_key(true), "bool"), (fast_key(()), "None"), (fast_key(None::<u8>), "None")]
    {
        assert_eq!(
            refused.unwrap_err(),
            format!(
                "keys must be str, int, float or bytes, not {kind}; use strings as keys, as JSON has no other keys"
            )
        );
    }
}

#[test]
fn what_is_no_scalar_is_no_text_key() {
    for (refused, kind) in [
        (json_key(Blob(vec![1])), "bytes"),
        (json_key(vec![1]), "a list"),
        (json_key((1, 2)), "a tuple"),
        (json_key(Two(1, 2)), "a tuple"),
        (json_key(Keyed(1)), "a dict"),
        (json_key(Named { a: 1 }), "a struct"),
        (json_key(Kind::One(1)), "an enum with data"),
        (json_key(Kind::Pair(1, 2)), "an enum with data"),
        (json_key(Kind::Fields { a: 1 }), "an enum with data"),
    ] {
        assert_eq!(
            refused.unwrap_err(),
            format!(
                "keys must be str, int, float, bool or None, not {kind}; use strings as keys, as JSON has no other \
                 keys"
            )
        );
    }
}

#[test]
fn keys_are_read_as_the_types_that_they_are_text_of() {
    for under in ALL {
        let codec = under.codec();
        let ids = BTreeMap::from([(Id(7), 1), (Id(8), 2)]);
        assert_eq!(codec.decode_as::<BTreeMap<Id, i64>>(&codec.encode(&ids).unwrap()).unwrap(), ids);
        let maybe = BTreeMap::from([(Some("a".to_owned()), 1), (Some(String::new()), 2)]);
        assert_eq!(
            codec.decode_as::<BTreeMap<Option<String>, i64>>(&codec.encode(&maybe).unwrap()).unwrap(),
            maybe
        );
        let kinds = BTreeMap::from([(Kind::Plain, 1)]);
        assert_eq!(codec.decode_as::<BTreeMap<Kind, i64>>(&codec.encode(&kinds).unwrap()).unwrap(), kinds);
    }
    let escaped = Json::new().decode_as::<BTreeMap<Kind, i64>>(br#"{"\u0050lain":1}"#).unwrap();
    assert_eq!(escaped, BTreeMap::from([(Kind::Plain, 1)]));
}

#[test]
fn bytes_for_whom_asks_for_bytes() {
    let codec = MsgPack::new();
    let bytes = codec.encode(&[Blob(vec![1, 2, 3]), Blob(vec![])]).unwrap();
    assert_eq!(bytes, [0x92, 0xc4, 3, 1, 2, 3, 0xc4, 0]);
    assert_eq!(codec.decode_as::<Vec<Blob>>(&bytes).unwrap(), [Blob(vec![1, 2, 3]), Blob(vec![])]);
    let error = codec.decode_as::<Vec<Blob>>(&[0x91, 0xc4, 4, 1, 2, 3, 4]).unwrap_err();
    assert_eq!(error.to_string(), "more than three bytes at [0] (byte 1)");
    let error = Json::new().decode_as::<Blob>(br#""AQID""#).unwrap_err();
    assert_eq!(error.to_string(), "expected bytes, found a string (line 1, column 1, byte 0)");
}

#[json_serializable(type_id = 7645)]
#[derive(Debug, PartialEq)]
struct Chunk {
    data: Bytes,
}

/// As a `Vec<u8>` is sent, also in formats that have bytes; with a type of its own, and in a field.
#[test]
fn bytes_come_as_a_list_of_numbers_too() {
    for under in ALL {
        let codec = under.codec();
        let list = codec.encode(&vec![0_u8, 255]).unwrap();
        assert_eq!(codec.decode_as::<Bytes>(&list).unwrap(), Bytes::from([0, 255]), "{}", under.name);
        let field = super::foreign(&under, r#"{"__type__":[7645,{"data":[0,255]}]}"#);
        let chunk = Chunk { data: Bytes::from([0, 255]) };
        assert_eq!(codec.decode_as::<Chunk>(&field).unwrap(), chunk, "{}", under.name);
        let large = super::foreign(&under, r#"{"__type__":[7645,{"data":[0,256]}]}"#);
        let error = codec.decode_as::<Chunk>(&large).unwrap_err().to_string();
        assert!(error.starts_with("integer 256 does not fit u8 at data"), "{}: {error}", under.name);
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    Number(i64),
    Other(Value),
}

#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct Carrier {
    carried: Either,
}

/// serde's buffer holds an ext value as rmp-serde presents it.
#[test]
fn ext_values_pass_through_a_buffer() {
    let codec = MsgPack::new();
    let bytes = codec.encode(&vec![Value::from(3), Value::Ext(Ext::new(-5, vec![1, 2]))]).unwrap();
    assert_eq!(
        codec.decode_as::<Vec<Either>>(&bytes).unwrap(),
        [Either::Number(3), Either::Other(Value::Ext(Ext::new(-5, vec![1, 2])))]
    );

    // In a field of an annotated type that is made of values, and not of bytes.
    let dict = Dict::from([("carried", Value::Ext(Ext::new(-5, vec![1, 2])))]);
    let carrier = Carrier { carried: Either::Other(Value::Ext(Ext::new(-5, vec![1, 2]))) };
    assert_eq!(Carrier::from_dict(dict).unwrap(), carrier);
}

/// What a visitor is told of a number, whatever its size.
#[derive(Debug, PartialEq)]
struct Told(String);

impl<'de> Deserialize<'de> for Told {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Asks;
        impl Visitor<'_> for Asks {
            type Value = Told;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer")
            }

            fn visit_i64<E>(self, value: i64) -> Result<Told, E> {
                Ok(Told(format!("i64 {value}")))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Told, E> {
                Ok(Told(format!("u64 {value}")))
            }

            fn visit_i128<E>(self, value: i128) -> Result<Told, E> {
                Ok(Told(format!("i128 {value}")))
            }

            fn visit_u128<E>(self, value: u128) -> Result<Told, E> {
                Ok(Told(format!("u128 {value}")))
            }
        }
        deserializer.deserialize_any(Asks)
    }
}

#[test]
fn integers_come_in_the_smallest_type_that_holds_them() {
    let codec = Json::new();
    for (text, told) in [
        ("-9223372036854775808", "i64"),
        ("18446744073709551615", "u64"),
        ("18446744073709551616", "i128"),
        ("-170141183460469231731687303715884105728", "i128"),
        ("170141183460469231731687303715884105728", "u128"),
        ("340282366920938463463374607431768211455", "u128"),
    ] {
        assert_eq!(codec.decode_as::<Told>(text.as_bytes()).unwrap(), Told(format!("{told} {text}")));
    }
    let error = codec.decode_as::<Told>(b"340282366920938463463374607431768211456").unwrap_err();
    assert_eq!(
        error.to_string(),
        "an integer beyond 128 bits cannot pass through serde (line 1, column 1, byte 0); make the field a `Value`"
    );
}

/// As many digits as an error shows, and one more; MessagePack has no such integers.
#[test]
fn integers_that_do_not_fit_are_shown() {
    for under in ALL.iter().filter(|under| !under.name.starts_with("MsgPack")) {
        let codec = under.codec();
        let error = |digits: usize| {
            let n = Value::BigInt("1".repeat(digits).parse().unwrap());
            let bytes = codec.encode(&Dict::from([("n", n)])).unwrap();
            let error = codec.decode_as::<BTreeMap<String, i64>>(&bytes).unwrap_err();
            super::without_place(&error.to_string())
        };
        assert_eq!(error(24), "integer 111111111111111111111111 does not fit i64 at n", "{}", under.name);
        assert_eq!(error(25), "integer 111111111111111111111111... does not fit i64 at n", "{}", under.name);
    }
}

/// Takes one entry and does not ask whether there is another.
#[derive(Debug, PartialEq)]
struct First(String, i64);

impl<'de> Deserialize<'de> for First {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Asks;
        impl<'de> Visitor<'de> for Asks {
            type Value = First;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a dict")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<First, A::Error> {
                let (key, value) = map.next_entry()?.ok_or_else(|| A::Error::custom("no entry"))?;
                Ok(First(key, value))
            }
        }
        deserializer.deserialize_map(Asks)
    }
}

#[test]
fn nothing_is_left_behind_by_whom_stops_early() {
    for under in ALL {
        let codec = under.codec();
        let one = codec.encode(&BTreeMap::from([("a", 1)])).unwrap();
        assert_eq!(codec.decode_as::<First>(&one).unwrap(), First("a".to_owned(), 1), "{}", under.name);
        let two = codec.encode(&BTreeMap::from([("a", 1), ("b", 2)])).unwrap();
        let error = codec.decode_as::<First>(&two).unwrap_err();
        assert_eq!(
            super::without_place(&error.to_string()),
            "a dict with more entries than were asked for",
            "{}",
            under.name
        );
        let none = codec.encode(&BTreeMap::<String, i64>::new()).unwrap();
        let error = codec.decode_as::<First>(&none).unwrap_err();
        assert_eq!(super::without_place(&error.to_string()), "no entry", "{}", under.name);
    }
}

/// What codecs never give and other formats do.
#[test]
fn dynamic_values_from_foreign_formats() {
    let value: Value = ron::from_str("[Some(1), None, Some(Some(\"x\"))]").unwrap();
    assert_eq!(value, Value::from(vec![Value::from(1), Value::Null, "x".into()]));
    let value: Value = rmp_serde::from_slice(&[0x92, 0xd4, 0xfb, 7, 0xc4, 1, 9]).unwrap();
    let ext = Value::Ext(Ext::new(-5, vec![7]));
    assert_eq!(value, Value::from(vec![ext.clone(), Value::Bytes(vec![9].into())]));
    assert_eq!(rmp_serde::to_vec(&ext).unwrap(), [0xd4, 0xfb, 7]);
    let error = serde_json::from_str::<Map>("true").unwrap_err().to_string();
    assert_eq!(error, "invalid type: boolean `true`, expected a map at line 1 column 4");
}

//! How deep a message may be is the same in all codecs, in both directions: a tagged object and the container of its
//! payload are one level.

use std::collections::{BTreeMap, HashMap};

use codec::{Codec, Dict, DynCodec, Json, Limits, Map, MsgPack, Unknown, Value, json_serializable};
use codec_tests::codecs::{ALL, Setup};
use serde::{Deserialize, Serialize};

use super::types::{Holder, Leaf, Pair, Wrap};

fn setup(depth: u32) -> Setup {
    Setup { limits: Limits::default().depth(depth), keep_unknown: true, registry: None }
}

/// Puts a level around a value.
type Level = fn(Value) -> Value;

fn list(inner: Value) -> Value {
    vec![inner].into()
}

fn dict(inner: Value) -> Value {
    Dict::from([("k", inner)]).into()
}

fn map(inner: Value) -> Value {
    [(Value::from(1), inner)].into_iter().collect::<Map>().into()
}

fn key(inner: Value) -> Value {
    [(inner, Value::from(1))].into_iter().collect::<Map>().into()
}

fn held(inner: Value) -> Value {
    Holder { held: inner, ..Holder::default() }.into()
}

fn extra(inner: Value) -> Value {
    Holder { extra: Dict::from([("x", inner)]), ..Holder::default() }.into()
}

fn pair(inner: Value) -> Value {
    Pair(0, inner).into()
}

fn wrap(inner: Value) -> Value {
    Wrap(inner).into()
}

/// A tag around a container is one level with it.
fn wrap_list() -> Value {
    wrap(list(Value::Null))
}

fn unknown(inner: Value) -> Value {
    Value::Unknown(Box::new(Unknown::new(7999, list(inner))))
}

/// Beyond the limit nothing is written, and what another codec wrote is not read.
fn check(limit: u32, levels: u32, value: &Value) {
    for under in ALL {
        let codec = under.with(setup(limit));
        if under.carried(value).is_err() {
            assert!(codec.encode(value).unwrap_err().is_unsupported() || levels > limit);
            continue;
        }
        let bytes = under.with(setup(1000)).encode(value).unwrap();
        let refusal = format!("nesting is deeper than {limit} level");
        if levels <= limit {
            assert_eq!(codec.encode(value).unwrap(), bytes, "{} {limit}", under.name);
            assert_eq!(codec.encode(&codec.decode(&bytes).unwrap()).unwrap(), bytes);
            continue;
        }
        let error = codec.encode(value).unwrap_err();
        assert!(error.is_limit() && error.to_string().starts_with(&refusal), "{}: {error}", under.name);
        let error = codec.decode(&bytes).unwrap_err();
        assert!(error.is_limit() && error.to_string().starts_with(&refusal), "{}: {error}", under.name);
        let error = codec.decode_as::<Value>(&bytes).unwrap_err();
        assert!(error.is_limit() && error.to_string().starts_with(&refusal), "{}: {error}", under.name);
    }
}

#[test]
fn values_of_every_kind_of_level() {
    let kinds: [(Level, Value); 9] = [
        (list, Value::from(Vec::<Value>::new())),
        (dict, Dict::new().into()),
        (map, Dict::new().into()),
        (held, Holder::default().into()),
        (extra, Holder::default().into()),
        (pair, list(Value::Null)),
        (wrap, wrap_list()),
        (unknown, list(Value::Null)),
        (key, list(Value::Null)),
    ];
    for (wrap, core) in kinds {
        for limit in [1, 2, 3, 10, 128] {
            for levels in [limit - 1, limit, limit + 1].into_iter().filter(|levels| *levels > 0) {
                check(limit, levels, &(1..levels).fold(core.clone(), |inner, _| wrap(inner)));
            }
        }
    }
}

#[test]
fn kinds_of_levels_by_turns() {
    let kinds: [Level; 4] = [list, held, dict, extra];
    for levels in [127, 128, 129] {
        let value =
            kinds.iter().cycle().take(levels as usize).fold(Value::from(1), |inner, wrap| wrap(inner));
        check(128, levels, &value);
    }
}

/// Typed, directly and in containers that only serde knows.
#[json_serializable(type_id = 7641)]
#[derive(Debug, PartialEq)]
struct Link {
    next: Option<Box<Link>>,
}

#[json_serializable(type_id = 7642)]
#[derive(Debug, PartialEq)]
struct Tree(Vec<Tree>);

#[json_serializable(type_id = 7643)]
#[derive(Debug, PartialEq)]
struct Named(BTreeMap<String, Named>);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Plain {
    next: Option<Box<Plain>>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Hashed(HashMap<u8, Hashed>);

fn typed<T>(core: fn() -> T, wrap: fn(T) -> T)
where
    T: codec::Encodable + codec::Decodable + std::fmt::Debug + PartialEq,
{
    for limit in [1_u32, 2, 10, 128] {
        for levels in [limit - 1, limit, limit + 1].into_iter().filter(|levels| *levels > 0) {
            let value = (1..levels).fold(core(), |inner, _| wrap(inner));
            for under in ALL {
                let codec = under.with(setup(limit));
                let bytes = under.with(setup(1000)).encode(&value).unwrap();
                if levels <= limit {
                    assert_eq!(codec.encode(&value).unwrap(), bytes);
                    assert_eq!(codec.decode_as::<T>(&bytes).unwrap(), value);
                } else {
                    assert!(codec.encode(&value).unwrap_err().is_limit(), "{}", under.name);
                    assert!(codec.decode_as::<T>(&bytes).unwrap_err().is_limit(), "{}", under.name);
                    assert!(codec.decode(&bytes).unwrap_err().is_limit(), "{}", under.name);
                }
            }
        }
    }
}

#[test]
fn types() {
    typed(|| Link { next: None }, |inner| Link { next: Some(Box::new(inner)) });
    typed(|| Tree(vec![]), |inner| Tree(vec![inner]));
    typed(|| Named(BTreeMap::new()), |inner| Named([("k".to_owned(), inner)].into()));
    typed(|| Plain { next: None }, |inner| Plain { next: Some(Box::new(inner)) });
    typed(|| Hashed(HashMap::new()), |inner| Hashed([(1, inner)].into()));
}

/// Its payload has no container, so that its envelope stands in another one of its own.
#[json_serializable(type_id = 7644)]
#[derive(Debug, PartialEq)]
struct Nested(Option<Box<Nested>>);

/// Envelopes that are spelled in another way are found key by key. Each of them is a level as well where it is the payload
/// of another, and only there.
#[test]
fn envelopes_in_unusual_spellings() {
    fn check(codec: &dyn DynCodec, nested: impl Fn(u16, usize) -> Vec<u8>) {
        for (tags, fits) in [(1, true), (4, true), (5, false), (6, false), (1000, false)] {
            let (dynamic, typed) = (nested(7605, tags), nested(7644, tags));
            let verdicts = [
                codec.decode(&dynamic).map(drop),
                codec.decode_as::<Value>(&dynamic).map(drop),
                codec.decode_as::<Wrap>(&dynamic).map(drop),
                codec.decode(&typed).map(drop),
                codec.decode_as::<Nested>(&typed).map(drop),
            ];
            for verdict in verdicts {
                match verdict {
                    Ok(()) => assert!(fits, "{tags}"),
                    Err(error) => assert!(!fits && error.is_limit(), "{tags}: {error}"),
                }
            }
        }
    }
    let limits = Limits::default().depth(3);
    let json = Json::builder().limits(limits).build().unwrap();
    for open in [r#"{ "__type__":[ID,"#, r#"{"__type__" : [ ID , "#, r#"{"\u005f_type__":[ID,"#] {
        check(&json, |id, tags| {
            let open = open.replace("ID", &id.to_string());
            [open.repeat(tags), "null".to_owned(), " ] }".repeat(tags)].concat().into_bytes()
        });
    }
    let msgpack = MsgPack::builder().limits(limits).build().unwrap();
    for open in [b"\x81\xD9\x08__type__\x92\xCD".as_slice(), b"\xDE\x00\x01\xA8__type__\x92\xCD"] {
        check(&msgpack, |id, tags| [[open, &id.to_be_bytes()].concat().repeat(tags), vec![0xC0]].concat());
    }
}

/// What is not looked at is held to the limit all the same.
#[test]
fn ignored_fields() {
    #[derive(Debug, PartialEq, Deserialize, Serialize)]
    struct Few {
        known: i64,
    }
    for under in ALL {
        let codec = under.with(setup(10));
        for (levels, fits) in [(8, true), (9, true), (10, false), (100, false)] {
            let (open, close) = ("[".repeat(levels), "]".repeat(levels));
            let bytes = super::foreign(&under, &format!(r#"{{"other":{open}{close},"known":5}}"#));
            assert_eq!(
                codec.decode_as::<Few>(&bytes).ok(),
                fits.then_some(Few { known: 5 }),
                "{} {levels}",
                under.name
            );
            assert_eq!(codec.decode(&bytes).is_ok(), fits);
        }
        assert!(codec.decode_as::<Leaf>(&super::foreign(&under, "[1]")).unwrap_err().is_type_mismatch());
    }
}

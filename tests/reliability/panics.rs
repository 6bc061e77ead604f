//! Code of users that panics within a decode or an encode: an error like any other, and the next message is read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use codec::{
    AclMessage, Codec as _, Dict, DynCodec, Json, Registry, Serializer, Value, from_value, json_serializable,
};
use codec_tests::codecs::{ALL, Setup};
use codec_tests::{judge, plain};
use serde::{Deserialize, Deserializer, Serialize};

const TURNS: usize = 1_000;

/// By serde, and only with this number does it panic.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
struct Touchy(i64);

impl<'de> Deserialize<'de> for Touchy {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match i64::deserialize(from)? {
            13 => panics(),
            number => Ok(Touchy(number)),
        }
    }
}

/// Without a word on the terminal.
fn panics() -> ! {
    std::panic::resume_unwind(Box::new("a panic of foreign code"))
}

/// The macro's code, with a field by serde.
#[json_serializable(type_id = 7801, register = false)]
#[derive(Debug, Clone, PartialEq)]
struct Direct {
    before: Value,
    touchy: Touchy,
}

/// serde's code, with a function in place of an implementation.
#[json_serializable(type_id = 7802, register = false)]
#[derive(Debug, Clone, PartialEq)]
struct BySerde {
    before: Value,
    #[serde(with = "touchy")]
    touchy: i64,
}

mod touchy {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    pub(super) fn serialize<S: Serializer>(number: &i64, to: S) -> Result<S::Ok, S::Error> {
        if *number == 14 {
            super::panics();
        }
        number.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
        super::Touchy::deserialize(from).map(|touchy| touchy.0)
    }
}

/// Not annotated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Plain {
    before: Value,
    touchy: Touchy,
}

fn registry() -> Registry {
    let foreign = Serializer::new::<Touchy>(
        |touchy| Ok(touchy.0.into()),
        |payload| match i64::try_from(payload)? {
            13 => panics(),
            number => Ok(Touchy(number)),
        },
    );
    let all =
        [Direct::serializer(), BySerde::serializer(), foreign.with_type_id(7803), AclMessage::serializer()];
    Registry::with_serializers(all).unwrap()
}

/// What is `touchy` in `text` panics where it is 13, and is read where it is 7.
#[track_caller]
fn refused<T: codec::Decodable + std::fmt::Debug>(
    codec: &dyn DynCodec,
    foreign: &dyn Fn(&str) -> Vec<u8>,
    text: &str,
) {
    let (bad, good) = (foreign(&text.replace('#', "13")), foreign(&text.replace('#', "7")));
    let value = codec.decode_as::<T>(&good).unwrap();
    for _ in 0..TURNS {
        let error = codec.decode_as::<T>(&bad).unwrap_err();
        assert!(
            error.is_invalid() && error.to_string().contains("the deserialize function panicked"),
            "{error}"
        );
        judge::documented(&error);
        assert_eq!(format!("{:?}", codec.decode_as::<T>(&good).unwrap()), format!("{value:?}"));
    }
}

#[test]
fn in_every_place() {
    // The object that comes first crosses serde in a slot of the thread, which must not be full afterwards.
    let before = r#"{"__type__":[7803,7]}"#;
    for under in ALL {
        let codec = under.with(Setup { registry: Some(registry()), ..Setup::default() });
        let foreign = |text: &str| (under.foreign)(&plain::parse(text).unwrap()).unwrap();
        let fields = format!(r#"{{"before":{before},"touchy":#}}"#);
        refused::<Plain>(&*codec, &foreign, &fields);
        refused::<Vec<Plain>>(&*codec, &foreign, &format!("[{fields}]"));
        refused::<Touchy>(&*codec, &foreign, r#"{"__type__":[7803,#]}"#);
        for id in [7801, 7802] {
            let tagged = format!(r#"{{"__type__":[{id},{fields}]}}"#);
            refused::<Value>(&*codec, &foreign, &tagged);
            refused::<Value>(&*codec, &foreign, &format!(r#"[{before},{{"k":{tagged}}}]"#));
            refused::<(Value, Value)>(&*codec, &foreign, &format!("[{before},{tagged}]"));
        }
        refused::<Direct>(&*codec, &foreign, &format!(r#"{{"__type__":[7801,{fields}]}}"#));
        refused::<BySerde>(&*codec, &foreign, &format!(r#"{{"__type__":[7802,{fields}]}}"#));
    }
}

/// From a value, and where a generic object becomes one of its type.
#[test]
fn from_values() {
    let fields = |number: i64| Dict::from([("before", Value::Null), ("touchy", number.into())]);
    for _ in 0..TURNS {
        assert!(from_value::<Plain>(fields(13).into()).unwrap_err().is_invalid());
        assert!(Direct::from_dict(fields(13)).unwrap_err().is_invalid());
        assert!(BySerde::from_dict(fields(13)).unwrap_err().is_invalid());
        assert_eq!(from_value::<Plain>(fields(7).into()).unwrap().touchy, Touchy(7));
        assert_eq!(Direct::from_dict(fields(7)).unwrap().touchy, Touchy(7));
        assert_eq!(BySerde::from_dict(fields(7)).unwrap().touchy, 7);
    }
}

/// On the way out the panic is the caller's own, whose value it is; the codec and its buffers are none the worse.
#[test]
fn while_encoding() {
    let codec = Json::with_registry(registry());
    let (bad, good) =
        (BySerde { before: Value::Null, touchy: 14 }, BySerde { before: Value::Null, touchy: 7 });
    let expected = codec.encode(&good).unwrap();
    for _ in 0..TURNS {
        let mut out = b"before".to_vec();
        let caught = catch_unwind(AssertUnwindSafe(|| codec.encode_into(&bad, &mut out)));
        assert!(caught.is_err());
        assert_eq!(out, b"before");
        assert!(catch_unwind(AssertUnwindSafe(|| codec.encode(&bad))).is_err());
        assert_eq!(codec.encode(&good).unwrap(), expected);
        assert_eq!(codec.decode_as::<BySerde>(&expected).unwrap(), good);
    }
}

//! Objects of every kind of type, in every place where a value can be.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::Debug;
use std::time::Duration;

use codec::{
    AclMessage, Codec, Dict, DynCodec, Limits, List, MangoMessage, Map, Object, Value, from_value,
    json_serializable, to_value,
};
use codec_tests::codecs::{ALL, Setup, Subject};
use codec_tests::same::same;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::types::{
    Flat, Holder, Leaf, Level, Moody, Msg, Pair, Proxy, Service, Shape, Wrap, leaf, objects, registry,
};
use super::{encoded, foreign, without_place};

fn codec(under: &Subject) -> Box<dyn DynCodec> {
    under.with(Setup { registry: Some(registry()), ..Setup::default() })
}

/// The value in every place, by the name of the place; the objects around it are live.
fn places(value: &Value) -> Vec<(&'static str, Value)> {
    let v = || value.clone();
    let dict = || Dict::from([("a", Value::Null), ("k", v()), ("z", 1.into())]);
    let holder = Holder { held: v(), ..Holder::default() };
    let extra = Holder { extra: dict(), ..Holder::default() };
    let mut places = vec![
        ("by itself", v()),
        ("in a list", vec![1.into(), v(), "x".into(), v()].into()),
        ("in a dict", dict().into()),
        ("deep", vec![Value::from(Dict::from([("k", Value::from(vec![v()]))]))].into()),
        ("in a field", holder.clone().into()),
        ("in an option", Holder { maybe: Some(v()), ..Holder::default() }.into()),
        ("in a vector", Holder { list: vec![v(), v()], ..Holder::default() }.into()),
        ("in a dynamic dict", Holder { dict: dict(), ..Holder::default() }.into()),
        ("under an extra key", extra.clone().into()),
        ("as the payload", Wrap(v()).into()),
        ("in a tuple", Pair(0, vec![v()].into()).into()),
        ("as content of an ACL message", AclMessage { content: v(), ..AclMessage::default() }.into()),
        (
            "as content of a message",
            MangoMessage { content: vec![v()].into(), ..MangoMessage::default() }.into(),
        ),
        (
            "in an object in an object",
            Holder {
                held: Holder { list: vec![holder.into()], ..Holder::default() }.into(),
                ..Holder::default()
            }
            .into(),
        ),
        ("in a payload in a payload", Wrap(Wrap(extra.into()).into()).into()),
    ];
    if let Value::Object(object) = value {
        places.push((
            "in an object's field",
            Holder { object: Some(object.clone()), ..Holder::default() }.into(),
        ));
    }
    places
}

#[test]
fn objects_are_the_same_in_every_place() {
    for under in ALL {
        let codec = codec(&under);
        let mut count = 0;
        for object in objects(&*codec) {
            // Both forms: the generic one, and a live object as decoding gives it.
            let live = codec.decode(&encoded(&*codec, &object)).unwrap();
            assert!(live.is_object() && same(&live, &object));
            for ((place, value), (_, same_value)) in places(&object).into_iter().zip(places(&live)) {
                let bytes = encoded(&*codec, &value);
                assert_eq!(codec.encode(&same_value).unwrap(), bytes, "{}: {place}: {object}", under.name);
                let found = codec.decode(&bytes).unwrap();
                assert!(same(&found, &value), "{}: {place}: {found}", under.name);
                assert!(same(&codec.decode_as::<Value>(&bytes).unwrap(), &value));
                assert_eq!(codec.encode(&found).unwrap(), bytes);
                assert_eq!(found.to_string(), value.to_string());
                count += 1;
            }
        }
        assert_eq!(count, 20 * 16);
    }
}

/// Under a key that is no text, where the format has such keys.
#[test]
fn objects_under_other_keys() {
    for under in ALL {
        let codec = codec(&under);
        for object in objects(&*codec) {
            let map = Value::from(
                [(Value::from(7), object.clone()), ("k".into(), object)].into_iter().collect::<Map>(),
            );
            let found = codec.decode(&encoded(&*codec, &map)).unwrap();
            assert!(same(&found, &under.carried(&map).unwrap()), "{}: {found}", under.name);
        }
    }
}

/// A type directly, by an object, by a value, and in containers that only serde knows.
#[track_caller]
fn typed<T: Serialize + DeserializeOwned + PartialEq + Debug + Clone + 'static>(samples: &[T]) {
    for under in ALL {
        let codec = codec(&under);
        for value in samples {
            let bytes = codec.encode(value).unwrap();
            assert_eq!(codec.decode_as::<T>(&bytes).unwrap(), *value, "{}", under.name);
            let found = codec.decode(&bytes).unwrap();
            assert_eq!(found.downcast_ref::<T>(), Some(value));
            assert_eq!(found.as_object().unwrap().wire_id(), codec.id_of::<T>());
            let object = codec.object(value).unwrap();
            assert_eq!(codec.encode(&object).unwrap(), bytes);
            assert_eq!(object.as_value().unwrap(), found.as_object().unwrap().as_value().unwrap());
            assert_eq!(from_value::<T>(to_value(value).unwrap()).unwrap(), *value);
            assert_eq!(codec.encode(&to_value(value).unwrap()).unwrap(), bytes);
            assert_eq!(found.downcast::<T>().unwrap(), *value);
        }
        let all = || samples.iter().cloned();
        contains(&*codec, all().collect::<Vec<T>>());
        contains(&*codec, all().collect::<VecDeque<T>>());
        contains(&*codec, all().map(Some).chain([None]).collect::<Vec<_>>());
        contains(&*codec, all().map(Box::new).collect::<Vec<_>>());
        contains(&*codec, all().enumerate().collect::<BTreeMap<usize, T>>());
        contains(
            &*codec,
            all().enumerate().map(|(at, value)| (at.to_string(), vec![value])).collect::<HashMap<_, _>>(),
        );
        contains(
            &*codec,
            (
                samples[0].clone(),
                [samples[0].clone(), samples[0].clone()],
                (1, 2, 3, 4, 5, Some(samples[0].clone())),
            ),
        );
        contains(&*codec, Ok::<T, String>(samples[0].clone()));
    }
}

fn contains<C: Serialize + DeserializeOwned + PartialEq + Debug + 'static>(codec: &dyn DynCodec, held: C) {
    let bytes = codec.encode(&held).unwrap();
    assert_eq!(codec.decode_as::<C>(&bytes).unwrap(), held);
    let found = codec.decode(&bytes).unwrap();
    assert_eq!(codec.encode(&found).unwrap(), bytes);
    assert_eq!(from_value::<C>(found).unwrap(), held);
    assert_eq!(from_value::<C>(to_value(&held).unwrap()).unwrap(), held);
}

#[test]
fn types_in_foreign_containers() {
    typed(&[leaf(), Leaf { n: i64::MIN, s: None }]);
    typed(&[Level::Low, Level::High]);
    typed(&[Msg { body: leaf(), more: vec![leaf()] }]);
    typed(&[Msg { body: 0.1, more: vec![] }, Msg { body: -0.0, more: vec![1.0; 40] }]);
    typed(&[Shape::Dot, Shape::Circle(1.5), Shape::Named { what: leaf() }]);
    typed(&[Flat { id: 1, rest: [("r".to_owned(), 2.0)].into() }]);
    let held = || Value::from(vec![Value::from(leaf()), Value::Null]);
    typed(&[Wrap(held())]);
    typed(&[Pair(1, held())]);
    typed(&[Holder { held: held(), extra: Dict::from([("x", held())]), ..Holder::default() }]);
}

/// Payloads that are dicts, as users see them.
#[test]
fn from_dict_gives_back_what_as_dict_gave() {
    for under in ALL {
        let codec = codec(&under);
        let found = codec.decode(&codec.encode(&leaf()).unwrap()).unwrap();
        let dict = found.as_object().unwrap().as_dict().unwrap();
        assert_eq!(dict, leaf().as_dict().unwrap());
        assert_eq!(Leaf::from_dict(dict.clone()).unwrap(), leaf());
        let plain = codec.decode(&codec.encode(&dict).unwrap()).unwrap();
        assert_eq!(Leaf::from_dict(Dict::try_from(plain).unwrap()).unwrap(), leaf());
        let holder = Holder {
            held: leaf().into(),
            extra: Dict::from([("k", Value::from(leaf()))]),
            ..Holder::default()
        };
        let found = codec.decode(&codec.encode(&holder).unwrap()).unwrap();
        assert_eq!(Holder::from_dict(found.as_object().unwrap().as_dict().unwrap()).unwrap(), holder);
    }
}

/// Whether by its type or as whatever it is, and whether the codec keeps unknown types or not.
#[test]
fn nothing_stands_behind_a_message() {
    for under in ALL.iter().filter(|under| !under.name.starts_with("CBOR") && under.name != "MsgPackBlosc") {
        for keep_unknown in [false, true] {
            let codec = under.with(Setup { registry: Some(registry()), keep_unknown, ..Setup::default() });
            let message = codec.encode(&leaf()).unwrap();
            for behind in [&b"1"[..], b"{}", b"\xc0"] {
                let bytes = [&message[..], behind].concat();
                let errors = [
                    codec.decode(&bytes).unwrap_err(),
                    codec.decode_as::<Leaf>(&bytes).unwrap_err(),
                    codec.decode_as::<Value>(&bytes).unwrap_err(),
                ];
                for error in errors {
                    assert!(error.is_syntax(), "{}: {error}", under.name);
                    assert_eq!(error.offset(), Some(message.len()), "{}: {error}", under.name);
                }
            }
            assert_eq!(codec.decode_as::<Leaf>(&message).unwrap(), leaf());
        }
    }
}

#[json_serializable(type_id = 7612)]
#[derive(Debug, Clone, PartialEq)]
struct Floats {
    of: Vec<f64>,
}

/// They are read in runs, which end where another number stands.
#[test]
fn lists_of_floats_in_a_field() {
    typed(&[Floats { of: vec![] }, Floats { of: vec![0.5] }, Floats { of: vec![-0.0, 1e300, 2.0, 0.1] }]);
    for under in ALL {
        let codec = codec(&under);
        let floats = |text: &str| {
            let bytes = foreign(&under, &format!(r#"{{"__type__":[7612,{{"of":{text}}}]}}"#));
            codec.decode_as::<Floats>(&bytes).map(|floats| floats.of)
        };
        assert_eq!(
            floats("[1,2.5,-3,0.5,0.25,7]").unwrap(),
            [1.0, 2.5, -3.0, 0.5, 0.25, 7.0],
            "{}",
            under.name
        );
        let error = floats("[1,2.5,null,0.5]").unwrap_err();
        assert_eq!(
            without_place(&error.to_string()),
            "expected a number, found null at of[2]",
            "{}",
            under.name
        );
    }
}

#[json_serializable(type_id = 7613)]
#[derive(Debug, PartialEq)]
struct Waits {
    #[codec(object)]
    wait: Duration,
}

/// A field of a foreign type takes objects of that type alone, and none where the codec does not know the type.
#[test]
fn objects_of_another_type_in_a_field() {
    for under in ALL {
        let waits = |codec: &dyn DynCodec, wait: &str| {
            let bytes = foreign(&under, &format!(r#"{{"__type__":[7613,{{"wait":{wait}}}]}}"#));
            codec.decode_as::<Waits>(&bytes).map_err(|error| without_place(&error.to_string()))
        };
        let (knows, does_not) = (codec(&under), under.codec());
        let leaf = r#"{"__type__":[7601,{"n":1,"s":null}]}"#;
        let right = waits(&*knows, r#"{"__type__":[7620,2.5]}"#).unwrap();
        assert_eq!(right, Waits { wait: Duration::from_millis(2500) });
        for codec in [&*knows, &*does_not] {
            assert_eq!(
                waits(codec, leaf).unwrap_err(),
                "expected core::time::Duration, found Leaf at wait",
                "{}",
                under.name
            );
            assert_eq!(
                waits(codec, "1").unwrap_err(),
                "expected a tagged `core::time::Duration`, found an integer at wait",
                "{}",
                under.name
            );
        }
    }
}

/// Types without serde, by the functions that the codec has for them, and what only the fallback covers.
#[test]
fn foreign_types_and_the_fallback() {
    for under in ALL {
        let codec = codec(&under);
        let bytes = codec.encode(&codec.object(&Duration::from_millis(2500)).unwrap()).unwrap();
        let found =
            codec.decode(&foreign(&under, r#"[{"__type__":[7620,2.5]},{"__type__":[7621,-3]}]"#)).unwrap();
        assert_eq!(found[0].downcast_ref::<Duration>(), Some(&Duration::from_millis(2500)));
        let mut items = List::try_from(found).unwrap().into_vec();
        assert_eq!(items.pop().unwrap().downcast::<Moody>().unwrap(), Moody(-3));
        assert_eq!(codec.encode(&items.pop().unwrap()).unwrap(), bytes);

        let service: Object = codec.object(&Service("agents/0")).unwrap();
        let bytes = codec.encode(&vec![Value::Object(service)]).unwrap();
        let found = codec.decode(&bytes).unwrap();
        assert_eq!(found[0].downcast_ref::<Proxy>(), Some(&Proxy("agents/0".to_owned())));
        let found = codec.decode(&foreign(&under, r#"[{"__type__":[7622,""]}]"#)).unwrap();
        assert_eq!(found[0].downcast_ref::<Proxy>(), Some(&Proxy(String::new())));
        let error = codec.encode(&found).unwrap_err();
        assert!(error.is_unknown_type());
        assert_eq!(
            error.to_string(),
            "no serializer found for type integration::codecs::types::Proxy at [0]; annotate it with \
             `#[json_serializable]`, or add one with `add_serializer`",
            "the fallback declines what it does not cover, its own type too"
        );
    }
}

/// The one type of the fallback's id, where unknown types are kept as well.
#[test]
fn the_fallback_is_no_unknown_type() {
    for under in ALL {
        for keep_unknown in [false, true] {
            let codec = under.with(Setup { registry: Some(registry()), keep_unknown, ..Setup::default() });
            for text in [r#"{"__type__":[7622,"x"]}"#, r#"[{"__type__":[7622,"x"]}]"#] {
                let found = codec.decode(&foreign(&under, text)).unwrap();
                let found = if found.is_object() { &found } else { &found[0] };
                assert_eq!(found.downcast_ref::<Proxy>(), Some(&Proxy("x".to_owned())), "{}", under.name);
            }
            let error = codec.decode(&foreign(&under, r#"[{"__type__":[7622,1]}]"#)).unwrap_err();
            assert_eq!(
                without_place(&error.to_string()),
                "could not build `Proxy`: expected a string, found an integer at [0]",
                "{}",
                under.name
            );
        }
    }
}

/// What follows an object without levels of its own counts as it does elsewhere.
#[test]
fn a_scalar_payload_takes_no_level_from_what_follows() {
    for under in ALL {
        let bytes = foreign(&under, r#"[{"__type__":[7603,-1]},[[1]]]"#);
        let with = |depth| under.with(Setup { limits: Limits::default().depth(depth), ..Setup::default() });
        let found = with(3).decode(&bytes).unwrap();
        assert_eq!(found[0].downcast_ref::<Level>(), Some(&Level::Low), "{}", under.name);
        assert_eq!(found[1], Value::from(vec![Value::from(vec![1])]));
        let siblings = foreign(&under, r#"[{"__type__":[7603,-1]},{"__type__":[7603,300]}]"#);
        let found = with(1).decode(&siblings).unwrap();
        assert_eq!(found[1].downcast_ref::<Level>(), Some(&Level::High), "{}", under.name);
        let error = with(2).decode(&bytes).unwrap_err();
        assert_eq!(
            without_place(&error.to_string()),
            "nesting is deeper than 2 levels at [1][0]; raise it with `Limits::depth`",
            "{}",
            under.name
        );
    }
}

/// An object that stands elsewhere too is not taken away from there.
#[test]
fn shared_objects_are_made_anew() {
    for under in ALL {
        let codec = codec(&under);
        let found = codec.decode(&foreign(&under, r#"{"__type__":[7620,2.5]}"#)).unwrap();
        let shared = found.clone();
        assert_eq!(found.downcast::<Duration>().unwrap(), Duration::from_millis(2500));
        assert_eq!(shared.downcast_ref::<Duration>(), Some(&Duration::from_millis(2500)));
        let found = codec.decode(&codec.encode(&leaf()).unwrap()).unwrap();
        let shared = found.clone();
        assert_eq!(found.downcast::<Leaf>().unwrap(), leaf());
        assert_eq!(shared.downcast_ref::<Leaf>(), Some(&leaf()));

        // Its own code refuses to write it, so there is no second one to be made.
        let found = codec.decode(&foreign(&under, r#"{"__type__":[7621,14]}"#)).unwrap();
        let shared = found.clone();
        let error = found.downcast::<Moody>().unwrap_err().to_string();
        assert_eq!(error, "could not build `Moody`: could not serialize `Moody`: not in the mood");
        assert_eq!(shared.downcast::<Moody>().unwrap(), Moody(14));
    }
}

/// What a foreign writer sends is the same object: in any order of keys, in its own spelling.
#[test]
fn objects_by_foreign_writers() {
    for under in ALL {
        let codec = codec(&under);
        for text in [r#"{"__type__":[7601,{"n":-5,"s":"ä\n"}]}"#, r#"{"__type__":[7601,{"s":"ä\n","n":-5}]}"#]
        {
            let bytes = foreign(&under, text);
            assert_eq!(codec.decode_as::<Leaf>(&bytes).unwrap(), leaf());
            assert_eq!(codec.decode(&bytes).unwrap().downcast_ref::<Leaf>(), Some(&leaf()));
            assert_eq!(codec.encode(&codec.decode(&bytes).unwrap()).unwrap(), codec.encode(&leaf()).unwrap());
        }
    }
}

//! Envelopes of a wrong form, made by foreign writers: every codec refuses each, wherever it stands and whatever it is
//! read as.

use std::collections::{BTreeMap, HashMap};

use codec::{Codec, Dict, Json, List, Object, Value};
use codec_tests::codecs::{ALL, Setup, Subject};
use codec_tests::plain::Plain;

use super::types::{Flat, Holder, Leaf, Wrap, leaf, registry};
use super::{foreign, told};

/// `P` stands for a good payload of the id 7601.
const WRONG: [&str; 60] = [
    // What stands under the key is no list of two.
    r#"{"__type__":null}"#,
    r#"{"__type__":true}"#,
    r#"{"__type__":7601}"#,
    r#"{"__type__":1.5}"#,
    r#"{"__type__":""}"#,
    r#"{"__type__":"Leaf"}"#,
    r#"{"__type__":"ab"}"#,
    r#"{"__type__":{}}"#,
    r#"{"__type__":{"id":7601,"payload":P}}"#,
    r#"{"__type__":{"7601":P}}"#,
    r#"{"__type__":P}"#,
    r#"{"__type__":[]}"#,
    r#"{"__type__":[7601]}"#,
    r#"{"__type__":[P]}"#,
    r#"{"__type__":[7601,P,null]}"#,
    r#"{"__type__":[7601,P,P]}"#,
    r#"{"__type__":[7601,P,7601,P]}"#,
    r#"{"__type__":[7601,P,[],{},0,1,2,3,4,5,6,7,8,9,0,1,2]}"#,
    r#"{"__type__":[[7601,P]]}"#,
    r#"{"__type__":[[7601],P]}"#,
    r#"{"__type__":{"__type__":[7601,P]}}"#,
    r#"{"__type__":[{"__type__":[7601,P]}]}"#,
    // The id is no integer of 32 bits.
    r#"{"__type__":[null,P]}"#,
    r#"{"__type__":[true,P]}"#,
    r#"{"__type__":[false,P]}"#,
    r#"{"__type__":["7601",P]}"#,
    r#"{"__type__":["Leaf",P]}"#,
    r#"{"__type__":["",P]}"#,
    r#"{"__type__":[7601.0,P]}"#,
    r#"{"__type__":[7601.5,P]}"#,
    r#"{"__type__":[7.601e3,P]}"#,
    r#"{"__type__":[-0.0,P]}"#,
    r#"{"__type__":[NaN,P]}"#,
    r#"{"__type__":[Infinity,P]}"#,
    r#"{"__type__":[[],P]}"#,
    r#"{"__type__":[{},P]}"#,
    r#"{"__type__":[P,7601]}"#,
    r#"{"__type__":[2147483648,P]}"#,
    r#"{"__type__":[-2147483649,P]}"#,
    r#"{"__type__":[4294967295,P]}"#,
    // 7601 by its low 32 bits.
    r#"{"__type__":[4294974897,P]}"#,
    r#"{"__type__":[-4294959695,P]}"#,
    r#"{"__type__":[9223372036854775807,P]}"#,
    r#"{"__type__":[-9223372036854775808,P]}"#,
    r#"{"__type__":[18446744073709551615,P]}"#,
    r#"{"__type__":[{"__type__":[7601,P]},P]}"#,
    // Other keys stand beside it, or the same again.
    r#"{"__type__":[7601,P],"a":1}"#,
    r#"{"__type__":[7601,P],"":null}"#,
    r#"{"__type__":[7601,P],"__type":[7601,P]}"#,
    r#"{"a":1,"__type__":[7601,P]}"#,
    r#"{"":null,"__type__":[7601,P]}"#,
    r#"{"a":1,"__type__":[7601,P],"b":2}"#,
    r#"{"a":{"b":[1]},"__type__":null}"#,
    r#"{"__type__":[7601,P],"__type__":[7601,P]}"#,
    r#"{"__type__":[7601,P],"__type__":null}"#,
    r#"{"n":1,"s":null,"__type__":[7601,P]}"#,
    // It stands in the payload of a type, which is no place for it.
    r#"{"__type__":[7601,{"n":1,"s":null,"__type__":[7601,P]}]}"#,
    r#"{"__type__":[7601,{"n":1,"__type__":null,"s":null}]}"#,
    r#"{"__type__":[7607,{"held":1,"__type__":[7601,P]}]}"#,
    r#"{"__type__":[7605,{"k":1,"__type__":[7601,P]}]}"#,
];

/// `#` stands for the envelope.
const PLACES: [&str; 14] = [
    "#",
    "[#]",
    "[1,#,2]",
    r#"{"k":#}"#,
    r#"{"a":[],"k":[{"b":#}]}"#,
    r#"{"__type__":[7607,{"held":#}]}"#,
    r#"{"__type__":[7607,{"maybe":#}]}"#,
    r#"{"__type__":[7607,{"list":[1,#]}]}"#,
    r#"{"__type__":[7607,{"dict":{"k":#}}]}"#,
    r#"{"__type__":[7607,{"object":#}]}"#,
    r#"{"__type__":[7607,{"unheard of":#}]}"#,
    r#"{"__type__":[7605,#]}"#,
    r#"{"__type__":[7609,{"body":#,"more":[]}]}"#,
    r#"{"__type__":[7609,{"more":[#],"body":1}]}"#,
];

/// Those that the codec gets to see: where the key stands twice, a user's format has taken one of them.
fn wrong(under: &Subject) -> impl Iterator<Item = &'static str> {
    let all = under.is_native();
    WRONG.into_iter().filter(move |wrong| all || !wrong.contains(r#"],"__type__":"#))
}

fn codec(under: &Subject, keep_unknown: bool) -> Box<dyn codec::DynCodec> {
    under.with(Setup { registry: Some(registry()), keep_unknown, ..Setup::default() })
}

#[test]
fn every_wrong_envelope_in_every_place() {
    for under in ALL {
        let (strict, lenient) = (codec(&under, false), codec(&under, true));
        for wrong in wrong(&under) {
            for place in PLACES {
                let text = place.replace('#', wrong).replace('P', r#"{"n":1,"s":null}"#);
                let bytes = foreign(&under, &text);
                let error = strict.decode(&bytes).unwrap_err();
                // Where a type is named, what is no object of that type is refused for that.
                let is_other = error.is_type_mismatch() && error.to_string().starts_with("expected a ");
                assert!(
                    error.is_envelope() || is_other && place.contains("7609"),
                    "{}: {text}: {error}",
                    under.name
                );
                assert!(error.to_string().len() <= 512);
                assert_eq!(
                    told(&lenient.decode(&bytes).unwrap_err()),
                    told(&error),
                    "{}: {text}",
                    under.name
                );
                assert_eq!(told(&strict.decode_as::<Value>(&bytes).unwrap_err()), told(&error));
            }
        }
        assert_eq!(strict.decode_as::<Leaf>(&strict.encode(&leaf()).unwrap()).unwrap(), leaf());
    }
}

/// Whatever type is asked for, nothing comes of it.
#[test]
fn every_wrong_envelope_as_every_type() {
    for under in ALL {
        let codec = codec(&under, false);
        for wrong in wrong(&under) {
            let text = wrong.replace('P', r#"{"n":1,"s":null}"#);
            let bytes = foreign(&under, &text);
            let list = foreign(&under, &format!("[{text}]"));
            let dict = foreign(&under, &format!(r#"{{"k":{text}}}"#));
            let refused = [
                codec.decode_as::<Leaf>(&bytes).is_err(),
                codec.decode_as::<Flat>(&bytes).is_err(),
                codec.decode_as::<Wrap>(&bytes).is_err(),
                codec.decode_as::<Holder>(&bytes).is_err(),
                codec.decode_as::<Object>(&bytes).is_err(),
                codec.decode_as::<Dict>(&bytes).is_err(),
                codec.decode_as::<Option<Value>>(&bytes).is_err(),
                codec.decode_as::<Option<Leaf>>(&bytes).is_err(),
                codec.decode_as::<List>(&list).is_err(),
                codec.decode_as::<Vec<Leaf>>(&list).is_err(),
                codec.decode_as::<Vec<Object>>(&list).is_err(),
                codec.decode_as::<(Value,)>(&list).is_err(),
                codec.decode_as::<BTreeMap<String, Value>>(&dict).is_err(),
                codec.decode_as::<HashMap<String, Leaf>>(&dict).is_err(),
                codec.decode_as::<BTreeMap<String, Option<Object>>>(&dict).is_err(),
            ];
            assert!(refused.iter().all(|refused| *refused), "{}: {text}: {refused:?}", under.name);
        }
    }
}

/// What is right is accepted, so that the tests above do not pass for nothing.
#[test]
fn right_envelopes() {
    for under in ALL {
        let codec = codec(&under, false);
        let good = r#"{"__type__":[7601,{"n":1,"s":null}]}"#;
        for place in PLACES.iter().filter(|place| !place.contains("7609")) {
            let bytes = foreign(&under, &place.replace('#', good));
            assert!(codec.decode(&bytes).is_ok(), "{}: {place}", under.name);
        }
        assert!(
            codec
                .decode(&foreign(&under, r#"{"__typE__":[1],"_type_":1,"__type__ ":{}}"#))
                .unwrap()
                .is_dict()
        );
    }
}

/// In formats with other keys: a key of bytes is data, and beside it the key of text is as wrong as ever.
#[test]
fn keys_that_are_no_text() {
    let pair = || {
        Plain::Array(vec![7601.into(), Plain::Map(vec![("n".into(), 1.into()), ("s".into(), Plain::Nil)])])
    };
    let binary = || Plain::Binary(b"__type__".to_vec());
    for under in ALL {
        let codec = codec(&under, false);
        let verdict = |entries: Vec<(Plain, Plain)>| {
            let bytes = (under.foreign)(&Plain::Map(entries))?;
            Some(codec.decode(&bytes).map_err(|error| told(&error).0))
        };
        if let Some(found) = verdict(vec![(binary(), pair())]) {
            assert!(matches!(found.unwrap(), Value::Map(_)));
        }
        for entries in [
            vec![(binary(), pair()), ("__type__".into(), pair())],
            vec![("__type__".into(), pair()), (binary(), pair())],
            vec![(1.into(), Plain::Nil), ("__type__".into(), pair())],
            vec![("__type__".into(), pair()), (1.into(), Plain::Nil)],
            vec![("a".into(), Plain::Nil), (1.into(), Plain::Nil), ("__type__".into(), pair())],
        ] {
            assert!(verdict(entries).is_none_or(|found| found.unwrap_err() == "Envelope"), "{}", under.name);
        }
    }
}

/// A reader may expect the tag that stood twice before; what it then finds is still read as if it stood alone.
#[test]
fn what_follows_two_objects_of_one_type() {
    for python in [false, true] {
        let codec = Json::builder().registry(registry()).python_style(python).build().unwrap();
        let text = codec.encode_to_string(&leaf()).unwrap();
        let last_of = |text: &str| match codec.decode(text.as_bytes()) {
            Ok(Value::List(list)) => Ok(list.iter().last().cloned()),
            Ok(other) => panic!("{other:?} of a list"),
            Err(error) => {
                Err([error.is_syntax(), error.is_eof(), error.is_envelope(), error.is_unknown_type()])
            }
        };
        let (mut good, mut bad) = (0, 0);
        for (at, old) in text.char_indices().filter(|(_, old)| old.is_ascii()) {
            for new in ["", " ", "  ", ",", "0", "1", "-", "[", "]", "{", "\"", ":", "t", "\0"] {
                let changed = format!("{}{new}{}", &text[..at], &text[at + old.len_utf8()..]);
                let expected = last_of(&format!("[{changed}]"));
                assert_eq!(last_of(&format!("[{text}, {text},{changed}]")), expected, "{changed}");
                if expected.is_ok() { good += 1 } else { bad += 1 }
            }
        }
        assert!(good > 50 && bad > 300, "{good} read, {bad} refused");
    }
}

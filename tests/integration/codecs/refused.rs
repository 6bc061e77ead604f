//! What cannot be decoded, whatever the codec: the same kind of error, in the same words.

use std::collections::BTreeMap;
use std::time::Duration;

use codec::{Codec, Decodable, DecodeError, Value};
use codec_tests::codecs::{ALL, Setup, Subject};

use super::types::{Colour, Flat, Holder, Leaf, Level, Moody, Msg, Nothing, Pair, Shape, leaf, registry};
use super::{foreign, told};

/// The codecs that see what is wrong: a user's format gives a value, where no key stands twice.
fn judges(kind: &str) -> impl Iterator<Item = Subject> {
    let twice = kind == "DuplicateField";
    ALL.into_iter().filter(move |under| under.is_native() || !twice)
}

/// The data of this JSON text, made by a foreign writer, is refused with this kind and in these words.
#[track_caller]
fn every<T: Decodable + std::fmt::Debug>(text: &str, kind: &str, says: &str) {
    for under in judges(kind) {
        let codec = under.with(Setup { registry: Some(registry()), ..Setup::default() });
        let bytes = foreign(&under, text);
        let error = codec.decode_as::<T>(&bytes).unwrap_err();
        assert_eq!(told(&error), (kind.to_owned(), says.to_owned()), "{}: {text}", under.name);
        assert!(error.to_string().len() <= 512);
        // A message that fails leaves nothing to the next.
        assert_eq!(codec.decode_as::<Leaf>(&codec.encode(&leaf()).unwrap()).unwrap(), leaf());
    }
}

/// As [`every`], for a payload; the object is refused dynamically and in a list as well.
#[track_caller]
fn object<T: serde::de::DeserializeOwned + std::fmt::Debug + 'static>(
    id: i32,
    payload: &str,
    kind: &str,
    says: impl Fn(&str) -> String,
) {
    let text = format!(r#"{{"__type__":[{id},{payload}]}}"#);
    every::<T>(&text, kind, &says(""));
    every::<Value>(&text, kind, &says(""));
    every::<Vec<Value>>(&format!("[1,{text}]"), kind, &says("[1]"));
    // serde's own code has words of its own for a field that is missing or too much.
    for under in judges(kind) {
        let bytes = foreign(&under, &format!(r#"{{"k":[{text}]}}"#));
        let error = under.codec().decode_as::<BTreeMap<String, Vec<T>>>(&bytes).unwrap_err();
        assert!(told(&error).0 == kind && error.path().starts_with("k[0]"), "{}: {error}", under.name);
    }
}

/// `place` and what is further in.
fn at(place: &str, further: &str) -> String {
    match (place, further) {
        ("", "") => String::new(),
        ("", _) => format!(" at {further}"),
        (_, "") => format!(" at {place}"),
        _ if further.starts_with('[') => format!(" at {place}{further}"),
        _ => format!(" at {place}.{further}"),
    }
}

#[test]
fn ids_that_the_codec_does_not_hold() {
    for under in ALL {
        let codec = under.codec();
        for id in [7999, 0, i32::MAX, i32::MIN] {
            let bytes = foreign(&under, &format!(r#"[{{"k":{{"__type__":[{id},{{"n":1}}]}}}}]"#));
            let error = codec.decode(&bytes).unwrap_err();
            assert!(error.is_unknown_type() && error.type_id() == Some(id), "{}: {error}", under.name);
            assert!(error.to_string().contains(&format!("{id}")) && error.path() == "[0].k");
            assert!(codec.decode_as::<Value>(&bytes).unwrap_err().is_unknown_type());
        }
    }
    let texts = ALL.map(|under| {
        let bytes = foreign(&under, r#"{"__type__":[7999,1]}"#);
        told(&under.codec().decode(&bytes).unwrap_err())
    });
    assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
}

#[test]
fn fields() {
    object::<Leaf>(7601, r#"{"n":"x","s":null}"#, "Type", |place| {
        format!("expected an integer, found a string{}", at(place, "n"))
    });
    object::<Leaf>(7601, r#"{"n":1.5,"s":null}"#, "Type", |place| {
        format!("expected an integer, found a float{}", at(place, "n"))
    });
    object::<Leaf>(7601, r#"{"n":null,"s":null}"#, "Type", |place| {
        format!("expected an integer, found null{}", at(place, "n"))
    });
    object::<Leaf>(7601, r#"{"n":18446744073709551615,"s":null}"#, "Type", |place| {
        format!("integer 18446744073709551615 does not fit i64{}", at(place, "n"))
    });
    object::<Leaf>(7601, r#"{"n":1,"s":[]}"#, "Type", |place| {
        format!("expected a string, found a list{}", at(place, "s"))
    });
    object::<Leaf>(7601, r#"{"s":null}"#, "MissingField", |place| {
        format!(
            "missing field `n` of `Leaf`{}; send it, or give the field `#[serde(default)]`",
            at(place, "")
        )
    });
    object::<Leaf>(7601, r#"{"n":1,"n":2,"s":null}"#, "DuplicateField", |place| {
        format!("a field stands twice{}", at(place, "n"))
    });
    object::<Leaf>(7601, r#"{"n":1,"m":2,"s":null}"#, "UnknownField", |place| {
        format!(
            "`Leaf` has no field `m`{}; remove it, or take `deny_unknown_fields` from the type",
            at(place, "")
        )
    });
    object::<Pair>(7606, "[300,1]", "Type", |place| {
        format!("integer 300 does not fit u8{}", at(place, "[0]"))
    });
    for (payload, found) in [("[]", 0), ("[1]", 1), ("[1,2,3]", 3)] {
        object::<Pair>(7606, payload, "Type", |place| {
            format!("expected a list of 2 elements, found one of {found}{}", at(place, ""))
        });
    }
    let says = "expected a tagged `Leaf`, found a dict without `__type__`";
    every::<Leaf>(r#"{"__type__x":[7601,{"n":1,"s":null}]}"#, "Type", says);
    object::<Holder>(7607, r#"{"list":{"a":1}}"#, "Type", |place| {
        format!("expected a list, found a dict{}", at(place, "list"))
    });
    object::<Msg<f64>>(7608, r#"{"body":1.5,"more":[1,2.5,"x"]}"#, "Type", |place| {
        format!("expected a number, found a string{}", at(place, "more[2]"))
    });
    object::<Msg<Leaf>>(7609, r#"{"body":{"n":1,"s":null},"more":[]}"#, "Type", |place| {
        format!("expected a tagged `Leaf`, found a dict without `__type__`{}", at(place, "body"))
    });
}

/// Payloads of the wrong kind, of all kinds of types: an error of the kind `Type`, in the same words everywhere.
#[test]
fn payloads_of_another_kind() {
    let mut texts = Vec::new();
    for id in (7601..=7611).filter(|id| *id != 7605) {
        for payload in [
            "null",
            "true",
            "5000000000",
            "1.5",
            r#""x""#,
            "[]",
            "[1]",
            "[1,2,3]",
            "{}",
            r#"{"x":1}"#,
            r#"{"__type__":[7604,{}]}"#,
        ] {
            let text = format!(r#"[{{"__type__":[{id},{payload}]}}]"#);
            let verdicts = ALL.map(|under| {
                let codec = under.codec();
                codec
                    .decode(&foreign(&under, &text))
                    .map(|value| value.to_string())
                    .map_err(|error| told(&error))
            });
            assert!(verdicts.iter().all(|verdict| *verdict == verdicts[0]), "{text}: {verdicts:?}");
            if let Err((kind, says)) = &verdicts[0] {
                assert!(says.contains("[0]"), "{says}");
                assert!(
                    ["Type", "MissingField", "UnknownField", "Invalid", "Envelope"].contains(&kind.as_str()),
                    "{text}: {kind}: {says}"
                );
                texts.push(says.clone());
            }
        }
    }
    assert!(texts.len() > 90, "{} are refused", texts.len());
}

#[test]
fn enums() {
    object::<Level>(7603, "5", "Invalid", |place| format!("5 is no value of `Level`{}", at(place, "")));
    object::<Colour>(7602, r#""Blue""#, "Invalid", |place| {
        format!("`Blue` is no variant of `Colour`{}", at(place, ""))
    });
}

#[test]
fn what_a_foreign_type_refuses_itself() {
    for (payload, says) in [("12", "not in the mood"), ("13", "the deserialize function panicked")] {
        let text = format!(r#"[{{"__type__":[7621,{payload}]}}]"#);
        every::<Value>(&text, "Invalid", &format!("could not build `Moody`: {says} at [0]"));
    }
    every::<Value>(
        r#"{"__type__":[7621,"x"]}"#,
        "Type",
        "could not build `Moody`: expected an integer, found a string",
    );
    // A panic a thousand times, and a good message after each.
    for under in ALL {
        let codec = under.with(Setup { registry: Some(registry()), ..Setup::default() });
        let (bad, good) =
            (foreign(&under, r#"[{"__type__":[7621,13]}]"#), foreign(&under, r#"{"__type__":[7621,7]}"#));
        for _ in 0..1000 {
            assert!(codec.decode(&bad).unwrap_err().is_invalid());
            assert_eq!(codec.decode(&good).unwrap().downcast::<Moody>().unwrap(), Moody(7));
        }
    }
}

/// A tag must be that of the type that was asked for.
#[test]
fn another_type_than_asked_for() {
    let kinds = ALL.map(|under| {
        let codec = under.with(Setup { registry: Some(registry()), ..Setup::default() });
        let errors = |text: &str| -> Vec<(String, String)> {
            let bytes = foreign(&under, text);
            let error = |result: Option<DecodeError>| {
                told(&result.unwrap_or_else(|| panic!("{}: {text}", under.name)))
            };
            vec![
                error(codec.decode_as::<Leaf>(&bytes).err()),
                error(codec.decode_as::<Nothing>(&bytes).err()),
                error(codec.decode_as::<Flat>(&bytes).err()),
                error(codec.decode_as::<Shape>(&bytes).err()),
                error(codec.decode_as::<i64>(&bytes).err()),
                error(codec.decode_as::<String>(&bytes).err()),
                error(codec.decode_as::<Vec<i64>>(&bytes).err()),
                error(codec.decode_as::<BTreeMap<String, i64>>(&bytes).err()),
                error(codec.decode_as::<Vec<Leaf>>(&bytes).err()),
                error(codec.decode_as::<(Leaf, Leaf)>(&bytes).err()),
                error(codec.decode_as::<Option<Leaf>>(&bytes).err()),
                error(codec.decode_as::<Duration>(&bytes).err()),
            ]
        };
        [
            r#"{"__type__":[7602,"Red"]}"#,
            r#"{"__type__":[7621,1]}"#,
            r#"[{"__type__":[7602,"Red"]},1]"#,
            r#"{"n":[1],"s":null}"#,
        ]
        .map(errors)
    });
    assert!(kinds.iter().all(|kind| *kind == kinds[0]), "{kinds:#?}");
    for (kind, says) in kinds[0].iter().flatten() {
        assert!(["Type", "Invalid", "MissingField", "Envelope"].contains(&kind.as_str()), "{kind}: {says}");
    }
}

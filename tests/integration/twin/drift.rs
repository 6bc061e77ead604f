//! Two versions of one type over every codec: who reads whom, and that the comparison of their manifests says so.

use std::collections::{BTreeMap, HashSet};

use codec::manifest::{Breaks, Change, Manifest};
use codec::{Bytes, Codec as _, Dict, DynCodec, JsonSerializable, List, Registry, Value, json_serializable};
use codec_tests::codecs::{ALL, Setup, Subject};

/// What the comparison says, and what happens.
struct Found {
    changes: Vec<Change>,
    /// The errors of old readers, and those in reading old writers, one for each codec.
    readers: Vec<String>,
    writers: Vec<String>,
}

fn drift<Old: JsonSerializable, New: JsonSerializable>(old: Vec<Old>, new: Vec<New>) -> Found {
    let registry = |serializer| Registry::with_serializers([serializer]).expect("one type");
    let (before, now) = (registry(Old::serializer()), registry(New::serializer()));
    let changes = Manifest::compare(&before.manifest(), &now.manifest());
    let (old, new): (Vec<Value>, Vec<Value>) =
        (old.into_iter().map(Value::from).collect(), new.into_iter().map(Value::from).collect());
    let mut found = Found { changes, readers: Vec::new(), writers: Vec::new() };
    for subject in ALL {
        let codec = |registry: &Registry| {
            subject.with(Setup { registry: Some(registry.clone()), ..Setup::default() })
        };
        let (before, now) = (codec(&before), codec(&now));
        found.readers.extend(first_error(subject, &new, &*now, &*before));
        found.writers.extend(first_error(subject, &old, &*before, &*now));
    }
    found
}

fn first_error(subject: Subject, values: &[Value], from: &dyn DynCodec, to: &dyn DynCodec) -> Option<String> {
    let send = |value: &Value| from.encode(value).unwrap_or_else(|error| panic!("{}: {error}", subject.name));
    values.iter().find_map(|value| to.decode(&send(value)).err()).map(|error| error.to_string())
}

impl Found {
    /// These are the changes; whom they break breaks with every codec, and nobody else with any.
    #[track_caller]
    fn is(&self, lines: &[&str]) {
        let found: Vec<_> = self.changes.iter().map(ToString::to_string).collect();
        assert_eq!(found, lines);
        let breaks = |one| self.changes.iter().any(|change| [one, Breaks::Both].contains(&change.breaks()));
        let expected = |broken| if broken { ALL.len() } else { 0 };
        assert_eq!(self.readers.len(), expected(breaks(Breaks::OldReaders)), "{:?}", self.readers);
        assert_eq!(self.writers.len(), expected(breaks(Breaks::OldWriters)), "{:?}", self.writers);
    }
}

/// Two versions of `Thing`, each with its values.
macro_rules! drift {
    ($(#[$($old_key:tt)*])* { $($old:tt)* } $([$($before:expr),*])?, $(#[$($new_key:tt)*])* { $($new:tt)* } $([$($now:expr),*])?) => {{
        mod old {
            #[allow(unused_imports)]
            use super::*;
            #[json_serializable(register = false, type_id = 7)]
            $(#[$($old_key)*])*
            pub(super) struct Thing { $($old)* }
        }
        mod new {
            #[allow(unused_imports)]
            use super::*;
            #[json_serializable(register = false, type_id = 7)]
            $(#[$($new_key)*])*
            pub(super) struct Thing { $($new)* }
        }
        drift(
            vec![$($({ use old::Thing; $before }),*)?] as Vec<old::Thing>,
            vec![$($({ use new::Thing; $now }),*)?] as Vec<new::Thing>,
        )
    }};
}

#[test]
fn nothing_changes() {
    drift!({ pub(super) a: i64 } [Thing { a: 1 }], { pub(super) a: i64 } [Thing { a: 1 }]).is(&[]);
    drift!({ pub(super) a: Vec<i64> } [Thing { a: vec![1] }], { pub(super) a: HashSet<i64> } [Thing { a: [2].into() }])
        .is(&[]);
}

#[test]
fn fields_are_added() {
    drift!({ pub(super) a: i64 } [Thing { a: 1 }], { pub(super) a: i64, pub(super) b: i64 } [Thing { a: 1, b: 2 }])
        .is(&["Thing: field `b` added: i64; breaks old writers: they do not send it"]);
    drift!(
        { pub(super) a: i64 } [Thing { a: 1 }],
        { pub(super) a: i64, #[serde(default)] pub(super) b: i64, pub(super) c: Option<i64> } [Thing { a: 1, b: 2, c: None }]
    )
    .is(&[
        "Thing: field `b` added: i64, missing default; breaks no peer",
        "Thing: field `c` added: optional<i64>, missing null; breaks no peer",
    ]);
    drift!(
        #[serde(deny_unknown_fields)] { pub(super) a: i64 } [Thing { a: 1 }],
        #[serde(deny_unknown_fields)] { pub(super) a: i64, #[serde(default)] pub(super) b: i64 } [Thing { a: 1, b: 2 }]
    )
    .is(&["Thing: field `b` added: i64, missing default; breaks old readers: they refuse fields that they do not know"]);
}

#[test]
fn fields_are_removed() {
    drift!({ pub(super) a: i64, pub(super) b: i64 } [Thing { a: 1, b: 2 }], { pub(super) a: i64 } [Thing { a: 1 }])
        .is(&["Thing: field `b` removed; breaks old readers: they need it"]);
    drift!(
        { pub(super) a: i64, pub(super) b: Option<i64> } [Thing { a: 1, b: None }],
        { pub(super) a: i64 } [Thing { a: 1 }]
    )
    .is(&["Thing: field `b` removed; breaks no peer"]);
    drift!(
        #[serde(default)] #[derive(Default)] { pub(super) a: i64, pub(super) b: i64 } [Thing { a: 1, b: 2 }],
        #[serde(deny_unknown_fields)] { pub(super) a: i64 } [Thing { a: 1 }]
    )
    .is(&[
        "Thing: unknown fields were ignored and are refused; breaks no peer",
        "Thing: field `a` has to come now; breaks old writers: those that leave it out",
        "Thing: field `b` removed; breaks old writers: they send it, and unknown fields are refused",
    ]);
}

#[test]
fn fields_are_renamed() {
    drift!({ pub(super) a: i64 } [Thing { a: 1 }], { #[serde(alias = "a")] pub(super) b: i64 } [Thing { b: 1 }])
        .is(&["Thing: field `a` renamed to `b`; breaks old readers: it is not read under the other name"]);
    // The way without a break: first everybody reads both, then somebody sends the other.
    drift!(
        { #[serde(alias = "b")] pub(super) a: i64 } [Thing { a: 1 }],
        { #[serde(alias = "a")] pub(super) b: i64 } [Thing { b: 1 }]
    )
    .is(&["Thing: field `a` renamed to `b`; breaks no peer"]);
}

/// The same over serde's body, which a type takes whose attributes our field code does not have.
#[test]
fn the_other_body() {
    drift!(
        { #[serde(with = "as_it_is")] pub(super) a: i64, pub(super) gone: Option<i64> } [Thing { a: 1, gone: Some(2) }],
        {
            #[serde(with = "as_it_is", alias = "a")] pub(super) b: i64,
            #[serde(default = "ten")] pub(super) c: i64
        } [Thing { b: 1, c: 2 }]
    )
    .is(&[
        "Thing: field `a` renamed to `b`; breaks old readers: it is not read under the other name",
        "Thing: field `c` added: i64, missing own; breaks no peer",
        "Thing: field `gone` removed; breaks no peer",
    ]);
    drift!(
        #[serde(deny_unknown_fields)] { #[serde(with = "as_it_is")] pub(super) a: i64 } [Thing { a: 1 }],
        { #[serde(with = "as_it_is")] pub(super) a: i64, pub(super) b: Option<i64> } [Thing { a: 1, b: None }]
    )
    .is(&[
        "Thing: unknown fields were refused and are ignored; breaks no peer",
        "Thing: field `b` added: optional<i64>, missing null; breaks old readers: they refuse fields that they do not know",
    ]);
}

fn ten() -> i64 {
    10
}

mod as_it_is {
    use serde::{Deserialize as _, Deserializer, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
    pub(super) fn serialize<S: Serializer>(value: &i64, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(*value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
        i64::deserialize(from)
    }
}

#[test]
fn fields_come_or_do_not() {
    drift!(
        { pub(super) a: Vec<i64> } [Thing { a: vec![] }],
        { #[serde(default, skip_serializing_if = "Vec::is_empty")] pub(super) a: Vec<i64> } [Thing { a: vec![] }]
    )
    .is(&[
        "Thing: field `a` is not always sent any more; breaks old readers: they need it",
        "Thing: field `a` may be missing now; breaks no peer",
    ]);
    drift!(
        { #[serde(default, skip_serializing_if = "Vec::is_empty")] pub(super) a: Vec<i64> } [Thing { a: vec![] }],
        { pub(super) a: Vec<i64> } [Thing { a: vec![] }]
    )
    .is(&[
        "Thing: field `a` is always sent now; breaks no peer",
        "Thing: field `a` has to come now; breaks old writers: those that leave it out",
    ]);
}

#[test]
fn keys_that_are_kept() {
    let extra = || Dict::from_iter([("more".to_owned(), Value::from(1))]);
    drift!(
        #[serde(deny_unknown_fields)] { pub(super) a: i64 } [Thing { a: 1 }],
        { pub(super) a: i64, #[codec(extra)] pub(super) extra: Dict } [Thing { a: 1, extra: extra() }]
    )
    .is(&[
        "Thing: unknown fields were refused and are kept; breaks old readers: they refuse the fields that are kept and \
         sent now",
    ]);
    drift!(
        { pub(super) a: i64, #[codec(extra)] pub(super) extra: Dict } [Thing { a: 1, extra: extra() }],
        { pub(super) a: i64 } [Thing { a: 1 }]
    )
    .is(&["Thing: unknown fields were kept and are ignored; breaks no peer"]);
}

/// A field of one type that becomes another: who is broken, with values at the ends of both.
macro_rules! retyped {
    ($($old:ty = [$($before:expr),*] => $new:ty = [$($now:expr),*] : $breaks:ident;)*) => {$({
        let found = drift!(
            { pub(super) a: $old } [$(Thing { a: $before }),*],
            { pub(super) a: $new } [$(Thing { a: $now }),*]
        );
        assert_eq!(found.changes[0].breaks(), Breaks::$breaks, "{:?}", found.changes);
        let lines: Vec<_> = found.changes.iter().map(ToString::to_string).collect();
        found.is(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    })*};
}

#[test]
fn numbers_become_wider_and_narrower() {
    retyped! {
        i32 = [i32::MIN, i32::MAX] => i64 = [i64::MIN] : OldReaders;
        i64 = [i64::MAX] => i32 = [i32::MIN] : OldWriters;
        u32 = [u32::MAX] => i64 = [-1] : OldReaders;
        u64 = [u64::MAX] => i64 = [-1] : Both;
        u8 = [255] => u128 = [u128::from(u64::MAX)] : OldReaders;
        i32 = [i32::MIN, i32::MAX] => f64 = [0.5] : OldReaders;
        bool = [true] => i64 = [1] : Both;
    }
}

#[test]
fn containers_change() {
    retyped! {
        String = ["a".into()] => Option<String> = [None] : OldReaders;
        Option<String> = [None] => String = ["a".into()] : OldWriters;
        Vec<i64> = [vec![], vec![1, 2, 3]] => Vec<Value> = [vec![Value::Null]] : OldReaders;
        [i64; 2] = [[1, 2]] => Vec<i64> = [vec![]] : OldReaders;
        (i64, i64) = [(1, 2)] => [i64; 2] = [[1, 2]] : NoPeer;
        (i64, String) = [(1, "a".into())] => List = [List::new()] : OldReaders;
        BTreeMap<String, i64> = [BTreeMap::from([("a".into(), 1)])] => Dict = [Dict::from_iter([("a", Value::Null)])] : OldReaders;
        String = ["a".into()] => Value = [Value::from(1)] : OldReaders;
        String = ["a".into()] => Vec<String> = [vec![]] : Both;
        Box<i64> = [Box::new(1)] => std::borrow::Cow<'static, str> = ["a".into()] : Both;
    }
}

#[test]
fn bytes_read_lists_of_numbers() {
    // JSON has no bytes, so not every codec is asked.
    let manifest = |ty: &str| {
        Manifest::parse(&format!(
            "codec manifest 1\npython 3.12\ntype T\n    id 1\n    fields\n        a: {ty}\n"
        ))
        .expect("a manifest")
    };
    let changes = Manifest::compare(&manifest("bytes"), &manifest("list<u8>"));
    assert_eq!(changes[0].breaks(), Breaks::OldWriters);
    let codec = codec::MsgPack::new();
    let (bytes, list) = (codec.encode(&Bytes::from(vec![1, 2])), codec.encode(&vec![1_u8, 2]));
    assert_eq!(codec.decode_as::<Bytes>(&list.expect("a list")).expect("bytes"), Bytes::from(vec![1, 2]));
    assert!(codec.decode_as::<Vec<u8>>(&bytes.expect("bytes")).is_err());
}

#[test]
fn ids_and_names_of_types() {
    mod old {
        #[codec::json_serializable(register = false, type_id = 1, accept_ids(5))]
        pub(super) struct Before {
            pub(super) a: i64,
        }
    }
    mod new {
        #[codec::json_serializable(register = false, type_id = 2, accept_ids(1))]
        pub(super) struct After {
            pub(super) a: i64,
        }
    }
    let found = drift(vec![old::Before { a: 1 }], vec![new::After { a: 1 }]);
    let lines: Vec<_> = found.changes.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "Before: renamed to After; breaks no peer",
            "Before: the id was 1 and is 2; breaks old readers: they do not know the new one",
            // Not the old writer of this test, but those that it could read.
            "Before: no longer reads 5; breaks old writers: those that send these ids",
        ]
    );
    assert_eq!((found.readers.len(), found.writers.len()), (ALL.len(), 0));
}

#[test]
fn enums_gain_and_lose() {
    mod old {
        #[codec::json_serializable(register = false, type_id = 1)]
        pub(super) enum Text {
            A,
            B,
        }
        #[codec::json_serializable(register = false, type_id = 1)]
        pub(super) enum Number {
            A = 1,
            B = 2,
        }
        #[codec::json_serializable(register = false, type_id = 1)]
        pub(super) enum Data {
            A(i64),
            B { x: i64 },
        }
    }
    mod new {
        #[codec::json_serializable(register = false, type_id = 1)]
        pub(super) enum Text {
            A,
            #[serde(alias = "B")]
            C,
        }
        #[codec::json_serializable(register = false, type_id = 1)]
        pub(super) enum Number {
            A = 1,
            C = 3,
        }
        #[codec::json_serializable(register = false, type_id = 1)]
        pub(super) enum Data {
            A(i64),
            B { x: i64, y: i64 },
            C,
        }
    }
    drift(vec![old::Text::A, old::Text::B], vec![new::Text::A, new::Text::C])
        .is(&["Text: `C` added; breaks old readers: they do not know it"]);
    drift(vec![old::Number::A, old::Number::B], vec![new::Number::A, new::Number::C]).is(&[
        "Number: 3 (`C`) added; breaks old readers: they do not know it",
        "Number: 2 (`B`) removed; breaks old writers: it is not read any more",
    ]);
    drift(
        vec![old::Data::A(1), old::Data::B { x: 1 }],
        vec![new::Data::A(1), new::Data::B { x: 1, y: 2 }, new::Data::C],
    )
    .is(&[
        "Data: variant `C` added; breaks old readers: they do not know it",
        "Data: variant `B`: field `y` added: i64; breaks old writers: they do not send it",
    ]);
}

#[test]
fn forms_change() {
    mod old {
        #[codec::json_serializable(register = false, type_id = 1)]
        pub(super) struct Thing {
            pub(super) a: i64,
        }
    }
    mod new {
        #[codec::json_serializable(register = false, type_id = 1)]
        pub(super) struct Thing(pub(super) i64);
    }
    drift(vec![old::Thing { a: 1 }], vec![new::Thing(1)])
        .is(&["Thing: the payload was a dict of fields and is the value _0: i64; breaks old readers and old writers: another form"]);
}

//! serde's attributes on annotated types.

use std::collections::{BTreeMap, HashMap};

fn two() -> i64 {
    2
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}

/// A foreign way to write an integer.
mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(n: &i64, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(n)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<i64, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

shapes! {
    both {
        impl From<String> for Name {
            fn from(text: String) -> Self {
                Name(text.to_uppercase())
            }
        }

        impl From<Name> for String {
            fn from(name: Name) -> Self {
                name.0
            }
        }

        impl TryFrom<i64> for Even {
            type Error = String;

            fn try_from(n: i64) -> Result<Self, String> {
                if n % 2 == 0 { Ok(Even(n)) } else { Err(format!("{n} is odd")) }
            }
        }

        impl From<Even> for i64 {
            fn from(even: Even) -> Self {
                even.0
            }
        }
    }

    renamed: tagged Direct [] {
        #[serde(rename_all = "camelCase")]
        pub(crate) struct Renamed {
            first_name: String, #[serde(rename = "class")] kind: i64, #[serde(alias = "old_age", alias = "years")] age: i64,
            #[serde(rename = "größe \"in\" \\ cm\n")] odd: i64,
        }
    } Renamed: Renamed { first_name: "f".to_owned(), kind: 1, age: 2, odd: 3 } =>
        r#"{"firstName":"f","class":1,"age":2,"größe \"in\" \\ cm\n":3}"#;

    kebab: tagged Direct [] {
        #[serde(rename_all = "SCREAMING-KEBAB-CASE", rename = "Otherwise", expecting = "something else")]
        pub(crate) struct Kebab { one_two: i64, r#final: i64 }
    } Kebab: Kebab { one_two: 1, r#final: 2 } => r#"{"ONE-TWO":1,"FINAL":2}"#;

    renamed_alike_by_side: tagged Direct [] {
        #[serde(rename_all(serialize = "UPPERCASE", deserialize = "UPPERCASE"))]
        pub(crate) struct BySide { one: i64, #[serde(rename(serialize = "t", deserialize = "t"))] two: i64 }
    } BySide: BySide { one: 1, two: 2 } => r#"{"ONE":1,"t":2}"#;

    renamed_by_side: tagged Serde [] {
        pub(crate) struct Sides { one: i64, #[serde(rename(serialize = "t", deserialize = "two"), alias = "t")] two: i64 }
    } Sides: Sides { one: 1, two: 2 } => r#"{"one":1,"t":2}"#;

    field_defaults: tagged Direct [] {
        pub(crate) struct Defaults {
            needed: i64, #[serde(default)] zero: i64, #[serde(default = "two")] two: i64, #[serde(default)] list: Vec<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")] maybe: Option<f64>,
        }
    } Defaults:
        Defaults { needed: 1, zero: 0, two: 2, list: vec![], maybe: None } => r#"{"needed":1,"zero":0,"two":2,"list":[]}"#,
        Defaults { needed: 1, zero: 5, two: 6, list: vec!["l".to_owned()], maybe: Some(0.5) } =>
            r#"{"needed":1,"zero":5,"two":6,"list":["l"],"maybe":0.5}"#;

    skipped: tagged Direct [] {
        pub(crate) struct Skips {
            kept: i64, #[serde(skip)] lost: i64, #[serde(skip, default = "two")] two: i64,
            #[serde(default, skip_serializing_if = "is_zero")] zero: i64, #[serde(skip_serializing_if = "Vec::is_empty", default)] list: Vec<i64>,
        }
    } Skips:
        Skips { kept: 1, lost: 0, two: 2, zero: 0, list: vec![] } => r#"{"kept":1}"#,
        Skips { kept: 1, lost: 0, two: 2, zero: 3, list: vec![4] } => r#"{"kept":1,"zero":3,"list":[4]}"#;

    first_skipped: tagged Direct [] {
        pub(crate) struct FirstSkipped { #[serde(default, skip_serializing_if = "is_zero")] zero: i64, last: i64 }
    } FirstSkipped:
        FirstSkipped { zero: 0, last: 1 } => r#"{"last":1}"#, FirstSkipped { zero: 1, last: 2 } => r#"{"zero":1,"last":2}"#;

    skipped_one_way: tagged Serde [] {
        pub(crate) struct OneWay { kept: i64, #[serde(skip_serializing, default)] read: i64, #[serde(skip_deserializing)] written: i64 }
    } OneWay: OneWay { kept: 1, read: 0, written: 0 } => r#"{"kept":1,"written":0}"#;

    all_skipped: tagged Direct [] {
        pub(crate) struct AllSkipped { #[serde(skip)] a: i64, #[serde(skip)] b: String }
    } AllSkipped: AllSkipped { a: 0, b: String::new() } => "{}";

    tuple_with_skips: tagged Direct [] {
        pub(crate) struct TupleSkips(i64, #[serde(skip)] i64, String);
    } TupleSkips: TupleSkips(1, 0, "s".to_owned()) => r#"[1,"s"]"#;

    tuple_with_default: tagged Serde [] {
        pub(crate) struct TupleDefault(i64, #[serde(default)] i64);
    } TupleDefault: TupleDefault(1, 2) => "[1,2]";

    strict: tagged Direct [] {
        #[serde(deny_unknown_fields)]
        pub(crate) struct Strict { a: i64, #[serde(alias = "bee")] b: Option<i64> }
    } Strict: Strict { a: 1, b: None } => r#"{"a":1,"b":null}"#, Strict { a: 1, b: Some(2) } => r#"{"a":1,"b":2}"#;

    with_module: tagged Serde [] {
        pub(crate) struct With {
            #[serde(with = "as_text")] n: i64,
            #[serde(serialize_with = "as_text::serialize", deserialize_with = "as_text::deserialize", default)] m: i64,
        }
    } With: With { n: 1, m: -2 } => r#"{"n":"1","m":"-2"}"#;

    flattened: tagged Serde [type_id = 7201] {
        pub(crate) struct Flattened { id: i64, #[serde(flatten)] inside: Inside, #[serde(flatten)] rest: BTreeMap<String, f64> }
    } Flattened:
        Flattened { id: 1, inside: Inside { a: 2, list: vec![3] }, rest: [("r".to_owned(), 0.5)].into() } =>
            r#"{"id":1,"a":2,"list":[3],"r":0.5}"#;

    inside: untagged Direct [tag = false] {
        pub(crate) struct Inside { a: i64, list: Vec<i64> }
    } Inside: Inside { a: 1, list: vec![] } => r#"{"a":1,"list":[]}"#;

    transparent: tagged Serde [] {
        #[serde(transparent)]
        pub(crate) struct Through { only: HashMap<String, i64> }
    } Through: Through { only: [("k".to_owned(), 1)].into() } => r#"{"k":1}"#;

    transparent_newtype: tagged Serde [] {
        #[serde(transparent)]
        pub(crate) struct ThroughNewtype(String);
    } ThroughNewtype: ThroughNewtype("t".to_owned()) => r#""t""#;

    from_and_into: tagged Serde [] {
        #[serde(from = "String", into = "String")]
        #[derive(Clone)]
        pub(crate) struct Name(String);
    } Name: Name("UP".to_owned()) => r#""UP""#;

    try_from: tagged Serde [] {
        #[serde(try_from = "i64", into = "i64")]
        #[derive(Clone)]
        pub(crate) struct Even(i64);
    } Even: Even(4) => "4";

    as_fields: tagged Direct [] {
        pub(crate) struct Uses { names: Vec<Name>, even: Option<Even>, flat: Flattened, through: Through, with: With }
    } Uses:
        Uses {
            names: vec![Name("N".to_owned())],
            even: Some(Even(2)), flat: Flattened { id: 1, inside: Inside { a: 2, list: vec![] }, rest: BTreeMap::new() },
            through: Through { only: HashMap::new() }, with: With { n: 1, m: 2 },
        } =>
            concat!(r#"{"names":[{"__type__":[@Name,"N"]}],"even":{"__type__":[@Even,2]},"#,
                r#""flat":{"__type__":[7201,{"id":1,"a":2,"list":[]}]},"through":{"__type__":[@Through,{}]},"#,
                r#""with":{"__type__":[@With,{"n":"1","m":"2"}]}}"#);

    bounds: tagged Direct [instances(Bounded<i64> = "BoundedI64")] {
        #[serde(bound(serialize = "T: serde::Serialize", deserialize = "T: serde::de::DeserializeOwned"))]
        pub(crate) struct Bounded<T> { value: T }
    } Bounded<i64>: Bounded { value: 1 } => r#"{"value":1}"#;
}

/// What is read beside the name that is written.
#[test]
fn aliases_are_read_by_both_bodies() {
    use codec::Codec;
    let codec = codec::Json::new();
    for name in ["age", "old_age", "years"] {
        let payload = format!(r#"{{"firstName":"f","class":1,"{name}":2,"größe \"in\" \\ cm\n":3}}"#);
        let text = crate::check::with_ids(&format!(r#"{{"__type__":[@Renamed,{payload}]}}"#));
        let mine: ours::renamed::Subject = codec.decode_as(text.as_bytes()).unwrap();
        let twins: ours::renamed::Subject =
            codec::__private::from_twin_json(&codec, text.as_bytes()).unwrap();
        assert_eq!(mine, twins);
        assert_eq!(codec::JsonSerializable::as_dict(&mine).unwrap()["age"], 2);
    }
}

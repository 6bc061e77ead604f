//! Under any other serde format an annotated type is what serde's own derive would have made of it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

use crate::Sample;

type Write = Result<Vec<u8>, String>;

fn text(error: impl ToString) -> String {
    error.to_string()
}

fn write<T: Serialize>(format: &str, value: &T) -> Write {
    match format {
        "serde_json" => serde_json::to_vec(value).map_err(text),
        "serde_json::Value" => {
            serde_json::to_value(value).map(|value| value.to_string().into_bytes()).map_err(text)
        }
        "rmp, arrays" => rmp_serde::to_vec(value).map_err(text),
        "rmp, maps" => rmp_serde::to_vec_named(value).map_err(text),
        "toml" => toml::to_string(value).map(String::into_bytes).map_err(text),
        "postcard" => postcard::to_allocvec(value).map_err(text),
        "ron" => ron::to_string(value).map(String::into_bytes).map_err(text),
        "ron, names" => {
            let config = ron::ser::PrettyConfig::new().struct_names(true);
            ron::ser::to_string_pretty(value, config).map(String::into_bytes).map_err(text)
        }
        "quick-xml" => quick_xml::se::to_string(value).map(String::into_bytes).map_err(text),
        _ => unreachable!("{format}"),
    }
}

fn read<T: DeserializeOwned>(format: &str, bytes: &[u8]) -> Result<T, String> {
    let string = || std::str::from_utf8(bytes).map_err(text);
    match format {
        "serde_json" => serde_json::from_slice(bytes).map_err(text),
        "serde_json::Value" => {
            serde_json::from_slice(bytes).and_then(serde_json::from_value::<T>).map_err(text)
        }
        "rmp, arrays" | "rmp, maps" => rmp_serde::from_slice(bytes).map_err(text),
        "toml" => toml::from_str(string()?).map_err(text),
        "postcard" => postcard::from_bytes(bytes).map_err(text),
        "ron" | "ron, names" => ron::from_str(string()?).map_err(text),
        "quick-xml" => quick_xml::de::from_str(string()?).map_err(text),
        _ => unreachable!("{format}"),
    }
}

const FORMATS: [&str; 9] = [
    "serde_json",
    "serde_json::Value",
    "rmp, arrays",
    "rmp, maps",
    "toml",
    "postcard",
    "ron",
    "ron, names",
    "quick-xml",
];

/// Both write the same bytes, read the same bytes to the same value, and refuse the same bytes in the same words.
pub(crate) fn same<T, P>()
where
    T: Sample + Serialize + DeserializeOwned + PartialEq + Debug,
    P: Sample + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let mut most = 0;
    for (ours, plain) in T::samples().iter().zip(P::samples()) {
        most = most.max(FORMATS.iter().filter(|format| one(format, ours, &plain)).count());
    }
    assert!(most >= 3, "only {most} formats hold any of {:?}", T::samples());
}

/// Whether the format holds the value at all.
fn one<T, P>(format: &str, ours: &T, plain: &P) -> bool
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
    P: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let written = write(format, plain);
    assert_eq!(write(format, ours), written, "{format} of {ours:?}");
    let Ok(bytes) = written else { return false };
    for length in [bytes.len(), bytes.len() / 2, bytes.len().saturating_sub(1), 1, 0] {
        let part = bytes.get(..length).unwrap_or_default();
        let (mine, theirs) = (read::<T>(format, part), read::<P>(format, part));
        assert_eq!(
            mine.as_ref().map(|value| format!("{value:?}").replace("::ours::", "::plain::")),
            theirs.as_ref().map(|value| format!("{value:?}")),
            "{format}: {}",
            String::from_utf8_lossy(part)
        );
    }
    let back = read::<P>(format, &bytes).is_ok_and(|value| value == *plain);
    assert_eq!(read::<T>(format, &bytes).is_ok_and(|value| value == *ours), back, "{format} of {ours:?}");
    back
}

/// Annotated, and with serde's derives under the same name.
macro_rules! twins {
    ($($name:ident { $($field:ident: $ty:ty),* })*) => {
        mod ours {
            $(
                #[codec::json_serializable]
                #[derive(Debug, PartialEq)]
                pub(crate) struct $name { $(pub(crate) $field: $ty),* }
            )*
        }
        mod plain {
            $(
                #[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq)]
                pub(crate) struct $name { $(pub(crate) $field: $ty),* }
            )*
        }
    };
}

twins! {
    Empty {}
    One { a: i64 }
    Three { a: i64, r#type: String, note: Option<bool> }
    Nine { a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: Option<u8> }
    Eighteen {
        a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8, k: u8, l: u8, m: u8, n: u8, o: u8, p: u8,
        q: String, r: u8
    }
}

/// Reads both from each text and gives how many were taken.
fn both<T: DeserializeOwned + Debug, P: DeserializeOwned + Debug>(texts: &[String]) -> usize {
    let outcome = |text: &String| {
        let (mine, theirs) =
            (read::<T>("serde_json", text.as_bytes()), read::<P>("serde_json", text.as_bytes()));
        let (mine, theirs) =
            (mine.map(|value| format!("{value:?}")), theirs.map(|value| format!("{value:?}")));
        assert_eq!(mine, theirs, "{text}");
        usize::from(mine.is_ok())
    };
    texts.iter().map(outcome).sum()
}

/// Dicts and lists that lack each field, have it twice, have it of another type, and have what is no field.
fn texts(fields: &[(&str, &str)]) -> Vec<String> {
    let dict = |fields: &[(&str, &str)]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", fields.join(","))
    };
    let list = |fields: &[(&str, &str)]| {
        format!("[{}]", fields.iter().map(|field| field.1).collect::<Vec<_>>().join(","))
    };
    let mut forms = vec![fields.to_vec(), [&[("no field", "[{}]")], fields].concat()];
    for (index, field) in fields.iter().enumerate() {
        let (front, back) =
            (fields.get(..index).unwrap_or_default(), fields.get(index + 1..).unwrap_or_default());
        forms.push([front, back].concat());
        forms.push([back, front, &[*field]].concat());
        forms.push([fields, &[*field]].concat());
        forms.push([front, &[(field.0, "{}")], back].concat());
        forms.push([front, &[(field.0, "null")], back].concat());
        forms.push(front.to_vec());
    }
    let mut texts: Vec<_> = forms.iter().flat_map(|fields| [dict(fields), list(fields)]).collect();
    texts.extend(["null", "7", "\"a\"", "{", "[", "{\"a\"", "{7:1}"].map(str::to_owned));
    texts
}

#[test]
fn fields_that_are_bad_are_refused_in_serdes_words() {
    let mut taken = both::<ours::Empty, plain::Empty>(&texts(&[]));
    taken += both::<ours::One, plain::One>(&texts(&[("a", "1")]));
    taken += both::<ours::Three, plain::Three>(&texts(&[("a", "1"), ("type", "\"t\""), ("note", "true")]));
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r"];
    let fields = names.map(|name| (name, if name == "q" { "\"q\"" } else { "3" }));
    taken += both::<ours::Nine, plain::Nine>(&texts(&fields[..9]));
    taken += both::<ours::Eighteen, plain::Eighteen>(&texts(&fields));
    assert!(taken > 40, "only {taken} texts were taken");
}

/// Formats without names give the number of a field, or bytes.
#[test]
fn fields_by_their_numbers_and_as_bytes() {
    use serde::de::value::{BytesDeserializer, Error, MapDeserializer};

    fn numbered<T: DeserializeOwned>(pairs: &[(u64, i64)]) -> Result<T, Error> {
        T::deserialize(MapDeserializer::new(pairs.iter().copied()))
    }
    fn named<T: DeserializeOwned>(name: &[u8]) -> Result<T, Error> {
        T::deserialize(MapDeserializer::new([(BytesDeserializer::new(name), 5)].into_iter()))
    }
    for pairs in [&[(0, 5)][..], &[], &[(1, 5)], &[(0, 5), (0, 5)], &[(u64::MAX, 1), (0, 5)]] {
        let (mine, theirs) = (numbered::<ours::One>(pairs), numbered::<plain::One>(pairs));
        assert_eq!(mine.map(|one| one.a), theirs.map(|one| one.a), "{pairs:?}");
    }
    for name in [&b"a"[..], b"b", b"", b"\xff"] {
        let (mine, theirs) = (named::<ours::One>(name), named::<plain::One>(name));
        assert_eq!(mine.map(|one| one.a), theirs.map(|one| one.a), "{name:?}");
    }
    assert_eq!(numbered::<ours::One>(&[(7, 1), (0, 5)]), Ok(ours::One { a: 5 }));
    assert_eq!(named::<ours::One>(b"a"), Ok(ours::One { a: 5 }));
}

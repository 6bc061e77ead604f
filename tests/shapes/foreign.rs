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

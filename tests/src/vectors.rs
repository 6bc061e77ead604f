//! The recorded cases: what a Python peer made of a value, or of bytes.

use std::path::PathBuf;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::hex;
use crate::notation::Node;

/// One case of a vector file; which parts it has depends on the file.
#[derive(Debug, Deserialize)]
pub struct Case {
    pub name: String,
    #[serde(default)]
    pub peer: String,
    pub codec: String,
    /// The registered types with their ids, the built-in ones first.
    pub setup: Vec<Registered>,
    pub direction: Option<String>,
    pub value_description: Option<Node>,
    pub bytes_hex: Option<String>,
    /// Beside the vectors, where the bytes are too many for a line.
    #[serde(default)]
    pub bytes_file: Option<PathBuf>,
    /// Of bytes that are too long to be listed.
    pub bytes_sha256: Option<String>,
    pub decoded: Option<Node>,
    pub encode_error: Option<Fault>,
    pub decode_error: Option<Fault>,
    pub outcome: Option<Outcome>,
    pub delivered: Option<bool>,
    pub connection_closed_by_mango: Option<bool>,
}

/// A type of the peer and its id.
#[derive(Debug, Clone, Deserialize)]
pub struct Registered {
    #[serde(rename = "type")]
    pub name: String,
    pub type_id: i32,
}

/// A Python exception.
#[derive(Debug, Clone, Deserialize)]
pub struct Fault {
    pub exception: String,
    pub message: String,
}

/// What a registration came to.
#[derive(Debug, Clone, Deserialize)]
pub struct Outcome {
    pub ok: bool,
    pub exception: Option<String>,
    pub message: Option<String>,
    pub result: Option<String>,
}

impl Case {
    /// The recorded bytes; none where the peer made none.
    ///
    /// # Panics
    /// If they are in a file that is not there.
    pub fn bytes(&self) -> Vec<u8> {
        if let Some(file) = &self.bytes_file {
            return std::fs::read(directory().join(file)).expect("a file beside the vectors");
        }
        self.bytes_hex.as_deref().map(hex::bytes).unwrap_or_default()
    }

    /// Whether the peer made the bytes, or received them.
    pub fn is_encode(&self) -> bool {
        self.direction.as_deref() == Some("encode")
    }
}

/// One class of `type_ids.json`, with what it is hashed from in every environment that was recorded.
#[derive(Debug, Deserialize)]
pub struct Class {
    pub name: String,
    pub class_name: String,
    pub kind: String,
    #[serde(flatten)]
    pub first: Variant,
    pub variants: Vec<Variant>,
}

/// The id of a class in some environments.
#[derive(Debug, Deserialize)]
pub struct Variant {
    pub functions: Vec<String>,
    /// `None` if Python finds no signature.
    pub params: Option<Vec<String>>,
    pub hashed: String,
    pub type_id: i32,
    pub envs: Vec<Environment>,
}

/// A Python installation.
#[derive(Debug, Deserialize)]
pub struct Environment {
    pub python: String,
}

impl Class {
    /// All that was recorded of the class.
    pub fn recorded(&self) -> impl Iterator<Item = &Variant> {
        std::iter::once(&self.first).chain(&self.variants)
    }
}

/// The cases of a vector file.
///
/// # Panics
/// If the file is not there or not of the form described in `vectors/README.md`.
pub fn load<T: DeserializeOwned>(file: &str) -> Vec<T> {
    read(file)
}

/// A JSON file beside the vectors, of a form of its own.
///
/// # Panics
/// If the file is not there or not of this form.
pub fn document<T: DeserializeOwned>(file: &str) -> T {
    read(file)
}

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

pub(crate) fn read<T: DeserializeOwned>(file: &str) -> T {
    let path = directory().join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The bytes of every JSON case of every file, without duplicates: frames without their length.
pub fn all_json_bytes() -> Vec<Vec<u8>> {
    const FILES: [&str; 4] =
        ["mango_json.json", "mango_json_decode.json", "mango_by_python_version.json", "aiomas_json.json"];
    let cases = FILES.into_iter().flat_map(load::<Case>).filter(|case| case.codec == "JSON");
    let frames = load::<Case>("mango_tcp.json").into_iter().filter(|case| case.codec == "JSON");
    let mut all: Vec<_> = cases.map(|case| case.bytes()).collect();
    all.extend(frames.filter_map(|case| case.bytes().get(4..).map(<[u8]>::to_vec)));
    all.sort_unstable();
    all.dedup();
    all
}

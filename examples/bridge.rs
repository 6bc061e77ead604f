//! A bridge between two mango systems that cannot talk to each other: it reads messages as the mango of Python 3.12
//! numbers them, and writes them as that of Python 3.13 does. The messages are recorded ones; a real bridge would stand
//! between two sockets, with a second codec for the way back.
//!
//! The program fails if a message does not come out as Python 3.13 wrote it, or, where that was not recorded, if more
//! than the id has changed.

use std::error::Error;
use std::path::Path;

use codec::{Codec, Json, PythonVersion, RegistryError};

/// The ids of `MangoMessage` before and from 3.13.
const MANGO_MESSAGE: [&str; 2] = ["-1465703651", "797259889"];

/// What both directions have in common: `python_style` writes byte for byte what Python does.
fn codec(python: PythonVersion) -> Result<Json, RegistryError> {
    // Every codec reads the ids of all versions; the version decides what is written. What it does not know goes
    // through as it is: its id may be one that both sides have.
    Json::builder().python(python).python_style(true).keep_unknown(true).build()
}

fn main() -> Result<(), Box<dyn Error>> {
    let to_313 = codec(PythonVersion::V3_13)?;
    let recorded =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/mango_by_python_version.json");
    let cases: Vec<serde_json::Value> = serde_json::from_str(&std::fs::read_to_string(recorded)?)?;
    // 3.11 gives the first two the ids that 3.12 gives them. The id of an ACL message is the same everywhere, and that of
    // the performative in it has been the same since 3.12.
    let [old, new] = MANGO_MESSAGE;
    let message = recording(&cases, "py3.11 MangoMessage")?;
    let expected = [
        (message, message.replace(old, new)),
        (recording(&cases, "py3.11 AgentAddress")?, recording(&cases, "py3.13 AgentAddress")?.to_owned()),
        (recording(&cases, "py3.12 ACLMessage")?, recording(&cases, "py3.14 ACLMessage")?.to_owned()),
    ];
    for (from, expected) in expected {
        let bridged = to_313.encode(&to_313.decode(from.as_bytes())?)?;
        println!("3.12: {from}\n3.13: {}\n", String::from_utf8_lossy(&bridged));
        if bridged != expected.as_bytes() {
            return Err(format!("Python 3.13 writes {expected}").into());
        }
    }
    Ok(())
}

/// A recorded message, as text.
fn recording<'a>(cases: &'a [serde_json::Value], name: &str) -> Result<&'a str, Box<dyn Error>> {
    let found = cases.iter().find(|case| case["name"] == name);
    Ok(found.and_then(|case| case["bytes_text"].as_str()).ok_or(format!("no recording of {name}"))?)
}

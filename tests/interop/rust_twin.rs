//! The Rust structs that `cargo run --example rust_twin` prints compile, and have the ids that mango gives the classes.

use std::path::{Path, PathBuf};
use std::process::Command;

use codec::{PythonVersion, Serializer};
use codec_tests::peer::{Environment, Peer, Python};
use serde_json::json;

use crate::from_python::{Batch, Channel, HiddenParameters, Key, Node, Ping, Quality, Reading};
use crate::subject::python_version;

#[path = "../../examples/rust_twin/rust.rs"]
mod rust;

/// `CODEC_UPDATE_SNAPSHOTS=1` writes what is printed now.
const CHECKED_IN: &str = "interop/from_python.rs";

pub fn structs_for_the_classes_of_a_module() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let example = tests.join("../examples/rust_twin");
    for python in Python::all() {
        let environment = Environment::mango_for(&python);
        // The same with mango, and with the stub for where it is not installed.
        for interpreter in [&environment.python, &python.path] {
            let text = format!(
                "//! What `cargo run --example rust_twin` prints.\n\n{}",
                printed(interpreter, &example)
            );
            let checked_in = tests.join(CHECKED_IN);
            if std::env::var_os("CODEC_UPDATE_SNAPSHOTS").is_some() {
                std::fs::write(&checked_in, &text).unwrap();
            }
            let expected = std::fs::read_to_string(&checked_in).unwrap_or_default();
            assert!(text == expected, "{CHECKED_IN} is not what is printed on CPython {python}:\n{text}");
        }
        check_ids(&environment, python_version(&environment), &example);
    }
}

fn printed(python: &PathBuf, example: &Path) -> String {
    let output = Command::new(python)
        .args([example.join("classes.py"), example.join("sample.py")])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("the interpreter runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let described = serde_json::from_slice(&output.stdout).expect("JSON");
    rust::module(&described).expect("a module")
}

fn check_ids(environment: &Environment, version: PythonVersion, example: &Path) {
    let source = std::fs::read_to_string(example.join("sample.py")).expect("a file of this repository");
    let twins: [(&str, Serializer); 8] = [
        ("Quality", Quality::serializer()),
        ("Channel", Channel::serializer()),
        ("Reading", Reading::serializer()),
        ("Batch", Batch::serializer()),
        ("Node", Node::serializer()),
        ("Key", Key::serializer()),
        ("Ping", Ping::serializer()),
        ("hidden_parameters", HiddenParameters::serializer()),
    ];
    let mut peer = Peer::start(environment, "interop/ids.py", &[]);
    for (name, twin) in twins {
        let source = format!("{source}\nT = {name}\n");
        let class = peer.call(&json!({"do": "class", "source": source}), b"").expect("a class").value;
        assert_eq!(
            Some(class["type_id"].clone()),
            twin.type_id(version).map(Into::into),
            "{name}, {version}"
        );
        assert_eq!(twin.name(), name);
    }
}

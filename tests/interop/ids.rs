//! The ids that the running mango computes, on every CPython that this machine has.

use std::collections::BTreeMap;

use codec::{AclMessage, AgentAddress, MangoMessage, PythonVersion, Serializer, ext, type_id};
use codec_tests::differences;
use codec_tests::messages::{Blob, Reading};
use codec_tests::peer::{Environment, Peer, Python};
use codec_tests::vectors;
use serde::Deserialize;
use serde_json::json;

use crate::subject::python_version;

#[path = "../integration/vectors/twins.rs"]
mod twins;

/// A recorded class, with the source that Python runs.
#[derive(Deserialize)]
struct Source {
    name: String,
    class_name: String,
    source: String,
    #[serde(flatten)]
    first: Variant,
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    type_id: i32,
    envs: Vec<vectors::Environment>,
}

/// What mango says of a class.
#[derive(Deserialize)]
struct Class {
    functions: Vec<String>,
    params: Option<Vec<String>>,
    type_id: i32,
}

/// The types that have ids of their own kind, beside those in `twins`.
fn others() -> Vec<(&'static str, Serializer)> {
    vec![
        ("std.uuid.UUID", ext::uuid::serializer()),
        ("std.decimal.Decimal", ext::decimal::serializer()),
        ("numpy.ndarray", ext::ndarray::serializer()),
        ("pb.demo.Blob", Blob::serializer()),
    ]
}

/// The messages of mango; they have sources of their own here, as the recorded table has not all of them.
fn messages() -> Vec<(&'static str, &'static str, Serializer)> {
    const FROM: &str = "from mango.messages.message import";
    vec![
        ("ACLMessage", FROM, AclMessage::serializer()),
        ("MangoMessage", FROM, MangoMessage::serializer()),
        ("AgentAddress", FROM, AgentAddress::serializer()),
        ("Performatives", FROM, codec::Performative::serializer()),
        ("Reading", "from demo_pb2 import", Reading::serializer()),
    ]
}

pub fn the_running_mango_computes_the_same_ids() {
    let pythons = Python::all();
    assert!(!pythons.is_empty(), "the interpreter of the other tests is one");
    for python in &pythons {
        let environment = Environment::mango_for(python);
        check(&mut Peer::start(&environment, "interop/ids.py", &[]), python_version(&environment), python);
    }
    for version in PythonVersion::ALL {
        let minor = version as usize + 10;
        if !pythons.iter().any(|python| python.version[1] as usize == minor) {
            check_recorded(version, minor);
        }
    }
}

fn check(peer: &mut Peer, version: PythonVersion, python: &Python) {
    let mut twins: BTreeMap<_, _> = twins::twins().into_iter().chain(others()).collect();
    let (mut by_rule, mut of_types, mut skipped) = (0, 0, 0);
    for source in vectors::load::<Source>("type_ids.json") {
        let Ok(answer) = peer.call(&json!({"do": "class", "source": source.source}), b"") else {
            // Of an old protobuf, or of a package that is not installed.
            skipped += 1;
            continue;
        };
        let class: Class = serde_json::from_value(answer.value).unwrap();
        check_rule(&source.class_name, &class);
        by_rule += 1;
        if let Some(twin) = twins.remove(source.name.as_str()) {
            check_twin(&source.name, &twin, version, class.type_id);
            of_types += 1;
        }
    }
    for (name, from, serializer) in messages() {
        let answer =
            peer.call(&json!({"do": "class", "source": format!("{from} {name} as T")}), b"").unwrap();
        let class: Class = serde_json::from_value(answer.value).unwrap();
        check_rule(name, &class);
        assert_eq!(serializer.type_id(version), Some(class.type_id), "{name} on CPython {python}");
        assert!(serializer.accepted_ids().any(|id| id == class.type_id), "{name} on CPython {python}");
        of_types += 1;
    }
    assert!(twins.is_empty(), "mango on CPython {python} cannot make {:?}", twins.keys());
    println!(
        "CPython {python}: {by_rule} ids by the rule, {of_types} ids of Rust types; {skipped} classes cannot be made"
    );
    assert!(skipped <= 2, "{skipped} classes are too many");
}

fn check_rule(name: &str, class: &Class) {
    let functions: Vec<_> = class.functions.iter().map(String::as_str).collect();
    let params: Vec<_> = class.params.iter().flatten().map(String::as_str).collect();
    assert_eq!(type_id(name, &functions, &params), class.type_id, "{name}");
}

/// The Rust type is sent with this id and accepts it, or the table says that it does not on this version.
fn check_twin(name: &str, twin: &Serializer, version: PythonVersion, id: i32) {
    let number = version.to_string().replace("CPython ", "");
    let (sends, accepts) = match differences::of("type_ids.json", name) {
        None => (true, true),
        Some(listed) => {
            let (sent, accepted) = listed.split_once(';').expect("two halves");
            (!sent.contains(&number), !accepted.contains(&number))
        }
    };
    assert_eq!(
        twin.type_id(version) == Some(id),
        sends,
        "{name} is sent as {:?} on {version}",
        twin.type_id(version)
    );
    assert_eq!(
        twin.accepted_ids().any(|accepted| accepted == id),
        accepts,
        "{name} accepts {id} of {version}"
    );
}

/// Where the version is not on this machine, the recorded tables stand in for it.
fn check_recorded(version: PythonVersion, minor: usize) {
    let twins: BTreeMap<_, _> = twins::twins().into_iter().collect();
    let of_version = |variant: &Variant| {
        variant.envs.iter().any(|environment| environment.python.starts_with(&format!("3.{minor}.")))
    };
    let mut checked = 0;
    for source in vectors::load::<Source>("type_ids.json") {
        let Some(twin) = twins.get(source.name.as_str()) else { continue };
        let recorded =
            std::iter::once(&source.first).chain(&source.variants).find(|variant| of_version(variant));
        let recorded = recorded.unwrap_or_else(|| panic!("{} is not recorded for {version}", source.name));
        check_twin(&source.name, twin, version, recorded.type_id);
        checked += 1;
    }
    println!(
        "{version}: not on this machine; {checked} ids of Rust types against the RECORDED table instead"
    );
    assert!(checked > 0);
}

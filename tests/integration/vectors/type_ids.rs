//! mango's type ids: the rule, and what the macro makes of annotated types.

use std::collections::{BTreeMap, BTreeSet};

use codec::{ProtobufVersion, PythonVersion, Registry, Serializer, type_id};
use codec_tests::differences;
use codec_tests::messages::Empty;
use codec_tests::vectors::{self, Class, Environment};

use super::twins::twins;

#[test]
fn the_rule_gives_every_recorded_id() {
    let (mut classes, mut ids) = (0, 0);
    for class in vectors::load::<Class>("type_ids.json") {
        classes += 1;
        for variant in class.recorded() {
            ids += 1;
            let functions: Vec<_> = variant.functions.iter().rev().map(String::as_str).collect();
            let params: Vec<_> = variant.params.iter().flatten().map(String::as_str).collect();
            assert_eq!(type_id(&class.class_name, &functions, &params), variant.type_id, "{}", class.name);
        }
    }
    println!("type_ids.json: {classes} classes, {ids} ids by the rule");
    assert_eq!(classes, 66);
}

#[test]
fn annotated_types_have_the_id_of_every_python_version_and_accept_all() {
    let classes = vectors::load::<Class>("type_ids.json");
    let mut twins: BTreeMap<_, _> = twins().into_iter().collect();
    let mut outcomes = Vec::new();
    for class in &classes {
        match twins.remove(class.name.as_str()) {
            Some(twin) => outcomes.push((class.name.clone(), check(class, &twin))),
            None => assert!(is_foreign(class), "`{}` ({}) has no twin", class.name, class.kind),
        }
    }
    assert!(twins.is_empty(), "twins of nothing: {:?}", twins.keys());
    differences::check("type_ids.json", outcomes);
}

/// Messages with methods of their own, which Python adds to some of Google's.
const WITH_METHODS: [&str; 2] = ["pb.google.Any", "pb.google.Struct"];

#[test]
fn protobuf_messages_have_the_id_of_every_version_and_accept_all() {
    let classes = vectors::load::<Class>("type_ids.json");
    let mut checked = 0;
    for class in classes.iter().filter(|class| class.name.starts_with("pb.")) {
        if WITH_METHODS.contains(&class.name.as_str()) {
            continue;
        }
        let serializer = Serializer::proto_named::<Empty>(&class.class_name);
        let accepted: BTreeSet<i32> = serializer.accepted_ids().collect();
        let emitted = ProtobufVersion::ALL.map(|version| {
            let registry = Registry::empty().for_protobuf(version);
            let mut registry = registry.unwrap();
            registry.register(serializer.clone()).unwrap();
            registry.id_of::<Empty>().unwrap()
        });
        let recorded: BTreeSet<i32> = class.recorded().map(|variant| variant.type_id).collect();
        assert_eq!(accepted, recorded, "{}", class.name);
        assert_eq!(BTreeSet::from(emitted), recorded, "{}", class.name);
        checked += 1;
    }
    assert_eq!(checked, 4);
}

/// A class that cannot be the twin of an annotated type: Python's own, a C extension's, or one without
/// `@json_serializable`. Rust programs register such types with [`type_id`].
fn is_foreign(class: &Class) -> bool {
    !class.kind.contains("json_serializable") && !class.kind.contains("enum_serializer")
}

fn check(class: &Class, twin: &Serializer) -> Result<(), String> {
    assert_eq!(twin.name(), class.class_name);
    let accepted: BTreeSet<i32> = twin.accepted_ids().collect();
    let (mut other, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for variant in class.recorded() {
        for python in variant.envs.iter().map(version) {
            if twin.type_id(python) != Some(variant.type_id) {
                other.insert(python);
            }
            if !accepted.contains(&variant.type_id) {
                refused.insert(python);
            }
        }
    }
    if other.is_empty() && refused.is_empty() {
        return Ok(());
    }
    Err(format!("sends another id on {}; does not accept that of {}", list(&other), list(&refused)))
}

fn list(versions: &BTreeSet<PythonVersion>) -> String {
    let texts: Vec<_> = versions.iter().map(ToString::to_string).collect();
    if texts.is_empty() { "none".to_owned() } else { texts.join(", ").replace("CPython ", "") }
}

fn version(environment: &Environment) -> PythonVersion {
    let minor = environment.python.split('.').nth(1).and_then(|minor| minor.parse::<usize>().ok());
    PythonVersion::ALL[minor.expect("3.x.y") - 10]
}

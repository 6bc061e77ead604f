//! The built-in messages as each CPython writes them.

use codec::{AclMessage, AgentAddress, Codec, Dict, Json, MangoMessage, Performative, PythonVersion, Value};
use codec_tests::vectors::{self, Case};

fn version(case: &Case) -> PythonVersion {
    let minor = case.name.strip_prefix("py3.").and_then(|rest| rest.split(' ').next());
    match minor {
        Some("10") => PythonVersion::V3_10,
        Some("11") => PythonVersion::V3_11,
        Some("12") => PythonVersion::V3_12,
        Some("13") => PythonVersion::V3_13,
        Some("14") => PythonVersion::V3_14,
        _ => panic!("which Python is `{}`?", case.name),
    }
}

fn address() -> Value {
    Value::from(vec![Value::from("127.0.0.1"), 5555.into()])
}

fn mango() -> MangoMessage {
    let meta = [("sender_id", "agent1".into()), ("sender_addr", address()), ("receiver_id", "agent0".into())];
    MangoMessage { content: "Hey!".into(), meta: Some(Dict::from(meta)), ..MangoMessage::default() }
}

fn acl() -> AclMessage {
    AclMessage {
        performative: Some(Performative::Inform),
        sender_id: Some("s".into()),
        receiver_id: Some("r".into()),
        content: 1.into(),
        ..AclMessage::default()
    }
}

/// Encodes the built-in message of a case, and decodes the peer's bytes, both as its own type and at run time.
fn check(codec: &Json, case: &Case) {
    fn both<T>(codec: &Json, bytes: &[u8], message: &T) -> Vec<u8>
    where
        T: codec::Encodable + codec::Decodable + PartialEq + std::fmt::Debug + 'static,
    {
        assert_eq!(codec.decode_as::<T>(bytes).unwrap(), *message);
        assert_eq!(codec.decode(bytes).unwrap().downcast::<T>().unwrap(), *message);
        codec.encode(message).unwrap()
    }
    let bytes = case.bytes();
    let ours = match case.name.rsplit(' ').next() {
        Some("MangoMessage") => both(codec, &bytes, &mango()),
        Some("ACLMessage") => both(codec, &bytes, &acl()),
        Some("AgentAddress") => {
            let address = AgentAddress { protocol_addr: address(), aid: Some("agent0".into()) };
            both(codec, &bytes, &address)
        }
        Some("Performatives") => both(codec, &bytes, &Performative::Cfp),
        _ => panic!("what is `{}`?", case.name),
    };
    if codec.registry().unwrap().python() == version(case) {
        assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&bytes), "{}", case.name);
    }
}

/// mango's binary codec; listed here until this crate has it.
const PROTOBUF: [&str; 4] = [
    "py3.10 PROTOBUF ACLMessage",
    "py3.11 PROTOBUF ACLMessage",
    "py3.12 PROTOBUF MangoMessage",
    "py3.13 PROTOBUF MangoMessage",
];

#[test]
fn every_profile_accepts_every_version_and_writes_its_own() {
    let (json, other): (Vec<_>, Vec<_>) = vectors::load::<Case>("mango_by_python_version.json")
        .into_iter()
        .partition(|case| case.codec == "JSON");
    for case in &json {
        for python in PythonVersion::ALL {
            check(&Json::builder().python(python).python_style(true).build().unwrap(), case);
        }
    }
    let other: Vec<_> = other.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(other, PROTOBUF);
    println!(
        "mango_by_python_version.json: {} agree, {} PROTOBUF cases not yet run",
        json.len(),
        other.len()
    );
}

#[test]
fn the_recorded_setups_are_the_profiles() {
    for case in vectors::load::<Case>("mango_by_python_version.json") {
        if case.codec == "JSON" {
            super::case::registry(&case.setup, version(&case));
        }
    }
}

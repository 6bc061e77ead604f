//! The built-in messages as each CPython writes them.

use codec::{
    AclMessage, AgentAddress, Codec, Dict, Json, MangoMessage, Performative, Protobuf, PythonVersion, Value,
};
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

/// The same for mango's binary codec, which has fewer messages.
fn check_protobuf(codec: &Protobuf, case: &Case) {
    let bytes = case.bytes();
    let ours = match case.name.rsplit(' ').next() {
        Some("MangoMessage") => {
            let meta = Dict::from([("receiver_id", "agent0")]);
            let message =
                MangoMessage { content: "Hey!".into(), meta: Some(meta), ..MangoMessage::default() };
            assert_eq!(codec.decode_as::<MangoMessage>(&bytes).unwrap(), message);
            codec.encode(&message).unwrap()
        }
        Some("ACLMessage") => {
            let (performative, sender_id) = (Some(Performative::Inform), Some("s".into()));
            let message = AclMessage { performative, sender_id, ..AclMessage::default() };
            assert_eq!(codec.decode_as::<AclMessage>(&bytes).unwrap(), message);
            codec.encode(&message).unwrap()
        }
        _ => panic!("what is `{}`?", case.name),
    };
    if codec.registry().unwrap().python() == version(case) {
        assert_eq!(ours, bytes, "{}", case.name);
    }
}

#[test]
fn every_profile_accepts_every_version_and_writes_its_own() {
    let (json, protobuf): (Vec<_>, Vec<_>) = vectors::load::<Case>("mango_by_python_version.json")
        .into_iter()
        .partition(|case| case.codec == "JSON");
    for python in PythonVersion::ALL {
        let codec = Json::builder().python(python).python_style(true).build().unwrap();
        json.iter().for_each(|case| check(&codec, case));
        let codec = Protobuf::builder().python(python).allow_pickle(true).build().unwrap();
        protobuf.iter().for_each(|case| check_protobuf(&codec, case));
    }
    assert_eq!((json.len(), protobuf.len()), (10, 4));
    println!("mango_by_python_version.json: 14 agree");
}

#[test]
fn the_recorded_setups_are_the_profiles() {
    for case in vectors::load::<Case>("mango_by_python_version.json") {
        if case.codec == "JSON" {
            super::case::registry(&case.setup, version(&case));
        }
    }
}

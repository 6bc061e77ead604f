//! Type ids over the wire; that they are equal is in `ids`.

use codec::{AclMessage, AgentAddress, ProtobufVersion};
use codec::{Codec, Dict, Json, MangoMessage, Performative, Protobuf, PythonVersion, Registry, Value};
use codec_tests::messages::{Blob, Reading};
use codec_tests::peer::{Environment, Peer, Python};
use serde_json::{Value as Answer, json};

use crate::subject::{MANGO_JSON, python_version};
use crate::types::Holder;

/// All built-in types in one message.
const MESSAGE: &str = "codec.encode(MangoMessage([AgentAddress(['h', 1], 'a'), Performatives.inform, \
                       ACLMessage(performative=Performatives.cfp)], {'receiver_id': 'a'}))";

fn message() -> MangoMessage {
    let address =
        AgentAddress { protocol_addr: vec![Value::from("h"), 1.into()].into(), aid: Some("a".into()) };
    let acl = AclMessage { performative: Some(Performative::Cfp), ..AclMessage::default() };
    let content = vec![Value::from(address), Performative::Inform.into(), acl.into()];
    let meta = Dict::from([("receiver_id", "a")]);
    MangoMessage { content: content.into(), meta: Some(meta), extra: Dict::new() }
}

/// One codec reads every version; a profile writes for each.
pub fn known_ids_of_every_python_are_accepted_and_the_configured_one_is_sent() {
    let any = Json::new();
    let mut versions = Vec::new();
    for python in Python::all() {
        let environment = Environment::mango_for(&python);
        let mut peer = Peer::start(&environment, "interop/peer.py", &["mango", "JSON"]);
        let bytes = peer.call(&json!({"do": "eval", "code": MESSAGE}), b"").unwrap().bytes;
        assert_eq!(any.decode_as::<MangoMessage>(&bytes).unwrap(), message(), "CPython {python}");
        let codec = Json::builder().python(python_version(&environment)).python_style(true).build().unwrap();
        assert_eq!(codec.encode(&message()).unwrap(), bytes, "CPython {python}");
        let code =
            "message = codec.decode(data)\nstr((type(message).__name__, message.content[0], message.meta))";
        let seen = peer.call(&json!({"do": "eval", "code": code}), &bytes).unwrap().value;
        let expected =
            "('MangoMessage', AgentAddress(protocol_addr=['h', 1], aid='a'), {'receiver_id': 'a'})";
        assert_eq!(seen["v"], Answer::from(expected));
        versions.push(python.to_string());
    }
    println!("all built-in messages exchanged with CPython {}", versions.join(", "));
}

/// Between them, the peers cannot; what each sends, ours can tell apart.
pub fn messages_of_another_python_are_refused_by_the_peer_alone() {
    let mut pair = MANGO_JSON.start();
    let theirs = if python_version(&Environment::mango()) >= PythonVersion::V3_13 {
        PythonVersion::V3_11
    } else {
        PythonVersion::V3_13
    };
    let bytes = Json::builder().python(theirs).build().unwrap().encode(&message()).unwrap();
    assert_eq!(pair.refuses(&bytes), "KeyError");
    assert_eq!(pair.ours.decode_as::<MangoMessage>(&bytes).unwrap(), message());
}

/// mango up to 2.1.3 numbers its types, and takes the numbers of its own order alone.
pub fn sequential_ids_of_mango_2_1_3_are_a_profile() {
    let mut peer = Peer::start(&Environment::mango_2_1_3(), "interop/old_peer.py", &[]);
    let first = [
        AclMessage::serializer,
        MangoMessage::serializer,
        AgentAddress::serializer,
        Performative::serializer,
    ];
    let registry =
        Registry::sequential(first.map(|serializer| serializer()).into_iter().chain([Holder::serializer()]));
    let codec = Json::builder().registry(registry.unwrap()).python_style(true).build().unwrap();
    let bytes = peer.call(&json!({"do": "encode"}), b"").unwrap().bytes;
    let value = codec.decode(&bytes).unwrap();
    let holder = Holder { first: message().into(), second: Value::Null };
    assert_eq!(value.as_object().unwrap().downcast_ref::<Holder>(), Some(&holder));
    assert_eq!(codec.encode(&holder).unwrap(), bytes);
    assert_eq!(peer.call(&json!({"do": "decode"}), &bytes).unwrap().bytes, bytes);
    assert_eq!(Json::new().decode(&bytes).unwrap_err().type_id(), Some(4));
}

/// protobuf 5 has other methods on its classes, and so other ids.
pub fn protobuf_5_is_a_profile() {
    let mut peer = Peer::start(&Environment::mango_2_1_3(), "interop/old_peer.py", &[]);
    let ids = peer.call(&json!({"do": "proto ids"}), b"").unwrap().value;
    let registry = Registry::with_serializers([Reading::serializer(), Blob::serializer()]).unwrap();
    let codec = Protobuf::builder().registry(registry).protobuf(ProtobufVersion::V5).build().unwrap();
    assert_eq!(ids["Reading"], Answer::from(codec.id_of::<Reading>()));
    assert_eq!(ids["Blob"], Answer::from(codec.id_of::<Blob>()));
    assert!(
        Protobuf::with_serializers([Reading::serializer])
            .decode(&codec.encode(&Reading::default()).unwrap())
            .is_ok()
    );
}

/// So has protobuf without its C implementation.
pub fn protobuf_in_pure_python_is_a_profile() {
    let mut peer = Peer::start(&Environment::mango(), "interop/ids.py", &["python"]);
    let registry = Registry::with_serializers([Reading::serializer(), Blob::serializer()]).unwrap();
    let codec = Protobuf::builder().registry(registry).protobuf(ProtobufVersion::PurePython).build().unwrap();
    for (name, id) in [("Reading", codec.id_of::<Reading>()), ("Blob", codec.id_of::<Blob>())] {
        let source = format!("from demo_pb2 import {name} as T");
        let class = peer.call(&json!({"do": "class", "source": source}), b"").unwrap().value;
        assert_eq!(class["type_id"], Answer::from(id), "{name}");
    }
}

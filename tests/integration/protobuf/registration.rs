//! How prost messages become known.

use codec::{
    Codec, DynCodec, Json, JsonSerializable as _, Protobuf, ProtobufVersion, PythonVersion, Registry,
    Serializer, Value, proto_serializable, require_types,
};
use codec_tests::messages::{Blob, Outer, Reading};

/// In the link-time registry of this program.
#[proto_serializable]
#[derive(Clone, PartialEq, prost::Message)]
struct LinkedMessage {
    #[prost(uint32, tag = "1")]
    count: u32,
}

#[proto_serializable(type_id = 7551, accept_ids(7552, -7553))]
#[derive(Clone, PartialEq, prost::Message)]
struct WithIds {}

#[proto_serializable(name = "Renamed", accept_ids(7554))]
#[derive(Clone, PartialEq, prost::Message)]
struct WithName {}

/// The name of the type comes from the caller, and so has another hygiene than what is generated.
macro_rules! message {
    ($name:ident) => {
        #[proto_serializable]
        #[derive(Clone, PartialEq, prost::Message)]
        struct $name {
            #[prost(uint32, tag = "1")]
            count: u32,
        }
    };
}

message!(OutOfAMacro);

#[test]
fn a_message_out_of_a_macro_is_one_as_well() {
    let codec = Protobuf::new();
    let bytes = codec.encode(&OutOfAMacro { count: 3 }).unwrap();
    assert_eq!(codec.decode_as::<OutOfAMacro>(&bytes).unwrap(), OutOfAMacro { count: 3 });
}

#[test]
fn messages_are_linked() {
    require_types!(LinkedMessage, WithIds, WithName).unwrap();
    let codec = Protobuf::new();
    let message = LinkedMessage { count: 3 };
    let bytes = codec.encode(&message).unwrap();
    let value = codec.decode(&bytes).unwrap();
    assert_eq!(value.as_object().unwrap().wire_id(), codec.id_of::<LinkedMessage>());
    assert_eq!(value.downcast::<LinkedMessage>().unwrap(), message);
    let table = Registry::linked().unwrap().to_string();
    let row = table.lines().find(|row| row.contains("LinkedMessage")).unwrap();
    assert!(row.contains("tests/integration/protobuf/registration.rs:"), "{row}");
    let error = require_types!(Reading).unwrap_err();
    assert!(error.is_not_linked(), "{error}");
}

#[test]
fn keys_choose_ids_and_names() {
    let id = |serializer: &Serializer| serializer.type_id(PythonVersion::default());
    let accepted = |serializer: &Serializer| serializer.accepted_ids().collect::<Vec<_>>();
    let with_ids = WithIds::serializer();
    assert_eq!((id(&with_ids), with_ids.name()), (Some(7551), "WithIds"));
    assert_eq!(accepted(&with_ids), [7551, -7553, 7552]);
    let renamed = WithName::serializer();
    assert_eq!(renamed.name(), "Renamed");
    let by_rule = Serializer::proto_named::<WithName>("Renamed");
    assert_eq!(id(&renamed), id(&by_rule));
    assert_eq!(accepted(&renamed), [vec![7554], accepted(&by_rule)].concat());
}

#[test]
fn the_id_is_that_of_the_peers_protobuf() {
    for (version, id) in [
        (ProtobufVersion::V5, 117_377_414),
        (ProtobufVersion::V6_30, -127_387_177),
        (ProtobufVersion::PurePython, -1_814_845_532),
    ] {
        let serializers = [Reading::serializer()];
        let codec = Protobuf::builder().protobuf(version).serializers(serializers).build().unwrap();
        assert_eq!(codec.id_of::<Reading>(), Some(id));
        // The Python version has no say in it, and does not change what was chosen.
        let registry = codec.registry().unwrap().for_python(PythonVersion::V3_14).unwrap();
        assert_eq!((registry.id_of::<Reading>(), registry.protobuf()), (Some(id), version));
        let reading = Reading { at: 5, ..Reading::default() };
        let bytes = codec.encode(&reading).unwrap();
        let other = Protobuf::with_serializers([Reading::serializer]);
        assert_eq!(other.decode_as::<Reading>(&bytes).unwrap(), reading);
        assert_eq!(other.decode(&bytes).unwrap().as_object().unwrap().wire_id(), Some(id));
    }
}

#[test]
fn a_message_without_the_attribute_is_registered_by_hand() {
    let mut codec = Protobuf::with_registry(Registry::empty());
    assert!(codec.object(&Outer {}).unwrap_err().is_unknown_type());
    codec.register_proto_type::<Outer>().unwrap();
    assert!(codec.register_proto_type::<Outer>().unwrap_err().is_type_taken());
    let bytes = codec.encode(&codec.object(&Outer {}).unwrap()).unwrap();
    assert_eq!(codec.decode(&bytes).unwrap().downcast::<Outer>().unwrap(), Outer {});
    // The package does not count: two messages of one name have one id.
    let same_name = Serializer::proto_named::<LinkedMessage>("Outer");
    assert!(codec.add_serializer(same_name.clone()).unwrap_err().is_id_taken());
    codec.add_serializer(same_name.with_type_id(9)).unwrap();
    assert_eq!(codec.id_of::<LinkedMessage>(), Some(9));
}

#[test]
fn allow_lists_and_trait_bounds_take_messages() {
    let codec = Protobuf::with_registry(Registry::only::<(Reading, Blob)>().unwrap());
    let codec: Box<dyn DynCodec> = Box::new(codec);
    let blob = Blob { content: vec![1, 2] };
    assert_eq!(codec.decode_as::<Blob>(&codec.encode(&blob).unwrap()).unwrap(), blob);
    assert!(codec.encode(&LinkedMessage { count: 1 }).unwrap_err().is_unknown_type());
    let payload = blob.as_value().unwrap();
    assert_eq!(payload.to_string(), r"b'\n\x02\x01\x02'");
    assert_eq!(<Blob as codec::JsonSerializable>::from_value(payload).unwrap(), blob);
    assert_eq!(Value::from(blob).to_string(), r"Blob(b'\n\x02\x01\x02')");
}

/// A program that sends one type in two codecs has one attribute for both.
#[test]
fn json_says_what_it_lacks() {
    let codec = Json::with_serializers([Blob::serializer]);
    let error = codec.encode(&Blob { content: vec![1] }).unwrap_err();
    assert!(error.is_unsupported(), "{error}");
    let bytes = br#"{"__type__":[326009131,[10,1,7]]}"#;
    assert_eq!(codec.decode_as::<Blob>(bytes).unwrap(), Blob { content: vec![7] });
}

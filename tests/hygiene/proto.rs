//! Protobuf messages among names that mean something else, and under another path of `codec`.
#![no_implicit_prelude]

mod bare {
    #![allow(dead_code)]

    pub(super) mod core {}
    pub(super) mod std {}
    pub(super) mod serde {}
    pub(super) mod codec {}
    pub(super) mod inventory {}
    pub(super) mod __private {}
    pub(super) struct Serializer;
    pub(super) struct Record;

    #[::codec::proto_serializable(register = false)]
    #[derive(::std::clone::Clone, ::std::cmp::PartialEq, ::prost::Message)]
    pub(super) struct Bare {
        #[prost(string, tag = "1")]
        pub(super) text: ::std::string::String,
    }
}

mod facade {
    pub(crate) use ::codec as wire;
}

#[facade::wire::proto_serializable(register = false, name = "Bare", crate = crate::proto::facade::wire)]
#[derive(::std::clone::Clone, ::std::cmp::PartialEq, ::prost::Message)]
struct r#Type {
    #[prost(int64, tag = "1")]
    r#fn: i64,
}

#[test]
fn all_pass() {
    use ::codec::{Codec as _, Protobuf};
    use ::std::assert_eq;
    let codec = Protobuf::with_serializers([bare::Bare::serializer]);
    let bytes = codec.encode(&bare::Bare { text: ::std::convert::From::from("x") }).unwrap();
    assert_eq!(codec.decode_as::<bare::Bare>(&bytes).unwrap().text, "x");
    let other = Protobuf::with_serializers([Type::serializer]);
    let bytes = other.encode(&Type { r#fn: 5 }).unwrap();
    assert_eq!(other.decode_as::<Type>(&bytes).unwrap().r#fn, 5);
    assert_eq!(other.id_of::<Type>(), codec.id_of::<bare::Bare>());
}

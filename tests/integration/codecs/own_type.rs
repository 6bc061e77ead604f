//! Each codec by its own type: behind `dyn DynCodec`, where the other tests use it, calls go by another way.

use codec::{Codec, DynCodec, FastJson, Json, MsgPack, MsgPackBlosc, Registry, Value, ValueCodec};

use super::types::{Leaf, Wrap, leaf};
use crate::custom::cbor::Cbor;

fn only_leaf() -> Registry {
    Registry::only::<(Leaf,)>().unwrap()
}

/// What a typed message goes through by the codec's own type is what it goes through behind a pointer.
#[track_caller]
fn as_behind_a_pointer<C: DynCodec + Clone + 'static>(mut codec: C) {
    let pointer: Box<dyn DynCodec> = Box::new(codec.clone());
    let bytes = pointer.encode(&leaf()).unwrap();
    assert_eq!(codec.encode(&leaf()).unwrap(), bytes);
    let mut behind = b"before".to_vec();
    codec.encode_into(&leaf(), &mut behind).unwrap();
    assert_eq!(behind, [b"before", &*bytes].concat());
    assert_eq!(codec.decode_as::<Leaf>(&bytes).unwrap(), leaf());
    assert_eq!(codec.decode_from::<Leaf>(&*bytes).unwrap(), leaf());
    assert_eq!(pointer.decode_from::<Leaf>(&*bytes).unwrap(), leaf());

    let list = pointer.encode(&vec![1, 2]).unwrap();
    assert_eq!(codec.encode(&[1, 2][..]).unwrap(), list);
    assert_eq!(pointer.encode(&[1, 2][..]).unwrap(), list);

    let cut = &bytes[..bytes.len() - 1];
    let error = codec.decode_as::<Leaf>(cut).unwrap_err().to_string();
    assert_eq!(pointer.decode_as::<Leaf>(cut).unwrap_err().to_string(), error);
    assert_eq!(codec.decode_as::<Leaf>(&bytes).unwrap(), leaf(), "and the next is none the worse");

    let error = codec.encode_into(&Wrap(Value::Null), &mut behind).unwrap_err();
    assert!(error.is_unknown_type());
    assert_eq!(behind.len(), bytes.len() + 6, "what was refused leaves nothing");
    codec.add_serializer(Wrap::serializer()).unwrap();
    let bytes = codec.encode(&Wrap(Value::Null)).unwrap();
    assert_eq!(codec.decode_as::<Wrap>(&bytes).unwrap(), Wrap(Value::Null));
    assert!(pointer.decode_as::<Wrap>(&bytes).is_err(), "the other is a codec of its own");
}

#[test]
fn typed_messages_of_every_codec() {
    as_behind_a_pointer(Json::with_registry(only_leaf()));
    as_behind_a_pointer(FastJson::with_registry(only_leaf()));
    as_behind_a_pointer(MsgPack::with_registry(only_leaf()));
    as_behind_a_pointer(MsgPackBlosc::with_registry(only_leaf()));
    as_behind_a_pointer(ValueCodec::with_registry(Cbor, only_leaf()));
}

/// A codec behind a pointer gets a type by the pointer.
#[test]
fn a_pointer_takes_serializers() {
    let codecs: [Box<dyn DynCodec>; 5] = [
        Box::new(Json::with_registry(only_leaf())),
        Box::new(FastJson::with_registry(only_leaf())),
        Box::new(MsgPack::with_registry(only_leaf())),
        Box::new(MsgPackBlosc::with_registry(only_leaf())),
        Box::new(ValueCodec::with_registry(Cbor, only_leaf())),
    ];
    for mut codec in codecs {
        assert_eq!(codec.id_of::<Wrap>(), None);
        (*codec).add_serializer(Wrap::serializer()).unwrap();
        assert_eq!(codec.id_of::<Wrap>(), Some(7605));
        assert_eq!(codec.registry().unwrap().len(), 2);
    }
}

#[test]
fn default_and_new_know_what_is_linked() {
    let linked = Registry::linked().unwrap().len();
    for codec in [
        &Json::default() as &dyn DynCodec,
        &FastJson::default(),
        &MsgPack::default(),
        &MsgPackBlosc::default(),
        &codec::Protobuf::default(),
        &ValueCodec::try_new(Cbor).unwrap(),
    ] {
        assert_eq!(codec.registry().unwrap().len(), linked);
    }
}

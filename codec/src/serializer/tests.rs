//! Several Rust types under one id.

use serde::{Deserialize, Serialize};

use crate::{AclMessage, Codec, Json, Object, PythonVersion, Registry, Serializer, Value};

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Metres(f64);
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Miles(f64);
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Steps(f64);

macro_rules! length {
    ($ty:ident, $factor:literal) => {
        Serializer::new::<$ty>(
            |this| Ok(Value::from(this.0 * $factor)),
            |value| Ok($ty(f64::try_from(value)? / $factor)),
        )
        .with_name("Length")
    };
}

fn lengths() -> Serializer {
    length!(Metres, 1.0).with_type_id(70).accepting([71]).also(length!(Miles, 1600.0))
}

fn codec() -> Json {
    Json::with_serializers([lengths()])
}

#[test]
fn each_type_is_sent_under_the_one_id_and_read_where_it_is_asked_for() {
    let codec = codec();
    let bytes = codec.encode(&Miles(2.0)).unwrap();
    assert_eq!(bytes, br#"{"__type__":[70,3200.0]}"#);
    assert_eq!(codec.encode(&codec.object(&Miles(2.0)).unwrap()).unwrap(), bytes);
    assert_eq!(codec.encode(&Metres(3200.0)).unwrap(), bytes);
    assert_eq!(codec.decode_as::<Miles>(&bytes).unwrap(), Miles(2.0));
    assert_eq!(codec.decode_as::<Metres>(&bytes).unwrap(), Metres(3200.0));
    assert_eq!(codec.decode(&bytes).unwrap().downcast::<Metres>().unwrap(), Metres(3200.0));
    // An id that is only understood does as well.
    assert_eq!(codec.decode_as::<Miles>(br#"{"__type__":[71,1600]}"#).unwrap(), Miles(1.0));
    assert_eq!((codec.id_of::<Metres>(), codec.id_of::<Miles>()), (Some(70), Some(70)));
    assert_eq!((codec.id_of::<Steps>(), codec.registry().unwrap().len()), (None, 1));
}

#[test]
fn another_class_is_refused() {
    let mut codec = codec();
    codec.add_serializer(length!(Steps, 0.5).with_name("Steps").with_type_id(80)).unwrap();
    let steps = codec.encode(&Steps(4.0)).unwrap();
    assert_eq!(steps, br#"{"__type__":[80,2.0]}"#);
    let error = codec.decode_as::<Miles>(&steps).unwrap_err();
    assert!(error.is_type_mismatch());
    assert_eq!(error.to_string(), "expected a `Length`, found a `Steps` (line 1, column 1, byte 0)");
    assert!(codec.decode_as::<Steps>(br#"{"__type__":[70,1]}"#).unwrap_err().is_type_mismatch());
    assert!(codec.decode_as::<Miles>(br#"{"__type__":[99,1]}"#).unwrap_err().is_unknown_type());
}

#[test]
fn ids_by_order_count_classes() {
    let registry = Registry::sequential([lengths(), length!(Steps, 1.0).with_name("Steps")]).unwrap();
    assert_eq!((registry.id_of::<Miles>(), registry.id_of::<Steps>()), (Some(0), Some(1)));
    let other = registry.for_python(PythonVersion::V3_14).unwrap();
    assert_eq!((other.id_of::<Miles>(), other.id_of::<Steps>()), (Some(0), Some(1)));
    assert_eq!(
        other.iter().map(|(id, one)| (id, one.name().to_owned())).collect::<Vec<_>>(),
        [(0, "Length".to_owned()), (1, "Steps".to_owned())]
    );
}

#[test]
fn a_type_is_registered_once() {
    let mut codec = codec();
    for again in [length!(Miles, 1.0), length!(Steps, 1.0).also(length!(Miles, 1.0))] {
        assert_eq!(
            codec.add_serializer(again.with_type_id(90)).unwrap_err().to_string(),
            "there is already a serializer for type `codec::serializer::tests::Miles` (added at run time), with id 70"
        );
    }
    assert_eq!(codec.id_of::<Steps>(), None);
    let twice = length!(Steps, 1.0).with_type_id(90).also(length!(Steps, 1.0));
    assert_eq!(
        codec.add_serializer(twice).unwrap_err().to_string(),
        "type `codec::serializer::tests::Steps` stands twice in one serializer; take one `also(..)` away"
    );
}

#[test]
fn further_types_of_further_types_count() {
    let nested = length!(Metres, 1.0).with_type_id(5).also(length!(Miles, 1600.0).also(length!(Steps, 0.5)));
    let codec = Json::with_serializers([nested]);
    assert_eq!(codec.encode(&Steps(4.0)).unwrap(), br#"{"__type__":[5,2.0]}"#);
}

#[test]
fn a_name_is_the_python_class_of_a_foreign_type_alone() {
    assert_eq!(codec().decode(br#"{"__type__":[70,1]}"#).unwrap().to_string(), "Length(1.0)");
    let object: Object = codec().object(&Miles(1.0)).unwrap();
    assert_eq!((object.name(), object.type_name()), ("Length", "codec::serializer::tests::Miles"));
    assert_eq!(AclMessage::serializer().with_name("Other").name(), "ACLMessage");
}

/// Bytes inside an object that has them as base64; whatever lies deeper has its own way.
#[cfg(feature = "base64")]
mod base64 {
    use super::*;
    use crate::{Bytes, Dict};

    #[derive(Debug, Clone, PartialEq)]
    struct Holder(Value);

    #[derive(Debug, Clone, PartialEq)]
    struct Plain(Value);

    fn codec() -> Json {
        let holder = Serializer::new::<Holder>(|this| Ok(this.0.clone()), |value| Ok(Holder(value)));
        let plain = Serializer::new::<Plain>(|this| Ok(this.0.clone()), |value| Ok(Plain(value)));
        Json::with_serializers([holder.with_type_id(1).bytes_as_base64(), plain.with_type_id(2)])
    }

    fn bytes() -> Value {
        Bytes::from([1, 255]).into()
    }

    fn holder(value: Value) -> Value {
        codec().object(&Holder(value)).unwrap().into()
    }

    fn plain(value: Value) -> Value {
        codec().object(&Plain(value)).unwrap().into()
    }

    #[test]
    fn in_every_place_of_the_payload() {
        let payload = Value::from(Dict::from([("a", Value::from(vec![bytes()])), ("b", bytes())]));
        assert_eq!(
            codec().encode(&holder(payload)).unwrap(),
            br#"{"__type__":[1,{"a":["Af8="],"b":"Af8="}]}"#
        );
        assert!(codec().encode(&bytes()).unwrap_err().is_unsupported());
        assert!(codec().encode(&plain(bytes())).unwrap_err().is_unsupported());
    }

    #[test]
    fn live_values_as_well() {
        let live = codec().decode(br#"{"__type__":[1,{"__type__":[1,7]}]}"#).unwrap();
        assert!(live.is::<Holder>());
        assert_eq!(codec().encode(&live).unwrap(), br#"{"__type__":[1,{"__type__":[1,7]}]}"#);
    }

    #[test]
    fn objects_inside_have_their_own_way_and_what_follows_has_the_outer_one() {
        let inner = Value::from(vec![plain(Value::from(1)), bytes(), holder(bytes()), bytes()]);
        assert_eq!(
            codec().encode(&holder(inner)).unwrap(),
            br#"{"__type__":[1,[{"__type__":[2,1]},"Af8=",{"__type__":[1,"Af8="]},"Af8="]]}"#
        );
        assert!(codec().encode(&holder(plain(bytes()))).unwrap_err().is_unsupported());
        assert!(
            codec().encode(&holder(crate::Unknown::new(9, bytes()).into())).unwrap_err().is_unsupported()
        );
        let outer = Value::from(vec![holder(bytes()), bytes()]);
        assert_eq!(codec().encode(&outer).unwrap_err().path(), "[1]");
    }
}

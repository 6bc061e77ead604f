//! What can be registered, and what is found.

use codec::{
    Codec, Dict, DynCodec, FallbackSerializer, Json, Registry, Serializer, Value, json_serializable,
};

use crate::subject::{AIOMAS_JSON, AIOMAS_MSGPACK, MANGO_JSON, Pair};
use crate::types::{Holder, Point, Quiet};

/// Annotated, and known to no codec here.
#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct Stranger {
    n: i64,
}

/// The peer's exception while it runs these lines.
fn raised(pair: &mut Pair, code: &str) -> String {
    let fault = pair.value(&format!("{code}\n'no exception'"), b"").expect_err(code);
    format!("{}: {}", fault.exception.rsplit('.').next().unwrap_or_default(), fault.message)
}

pub fn ids_are_computed_or_given() {
    let mut pair = MANGO_JSON.start();
    let code = "c = codecs.JSON()\nc.add_serializer(*Holder.__serializer__())\n\
                c.add_serializer(*Quiet.__serializer__(), type_id=4711)\nc.encode([Holder(1, 2), Quiet(3)])";
    let mut codec = Json::builder().registry(Registry::empty()).python_style(true).build().unwrap();
    codec.add_serializer(Holder::serializer()).unwrap();
    codec.add_serializer(Quiet::serializer().with_type_id(4711)).unwrap();
    let value =
        vec![Value::from(Holder { first: 1.into(), second: 2.into() }), Quiet { data: 3.into() }.into()];
    assert_eq!(pair.bytes(code).unwrap(), codec.encode(&Value::from(value)).unwrap());
}

pub fn the_same_type_twice_fails_with_and_without_another_id() {
    let mut pair = MANGO_JSON.start();
    for (more, id) in [("", None), (", type_id=4711", Some(4711))] {
        let text = raised(&mut pair, &format!("codec.add_serializer(*Holder.__serializer__(){more})"));
        assert!(text.starts_with("ValueError: There is already a serializer for type"), "{text}");
        let mut codec = Json::with_serializers([Holder::serializer]);
        let again = id.map_or(Holder::serializer(), |id| Holder::serializer().with_type_id(id));
        assert!(codec.add_serializer(again).unwrap_err().is_type_taken());
    }
}

pub fn another_type_with_a_taken_id_fails() {
    let mut pair = MANGO_JSON.start();
    let text = raised(
        &mut pair,
        "c = codecs.JSON()\nc.add_serializer(*Holder.__serializer__(), type_id=10)\n\
         c.add_serializer(*Quiet.__serializer__(), type_id=10)",
    );
    assert_eq!(text, "ValueError: There is already a serializer with type id \"10\"");
    let mut codec = Json::with_serializers([Holder::serializer().with_type_id(10)]);
    assert!(codec.add_serializer(Quiet::serializer().with_type_id(10)).unwrap_err().is_id_taken());
    codec.add_serializer(Quiet::serializer().with_type_id(11)).unwrap();
}

pub fn an_unregistered_type_has_no_serializer_at_any_depth() {
    let mut pair = MANGO_JSON.start();
    for code in ["1j", "[1j]", "{'a': [(1j,)]}", "Holder(1, [Quiet(1j)])", "MangoMessage(1j, {})"] {
        let text = raised(&mut pair, &format!("codec.encode({code})"));
        assert!(
            text.starts_with("SerializationError: No serializer found for type \"<class 'complex'>\""),
            "{text}"
        );
    }
    let stranger = || Value::from(Stranger { n: 1 });
    let quiet = Quiet { data: stranger() };
    let values = [
        stranger(),
        vec![stranger()].into(),
        Dict::from([("a", vec![vec![stranger()]])]).into(),
        Holder { first: 1.into(), second: vec![Value::from(quiet)].into() }.into(),
    ];
    for value in values {
        let error = pair.ours.encode(&value).unwrap_err();
        assert!(
            error.is_unknown_type() && error.to_string().starts_with("no serializer found for type "),
            "{error}"
        );
    }
}

pub fn lookup_is_by_the_exact_type() {
    let mut pair = MANGO_JSON.start();
    let text = raised(&mut pair, "class Derived(Holder): pass\ncodec.encode(Derived(1, 2))");
    assert!(text.starts_with("SerializationError: No serializer found for type"), "{text}");
    // A type of the same name and fields is another one.
    mod other {
        #[codec::json_serializable(register = false)]
        pub struct Holder {
            pub first: i64,
            pub second: i64,
        }
    }
    assert!(pair.ours.encode(&other::Holder { first: 1, second: 2 }).unwrap_err().is_unknown_type());
}

pub fn object_is_a_fallback_for_everything() {
    let mut pair = AIOMAS_JSON.start();
    let code = "c = codecs.JSON()\nc.add_serializer(*Holder.__serializer__())\n\
                c.add_serializer(object, str, lambda text: Quiet(text))\n";
    let bytes = pair.bytes(&format!("{code}c.encode([Holder(1, 2), 1j])")).unwrap();
    assert_eq!(bytes, br#"[{"__type__": [0, {"first": 1, "second": 2}]}, {"__type__": [1, "1j"]}]"#);
    let fallback = FallbackSerializer::new(
        1,
        |object| Some(Ok(Value::from(object.downcast_ref::<std::time::Duration>()?.as_secs()))),
        |payload| Ok(Quiet { data: payload }),
    );
    let registry = Registry::sequential([Holder::serializer]).unwrap();
    let codec = Json::builder().registry(registry).fallback(fallback).python_style(true).build().unwrap();
    let value = codec.decode(&bytes).unwrap();
    let arrived = value[1].as_object().unwrap().downcast_ref::<Quiet>();
    assert_eq!(arrived, Some(&Quiet { data: "1j".into() }));
    let sent = codec.encode(&codec.object(&std::time::Duration::from_secs(5)).unwrap()).unwrap();
    assert_eq!(pair.text(&format!("{code}str(c.decode(data).data)"), &sent), "5");
}

/// Python's ids are whatever can be a key of a dict; ours are 32-bit integers, as those that mango computes.
pub fn zero_is_an_id_and_strings_and_large_numbers_are_refused() {
    let mut pair = MANGO_JSON.start();
    let with = |id: &str| {
        format!(
            "c = codecs.JSON()\nc.add_serializer(*Quiet.__serializer__(), type_id={id})\nc.encode(Quiet(1))"
        )
    };
    let codec = Json::with_serializers([Quiet::serializer().with_type_id(0)]);
    let zero = pair.bytes(&with("0")).unwrap();
    assert_eq!(codec.decode_as::<Quiet>(&zero).unwrap(), Quiet { data: 1.into() });
    for id in ["'text'", "2**40"] {
        let bytes = pair.bytes(&with(id)).unwrap();
        assert!(codec.decode(&bytes).unwrap_err().is_envelope(), "{id}");
    }
}

pub fn aiomas_ids_count_from_zero_and_follow_the_order() {
    for subject in [AIOMAS_JSON, AIOMAS_MSGPACK] {
        let mut pair = subject.start();
        for (order, swapped) in [("Holder, Quiet", false), ("Quiet, Holder", true)] {
            let mut serializers: Vec<Serializer> = vec![Holder::serializer(), Quiet::serializer()];
            if swapped {
                serializers.reverse();
            }
            let registry = Registry::sequential(serializers).unwrap();
            let codec: Box<dyn DynCodec> = if subject == AIOMAS_JSON {
                Box::new(Json::builder().registry(registry).python_style(true).build().unwrap())
            } else {
                Box::new(codec::MsgPack::with_registry(registry))
            };
            let code = format!(
                "c = codecs.{}()\nfor cls in ({order}): c.add_serializer(*cls.__serializer__())\n\
                 c.encode([Holder(1, 2), Quiet(3)])",
                subject.codec
            );
            let value = vec![
                Value::from(Holder { first: 1.into(), second: 2.into() }),
                Quiet { data: 3.into() }.into(),
            ];
            assert_eq!(pair.bytes(&code).unwrap(), codec.encode(&Value::from(value)).unwrap(), "{order}");
        }
    }
}

/// The order is all that tells types apart: nobody notices another one, unless the fields differ.
pub fn aiomas_types_in_another_order_arrive_as_each_other() {
    let mut pair = AIOMAS_JSON.start();
    let codec = Json::aiomas([Quiet::serializer(), Point::serializer()]);
    let sent = codec.encode(&Quiet { data: 1.into() }).unwrap();
    let code = "class Other:\n  def __init__(self, data): self.data = data\n\
                Other = codecs.serializable(Other)\nc = codecs.JSON()\nc.add_serializer(*Other.__serializer__())\n\
                str(c.decode(data))";
    assert_eq!(pair.text(code, &sent), "Other(data=1)");
    assert_eq!(pair.refuses(&sent), "TypeError");
}

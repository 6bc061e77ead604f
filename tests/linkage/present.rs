//! `use the_crate as _;` links the types of a crate; what an id stands for then, and what an error says of others.

use codec::{
    Codec, FallbackSerializer, Json, PythonVersion, Registry, Serializer, Value, json_serializable,
    require_types, type_id,
};
use codec_tests_linked as _;

#[json_serializable]
#[derive(Debug, PartialEq)]
struct Local {
    at_home: bool,
}

fn wired() -> i32 {
    type_id("Wired", &["__asdict__", "__init__", "__repr__"], &["volt"])
}

/// Where a type of this file is defined, as errors print it.
fn place(name: &str) -> String {
    let head = format!("struct {name} {{");
    let line = include_str!("present.rs").lines().position(|line| line == head).unwrap() + 1;
    format!("tests/linkage/present.rs:{line}")
}

fn unknown(codec: &Json, id: i32) -> String {
    let text = format!(r#"{{"__type__":[{id},{{}}]}}"#);
    let error = codec.decode(text.as_bytes()).unwrap_err();
    assert!(error.is_unknown_type());
    assert_eq!(error.type_id(), Some(id));
    let text = error.to_string();
    let (head, reason) = text.split_once("); ").unwrap();
    assert!(head.starts_with(&format!("unknown type id {id} (line 1, column ")), "{head}");
    reason.to_owned()
}

#[test]
fn a_linked_crate_is_registered_whole() {
    let linked = Registry::linked().unwrap();
    let of = |name: &str| linked.iter().find(|(_, known)| known.name() == name).map(|(id, _)| id);
    assert_eq!(of("Wired"), Some(wired()));
    assert!(of("Phase").is_some() && of("PairI64").is_some() && of("Versioned").is_some());
    assert_eq!(of("Unregistered"), None);
    let text = format!(r#"{{"__type__":[{},{{"volt":1.5}}]}}"#, wired());
    let value = Json::new().decode(text.as_bytes()).unwrap();
    assert_eq!(value.to_string(), "Wired(volt=1.5)");
    assert_eq!(value.as_object().unwrap().type_name(), "codec_tests_linked::Wired");
    assert_eq!(Json::new().encode_to_string(&value).unwrap(), text);
}

#[test]
fn the_table_names_crate_and_place() {
    let registry = Registry::with_serializers([
        Registry::linked().unwrap().get(wired()).unwrap().clone().with_type_id(-5),
        Local::serializer().with_type_id(4711),
        Serializer::new::<u8>(|n| Ok(Value::from(*n)), u8::try_from).with_type_id(12),
    ])
    .unwrap();
    assert_eq!(
        registry.to_string(),
        format!(
            "  id  Rust type  Python name  crate               defined at\n  \
         -5  Wired      Wired        codec_tests_linked  tests/linked/src/lib.rs:8\n  \
         12  u8         u8           u8                  added at run time\n\
         4711  Local      Local        present             {}\n",
            place("Local")
        )
    );
}

#[test]
fn an_id_that_only_another_python_version_gives() {
    let codec = Json::with_registry(Registry::only::<(Local,)>().unwrap());
    let linked = Registry::linked_for(PythonVersion::V3_13).unwrap();
    let id = linked.iter().find(|(_, known)| known.name() == "Versioned").unwrap().0;
    assert_eq!(
        unknown(&codec, id),
        "it is `Versioned` as CPython 3.13 numbers it, which this codec's registry does not hold"
    );
    assert_eq!(
        unknown(&codec, 797_259_889),
        "it is `MangoMessage` as CPython 3.13 numbers it, which this codec's registry does not hold"
    );
}

#[test]
fn an_id_that_is_linked_and_not_allowed() {
    let codec = Json::with_registry(Registry::only::<(Local,)>().unwrap());
    assert_eq!(
        unknown(&codec, wired()),
        "`codec_tests_linked::Wired` (tests/linked/src/lib.rs:8) has it and is linked, but this codec's registry does \
         not hold it"
    );
    assert!(codec.decode(&Json::new().encode(&Local { at_home: true }).unwrap()).is_ok());
    let error = codec.encode(&codec::AgentAddress::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no serializer found for type codec::message::address::AgentAddress; it is annotated, but this codec's \
         registry does not hold it: add it with `add_serializer`"
    );
}

#[test]
fn an_id_by_order_of_registration() {
    assert_eq!(
        unknown(&Json::aiomas([Local::serializer()]), 1),
        "ids from 0 up are given by order of registration (aiomas, mango before 2.1.4); this codec knows 1 type"
    );
    assert_eq!(
        unknown(&Json::with_registry(Registry::empty()), 0),
        "ids from 0 up are given by order of registration (aiomas, mango before 2.1.4); this codec knows 0 types"
    );
}

#[test]
fn classes_of_python_are_named_with_the_module_that_reads_them() {
    for (id, class, module) in [
        (-738_236_444, "uuid.UUID", "uuid"),
        (-1_448_468_165, "decimal.Decimal", "decimal"),
        (-1_637_277_613, "numpy.ndarray", "ndarray"),
        (667_420_888, "numpy.ndarray", "ndarray"),
    ] {
        assert_eq!(
            unknown(&Json::new(), id),
            format!(
                "it is Python's `{class}`: add `codec::ext::{module}::serializer` to the codec (feature `{module}`)"
            )
        );
    }
}

#[test]
fn an_id_that_nothing_explains() {
    assert_eq!(
        unknown(&Json::new(), -123_456),
        "is the type's crate linked (`use the_crate as _;`), and are its name and fields those of the peer's class?"
    );
}

#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct First {
    n: i64,
}

#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct Second {
    n: i64,
}

#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct Third {
    n: i64,
}

/// No guess: an id that two types accept and none sends stands for neither.
#[test]
fn accepted_against_accepted_drops_the_id() {
    let both = [
        First::serializer().with_type_id(101).accepting([99, 98]),
        Second::serializer().with_type_id(102).accepting([99]),
    ];
    let mut codec = Json::with_registry(Registry::with_serializers(both).unwrap());
    assert_eq!(
        unknown(&codec, 99),
        "both `First` and `Second` accept it, so neither does; give one an explicit `type_id`"
    );
    assert!(codec.registry().unwrap().get(99).is_none());
    let decode = |codec: &Json, id| codec.decode(format!(r#"{{"__type__":[{id},{{"n":1}}]}}"#).as_bytes());
    assert!(decode(&codec, 98).unwrap().is::<First>(), "accepted by one alone");
    assert!(decode(&codec, 102).unwrap().is::<Second>(), "sent");

    // What a third type sends, nobody else accepts.
    codec.add_serializer(Third::serializer().with_type_id(99)).unwrap();
    assert!(decode(&codec, 99).unwrap().is::<Third>());
}

#[test]
fn emitted_beats_accepted() {
    for order in [[0, 1], [1, 0]] {
        let both =
            [First::serializer().with_type_id(101), Second::serializer().with_type_id(102).accepting([101])];
        let registry = Registry::with_serializers(order.map(|index: usize| both[index].clone())).unwrap();
        assert_eq!(registry.get(101).unwrap().name(), "First");
        assert_eq!(registry.get(102).unwrap().name(), "Second");
    }
}

#[test]
fn a_type_or_an_id_that_is_taken() {
    let mut registry = Registry::only::<(Local,)>().unwrap();
    let id = registry.id_of::<Local>().unwrap();
    let error = registry.register(Local::serializer().with_type_id(5)).unwrap_err();
    assert!(error.is_type_taken());
    assert_eq!(
        error.to_string(),
        format!("there is already a serializer for type `present::Local` ({}), with id {id}", place("Local"))
    );
    let error = registry.register(First::serializer().with_type_id(id)).unwrap_err();
    assert!(error.is_id_taken());
    assert_eq!(
        error.to_string(),
        format!(
            "type id {id} is taken twice: by `present::Local` ({}) and by `present::First` \
             ({}); give one of them `type_id = ..` or another `name = \"..\"`",
            place("Local"),
            place("First")
        )
    );
    let foreign = Serializer::new::<u8>(|n| Ok(Value::from(*n)), u8::try_from);
    let error = registry.register(foreign).unwrap_err();
    assert!(error.is_no_id());
    assert_eq!(
        error.to_string(),
        "`u8` has no type id; give it one: `.with_type_id(..)`, or `instances(..)` for a generic type"
    );
    assert_eq!(registry.len(), 1, "what was refused left nothing behind");
}

#[test]
fn a_registry_for_other_peers_knows_the_same() {
    let mut registry = Registry::only::<(Local,)>().unwrap();
    let fallback = FallbackSerializer::new(7, |_| None, String::try_from);
    registry.set_fallback(fallback).unwrap();
    let other = registry.for_python(PythonVersion::V3_10).unwrap();
    assert_eq!((registry.python(), other.python()), (PythonVersion::V3_12, PythonVersion::V3_10));
    assert_eq!((other.len(), other.is_empty(), Registry::empty().is_empty()), (1, false, true));
    assert_eq!(other.of::<Local>().map(Serializer::name), Some("Local"));
    assert!(other.of::<String>().is_none());
    let found = Json::with_registry(other.clone()).decode(br#"{"__type__":[7,"x"]}"#).unwrap();
    assert_eq!(found.downcast_ref::<String>().map(String::as_str), Some("x"));
    let error = other.clone().register(First::serializer().with_type_id(7)).unwrap_err();
    assert!(error.is_id_taken(), "the fallback's id too");
}

#[test]
fn what_is_present_is_no_error() {
    require_types!(Local, codec_tests_linked::Phase).unwrap();
}

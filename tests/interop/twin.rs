//! The generated Python module, imported by the real peers: no line for its types is written by hand there.

use std::collections::BTreeMap;

use codec::{Codec, Dict, Json, MsgPack, Performative, Registry, Value, twin};
use codec_tests::peer::{Environment, Peer, Python};
use serde_json::json;

use crate::subject::python_version;

#[path = "../integration/twin/types.rs"]
mod types;
use types::{
    Blob, Event, Key, Late, Level, Limits, Methods, Metres, Odd, Open, Pair, Ping, Priority, Reading, State,
    Station, Version,
};

/// Values, and the same in Python.
fn samples() -> Vec<(Value, &'static str)> {
    let mut all = vec![
        (reading().into(), READING),
        (station(Some(Box::new(station(None)))).into(), STATION),
        (Key { name: "ä\"\\".into(), number: -1 }.into(), r#"Key("ä\"\\", -1)"#),
        (Version { major: 1, minor: 255 }.into(), "Version(major=1, minor=255)"),
        (State::SwitchedOn.into(), "State.SwitchedOn"),
        (State::None.into(), "State.None_"),
        (Priority::High.into(), "Priorities.High"),
        (Pair(7, "seven".into()).into(), r#"Pair(7, "seven")"#),
        (Metres(0.5).into(), "Metres(0.5)"),
        (Ping {}.into(), "Ping()"),
        (Methods { x: 1 }.into(), "Methods(1)"),
    ];
    all.extend(odd());
    all.extend(events());
    all
}

fn reading() -> Reading {
    Reading {
        sensor: "s1".into(),
        levels: vec![0.5, -1e300],
        unit: None,
        counts: BTreeMap::from([("a".into(), u32::MAX)]),
        window: (i64::MIN, true),
        position: [0.25, -4.0],
        any: Value::from(vec![Value::Null, Key { name: String::new(), number: 0 }.into()]),
    }
}

const READING: &str = "Reading(sensor='s1', levels=[0.5, -1e300], counts={'a': 2**32 - 1}, window=(-2**63, True), \
                       position=[0.25, -4.0], any=[None, Key('', 0)])";

fn station(next: Option<Box<Station>>) -> Station {
    Station {
        readings: vec![reading()],
        state: State::Off,
        level: Level::Two,
        limits: Limits { low: -1.5, high: 1.5, note: String::new() },
        act: Performative::Inform,
        next,
    }
}

const STATION: &str = "(lambda make: make(make(None)))(lambda next: Station([Reading(sensor='s1', levels=[0.5, -1e300], \
                       counts={'a': 2**32 - 1}, window=(-2**63, True), position=[0.25, -4.0], any=[None, Key('', 0)])], \
                       State.Off, Level.Two, {'low': -1.5, 'upper-most': 1.5, 'note': ''}, Performatives(9), next))";

fn odd() -> [(Value, &'static str); 6] {
    let odd = |list| Odd { plain: 1, keyword: "k".into(), words: 2, list, last: false };
    let late =
        |seen: &[u8]| Late { count: 0, size: 10, seen: seen.iter().copied().collect(), name: "n".into() };
    let extra = Dict::from_iter([("added".to_owned(), Value::from("x"))]);
    [
        (odd(vec![3]).into(), "Odd(1, 'k', 2, list=[3], last=False)"),
        (odd(vec![]).into(), "Odd(1, class_='k', two_words=2, last=False)"),
        (late(&[9]).into(), "Late(size=10, seen=[9], name='n')"),
        (late(&[]).into(), "Late(size=10, name='n')"),
        (Open { name: "n".into(), extra: Dict::new() }.into(), "Open('n')"),
        (
            Open { name: "n".into(), extra }.into(),
            "(lambda it: (setattr(it, 'extra', {'added': 'x'}), it)[1])(Open('n'))",
        ),
    ]
}

fn events() -> [(Value, &'static str); 3] {
    [
        (Event::Started.into(), "Event('Started')"),
        (Event::Moved { x: 1, y: -2 }.into(), "Event({'Moved': {'x': 1, 'y': -2}})"),
        (Event::Named("n".into()).into(), "Event({'Named': 'n'})"),
    ]
}

/// Classes whose id mango's rule does not give: an explicit one, and a parameter that Python does not have.
const BY_HAND: [&str; 2] = ["Event", "Odd"];

pub fn mango_takes_the_generated_module() {
    for python in Python::all() {
        let environment = Environment::mango_for(&python);
        let version = python_version(&environment);
        let registry = types::registry().for_python(version).expect("no collisions on any version");
        let module = twin::python(&registry);
        let mut peer = Peer::start(&environment, "interop/twin.py", &["mango", "JSON"]);
        for (hidden, decorator) in [(&[][..], "mango.messages.codecs"), (&["mango", "aiomas"], "twins")] {
            // mango has its own performatives, and none once it is hidden from the module.
            let names =
                if hidden.is_empty() { "from mango.messages.message import Performatives" } else { "" };
            load(&mut peer, &format!("{module}\n{names}\n"), hidden, decorator);
            check_ids(&mut peer, &registry);
            if hidden.is_empty() {
                let count = exchange(&mut peer, &Json::with_registry(registry.clone()), samples());
                println!("CPython {python}: {count} values of generated classes each way, mango JSON");
            }
        }
    }
}

pub fn aiomas_takes_the_generated_module() {
    let registry = Registry::sequential(types::serializers()).expect("each type once");
    let module = twin::python(&registry);
    let blob = (Blob { raw: b"\0\xff".to_vec().into() }.into(), r#"Blob(b"\0\xff")"#);
    for (name, codec) in [
        ("JSON", &Json::with_registry(registry.clone()) as &dyn codec::DynCodec),
        ("MsgPack", &MsgPack::with_registry(registry.clone())),
    ] {
        let mut peer = Peer::start(&Environment::aiomas(), "interop/twin.py", &["aiomas", name]);
        load(&mut peer, &module, &[], "aiomas.codecs");
        let mut samples = samples();
        samples.extend((name == "MsgPack").then_some(blob.clone()));
        let count = exchange(&mut peer, codec, samples);
        println!("{count} values of generated classes each way, aiomas {name}");
        let extra = "[make()[0] for make in extra_serializers()] == [row[0] for row in SERIALIZERS]";
        assert_eq!(peer.call(&json!({"do": "eval", "code": extra}), b"").unwrap().value, json!(true));
        // With other ids aiomas would mix the types up without a word.
        let of_mango = twin::python(&types::registry());
        let fault = peer.call(&json!({"do": "load", "hide": []}), of_mango.as_bytes()).unwrap_err();
        assert_eq!(fault.exception, "ValueError");
        assert!(
            fault.message.contains("make this module from the registry of a codec that numbers"),
            "{fault:?}"
        );
    }
}

/// Types whose names and fields would break a module that is put together without care.
mod nasty {
    use codec::json_serializable;
    use uuid::Uuid;

    #[json_serializable(register = false)]
    #[derive(Debug, PartialEq)]
    #[allow(non_snake_case)]
    pub(super) struct Key {
        #[serde(rename = "a\"\"\"\\\n\u{2028}")]
        pub(super) quotes: i64,
        #[serde(rename = "class")]
        pub(super) class: i64,
        pub(super) class_: i64,
        #[serde(rename = "self")]
        pub(super) this: Uuid,
        #[serde(default)]
        pub(super) __private: i64,
    }

    /// Another `Key`, with the name that the first would get, and fields named as what the module uses.
    pub(super) mod other {
        #[codec::json_serializable(register = false, python(kind = dataclass))]
        #[derive(Debug, PartialEq)]
        pub(crate) struct Key {
            #[serde(default)]
            pub(crate) list: Vec<i64>,
            #[serde(default)]
            pub(crate) dict: std::collections::BTreeMap<String, i64>,
            pub(crate) field: Vec<i64>,
        }

        #[codec::json_serializable(register = false, name = "list")]
        #[derive(Debug, PartialEq)]
        pub(crate) struct List {
            #[serde(default)]
            pub(crate) list: Vec<i64>,
            #[codec(object)]
            pub(crate) uuid: uuid::Uuid,
        }
    }
}

pub fn names_that_python_does_not_have() {
    use nasty::{Key, other};
    let serializers = [
        Key::serializer(),
        other::Key::serializer(),
        other::List::serializer(),
        codec::ext::uuid::serializer(),
    ];
    let environment = Environment::mango();
    let registry =
        Registry::with_serializers(serializers).and_then(|all| all.for_python(python_version(&environment)));
    let registry = registry.expect("four ids");
    let mut peer = Peer::start(&environment, "interop/twin.py", &["mango", "JSON"]);
    let module = twin::python(&registry);
    load(&mut peer, &module, &[], "mango.messages.codecs");
    let by_rule =
        "[codec.make_type_id(cls) == id for cls, *_, id in SERIALIZERS if cls.__name__ in ('Key', 'list')]";
    let answer = peer.call(&json!({"do": "eval", "code": by_rule}), b"").expect("ids").value;
    assert_eq!(
        answer.as_array().expect("a list").iter().filter(|same| **same == json!(true)).count(),
        2,
        "{module}"
    );
    // By the order of their ids, which are the same on every version for the first of them alone.
    let one = if module.contains("class Key_2:\n    def") { "Key_2" } else { "Key" };
    let two = if one == "Key" { "Key_2" } else { "Key" };
    let id = uuid::Uuid::from_u128(7);
    let text = format!("_uuid.UUID('{id}')");
    let samples: [(Value, String); 3] = [
        (
            Key { quotes: 1, class: 2, class_: 3, this: id, __private: 4 }.into(),
            format!("{one}(1, 2, 3, '{id}', 4)"),
        ),
        (
            other::Key { list: vec![1], dict: BTreeMap::new(), field: vec![2] }.into(),
            format!("{two}(list=[1], field=[2])"),
        ),
        (other::List { list: vec![], uuid: id }.into(), format!("list_2(uuid={text})")),
    ];
    let samples = samples.iter().map(|(value, code)| (value.clone(), code.as_str())).collect();
    assert_eq!(exchange(&mut peer, &Json::with_registry(registry), samples), 3);
}

fn load(peer: &mut Peer, module: &str, hidden: &[&str], decorator: &str) {
    let answer = peer.call(&json!({"do": "load", "hide": hidden}), module.as_bytes());
    assert_eq!(answer.expect("the module is imported").value, json!(decorator));
}

/// mango gives the class the id that Rust gives the type.
fn check_ids(peer: &mut Peer, registry: &Registry) {
    let answer = peer.call(&json!({"do": "ids"}), b"").expect("ids");
    let ids: Vec<(String, i32, i32)> = serde_json::from_value(answer.value).expect("names and ids");
    // All but mango's own performatives.
    assert_eq!(ids.len(), registry.len() - 1);
    for (name, by_rule, registered) in ids {
        let known = registry.get(registered).map(|serializer| serializer.name().to_owned());
        assert_eq!(known.as_ref(), Some(&name));
        assert_eq!(
            by_rule == registered,
            !BY_HAND.contains(&name.as_str()),
            "{name}: {by_rule}, {registered}"
        );
    }
}

fn exchange(peer: &mut Peer, codec: &(impl Codec + ?Sized), samples: Vec<(Value, &str)>) -> usize {
    let count = samples.len();
    for (value, code) in samples {
        let sent = codec.encode(&value).unwrap_or_else(|error| panic!("{error} of {value}"));
        let answer = peer
            .call(&json!({"do": "exchange", "code": code}), &sent)
            .unwrap_or_else(|fault| panic!("{fault:?} of {value}"));
        let back = codec.decode(&answer.bytes).unwrap_or_else(|error| panic!("{error} of {code}"));
        assert_eq!(back, value, "{code}");
    }
    count
}

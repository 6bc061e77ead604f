//! Every shape of type that a Python twin can have, and some that it can have only with help.

use std::collections::{BTreeMap, HashSet};

use codec::{Bytes, Dict, Performative, Registry, Serializer, Value, json_serializable};

#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub sensor: String,
    pub levels: Vec<f64>,
    pub unit: Option<String>,
    pub counts: BTreeMap<String, u32>,
    pub window: (i64, bool),
    pub position: [f32; 2],
    pub any: Value,
}

/// JSON has no bytes.
#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Blob {
    pub raw: Bytes,
}

#[json_serializable(register = false, python(kind = dataclass))]
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    pub readings: Vec<Reading>,
    pub state: State,
    pub level: Level,
    pub limits: Limits,
    pub act: Performative,
    pub next: Option<Box<Station>>,
}

#[json_serializable(register = false, python(kind = frozen))]
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub name: String,
    pub number: i32,
}

#[json_serializable(register = false, python(kind = frozen_ordered, repr = false))]
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    pub major: u8,
    pub minor: u8,
}

/// Named by texts on the wire.
#[json_serializable(register = false)]
#[serde(rename_all = "kebab-case")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum State {
    Off,
    #[serde(alias = "on")]
    SwitchedOn,
    None,
}

#[json_serializable(register = false, name = "Priorities")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Priority {
    Low = 1,
    High = 9,
}

/// A plain integer.
#[json_serializable(python(kind = int_enum))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Level {
    One = 1,
    Two = 2,
}

/// A plain record.
#[json_serializable(tag = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    pub low: f64,
    #[serde(rename = "upper-most")]
    pub high: f64,
    #[serde(default)]
    pub note: String,
}

/// Fields that come late, go missing, or are no Python names.
#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Odd {
    pub plain: i64,
    #[serde(rename = "class")]
    pub keyword: String,
    #[serde(rename = "two words", alias = "two-words")]
    pub words: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<i64>,
    pub last: bool,
}

/// Defaults before a field without one; all names are Python's.
#[json_serializable(register = false, python(kind = dataclass))]
#[derive(Debug, Clone, PartialEq)]
pub struct Late {
    #[serde(default)]
    pub count: i64,
    #[serde(default = "ten")]
    pub size: i64,
    #[serde(default, skip_serializing_if = "HashSet::is_empty")]
    pub seen: HashSet<u8>,
    pub name: String,
}

fn ten() -> i64 {
    10
}

#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Pair(pub i64, pub String);

#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Metres(pub f64);

/// An enum with data, by serde's form.
#[json_serializable(register = false, type_id = 4711)]
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Started,
    Moved { x: i64, y: i64 },
    Named(String),
}

#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Ping {}

/// What a peer adds is kept.
#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    pub name: String,
    #[codec(extra)]
    pub extra: Dict,
}

/// Functions that enter the id.
#[json_serializable(register = false, python(methods("__eq__", "helper"), repr = false))]
#[derive(Debug, Clone, PartialEq)]
pub struct Methods {
    pub x: i64,
}

/// Every serializer of this module, in one order.
pub fn serializers() -> Vec<Serializer> {
    vec![
        Reading::serializer(),
        Station::serializer(),
        Key::serializer(),
        Version::serializer(),
        State::serializer(),
        Priority::serializer(),
        Odd::serializer(),
        Late::serializer(),
        Pair::serializer(),
        Metres::serializer(),
        Event::serializer(),
        Ping::serializer(),
        Open::serializer(),
        Methods::serializer(),
        Blob::serializer(),
        Performative::serializer(),
    ]
}

pub fn registry() -> Registry {
    Registry::with_serializers(serializers()).expect("no two of them collide")
}

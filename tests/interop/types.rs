//! The Rust twins of the classes in `classes.py`.

use std::collections::BTreeMap;

use codec::{
    AclMessage, AgentAddress, MangoMessage, Performative, Registry, RegistryError, Serializer, Value, ext,
    json_serializable,
};
use codec_tests::messages::{Blob, Empty, Reading};
use codec_tests::twins::Fraction;

#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Holder {
    pub first: Value,
    pub second: Value,
}

#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    pub id: u64,
    pub label: String,
    pub values: Vec<f64>,
    pub ok: bool,
    pub unit: Unit,
    pub note: Option<String>,
}

#[json_serializable(register = false, python(repr = false))]
#[derive(Debug, Clone, PartialEq)]
pub struct Quiet {
    pub data: Value,
}

#[json_serializable(register = false, python(kind = dataclass))]
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[json_serializable(register = false, python(kind = frozen))]
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    pub start: Point,
    pub end: Point,
}

#[json_serializable(register = false, python(kind = ordered))]
#[derive(Debug, Clone, PartialEq)]
pub struct Rank {
    pub level: i64,
    pub name: String,
}

#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    pub children: Vec<Tree>,
    pub held: Option<Box<Holder>>,
    pub places: BTreeMap<String, Point>,
}

#[json_serializable(register = false)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Color {
    Red = 1,
    Green = 2,
    Blue = 3,
}

#[json_serializable(register = false)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unit {
    Volt,
    Ampere,
}

/// In the order in which aiomas numbers them.
fn own() -> Vec<Serializer> {
    vec![
        Holder::serializer(),
        Measurement::serializer(),
        Quiet::serializer(),
        Point::serializer(),
        Span::serializer(),
        Rank::serializer(),
        Tree::serializer(),
        Color::serializer(),
        Unit::serializer(),
        ext::ndarray::serializer(),
    ]
}

/// What a mango peer has in `JSON` and `FastJSON`.
pub fn mango() -> Result<Registry, RegistryError> {
    let messages = [
        AclMessage::serializer(),
        MangoMessage::serializer(),
        AgentAddress::serializer(),
        Performative::serializer(),
        ext::uuid::serializer(),
        Fraction::serializer().with_type_id(77),
    ];
    Registry::with_serializers(own().into_iter().chain(messages))
}

/// What a mango peer has in `PROTOBUF`.
pub fn mango_protobuf() -> Result<Registry, RegistryError> {
    Registry::with_serializers([
        AclMessage::serializer(),
        MangoMessage::serializer(),
        Reading::serializer(),
        Blob::serializer(),
        Empty::serializer(),
    ])
}

/// What an aiomas peer has.
pub fn aiomas() -> Result<Registry, RegistryError> {
    Registry::sequential(own().into_iter().chain([ext::chrono::serializer()]))
}

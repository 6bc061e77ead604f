//! What `cargo run --example rust_twin` prints.

use std::collections::BTreeMap;

use codec::{Value, json_serializable};

#[json_serializable]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    Bad = 0,
    Good = 1,
}

#[json_serializable]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    #[serde(rename = "inlet")]
    Inlet,
    #[serde(rename = "out-let")]
    OutLet,
}

#[json_serializable(python(kind = int_enum))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    Low = 1,
    High = 2,
}

#[json_serializable]
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub sensor: String,
    pub levels: Vec<f64>,
    pub r#type: Value,
    pub unit: Option<String>,
}

#[json_serializable(python(repr = false, methods("__eq__", "total")))]
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    pub readings: Vec<Reading>,
    #[serde(rename = "byChannel")]
    pub by_channel: BTreeMap<String, f64>,
    pub quality: Quality,
}

#[json_serializable(python(kind = dataclass))]
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub name: String,
    pub channel: Channel,
    pub span: (i64, bool),
    pub priority: Priority,
    pub content: Value,
    pub next: Option<Box<Node>>,
}

#[json_serializable(python(kind = frozen_ordered))]
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub number: i64,
}

#[json_serializable]
#[derive(Debug, Clone, PartialEq)]
pub struct Ping {}

#[json_serializable(name = "hidden_parameters", type_id = -944110366)]
#[derive(Debug, Clone, PartialEq)]
pub struct HiddenParameters {
    pub value: Value,
}

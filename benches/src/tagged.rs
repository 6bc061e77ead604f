//! The messages as users of this crate write them.

use codec::{Value, json_serializable};

use crate::plain;

#[json_serializable(type_id = 1754892331)]
#[allow(clippy::struct_field_names)] // the message has these names
#[derive(Debug, Clone, PartialEq)]
pub struct S {
    x: f64,
    n: i64,
    s: String,
}

#[json_serializable(type_id = 903451288)]
#[derive(Debug, Clone, PartialEq)]
pub struct M {
    sender_id: Option<String>,
    sender_addr: Option<String>,
    receiver_id: Option<String>,
    receiver_addr: Option<String>,
    conversation_id: Option<String>,
    performative: Option<i32>,
    protocol: Option<String>,
    language: Option<String>,
    encoding: Option<String>,
    ontology: Option<String>,
    reply_with: Option<String>,
    reply_by: Option<String>,
    in_reply_to: Option<String>,
    priority: Option<i64>,
    pub content: Value,
}

#[json_serializable(type_id = -1203948572)]
#[derive(Debug, Clone, PartialEq)]
pub struct Payload {
    id: u64,
    name: String,
    active: bool,
    power: f64,
    voltage: f64,
    unit: String,
    tags: Vec<String>,
    values: Vec<f64>,
    seq: i64,
    note: Option<String>,
}

#[json_serializable(type_id = -558120033)]
#[derive(Debug, Clone, PartialEq)]
pub struct L {
    name: String,
    items: Vec<Value>,
}

#[json_serializable(type_id = 220184756)]
#[derive(Debug, Clone, PartialEq)]
pub struct X {
    name: String,
    unit: String,
    values: Vec<f64>,
    source: String,
}

#[json_serializable(type_id = 1630077041)]
#[derive(Debug, Clone, PartialEq)]
pub struct T {
    statuses: Vec<Status>,
    next: Option<String>,
}

/// As `T`, with inner types that know serde alone.
#[json_serializable(type_id = 1630077042)]
#[derive(Debug, Clone, PartialEq)]
pub struct TSerde {
    statuses: Vec<plain::Status>,
    next: Option<String>,
}

#[json_serializable(tag = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    id: u64,
    created_at: String,
    text: String,
    source: String,
    truncated: bool,
    in_reply_to: Option<String>,
    user: User,
    hashtags: Vec<String>,
    retweet_count: i64,
    favorited: bool,
    lang: String,
}

#[json_serializable(tag = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    id: u64,
    name: String,
    screen_name: String,
    location: String,
    description: String,
    url: Option<String>,
    verified: bool,
    followers: i64,
    friends: i64,
}

//! The messages with the derives of `bevy_reflect`.

use bevy_reflect::Reflect;
use serde::Deserialize;

#[allow(clippy::struct_field_names)] // the message has these names
#[derive(Debug, Clone, PartialEq, Deserialize, Reflect)]
pub(crate) struct S {
    x: f64,
    n: i64,
    s: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Reflect)]
pub(crate) struct M {
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
    content: Payload,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Reflect)]
pub(crate) struct Payload {
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

#[derive(Debug, Clone, PartialEq, Deserialize, Reflect)]
pub(crate) struct L {
    name: String,
    items: Vec<S>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Reflect)]
pub(crate) struct X {
    name: String,
    unit: String,
    values: Vec<f64>,
    source: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Reflect)]
pub(crate) struct T {
    statuses: Vec<Status>,
    next: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Reflect)]
struct Status {
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

#[derive(Debug, Clone, PartialEq, Deserialize, Reflect)]
struct User {
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

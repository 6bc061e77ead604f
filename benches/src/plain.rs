//! The messages as users of serde alone write them: static types where ours are dynamic, no tags.
//!
//! The type parameter is what stands in the dynamic places, so that each peer puts its own there.

use serde::{Deserialize, Serialize};

#[allow(clippy::struct_field_names)] // the message has these names
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct S {
    x: f64,
    n: i64,
    s: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct M<C> {
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
    pub content: C,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct L<C> {
    name: String,
    items: Vec<C>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct X {
    name: String,
    unit: String,
    values: Vec<f64>,
    source: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct T {
    statuses: Vec<Status>,
    next: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

impl<C> L<C> {
    /// The same list of other items.
    pub fn map<D>(self, into: impl FnMut(C) -> D) -> L<D> {
        L { name: self.name, items: self.items.into_iter().map(into).collect() }
    }
}

impl<C> M<C> {
    /// The same message with another content.
    pub fn map<D>(self, into: impl FnOnce(C) -> D) -> M<D> {
        M {
            sender_id: self.sender_id,
            sender_addr: self.sender_addr,
            receiver_id: self.receiver_id,
            receiver_addr: self.receiver_addr,
            conversation_id: self.conversation_id,
            performative: self.performative,
            protocol: self.protocol,
            language: self.language,
            encoding: self.encoding,
            ontology: self.ontology,
            reply_with: self.reply_with,
            reply_by: self.reply_by,
            in_reply_to: self.in_reply_to,
            priority: self.priority,
            content: into(self.content),
        }
    }
}

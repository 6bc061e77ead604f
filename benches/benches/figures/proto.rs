//! The messages as users of `Protobuf` write them, with the same fields.

use std::error::Error;

use codec::proto_serializable;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The fields of one of the documents, to build a message from.
pub(crate) struct Fields(Value);

impl Fields {
    pub(crate) fn of(document: &str) -> serde_json::Result<Self> {
        serde_json::from_str(document).map(Fields)
    }

    pub(crate) fn inner(&self, key: &str) -> Self {
        Fields(self.0[key].clone())
    }

    pub(crate) fn get<T: DeserializeOwned>(&self, key: &str) -> serde_json::Result<T> {
        serde_json::from_value(self.0[key].clone())
    }
}

/// How a message is built from a document that has all its fields.
macro_rules! from_fields {
    ($($name:ident { $($field:ident)* })*) => {$(
        impl $name {
            pub(crate) fn of(fields: &Fields) -> Result<Self, Box<dyn Error>> {
                Ok($name { $($field: fields.get(stringify!($field))?,)* })
            }
        }
    )*};
}

from_fields! {
    S { x n s }
    Payload { id name active power voltage unit tags values seq note }
    L { name items }
    X { name unit values source }
    T { statuses next }
}

#[proto_serializable]
#[allow(clippy::struct_field_names)] // the message has these names
#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct S {
    #[prost(double, tag = "1")]
    x: f64,
    #[prost(int64, tag = "2")]
    n: i64,
    #[prost(string, tag = "3")]
    s: String,
}

#[proto_serializable]
#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct Payload {
    #[prost(uint64, tag = "1")]
    id: u64,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(bool, tag = "3")]
    active: bool,
    #[prost(double, tag = "4")]
    power: f64,
    #[prost(double, tag = "5")]
    voltage: f64,
    #[prost(string, tag = "6")]
    unit: String,
    #[prost(string, repeated, tag = "7")]
    tags: Vec<String>,
    #[prost(double, repeated, tag = "8")]
    values: Vec<f64>,
    #[prost(sint64, tag = "9")]
    seq: i64,
    #[prost(string, optional, tag = "10")]
    note: Option<String>,
}

#[proto_serializable]
#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct L {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(message, repeated, tag = "2")]
    items: Vec<Item>,
}

#[proto_serializable]
#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct X {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, tag = "2")]
    unit: String,
    #[prost(double, repeated, tag = "3")]
    values: Vec<f64>,
    #[prost(string, tag = "4")]
    source: String,
}

#[proto_serializable]
#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct T {
    #[prost(message, repeated, tag = "1")]
    statuses: Vec<Status>,
    #[prost(string, optional, tag = "2")]
    next: Option<String>,
}

/// `S` as part of another message: there its type is known, and it has no id.
#[derive(Clone, PartialEq, prost::Message, Deserialize)]
pub(crate) struct Item {
    #[prost(double, tag = "1")]
    x: f64,
    #[prost(int64, tag = "2")]
    n: i64,
    #[prost(string, tag = "3")]
    s: String,
}

#[derive(Clone, PartialEq, prost::Message, Deserialize)]
pub(crate) struct Status {
    #[prost(uint64, tag = "1")]
    id: u64,
    #[prost(string, tag = "2")]
    created_at: String,
    #[prost(string, tag = "3")]
    text: String,
    #[prost(string, tag = "4")]
    source: String,
    #[prost(bool, tag = "5")]
    truncated: bool,
    #[prost(string, optional, tag = "6")]
    in_reply_to: Option<String>,
    #[prost(message, optional, tag = "7")]
    user: Option<User>,
    #[prost(string, repeated, tag = "8")]
    hashtags: Vec<String>,
    #[prost(int64, tag = "9")]
    retweet_count: i64,
    #[prost(bool, tag = "10")]
    favorited: bool,
    #[prost(string, tag = "11")]
    lang: String,
}

#[derive(Clone, PartialEq, prost::Message, Deserialize)]
pub(crate) struct User {
    #[prost(uint64, tag = "1")]
    id: u64,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(string, tag = "3")]
    screen_name: String,
    #[prost(string, tag = "4")]
    location: String,
    #[prost(string, tag = "5")]
    description: String,
    #[prost(string, optional, tag = "6")]
    url: Option<String>,
    #[prost(bool, tag = "7")]
    verified: bool,
    #[prost(int64, tag = "8")]
    followers: i64,
    #[prost(int64, tag = "9")]
    friends: i64,
}

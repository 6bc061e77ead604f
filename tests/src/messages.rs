//! The protobuf messages of the vectors, as `demo.proto` has them.

#![allow(missing_docs)] // the fields are those of the Python classes

use codec::proto_serializable;

#[proto_serializable(register = false)]
#[derive(Clone, PartialEq, prost::Message)]
pub struct Reading {
    #[prost(string, tag = "1")]
    pub sensor: String,
    #[prost(double, tag = "2")]
    pub value: f64,
    #[prost(int64, tag = "3")]
    pub at: i64,
    #[prost(int32, repeated, tag = "4")]
    pub series: Vec<i32>,
}

#[proto_serializable(register = false)]
#[derive(Clone, PartialEq, prost::Message)]
pub struct Blob {
    #[prost(bytes = "vec", tag = "1")]
    pub content: Vec<u8>,
}

#[proto_serializable(register = false)]
#[derive(Clone, PartialEq, prost::Message)]
pub struct Empty {}

/// A message that no codec of the vectors knows.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Outer {}

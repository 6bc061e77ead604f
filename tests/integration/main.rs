//! All integration tests in one binary, in modules by feature.

mod bad_input;
mod choosing;
mod codecs;
mod custom;
mod depth;
mod errors;
mod ext;
mod msgpack_suite;
mod protobuf;
mod speed;
mod tracing;
mod twin;
mod vectors;

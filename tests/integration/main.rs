//! All integration tests in one binary, in modules by feature.

mod bad_input;
mod choosing;
mod custom;
mod depth;
mod ext;
mod protobuf;
mod vectors;

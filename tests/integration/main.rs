//! All integration tests in one binary, in modules by feature.

mod bad_input;
mod depth;
mod msgpack_suite;
mod vectors;

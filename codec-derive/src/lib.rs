//! The derive macros of the `codec` crate.
#![forbid(unsafe_code)]

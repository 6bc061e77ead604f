//! The Blosc container against the real C-Blosc, and against hostile buffers.

mod data;
mod matrix;

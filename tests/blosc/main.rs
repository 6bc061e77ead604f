//! The Blosc container: against the real C-Blosc, with what aiomas sent, and with hostile buffers.

mod data;
mod hostile;
mod matrix;
mod vectors;

//! The Blosc container: against the real C-Blosc, with what aiomas sent, and with hostile buffers.

#[allow(dead_code)] // the other binary asks for more
#[path = "../ceilings/counting.rs"]
mod counting;
mod data;
mod hostile;
mod matrix;
mod vectors;

//! Python's pickle format, as far as it is plain data: opcodes and what stands behind them, without a machine.
//!
//! A pickle is a program. The opcodes that only build None, bools, numbers, text, bytes, lists, tuples and dicts are
//! read; those that find and call functions of the receiver, and all others, are refused by their names.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "the cursor: what is added to it has been found there; the rest are opcodes, and digits in limbs of half a word"
)]

mod integer;
mod op;
mod read;
mod text;
mod write;

pub(crate) use integer::{decimal, twos_complement};
pub(crate) use op::{Leaf, Op};
pub(crate) use read::Reader;
pub(crate) use write::Writer;

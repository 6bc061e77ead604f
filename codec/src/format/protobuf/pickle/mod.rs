//! Values as pickles of plain data, which is what a `MangoMessage` carries: a machine for the opcodes that build data,
//! and a writer that writes what CPython would.

mod build;
mod dump;
mod load;

pub(super) use dump::{dump, dump_dict};
pub(super) use load::load;

#[cfg(test)]
mod tests;

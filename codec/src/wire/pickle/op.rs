//! The opcodes.

use std::borrow::Cow;

/// What an opcode of plain data does to the stack of the machine that builds the value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Op<'a> {
    /// Pushes a value without parts.
    Leaf(Leaf<'a>),
    EmptyList,
    EmptyTuple,
    EmptyDict,
    /// From what stands above the mark.
    List,
    Tuple,
    Dict,
    /// From the topmost one, two or three.
    TupleOf(usize),
    /// Puts the topmost into the list, or the topmost two into the dict, below.
    Append,
    SetItem,
    /// The same with all that stands above the mark.
    Appends,
    SetItems,
    Mark,
    Pop,
    PopMark,
    Dup,
    /// Remembers the topmost under a number, or under the next.
    Put(u32),
    Memoize,
    /// Pushes what is remembered.
    Get(u32),
    Stop,
}

/// A value without parts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Leaf<'a> {
    None,
    Bool(bool),
    Int(i64),
    /// An integer as decimal text.
    Digits(&'a str),
    /// An integer in two's complement, lowest byte first.
    Long(&'a [u8]),
    Float(f64),
    Text(Cow<'a, str>),
    Bytes(&'a [u8]),
}

/// What an opcode that is not plain data would do.
pub(super) enum Refused {
    /// Finds or runs code of the receiver's, or continues such a thing.
    Code,
    /// A set.
    Set,
    /// Data that is not in the pickle.
    Outside,
}

/// The names that `pickletools` gives to opcodes beyond plain data.
pub(super) fn refused(opcode: u8) -> Option<(&'static str, Refused)> {
    use Refused::{Code, Outside, Set};
    Some(match opcode {
        b'c' => ("GLOBAL", Code),
        0x93 => ("STACK_GLOBAL", Code),
        b'R' => ("REDUCE", Code),
        b'b' => ("BUILD", Code),
        b'i' => ("INST", Code),
        b'o' => ("OBJ", Code),
        0x81 => ("NEWOBJ", Code),
        0x92 => ("NEWOBJ_EX", Code),
        0x82 => ("EXT1", Code),
        0x83 => ("EXT2", Code),
        0x84 => ("EXT4", Code),
        b'P' => ("PERSID", Outside),
        b'Q' => ("BINPERSID", Outside),
        0x97 => ("NEXT_BUFFER", Outside),
        0x98 => ("READONLY_BUFFER", Outside),
        0x8F => ("EMPTY_SET", Set),
        0x90 => ("ADDITEMS", Set),
        0x91 => ("FROZENSET", Set),
        _ => return None,
    })
}

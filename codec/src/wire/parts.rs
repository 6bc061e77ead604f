//! What the readers of all formats tell.

use std::num::NonZeroU64;

/// The key of the envelope of a typed object.
pub(crate) const TYPE_KEY: &str = "__type__";

/// The kinds of values that a reader can stand at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: `None`.
    Null,
    /// True or false.
    Bool,
    /// An integer or a float, `NaN` and the infinities included.
    Number,
    /// Text.
    String,
    /// Bytes, in formats that have them.
    Bytes,
    /// A list.
    List,
    /// A dict, or the envelope of an object.
    Dict,
    /// An extension value, in formats that have them.
    Ext,
}

impl Kind {
    /// `a string`, for errors.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Bool => "a bool",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Bytes => "bytes",
            Kind::List => "a list",
            Kind::Dict => "a dict",
            Kind::Ext => "an ext value",
        }
    }
}

/// A number in the smallest form that holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number<'a> {
    /// An integer.
    Int(i64),
    /// An integer beyond `i64`.
    UInt(u64),
    /// The text of an integer beyond 64 bits: `-?[1-9][0-9]*`, within the limit of digits.
    Big(&'a str),
    /// A float.
    Float(f64),
}

/// An envelope that has been read up to its payload.
///
/// One word, and never zero: fields that are written one by one and read together stall the processor.
#[derive(Debug, Clone, Copy)]
pub struct OpenTag(NonZeroU64);

const NESTED: u64 = 1 << 32;
const BARE: u64 = 1 << 33;
const ALWAYS: NonZeroU64 = NonZeroU64::new(1 << 34).unwrap();

#[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, clippy::cast_sign_loss)] // bits
impl OpenTag {
    #[inline]
    pub(crate) fn new(id: i32, nested: bool, bare: bool) -> Self {
        let flags = if nested { NESTED } else { 0 } | if bare { BARE } else { 0 };
        OpenTag(ALWAYS | u64::from(id as u32) | flags)
    }

    #[inline]
    pub(crate) fn id(self) -> i32 {
        self.0.get() as u32 as i32
    }

    /// Whether it is the payload of another.
    #[inline]
    pub(crate) fn nested(self) -> bool {
        self.0.get() & NESTED != 0
    }

    /// Whether there is none: the payload stands by itself.
    #[inline]
    pub(crate) fn bare(self) -> bool {
        self.0.get() & BARE != 0
    }
}

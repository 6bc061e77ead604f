//! What the readers of all formats tell.

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
#[derive(Debug, Clone, Copy)]
pub struct OpenTag {
    pub(crate) id: i32,
    /// Whether it is the payload of another.
    pub(crate) nested: bool,
    /// Whether there is none: the payload stands by itself.
    pub(crate) bare: bool,
}

use std::fmt;

/// The type of a value on the wire. `Display` is its text in a [`Manifest`](crate::manifest::Manifest).
///
/// # Example
/// ```
/// use codec::schema::Type;
/// let ty = Type::Optional(Box::new(Type::ListOf(Box::new(Type::Int { signed: true, bits: 32 }))));
/// assert_eq!(ty.to_string(), "optional<list<i32>>");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Type {
    /// Anything: a field of type `Value`.
    AnyValue,
    /// What serde makes of the type with this text in the source.
    Foreign(String),
    /// A boolean.
    Bool,
    /// An integer that Rust reads into so many bits.
    Int {
        /// Whether it may be negative.
        signed: bool,
        /// 8 to 128.
        bits: u32,
    },
    /// A float that Rust reads into 32 or 64 bits.
    Float {
        /// 32 or 64.
        bits: u32,
    },
    /// A text.
    Text,
    /// Binary data.
    Binary,
    /// A dict of anything.
    AnyDict,
    /// A list of anything.
    AnyList,
    /// Null, or this.
    Optional(Box<Type>),
    /// A list of these.
    ListOf(Box<Type>),
    /// A list of exactly so many of these.
    Array(Box<Type>, usize),
    /// A list of exactly these.
    Tuple(Vec<Type>),
    /// A dict of these, by keys of the first type.
    MapOf(Box<Type>, Box<Type>),
    /// The type of the schema with this key.
    Named(String),
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::AnyValue => f.write_str("any"),
            Type::Foreign(text) => write!(f, "foreign<{}>", NameText(text)),
            Type::Bool => f.write_str("bool"),
            Type::Int { signed, bits } => write!(f, "{}{bits}", if *signed { 'i' } else { 'u' }),
            Type::Float { bits } => write!(f, "f{bits}"),
            Type::Text => f.write_str("text"),
            Type::Binary => f.write_str("bytes"),
            Type::AnyDict => f.write_str("dict"),
            Type::AnyList => f.write_str("list"),
            Type::Optional(inner) => write!(f, "optional<{inner}>"),
            Type::ListOf(element) => write!(f, "list<{element}>"),
            Type::Array(element, len) => write!(f, "array<{element}, {len}>"),
            Type::Tuple(elements) => {
                f.write_str("tuple<")?;
                for (index, element) in elements.iter().enumerate() {
                    write!(f, "{}{element}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str(">")
            }
            Type::MapOf(key, value) => write!(f, "map<{key}, {value}>"),
            Type::Named(key) => write!(f, "@{}", NameText(key)),
        }
    }
}

/// A name as it stands in a manifest: in quotes unless it is a word, since names on the wire may hold anything.
pub(crate) struct NameText<'a>(pub(crate) &'a str);

impl fmt::Display for NameText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_word = |c: char| c == '_' || c.is_ascii_alphanumeric();
        if !self.0.is_empty() && self.0.chars().all(is_word) {
            return f.write_str(self.0);
        }
        f.write_str("\"")?;
        for character in self.0.chars() {
            match character {
                '"' | '\\' => write!(f, "\\{character}")?,
                // So that a line stays one, and what cannot be seen is seen.
                c if c.is_control() => write!(f, "\\u{{{:x}}}", u32::from(c))?,
                c => write!(f, "{c}")?,
            }
        }
        f.write_str("\"")
    }
}

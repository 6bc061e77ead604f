use std::borrow::Cow;
use std::fmt;

use super::limit::Limit;
use super::path::{Path, excerpt};
use super::registry::RegistryError;

/// What kind of thing went wrong; the public questions are asked of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeKind {
    /// The bytes are not the format.
    Syntax,
    /// The input ends inside a value.
    Eof,
    /// The value is of another type than the field.
    Type,
    MissingField,
    DuplicateField,
    UnknownField,
    /// The id is not one that this codec resolves.
    UnknownType,
    /// The `{"__type__": [id, payload]}` shape is violated.
    Envelope,
    /// A limit of this codec.
    Limit,
    /// The format has this, but this crate does not read it.
    Unsupported,
    /// The type's own constructor or serde implementation refused the data.
    Invalid,
    /// The input could not be read.
    Io,
    /// The codec's registry could not be built.
    Registry,
}

/// Why bytes could not be decoded: what happened, where, and what to do.
///
/// # Example
/// ```
/// use codec::{Codec, Json};
/// let error = Json::new().decode(b"[1, 2").unwrap_err();
/// assert!(error.is_eof());
/// assert_eq!(error.to_string(), "input ends inside a list (line 1, column 6, byte 5)");
/// ```
#[derive(Clone)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: DecodeKind,
    message: Cow<'static, str>,
    help: Cow<'static, str>,
    path: Path,
    offset: Option<usize>,
    line: Option<(usize, usize)>,
    /// Whether the offset counts bytes that were decompressed.
    decompressed: bool,
    id: Option<i32>,
    limit: Option<Limit>,
}

impl DecodeError {
    #[cold]
    #[inline(never)]
    pub(crate) fn new(kind: DecodeKind, message: impl Into<Cow<'static, str>>) -> Self {
        DecodeError(Box::new(Inner {
            kind,
            message: message.into(),
            help: Cow::Borrowed(""),
            path: Path::default(),
            offset: None,
            line: None,
            decompressed: false,
            id: None,
            limit: None,
        }))
    }

    /// This limit was passed; says how to raise it.
    #[cold]
    #[inline(never)]
    pub(crate) fn limited(limit: Limit, message: impl Into<Cow<'static, str>>) -> Self {
        let mut error = Self::new(DecodeKind::Limit, message).help(limit.help());
        error.0.limit = Some(limit);
        error
    }

    /// An error of a user's own deserialize function.
    ///
    /// # Example
    /// ```
    /// let error = codec::DecodeError::custom("a month has at most 31 days");
    /// assert!(error.is_invalid());
    /// ```
    #[cold]
    pub fn custom(message: impl fmt::Display) -> Self {
        Self::new(DecodeKind::Invalid, bounded(&message.to_string()))
    }

    #[cold]
    pub(crate) fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.0.help = help.into();
        self
    }

    #[cold]
    pub(crate) fn with_id(mut self, id: i32) -> Self {
        self.0.id = Some(id);
        self
    }

    /// Sets the byte offset, unless an inner reader has set one already.
    #[cold]
    pub(crate) fn at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// The offset counts bytes of a message that was decompressed.
    #[cfg(feature = "blosc")]
    #[cold]
    pub(crate) fn in_decompressed(mut self) -> Self {
        self.0.decompressed = true;
        self
    }

    /// Forgets the offset, where it counts no bytes of the input.
    #[cold]
    pub(crate) fn without_offset(mut self) -> Self {
        self.0.offset = None;
        self
    }

    /// Makes what a format's own code refuses an error of syntax: it cannot say so itself.
    #[cold]
    pub(crate) fn of_format(mut self) -> Self {
        if self.0.kind == DecodeKind::Invalid {
            self.0.kind = DecodeKind::Syntax;
        }
        self
    }

    /// Computes line and column, for text formats; called once, where the whole input is at hand.
    #[cold]
    #[allow(clippy::naive_bytecount)] // once for each error
    pub(crate) fn locate(mut self, input: &[u8]) -> Self {
        if let Some(offset) = self.0.offset {
            let before = input.get(..offset.min(input.len())).unwrap_or_default();
            let line = before.iter().filter(|&&b| b == b'\n').count().saturating_add(1);
            let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at.saturating_add(1));
            let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default()).chars().count();
            self.0.line = Some((line, column.saturating_add(1)));
        }
        self
    }

    /// Names the type whose own code refused.
    #[cold]
    pub(crate) fn about(mut self, name: &str) -> Self {
        self.0.message = format!("could not build `{name}`: {}", self.0.message).into();
        self
    }

    /// Says that the error lies in the field of this name.
    #[cold]
    pub(crate) fn in_field(mut self, name: &'static str) -> Self {
        self.0.path.push_field(name);
        self
    }

    /// Says that the error lies under this key from the wire.
    #[cold]
    pub(crate) fn in_key(mut self, key: &str) -> Self {
        self.0.path.push_key(key);
        self
    }

    /// Says that the error lies in the element of this index.
    #[cold]
    pub(crate) fn in_index(mut self, index: usize) -> Self {
        self.0.path.push_index(index);
        self
    }

    /// `expected a string, found a number`.
    #[cold]
    pub(crate) fn mismatch(expected: &str, found: &str) -> Self {
        Self::new(DecodeKind::Type, format!("expected {expected}, found {found}"))
    }

    #[cold]
    pub(crate) fn missing_field(field: &'static str, owner: &'static str) -> Self {
        Self::new(DecodeKind::MissingField, format!("missing field `{field}` of `{owner}`"))
            .help("send it, or give the field `#[serde(default)]`")
    }

    #[cold]
    pub(crate) fn duplicate_field() -> Self {
        Self::new(DecodeKind::DuplicateField, "a field stands twice")
    }

    #[cold]
    pub(crate) fn unknown_field(key: &str, owner: &'static str) -> Self {
        Self::new(DecodeKind::UnknownField, format!("`{owner}` has no field `{}`", excerpt(key)))
            .help("remove it, or take `deny_unknown_fields` from the type")
    }

    #[cold]
    pub(crate) fn io(error: &std::io::Error) -> Self {
        Self::new(DecodeKind::Io, format!("could not read: {error}"))
    }

    pub(crate) fn has_help(&self) -> bool {
        !self.0.help.is_empty()
    }

    /// One word for the kind, for counters and logs; `docs/errors.md` in the repository has all of them.
    ///
    /// # Example
    /// ```
    /// use codec::{Codec, Json};
    /// assert_eq!(Json::new().decode(b"[1, 2").unwrap_err().reason(), "eof");
    /// ```
    pub fn reason(&self) -> &'static str {
        match self.0.kind {
            DecodeKind::Syntax => "syntax",
            DecodeKind::Eof => "eof",
            DecodeKind::Type => "type",
            DecodeKind::MissingField => "missing_field",
            DecodeKind::DuplicateField => "duplicate_field",
            DecodeKind::UnknownField => "unknown_field",
            DecodeKind::UnknownType => "unknown_type",
            DecodeKind::Envelope => "envelope",
            DecodeKind::Limit => "limit",
            DecodeKind::Unsupported => "unsupported",
            DecodeKind::Invalid => "invalid",
            DecodeKind::Io => "io",
            DecodeKind::Registry => "registry",
        }
    }

    /// The bytes are not valid in the format, or end too early.
    pub fn is_syntax(&self) -> bool {
        matches!(self.0.kind, DecodeKind::Syntax | DecodeKind::Eof)
    }

    /// The input ends inside a value: more bytes might complete it.
    pub fn is_eof(&self) -> bool {
        self.0.kind == DecodeKind::Eof
    }

    /// A value is of another type than its field or target.
    pub fn is_type_mismatch(&self) -> bool {
        self.0.kind == DecodeKind::Type
    }

    /// A required field is missing.
    pub fn is_missing_field(&self) -> bool {
        self.0.kind == DecodeKind::MissingField
    }

    /// A field of a typed struct stands twice.
    pub fn is_duplicate_field(&self) -> bool {
        self.0.kind == DecodeKind::DuplicateField
    }

    /// A field that the type does not have, where it denies such fields.
    pub fn is_unknown_field(&self) -> bool {
        self.0.kind == DecodeKind::UnknownField
    }

    /// The id in a type tag is not one that this codec resolves; [`type_id`](Self::type_id) gives it.
    pub fn is_unknown_type(&self) -> bool {
        self.0.kind == DecodeKind::UnknownType
    }

    /// A `__type__` object does not have the one shape that is allowed.
    pub fn is_envelope(&self) -> bool {
        self.0.kind == DecodeKind::Envelope
    }

    /// A limit of this codec, or of frames, was exceeded; [`limit`](Self::limit) says which.
    pub fn is_limit(&self) -> bool {
        self.0.kind == DecodeKind::Limit
    }

    /// The format has this, but this crate does not read it, such as a Blosc buffer that is compressed with
    /// snappy, or a pickle with code in it.
    pub fn is_unsupported(&self) -> bool {
        self.0.kind == DecodeKind::Unsupported
    }

    /// The type's own constructor refused the data.
    pub fn is_invalid(&self) -> bool {
        self.0.kind == DecodeKind::Invalid
    }

    /// The input could not be read from.
    pub fn is_io(&self) -> bool {
        self.0.kind == DecodeKind::Io
    }

    /// The codec itself is unusable because its registry could not be built.
    pub fn is_registry(&self) -> bool {
        self.0.kind == DecodeKind::Registry
    }

    /// The limit that was exceeded, if it is one that can be set.
    pub fn limit(&self) -> Option<Limit> {
        self.0.limit
    }

    /// The type id that the error is about, if it is about one.
    pub fn type_id(&self) -> Option<i32> {
        self.0.id
    }

    /// Byte offset into the input, where the format has one; into the decompressed message, where that is at fault, and
    /// into the whole stream, where a frame is.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// Line, counted from 1, in text formats.
    pub fn line(&self) -> Option<usize> {
        self.0.line.map(|(line, _)| line)
    }

    /// Column in characters, counted from 1, in text formats.
    pub fn column(&self) -> Option<usize> {
        self.0.line.map(|(_, column)| column)
    }

    /// The path from the outermost value to the place, such as `content.items[3].price`; empty at the top.
    pub fn path(&self) -> String {
        self.0.path.to_string()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.write_str(&inner.message)?;
        if !inner.path.is_empty() {
            write!(f, " at {}", inner.path)?;
        }
        match (inner.line, inner.offset) {
            (Some((line, column)), Some(at)) => write!(f, " (line {line}, column {column}, byte {at})")?,
            (None, Some(at)) if inner.decompressed => write!(f, " (byte {at} of the decompressed message)")?,
            (None, Some(at)) => write!(f, " (byte {at})")?,
            _ => {}
        }
        if inner.help.is_empty() { Ok(()) } else { write!(f, "; {}", inner.help) }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({:?}: {self})", self.0.kind)
    }
}

impl std::error::Error for DecodeError {}

impl serde::de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        DecodeError::custom(message)
    }

    fn invalid_type(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        DecodeError::mismatch(&bounded(&expected.to_string()), unexpected(found))
    }

    fn invalid_value(found: serde::de::Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        use serde::de::Unexpected as U;
        let expected = bounded(&expected.to_string());
        let number: &dyn fmt::Display = match &found {
            U::Signed(number) => number,
            U::Unsigned(number) => number,
            _ => return DecodeError::mismatch(&expected, unexpected(found)),
        };
        DecodeError::new(DecodeKind::Type, format!("integer {number} does not fit {expected}"))
    }

    fn invalid_length(found: usize, expected: &dyn serde::de::Expected) -> Self {
        DecodeError::mismatch(&bounded(&expected.to_string()), &format!("{found} elements"))
    }

    fn missing_field(field: &'static str) -> Self {
        DecodeError::new(DecodeKind::MissingField, format!("missing field `{field}`"))
            .help("send it, or give the field `#[serde(default)]`")
    }

    fn duplicate_field(field: &'static str) -> Self {
        DecodeError::duplicate_field().in_field(field)
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        DecodeError::new(DecodeKind::UnknownField, format!("there is no field `{}`", excerpt(field)))
            .help("remove it, or take `deny_unknown_fields` from the type")
    }
}

impl From<RegistryError> for DecodeError {
    fn from(error: RegistryError) -> Self {
        DecodeError::new(DecodeKind::Registry, error.to_string())
    }
}

/// What was found, without the data itself: errors repeat no payload.
fn unexpected(found: serde::de::Unexpected<'_>) -> &str {
    use serde::de::Unexpected as U;
    match found {
        U::Bool(_) => "a bool",
        U::Unsigned(_) | U::Signed(_) => "an integer",
        U::Float(_) => "a float",
        U::Char(_) | U::Str(_) => "a string",
        U::Bytes(_) => "bytes",
        U::Unit => "null",
        U::Option => "an optional value",
        U::Seq => "a list",
        U::Map => "a dict",
        U::Enum | U::UnitVariant | U::NewtypeVariant | U::TupleVariant | U::StructVariant => {
            "an enum variant"
        }
        U::NewtypeStruct => "a newtype",
        U::Other(kind) => kind,
    }
}

/// Texts of foreign code are cut: an error is at most 512 bytes long.
pub(super) fn bounded(text: &str) -> String {
    const MOST: usize = 200;
    if text.len() <= MOST {
        return text.to_owned();
    }
    let cut = (0..=MOST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    format!("{}...", &text[..cut])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_word() {
        assert_eq!(size_of::<DecodeError>(), size_of::<usize>());
        assert_eq!(size_of::<Result<(), DecodeError>>(), size_of::<usize>());
    }

    #[test]
    fn says_what_where_and_what_to_do() {
        let error = DecodeError::missing_field("price", "Item").at(17).in_index(3).in_field("items");
        assert_eq!(
            error.locate(b"[1,\n2, 3, 4, 5, 6]").to_string(),
            "missing field `price` of `Item` at items[3] (line 2, column 14, byte 17); send it, or give the field \
             `#[serde(default)]`"
        );
    }
}

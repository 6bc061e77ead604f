use super::key::{Key, PAD};
use super::{escape, float, integer};
use crate::error::{Limit, SerializationError, SerializationKind};
use crate::wire::Limits;
use crate::wire::limits::written_too_deep;
use crate::wire::out::Out;

type Result<T> = std::result::Result<T, SerializationError>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    /// No spaces, UTF-8.
    #[default]
    Compact,
    /// As compact, with the texts of mango's FastJSON: what is no finite number is `null`, exponents have no `+`.
    #[cfg(feature = "fast_json")]
    Fast,
    /// Byte for byte what `CPython`'s `json.dumps` writes: `", "`, `": "`, ASCII only.
    Python,
    /// A line for each element and entry, two spaces for each level, UTF-8.
    Pretty,
}

impl Style {
    /// Whether nothing stands between the tokens.
    #[inline]
    pub(super) fn is_compact(self) -> bool {
        match self {
            Style::Compact => true,
            #[cfg(feature = "fast_json")]
            Style::Fast => true,
            Style::Python | Style::Pretty => false,
        }
    }

    #[inline]
    pub(crate) fn is_fast(self) -> bool {
        match self {
            #[cfg(feature = "fast_json")]
            Style::Fast => true,
            _ => false,
        }
    }
}

/// Appends JSON text to a buffer. Number and float texts are the same in every style.
#[derive(Debug)]
pub(crate) struct Writer<'a> {
    /// Behind a reference: moving the buffer's words in and out costs a short message more than the way to them.
    pub(super) out: &'a mut Out,
    pub(super) style: Style,
    strict: bool,
    /// Levels of nesting that may still be opened.
    depth: u32,
    /// Brackets that are open, for the indentation.
    indent: u32,
    most: u32,
    /// Digits that an integer may have.
    digits: usize,
    /// What comes next is the payload of a tag.
    pub(super) under_tag: bool,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(out: &'a mut Out, style: Style, limits: &Limits, strict: bool) -> Self {
        Writer {
            out,
            style,
            strict,
            depth: limits.depth,
            indent: 0,
            most: limits.depth,
            digits: limits.digits,
            under_tag: false,
        }
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    #[inline]
    pub(crate) fn null(&mut self) {
        self.out.padded(b"null", 4);
    }

    #[inline]
    pub(crate) fn bool(&mut self, value: bool) {
        self.out.padded(if value { b"true " } else { b"false" }, if value { 4 } else { 5 });
    }

    #[inline(never)]
    pub(crate) fn i64(&mut self, value: i64) {
        integer::signed(self.out, value);
    }

    #[inline(never)]
    pub(crate) fn u64(&mut self, value: u64) {
        integer::unsigned(self.out, value);
    }

    pub(crate) fn i128(&mut self, value: i128) {
        self.raw(itoa::Buffer::new().format(value));
    }

    pub(crate) fn u128(&mut self, value: u128) {
        self.raw(itoa::Buffer::new().format(value));
    }

    #[inline(never)]
    pub(crate) fn f64(&mut self, value: f64) -> Result<()> {
        if float::few_places(self.out, value) { Ok(()) } else { self.long_f64(value) }
    }

    /// The elements of a list, without its brackets.
    #[inline(never)]
    pub(crate) fn f64_elements(&mut self, values: &[f64]) -> Result<()> {
        float::list(values, |index, value, text| {
            self.element(index == 0);
            match text {
                Some(text) => float::shortest_text(self.out, value, text),
                None => self.f64(value).map_err(|error| error.in_index(index))?,
            }
            Ok(())
        })
    }

    /// Out of line, because of the registers that it has to save.
    #[inline(never)]
    fn long_f64(&mut self, value: f64) -> Result<()> {
        #[cfg(feature = "fast_json")]
        if self.style.is_fast() {
            return self.fast_f64(value);
        }
        if value.is_finite() {
            float::many_places(self.out, value);
            return Ok(());
        }
        self.not_finite(value)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn not_finite(&mut self, value: f64) -> Result<()> {
        let word = float::in_words(value);
        if self.strict {
            return Err(SerializationError::new(
                SerializationKind::Unsupported,
                format!("JSON has no {word}"),
            )
            .help("a codec that is not strict writes it as Python does"));
        }
        self.raw(if self.style.is_fast() { "null" } else { word });
        Ok(())
    }

    /// An integer of any size, from its canonical text.
    pub(crate) fn big_int(&mut self, text: &str) -> Result<()> {
        let digits = text.trim_start_matches('-').len();
        if digits > self.digits {
            let message = format!("an integer of {digits} digits is longer than {}", self.digits);
            let error = SerializationError::limited(Limit::Digits, message);
            return Err(error.help("raise it with `Limits::digits`; CPython's own limit is 4300"));
        }
        self.raw(text);
        Ok(())
    }

    /// What was written between two lengths, for an error's path.
    #[cold]
    pub(crate) fn excerpt(&self, from: usize, to: usize) -> String {
        String::from_utf8_lossy(self.out.written(from, to))
            .trim_matches([',', ' ', '\n', ':', '"'])
            .to_owned()
    }

    /// Text that is JSON already.
    #[inline]
    pub(crate) fn raw(&mut self, text: &str) {
        self.out.slice(text.as_bytes());
    }

    #[inline(never)]
    pub(crate) fn str(&mut self, text: &str) {
        if self.style == Style::Python {
            return self.ascii_str(text);
        }
        escape::utf8(self.out, text);
    }

    #[inline(never)]
    fn ascii_str(&mut self, text: &str) {
        escape::ascii(self.out, text);
    }

    #[inline]
    pub(crate) fn open_list(&mut self) -> Result<()> {
        self.open(b'[')
    }

    /// Before each element.
    #[inline]
    pub(crate) fn element(&mut self, first: bool) {
        if !self.style.is_compact() {
            self.spaced(first);
        } else if !first {
            self.out.byte(b',');
        }
    }

    #[inline]
    pub(crate) fn close_list(&mut self, empty: bool) {
        self.close(b']', empty);
    }

    #[inline]
    pub(crate) fn open_dict(&mut self) -> Result<()> {
        self.open(b'{')
    }

    /// Before each entry: the comma, the key, the colon.
    #[inline]
    pub(crate) fn key(&mut self, first: bool, key: &str) {
        self.element(first);
        self.str(key);
        self.raw(if self.style.is_compact() { ":" } else { ": " });
    }

    #[inline]
    pub(crate) fn close_dict(&mut self, empty: bool) {
        self.close(b'}', empty);
    }

    #[inline]
    pub(crate) fn is_fast(&self) -> bool {
        self.style.is_fast()
    }

    #[inline]
    pub(crate) fn is_compact(&self) -> bool {
        self.style.is_compact()
    }

    /// The start of a dict of fields; its brace comes with [`open_compact`](Self::open_compact) in compact style.
    #[inline]
    pub(crate) fn open_fields(&mut self) -> Result<()> {
        self.enter()?;
        self.under_tag = false;
        if !self.style.is_compact() {
            self.indent += 1;
            self.out.byte(b'{');
        }
        Ok(())
    }

    /// The comma, a name known beforehand and the colon; the fields begin at `start`.
    #[inline]
    pub(crate) fn field(&mut self, start: usize, key: &Key) {
        if self.style.is_compact() {
            self.compact_field(key);
        } else {
            self.spaced_field(self.out.len() == start, key);
        }
    }

    #[inline]
    fn compact_field(&mut self, key: &Key) {
        if key.text.len() <= PAD {
            self.out.padded(&key.start, key.text.len());
        } else {
            self.long_field(key);
        }
    }

    #[inline(never)]
    fn long_field(&mut self, key: &Key) {
        self.out.slice(key.text.as_bytes());
    }

    /// Behind the [`field`](Self::field)s that were written from `start` on: in compact style, the brace takes the place
    /// of the first one's comma. Gives whether there was none.
    #[inline]
    pub(crate) fn open_compact(&mut self, start: usize) -> bool {
        let empty = self.out.len() == start;
        if !self.style.is_compact() {
            return empty;
        }
        if empty {
            self.out.byte(b'{');
        } else {
            self.out.set(start, b'{');
        }
        empty
    }

    /// The end of a dict of fields.
    #[inline]
    pub(crate) fn close_fields(&mut self, empty: bool) {
        if !self.style.is_compact() {
            return self.close_dict(empty);
        }
        self.leave();
        self.out.byte(b'}');
    }

    #[inline(never)]
    fn spaced_field(&mut self, first: bool, key: &Key) {
        let literal = key.text;
        self.spaced(first);
        let name = literal.strip_prefix(',').and_then(|name| name.strip_suffix(':')).unwrap_or(literal);
        if self.style == Style::Python && !name.is_ascii() {
            escape::ascii_name(self.out, name);
        } else {
            self.raw(name);
        }
        self.raw(": ");
    }

    /// One level of depth, with or without a bracket.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<()> {
        match self.depth.checked_sub(1) {
            Some(left) => {
                self.depth = left;
                Ok(())
            }
            None => Err(written_too_deep(self.most)),
        }
    }

    #[inline]
    pub(crate) fn leave(&mut self) {
        // Each of them follows an `enter`.
        self.depth = self.depth.wrapping_add(1);
    }

    #[inline]
    fn open(&mut self, bracket: u8) -> Result<()> {
        self.enter()?;
        self.indent += 1;
        self.under_tag = false;
        self.out.byte(bracket);
        Ok(())
    }

    #[inline]
    fn close(&mut self, bracket: u8, empty: bool) {
        self.leave();
        self.indent = self.indent.saturating_sub(1);
        if self.style == Style::Pretty && !empty {
            self.line();
        }
        self.out.byte(bracket);
    }

    /// What stands before an element outside the compact style.
    #[inline(never)]
    fn spaced(&mut self, first: bool) {
        if self.style == Style::Pretty {
            if !first {
                self.out.byte(b',');
            }
            self.line();
        } else if !first {
            self.raw(", ");
        }
    }

    fn line(&mut self) {
        self.out.byte(b'\n');
        for _ in 0..self.indent {
            self.raw("  ");
        }
    }
}

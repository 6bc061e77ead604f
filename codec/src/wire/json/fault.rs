//! What the errors say. All cold and out of line: a reader's hot path holds one call for all of them.

use super::reader::Reader;
use crate::error::{DecodeError, DecodeKind, Limit};
use crate::wire::parts::Kind;

/// The most bytes of a number that an error repeats.
const EXCERPT: usize = 24;

#[cold]
pub(super) fn byte_order_mark() -> DecodeError {
    DecodeError::new(DecodeKind::Syntax, "input begins with a byte order mark")
        .help("JSON has none: leave out the first three bytes")
        .at(0)
}

#[cold]
pub(super) fn not_utf8(bytes: &[u8]) -> DecodeError {
    let error = std::str::from_utf8(bytes).err();
    let at = error.map_or(bytes.len(), |error| error.valid_up_to());
    let (kind, message) = match error.and_then(|error| error.error_len()) {
        Some(_) => (DecodeKind::Syntax, "input is not UTF-8"),
        None => (DecodeKind::Eof, "input ends inside a character"),
    };
    DecodeError::new(kind, message).at(at)
}

impl Reader<'_> {
    #[cold]
    #[inline(never)]
    pub(super) fn digit_limit(&self) -> DecodeError {
        let message = format!("an integer has more than {} digits", self.digits);
        DecodeError::limited(Limit::Digits, message).at(self.at)
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn trailing(&self) -> DecodeError {
        self.syntax("trailing data after the value")
    }

    /// Where a value had to begin.
    #[cold]
    #[inline(never)]
    pub(super) fn no_value(&self) -> DecodeError {
        match self.peek_byte() {
            Some(_) => self.syntax("expected a value"),
            None if self.at == 0 => self.ends("input is empty"),
            None => self.ends("input ends where a value has to follow"),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn no_key(&self) -> DecodeError {
        match self.peek_byte() {
            Some(_) => self.syntax("expected a key in double quotes"),
            None => self.ends("input ends inside a dict"),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn no_colon(&self) -> DecodeError {
        match self.peek_byte() {
            Some(_) => self.syntax("expected `:` after a key"),
            None => self.ends("input ends inside a dict"),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn unclosed(&self, close: u8) -> DecodeError {
        match (self.peek_byte(), close) {
            (Some(_), b']') => self.syntax("expected `,` or `]` after a list element"),
            (Some(_), _) => self.syntax("expected `,` or `}` after a dict entry"),
            (None, b']') => self.ends("input ends inside a list"),
            (None, _) => self.ends("input ends inside a dict"),
        }
    }

    /// `expected a string, found a number`; where no value stands, the error that says so.
    #[cold]
    #[inline(never)]
    pub(crate) fn mismatch(&mut self, expected: &str) -> DecodeError {
        let kind = match self.peek() {
            Ok(kind) => kind,
            Err(error) => return error,
        };
        // `trux` is no bool. Strings and containers are taken by their first byte: checking them costs their length.
        let start = self.at;
        if matches!(kind, Kind::Null | Kind::Bool | Kind::Number) {
            if let Err(error) = self.skip_value() {
                return error;
            }
            self.at = start;
        }
        DecodeError::mismatch(expected, kind.name()).at(start)
    }

    /// `integer 300 does not fit u8`, for a number that begins at `start` and ends here.
    #[cold]
    #[inline(never)]
    pub(crate) fn misfit(&self, start: usize, target: &str) -> DecodeError {
        let digits = self.slice(start, self.at);
        let text = match digits.get(..EXCERPT) {
            Some(head) if digits.len() > EXCERPT => format!("integer {head}... does not fit {target}"),
            _ => format!("integer {digits} does not fit {target}"),
        };
        DecodeError::new(DecodeKind::Type, text).at(start)
    }

    /// Why no number stands here, though its first byte promised one.
    #[cold]
    #[inline(never)]
    pub(super) fn bad_number(&mut self) -> DecodeError {
        let start = self.at;
        let signed = usize::from(self.peek_byte() == Some(b'-'));
        let bytes = self.input.as_bytes();
        let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
        let whole = digits(start + signed);
        self.at = start + signed;
        if whole == 0 {
            return self.incomplete("expected a digit");
        }
        if whole > 1 && self.peek_byte() == Some(b'0') {
            return self.error(DecodeKind::Syntax, "a number begins with a superfluous zero");
        }
        self.at += whole;
        if self.peek_byte() == Some(b'.') {
            let fraction = digits(self.at + 1);
            self.at += 1 + fraction;
            if fraction == 0 {
                return self.incomplete("expected a digit after the decimal point");
            }
        }
        self.at += 1;
        self.at += usize::from(matches!(self.peek_byte(), Some(b'+' | b'-')));
        self.at = self.at.min(self.input.len());
        self.incomplete("expected a digit in the exponent")
    }

    #[cold]
    fn incomplete(&self, message: &str) -> DecodeError {
        match self.peek_byte() {
            Some(_) => self.syntax(message),
            None => self.ends("input ends inside a number"),
        }
    }

    /// Neither the literal nor the beginning of it.
    #[cold]
    #[inline(never)]
    pub(super) fn bad_literal(&self, literal: &'static str) -> DecodeError {
        if literal.as_bytes().starts_with(self.rest(self.at)) {
            return self.ends("input ends inside a literal");
        }
        self.error(DecodeKind::Syntax, format!("expected `{literal}`"))
    }

    #[cold]
    #[inline(never)]
    pub(super) fn not_strict(&self) -> DecodeError {
        self.error(DecodeKind::Syntax, "`NaN` and `Infinity` are not JSON")
            .help("a codec that is not strict reads them")
    }

    #[cold]
    #[inline(never)]
    pub(super) fn beyond_floats(&self) -> DecodeError {
        self.error(DecodeKind::Syntax, "a number is beyond the range of floats")
            .help("a `Json` that is not strict reads it as an infinity, as Python does")
    }

    #[cold]
    #[inline(never)]
    pub(super) fn in_string(&self) -> DecodeError {
        match self.peek_byte() {
            Some(byte) => {
                let message = format!("a string holds the raw control character U+{byte:04X}");
                self.error(DecodeKind::Syntax, message).help("escape it")
            }
            None => self.ends("input ends inside a string"),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn bad_escape(&self) -> DecodeError {
        match self.peek_byte() {
            Some(_) => self.syntax("expected an escape that JSON has after `\\`"),
            None => self.ends("input ends inside a string"),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn bad_hex(&mut self) -> DecodeError {
        while self.peek_byte().is_some_and(|b| b.is_ascii_hexdigit()) {
            self.at += 1;
        }
        match self.peek_byte() {
            Some(_) => self.syntax("expected four hexadecimal digits after `\\u`"),
            None => self.ends("input ends inside a string"),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn lone_surrogate(at: usize, unit: u16) -> DecodeError {
        let text = format!("lone surrogate \\u{unit:04x} in a string; Rust strings cannot hold it");
        DecodeError::new(DecodeKind::Syntax, text).at(at)
    }

    /// The message, and the one character that stands here.
    #[cold]
    pub(super) fn syntax(&self, message: &str) -> DecodeError {
        let text = match self.input.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(c @ ('"' | '\'')) => format!("{message}, found `{c}`"),
            Some(c) => format!("{message}, found `{}`", c.escape_debug()),
            None => format!("{message}, found the end"),
        };
        self.error(DecodeKind::Syntax, text)
    }

    #[cold]
    pub(super) fn ends(&self, message: &'static str) -> DecodeError {
        DecodeError::new(DecodeKind::Eof, message).at(self.input.len())
    }
}

//! What the errors say. All cold and out of line: a reader's hot path holds one call for all of them.

use super::reader::Reader;
use crate::error::{DecodeError, DecodeKind};
use crate::wire::parts::{Kind, Number};

impl Reader<'_> {
    #[cold]
    #[inline(never)]
    pub(crate) fn trailing(&self) -> DecodeError {
        let message = match self.rest().len() {
            1 => "1 byte of trailing data after the value".to_owned(),
            count => format!("{count} bytes of trailing data after the value"),
        };
        self.error(DecodeKind::Syntax, message)
    }

    /// Where a value had to begin.
    #[cold]
    #[inline(never)]
    pub(super) fn no_value(&self) -> DecodeError {
        match self.peek_byte() {
            Some(byte) => {
                let message = format!("expected a value, found the byte {byte:02x}, which begins none");
                self.error(DecodeKind::Syntax, message)
            }
            None if self.at == 0 => self.ends("input is empty"),
            None => self.ends("input ends where a value has to follow"),
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
        // Half a number is none. All else is taken by its first byte: checking it costs its length.
        let start = self.at;
        if kind == Kind::Number {
            if let Err(error) = self.number() {
                return error;
            }
            self.at = start;
        }
        DecodeError::mismatch(expected, kind.name()).at(start)
    }

    /// `integer 300 does not fit u8`, for a number that begins at `start` and ends here.
    #[cold]
    #[inline(never)]
    pub(crate) fn misfit(&mut self, start: usize, target: &str) -> DecodeError {
        let end = std::mem::replace(&mut self.at, start);
        let text = match self.number() {
            Ok(Number::Int(value)) => format!("integer {value} does not fit {target}"),
            Ok(Number::UInt(value)) => format!("integer {value} does not fit {target}"),
            _ => format!("the number does not fit {target}"),
        };
        self.at = end;
        DecodeError::new(DecodeKind::Type, text).at(start)
    }

    #[cold]
    pub(super) fn ends(&self, message: &'static str) -> DecodeError {
        DecodeError::new(DecodeKind::Eof, message).at(self.input.len())
    }
}

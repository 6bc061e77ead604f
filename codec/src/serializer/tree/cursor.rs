//! The steps through a plain value: tokens, levels and limits.

use super::tokens::{Token, tokens};
use crate::error::{DecodeError, DecodeKind, Limit};
use crate::serializer::objects::ReadObjects as _;
use crate::serializer::reader::FormatReader as _;
use crate::serializer::serde::MapBuilder;
use crate::serializer::shape::Shape;
use crate::serializer::table::Table;
use crate::value::Value;
use crate::wire::Limits;
use crate::wire::parts::{Kind, OpenTag, TYPE_KEY};

type Result<T> = std::result::Result<T, DecodeError>;

/// The most characters of a number that an error repeats.
const EXCERPT: usize = 24;

/// Reads values from a plain value. Not public API. Used by generated code.
#[derive(Debug)]
pub struct TreeReader<'a> {
    pub(super) tokens: Vec<Token<'a>>,
    pub(super) at: usize,
    /// Levels of nesting that may still be opened.
    pub(super) depth: u32,
    pub(super) under_tag: bool,
    /// Elements and entries that may still come.
    pub(super) elements: usize,
    /// Bytes that may still be promised to lists.
    pub(super) room: usize,
    pub(super) limits: Limits,
    pub(super) table: &'a Table,
    pub(super) keep_unknown: bool,
    /// Why an object could not be read.
    pub(super) failure: Option<DecodeError>,
}

impl<'a> TreeReader<'a> {
    /// `room` bounds what is reserved before elements are read: the length of the input.
    pub(crate) fn new(
        value: &'a Value,
        room: usize,
        table: &'a Table,
        limits: &Limits,
        keep_unknown: bool,
    ) -> Self {
        TreeReader {
            tokens: tokens(value),
            at: 0,
            depth: limits.depth,
            under_tag: false,
            elements: limits.elements,
            room,
            limits: *limits,
            table,
            keep_unknown,
            failure: None,
        }
    }

    pub(super) fn here(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    pub(super) fn enter(&mut self) -> Result<()> {
        match self.depth.checked_sub(1) {
            Some(left) => {
                self.depth = left;
                Ok(())
            }
            None => Err(self.limits.depth_passed(self.at)),
        }
    }

    pub(super) fn leave(&mut self) {
        // Each of them follows an `enter`.
        self.depth = self.depth.wrapping_add(1);
    }

    pub(super) fn count(&mut self, more: usize) -> Result<()> {
        match self.elements.checked_sub(more) {
            Some(left) => {
                self.elements = left;
                Ok(())
            }
            None => Err(self.limits.elements_passed(self.at)),
        }
    }

    pub(super) fn open(&mut self, wanted: Kind, expected: &str) -> Result<usize> {
        match self.here() {
            Some(Token::Open(kind, len)) if kind == wanted => {
                self.enter()?;
                self.under_tag = false;
                self.step();
                Ok(len)
            }
            _ => Err(self.mismatch(expected)),
        }
    }

    pub(super) fn close(&mut self) -> bool {
        let closes = matches!(self.here(), Some(Token::Close));
        if closes {
            self.step();
        }
        closes
    }

    /// Whether the container goes on; leaves it if not.
    pub(super) fn next(&mut self) -> Result<bool> {
        if self.close() {
            self.leave();
            return Ok(false);
        }
        self.count(1)?;
        Ok(true)
    }

    /// Which field's key stands here, the next one in order first; consumes it. Fields are not counted: a struct
    /// cannot have more than its type has.
    pub(super) fn next_field(&mut self, shape: &'static Shape, next: usize) -> Option<usize> {
        let Some(Token::Text(key)) = self.here() else { return None };
        let index = shape.field(key, next)?;
        self.step();
        Some(index)
    }

    pub(super) fn scalar(&mut self, kind: Kind, expected: &str) -> Result<&'a Value> {
        match self.here() {
            Some(Token::Leaf(value)) if self.peek()? == kind => {
                self.step();
                Ok(value)
            }
            _ => Err(self.mismatch(expected)),
        }
    }

    /// An integer that `narrow` may refuse.
    pub(super) fn integer<T>(&mut self, target: &str, narrow: impl FnOnce(&Value) -> Option<T>) -> Result<T> {
        if let Some(Token::Leaf(Value::Float(_))) = self.here() {
            return Err(DecodeError::mismatch("an integer", "a float"));
        }
        let value = self.scalar(Kind::Number, "an integer")?;
        narrow(value).ok_or_else(|| misfit(value, target))
    }

    /// A dict whose envelope, if it is one, has an unusual form.
    pub(super) fn dict_or_odd_tag(&mut self) -> Result<Value> {
        let nested = self.under_tag;
        let len = self.open(Kind::Dict, "a dict")?;
        let mut entries = MapBuilder::new(len);
        let mut first = true;
        while self.next()? {
            let before = self.at;
            let key = self.read_value()?;
            if key == *TYPE_KEY {
                if !first {
                    return Err(self.bad_tag("stands beside other keys"));
                }
                let tag = self.tag_behind_key(nested, &())?;
                return self.tagged(tag);
            }
            first = false;
            let value = self.read_value().map_err(|error| error.in_key(&self.key_text(before)))?;
            entries.insert(key, value);
        }
        Ok(entries.finish())
    }

    pub(super) fn opened(&mut self, id: i32) -> Result<OpenTag> {
        let nested = std::mem::replace(&mut self.under_tag, true);
        if nested {
            self.enter()?;
        }
        Ok(OpenTag::new(id, nested, false))
    }

    pub(super) fn kind_of(&self, value: &Value) -> Result<Kind> {
        Ok(match value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::BigInt(digits) if digits.as_str().trim_start_matches('-').len() > self.limits.digits => {
                let message = format!("an integer has more than {} digits", self.limits.digits);
                return Err(DecodeError::limited(Limit::Digits, message));
            }
            Value::Int(_) | Value::UInt(_) | Value::BigInt(_) | Value::Float(_) => Kind::Number,
            Value::Bytes(_) => Kind::Bytes,
            Value::Ext(_) => Kind::Ext,
            // The others are tokens of their own.
            _ => {
                let message =
                    format!("the format gave {}, where it may give plain values", value.kind_name());
                return Err(self.error(DecodeKind::Invalid, message));
            }
        })
    }
}

/// `integer 300 does not fit u8`.
#[cold]
fn misfit(value: &Value, target: &str) -> DecodeError {
    let digits = value.to_string();
    let text = match digits.get(..EXCERPT) {
        Some(head) if digits.len() > EXCERPT => format!("integer {head}... does not fit {target}"),
        _ => format!("integer {digits} does not fit {target}"),
    };
    DecodeError::new(DecodeKind::Type, text)
}

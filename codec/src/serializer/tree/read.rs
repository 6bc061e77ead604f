//! Reading plain values.

use std::any::Any;
use std::borrow::Cow;

use super::tokens::{Token, tokens};
use crate::error::{DecodeError, DecodeKind};
use crate::serializer::entry::Entry;
use crate::serializer::reader::{FormatReader, Inner};
use crate::serializer::route::{Slot, Slots};
use crate::serializer::serde::MapBuilder;
use crate::serializer::shape::{FieldShape, Shape};
use crate::serializer::table::Table;
use crate::value::{Dict, Value};
use crate::wire::Limits;
use crate::wire::parts::{Kind, Number, OpenTag, TYPE_KEY};

type Result<T> = std::result::Result<T, DecodeError>;

/// The most characters of a number that an error repeats.
const EXCERPT: usize = 24;

/// Reads values from a plain value. Not public API. Used by generated code.
#[derive(Debug)]
pub struct TreeReader<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    /// Levels of nesting that may still be opened.
    depth: u32,
    under_tag: bool,
    /// Elements and entries that may still come.
    elements: usize,
    /// Bytes that may still be promised to lists.
    room: usize,
    limits: Limits,
    table: &'a Table,
    keep_unknown: bool,
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
        }
    }

    fn here(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn enter(&mut self) -> Result<()> {
        match self.depth.checked_sub(1) {
            Some(left) => {
                self.depth = left;
                Ok(())
            }
            None => Err(self.limits.depth_passed(self.at)),
        }
    }

    fn leave(&mut self) {
        // Each of them follows an `enter`.
        self.depth = self.depth.wrapping_add(1);
    }

    fn count(&mut self, more: usize) -> Result<()> {
        match self.elements.checked_sub(more) {
            Some(left) => {
                self.elements = left;
                Ok(())
            }
            None => Err(self.limits.elements_passed(self.at)),
        }
    }

    fn open(&mut self, wanted: Kind, expected: &str) -> Result<usize> {
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

    fn close(&mut self) -> bool {
        let closes = matches!(self.here(), Some(Token::Close));
        if closes {
            self.step();
        }
        closes
    }

    /// Whether the container goes on; leaves it if not.
    fn next(&mut self) -> Result<bool> {
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

    fn scalar(&mut self, kind: Kind, expected: &str) -> Result<&'a Value> {
        match self.here() {
            Some(Token::Leaf(value)) if self.peek()? == kind => {
                self.step();
                Ok(value)
            }
            _ => Err(self.mismatch(expected)),
        }
    }

    /// An integer that `narrow` may refuse.
    fn integer<T>(&mut self, target: &str, narrow: impl FnOnce(&Value) -> Option<T>) -> Result<T> {
        if let Some(Token::Leaf(Value::Float(_))) = self.here() {
            return Err(DecodeError::mismatch("an integer", "a float"));
        }
        let value = self.scalar(Kind::Number, "an integer")?;
        narrow(value).ok_or_else(|| misfit(value, target))
    }

    /// A dict whose envelope, if it is one, has an unusual form.
    fn dict_or_odd_tag(&mut self) -> Result<Value> {
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

    fn opened(&mut self, id: i32) -> Result<OpenTag> {
        let nested = std::mem::replace(&mut self.under_tag, true);
        if nested {
            self.enter()?;
        }
        Ok(OpenTag::new(id, nested, false))
    }

    fn kind_of(&self, value: &Value) -> Result<Kind> {
        Ok(match value {
            Value::Null => Kind::Null,
            Value::Bool(_) => Kind::Bool,
            Value::BigInt(digits) if digits.as_str().trim_start_matches('-').len() > self.limits.digits => {
                let message = format!("an integer has more than {} digits", self.limits.digits);
                let error = self.error(DecodeKind::Limit, message);
                return Err(error.help("raise it with `Limits::digits`"));
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

impl<'de> FormatReader<'de> for TreeReader<'de> {
    const TEXT_KEYS: bool = false;
    /// How many elements it has.
    type List = usize;
    type Dict = ();
    /// How many have come.
    type Fields = usize;

    fn table(&self) -> &'de Table {
        self.table
    }

    fn keeps_unknown(&self) -> bool {
        self.keep_unknown
    }

    fn body(&mut self, entry: &'static Entry) -> Result<Inner> {
        (entry.tree.read)(self)
    }

    fn body_into(&mut self, entry: &'static Entry, slot: &mut dyn Any) -> Result<()> {
        (entry.tree.read_into)(self, slot)
    }

    fn fill(&mut self, slot: &mut dyn Slot) -> Result<()> {
        slot.read_tree(self)
    }

    /// A number that means something here alone: errors lose it before users see them.
    /// A value has nothing behind it.
    fn finish(&mut self) -> Result<()> {
        Ok(())
    }

    fn position(&self) -> usize {
        self.at
    }

    fn set_position(&mut self, at: usize) {
        self.at = at;
    }

    fn error(&self, kind: DecodeKind, message: impl Into<Cow<'static, str>>) -> DecodeError {
        DecodeError::new(kind, message)
    }

    fn mismatch(&mut self, expected: &str) -> DecodeError {
        match self.peek() {
            Ok(kind) => DecodeError::mismatch(expected, kind.name()),
            Err(error) => error,
        }
    }

    fn peek(&mut self) -> Result<Kind> {
        match self.here() {
            Some(Token::Open(kind, _)) => Ok(kind),
            Some(Token::Text(_)) => Ok(Kind::String),
            Some(Token::Leaf(value)) => self.kind_of(value),
            // Where a reader asks for more than there is.
            Some(Token::Close) | None => Err(self.error(DecodeKind::Type, "expected a value, found none")),
        }
    }

    fn null(&mut self) -> Result<()> {
        self.scalar(Kind::Null, "null").map(drop)
    }

    fn try_null(&mut self) -> Result<bool> {
        let null = matches!(self.here(), Some(Token::Leaf(Value::Null)));
        if null {
            self.step();
        }
        Ok(null)
    }

    fn bool(&mut self) -> Result<bool> {
        self.scalar(Kind::Bool, "a bool").map(|value| value.as_bool().unwrap_or_default())
    }

    fn i64(&mut self) -> Result<i64> {
        self.integer("i64", Value::as_i64)
    }

    fn u64(&mut self) -> Result<u64> {
        self.integer("u64", Value::as_u64)
    }

    fn i128(&mut self) -> Result<i128> {
        self.integer("i128", Value::as_i128)
    }

    fn u128(&mut self) -> Result<u128> {
        self.integer("u128", Value::as_u128)
    }

    fn f64(&mut self) -> Result<f64> {
        self.scalar(Kind::Number, "a number").map(|value| value.as_f64().unwrap_or(f64::NAN))
    }

    fn number(&mut self) -> Result<Number<'de>> {
        Ok(match self.scalar(Kind::Number, "a number")? {
            Value::UInt(value) => Number::UInt(*value),
            Value::BigInt(value) => Number::Big(value.as_str()),
            Value::Float(value) => Number::Float(*value),
            value => Number::Int(value.as_i64().unwrap_or_default()),
        })
    }

    fn str(&mut self) -> Result<Cow<'de, str>> {
        let Some(Token::Text(text)) = self.here() else { return Err(self.mismatch("a string")) };
        self.step();
        Ok(Cow::Borrowed(text))
    }

    fn string(&mut self) -> Result<String> {
        self.str().map(Cow::into_owned)
    }

    fn bytes(&mut self) -> Result<&'de [u8]> {
        let value = self.scalar(Kind::Bytes, "bytes")?;
        Ok(value.as_bytes().map_or(&[], |bytes| bytes))
    }

    fn ext(&mut self) -> Result<(i8, &'de [u8])> {
        let value = self.scalar(Kind::Ext, "an extension value")?;
        Ok(value.as_ext().map_or((0, &[]), |ext| (ext.code(), ext.data())))
    }

    /// Without recursion, whatever the limit.
    fn skip_value(&mut self) -> Result<()> {
        let mut levels = 0_usize;
        loop {
            match self.here() {
                Some(Token::Open(_, len)) => {
                    self.enter()?;
                    self.count(len)?;
                    levels = levels.saturating_add(1);
                }
                Some(Token::Close) if levels > 0 => {
                    self.leave();
                    levels = levels.saturating_sub(1);
                }
                _ => drop(self.peek()?),
            }
            self.step();
            if levels == 0 {
                return Ok(());
            }
        }
    }

    fn open_list(&mut self) -> Result<usize> {
        self.open(Kind::List, "a list")
    }

    fn next_element(&mut self, _: &mut usize) -> Result<bool> {
        self.next()
    }

    fn room(&mut self, list: &usize, size: usize) -> usize {
        let count = (*list).min(self.room / size.max(1));
        self.room = self.room.saturating_sub(count.saturating_mul(size));
        count
    }

    fn open_dict(&mut self) -> Result<()> {
        self.open(Kind::Dict, "a dict").map(drop)
    }

    fn next_entry(&mut self, (): &mut ()) -> Result<bool> {
        self.next()
    }

    fn key(&mut self) -> Result<Cow<'de, str>> {
        let Some(Token::Text(key)) = self.here() else { return Err(self.mismatch("a key that is text")) };
        self.step();
        Ok(Cow::Borrowed(key))
    }

    fn key_text(&mut self, at: usize) -> Cow<'de, str> {
        match self.tokens.get(at) {
            Some(Token::Text(key)) => Cow::Borrowed(key),
            Some(Token::Leaf(key)) => Cow::Owned(key.to_string()),
            _ => Cow::Borrowed(".."),
        }
    }

    fn eat_name(&mut self, name: &str) -> bool {
        let found = matches!(self.here(), Some(Token::Text(key)) if key == name);
        if found {
            self.step();
        }
        found
    }

    fn try_type_key(&mut self) -> Result<bool> {
        Ok(self.eat_name(TYPE_KEY))
    }

    fn open_fields(&mut self) -> Result<usize> {
        self.open_dict()?;
        Ok(0)
    }

    fn field(&mut self, next: &mut usize, field: &'static FieldShape) -> bool {
        let hit = matches!(self.here(), Some(Token::Text(key)) if key == field.name);
        if hit {
            self.step();
            *next = next.saturating_add(1);
        }
        hit
    }

    fn close_fields(&mut self, _: &usize) -> bool {
        let closes = self.close();
        if closes {
            self.leave();
        }
        closes
    }

    fn fields_in_any_order(
        &mut self,
        shape: &'static Shape,
        slots: &mut dyn Slots,
        next: usize,
        extra: Option<&mut Dict>,
    ) -> Result<()> {
        self.search_fields(shape, slots, next, extra)
    }

    fn dict_or_object(&mut self) -> Result<Value> {
        match self.predicted_tag()? {
            Some(tag) => self.tagged(tag),
            None => self.dict_or_odd_tag(),
        }
    }

    fn is_under_tag(&self) -> bool {
        self.under_tag
    }

    /// Whatever begins as an envelope should.
    fn predicted_tag(&mut self) -> Result<Option<OpenTag>> {
        let Some(
            [Token::Open(Kind::Dict, 1), Token::Text(TYPE_KEY), Token::Open(Kind::List, 2), Token::Leaf(id)],
        ) = self.tokens.get(self.at..).and_then(<[_]>::first_chunk)
        else {
            return Ok(None);
        };
        let Some(id) = id.as_i64().and_then(|id| i32::try_from(id).ok()) else { return Ok(None) };
        self.at = self.at.saturating_add(4);
        self.opened(id).map(Some)
    }

    fn tag_behind_key(&mut self, nested: bool, (): &()) -> Result<OpenTag> {
        self.leave();
        self.under_tag = nested;
        let Some(Token::Open(Kind::List, _)) = self.here() else {
            return Err(self.bad_tag("is not a list of an id and a payload"));
        };
        self.step();
        let id = match self.here() {
            Some(Token::Leaf(value)) => value.as_i64().and_then(|id| i32::try_from(id).ok()),
            _ => None,
        };
        let Some(id) = id else { return Err(self.bad_tag("has an id that is not a 32-bit integer")) };
        self.step();
        if matches!(self.here(), Some(Token::Close)) {
            return Err(self.bad_tag("has an id and no payload").with_id(id));
        }
        self.opened(id)
    }

    fn close_tag(&mut self, tag: OpenTag) -> Result<()> {
        if !self.close() {
            return Err(self.bad_tag("has more than an id and a payload"));
        }
        if !self.close() {
            return Err(self.bad_tag("stands beside other keys"));
        }
        self.under_tag = false;
        if tag.nested() {
            self.leave();
        }
        Ok(())
    }

    fn bad_tag(&self, fault: &str) -> DecodeError {
        self.error(DecodeKind::Envelope, format!("`__type__` {fault}"))
            .help(r#"the form is {"__type__": [id, payload]}"#)
    }
}

//! Reading plain values.

use std::any::Any;
use std::borrow::Cow;

use super::cursor::TreeReader;
use super::tokens::Token;
use crate::error::{DecodeError, DecodeKind};
use crate::serializer::entry::{Entry, Fields as Code};
use crate::serializer::generic::GivesByNumber;
use crate::serializer::objects::ReadObjects as _;
use crate::serializer::reader::{FormatReader, Inner};
use crate::serializer::route::Slot;
use crate::serializer::table::Table;
use crate::value::Value;
use crate::wire::parts::{Kind, Number, OpenTag, TYPE_KEY};

type Result<T> = std::result::Result<T, DecodeError>;

impl<'de> FormatReader<'de> for TreeReader<'de> {
    const TEXT_KEYS: bool = false;
    /// How many elements it has.
    type List = usize;
    type Dict = ();

    fn table(&self) -> &'de Table {
        self.table
    }

    fn keeps_unknown(&self) -> bool {
        self.keep_unknown
    }

    fn body(&mut self, entry: &'static Entry) -> Option<Inner> {
        (entry.tree.read)(self)
    }

    fn kept_error(&mut self) -> &mut Option<DecodeError> {
        &mut self.failure
    }

    fn body_into(&mut self, entry: &'static Entry, slot: &mut dyn Any) -> Result<()> {
        (entry.tree.read_into)(self, slot)
    }

    fn fill(&mut self, slot: &mut dyn Slot) -> Result<()> {
        slot.read_tree(self)
    }

    fn finish(&mut self) -> Result<()> {
        Ok(())
    }

    /// A value has nothing behind it.
    fn at_end(&mut self) -> bool {
        true
    }

    fn trailing(&self) -> DecodeError {
        self.error(DecodeKind::Syntax, "more than one value")
    }

    /// A number that means something here alone: errors lose it before users see them.
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

    fn dict_or_object(&mut self) -> Result<Value> {
        match self.predicted_tag()? {
            Some(tag) => self.tagged(tag),
            None => self.dict_or_odd_tag(),
        }
    }

    fn record<T: Code>(&mut self) -> Result<T> {
        T::read::<dyn GivesByNumber>(self)
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

    fn usual_end(&mut self, tag: OpenTag) -> bool {
        let ends = matches!(self.tokens.get(self.at..), Some([Token::Close, Token::Close, ..]));
        let usual = ends && !tag.nested();
        if usual {
            self.at = self.at.saturating_add(2);
            self.under_tag = false;
        }
        usual
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

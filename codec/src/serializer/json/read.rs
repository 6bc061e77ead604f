//! Reading values.

use std::any::Any;
use std::borrow::Cow;
use std::mem::replace;

use crate::error::{DecodeError, DecodeKind};
use crate::serializer::entry::{Entry, Fields as Code};
use crate::serializer::field_code::FieldReader;
use crate::serializer::objects::ReadObjects as _;
use crate::serializer::reader::{FormatReader, Inner, fill};
use crate::serializer::route::{Slot, Slots};
use crate::serializer::shape::{FieldShape, Shape};
use crate::serializer::table::{Row, Table};
use crate::value::{Dict, Seen, Value};
use crate::wire::json::{Reader, SHORT_FLOAT, Usual};
use crate::wire::parts::{Kind, Number, OpenTag, TYPE_KEY};

type Result<T> = std::result::Result<T, DecodeError>;

/// Reads values from JSON. Not public API. Used by generated code.
#[derive(Debug)]
pub struct JsonReader<'a> {
    pub(crate) text: Reader<'a>,
    table: &'a Table,
    /// The id of the last object, and its row if the one before it had the same: in a list most have.
    last: i32,
    repeated: Option<&'a Row>,
    /// Objects of unknown types become `Unknown` instead of an error.
    keep_unknown: bool,
    /// Why an object could not be read.
    failure: Option<DecodeError>,
    /// The entries of the last two dynamic dicts: those of one document are mostly of a few sizes, inner and outer by
    /// turns, and room for the next saves it two moves.
    sizes: [usize; 2],
    /// The elements of the last dynamic list.
    last_list: usize,
    #[cfg(feature = "fast_json")]
    mode: Mode,
}

/// Where a type that is known stands without its envelope.
#[cfg(feature = "fast_json")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Nowhere.
    Tagged,
    /// Wherever none is found, as in FastJSON.
    Fast,
    /// Everywhere.
    Plain,
}

/// The most entries that room is made for before they come.
const ROOM: usize = 16;

/// Room for the first floats of a list: few lists of floats are shorter than half of it, and to grow takes as long as to read
/// three.
const FLOATS: usize = 8;

impl<'a> JsonReader<'a> {
    pub(crate) fn new(text: Reader<'a>, table: &'a Table, keep_unknown: bool) -> Self {
        JsonReader {
            text,
            table,
            last: 0,
            repeated: None,
            keep_unknown,
            failure: None,
            sizes: [0; 2],
            last_list: 0,
            #[cfg(feature = "fast_json")]
            mode: Mode::Tagged,
        }
    }

    #[cfg(feature = "fast_json")]
    pub(crate) fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }

    /// Bounded, and taken from dicts that did come, so that small ones cannot be made to take much; never below what a
    /// vector takes by itself.
    #[inline]
    fn dict_room(&self) -> usize {
        self.sizes[0].max(self.sizes[1]).clamp(4, ROOM)
    }

    #[inline(never)]
    fn dict_or_odd_tag(&mut self) -> Result<Value> {
        let nested = self.text.is_under_tag();
        self.text.open_dict()?;
        let mut dict = Dict::new();
        let (mut first, mut seen) = (true, Seen::default());
        while self.text.next_entry(first)? {
            let key = self.text.key()?;
            if key == TYPE_KEY {
                if !first {
                    return Err(self.text.bad_tag("stands beside other keys"));
                }
                let tag = self.text.tag_behind_key(nested)?;
                return self.tagged(tag);
            }
            if first {
                // Not before there is an entry: an empty dict takes no room.
                dict = Dict::with_capacity(self.dict_room());
                first = false;
            }
            dict.read(key.into_owned(), &mut seen, |place| self.read_in_place(place))?;
        }
        dict.fit();
        self.sizes = [self.sizes[1], dict.len()];
        Ok(Value::Dict(dict))
    }
}

/// Whether nothing has been read of a container.
#[derive(Debug, Clone, Copy)]
pub struct First(bool);

impl First {
    #[inline]
    fn take(&mut self) -> bool {
        replace(&mut self.0, false)
    }
}

impl<'de> FormatReader<'de> for JsonReader<'de> {
    const TEXT_KEYS: bool = true;
    type List = First;
    type Dict = First;

    #[inline]
    fn table(&self) -> &'de Table {
        self.table
    }

    #[inline]
    fn keeps_unknown(&self) -> bool {
        self.keep_unknown
    }

    #[inline]
    fn body(&mut self, entry: &'static Entry) -> Option<Inner> {
        (entry.json.read)(self)
    }

    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn record<T: Code>(&mut self) -> Result<T> {
        T::read(self)
    }

    fn kept_error(&mut self) -> &mut Option<DecodeError> {
        &mut self.failure
    }

    #[inline]
    fn body_into(&mut self, entry: &'static Entry, slot: &mut dyn Any) -> Result<()> {
        (entry.json.read_into)(self, slot)
    }

    #[inline]
    fn fill(&mut self, slot: &mut dyn Slot) -> Result<()> {
        slot.read_json(self)
    }

    #[inline]
    fn finish(&mut self) -> Result<()> {
        self.text.finish()
    }

    #[inline]
    fn at_end(&mut self) -> bool {
        self.text.at_end()
    }

    fn trailing(&self) -> DecodeError {
        self.text.trailing()
    }

    fn locate(&self, error: DecodeError) -> DecodeError {
        error.locate(self.text.input().as_bytes())
    }

    #[inline]
    fn position(&self) -> usize {
        self.text.position()
    }

    #[cold]
    fn value_at(&self, start: usize) -> usize {
        self.text.behind_ws(start)
    }

    #[inline]
    fn set_position(&mut self, at: usize) {
        self.text.set_position(at);
    }

    #[inline]
    fn start(&mut self) -> usize {
        self.text.skip_ws();
        self.text.position()
    }

    fn error(&self, kind: DecodeKind, message: impl Into<Cow<'static, str>>) -> DecodeError {
        self.text.error(kind, message)
    }

    fn mismatch(&mut self, expected: &str) -> DecodeError {
        self.text.mismatch(expected)
    }

    #[inline]
    fn peek(&mut self) -> Result<Kind> {
        self.text.peek()
    }

    #[inline]
    fn null(&mut self) -> Result<()> {
        self.text.null()
    }

    #[inline]
    fn try_null(&mut self) -> Result<bool> {
        self.text.try_null()
    }

    #[inline]
    fn bool(&mut self) -> Result<bool> {
        self.text.bool()
    }

    #[inline]
    fn i64(&mut self) -> Result<i64> {
        self.text.i64()
    }

    #[inline]
    fn u64(&mut self) -> Result<u64> {
        self.text.u64()
    }

    #[inline]
    fn i128(&mut self) -> Result<i128> {
        self.text.i128()
    }

    #[inline]
    fn u128(&mut self) -> Result<u128> {
        self.text.u128()
    }

    #[inline]
    fn f64(&mut self) -> Result<f64> {
        self.text.f64()
    }

    #[inline]
    fn number(&mut self) -> Result<Number<'de>> {
        self.text.number()
    }

    #[inline]
    fn str(&mut self) -> Result<Cow<'de, str>> {
        self.text.str()
    }

    #[inline]
    fn string(&mut self) -> Result<String> {
        self.text.string()
    }

    fn bytes(&mut self) -> Result<&'de [u8]> {
        Err(self.text.mismatch("bytes"))
    }

    fn ext(&mut self) -> Result<(i8, &'de [u8])> {
        Err(self.text.mismatch("an ext value"))
    }

    fn skip_value(&mut self) -> Result<()> {
        self.text.skip_value()
    }

    #[inline]
    fn open_list(&mut self) -> Result<First> {
        self.text.open_list()?;
        Ok(First(true))
    }

    #[inline]
    fn next_element(&mut self, list: &mut First) -> Result<bool> {
        self.text.next_element(list.take())
    }

    #[inline]
    fn room(&mut self, _: &First, _: usize) -> usize {
        0
    }

    /// That of the last one: lists of one document are often of one length.
    #[inline]
    fn value_room(&mut self, _: &First) -> usize {
        self.last_list.clamp(2, ROOM)
    }

    #[inline]
    fn listed(&mut self, len: usize) {
        self.last_list = len;
    }

    fn f64_list(&mut self) -> Result<Vec<f64>> {
        let mut list = self.open_list()?;
        if !self.next_element(&mut list)? {
            return Ok(Vec::new());
        }
        let mut floats = Vec::with_capacity(FLOATS);
        let mut long = false;
        loop {
            let start = self.text.position();
            floats.push(self.text.f64_of_list(long).map_err(|error| error.in_index(floats.len()))?);
            long = self.text.position() - start > SHORT_FLOAT;
            if !self.next_element(&mut list)? {
                return Ok(floats);
            }
        }
    }

    #[inline]
    fn open_dict(&mut self) -> Result<First> {
        self.text.open_dict()?;
        Ok(First(true))
    }

    #[inline]
    fn next_entry(&mut self, dict: &mut First) -> Result<bool> {
        self.text.next_entry(dict.take())
    }

    #[inline]
    fn key(&mut self) -> Result<Cow<'de, str>> {
        self.text.key()
    }

    #[inline]
    fn are_plain(&mut self, names: &'static [&'static str]) -> bool {
        self.text.are_plain(names)
    }

    fn eat_name(&mut self, name: &str) -> bool {
        self.text.eat_plain_name(name)
    }

    #[inline]
    fn eat_entry(&mut self, dict: &mut First, name: &str) -> Option<usize> {
        let at = self.text.eat_entry(dict.0, name)?;
        dict.0 = false;
        Some(at)
    }

    fn try_type_key(&mut self) -> Result<bool> {
        let start = self.start();
        let found = self.text.key()? == TYPE_KEY;
        if !found {
            self.text.set_position(start);
        }
        Ok(found)
    }

    /// Stands on the brace.
    #[inline]
    fn dict_or_object(&mut self) -> Result<Value> {
        if let Some(tag) = self.predicted_tag()? {
            return self.tagged(tag);
        }
        self.dict_or_odd_tag()
    }

    #[cfg(feature = "fast_json")]
    fn text_bytes(&mut self) -> Result<Option<Vec<u8>>> {
        if self.mode == Mode::Tagged || self.text.peek()? != Kind::String {
            return Ok(None);
        }
        self.text.base64().map(Some)
    }

    #[cfg(feature = "fast_json")]
    #[inline]
    fn is_plain(&self) -> bool {
        self.mode == Mode::Plain
    }

    #[cfg(feature = "fast_json")]
    fn bare(&mut self) -> Result<Option<OpenTag>> {
        let bare = match self.mode {
            Mode::Tagged => false,
            Mode::Fast => !self.text.is_at_tag(),
            Mode::Plain => true,
        };
        if bare { self.text.open_bare().map(Some) } else { Ok(None) }
    }

    #[inline]
    fn is_under_tag(&self) -> bool {
        self.text.is_under_tag()
    }

    #[inline]
    fn predicted_tag(&mut self) -> Result<Option<OpenTag>> {
        if let Some(row) = self.repeated {
            if self.text.eat_tag(&row.tag) {
                return self.text.opened(row.id).map(Some);
            }
            self.repeated = None;
        }
        self.text.predicted_tag()
    }

    #[inline]
    fn row(&mut self, id: i32) -> Option<&'de Row> {
        if let Some(row) = self.repeated.filter(|row| row.id == id) {
            return Some(row);
        }
        let row = self.table.emitted(id)?;
        let last = replace(&mut self.last, id);
        self.repeated = (last == id).then_some(row);
        Some(row)
    }

    fn tag_behind_key(&mut self, nested: bool, _: &First) -> Result<OpenTag> {
        self.text.tag_behind_key(nested)
    }

    #[inline]
    fn usual_end(&mut self, tag: OpenTag) -> bool {
        self.text.usual_end(tag)
    }

    #[inline]
    fn close_tag(&mut self, tag: OpenTag) -> Result<()> {
        self.text.close_tag(tag)
    }

    fn bad_tag(&self, fault: &str) -> DecodeError {
        self.text.bad_tag(fault)
    }

    #[allow(clippy::inline_always, clippy::cast_possible_wrap)] // bits
    #[inline(always)]
    fn read_in_place(&mut self, place: &mut Value) -> Result<()> {
        match self.text.peek_byte() {
            Some(b'-' | b'0'..=b'9') => match self.text.usual_number() {
                (Usual::Int, bits) => fill(place, Value::Int(bits as i64)),
                (Usual::Float, bits) => fill(place, Value::Float(f64::from_bits(bits))),
                (Usual::No, _) => fill(place, self.number_value()?),
            },
            Some(b'{') if !self.keep_unknown => match self.predicted_tag()? {
                Some(tag) => self.object_in_place(tag, place)?,
                None => fill(place, self.dict_or_odd_tag()?),
            },
            _ => fill(place, self.read_value()?),
        }
        Ok(())
    }

    fn read_value(&mut self) -> Result<Value> {
        if self.text.peek_byte() == Some(b'{') {
            return self.dict_or_object();
        }
        Ok(match self.text.peek()? {
            Kind::Null => {
                self.text.null()?;
                Value::Null
            }
            Kind::Bool => Value::Bool(self.text.bool()?),
            Kind::Number => return self.number_value(),
            Kind::String => Value::String(self.text.string()?),
            Kind::List => Value::List(self.list()?),
            _ => return self.dict_or_object(),
        })
    }
}

impl<'de> FieldReader<'de> for JsonReader<'de> {
    /// How many have come.
    type Fields = usize;

    #[inline]
    fn open_fields(&mut self) -> Result<usize> {
        self.text.open_dict()?;
        Ok(0)
    }

    // The compiler is to know the field. Where it does not optimize, each would add its locals to the caller's frame, of
    // which there are as many on the stack as objects are nested.
    #[allow(clippy::inline_always)]
    #[cfg_attr(not(debug_assertions), inline(always))]
    fn field(&mut self, next: &mut usize, field: &'static FieldShape) -> bool {
        let hit = self.text.field(*next == 0, &field.key);
        *next += usize::from(hit);
        hit
    }

    #[inline]
    fn close_fields(&mut self, _: &usize) -> bool {
        self.text.eat_end()
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
}

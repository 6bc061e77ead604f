// Exact values are the point here, and the casts are of small numbers.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::float_cmp,
    clippy::format_collect,
    clippy::precedence,
    clippy::type_complexity
)]

mod against_serde_json;
mod limits;
mod numbers;
mod powers;
mod reading;
mod strings;
mod tags;
mod writing;

use crate::wire::out::Out;

use super::{Key, Reader, Style, Tag, Writer, text};
use crate::error::DecodeError;
use crate::wire::Limits;
use crate::wire::parts::{Kind, Number};

/// A value as the reader gives it, for comparisons.
#[derive(Debug, Clone, PartialEq)]
enum Tree {
    Null,
    Bool(bool),
    Int(i64),
    UInt(u64),
    Big(String),
    Float(f64),
    Str(String),
    List(Vec<Tree>),
    Dict(Vec<(String, Tree)>),
}

fn read_tree(from: &mut Reader<'_>) -> Result<Tree, DecodeError> {
    Ok(match from.peek()? {
        Kind::Null => from.null().map(|()| Tree::Null)?,
        Kind::Bool => Tree::Bool(from.bool()?),
        Kind::Number => match from.number()? {
            Number::Int(value) => Tree::Int(value),
            Number::UInt(value) => Tree::UInt(value),
            Number::Big(text) => Tree::Big(text.to_owned()),
            Number::Float(value) => Tree::Float(value),
        },
        Kind::String => Tree::Str(from.string()?),
        Kind::List => {
            let mut items = Vec::new();
            from.open_list()?;
            while from.next_element(items.is_empty())? {
                items.push(read_tree(from)?);
            }
            Tree::List(items)
        }
        _ => {
            let mut entries = Vec::new();
            from.open_dict()?;
            while from.next_entry(entries.is_empty())? {
                entries.push((from.key()?.into_owned(), read_tree(from)?));
            }
            Tree::Dict(entries)
        }
    })
}

fn write_tree(to: &mut Writer<'_>, tree: &Tree) {
    match tree {
        Tree::Null => to.null(),
        Tree::Bool(value) => to.bool(*value),
        Tree::Int(value) => to.i64(*value),
        Tree::UInt(value) => to.u64(*value),
        Tree::Big(text) => to.raw(text),
        Tree::Float(value) => to.f64(*value).unwrap(),
        Tree::Str(text) => to.str(text),
        Tree::List(items) => {
            to.open_list().unwrap();
            for (n, item) in items.iter().enumerate() {
                to.element(n == 0);
                write_tree(to, item);
            }
            to.close_list(items.is_empty());
        }
        Tree::Dict(entries) => {
            to.open_dict().unwrap();
            for (n, (key, value)) in entries.iter().enumerate() {
                to.key(n == 0, key);
                write_tree(to, value);
            }
            to.close_dict(entries.is_empty());
        }
    }
}

fn parse_with(bytes: &[u8], limits: &Limits, strict: bool) -> Result<Tree, DecodeError> {
    let mut from = Reader::new(text(bytes)?, limits, strict)?;
    let tree = read_tree(&mut from)?;
    from.finish()?;
    assert_eq!(from.depth, limits.depth, "the depth is not back where it was");
    Ok(tree)
}

fn parse(bytes: impl AsRef<[u8]>) -> Result<Tree, DecodeError> {
    parse_with(bytes.as_ref(), &Limits::default(), false)
}

fn skip_with(bytes: &[u8], limits: &Limits, strict: bool) -> Result<(), DecodeError> {
    let mut from = Reader::new(text(bytes)?, limits, strict)?;
    from.skip_value()?;
    from.finish()?;
    assert_eq!(from.depth, limits.depth, "the depth is not back where it was");
    Ok(())
}

fn reader(input: &str) -> Reader<'_> {
    Reader::new(input, &Limits::default(), false).unwrap()
}

/// The text of the error, which skipping must give as well.
fn refusal(input: impl AsRef<[u8]>) -> String {
    let error = parse(&input).unwrap_err().to_string();
    let skipped = skip_with(input.as_ref(), &Limits::default(), false).unwrap_err().to_string();
    assert_eq!(error, skipped);
    error
}

fn written(style: Style, write: impl FnOnce(&mut Writer<'_>)) -> String {
    let mut out = Out::new(Vec::new());
    let mut to = Writer::new(&mut out, style, &Limits::default(), false);
    write(&mut to);
    String::from_utf8(out.into_vec()).unwrap()
}

/// Numbers that look random and are the same in every run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound as u64) as usize
    }
}

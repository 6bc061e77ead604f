// Exact values are the point here, and the casts are of small numbers. A method of a reader of one lifetime is no
// function of every reader, which closures are.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::needless_pass_by_value,
    clippy::precedence,
    clippy::redundant_closure_for_method_calls
)]

mod against_rmpv;
mod containers;
mod keys;
mod limits;
mod numbers;
mod reading;
mod strings;
mod tags;

use rmpv::Value as Peer;

use super::{Key, Reader, Tag, Writer};
use crate::error::DecodeError;
use crate::wire::Limits;
use crate::wire::out::Out;
use crate::wire::parts::{Kind, Number};

/// A value as the reader gives it, in the peer's type, for comparisons.
fn read_value(from: &mut Reader<'_>) -> Result<Peer, DecodeError> {
    Ok(match from.peek()? {
        Kind::Null => from.null().map(|()| Peer::Nil)?,
        Kind::Bool => Peer::from(from.bool()?),
        Kind::Number => match from.number()? {
            Number::Int(value) => Peer::from(value),
            Number::UInt(value) => Peer::from(value),
            Number::Float(value) => Peer::from(value),
            Number::Big(_) => unreachable!("the format has none"),
        },
        Kind::String => Peer::from(from.str()?),
        Kind::Bytes => Peer::from(from.bytes()?),
        Kind::Ext => {
            let (code, data) = from.ext()?;
            Peer::Ext(code, data.to_vec())
        }
        Kind::List => {
            let count = from.open_list()?;
            let items = (0..count).map(|_| read_value(from)).collect::<Result<_, _>>()?;
            from.close();
            Peer::Array(items)
        }
        Kind::Dict => {
            let count = from.open_dict()?;
            let entries = (0..count).map(|_| Ok((read_value(from)?, read_value(from)?)));
            let entries = entries.collect::<Result<_, DecodeError>>()?;
            from.close();
            Peer::Map(entries)
        }
    })
}

fn write_value(to: &mut Writer<'_>, value: &Peer, known: bool) {
    match value {
        Peer::Nil => to.null(),
        Peer::Boolean(value) => to.bool(*value),
        Peer::Integer(value) => match value.as_i64() {
            Some(value) => to.i64(value),
            None => to.u64(value.as_u64().unwrap()),
        },
        Peer::F32(value) => to.f64((*value).into()),
        Peer::F64(value) => to.f64(*value),
        Peer::String(text) => to.str(text.as_str().unwrap()).unwrap(),
        Peer::Binary(bytes) => to.bytes(bytes).unwrap(),
        Peer::Ext(code, data) => to.ext(*code, data).unwrap(),
        Peer::Array(items) => {
            let open = to.open_list(known.then_some(items.len())).unwrap();
            for item in items {
                write_value(to, item, known);
            }
            to.close_list(open, items.len()).unwrap();
        }
        Peer::Map(entries) => {
            let open = to.open_dict(known.then_some(entries.len())).unwrap();
            for (key, value) in entries {
                write_value(to, key, known);
                write_value(to, value, known);
            }
            to.close_dict(open, entries.len()).unwrap();
        }
    }
}

fn parse_with(bytes: &[u8], limits: &Limits) -> Result<Peer, DecodeError> {
    let mut from = Reader::new(bytes, limits)?;
    let value = read_value(&mut from)?;
    from.finish()?;
    assert_eq!(from.depth, limits.depth, "the depth is not back where it was");
    Ok(value)
}

fn parse(bytes: impl AsRef<[u8]>) -> Result<Peer, DecodeError> {
    parse_with(bytes.as_ref(), &Limits::default())
}

fn skip_with(bytes: &[u8], limits: &Limits) -> Result<(), DecodeError> {
    let mut from = Reader::new(bytes, limits)?;
    from.skip_value()?;
    from.finish()?;
    assert_eq!(from.depth, limits.depth, "the depth is not back where it was");
    Ok(())
}

fn reader(input: &[u8]) -> Reader<'_> {
    Reader::new(input, &Limits::default()).unwrap()
}

/// The text of the error, which skipping must give as well.
fn refusal(input: impl AsRef<[u8]>) -> String {
    let error = parse(&input).unwrap_err().to_string();
    let skipped = skip_with(input.as_ref(), &Limits::default()).unwrap_err().to_string();
    assert_eq!(error, skipped);
    error
}

fn written(write: impl FnOnce(&mut Writer<'_>)) -> Vec<u8> {
    let mut out = Out::new(Vec::new());
    write(&mut Writer::new(&mut out, &Limits::default()));
    out.into_vec()
}

/// What the peer writes.
fn theirs(value: &Peer) -> Vec<u8> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, value).unwrap();
    bytes
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

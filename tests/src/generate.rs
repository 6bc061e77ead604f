//! Values to try codecs with: of every kind, at their edges more often than chance would have it.

use codec::{AclMessage, BigInt, Bytes, Dict, Ext, List, MangoMessage, Performative, Value};

use crate::judge::{Chain, Colour, Flat, Holder, Leaf, Shape};
use crate::messages::{Blob, Empty, Reading};
use crate::plain::Plain;
use crate::random::Seeded;

/// Makes values, the same in every run.
#[derive(Debug, Clone)]
pub struct Generator(Seeded);

impl Generator {
    /// The generator of this seed.
    pub fn new(seed: u64) -> Self {
        Generator(Seeded::new(seed))
    }

    /// The numbers behind it.
    pub fn seeded(&mut self) -> &mut Seeded {
        &mut self.0
    }

    /// A text of up to two dozen characters, of those that formats treat differently.
    pub fn text(&mut self) -> String {
        const ODD: [char; 12] =
            ['"', '\\', '\n', '\0', '\u{1f}', '\u{7f}', 'ä', '\u{2028}', '\u{ffff}', '\u{10000}', '😀', '/'];
        let length = *self.0.of(&[0, 1, 2, 3, 5, 8, 15, 16, 31, 32]);
        (0..length)
            .map(|_| match self.0.below(8) {
                0 => *self.0.of(&ODD),
                1 => char::from_u32((self.0.draw() >> 43) as u32).unwrap_or('x'),
                _ => char::from(b' ' + self.0.byte() % 95),
            })
            .collect()
    }

    /// A key of a dict, which is never the reserved one.
    pub fn key(&mut self) -> String {
        match self.0.below(4) {
            0 => self.text().replace("__type__", ""),
            _ => (*self.0.of(&["", "a", "k", "name", "id", "__type", "__TYPE__", "receiver_id"])).to_owned(),
        }
    }

    /// An integer of any length up to 64 bits, near a power of two as often as not.
    pub fn int(&mut self) -> i64 {
        let shift = self.0.below(64);
        match self.0.below(3) {
            0 => i64::from_ne_bytes(self.0.draw().to_ne_bytes()) >> shift,
            1 => (1_i64 << shift).wrapping_add(self.0.below(3) as i64 - 1),
            _ => -(1_i64 << shift.min(62)) + self.0.below(3) as i64 - 1,
        }
    }

    /// Any float, or one of those that people send.
    pub fn float(&mut self) -> f64 {
        match self.0.below(4) {
            0 => f64::from_bits(self.0.draw() ^ self.0.draw() << 1),
            1 => self.0.below(2_000_000) as f64 / 1000.0 - 1000.0,
            2 => *self.0.of(&[
                0.0,
                -0.0,
                0.1,
                1e16,
                1e-5,
                5e-324,
                f64::MAX,
                f64::INFINITY,
                f64::NAN,
                1e22,
                1e23,
            ]),
            _ => self.int() as f64,
        }
    }

    /// A value without parts.
    pub fn scalar(&mut self) -> Value {
        match self.0.below(12) {
            0 => Value::Null,
            1 => self.0.one_in(2).into(),
            2..=4 => self.int().into(),
            5 => self.0.draw().into(),
            6 => BigInt::from(i128::from(self.int()) * i128::from(self.int())).into(),
            7 | 8 => self.float().into(),
            9 => self.bytes().into(),
            10 => Ext::new(i8::from_ne_bytes([self.0.byte()]), self.bytes().to_vec()).into(),
            _ => self.text().into(),
        }
    }

    fn bytes(&mut self) -> Bytes {
        let length = *self.0.of(&[0, 1, 2, 4, 8, 15, 16, 17, 40]);
        Bytes::from((0..length).map(|_| self.0.byte()).collect::<Vec<_>>())
    }

    /// At most so many levels, of anything: what no codec holds as well.
    pub fn value(&mut self, levels: usize) -> Value {
        let count = self.0.below(6);
        if levels == 0 {
            return self.scalar();
        }
        match self.0.below(8) {
            0 | 1 => (0..count).map(|_| self.value(levels - 1)).collect::<List>().into(),
            2 | 3 => (0..count).map(|_| (self.key(), self.value(levels - 1))).collect::<Dict>().into(),
            4 => self.map(levels - 1),
            5 => self.object(levels - 1),
            _ => self.scalar(),
        }
    }

    /// A dict with a key that is no text.
    fn map(&mut self, levels: usize) -> Value {
        let first = (Value::from(self.int()), self.value(levels));
        let count = self.0.below(3);
        let rest = (0..count).map(|_| (self.key_of_any_kind(), self.value(levels))).collect::<Vec<_>>();
        Value::Map(std::iter::once(first).chain(rest).collect())
    }

    fn key_of_any_kind(&mut self) -> Value {
        match self.0.below(5) {
            0 => self.key().into(),
            1 => Value::Null,
            2 => self.0.one_in(2).into(),
            // Python writes larger ones in another way than Rust, which is judged elsewhere.
            3 => ((self.int() >> 20) as f64 / 4.0).into(),
            _ => self.int().into(),
        }
    }

    /// What JSON, MessagePack and Blosc all hold: none of bytes, ext values, other keys, and integers beyond 64 bits.
    pub fn common(&mut self, levels: usize) -> Value {
        let count = self.0.below(6);
        match self.0.below(if levels == 0 { 5 } else { 8 }) {
            0 => self.int().into(),
            1 => self.float().into(),
            2 => self.text().into(),
            3 => self.0.draw().into(),
            4 => [Value::Null, true.into(), false.into()][self.0.below(3)].clone(),
            5 => (0..count).map(|_| self.common(levels - 1)).collect::<List>().into(),
            6 => (0..count).map(|_| (self.key(), self.common(levels - 1))).collect::<Dict>().into(),
            _ => self.holder(levels - 1).into(),
        }
    }

    /// An object of one of the types that the judged codecs know.
    pub fn object(&mut self, levels: usize) -> Value {
        match self.0.below(8) {
            0 => self.leaf().into(),
            1 => self.shape().into(),
            2 => [Colour::Red, Colour::Green][self.0.below(2)].into(),
            3 => self.flat().into(),
            4 => self.chain(levels).into(),
            5 => self.acl(levels).into(),
            6 => MangoMessage { content: self.common(levels), ..MangoMessage::default() }.into(),
            _ => self.holder(levels).into(),
        }
    }

    pub fn leaf(&mut self) -> Leaf {
        Leaf { n: self.int(), s: self.0.one_in(2).then(|| self.text()) }
    }

    /// Its floats are numbers, so that it equals itself.
    pub fn shape(&mut self) -> Shape {
        match self.0.below(3) {
            0 => Shape::Dot,
            1 => Shape::Circle(self.number()),
            _ => Shape::Named { what: self.leaf() },
        }
    }

    fn number(&mut self) -> f64 {
        let float = self.float();
        if float.is_nan() { 0.5 } else { float }
    }

    pub fn flat(&mut self) -> Flat {
        let count = self.0.below(4);
        let rest = (0..count).map(|at| (format!("{at}{}", self.key()), self.number())).collect();
        Flat { id: self.int(), rest }
    }

    pub fn chain(&mut self, levels: usize) -> Chain {
        let count = if levels == 0 { 0 } else { self.0.below(3) };
        Chain((0..count).map(|_| self.chain(levels - 1)).collect())
    }

    pub fn holder(&mut self, levels: usize) -> Holder {
        let deeper = levels.saturating_sub(1);
        let count = self.0.below(3);
        let inner = levels > 0 && self.0.one_in(3);
        Holder {
            held: self.common(deeper),
            inner: inner.then(|| Box::new(self.holder(deeper))),
            floats: (0..count).map(|_| self.number()).collect(),
            leaves: (0..count).map(|_| self.leaf()).collect(),
            table: (0..count).map(|_| (self.key(), self.common(deeper))).collect(),
            extra: (0..count).map(|at| (format!("extra {at}"), self.common(deeper))).collect(),
        }
    }

    fn acl(&mut self, levels: usize) -> AclMessage {
        AclMessage {
            content: self.common(levels),
            performative: self.0.one_in(2).then_some(Performative::Inform),
            conversation_id: self.0.one_in(2).then(|| self.text()),
            ..AclMessage::default()
        }
    }

    /// A message of protobuf: mango's around others.
    pub fn proto(&mut self) -> Value {
        match self.0.below(4) {
            0 => {
                let count = self.0.below(5);
                let series = (0..count).map(|_| (self.int() >> 32) as i32).collect();
                Reading { sensor: self.text(), value: self.number(), at: self.int(), series }.into()
            }
            1 => Blob { content: self.bytes().to_vec() }.into(),
            2 => Empty {}.into(),
            _ => AclMessage {
                content: Blob { content: self.bytes().to_vec() }.into(),
                performative: Some(Performative::Cfp),
                conversation_id: Some(format!("c{}", self.text())),
                ..AclMessage::default()
            }
            .into(),
        }
    }

    /// What another writer may send: a key twice, floats of 32 bits, text that is no text.
    pub fn plain(&mut self, levels: usize) -> Plain {
        let count = self.0.below(5);
        match self.0.below(if levels == 0 { 7 } else { 10 }) {
            0 => Plain::Nil,
            1 => self.0.one_in(2).into(),
            2 => self.int().into(),
            3 => Plain::F64(self.float()),
            4 => Plain::F32(self.float() as f32),
            5 => Plain::Binary(self.bytes().to_vec()),
            6 => self.text().into(),
            7 => Plain::Array((0..count).map(|_| self.plain(levels - 1)).collect()),
            8 => Plain::Map((0..count).map(|_| (self.key().into(), self.plain(levels - 1))).collect()),
            _ => Plain::Map((0..count).map(|_| (self.int().into(), self.plain(levels - 1))).collect()),
        }
    }
}

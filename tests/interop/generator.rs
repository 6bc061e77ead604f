//! Values from a seed, the way a Rust program makes them: plain ones, and live objects of annotated types in every
//! position.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use codec::ext::ndarray::NdArray;
use codec::{
    AclMessage, AgentAddress, BigInt, Bytes, Codec, Dict, DynCodec, Ext, MangoMessage, Map, Performative,
    Value,
};
use codec_tests::messages::{Blob, Reading};
use ndarray::{ArrayD, ShapeBuilder};
use num_complex::Complex64;

use crate::subject::{MANGO_FAST_JSON, MANGO_PROTOBUF, Subject};
use crate::types::{Color, Holder, Measurement, Point, Quiet, Rank, Span, Tree, Unit};

const INTS: [i64; 20] = [
    0,
    -1,
    1,
    23,
    127,
    128,
    255,
    256,
    -32,
    -33,
    -128,
    -129,
    32_768,
    65_536,
    2_147_483_648,
    -2_147_483_649,
    4_294_967_296,
    9_007_199_254_740_993,
    i64::MAX,
    i64::MIN,
];
const FLOATS: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.5,
    5e-324,
    -5e-324,
    f64::MIN_POSITIVE,
    f64::MAX,
    f64::MIN,
    1e16,
    9_999_999_999_999_998.0,
    1e-4,
    1e-5,
    0.1,
    9_007_199_254_740_992.0,
    std::f64::consts::PI,
];
const TEXTS: [&str; 12] = [
    "",
    "abc123",
    "\"\\/\u{8}\u{c}\n\r\t",
    "\0\u{1f}\u{7f}",
    "äöüß€",
    "\u{1f600}",
    "\u{feff}",
    "\u{2028}\u{2029}",
    "\u{ffff}",
    "\u{10ffff}",
    "__type__",
    "e\u{301}",
];

/// The seed of all values, which `CODEC_INTEROP_SEED` changes: a search for more, beyond what every run checks.
pub fn seed() -> u64 {
    let given = std::env::var("CODEC_INTEROP_SEED");
    given.map_or(4, |text| text.parse().expect("CODEC_INTEROP_SEED is a number"))
}

/// A small generator of numbers (SplitMix64): the same on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn pick<T: Clone>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())].clone()
    }

    fn flip(&mut self) -> bool {
        self.below(2) == 0
    }
}

/// What can stand in a message of one codec.
pub struct Values<'a> {
    subject: Subject,
    codec: &'a dyn DynCodec,
    random: Random,
}

impl<'a> Values<'a> {
    pub fn new(subject: Subject, codec: &'a dyn DynCodec, seed: u64) -> Values<'a> {
        Values { subject, codec, random: Random::new(seed) }
    }

    /// Value number `index`: one in twenty is deep, one wide.
    pub fn message(&mut self, index: usize) -> Value {
        if self.subject == MANGO_PROTOBUF {
            return self.protobuf(index);
        }
        let value = match index % 20 {
            18 => self.deep(),
            19 => self.wide(),
            even if even % 2 == 0 => self.object(4),
            _ => self.value(4),
        };
        if self.subject == MANGO_FAST_JSON {
            return MangoMessage { content: value, meta: Some(self.dict(2)), extra: Dict::new() }.into();
        }
        value
    }

    fn is_msgpack(&self) -> bool {
        self.subject.codec.starts_with("MsgPack")
    }

    fn scalar(&mut self) -> Value {
        match self.random.below(if self.is_msgpack() { 8 } else { 6 }) {
            0 => Value::Null,
            1 => self.random.flip().into(),
            2 => self.integer(),
            3 => self.float().into(),
            4 | 5 => self.text().into(),
            6 => Bytes::from(self.bytes()).into(),
            _ => Ext::new(self.random.below(128) as i8, self.bytes()).into(),
        }
    }

    fn integer(&mut self) -> Value {
        match self.random.below(4) {
            0 => self.random.pick(&INTS).into(),
            1 => (self.random.next() >> self.random.below(64)).into(),
            2 if !self.is_msgpack() => self.big_int(),
            _ => (self.random.next() as i64 >> self.random.below(64)).into(),
        }
    }

    fn big_int(&mut self) -> Value {
        let digits: String =
            (0..20 + self.random.below(200)).map(|_| char::from(b'1' + self.random.below(9) as u8)).collect();
        let sign = if self.random.flip() { "-" } else { "" };
        format!("{sign}{digits}").parse::<BigInt>().expect("digits").into()
    }

    fn float(&mut self) -> f64 {
        match self.random.below(4) {
            0 => self.random.pick(&FLOATS),
            1 if self.subject != MANGO_FAST_JSON => {
                self.random.pick(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY])
            }
            2 => (self.random.next() as i32 as f64) / 1000.0,
            _ => {
                let float = f64::from_bits(self.random.next());
                if float.is_finite() { float } else { 0.5 }
            }
        }
    }

    fn text(&mut self) -> String {
        match self.random.below(8) {
            0 | 1 => self.random.pick(&TEXTS).to_owned(),
            2 => "x".repeat(self.random.pick(&[31, 32, 255, 256])),
            _ => (0..self.random.below(12)).map(|_| self.character()).collect(),
        }
    }

    fn character(&mut self) -> char {
        let (low, high) = match self.random.below(6) {
            0 => (0, 0x7f),
            1 => (0x20, 0x7e),
            2 => (0x80, 0x7ff),
            3 => (0x800, 0xd7ff),
            4 => (0xe000, 0xffff),
            _ => {
                let plane = 1 + self.random.below(16) as u32;
                (plane << 16, plane << 16 | 0xffff)
            }
        };
        char::from_u32(low + self.random.below((high - low + 1) as usize) as u32).expect("no surrogate")
    }

    fn bytes(&mut self) -> Vec<u8> {
        let len = self.random.pick(&[0, 1, 2, 4, 7, 8, 16, 255, 256, 300]);
        (0..len).map(|_| self.random.next() as u8).collect()
    }

    /// Not the reserved one, which is refused.
    fn key(&mut self) -> String {
        self.text().replace("__type__", "type")
    }

    fn value(&mut self, depth: usize) -> Value {
        if depth == 0 {
            return self.scalar();
        }
        match self.random.below(if self.is_msgpack() { 9 } else { 8 }) {
            0..=2 => self.scalar(),
            3 | 4 => self.items(depth - 1).into(),
            5 => self.dict(depth - 1).into(),
            6 | 7 => self.object(depth - 1),
            _ => self.map(depth - 1),
        }
    }

    fn items(&mut self, depth: usize) -> Vec<Value> {
        (0..self.random.below(5)).map(|_| self.value(depth)).collect()
    }

    fn dict(&mut self, depth: usize) -> Dict {
        (0..self.random.below(5)).map(|_| (self.key(), self.value(depth))).collect()
    }

    /// With keys that Python tells apart: no two of them are equal numbers there.
    fn map(&mut self, depth: usize) -> Value {
        let keys = [Value::Null, self.integer(), Bytes::from(self.bytes()).into(), self.key().into()];
        let list = Value::from(vec![self.integer(), self.key().into()]);
        let pairs = keys.into_iter().chain([list]).map(|key| (key, self.value(depth)));
        pairs.collect::<Map>().into()
    }

    fn object(&mut self, depth: usize) -> Value {
        let kinds = if self.subject.package == "mango" { 15 } else { 12 };
        match self.random.below(kinds) {
            0 | 1 => Holder { first: self.value(depth), second: self.value(depth) }.into(),
            2 => self.measurement().into(),
            3 => Quiet { data: self.value(depth) }.into(),
            4 => self.point().into(),
            5 => Span { start: self.point(), end: self.point() }.into(),
            6 => Rank { level: self.random.next() as i64, name: self.text() }.into(),
            7 => self.tree(depth.min(2)).into(),
            8 => self.random.pick(&[Color::Red, Color::Green, Color::Blue]).into(),
            9 => self.random.pick(&[Unit::Volt, Unit::Ampere]).into(),
            10 => self.array(),
            11 if self.subject.package == "aiomas" => self.date(),
            11 | 12 => self.acl(depth).into(),
            13 => {
                let (content, meta) = (self.value(depth), Some(self.dict(depth)));
                MangoMessage { content, meta, extra: Dict::new() }.into()
            }
            // FastJSON does not know the address by itself.
            _ if self.subject == MANGO_FAST_JSON => self.performative().into(),
            _ => {
                let host = vec![Value::from(self.text()), self.integer()];
                AgentAddress { protocol_addr: host.into(), aid: Some(self.text()) }.into()
            }
        }
    }

    fn measurement(&mut self) -> Measurement {
        Measurement {
            id: self.random.next(),
            label: self.text(),
            values: (0..self.random.below(4)).map(|_| self.float()).collect(),
            ok: self.random.flip(),
            unit: self.random.pick(&[Unit::Volt, Unit::Ampere]),
            note: self.random.flip().then(|| self.text()),
        }
    }

    fn point(&mut self) -> Point {
        Point { x: self.float(), y: self.float() }
    }

    fn tree(&mut self, depth: usize) -> Tree {
        let children = if depth == 0 { 0 } else { self.random.below(3) };
        let children = (0..children).map(|_| self.tree(depth - 1)).collect();
        let held =
            self.random.flip().then(|| Box::new(Holder { first: self.scalar(), second: self.scalar() }));
        let places: BTreeMap<_, _> = (0..self.random.below(3)).map(|_| (self.key(), self.point())).collect();
        Tree { children, held, places }
    }

    fn performative(&mut self) -> Performative {
        let all =
            [Performative::AcceptProposal, Performative::Cfp, Performative::Inform, Performative::Propagate];
        self.random.pick(&all)
    }

    /// Without content, and with texts that are not empty: in protobuf they would be none.
    fn envelope(&mut self) -> AclMessage {
        let mut text = || self.random.flip().then(|| self.text()).filter(|text| !text.is_empty());
        let texts: Vec<Option<String>> = (0..9).map(|_| text()).collect();
        let performative = self.random.flip().then(|| self.performative());
        let mut texts = texts.into_iter();
        let mut text = || texts.next().flatten();
        AclMessage {
            sender_id: text(),
            sender_addr: text().into(),
            receiver_id: text(),
            reply_by: text().into(),
            in_reply_to: text(),
            protocol: text(),
            language: text(),
            ontology: text(),
            conversation_id: text(),
            performative,
            ..AclMessage::default()
        }
    }

    fn acl(&mut self, depth: usize) -> AclMessage {
        let content = self.value(depth);
        let receiver_addr = vec![Value::from("127.0.0.1"), 5555.into()].into();
        AclMessage { content, receiver_addr, ..self.envelope() }
    }

    fn array(&mut self) -> Value {
        let shape = self.random.pick(&[&[][..], &[0], &[3], &[2, 3], &[2, 0, 4]]).to_vec();
        let len = shape.iter().product();
        let bits: Vec<u64> = (0..len).map(|_| self.random.next()).collect();
        let fortran = self.random.flip();
        macro_rules! array {
            ($element:expr) => {{
                let items: Vec<_> = bits.iter().copied().map($element).collect();
                NdArray::from(
                    ArrayD::from_shape_vec(shape.set_f(fortran), items).expect("as many as the shape has"),
                )
            }};
        }
        let array = match self.random.below(7) {
            0 => array!(|bits| bits as i32 as f64 / 7.0),
            1 => array!(|bits| bits as i16 as f32 / 4.0),
            2 => array!(|bits| bits as i64),
            3 => array!(|bits| bits as i32),
            4 => array!(|bits| bits as u8),
            5 => array!(|bits| bits % 2 == 0),
            _ => array!(|bits| Complex64::new(bits as i16 as f64, 0.5)),
        };
        self.codec.object(&array).expect("a registered type").into()
    }

    fn date(&mut self) -> Value {
        let seconds = self.random.below(5_000_000_000) as i64 - 1_000_000_000;
        let utc =
            DateTime::from_timestamp(seconds, self.random.pick(&[0, 250_000_000, 1_000])).expect("in range");
        let offset = self.random.pick(&[0, 19_800, -10_800]);
        let date = utc.with_timezone(&FixedOffset::east_opt(offset).expect("in range"));
        self.codec.object(&date).expect("a registered type").into()
    }

    fn deep(&mut self) -> Value {
        let levels = 40 + self.random.below(70);
        let scalar = self.scalar();
        (0..levels).fold(scalar, |inner, _| match self.random.below(3) {
            0 => vec![inner].into(),
            1 => Dict::from([("k", inner)]).into(),
            _ => Quiet { data: inner }.into(),
        })
    }

    fn wide(&mut self) -> Value {
        if self.random.flip() {
            return (0..1500).map(|_| self.scalar()).collect::<Vec<_>>().into();
        }
        (0..600).map(|n| (format!("{n}{}", self.key()), self.scalar())).collect::<Dict>().into()
    }

    fn protobuf(&mut self, index: usize) -> Value {
        match index % 5 {
            4 => {
                let meta =
                    Dict::from([("receiver_id", Value::from(self.text())), ("sender_id", self.plain(1))]);
                MangoMessage { content: self.plain(index % 4), meta: Some(meta), extra: Dict::new() }.into()
            }
            3 => self.content(),
            2 => {
                let content = AclMessage { content: self.content(), ..self.envelope() };
                // An inner message of nothing but defaults would have no bytes, and be none.
                let content = AclMessage { receiver_id: Some("r".to_owned()), ..content };
                AclMessage { content: content.into(), ..self.envelope() }.into()
            }
            1 => self.envelope().into(),
            _ => AclMessage { content: self.content(), ..self.envelope() }.into(),
        }
    }

    fn content(&mut self) -> Value {
        if self.random.flip() {
            return Blob { content: self.bytes().into_iter().chain([1]).collect() }.into();
        }
        let series = (0..self.random.below(5)).map(|_| self.random.next() as i32).collect();
        // prost takes a negative zero for the default, which is not sent.
        Reading {
            sensor: "s".to_owned() + &self.text(),
            value: self.float() + 0.0,
            at: self.random.next() as i64,
            series,
        }
        .into()
    }

    /// What a pickle of the basic types holds.
    fn plain(&mut self, depth: usize) -> Value {
        match (depth, self.random.below(5)) {
            (0, 0) => Value::Null,
            (0, 1) => self.random.flip().into(),
            (0, 2) => self.integer(),
            (0, 3) => self.text().into(),
            (0, _) => Bytes::from(self.bytes()).into(),
            (_, 0..=2) => (0..self.random.below(4)).map(|_| self.plain(depth - 1)).collect::<Vec<_>>().into(),
            _ => (0..self.random.below(4))
                .map(|_| (self.key(), self.plain(depth - 1)))
                .collect::<Dict>()
                .into(),
        }
    }
}

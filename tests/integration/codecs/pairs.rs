//! From one codec to another and back: any value that both hold arrives unchanged, and its bytes are those that it
//! had at first.

use codec::{Bytes, Codec, Dict, DynCodec, Value};
use codec_tests::codecs::{ALL, Setup, Subject};
use codec_tests::same::same;

use super::types::{objects, registry};
use super::values;

/// Marsaglia's xorshift: the same values in every run.
pub struct Seeded(pub u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn text(&mut self) -> String {
        let length = self.below(20);
        (0..length).map(|_| char::from_u32((self.next() % 0x300) as u32).unwrap_or('x')).collect()
    }

    fn scalar(&mut self, objects: &[Value]) -> Value {
        match self.below(9) {
            0 => Value::Null,
            1 => (self.next() % 2 == 0).into(),
            2 => ((self.next() as i64) >> self.below(64)).into(),
            3 => self.next().into(),
            4 => f64::from_bits(self.next()).into(),
            5 => (self.below(1_000_000) as f64 / 1000.0).into(),
            6 => Bytes::from(self.text().into_bytes()).into(),
            7 => objects[self.below(objects.len() as u64) as usize].clone(),
            _ => self.text().into(),
        }
    }

    /// At most so many levels.
    fn value(&mut self, levels: u64, objects: &[Value]) -> Value {
        let count = self.below(6);
        match self.below(4) {
            0 if levels > 0 => {
                (0..count).map(|_| self.value(levels - 1, objects)).collect::<codec::List>().into()
            }
            1 if levels > 0 => {
                (0..count).map(|_| (self.text(), self.value(levels - 1, objects))).collect::<Dict>().into()
            }
            _ => self.scalar(objects),
        }
    }
}

fn codec(under: &Subject) -> Box<dyn DynCodec> {
    under.with(Setup { registry: Some(registry()), keep_unknown: true, ..Setup::default() })
}

/// Whether both hold the value as it is.
fn common(one: &Subject, other: &Subject, value: &Value) -> bool {
    [one, other].iter().all(|under| under.carried(value).is_ok_and(|carried| same(&carried, value)))
}

fn over_and_back(one: &dyn DynCodec, other: &dyn DynCodec, value: &Value) {
    let first = one.encode(value).unwrap();
    let second = other.encode(&one.decode(&first).unwrap()).unwrap();
    let back = other.decode(&second).unwrap();
    assert!(same(&back, value), "{back:.300}, not {value:.300}");
    assert_eq!(one.encode(&back).unwrap(), first);
}

#[test]
fn every_value_by_every_pair() {
    let mut count = 0;
    for one in ALL {
        let from = codec(&one);
        let values: Vec<Value> = values::short().into_iter().chain(objects(&*from)).collect();
        for other in ALL {
            let to = codec(&other);
            for value in values.iter().filter(|value| common(&one, &other, value)) {
                over_and_back(&*from, &*to, value);
                count += 1;
            }
        }
    }
    println!("{count} values over and back");
    assert!(count > 800 * ALL.len() * ALL.len());
}

/// Values at random, with objects and all kinds of scalars in them: 10,000 in optimized builds.
#[test]
fn random_values_by_every_pair() {
    let cases = if cfg!(debug_assertions) { 500 } else { 10_000 };
    let codecs = ALL.map(|under| codec(&under));
    let objects = objects(&*codecs[0]);
    let mut seeded = Seeded(0x9E37_79B9_7F4A_7C15);
    let mut count = 0;
    for _ in 0..cases {
        let value = seeded.value(5, &objects);
        for (one, from) in ALL.iter().zip(&codecs) {
            for (other, to) in ALL.iter().zip(&codecs) {
                if common(one, other, &value) {
                    over_and_back(&**from, &**to, &value);
                    count += 1;
                }
            }
        }
    }
    println!("{count} random values over and back");
    assert!(count > cases);
}

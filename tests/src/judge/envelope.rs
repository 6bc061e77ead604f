//! Envelopes and registries, by plans that bytes describe: a model that is a few lines long says what must come of each.

use std::collections::BTreeMap;

use codec::{Codec as _, DynCodec, Json, MsgPack, MsgPackBlosc, Registry, Serializer, Value, ValueCodec};

use crate::cbor::{self, Cbor};
use crate::plain::{self, Plain};

/// Distinct Rust types without number.
#[derive(Debug, Clone, PartialEq)]
struct Numbered<const N: u8>(Value);

fn serializer<const N: u8>() -> Serializer {
    Serializer::new::<Numbered<N>>(|this| Ok(this.0.clone()), |payload| Ok(Numbered::<N>(payload)))
}

const TYPES: [fn() -> Serializer; 4] = [serializer::<0>, serializer::<1>, serializer::<2>, serializer::<3>];

/// Reads a plan; behind its end everything is zero.
struct Plan<'a>(&'a [u8]);

impl Plan<'_> {
    fn byte(&mut self) -> u8 {
        match self.0.split_first() {
            Some((&first, rest)) => {
                self.0 = rest;
                first
            }
            None => 0,
        }
    }

    /// A few ids that meet each other often, and any other.
    fn id(&mut self) -> i32 {
        match self.byte() {
            byte @ 0..=15 => i32::from(byte % 8) - 3,
            16 => i32::MAX,
            17 => i32::MIN,
            _ => i32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()]),
        }
    }
}

/// What a registry must be: the ids that are sent, and those that are only understood.
#[derive(Default)]
struct Model {
    sent: BTreeMap<i32, usize>,
    understood: BTreeMap<i32, Vec<usize>>,
}

impl Model {
    fn register(&mut self, index: usize, id: i32, accepted: &[i32]) -> bool {
        if self.sent.contains_key(&id) || self.sent.values().any(|known| *known == index) {
            return false;
        }
        self.sent.insert(id, index);
        for &id in accepted {
            let types = self.understood.entry(id).or_default();
            if !types.contains(&index) {
                types.push(index);
            }
        }
        true
    }

    /// What is sent beats what is understood, and two that understand the same id both lose it.
    fn resolve(&self, id: i32) -> Option<usize> {
        let understood = self.understood.get(&id).filter(|types| types.len() == 1).map(|types| types[0]);
        self.sent.get(&id).copied().or(understood)
    }
}

/// Everything that must hold of any plan.
///
/// # Panics
/// If something does not.
pub fn envelope(bytes: &[u8]) {
    let mut plan = Plan(bytes);
    let (mut registry, mut model) = (Registry::empty(), Model::default());
    for _ in 0..plan.byte() % 8 {
        let (index, id) = (usize::from(plan.byte() % 4), plan.id());
        let accepted: Vec<i32> = (0..plan.byte() % 4).map(|_| plan.id()).collect();
        let serializer = TYPES[index]().with_type_id(id).accepting(accepted.clone());
        assert_eq!(registry.register(serializer).is_ok(), model.register(index, id, &accepted));
    }
    assert_eq!(
        registry.iter().map(|(id, _)| id).collect::<Vec<_>>(),
        model.sent.keys().copied().collect::<Vec<_>>()
    );
    let (message, expected) = message(&mut plan, &model);
    let outermost = wrapped(&mut plan, message.clone());
    let cbor = ValueCodec::builder(Cbor).registry(registry.clone()).build().expect("a good registry");
    check(
        &Json::with_registry(registry.clone()),
        plain::json(&message).zip(plain::json(&outermost)),
        &expected,
    );
    let bytes = (plain::msgpack(&message), plain::msgpack(&outermost));
    check(
        &MsgPackBlosc::with_registry(registry.clone()),
        Some((stored(&bytes.0), stored(&bytes.1))),
        &expected,
    );
    check(&MsgPack::with_registry(registry), Some(bytes), &expected);
    // A user's format gives a value, where no key stands twice.
    if !repeats(&message) {
        check(&cbor, Some((cbor::foreign(&message), cbor::foreign(&outermost))), &expected);
    }
}

/// What must come of a message.
enum Expected {
    Object(usize, Value),
    Unknown(i32),
    /// Wrong in form; the id is read first, and may be unknown as well.
    Envelope(Option<i32>),
}

/// A dict with the key `__type__`, right or wrong.
fn message(plan: &mut Plan<'_>, model: &Model) -> (Plain, Expected) {
    let payload = [Plain::Nil, 7.into(), "p".into(), Plain::Array(vec![1.into()]), Plain::Boolean(true)];
    let payload = payload[usize::from(plan.byte() % 5)].clone();
    let (id, wide) = match plan.byte() {
        0..=200 => {
            let id = plan.id();
            (Some(id), Plain::from(id))
        }
        byte => (None, wrong_id(byte, plan)),
    };
    let arity = plan.byte();
    let mut items = vec![wide, payload.clone()];
    match arity {
        0..=240 => {}
        241..=245 => items.truncate(usize::from(arity % 2)),
        _ => items.push(Plain::Nil),
    }
    let is_pair = items.len() == 2;
    let list = if plan.byte() == 255 { Plain::Map(vec![]) } else { Plain::Array(items) };
    let is_list = list.is_array();
    let mut entries = vec![(Plain::from("__type__"), list)];
    let beside = plan.byte();
    match beside {
        0..=240 => {}
        241..=246 => entries.push(("other".into(), Plain::Nil)),
        247..=251 => entries.insert(0, ("other".into(), Plain::Nil)),
        _ => entries.push(entries[0].clone()),
    }
    let alone = entries.len() == 1;
    let expected = match id.filter(|_| is_pair && is_list && alone) {
        None => Expected::Envelope(id.filter(|id| model.resolve(*id).is_none())),
        Some(id) => match model.resolve(id) {
            Some(index) => Expected::Object(index, of_plain(&payload)),
            None => Expected::Unknown(id),
        },
    };
    (Plain::Map(entries), expected)
}

fn wrong_id(byte: u8, plan: &mut Plan<'_>) -> Plain {
    let wide = i64::from(plan.id());
    match byte % 6 {
        0 => Plain::Nil,
        1 => Plain::Boolean(true),
        2 => Plain::from(wide.to_string()),
        3 => Plain::F64(f64::from(plan.id())),
        // Beyond 32 bits, with low bits that may be those of an id.
        4 => Plain::from(wide.wrapping_add(1 << 32)),
        _ => Plain::from(wide.wrapping_sub(3 << 32)),
    }
}

fn of_plain(plain: &Plain) -> Value {
    match plain {
        Plain::Integer(int) => int.as_i64().map_or(Value::Null, Value::from),
        Plain::String(text) => text.as_str().map_or(Value::Null, Value::from),
        Plain::Boolean(bool) => (*bool).into(),
        Plain::Array(items) => items.iter().map(of_plain).collect::<codec::List>().into(),
        _ => Value::Null,
    }
}

/// In lists and dicts, where nothing is different.
fn wrapped(plan: &mut Plan<'_>, message: Plain) -> Plain {
    (0..plan.byte() % 5).fold(message, |inner, _| match plan.byte() % 2 {
        0 => Plain::Array(vec![Plain::Nil, inner]),
        _ => Plain::Map(vec![("k".into(), inner)]),
    })
}

fn repeats(message: &Plain) -> bool {
    let keys = message.as_map().into_iter().flatten().filter(|(key, _)| key.as_str() == Some("__type__"));
    keys.count() > 1
}

/// In a container that is stored as it is: flags 2, one block.
fn stored(data: &[u8]) -> Vec<u8> {
    let len = u32::try_from(data.len()).expect("a short message");
    let sizes = [len, len, len + 16].map(u32::to_le_bytes).concat();
    [&[2, 1, 2, 8][..], &sizes, data].concat()
}

/// The message alone and within others, dynamically and as each type.
fn check(codec: &dyn DynCodec, messages: Option<(impl AsRef<[u8]>, impl AsRef<[u8]>)>, expected: &Expected) {
    let Some((alone, within)) = messages else { return };
    let found = codec.decode(alone.as_ref());
    assert_eq!(codec.decode(within.as_ref()).is_ok(), matches!(expected, Expected::Object(..)));
    match expected {
        Expected::Envelope(unknown) => {
            let error = found.as_ref().expect_err("an envelope of the wrong form");
            let is_unknown = error.is_unknown_type() && unknown.is_some() && error.type_id() == *unknown;
            assert!(error.is_envelope() || is_unknown, "{error}");
        }
        Expected::Unknown(id) => {
            let error = found.as_ref().expect_err("an unknown id");
            assert!(error.is_unknown_type() && error.type_id() == Some(*id), "{error}");
        }
        Expected::Object(index, payload) => {
            let value = found.as_ref().expect("a right envelope");
            let object = value.as_object().expect("an object");
            assert_eq!(object.as_value().expect("a payload"), *payload);
            assert_eq!(is_numbered(value), [0, 1, 2, 3].map(|n| n == *index));
        }
    }
}

fn is_numbered(value: &Value) -> [bool; 4] {
    [
        value.is::<Numbered<0>>(),
        value.is::<Numbered<1>>(),
        value.is::<Numbered<2>>(),
        value.is::<Numbered<3>>(),
    ]
}

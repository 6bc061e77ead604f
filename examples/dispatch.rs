//! One handler for each type, for whatever arrives: the type is known only once the message is here.

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;

use codec::{Codec, DecodeError, Json, Object, Value, json_serializable};

#[json_serializable]
#[derive(Debug)]
struct Measurement {
    sensor: String,
    celsius: f64,
}

#[json_serializable]
#[derive(Debug)]
struct SetPoint {
    celsius: f64,
}

/// Known to the codec, but nobody handles it.
#[json_serializable]
#[derive(Debug)]
struct Heartbeat {}

/// What the handlers work on.
#[derive(Default)]
struct Room {
    target: f64,
    handled: usize,
}

type Handler<S> = Box<dyn Fn(&mut S, Object) -> Result<(), Box<dyn Error>>>;

/// Handlers by Rust type.
struct Dispatcher<S> {
    codec: Json,
    handlers: HashMap<TypeId, Handler<S>>,
}

impl<S> Dispatcher<S> {
    fn new(codec: Json) -> Self {
        Dispatcher { codec, handlers: HashMap::new() }
    }

    fn on<T: 'static>(mut self, handle: impl Fn(&mut S, T) + 'static) -> Self {
        let handler: Handler<S> = Box::new(move |state, object| {
            handle(state, object.downcast()?);
            Ok(())
        });
        self.handlers.insert(TypeId::of::<T>(), handler);
        self
    }

    fn dispatch(&self, state: &mut S, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
        let object = match self.codec.decode(bytes)? {
            Value::Object(object) => object,
            plain => return Err(format!("not a typed message: {plain}").into()),
        };
        match self.handlers.get(&object.rust_type()) {
            Some(handler) => handler(state, object),
            None => Err(format!("nobody handles `{}`; add `.on::<{0}>(..)`", object.name()).into()),
        }
    }
}

/// How many unknown ids are counted: the peer chooses them, so the table must not grow with what it sends.
const MISSING: usize = 100;

/// An unknown id is no reason to stop. Its text says what to do; counting the ids shows which class is missing.
fn refuse(error: &(dyn Error + 'static), missing: &mut BTreeMap<i32, usize>) {
    println!("refused: {error}");
    let unknown = error.downcast_ref::<DecodeError>().filter(|error| error.is_unknown_type());
    if let Some(id) = unknown.and_then(DecodeError::type_id).filter(|_| missing.len() < MISSING) {
        *missing.entry(id).or_default() += 1;
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let dispatcher = Dispatcher::new(Json::new())
        .on(|room: &mut Room, reading: Measurement| {
            room.handled += 1;
            println!(
                "{} says {} °C, {:+} °C off",
                reading.sensor,
                reading.celsius,
                reading.celsius - room.target
            );
        })
        .on(|room: &mut Room, set: SetPoint| {
            room.handled += 1;
            room.target = set.celsius;
        });

    let codec = Json::new();
    let messages = [
        codec.encode(&SetPoint { celsius: 21.0 })?,
        codec.encode(&Measurement { sensor: "hall".into(), celsius: 19.5 })?,
        codec.encode(&Heartbeat {})?,
        codec.encode("hello")?,
        br#"{"__type__":[5,{}]}"#.to_vec(),
        br#"{"__type__":[-7651234,{"celsius":21.0}]}"#.to_vec(),
    ];

    let mut room = Room::default();
    let mut missing = BTreeMap::new();
    for bytes in &messages {
        if let Err(error) = dispatcher.dispatch(&mut room, bytes) {
            refuse(&*error, &mut missing);
        }
    }
    println!("{} handled, unknown ids: {missing:?}", room.handled);
    assert_eq!(room.handled, 2);
    Ok(())
}

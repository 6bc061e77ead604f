//! The types of these tests: of each kind of payload one.

use std::time::Duration;

use codec::{
    AclMessage, AgentAddress, Codec, DecodeError, Dict, DynCodec, FallbackSerializer, MangoMessage, Object,
    Performative, Registry, SerializationError, Serializer, Value, json_serializable,
};

#[json_serializable(type_id = 7601)]
#[serde(deny_unknown_fields)]
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    pub n: i64,
    pub s: Option<String>,
}

#[json_serializable(type_id = 7602)]
#[derive(Debug, Clone, PartialEq)]
pub enum Colour {
    Red,
    Green,
}

#[json_serializable(type_id = 7603)]
#[derive(Debug, Clone, PartialEq)]
pub enum Level {
    Low = -1,
    High = 300,
}

#[json_serializable(type_id = 7604)]
#[derive(Debug, Clone, PartialEq)]
pub struct Nothing;

#[json_serializable(type_id = 7605)]
#[derive(Debug, Clone, PartialEq)]
pub struct Wrap(pub Value);

#[json_serializable(type_id = 7606)]
#[derive(Debug, Clone, PartialEq)]
pub struct Pair(pub u8, pub Value);

#[json_serializable(type_id = 7607)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Holder {
    #[serde(default)]
    pub held: Value,
    #[serde(default)]
    pub maybe: Option<Value>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<Value>,
    #[serde(default, skip_serializing_if = "Dict::is_empty")]
    pub dict: Dict,
    #[serde(default)]
    pub object: Option<Object>,
    #[codec(extra)]
    pub extra: Dict,
}

#[json_serializable(instances(Msg<f64> = 7608, Msg<Leaf> = 7609))]
#[derive(Debug, Clone, PartialEq)]
pub struct Msg<T> {
    pub body: T,
    pub more: Vec<T>,
}

#[json_serializable(type_id = 7610)]
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Dot,
    Circle(f64),
    Named { what: Leaf },
}

/// By serde's code rather than the macro's.
#[json_serializable(type_id = 7611)]
#[derive(Debug, Clone, PartialEq)]
pub struct Flat {
    pub id: i64,
    #[serde(flatten)]
    pub rest: std::collections::BTreeMap<String, f64>,
}

/// Annotated, and not known to any codec of these tests.
#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Stranger {
    pub n: i64,
}

/// A foreign type without serde, whose functions refuse and panic on request.
#[derive(Debug, Clone, PartialEq)]
pub struct Moody(pub i64);

/// What the fallback covers, and what its id stands for.
pub struct Service(pub &'static str);
#[derive(Debug, Clone, PartialEq)]
pub struct Proxy(pub String);

fn seconds() -> Serializer {
    Serializer::new::<Duration>(
        |duration| Ok(Value::from(duration.as_secs_f64())),
        |value| Ok(Duration::from_secs_f64(f64::try_from(value)?)),
    )
    .with_type_id(7620)
}

fn moody() -> Serializer {
    Serializer::new::<Moody>(
        |moody| match moody.0 {
            12 | 14 => Err(SerializationError::custom("not in the mood")),
            13 => panics(),
            n => Ok(n.into()),
        },
        |value| match i64::try_from(value)? {
            12 => Err(DecodeError::custom("not in the mood")),
            13 => panics(),
            n => Ok(Moody(n)),
        },
    )
    .with_type_id(7621)
}

/// A panic of foreign code, without a word on the terminal.
fn panics() -> ! {
    std::panic::resume_unwind(Box::new("a panic of foreign code"))
}

fn fallback() -> FallbackSerializer {
    FallbackSerializer::new(
        7622,
        |object| Some(Ok(Value::from(object.downcast_ref::<Service>()?.0))),
        |payload| Ok(Proxy(String::try_from(payload)?)),
    )
}

/// Every linked type, the foreign ones, and the fallback.
pub fn registry() -> Registry {
    let mut registry = Registry::linked().unwrap();
    registry.register(seconds()).unwrap();
    registry.register(moody()).unwrap();
    registry.set_fallback(fallback()).unwrap();
    registry
}

pub fn leaf() -> Leaf {
    Leaf { n: -5, s: Some("ä\n".to_owned()) }
}

/// One object of each type, in generic form.
pub fn objects(codec: &dyn DynCodec) -> Vec<Value> {
    let flat = Flat { id: 1, rest: [("r".to_owned(), 0.5)].into() };
    let acl =
        AclMessage { content: "c".into(), performative: Some(Performative::Cfp), ..AclMessage::default() };
    let mango = MangoMessage { content: vec![1, 2].into(), ..MangoMessage::default() };
    let address = AgentAddress { protocol_addr: vec![Value::from("h"), 1.into()].into(), aid: None };
    let msg = Msg { body: leaf(), more: vec![leaf(), Leaf { n: 0, s: None }] };
    let shapes = [Shape::Dot, Shape::Circle(-0.0), Shape::Named { what: leaf() }];
    let mut objects = vec![
        codec.object(&leaf()),
        codec.object(&Colour::Green),
        codec.object(&Level::Low),
        codec.object(&Level::High),
        codec.object(&Nothing),
        codec.object(&Wrap(vec![1].into())),
        codec.object(&Pair(255, Value::Null)),
        codec.object(&Holder::default()),
        codec.object(&Msg { body: 1e300, more: vec![f64::INFINITY] }),
        codec.object(&msg),
        codec.object(&flat),
        codec.object(&acl),
        codec.object(&mango),
        codec.object(&address),
        codec.object(&Performative::AcceptProposal),
        codec.object(&Duration::from_millis(1500)),
        codec.object(&Moody(1)),
    ];
    objects.extend(shapes.iter().map(|shape| codec.object(shape)));
    objects.into_iter().map(|object| Value::Object(object.unwrap())).collect()
}

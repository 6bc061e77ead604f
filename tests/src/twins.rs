//! The Rust twins of the Python classes in the vectors.

#![allow(missing_docs)] // the fields are those of the Python classes

use chrono::{DateTime, FixedOffset};
use codec::ext::ndarray::NdArray;
use codec::{
    AclMessage, AgentAddress, Codec, DecodeError, JsonSerializable, MangoMessage, Performative,
    SerializationError, Serializer, Value, ext, json_serializable,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The id by mango's rule, from NumPy 2.4 on.
const NDARRAY: i32 = 667_420_888;

/// mango's documented example.
#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct DecoratorData {
    pub x: Value,
    pub y: Value,
    pub z: Value,
}

/// mango's example for an explicit id, and therefore without `__repr__`.
#[json_serializable(register = false, python(repr = false))]
#[derive(Debug, Clone, PartialEq)]
pub struct MyClass {
    pub x: Value,
    pub y: Value,
}

#[json_serializable(register = false)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Color {
    Red = 1,
    Green = 2,
}

/// An `IntEnum`: a plain integer on the wire.
#[json_serializable(python(kind = int_enum))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Level {
    Low = 1,
    High = 2,
}

/// A dataclass, which FastJSON sends without a tag.
#[json_serializable(register = false, python(kind = dataclass))]
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    pub x: Value,
    pub y: Value,
}

/// aiomas's classes.
#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct A {
    pub x: Value,
    pub y: Value,
}

#[json_serializable(register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct B {
    pub name: Value,
}

/// A class of mango's or aiomas's tests that nothing can serialize.
#[derive(Debug, Clone, PartialEq)]
pub struct Bare;

/// A foreign type that travels as its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Fraction(pub String);

impl Fraction {
    /// From and to text.
    pub fn serializer() -> Serializer {
        Serializer::new::<Self>(
            |this| Ok(Value::from(this.0.as_str())),
            |payload| String::try_from(payload).map(Fraction),
        )
    }
}

impl Bare {
    /// Python's `lambda bare: bare.nope`.
    pub fn serializer() -> Serializer {
        Serializer::new::<Self>(
            |_| Err(SerializationError::custom("'Bare' object has no attribute 'nope'")),
            |_| Err(DecodeError::custom("nothing makes a Bare")),
        )
    }
}

/// The serializer of a class in a vector's setup. Ids that mango's rule gives are left to the rule, so that they are
/// checked; the others are Python's `type_id=` or of foreign types.
pub fn serializer(name: &str, id: i32) -> Option<Serializer> {
    Some(match name {
        "ACLMessage" => AclMessage::serializer(),
        "MangoMessage" => MangoMessage::serializer(),
        "AgentAddress" => AgentAddress::serializer(),
        "Performatives" => Performative::serializer(),
        "DecoratorData" => DecoratorData::serializer(),
        "Point" => Point::serializer(),
        "Color" => Color::serializer(),
        "A" => A::serializer(),
        "B" => B::serializer(),
        "MyClass" => MyClass::serializer().with_type_id(id),
        "Bare" => Bare::serializer().with_type_id(id),
        "UUID" => ext::uuid::serializer().with_type_id(id),
        "ndarray" if id == NDARRAY => ext::ndarray::serializer(),
        "ndarray" => ext::ndarray::serializer().with_type_id(id),
        "Fraction" => Fraction::serializer().with_type_id(id),
        "Arrow" => ext::chrono::serializer().with_type_id(id),
        _ => return None,
    })
}

/// An object of a twin, from the class name and the payload, as the codec makes it.
///
/// # Errors
/// If the twin refuses the payload, or the codec the twin.
pub fn object(codec: &(impl Codec + ?Sized), name: &str, payload: Value) -> Result<Value, String> {
    match name {
        "ACLMessage" => annotated::<AclMessage>(codec, payload),
        "MangoMessage" => annotated::<MangoMessage>(codec, payload),
        "AgentAddress" => annotated::<AgentAddress>(codec, payload),
        "Performatives" => annotated::<Performative>(codec, payload),
        "DecoratorData" => annotated::<DecoratorData>(codec, payload),
        "MyClass" => annotated::<MyClass>(codec, payload),
        "Point" => annotated::<Point>(codec, payload),
        "Color" => annotated::<Color>(codec, payload),
        "A" => annotated::<A>(codec, payload),
        "B" => annotated::<B>(codec, payload),
        "UUID" => object_of(codec, &foreign::<Uuid>(payload)?),
        "Fraction" => object_of(codec, &Fraction(foreign(payload)?)),
        "Arrow" => object_of(codec, &foreign::<DateTime<FixedOffset>>(payload)?),
        "ndarray" => object_of(codec, &foreign::<NdArray>(payload)?),
        _ => Err(format!("there is no twin of {name}")),
    }
}

fn annotated<T: JsonSerializable + 'static>(
    codec: &(impl Codec + ?Sized),
    payload: Value,
) -> Result<Value, String> {
    let twin = <T as JsonSerializable>::from_value(payload).map_err(|error| error.to_string())?;
    object_of(codec, &twin)
}

/// By serde, and not by what is tested here.
fn foreign<T: DeserializeOwned>(payload: Value) -> Result<T, String> {
    codec::from_value(payload).map_err(|error| error.to_string())
}

fn object_of<T: 'static>(codec: &(impl Codec + ?Sized), twin: &T) -> Result<Value, String> {
    codec.object(twin).map(Value::Object).map_err(|error| error.to_string())
}

//! What a value is on the wire, as a constant: the macro and the routes tell it, and no code runs for it.

use std::any::TypeId;

use super::entry::Record;
use super::shape::Shape;

/// What a value is on the wire. Not public API. Used by generated code.
#[derive(Debug)]
pub enum Ty {
    /// Anything at all: a `Value`.
    AnyValue,
    /// Something that serde alone knows.
    Untold,
    /// The same, as it is written in the source.
    Foreign(&'static str),
    /// A boolean.
    Boolean,
    /// An integer: whether it has a sign, and its bits.
    Int(bool, u32),
    /// A float of 32 or 64 bits.
    Float(u32),
    /// A text.
    Text,
    /// Binary data.
    Binary,
    /// A dict of anything.
    AnyDict,
    /// A list of anything.
    AnyList,
    /// Null, or this.
    Optional(&'static Ty),
    /// A list of these.
    Seq(&'static Ty),
    /// A list of as many of these.
    Array(&'static Ty, usize),
    /// A list of these in turn.
    Tuple(&'static [&'static Ty]),
    /// A dict, or a map whose keys are no texts.
    MapOf(&'static Ty, &'static Ty),
    /// A type of which the macro knows the shape. A function, since such types hold each other in circles.
    Record(fn() -> Described),
    /// A type that the codec has a serializer for.
    Registered(fn() -> TypeId),
}

impl Ty {
    /// Something else where nothing is known.
    #[must_use]
    pub const fn or(&'static self, other: &'static Ty) -> &'static Ty {
        if let Ty::Untold = self { other } else { self }
    }
}

/// An annotated type. Not public API. Used by generated code.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    pub(crate) rust_type: TypeId,
    pub(crate) shape: &'static Shape,
    pub(crate) is_tagged: bool,
}

pub(crate) fn described<T: Record>() -> Described {
    Described { rust_type: TypeId::of::<T>(), shape: T::SHAPE, is_tagged: T::TAGGED }
}

//! Annotated types of another crate: whether a program has them depends on how it is linked.

use codec::json_serializable;

/// A struct.
#[json_serializable]
#[derive(Debug, PartialEq)]
pub struct Wired {
    /// In volt.
    pub volt: f64,
}

/// An enum.
#[json_serializable]
#[derive(Debug, PartialEq)]
pub enum Phase {
    /// The first.
    One = 1,
    /// The second.
    Two = 2,
}

/// What another Python version numbers otherwise.
#[json_serializable(python(kind = dataclass))]
#[derive(Debug, PartialEq)]
pub struct Versioned {
    /// Anything.
    pub n: i64,
}

/// Not found at link time, although its crate is linked.
#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
pub struct Unregistered {
    /// Anything.
    pub n: i64,
}

/// A generic type with one registered instance.
#[json_serializable(instances(Pair<i64> = "PairI64"))]
#[derive(Debug, PartialEq)]
pub struct Pair<T> {
    /// One.
    pub left: T,
    /// The other.
    pub right: T,
}

#[doc(hidden)]
pub use codec;

/// A macro that makes annotated types in crates that need not know `codec`.
#[macro_export]
macro_rules! message {
    ($vis:vis struct $name:ident { $($field:ident: $ty:ty),* $(,)? }) => {
        #[$crate::codec::json_serializable(crate = $crate::codec)]
        #[derive(Debug, PartialEq)]
        $vis struct $name { $($field: $ty),* }
    };
}

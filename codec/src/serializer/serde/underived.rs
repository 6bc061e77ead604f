//! What is called where serde's derive has failed.

use serde::de::{Deserializer, Error as _};
use serde::ser::{Error as _, Serializer};

/// Stands in for serde's derive where that has reported a mistake: what it would have made is inherent on the twin, and
/// so comes before this. Without it every mistake in a serde attribute would give two more errors. Not public API. Used
/// by generated code.
pub trait Underived {
    /// Never called.
    fn serialize<T, S: Serializer>(_: &T, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("serde's derive failed"))
    }
    /// Never called.
    fn deserialize<'de, T, D: Deserializer<'de>>(_: D) -> Result<T, D::Error> {
        Err(D::Error::custom("serde's derive failed"))
    }
}

impl<T> Underived for T {}

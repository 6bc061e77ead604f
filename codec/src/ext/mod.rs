//! Types of other crates that stand for classes of Python's: each a feature of its name.
//!
//! | module and feature | Rust types | Python class | on the wire |
//! |---|---|---|---|
//! | `ndarray` | `ndarray::Array` of numbers, `NdArray` | `numpy.ndarray` | `{"type", "shape", "data"}` |
//! | `jiff` | `jiff::Zoned`, `jiff::Timestamp` | `arrow.Arrow` | ISO 8601 text |
//! | `chrono` | `chrono::DateTime<FixedOffset>`, `DateTime<Utc>` | `arrow.Arrow` | ISO 8601 text |
//! | `uuid` | `uuid::Uuid` | `uuid.UUID` | its `str` |
//! | `decimal` | `rust_decimal::Decimal` | `decimal.Decimal` | its `str` |
//!
//! Each module has a function `serializer` that gives a [`Serializer`](crate::Serializer). Nothing is registered by
//! itself: two of them may stand for one class, and a codec that reads types which nobody asked for has a larger face
//! to attackers. Hand the function to a codec (`Json::builder().serializers([..])`, `Json::aiomas([..])`,
//! `add_serializer`) and name it at the fields: `#[codec(object = codec::ext::uuid::serializer)]`. A field without
//! that attribute takes the form that the crate itself has for serde, untagged.

#[cfg(feature = "chrono")]
pub mod chrono;
#[cfg(feature = "decimal")]
pub mod decimal;
#[cfg(any(feature = "jiff", feature = "chrono"))]
mod iso8601;
#[cfg(feature = "jiff")]
pub mod jiff;
#[cfg(feature = "ndarray")]
pub mod ndarray;
#[cfg(feature = "uuid")]
pub mod uuid;

//! Times as Python's `isoformat` writes them and as `arrow.get` reads them.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "years are at most four digits and the other fields two or nine, each checked for its range; the products stay within 64 bits"
)]

mod calendar;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::any::Any;

use crate::error::{DecodeError, SerializationError};
use crate::serializer::Serializer;
use crate::value::Value;

/// Microseconds in a second.
const MICROS: i64 = 1_000_000;
const NANOS_OF_MICRO: i128 = 1000;

/// A point in time as Python holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Microseconds since 1970, in UTC.
    pub(super) micros: i64,
    /// Seconds east of UTC.
    pub(super) offset: i32,
}

/// A point in time as a Rust crate holds it.
pub(super) struct Finer {
    /// Nanoseconds since 1970, in UTC.
    pub(super) nanos: i128,
    /// Seconds east of UTC.
    pub(super) offset: i32,
}

/// What is below a microsecond, which Python has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Precision {
    /// Refuse it.
    Exact,
    /// Round it, as `arrow.get` does.
    Rounded,
}

/// A Rust type that stands for Python's `Arrow`.
pub(super) trait Time: Any + Send + Sync + Sized {
    /// The nanoseconds and the offset, or why there are none.
    fn to_finer(&self) -> Result<Finer, SerializationError>;
    /// `None` if it is beyond the range of the type.
    fn from_moment(moment: Moment) -> Option<Self>;
}

/// The serializer of one Rust type.
pub(super) fn serializer<T: Time>(precision: Precision) -> Serializer {
    Serializer::new::<T>(
        move |time| time.to_finer()?.to_moment(precision)?.text().map(Value::from),
        |value| {
            let moment = Moment::from_value(&value)?;
            T::from_moment(moment).ok_or_else(|| {
                DecodeError::custom(format_args!(
                    "the time is beyond the range of `{}`",
                    std::any::type_name::<T>()
                ))
            })
        },
    )
    .with_name("Arrow")
}

impl Finer {
    fn to_moment(&self, precision: Precision) -> Result<Moment, SerializationError> {
        let below = self.nanos.rem_euclid(NANOS_OF_MICRO);
        if below != 0 && precision == Precision::Exact {
            return Err(SerializationError::custom(
                "Python's times have microseconds, this one has nanoseconds; round it, or take the serializer \
                 `rounding`",
            ));
        }
        let micros =
            i64::try_from(self.nanos.div_euclid(NANOS_OF_MICRO)).map_err(|_| write::out_of_range())?;
        let up = i64::from(rounds_up(micros.rem_euclid(10), i64::try_from(below / 100).unwrap_or(0)));
        Ok(Moment { micros: micros.saturating_add(up), offset: self.offset })
    }
}

/// How `arrow` rounds: by the seventh decimal place alone, a five to the even neighbour.
fn rounds_up(sixth: i64, seventh: i64) -> bool {
    seventh > 5 || (seventh == 5 && sixth % 2 == 1)
}

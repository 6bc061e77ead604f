//! Times (feature `chrono`): `chrono::DateTime` as aiomas sends `arrow.Arrow`.
//!
//! ```standalone_crate
//! use chrono::{DateTime, Utc};
//! use codec::{Codec, Json, ext, json_serializable};
//!
//! #[json_serializable]
//! #[derive(Debug, PartialEq)]
//! struct Reading {
//!     #[codec(object = ext::chrono::serializer)]
//!     at: DateTime<Utc>,
//! }
//!
//! let codec = Json::aiomas([ext::chrono::serializer, Reading::serializer]);
//! let at: DateTime<Utc> = "2015-01-15T13:37:00Z".parse()?;
//! let bytes = codec.encode(&Reading { at })?;
//! assert_eq!(bytes, br#"{"__type__":[1,{"at":{"__type__":[0,"2015-01-15T13:37:00+00:00"]}}]}"#);
//! assert_eq!(codec.decode_as::<Reading>(&bytes)?, Reading { at });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use ::chrono::{DateTime, FixedOffset, TimeZone, Timelike as _, Utc};

use super::iso8601::{self, Finer, Moment, Precision, Time};
use crate::error::SerializationError;
use crate::serializer::Serializer;

/// The serializer of `DateTime<FixedOffset>` and of `DateTime<Utc>`, for aiomas's `arrow.Arrow`.
///
/// Writes what Python's `isoformat` gives: `2015-01-15T13:37:00+00:00`, with six decimal places unless they are zero.
/// Python has neither nanoseconds nor other years than 1 to 9999: both are errors here, and [`rounding`] rounds. A
/// leap second is an error too.
///
/// Reads what `arrow.get` reads: that and the other forms of ISO 8601 (`Z`, no offset for UTC, a space for the `T`,
/// the date alone, ordinal and week dates, no separators), dates with `/` or `.`, and seconds since 1970 as a number.
/// Decimal places are rounded to six by the seventh alone, a five to the even neighbour, as `arrow` does.
///
/// Without a type that is asked for, decoding gives a `DateTime<FixedOffset>` with the offset that came; a
/// `DateTime<Utc>` is the same instant without it.
///
/// It has no id by itself, as `arrow`'s class has another in each version: aiomas numbers it (a container puts it
/// first), elsewhere give it one. For a mango peer that registers `datetime.datetime` with `isoformat` and
/// `fromisoformat`: `serializer().with_name("datetime").with_type_id(codec::type_id("datetime", &[], &[]))`.
///
/// # Example
/// ```
/// use chrono::{DateTime, FixedOffset, Utc};
/// use codec::{Codec, Json, ext};
///
/// let codec = Json::aiomas([ext::chrono::serializer]);
/// let bytes = br#"{"__type__":[0,"2020-02-29 12:00:00.5-03:30"]}"#;
/// let time = codec.decode_as::<DateTime<FixedOffset>>(bytes)?;
/// assert_eq!(time.to_rfc3339(), "2020-02-29T12:00:00.500-03:30");
/// assert_eq!(codec.decode_as::<DateTime<Utc>>(bytes)?, time);
/// assert_eq!(codec.encode(&time)?, br#"{"__type__":[0,"2020-02-29T12:00:00.500000-03:30"]}"#);
/// assert!(codec.encode(&DateTime::from_timestamp_nanos(1)).unwrap_err().is_invalid());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn serializer() -> Serializer {
    with(Precision::Exact)
}

/// As [`serializer`], but nanoseconds are rounded to microseconds as `arrow` rounds what it reads.
///
/// # Example
/// ```
/// use chrono::DateTime;
/// use codec::{Codec, Json, ext};
///
/// let codec = Json::aiomas([ext::chrono::rounding]);
/// let bytes = codec.encode(&DateTime::from_timestamp_nanos(1_600))?;
/// assert_eq!(bytes, br#"{"__type__":[0,"1970-01-01T00:00:00.000002+00:00"]}"#);
/// # Ok::<(), codec::SerializationError>(())
/// ```
pub fn rounding() -> Serializer {
    with(Precision::Rounded)
}

fn with(precision: Precision) -> Serializer {
    let utc = iso8601::serializer::<DateTime<Utc>>(precision);
    iso8601::serializer::<DateTime<FixedOffset>>(precision).also(utc)
}

impl Time for DateTime<FixedOffset> {
    fn to_finer(&self) -> Result<Finer, SerializationError> {
        finer(self, self.offset().local_minus_utc())
    }

    fn from_moment(moment: Moment) -> Option<Self> {
        let offset = FixedOffset::east_opt(moment.offset)?;
        Some(DateTime::from_timestamp_micros(moment.micros)?.with_timezone(&offset))
    }
}

impl Time for DateTime<Utc> {
    fn to_finer(&self) -> Result<Finer, SerializationError> {
        finer(self, 0)
    }

    fn from_moment(moment: Moment) -> Option<Self> {
        DateTime::from_timestamp_micros(moment.micros)
    }
}

/// chrono has leap seconds as more than 10^9 nanoseconds, and Python has none.
fn finer<Z: TimeZone>(time: &DateTime<Z>, offset: i32) -> Result<Finer, SerializationError> {
    let nanos = time.nanosecond();
    if nanos >= 1_000_000_000 {
        return Err(SerializationError::custom("Python's times have no leap seconds"));
    }
    Ok(Finer {
        nanos: i128::from(time.timestamp()).saturating_mul(1_000_000_000).saturating_add(i128::from(nanos)),
        offset,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Codec, Json};

    fn codec() -> Json {
        Json::aiomas([serializer])
    }

    fn frame(text: &str) -> Vec<u8> {
        format!(r#"{{"__type__":[0,"{text}"]}}"#).into_bytes()
    }

    #[test]
    fn both_types_travel_under_one_id() {
        let time = codec().decode_as::<DateTime<FixedOffset>>(&frame("2020-07-01T12:00:00+02:00")).unwrap();
        assert_eq!((time.offset().local_minus_utc(), time.timestamp()), (7200, 1_593_597_600));
        assert_eq!(codec().encode(&time).unwrap(), frame("2020-07-01T12:00:00+02:00"));
        let utc = codec().decode_as::<DateTime<Utc>>(&frame("2020-07-01T12:00:00+02:00")).unwrap();
        assert_eq!(utc, time);
        assert_eq!(codec().encode(&utc).unwrap(), frame("2020-07-01T10:00:00+00:00"));
        let value = codec().decode(&frame("2020-07-01T12:00:00+02:00")).unwrap();
        assert_eq!(value.to_string(), "Arrow('2020-07-01T12:00:00+02:00')");
        assert_eq!(value.downcast::<DateTime<FixedOffset>>().unwrap(), time);
    }

    #[test]
    fn what_python_cannot_hold_is_refused() {
        let refused = |time: DateTime<Utc>| codec().encode(&time).unwrap_err().to_string();
        assert_eq!(
            refused(DateTime::from_timestamp_nanos(-1)),
            "could not serialize `Arrow`: Python's times have microseconds, this one has nanoseconds; round it, or \
             take the serializer `rounding`"
        );
        for time in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC.with_nanosecond(0).unwrap()] {
            assert_eq!(
                refused(time),
                "could not serialize `Arrow`: Python's times lie in the years 1 to 9999"
            );
        }
        let leap = DateTime::from_timestamp(1_483_228_799, 1_500_000_000).unwrap();
        assert_eq!(refused(leap), "could not serialize `Arrow`: Python's times have no leap seconds");
    }

    #[test]
    fn all_of_pythons_times_come_and_go() {
        for text in [
            "0001-01-01T00:00:00+00:00",
            "0001-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59.999999-23:59",
            "1883-11-18T12:00:00.000001-07:52:58",
        ] {
            assert_eq!(codec().encode(&codec().decode(&frame(text)).unwrap()).unwrap(), frame(text));
        }
    }

    #[test]
    fn a_plain_value_has_the_crates_own_form() {
        let time = DateTime::from_timestamp_nanos(1);
        let bytes = Json::new().encode(&time).unwrap();
        assert_eq!(bytes, br#""1970-01-01T00:00:00.000000001Z""#);
        assert_eq!(Json::new().decode_as::<DateTime<Utc>>(&bytes).unwrap(), time);
    }
}

//! Times (feature `jiff`): `jiff::Zoned` and `jiff::Timestamp` as aiomas sends `arrow.Arrow`.
//!
//! ```standalone_crate
//! use codec::{Codec, Json, ext, json_serializable};
//! use jiff::Timestamp;
//!
//! #[json_serializable]
//! #[derive(Debug, PartialEq)]
//! struct Reading {
//!     #[codec(object = ext::jiff::serializer)]
//!     at: Timestamp,
//! }
//!
//! let codec = Json::aiomas([ext::jiff::serializer, Reading::serializer]);
//! let at: Timestamp = "2015-01-15T13:37:00Z".parse()?;
//! let bytes = codec.encode(&Reading { at })?;
//! assert_eq!(bytes, br#"{"__type__":[1,{"at":{"__type__":[0,"2015-01-15T13:37:00+00:00"]}}]}"#);
//! assert_eq!(codec.decode_as::<Reading>(&bytes)?, Reading { at });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use ::jiff::tz::{Offset, TimeZone};
use ::jiff::{Timestamp, Zoned};

use super::iso8601::{self, Finer, Moment, Precision, Time};
use crate::error::SerializationError;
use crate::serializer::Serializer;

/// The serializer of [`Zoned`] and of [`Timestamp`], for aiomas's `arrow.Arrow`.
///
/// Writes what Python's `isoformat` gives: `2015-01-15T13:37:00+00:00`, with six decimal places unless they are zero.
/// Python has neither nanoseconds nor other years than 1 to 9999: both are errors here, and [`rounding`] rounds. A time zone
/// is sent as its offset, without its name.
///
/// Reads what `arrow.get` reads: that and the other forms of ISO 8601 (`Z`, no offset for UTC, a space for the `T`,
/// the date alone, ordinal and week dates, no separators), dates with `/` or `.`, and seconds since 1970 as a number.
/// Decimal places are rounded to six by the seventh alone, a five to the even neighbour, as `arrow` does.
///
/// Without a type that is asked for, decoding gives a `Zoned` with the offset that came; a `Timestamp` is
/// the same instant without it.
///
/// It has no id by itself, as `arrow`'s class has another in each version: aiomas numbers it (a container puts it
/// first), elsewhere give it one. For a mango peer that registers `datetime.datetime` with `isoformat` and
/// `fromisoformat`: `serializer().with_name("datetime").with_type_id(codec::type_id("datetime", &[], &[]))`.
///
/// # Example
/// ```
/// use codec::{Codec, Json, ext};
/// use jiff::{Timestamp, Zoned};
///
/// let codec = Json::aiomas([ext::jiff::serializer]);
/// let bytes = br#"{"__type__":[0,"2020-02-29 12:00:00.5-03:30"]}"#;
/// let zoned = codec.decode_as::<Zoned>(bytes)?;
/// assert_eq!(zoned.to_string(), "2020-02-29T12:00:00.5-03:30[-03:30]");
/// assert_eq!(codec.decode_as::<Timestamp>(bytes)?, zoned.timestamp());
/// assert_eq!(codec.encode(&zoned)?, br#"{"__type__":[0,"2020-02-29T12:00:00.500000-03:30"]}"#);
/// assert!(codec.encode(&Timestamp::from_nanosecond(1)?).unwrap_err().is_invalid());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn serializer() -> Serializer {
    with(Precision::Exact)
}

/// As [`serializer`], but nanoseconds are rounded to microseconds as `arrow` rounds what it reads.
///
/// # Example
/// ```
/// use codec::{Codec, Json, ext};
/// use jiff::Timestamp;
///
/// let codec = Json::aiomas([ext::jiff::rounding]);
/// let bytes = codec.encode(&Timestamp::from_nanosecond(1_600)?)?;
/// assert_eq!(bytes, br#"{"__type__":[0,"1970-01-01T00:00:00.000002+00:00"]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rounding() -> Serializer {
    with(Precision::Rounded)
}

fn with(precision: Precision) -> Serializer {
    iso8601::serializer::<Zoned>(precision).also(iso8601::serializer::<Timestamp>(precision))
}

impl Time for Zoned {
    fn to_finer(&self) -> Result<Finer, SerializationError> {
        Ok(Finer { nanos: self.timestamp().as_nanosecond(), offset: self.offset().seconds() })
    }

    fn from_moment(moment: Moment) -> Option<Self> {
        let zone = TimeZone::fixed(Offset::from_seconds(moment.offset).ok()?);
        Some(Timestamp::from_microsecond(moment.micros).ok()?.to_zoned(zone))
    }
}

impl Time for Timestamp {
    fn to_finer(&self) -> Result<Finer, SerializationError> {
        Ok(Finer { nanos: self.as_nanosecond(), offset: 0 })
    }

    fn from_moment(moment: Moment) -> Option<Self> {
        Timestamp::from_microsecond(moment.micros).ok()
    }
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
        let zoned = codec().decode_as::<Zoned>(&frame("2020-07-01T12:00:00+02:00")).unwrap();
        assert_eq!((zoned.offset(), zoned.timestamp().as_second()), (Offset::constant(2), 1_593_597_600));
        assert_eq!(codec().encode(&zoned).unwrap(), frame("2020-07-01T12:00:00+02:00"));
        let instant = codec().decode_as::<Timestamp>(&frame("2020-07-01T12:00:00+02:00")).unwrap();
        assert_eq!(instant, zoned.timestamp());
        assert_eq!(codec().encode(&instant).unwrap(), frame("2020-07-01T10:00:00+00:00"));
        let value = codec().decode(&frame("2020-07-01T12:00:00+02:00")).unwrap();
        assert_eq!(value.to_string(), "Arrow('2020-07-01T12:00:00+02:00')");
        assert_eq!(value.downcast::<Zoned>().unwrap(), zoned);
    }

    #[test]
    fn what_python_or_jiff_cannot_hold_is_refused() {
        let refused = |instant: Timestamp| codec().encode(&instant).unwrap_err().to_string();
        assert_eq!(
            refused(Timestamp::from_nanosecond(-1).unwrap()),
            "could not serialize `Arrow`: Python's times have microseconds, this one has nanoseconds; round it, or \
             take the serializer `rounding`"
        );
        assert_eq!(
            refused(Timestamp::MIN),
            "could not serialize `Arrow`: Python's times lie in the years 1 to 9999"
        );
        assert_eq!(
            codec().decode(&frame("9999-12-31T23:00:00+00:00")).unwrap_err().to_string(),
            "could not build `Arrow`: the time is beyond the range of `jiff::zoned::Zoned` (line 1, column 16, byte 15)"
        );
        let first = codec().decode(&frame("0001-01-01T00:00:00+01:00")).unwrap();
        assert_eq!(codec().encode(&first).unwrap(), frame("0001-01-01T00:00:00+01:00"));
    }

    #[test]
    fn rounding_is_that_of_arrow() {
        let codec = Json::aiomas([rounding]);
        for (nanos, text) in [
            (1_500, "1970-01-01T00:00:00.000002+00:00"),
            (2_599, "1970-01-01T00:00:00.000002+00:00"),
            (2_600, "1970-01-01T00:00:00.000003+00:00"),
            (999_999_999, "1970-01-01T00:00:01+00:00"),
            (-400, "1970-01-01T00:00:00+00:00"),
            (-600, "1969-12-31T23:59:59.999999+00:00"),
        ] {
            assert_eq!(codec.encode(&Timestamp::from_nanosecond(nanos).unwrap()).unwrap(), frame(text));
        }
    }

    #[test]
    fn a_plain_value_has_the_crates_own_form() {
        let instant = Timestamp::from_nanosecond(1).unwrap();
        let bytes = Json::new().encode(&instant).unwrap();
        assert_eq!(bytes, br#""1970-01-01T00:00:00.000000001Z""#);
        assert_eq!(Json::new().decode_as::<Timestamp>(&bytes).unwrap(), instant);
    }
}

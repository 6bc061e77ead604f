//! What `arrow.get` makes of a payload: ISO 8601 in its basic and extended forms, a few looser dates, and numbers.
//!
//! Not read is what `arrow` only accepts because it searches for a time within a sentence: a full stop or a bracket
//! beside it.

use super::calendar::{DAY_SECONDS, Date, FIRST, LAST, day, day_of_ordinal, day_of_week};
use super::{MICROS, Moment, rounds_up};
use crate::error::DecodeError;
use crate::value::Value;

impl Moment {
    pub(super) fn from_value(value: &Value) -> Result<Moment, DecodeError> {
        match value {
            Value::String(text) => Moment::parse(text),
            Value::Int(_) | Value::UInt(_) | Value::BigInt(_) | Value::Float(_) => {
                Moment::from_number(value.as_f64().unwrap_or(f64::NAN)).ok_or_else(beyond)
            }
            other => Err(DecodeError::mismatch("a time as ISO 8601 text or seconds", other.kind_name())),
        }
    }

    fn parse(text: &str) -> Result<Moment, DecodeError> {
        let parts = Parts::split(text).ok_or_else(no_time)?;
        let days = date_days(parts.date).ok_or_else(no_time)?.ok_or_else(no_such)?;
        let clock = Clock::parse(parts.clock).ok_or_else(no_time)?;
        let offset = offset(parts.offset).ok_or_else(no_time)?;
        let micros = clock.micros().ok_or_else(no_such)?;
        Moment::at(days * DAY_SECONDS * MICROS + micros, offset).ok_or_else(beyond)
    }

    /// Seconds since 1970, or milliseconds or microseconds where they are too many; rounded as Python's
    /// `fromtimestamp` does.
    #[allow(clippy::cast_possible_truncation)] // within the range that was checked
    fn from_number(number: f64) -> Option<Moment> {
        /// The first second of the year 10000.
        const END: f64 = 253_402_300_800.0;
        let seconds = match number {
            few if few <= END => few,
            millis if millis < END * 1e3 => millis / 1e3,
            micros if micros < END * 1e6 => micros / 1e6,
            _ => return None,
        };
        // Python's years begin at 1; the bound also keeps the products below 2^63.
        if !(-62_135_596_800.0..END).contains(&seconds) {
            return None;
        }
        let whole = seconds.trunc() as i64;
        let fraction = (seconds.fract() * 1e6).round_ties_even() as i64;
        Moment::at(whole * MICROS + fraction, 0)
    }

    /// From the microseconds of the wall clock.
    fn at(local: i64, offset: i32) -> Option<Moment> {
        let days = local.div_euclid(DAY_SECONDS * MICROS);
        (FIRST..=LAST).contains(&days).then(|| Moment { micros: local - i64::from(offset) * MICROS, offset })
    }
}

/// Date, time of day and offset; the latter two may be empty.
struct Parts<'a> {
    date: &'a str,
    clock: &'a str,
    offset: &'a str,
}

impl<'a> Parts<'a> {
    fn split(text: &'a str) -> Option<Parts<'a>> {
        let Some((date, rest)) = text.split_once(['T', ' ']) else {
            return Some(Parts { date: text, clock: "00", offset: "" });
        };
        let sign = rest.find(['+', '-', 'Z']).unwrap_or(rest.len());
        let (clock, offset) = rest.split_at_checked(sign)?;
        Some(Parts { date, clock, offset })
    }
}

/// The number that all of a short text is.
fn number(digits: &str) -> Option<i64> {
    let is_number =
        !digits.is_empty() && digits.len() <= 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// The number of two digits.
fn two(digits: &str) -> Option<i64> {
    if digits.len() == 2 { number(digits) } else { None }
}

/// The day of a date in any of the forms; `Some(None)` if the form is right and the calendar has none.
#[allow(clippy::option_option)] // two kinds of error
fn date_days(text: &str) -> Option<Option<i64>> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = number(year)?;
    let of = |month, of_month| Some(day(Date { year, month, day: of_month }));
    match (rest.chars().next(), rest.len()) {
        (None, _) => of(1, 1),
        (Some('0'..='9'), 4) => {
            let (month, of_month) = rest.split_at_checked(2)?;
            of(number(month)?, number(of_month)?)
        }
        (Some('0'..='9'), 3) => Some(day_of_ordinal(year, number(rest)?)),
        (Some('W' | 'w'), _) => week(year, rest.get(1..)?),
        (Some('-'), _) if rest.get(1..2)?.eq_ignore_ascii_case("w") => week(year, rest.get(2..)?),
        (Some('-'), 4) if !rest.get(1..)?.contains('-') => {
            Some(day_of_ordinal(year, number(rest.get(1..)?)?))
        }
        (Some(separator @ ('-' | '/' | '.')), _) => {
            let rest = rest.get(1..)?;
            match rest.split_once(separator) {
                None => of(two(rest)?, 1),
                Some((month, of_month)) if month.len() <= 2 && of_month.len() <= 2 => {
                    of(number(month)?, number(of_month)?)
                }
                Some(_) => None,
            }
        }
        _ => None,
    }
}

/// `05`, `05-4`, `054`.
#[allow(clippy::option_option)] // as above
fn week(year: i64, text: &str) -> Option<Option<i64>> {
    let (week, rest) = text.split_at_checked(2)?;
    let weekday = match rest.strip_prefix('-').unwrap_or(rest) {
        "" => 1,
        weekday if weekday.len() == 1 => number(weekday)?,
        _ => return None,
    };
    Some(day_of_week(year, number(week)?, weekday))
}

/// A time of day.
struct Clock {
    hour: i64,
    minute: i64,
    second: i64,
    /// One million where they were rounded up.
    micros: i64,
}

impl Clock {
    /// `12`, `1230`, `12:30`, `123045`, `12:30:45`, and decimal places behind the seconds.
    fn parse(text: &str) -> Option<Clock> {
        let (whole, fraction) = match text.split_once(['.', ',']) {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let (hour, rest) = whole.split_at_checked(2)?;
        let (minute, second) = minute_and_second(rest)?;
        let micros = match fraction {
            Some(_) if second.is_none() => return None,
            Some(digits) => rounded(digits)?,
            None => 0,
        };
        let part = |text: Option<&str>| text.map_or(Some(0), two);
        Some(Clock { hour: two(hour)?, minute: part(minute)?, second: part(second)?, micros })
    }

    /// Since midnight; 24:00:00 is the next one.
    fn micros(&self) -> Option<i64> {
        let Clock { hour, minute, second, micros } = *self;
        let is_end = hour == 24 && minute == 0 && second == 0 && micros == 0;
        if !is_end && (hour > 23 || minute > 59 || second > 59) {
            return None;
        }
        Some(((hour * 60 + minute) * 60 + second) * MICROS + micros)
    }
}

/// What stands behind the hour: nothing, `30`, `:30`, `3045`, `:30:45`.
fn minute_and_second(text: &str) -> Option<(Option<&str>, Option<&str>)> {
    if text.is_empty() {
        return Some((None, None));
    }
    let Some(extended) = text.strip_prefix(':') else {
        let (minute, second) = text.split_at_checked(2)?;
        return Some((Some(minute), (!second.is_empty()).then_some(second)));
    };
    Some(match extended.split_once(':') {
        Some((minute, second)) => (Some(minute), Some(second)),
        None => (Some(extended), None),
    })
}

/// Microseconds from decimal places.
fn rounded(digits: &str) -> Option<i64> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let place =
        |index: usize| digits.as_bytes().get(index).map_or(0, |byte| i64::from(byte.wrapping_sub(b'0')));
    let six = (0..6).fold(0, |value, index| value * 10 + place(index));
    Some(six + i64::from(rounds_up(place(5), place(6))))
}

/// Nothing and `Z` are UTC; `+01`, `+0130`, `+01:30`, and `+00:53:28`, which Python writes for the mean times of old.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text {
        "" | "Z" => return Some(0),
        _ => text.split_at_checked(1)?,
    };
    let (hours, rest) = digits.split_at_checked(2)?;
    let (minutes, seconds) = minute_and_second(rest)?;
    let part = |text: Option<&str>| text.map_or(Some(0), two);
    if seconds.is_some() && !rest.starts_with(':') {
        return None;
    }
    let total = two(hours)? * 3600 + part(minutes)? * 60 + part(seconds)?;
    // Python's own bound.
    let total = i32::try_from(total).ok().filter(|&total| i64::from(total) < DAY_SECONDS)?;
    match sign {
        "+" => Some(total),
        "-" => Some(-total),
        _ => None,
    }
}

#[cold]
fn no_time() -> DecodeError {
    DecodeError::custom("the text is no ISO 8601 time, such as 2015-01-15T13:37:00+00:00")
}

#[cold]
fn no_such() -> DecodeError {
    DecodeError::custom("the calendar or the clock has no such time")
}

#[cold]
fn beyond() -> DecodeError {
    DecodeError::custom("the time is beyond the years 1 to 9999")
}

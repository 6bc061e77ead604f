//! `datetime.isoformat`.

use super::calendar::{DAY_SECONDS, Date, FIRST, LAST, date};
use super::{MICROS, Moment};
use crate::error::SerializationError;

impl Moment {
    /// `2015-01-15T13:37:00+00:00`; six decimal places unless they are all zero, seconds of the offset likewise.
    pub(super) fn text(self) -> Result<String, SerializationError> {
        let Moment { micros, offset } = self;
        let seconds = micros.div_euclid(MICROS).saturating_add(offset.into());
        let (days, of_day) = (seconds.div_euclid(DAY_SECONDS), seconds.rem_euclid(DAY_SECONDS));
        if !(FIRST..=LAST).contains(&days) {
            return Err(out_of_range());
        }
        let Date { year, month, day } = date(days);
        let (hour, minute, second) = clock(of_day);
        // `format!` takes five times as long.
        let mut text = String::with_capacity(40);
        digits(&mut text, 4, year);
        for (separator, part) in [('-', month), ('-', day), ('T', hour), (':', minute), (':', second)] {
            text.push(separator);
            digits(&mut text, 2, part);
        }
        let fraction = micros.rem_euclid(MICROS);
        if fraction != 0 {
            text.push('.');
            digits(&mut text, 6, fraction);
        }
        push_offset(&mut text, offset);
        Ok(text)
    }
}

fn clock(seconds: i64) -> (i64, i64, i64) {
    (seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn push_offset(text: &mut String, offset: i32) {
    let (hours, minutes, seconds) = clock(i64::from(offset).abs());
    text.push(if offset < 0 { '-' } else { '+' });
    digits(text, 2, hours);
    text.push(':');
    digits(text, 2, minutes);
    if seconds != 0 {
        text.push(':');
        digits(text, 2, seconds);
    }
}

/// The last digits of a number that is not negative.
fn digits(text: &mut String, count: u32, number: i64) {
    for place in (0..count).rev() {
        let digit = number / 10_i64.pow(place) % 10;
        text.push(u8::try_from(digit).map_or('0', |digit| char::from(b'0' + digit % 10)));
    }
}

#[cold]
pub(super) fn out_of_range() -> SerializationError {
    SerializationError::custom("Python's times lie in the years 1 to 9999")
}

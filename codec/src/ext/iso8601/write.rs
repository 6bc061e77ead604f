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
        let fraction = match micros.rem_euclid(MICROS) {
            0 => String::new(),
            fraction => format!(".{fraction:06}"),
        };
        let (hour, minute, second) = clock(of_day);
        let offset = offset_text(offset);
        Ok(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}"))
    }
}

fn clock(seconds: i64) -> (i64, i64, i64) {
    (seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn offset_text(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes, seconds) = clock(i64::from(offset).abs());
    match seconds {
        0 => format!("{sign}{hours:02}:{minutes:02}"),
        _ => format!("{sign}{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

#[cold]
pub(super) fn out_of_range() -> SerializationError {
    SerializationError::custom("Python's times lie in the years 1 to 9999")
}

//! The Gregorian calendar of the years 1 to 9999, in days since 1970.

pub(super) const DAY_SECONDS: i64 = 86_400;

/// The first and the last day that Python has.
pub(super) const FIRST: i64 = -719_162;
pub(super) const LAST: i64 = 2_932_896;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days before the first of January, counted from 1970.
fn new_year(year: i64) -> i64 {
    let before = year - 1;
    before * 365 + before / 4 - before / 100 + before / 400 + FIRST
}

/// Days of the year before the first of a month.
fn before_month(year: i64, month: i64) -> i64 {
    // 31 and 30 by turns from March on, counted from a year that begins there.
    match month {
        1 => 0,
        2 => 31,
        _ => (153 * (month - 3) + 2) / 5 + 59 + i64::from(is_leap(year)),
    }
}

fn is_year(year: i64) -> bool {
    (1..=9999).contains(&year)
}

/// The day of a date, if there is one.
pub(super) fn day(Date { year, month, day }: Date) -> Option<i64> {
    let exists =
        is_year(year) && (1..=12).contains(&month) && (1..=days_of_month(year, month)).contains(&day);
    exists.then(|| new_year(year) + before_month(year, month) + day - 1)
}

/// The day of an ordinal date: the year and a number from 1 to 366.
pub(super) fn day_of_ordinal(year: i64, ordinal: i64) -> Option<i64> {
    let days = if is_leap(year) { 366 } else { 365 };
    (is_year(year) && (1..=days).contains(&ordinal)).then(|| new_year(year) + ordinal - 1)
}

/// The day of an ISO week date; the weekday is 1 on Mondays.
pub(super) fn day_of_week(year: i64, week: i64, weekday: i64) -> Option<i64> {
    let found = first_week(year) + (week - 1) * 7 + weekday - 1;
    let exists = is_year(year) && week >= 1 && (1..=7).contains(&weekday) && found < first_week(year + 1);
    (exists && (FIRST..=LAST).contains(&found)).then_some(found)
}

/// The Monday of the week that the fourth of January lies in.
fn first_week(year: i64) -> i64 {
    let fourth = new_year(year) + 3;
    // 1970 began on a Thursday.
    fourth - (fourth + 3).rem_euclid(7)
}

/// The date of a day between [`FIRST`] and [`LAST`].
pub(super) fn date(day: i64) -> Date {
    // Never above the year, and at most one below it: no year is longer than 366 days, nor shorter than 365.
    let since = day - FIRST;
    let mut year = since * 400 / 146_097 + 1;
    if new_year(year) > day {
        year -= 1;
    } else if new_year(year + 1) <= day {
        year += 1;
    }
    let of_year = day - new_year(year);
    let month = (1..=12).rev().find(|&month| before_month(year, month) <= of_year).unwrap_or(1);
    Date { year, month, day: of_year - before_month(year, month) + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_comes_back_and_follows_the_one_before() {
        let mut last = Date { year: 0, month: 12, day: 31 };
        for number in FIRST..=LAST {
            let found = date(number);
            assert_eq!(day(found), Some(number));
            let follows = found.day == last.day + 1 && found.month == last.month && found.year == last.year
                || found.day == 1 && found.month == last.month + 1 && found.year == last.year
                || found.day == 1 && found.month == 1 && last.month == 12 && found.year == last.year + 1;
            assert!(follows, "{found:?} after {last:?}");
            last = found;
        }
        assert_eq!(last, Date { year: 9999, month: 12, day: 31 });
        assert_eq!(date(0), Date { year: 1970, month: 1, day: 1 });
        assert_eq!(date(11_016), Date { year: 2000, month: 2, day: 29 });
    }

    #[test]
    fn dates_that_do_not_exist() {
        for (year, month, of_month) in [
            (0, 1, 1),
            (10_000, 1, 1),
            (2000, 0, 1),
            (2000, 13, 1),
            (2000, 1, 0),
            (2000, 4, 31),
            (1900, 2, 29),
        ] {
            assert_eq!(day(Date { year, month, day: of_month }), None);
        }
        assert_eq!(day_of_ordinal(2023, 366), None);
        assert_eq!(day_of_ordinal(2024, 366), Some(day_of_ordinal(2025, 1).unwrap() - 1));
        assert_eq!(day_of_week(2015, 53, 7), Some(day_of_week(2016, 1, 1).unwrap() - 1));
        assert_eq!(day_of_week(2014, 53, 1), None);
        assert_eq!(day_of_week(2014, 1, 1), day(Date { year: 2013, month: 12, day: 30 }));
        assert_eq!((day_of_week(9999, 52, 5), day_of_week(9999, 52, 6)), (Some(LAST), None));
    }
}

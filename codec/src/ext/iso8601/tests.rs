use super::*;

fn read(value: impl Into<Value>) -> Result<String, String> {
    let moment = Moment::from_value(&value.into()).map_err(|error| error.to_string())?;
    moment.text().map_err(|error| error.to_string())
}

/// What more there is, and what less, than in `arrow` (whose answers to many more texts are in the vectors).
#[test]
fn where_arrow_differs() {
    let same = |text: &str| assert_eq!(read(text).as_deref(), Ok(text));
    same("1883-11-18T12:00:00-07:52:58");
    let no_such = "the calendar or the clock has no such time";
    for text in ["2021-366", "2011-W53-1", "2011-W00-1", "2020-02-30", "2020-01-01T23:59:60"] {
        assert_eq!(read(text).unwrap_err(), no_such, "{text}");
    }
    let no_time = "the text is no ISO 8601 time, such as 2015-01-15T13:37:00+00:00";
    for text in
        ["", "(2020-01-01)", "2020-01-01,", "\u{0662}020-01-01", "2020-01-0\u{e9}", "\u{e9}", "20\u{1f600}"]
    {
        assert_eq!(read(text).unwrap_err(), no_time, "{text}");
    }
    let beyond = "the time is beyond the years 1 to 9999";
    assert_eq!(read("9999-12-31T24:00").unwrap_err(), beyond);
    for number in [253_402_300_800.0, -62_135_596_801.0, 1e300, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(read(number).unwrap_err(), beyond, "{number}");
    }
    assert_eq!(read(u128::MAX).unwrap_err(), beyond);
    for other in [Value::Null, Value::Bool(true), Value::from(vec![2020, 1, 1])] {
        assert!(Moment::from_value(&other).unwrap_err().is_type_mismatch());
    }
}

/// No cut of a good text panics, and the longer ones are read or refused, never misread.
#[test]
fn every_part_of_a_text() {
    let text = "2020-12-31T23:59:58.123456789+23:59:58";
    for from in 0..text.len() {
        for to in from..text.len() {
            let _ = read(&text[from..to]);
        }
    }
    assert_eq!(read(text).as_deref(), Ok("2020-12-31T23:59:58.123457+23:59:58"));
    let long = format!("2020-01-01T00:00:00.{}", "9".repeat(1 << 20));
    assert_eq!(read(long).as_deref(), Ok("2020-01-01T00:00:01+00:00"));
}

#[test]
fn numbers_are_seconds_milliseconds_or_microseconds() {
    for (number, text) in [
        (-0.5, "1969-12-31T23:59:59.500000+00:00"),
        (1.5e-6, "1970-01-01T00:00:00.000002+00:00"),
        (2.5e-6, "1970-01-01T00:00:00.000002+00:00"),
        (1_578_000_000.999_999_6, "2020-01-02T21:20:01+00:00"),
        (1_578_000_000_123.0, "2020-01-02T21:20:00.123000+00:00"),
        (1_578_000_000_123_456.0, "2020-01-02T21:20:00.123456+00:00"),
        (-62_135_596_800.0, "0001-01-01T00:00:00+00:00"),
    ] {
        assert_eq!(read(number).as_deref(), Ok(text));
    }
}

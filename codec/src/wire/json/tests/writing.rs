use super::*;

/// Recorded from CPython, as the bits of the double and its text.
const FLOATS: [(u64, &str); 21] = [
    (0x0000_0000_0000_0000, "0.0"),
    (0x3ff0_0000_0000_0000, "1.0"),
    (0x3fb9_9999_9999_999a, "0.1"),
    (0x3fd5_5555_5555_5555, "0.3333333333333333"),
    (0x4059_0000_0000_0000, "100.0"),
    (0x419d_6f34_5400_0000, "123456789.0"),
    (0x4341_c379_37e0_7fff, "9999999999999998.0"),
    (0x4341_c379_37e0_8000, "1e+16"),
    (0x434a_a535_d3d0_c000, "1.5e+16"),
    (0x44b5_2d02_c7e1_4af6, "1e+23"),
    (0x3f1a_36e2_eb1c_432d, "0.0001"),
    (0x3ee4_f8b5_88e3_68f1, "1e-05"),
    (0x3eef_7510_4d55_1d69, "1.5e-05"),
    (0x0000_0000_0000_0001, "5e-324"),
    (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
    (0x3fd3_3333_3333_3334, "0.30000000000000004"),
    (0xc004_0000_0000_0000, "-2.5"),
    (0x4011_6666_6666_6666, "4.35"),
    (0x4340_0000_0000_0000, "9007199254740992.0"),
    (0x7ff8_0000_0000_0000, "NaN"),
    (0xfff0_0000_0000_0000, "-Infinity"),
];

fn float(value: f64) -> String {
    written(Style::Compact, |to| to.f64(value).unwrap())
}

#[test]
fn floats_as_python_writes_them() {
    for (bits, text) in FLOATS {
        assert_eq!(float(f64::from_bits(bits)), text);
    }
    let more = [
        (0.0001, "0.0001"),
        (0.000_123_45, "0.00012345"),
        (0.000_099_999_999_999_999_99, "9.999999999999999e-05"),
        (0.000_012_345, "1.2345e-05"),
        (0.000_01, "1e-05"),
        (0.000_001, "1e-06"),
        (1.5e-6, "1.5e-06"),
        (1e-7, "1e-07"),
        (-1.25e-9, "-1.25e-09"),
        (1e-10, "1e-10"),
        (-1.5e-5, "-1.5e-05"),
        (1e-100, "1e-100"),
        (1e15, "1000000000000000.0"),
        (123_456_789_012_345.6, "123456789012345.6"),
        (12_345_678_901_234_568.0, "1.2345678901234568e+16"),
        (1e22, "1e+22"),
        (1e100, "1e+100"),
        (-0.0, "-0.0"),
        (f64::INFINITY, "Infinity"),
    ];
    for (value, text) in more {
        assert_eq!(float(value), text);
    }
}

#[test]
fn floats_in_lists_as_elsewhere() {
    let values: Vec<f64> = FLOATS.iter().map(|(bits, _)| f64::from_bits(*bits)).collect();
    let each: Vec<String> = values.iter().map(|value| float(*value)).collect();
    for start in 0..8 {
        let text = written(Style::Compact, |to| to.f64_elements(&values[start..]).unwrap());
        assert_eq!(text, each[start..].join(","));
        let text = written(Style::Python, |to| to.f64_elements(&values[start..]).unwrap());
        assert_eq!(text, each[start..].join(", "));
    }
}

#[test]
#[allow(clippy::cast_precision_loss)] // any double will do
fn decimals_of_few_places_are_the_shortest_digits() {
    let mut n = 0u64;
    while n < 10u64.pow(13) {
        for scale in [1e2, 1e3, 1e4, 1e5, 1e6] {
            let value = n as f64 / scale;
            if (1e-4..1e9).contains(&value) {
                assert_eq!(float(value), format!("{value:?}"));
                assert_eq!(float(-value), format!("-{value:?}"));
                let next = f64::from_bits(value.to_bits() + 1);
                assert_eq!(float(next), format!("{next:?}"));
            }
        }
        n += 1 + n / 500;
    }
}

#[test]
fn strict_writes_no_words() {
    let mut out = Out::new(Vec::new());
    let mut to = Writer::new(&mut out, Style::Compact, &Limits::default(), true);
    let error = to.f64(f64::NAN).unwrap_err();
    assert!(error.is_unsupported());
    assert_eq!(error.to_string(), "JSON has no NaN; a codec that is not strict writes it as Python does");
    assert!(to.f64(f64::NEG_INFINITY).is_err());
    to.f64(1.0).unwrap();
    assert_eq!(out.into_vec(), b"1.0");
}

#[test]
fn every_float_comes_back_bit_for_bit() {
    let mut dice = Dice(1);
    let highs = (0..=0xFFFFu64).map(|high| high << 48);
    let random: Vec<u64> = (0..200_000).map(|_| dice.roll()).collect();
    let tiny: Vec<u64> = (0..20_000).map(|_| dice.roll() >> 12 >> dice.below(52)).collect();
    for value in highs.chain(random).chain(tiny).map(f64::from_bits).filter(|value| value.is_finite()) {
        let text = float(value);
        assert_eq!(reader(&text).f64().unwrap().to_bits(), value.to_bits(), "{text}");
        assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits(), "{text}");
    }
}

#[test]
fn strings_in_each_style() {
    let text = "ä\u{7f}\0\u{1f}\"\\\n\r\t\u{8}\u{c}/😀\u{ffff}x";
    let utf8 = "\"ä\u{7f}\\u0000\\u001f\\\"\\\\\\n\\r\\t\\b\\f/😀\u{ffff}x\"";
    let ascii = r#""\u00e4\u007f\u0000\u001f\"\\\n\r\t\b\f/\ud83d\ude00\uffffx""#;
    assert_eq!(written(Style::Compact, |to| to.str(text)), utf8);
    assert_eq!(written(Style::Pretty, |to| to.str(text)), utf8);
    assert_eq!(written(Style::Python, |to| to.str(text)), ascii);
}

#[test]
fn every_special_byte_at_every_place() {
    for len in 0..70 {
        for at in 0..len {
            for special in
                ["\n", "\u{1}", "\u{1f}", "é", "\u{7e}", "\u{7f}", "\u{80}", "!", "\"", "\\", "€", "😀"]
            {
                let mut text = "x".repeat(len);
                text.replace_range(at..=at, special);
                let compact = written(Style::Compact, |to| to.str(&text));
                assert_eq!(compact, serde_json::to_string(&text).unwrap());
                let python = written(Style::Python, |to| to.str(&text));
                assert!(python.bytes().all(|b| (b' '..0x7f).contains(&b)), "{python}");
                assert_eq!(parse(python).unwrap(), Tree::Str(text));
            }
        }
    }
}

#[test]
fn containers_in_each_style() {
    let tree = parse(r#"{"a":[1,[],{}],"ä":{"b":null}}"#).unwrap();
    let write = |style| written(style, |to| write_tree(to, &tree));
    assert_eq!(write(Style::Compact), r#"{"a":[1,[],{}],"ä":{"b":null}}"#);
    assert_eq!(write(Style::Python), r#"{"a": [1, [], {}], "\u00e4": {"b": null}}"#);
    let pretty = "{\n  \"a\": [\n    1,\n    [],\n    {}\n  ],\n  \"ä\": {\n    \"b\": null\n  }\n}";
    assert_eq!(write(Style::Pretty), pretty);
}

#[test]
fn fields_in_each_style() {
    let keys = [Key::new(",\"a\\\"\":"), Key::new(",\"ä\u{7f}\":"), Key::new(",\"longer than a register\":")];
    let write = |style| {
        written(style, |to| {
            to.open_fields().unwrap();
            let start = to.len();
            for key in &keys {
                to.field(start, key);
                to.i64(-1);
            }
            let empty = to.open_compact(start);
            to.close_fields(empty);
        })
    };
    assert_eq!(write(Style::Compact), "{\"a\\\"\":-1,\"ä\u{7f}\":-1,\"longer than a register\":-1}");
    assert_eq!(write(Style::Python), r#"{"a\"": -1, "\u00e4\u007f": -1, "longer than a register": -1}"#);
    let pretty = "{\n  \"a\\\"\": -1,\n  \"ä\u{7f}\": -1,\n  \"longer than a register\": -1\n}";
    assert_eq!(write(Style::Pretty), pretty);
}

#[test]
fn integers_of_every_width() {
    let text = written(Style::Compact, |to| {
        to.i64(i64::MIN);
        to.u64(u64::MAX);
        to.i128(i128::MIN);
        to.u128(u128::MAX);
    });
    assert_eq!(text, format!("{}{}{}{}", i64::MIN, u64::MAX, i128::MIN, u128::MAX));
}

#[test]
#[allow(clippy::cast_precision_loss)] // any double will do
fn short_decimals_are_the_shortest_text() {
    let mut state = 7u64;
    for round in 0..400_000u64 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let scale = 10f64.powi((round % 9) as i32);
        let value = ((state >> 20) % 10u64.pow(4 + (round % 12) as u32)) as f64 / scale;
        for value in [value, -value, value + f64::EPSILON * value, f64::from_bits(value.to_bits() ^ 1)] {
            let expected = if (1e-4..1e16).contains(&value.abs()) || value == 0.0 {
                // Rust gives the shortest digits as well, and a whole number without its `.0`.
                let text = format!("{value}");
                if text.contains('.') { text } else { format!("{text}.0") }
            } else {
                continue;
            };
            assert_eq!(written(Style::Compact, |to| to.f64(value).unwrap()), expected);
        }
    }
}

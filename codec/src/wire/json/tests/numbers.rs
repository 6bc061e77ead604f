use super::*;

fn float(text: &str) -> f64 {
    let mut from = reader(text);
    let value = from.f64().unwrap_or_else(|error| panic!("{text}: {error}"));
    from.finish().unwrap();
    value
}

/// The reader, `str::parse` and the generic number agree to the bit.
fn check(text: &str) {
    let expected: f64 = text.parse().unwrap();
    assert_eq!(float(text).to_bits(), expected.to_bits(), "{text}");
    let Tree::Float(value) = parse(text).unwrap() else { panic!("{text}") };
    assert_eq!(value.to_bits(), expected.to_bits(), "{text}");
    // Behind it the end is not near, which is another path through the digits.
    let mut from = Reader::new(text, &Limits::default(), false).unwrap();
    let padded = format!("{text}        ");
    from.input = &padded;
    assert_eq!(from.f64().unwrap().to_bits(), expected.to_bits(), "{text}");
}

#[test]
fn short_numbers_before_every_end() {
    for n in (0..100_000u32).step_by(7) {
        for places in 0..=7usize {
            let digits = format!("{n:0width$}", width = places + 1);
            let (whole, fraction) = digits.split_at(digits.len() - places);
            let text = if places == 0 { whole.to_owned() } else { format!("{whole}.{fraction}") };
            for end in ["", ",", "}", " ", "]        ", "e2,     ", "E2      ", "x       ", ".       "] {
                let input = format!("{text}{end}");
                let mut from = reader(&input);
                let power = if end.starts_with(['e', 'E']) { "e2" } else { "" };
                if end.starts_with('.') {
                    assert_eq!(from.f64().is_err(), places == 0, "{input}");
                    assert!(reader(&input).i64().is_err(), "{input}");
                    continue;
                }
                let expected: f64 = format!("{text}{power}").parse().unwrap();
                assert_eq!(from.f64().unwrap().to_bits(), expected.to_bits(), "{input}");
                assert_eq!(from.position(), text.len() + power.len());
                let negative = format!("-{input}");
                // As Python does: `-0` is an integer, and `-0.0` is not.
                let expected = if n == 0 && places == 0 && power.is_empty() { 0.0 } else { -expected };
                for long in [false, true] {
                    let mut from = reader(&negative);
                    let value = from.f64_of_list(long).unwrap();
                    assert_eq!(value.to_bits(), expected.to_bits(), "{negative} {long}");
                    assert_eq!(from.position(), 1 + text.len() + power.len());
                }
                for (sign, expected) in [("", i64::from(n)), ("-", -i64::from(n))] {
                    let input = format!("{sign}{input}");
                    let mut from = reader(&input);
                    let value = from.i64().ok();
                    assert_eq!(value, (places == 0 && power.is_empty()).then_some(expected), "{input}");
                }
            }
        }
    }
    for text in
        ["00.5    ", "01.25   ", "1.      ", ".5      ", "0007    ", "-07     ", "1.5.5   ", "+1.5    "]
    {
        assert!(reader(text).f64().is_err() || text.starts_with("1.5.5"), "{text}");
        assert!(reader(text).i64().is_err(), "{text}");
    }
}

/// Wherever a number stands, the point of the one behind it is not its own.
#[test]
fn short_numbers_stand_anywhere() {
    for before in 0..10 {
        for (whole, next) in (1..9).flat_map(|whole| (1..9).map(move |next| (whole, next))) {
            let text = format!("{}{},{}.5        ", " ".repeat(before), "1".repeat(whole), "2".repeat(next));
            let mut from = reader(&text);
            assert_eq!(from.f64().ok(), "1".repeat(whole).parse().ok(), "{text:?}");
            assert_eq!(from.position(), before + whole, "{text:?}");
        }
    }
}

#[test]
fn integers() {
    let cases = [
        ("0", Tree::Int(0)),
        ("-0", Tree::Int(0)),
        ("7", Tree::Int(7)),
        ("-12345678", Tree::Int(-12_345_678)),
        ("123456789", Tree::Int(123_456_789)),
        ("999999999999999999", Tree::Int(999_999_999_999_999_999)),
        ("9223372036854775807", Tree::Int(i64::MAX)),
        ("-9223372036854775808", Tree::Int(i64::MIN)),
        ("9223372036854775808", Tree::UInt(1 << 63)),
        ("18446744073709551615", Tree::UInt(u64::MAX)),
        ("18446744073709551616", Tree::Big("18446744073709551616".into())),
        ("-9223372036854775809", Tree::Big("-9223372036854775809".into())),
        ("1e5", Tree::Float(1e5)),
        ("1E5", Tree::Float(1e5)),
        ("-0.0", Tree::Float(-0.0)),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text).unwrap(), expected);
        assert_eq!(parse(format!("{text}         ")).unwrap(), expected);
    }
    let Tree::Float(zero) = parse("-0.0").unwrap() else { panic!() };
    assert!(zero.is_sign_negative());
}

#[test]
fn every_length_of_digits() {
    for len in 1..=40 {
        let text = "1234567890".repeat(4)[..len].to_owned();
        for padding in ["", " ", "       ", "        ", "                "] {
            let input = format!("{text}{padding}");
            assert_eq!(reader(&input).u128().ok(), text.parse().ok());
            assert_eq!(reader(&input).i128().ok(), text.parse().ok());
            assert_eq!(reader(&input).u64().ok(), text.parse().ok());
            assert_eq!(reader(&input).i64().ok(), text.parse().ok());
            assert_eq!(reader(&format!("-{input}")).i64().ok(), format!("-{text}").parse().ok());
        }
        check(&format!("{text}.5"));
        check(&format!("0.{text}"));
        check(&format!("-{text}.{text}"));
        check(&format!("0.00000{text}e-7"));
    }
}

#[test]
fn typed_edges() {
    assert_eq!(reader("-0").u64().unwrap(), 0);
    assert_eq!(reader("-0").u128().unwrap(), 0);
    assert_eq!(reader("-170141183460469231731687303715884105728").i128().unwrap(), i128::MIN);
    assert_eq!(reader("340282366920938463463374607431768211455").u128().unwrap(), u128::MAX);
    assert_eq!(reader("-9223372036854775808").i64().unwrap(), i64::MIN);
    assert_eq!(reader("18446744073709551615").u64().unwrap(), u64::MAX);
    let says = |input: &str, read: fn(&mut Reader<'_>) -> DecodeError| read(&mut reader(input)).to_string();
    assert_eq!(says("1.0", |r| r.i64().unwrap_err()), "expected an integer, found a float (byte 0)");
    assert_eq!(says("1e5", |r| r.u64().unwrap_err()), "expected an integer, found a float (byte 0)");
    assert_eq!(says("NaN", |r| r.u64().unwrap_err()), "expected an integer, found a float (byte 0)");
    assert_eq!(says("-1", |r| r.u64().unwrap_err()), "integer -1 does not fit u64 (byte 0)");
    assert_eq!(says("-1", |r| r.u128().unwrap_err()), "integer -1 does not fit u128 (byte 0)");
    assert_eq!(
        says("[9223372036854775808", |r| {
            r.open_list().unwrap();
            r.i64().unwrap_err()
        }),
        "integer 9223372036854775808 does not fit i64 (byte 1)"
    );
    let whole = "1".repeat(24);
    assert_eq!(
        says(&whole, |r| r.i64().unwrap_err()),
        "integer 111111111111111111111111 does not fit i64 (byte 0)"
    );
    let long = "1".repeat(60);
    assert_eq!(
        says(&long, |r| r.i128().unwrap_err()),
        "integer 111111111111111111111111... does not fit i128 (byte 0)"
    );
    assert!(reader("300").i64().is_ok());
    // The integer zero has no sign; the float has.
    assert_eq!(reader("-0").f64().unwrap().to_bits(), 0);
    assert_eq!(float("-0.0").to_bits(), (-0.0f64).to_bits());
    assert_eq!(float("-0e5").to_bits(), (-0.0f64).to_bits());
}

#[test]
fn what_is_no_number() {
    let cases = [
        ("01", "a number begins with a superfluous zero (byte 0)"),
        ("-01", "a number begins with a superfluous zero (byte 1)"),
        ("00", "a number begins with a superfluous zero (byte 0)"),
        ("-", "input ends inside a number (byte 1)"),
        ("-x", "expected a digit, found `x` (byte 1)"),
        ("--1", "expected a digit, found `-` (byte 1)"),
        ("1.", "input ends inside a number (byte 2)"),
        ("1.x", "expected a digit after the decimal point, found `x` (byte 2)"),
        ("1.e5", "expected a digit after the decimal point, found `e` (byte 2)"),
        ("1e", "input ends inside a number (byte 2)"),
        ("1e+", "input ends inside a number (byte 3)"),
        ("1.5E-x", "expected a digit in the exponent, found `x` (byte 5)"),
        ("1e+-1", "expected a digit in the exponent, found `-` (byte 3)"),
        ("+1", "expected a value, found `+` (byte 0)"),
        (".5", "expected a value, found `.` (byte 0)"),
        ("1a", "trailing data after the value, found `a` (byte 1)"),
        ("0x10", "trailing data after the value, found `x` (byte 1)"),
        ("-NaN", "expected a digit, found `N` (byte 1)"),
        ("nan", "expected `null` (byte 0)"),
        ("Inf", "input ends inside a literal (byte 3)"),
        ("Inf ", "expected `Infinity` (byte 0)"),
        ("-Inf,", "expected `-Infinity` (byte 0)"),
        ("inf", "expected a value, found `i` (byte 0)"),
        ("Nan", "expected `NaN` (byte 0)"),
        ("1\u{661}", "trailing data after the value, found `\u{661}` (byte 1)"),
    ];
    for (input, expected) in cases {
        assert_eq!(refusal(input), expected, "{input}");
    }
}

#[test]
fn words_for_floats() {
    assert!(float("NaN").is_nan());
    assert_eq!(float("Infinity"), f64::INFINITY);
    assert_eq!(float("-Infinity"), f64::NEG_INFINITY);
    assert_eq!(parse("[-Infinity]").unwrap(), Tree::List(vec![Tree::Float(f64::NEG_INFINITY)]));
    for word in ["NaN", "Infinity", "-Infinity"] {
        let says = "`NaN` and `Infinity` are not JSON (byte 0); a codec that is not strict reads them";
        let strict =
            |bytes: &str| parse_with(bytes.as_bytes(), &Limits::default(), true).unwrap_err().to_string();
        assert_eq!(strict(word), says);
        let skipped = skip_with(word.as_bytes(), &Limits::default(), true).unwrap_err();
        assert_eq!(skipped.to_string(), says);
    }
}

#[test]
fn beyond_the_range() {
    for text in ["1e400", "1e309", "1.7976931348623159e308", "123456789e99999999999999999999", "1e308000"] {
        check(text);
        assert_eq!(float(text), f64::INFINITY);
        assert_eq!(float(&format!("-{text}")), f64::NEG_INFINITY);
        let strict = parse_with(text.as_bytes(), &Limits::default(), true).unwrap_err();
        let says = "a number is beyond the range of floats (byte 0); a `Json` that is not strict reads it as an \
                    infinity, as Python does";
        assert_eq!(strict.to_string(), says);
    }
    for text in
        ["1e-400", "2.4703282292062327e-324", "0e99999999999", "0.0e-99999999999", "1e-99999999999999999999"]
    {
        check(text);
        assert_eq!(float(text), 0.0);
    }
    let zeros = "0".repeat(100_000);
    check(&format!("0.{zeros}1e100001"));
    check(&format!("1{zeros}.0e-100000"));
    assert_eq!(float(&"9".repeat(400)), f64::INFINITY);
}

#[test]
fn hard_to_round() {
    let cases = [
        // Just above, at, and just below the middle between two doubles.
        "9007199254740993.0",
        "9007199254740993.00000000000000000000000000000001",
        "9007199254740992.99999999999999999999999999999999",
        "9007199254740991.5",
        "9007199254740994.0",
        "9007199254740995.0",
        "1.00000000000000011102230246251565404236316680908203125",
        "1.00000000000000011102230246251565404236316680908203124",
        "1.00000000000000011102230246251565404236316680908203126",
        // The smallest numbers, and the borders around them.
        "5e-324",
        "4.9406564584124654e-324",
        "2.4703282292062328e-324",
        "2.47032822920623272e-324",
        "7.4109846876186981626485318930233205854758970392148714663837852375101326090531312779794975454245398856969484704316857659638998506553390969459816219401617281718945106978546710679176872575177347315553307795408549809608457500958111373034747658096871009590975442271004757307809711118935784838675653998783503015228055934046593739791790738723868299395818481660169122019456499931289798411362062484498678713572180352209017023903285791732520220528974020802906854021606612375549983402671300035812486479041385743401875520901590172592547146296175134159774938718574737870961645638908718119841271673056017045493004705269590165763776884908267986972573366521765567941072508764337560846003984904972149117463085539556354188641513168478436313080237596295773983001708984375e-324",
        "2.2250738585072014e-308",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "2.225073858507201136057409796709131975934819546351645648023426109724822222021076945516529523908135087914149158913039621106870086438694594645527657207407820621743379988141063267329253552286881372149012981122451451889849057222307285255133155755015914397476397983411801999323962548289017107081850690630666655994938275772572015763062690663332647565300009245888316433037779791869612049497390377829704905051080609940730262937128958950003583799967207254304360284078895771796150945516748243471030702609144621572289880258182545180325707018860872113128079512233426288368622321503775666622503982534335974568884423900265498198385487948292206894721689831099698365846814022854243330660339850886445804001034933970427567186443383770486037861622771738545623065874679014086723327636718751234567890123456789012345678901e-308",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.797693134862315808e308",
        "8.5e15",
        "1e23",
        "8.41e21",
        "9.109e-31",
        "3.08984926168550152811e-32",
        "1.448997445238699",
        "123456789012345678901234567890",
        "0.000000000000000000000000000000000000123456789012345678901",
    ];
    for text in cases {
        let text = if text.contains(['.', 'e']) { text.to_owned() } else { format!("{text}.0") };
        check(&text);
        check(&format!("-{text}"));
    }
}

#[test]
fn every_power_of_ten_and_of_two() {
    for power in -345..=310 {
        for mantissa in [
            "1",
            "9",
            "1234567890123456789",
            "9999999999999999999",
            "9007199254740993",
            "18446744073709551615",
        ] {
            check(&format!("{mantissa}e{power}"));
        }
    }
    for bits in (0..0x7FF0u64).map(|high| high << 48) {
        check(&format!("{:e}", f64::from_bits(bits)));
        // The exact middle to the next double, in full: it must round to even.
        let value = f64::from_bits(bits);
        let next = f64::from_bits(bits + 1);
        check(&format!("{value:.30e}"));
        check(&format!("{next:e}"));
    }
}

#[test]
fn exact_middles_round_to_even() {
    let mut dice = Dice(7);
    for _ in 0..20_000 {
        // An odd 54-bit integer stands in the middle between two doubles; so does it times small powers of two.
        let middle = (1u128 << 53) + u128::from(dice.roll() >> 11) | 1;
        let shifted = middle << dice.below(60);
        check(&format!("{shifted}.0"));
        check(&format!("{}.0", shifted - 1));
        check(&format!("{}.0", shifted + 1));
        check(&format!("{}e-1", shifted * 10));
        check(&format!("{}.5", middle / 2));
        check(&format!("{}.5", middle >> 2));
        check(&format!("{}.25", middle >> 3));
    }
}

#[test]
fn random_texts_agree_with_the_standard_library() {
    let mut dice = Dice(42);
    for _ in 0..300_000 {
        let mantissa = dice.roll() >> dice.below(64);
        let exponent = dice.below(700) as i64 - 360;
        check(&format!("{mantissa}e{exponent}"));
        check(&format!("{}.{:03}{mantissa}", dice.below(1000), dice.below(1000)));
    }
}

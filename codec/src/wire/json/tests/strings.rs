use super::*;
use std::borrow::Cow;

fn string(input: &str) -> String {
    let owned = reader(input).string().unwrap();
    let cow = reader(input).str().unwrap();
    assert_eq!(owned, cow);
    assert_eq!(matches!(cow, Cow::Borrowed(_)), !input.contains('\\'));
    assert!(owned.capacity() == owned.len(), "one allocation of the right size");
    reader(input).skip_value().unwrap();
    owned
}

#[test]
fn escapes() {
    assert_eq!(string(r#""\"\\\/\b\f\n\r\t""#), "\"\\/\u{8}\u{c}\n\r\t");
    assert_eq!(string(r#""\u00e4\u00E4\u007f\u0000\uFFFF""#), "ää\u{7f}\0\u{ffff}");
    assert_eq!(string(r#""\ud83d\ude00\uDBFF\uDFFF""#), "😀\u{10ffff}");
    assert_eq!(string("\"a\u{7f}b/ü€😀\""), "a\u{7f}b/ü€😀");
    assert_eq!(string(r#""a long run of text before \n and after it, as is usual""#).len(), 53);
    assert_eq!(string(r#""""#), "");
}

#[test]
fn every_scalar_raw_and_escaped() {
    for c in '\0'..=char::MAX {
        let escaped: String =
            c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect();
        assert_eq!(reader(&format!("\"{escaped}\"")).str().unwrap().chars().next(), Some(c));
        let raw = format!("\"{c}\"");
        match c {
            '\0'..='\u{1f}' | '"' | '\\' => assert!(parse(&raw).is_err()),
            _ => assert_eq!(reader(&raw).str().unwrap().chars().next(), Some(c)),
        }
    }
}

#[test]
fn every_special_byte_at_every_place() {
    for len in 0..70 {
        for at in 0..len {
            for special in ["\\n", "\u{1}", "\u{1f}", "é", "\u{7f}", "!", "#", "[", "]", "€"] {
                let mut text = "x".repeat(len);
                text.replace_range(at..=at, special);
                let read = parse(format!("\"{text}\""));
                match special {
                    "\u{1}" | "\u{1f}" => assert_eq!(read.unwrap_err().offset(), Some(at + 1)),
                    "\\n" => assert_eq!(read.unwrap(), Tree::Str(text.replace("\\n", "\n"))),
                    _ => assert_eq!(read.unwrap(), Tree::Str(text.clone())),
                }
                for behind in ["", ",", "                  "] {
                    assert_eq!(reader(&format!("\"{text}\"{behind}")).str().is_ok(), special > "\u{1f}");
                }
            }
        }
    }
}

#[test]
fn what_is_no_string() {
    let cases = [
        ("\"", "input ends inside a string (byte 1)"),
        ("\"abc", "input ends inside a string (byte 4)"),
        ("\"abc\\", "input ends inside a string (byte 5)"),
        ("\"\\u12", "input ends inside a string (byte 5)"),
        ("\"\\ud800", "input ends inside a string (byte 7)"),
        ("\"\\ud800\\", "input ends inside a string (byte 8)"),
        ("\"\\ud800\\ud", "input ends inside a string (byte 10)"),
        ("\"\\udc00", "lone surrogate \\udc00 in a string; Rust strings cannot hold it (byte 1)"),
        ("\"a\nb\"", "a string holds the raw control character U+000A (byte 2); escape it"),
        ("\"\\x41\"", "expected an escape that JSON has after `\\`, found `x` (byte 2)"),
        ("\"\\'\"", "expected an escape that JSON has after `\\`, found `'` (byte 2)"),
        ("\"\\u12g4\"", "expected four hexadecimal digits after `\\u`, found `g` (byte 5)"),
        ("\"\\u12\"  ", "expected four hexadecimal digits after `\\u`, found `\"` (byte 5)"),
        ("\"\\u00é\"", "expected four hexadecimal digits after `\\u`, found `é` (byte 5)"),
        ("\"\\ud800\"", "lone surrogate \\ud800 in a string; Rust strings cannot hold it (byte 1)"),
        ("\"\\uDC00\"", "lone surrogate \\udc00 in a string; Rust strings cannot hold it (byte 1)"),
        ("\"\\ud800\\n\"", "lone surrogate \\ud800 in a string; Rust strings cannot hold it (byte 1)"),
        ("\"\\ud83d\\u0041\"", "lone surrogate \\ud83d in a string; Rust strings cannot hold it (byte 1)"),
        ("\"\\ud83d\\ud83d\"", "lone surrogate \\ud83d in a string; Rust strings cannot hold it (byte 1)"),
    ];
    for (input, expected) in cases {
        assert_eq!(refusal(input), expected, "{input}");
        let key = refusal(format!("{{{input}"));
        let message = expected.split(" (byte").next().unwrap();
        assert!(key.starts_with(message), "{key}");
    }
}

#[test]
fn keys() {
    for input in [r#"{"kéy":1}"#, r#"{"kéy": 1}"#, "{ \"k\\u00e9y\" \n:\t1 }"] {
        let mut from = reader(input);
        from.open_dict().unwrap();
        assert!(from.next_entry(true).unwrap());
        assert_eq!(from.key().unwrap(), "kéy");
        assert_eq!(from.i64().unwrap(), 1);
        assert!(!from.next_entry(false).unwrap());
        from.finish().unwrap();
    }
}

use super::*;

const IDS: [i32; 16] = [
    0,
    1,
    -1,
    9,
    10,
    99_999,
    9_999_999,
    10_000_000,
    12_345_678,
    -12_345_678,
    123_456_789,
    -123_456_789,
    1_234_567_890,
    i32::MAX,
    -1_465_703_651,
    i32::MIN,
];

/// What stands before the bracket and behind the comma: compact, as Python has it, and half of each.
const SPACES: [(&str, &str); 4] = [("", ""), (" ", " "), ("", " "), (" ", "")];

/// An input that ends soon, and one in which the whole tag is seen at once.
const PAYLOADS: [&str; 2] = ["7]}", "[[[[]]],2.5,\"x\"]]}                "];

#[test]
fn ids_are_predicted_in_both_spacings() {
    for id in IDS {
        for (before, behind) in SPACES {
            for payload in PAYLOADS {
                let input = format!(r#"{{"__type__":{before}[{id},{behind}{payload}"#);
                let mut from = reader(&input);
                let tag = from.predicted_tag().unwrap().unwrap_or_else(|| panic!("{input}"));
                assert_eq!(tag.id(), id, "{input}");
                assert!(from.is_under_tag());
                from.skip_value().unwrap();
                from.close_tag(tag).unwrap();
                from.finish().unwrap();
                assert!(!from.is_under_tag());
                assert_eq!(from.depth, Limits::default().depth);
            }
        }
    }
}

#[test]
fn a_tag_that_was_made_ready_is_eaten_whole_or_not_at_all() {
    for id in IDS {
        let tag = Tag::new(id);
        for (before, behind) in SPACES {
            for payload in PAYLOADS {
                let opening = format!(r#"{{"__type__":{before}[{id},{behind}"#);
                let input = format!("{opening}{payload}");
                // Of the compact form, a space behind it is the payload's.
                let len = opening.len() - if before.is_empty() { behind.len() } else { 0 };
                let stands = input.len() >= 32 && before.len() <= behind.len();
                let eaten = |input: &str| {
                    let mut from = reader(input);
                    from.eat_tag(&tag).then(|| from.position())
                };
                assert_eq!(eaten(&input), stands.then_some(len), "{input}");
                for at in 0..len {
                    let mut other = input.clone().into_bytes();
                    other[at] ^= 1;
                    assert_eq!(eaten(std::str::from_utf8(&other).unwrap()), None, "{input} {at}");
                }
            }
        }
    }
}

#[test]
fn what_is_no_usual_tag_is_left_to_be_read() {
    let none = |input: &str| {
        let mut from = reader(input);
        assert!(from.predicted_tag().unwrap().is_none(), "{input}");
        assert!(from.position() == 0 && !from.is_under_tag());
    };
    let ids = [
        "",
        "-",
        "01",
        "-01",
        "00000000",
        "01234567",
        "012345678",
        "-0123456789",
        "1.5",
        "1e3",
        "1 ",
        " 1",
        "+1",
        "x",
        "2147483648",
        "-2147483649",
        "9999999999",
        "12345678901",
        "99999999999",
        "1:",
        "1234567:",
        "12345678:",
        "123456789:",
        "12345678/9",
        "1234567x",
        "12345678x",
        "123456789x",
        "x2345678",
        "[1234567",
        "12345678 ",
        "1]",
        "12345678]",
    ];
    for id in ids {
        for (before, behind) in SPACES {
            for payload in PAYLOADS {
                none(&format!(r#"{{"__type__":{before}[{id},{behind}{payload}"#));
            }
        }
    }
    for (before, behind) in SPACES {
        for payload in PAYLOADS {
            let usual = format!(r#"{{"__type__":{before}[12345678,{behind}{payload}"#);
            // Every byte of what stands before the id counts.
            for at in 0..usual.find('1').unwrap_or_default() {
                let mut other = usual.clone().into_bytes();
                other[at] ^= 1;
                none(std::str::from_utf8(&other).unwrap());
            }
        }
    }
    for other in [r#"{ "__type__":["#, r#"{"__type__" :["#, r#"{"__type__":  ["#, r#"{"\u005f_type__":["#] {
        none(&format!("{other}12345678,null]}}               "));
    }
}

/// Wherever it stands, a number is no id without the key.
#[test]
fn a_number_in_a_dict_is_no_id() {
    for len in 0..20 {
        for number in ["12345678", "123456789", "-1234567890"] {
            for (open, close) in [("", ""), ("[", "]"), (" ", ""), (" [", "]")] {
                let key = "a".repeat(len);
                let input = format!(r#"{{"{key}":{open}{number},"b":[1,2,3,4,5,6,7,8]{close}}}"#);
                assert!(reader(&input).predicted_tag().unwrap().is_none(), "{input}");
            }
        }
    }
}

#[test]
fn a_tag_in_a_tag_is_a_level() {
    for inner in [r#"{"__type__":[12345678,7]}"#, r#"{"__type__": [5, 7] }"#] {
        for padding in ["", "                                "] {
            let input = format!(r#"{{"__type__":[1,{inner}]}}{padding}"#);
            let depth = Limits::default().depth;
            let mut from = reader(&input);
            let outside = from.predicted_tag().unwrap().unwrap();
            assert_eq!(from.depth, depth);
            let inside = from.predicted_tag().unwrap().unwrap();
            assert_eq!(from.depth, depth - 1);
            assert_eq!(from.i64().unwrap(), 7);
            from.close_tag(inside).unwrap();
            assert_eq!(from.depth, depth);
            from.close_tag(outside).unwrap();
            from.finish().unwrap();
            assert_eq!(from.depth, depth);
        }
    }
}

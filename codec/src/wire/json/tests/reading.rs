use super::*;

#[test]
fn reads_every_kind() {
    let input = r#" { "a" : [ 1 , -2.5 , true , false , null , "x" ] , "b" : { } , "c":[ ]} "#;
    let list = [
        Tree::Int(1),
        Tree::Float(-2.5),
        Tree::Bool(true),
        Tree::Bool(false),
        Tree::Null,
        Tree::Str("x".into()),
    ];
    let entries = [("a", Tree::List(list.into())), ("b", Tree::Dict(vec![])), ("c", Tree::List(vec![]))];
    let expected = Tree::Dict(entries.map(|(key, value)| (key.to_owned(), value)).into());
    assert_eq!(parse(input).unwrap(), expected);
    assert_eq!(parse("\t\r\n 1 \t\r\n").unwrap(), Tree::Int(1));
}

#[test]
fn errors_say_what_and_where() {
    let cases = [
        ("", "input is empty (byte 0)"),
        ("  ", "input ends where a value has to follow (byte 2)"),
        ("}", "expected a value, found `}` (byte 0)"),
        ("[,1]", "expected a value, found `,` (byte 1)"),
        (r#"{,"a":1}"#, "expected a key in double quotes, found `,` (byte 1)"),
        ("[1,]", "expected a value, found `]` (byte 3)"),
        ("[1, 2", "input ends inside a list (byte 5)"),
        ("[", "input ends inside a list (byte 1)"),
        ("[1,", "input ends where a value has to follow (byte 3)"),
        ("[1 2]", "expected `,` or `]` after a list element, found `2` (byte 3)"),
        ("[1}", "expected `,` or `]` after a list element, found `}` (byte 2)"),
        ("{", "input ends inside a dict (byte 1)"),
        (r#"{"a""#, "input ends inside a dict (byte 4)"),
        (r#"{"a":"#, "input ends where a value has to follow (byte 5)"),
        (r#"{"a":1"#, "input ends inside a dict (byte 6)"),
        (r#"{"a":1,"#, "input ends inside a dict (byte 7)"),
        (r#"{"a":1,}"#, "expected a key in double quotes, found `}` (byte 7)"),
        (r"{'a':1}", "expected a key in double quotes, found `'` (byte 1)"),
        (r#"{"a";1}"#, "expected `:` after a key, found `;` (byte 4)"),
        (r#"{"a":1]"#, "expected `,` or `}` after a dict entry, found `]` (byte 6)"),
        ("1 x", "trailing data after the value, found `x` (byte 2)"),
        ("1\u{7f}", "trailing data after the value, found `\\u{7f}` (byte 1)"),
        ("ä", "expected a value, found `ä` (byte 0)"),
        ("nul", "input ends inside a literal (byte 3)"),
        ("nulx", "expected `null` (byte 0)"),
        ("tru", "input ends inside a literal (byte 3)"),
        ("falsy", "expected `false` (byte 0)"),
        ("\u{b}1", "expected a value, found `\\u{b}` (byte 0)"),
        ("\u{a0}1", "expected a value, found `\\u{a0}` (byte 0)"),
    ];
    for (input, expected) in cases {
        assert_eq!(refusal(input), expected, "{input}");
    }
}

#[test]
fn bytes_that_are_not_text() {
    assert_eq!(
        parse(b"\xEF\xBB\xBF1").unwrap_err().to_string(),
        "input begins with a byte order mark (byte 0); JSON has none: leave out the first three bytes"
    );
    // Another character that begins with the same byte.
    assert!(!parse("\u{fb00}").unwrap_err().to_string().contains("byte order mark"));
    assert_eq!(parse(b"\"a\xFF\"").unwrap_err().to_string(), "input is not UTF-8 (byte 2)");
    let cut = parse(b"\"\xE2\x82").unwrap_err();
    assert_eq!((cut.to_string().as_str(), cut.is_eof()), ("input ends inside a character (byte 1)", true));
    // Surrogates in UTF-8, as CESU-8 has them.
    assert!(parse(b"\"\xED\xA0\x80\"").unwrap_err().is_syntax());
}

#[test]
fn a_cut_message_ends_too_early() {
    let whole = r#"{"a": [1.5e3, true, null, "x\n\ud83d\ude00é"], "b": {"c": -0.5}}"#;
    for cut in 0..whole.len() {
        let error = parse(&whole.as_bytes()[..cut]).unwrap_err();
        assert!(error.is_eof(), "{cut}: {error}");
    }
}

#[test]
fn mismatches_name_both_sides() {
    let says = |input: &str, read: fn(&mut Reader<'_>) -> DecodeError| read(&mut reader(input)).to_string();
    assert_eq!(says(" 1", |r| r.string().unwrap_err()), "expected a string, found a number (byte 1)");
    assert_eq!(says("1,\"x\"", |r| r.string().unwrap_err()), "expected a string, found a number (byte 0)");
    assert_eq!(says("\"x\"", |r| r.bool().unwrap_err()), "expected a bool, found a string (byte 0)");
    assert_eq!(says("[", |r| r.null().unwrap_err()), "expected null, found a list (byte 0)");
    assert_eq!(says("null", |r| r.open_list().unwrap_err()), "expected a list, found null (byte 0)");
    assert_eq!(says("true", |r| r.open_dict().unwrap_err()), "expected a dict, found a bool (byte 0)");
    assert_eq!(says("{}", |r| r.f64().unwrap_err()), "expected a number, found a dict (byte 0)");
    assert_eq!(says("{}", |r| r.i64().unwrap_err()), "expected an integer, found a dict (byte 0)");
    assert_eq!(says("trux", |r| r.string().unwrap_err()), "expected `true` (byte 0)");
    assert_eq!(says("01", |r| r.string().unwrap_err()), "a number begins with a superfluous zero (byte 0)");
    assert_eq!(says("]", |r| r.string().unwrap_err()), "expected a value, found `]` (byte 0)");
    assert!(reader("").str().unwrap_err().is_eof());
    assert!(reader("1").string().unwrap_err().is_type_mismatch());
}

#[test]
fn options_look_before_they_read() {
    let mut from = reader(" null 1");
    assert!(from.try_null().unwrap());
    assert!(!from.try_null().unwrap());
    assert_eq!(from.i64().unwrap(), 1);
    assert!(from.try_null().unwrap_err().is_eof());
    assert_eq!(reader("nil").try_null().unwrap_err().to_string(), "expected `null` (byte 0)");
}

#[test]
fn fields_are_predicted_in_both_spacings() {
    // The second is longer than what is compared word by word.
    for name in ["long name", "a name that is longer than three words"] {
        let key = Key::new(format!(",\"{name}\":").leak());
        let reads = |first: bool, input: &str| {
            let mut from = reader(input);
            assert!(from.field(first, &key), "{input}");
            assert_eq!(from.i64().unwrap(), 1, "{input}");
        };
        // Also where the message ends with the value.
        for end in ["", "}       "] {
            reads(true, &format!("\"{name}\":1{end}"));
            reads(true, &format!("\"{name}\": 1{end}"));
            reads(false, &format!(",\"{name}\":1{end}"));
            reads(false, &format!(",\"{name}\": 1{end}"));
            reads(false, &format!(", \"{name}\":1{end}"));
            reads(false, &format!(", \"{name}\": 1{end}"));
        }
        let (quoted, other) = (format!("\"{name}\""), format!("\"{}_\"", &name[1..]));
        for input in [
            String::new(),
            ",".to_owned(),
            ", ".to_owned(),
            format!("{quoted}:1"),
            format!(", {other}:1"),
            format!("; {quoted}:1"),
            format!(",  {quoted}:1"),
            format!(",{quoted} :1"),
            "}".to_owned(),
            format!(",{}", &quoted[..quoted.len() - 1]),
        ] {
            let mut from = reader(&input);
            assert!(!from.field(false, &key), "{input}");
            assert_eq!(from.position(), 0);
        }
    }
}

#[test]
fn literals_of_every_length_are_eaten_whole_or_not_at_all() {
    let text = "abcdefghijklmnopqrstuvwxyzäöü";
    for (len, _) in text.char_indices() {
        let literal = &text[..len];
        let mut from = reader(text);
        assert!(from.eat(literal));
        assert_eq!(from.position(), len);
        for wrong in 0..len.min(26) {
            let mut other = literal.to_owned();
            other.replace_range(wrong..=wrong, "!");
            let mut from = reader(text);
            assert!(!from.eat(&other), "{other}");
            assert_eq!(from.position(), 0);
        }
        if len > 0 {
            let mut short = reader(&text[..len - usize::from(len <= 26)]);
            assert_eq!(short.eat(literal), len > 26, "{literal}");
        }
    }
}

#[test]
fn goes_back_to_a_position() {
    let mut from = reader("[[1, x");
    from.open_list().unwrap();
    let at = from.position();
    assert!(read_tree(&mut from).is_err());
    from.set_position(at);
    assert_eq!(from.peek_byte(), Some(b'['));
}

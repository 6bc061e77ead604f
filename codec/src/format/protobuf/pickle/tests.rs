//! Pickles that CPython 3.11 wrote, hostile ones, and ones at the limits.

use super::{dump, load};
use crate::error::DecodeError;
use crate::value::{Bytes, Dict, List, Map, Value};
use crate::wire::Limits;

fn read(bytes: &[u8]) -> Result<Value, DecodeError> {
    load(bytes, 0, &Limits::default(), 0)
}

fn write(value: &Value) -> Vec<u8> {
    dump(value, &Limits::default(), 0).unwrap()
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16).unwrap()).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] << 4 | pair[1]).unwrap()).collect()
}

/// A pickle from its parts.
fn program(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

fn refusal(bytes: &[u8]) -> String {
    read(bytes).unwrap_err().to_string()
}

#[test]
fn every_kind_of_value_as_cpython_writes_it() {
    let dict = Dict::from([("k1", Value::Null), ("k2", true.into())]);
    let map: Map = [
        (Value::from(1), Value::from("ab")),
        (vec![Value::from(2), Value::from("cd")].into(), 1.5.into()),
        (List::new().into(), Value::Null),
    ]
    .into_iter()
    .collect();
    for (value, pickle) in [
        (Value::Null, "80044e2e"),
        (Value::from(false), "8004892e"),
        (Value::from(255), "80044bff2e"),
        (Value::from(-1), "80049506000000000000004affffffff2e"),
        (Value::from(u64::MAX), "8004950c000000000000008a09ffffffffffffffff002e"),
        (
            Value::integer("-170141183460469231731687303715884105729").unwrap(),
            "80049514000000000000008a11ffffffffffffffffffffffffffffff7fff2e",
        ),
        (Value::from(2.5), "8004950a000000000000004740040000000000002e"),
        (Value::from("ä"), "80049506000000000000008c02c3a4942e"),
        (Bytes::from(b"\0\xff").into(), "8004950600000000000000430200ff942e"),
        (List::new().into(), "80045d942e"),
        (vec![1].into(), "80049506000000000000005d944b01612e"),
        (vec![1, 2].into(), "80049509000000000000005d94284b014b02652e"),
        (Dict::new().into(), "80047d942e"),
        (dict.into(), "80049511000000000000007d94288c026b31944e8c026b329488752e"),
        (
            map.into(),
            "80049520000000000000007d94284b018c026162944b028c026364948694473ff8000000000000294e752e",
        ),
    ] {
        let bytes = hex(pickle);
        assert_eq!(write(&value), bytes, "{value}");
        assert_eq!(read(&bytes).unwrap(), value);
    }
}

#[test]
fn containers_go_in_batches() {
    for count in [999, 1000, 1001, 2000, 2001] {
        let list: List = (0..count).map(Value::from).collect();
        let dict: Dict = (0..count).map(|number| (format!("k{number}"), Value::from(number))).collect();
        for value in [Value::from(list), Value::from(dict)] {
            let bytes = write(&value);
            assert_eq!(read(&bytes).unwrap(), value);
        }
    }
    // A batch of a thousand; for dicts CPython begins another behind a full one, even if nothing follows.
    let parts = |value: &Value, opcode: u8| {
        let bytes = write(value);
        let end = bytes.iter().rev().skip(1).take_while(|&&byte| byte == b'(' || byte == opcode).count();
        String::from_utf8(bytes[bytes.len() - 1 - end..].to_vec()).unwrap()
    };
    let list = |count: usize| Value::from(vec![Value::Null; count]);
    let dict =
        |count: usize| Value::from((0..count).map(|n| (format!("k{n}"), Value::Null)).collect::<Dict>());
    assert_eq!([parts(&list(999), b'e'), parts(&list(1000), b'e')], ["e.", "e."]);
    assert!(write(&list(1001)).ends_with(b"Ne(Ne."));
    assert_eq!(
        [parts(&dict(999), b'u'), parts(&dict(1000), b'u'), parts(&dict(2000), b'u')],
        ["u.", "u(u.", "u(u."]
    );
}

#[test]
fn frames_end_where_cpythons_do() {
    let text = "x".repeat(64 * 1024);
    let bytes = write(&Value::from(vec![Value::from("ab"), text.as_str().into(), "cd".into()]));
    // A frame, the long text outside, and another frame.
    let mut expected = hex("80049508000000000000005d94288c02616294");
    expected.extend(hex("5800000100"));
    expected.extend(text.as_bytes());
    expected.extend(hex("950800000000000000948c02636494652e"));
    assert_eq!(bytes, expected);
    assert_eq!(read(&bytes).unwrap()[1], text.as_str());
}

#[test]
fn all_protocols_say_the_same() {
    let item = |key: &str, value: Value| Value::from(Dict::from([(key, value)]));
    let parts: Vec<Value> =
        vec![1.into(), "x".into(), 2.5.into(), Value::Null, true.into(), vec![1, 2].into()];
    let expected = item("a", parts.into());
    for pickle in [
        "286470300a56610a70310a286c70320a49310a6156780a70330a6146322e350a614e614930310a612849310a49320a7470340a61732e",
        "7d710058010000006171015d7102284b0158010000007871034740040000000000004e4930310a284b014b0274710465732e",
        "80027d710058010000006171015d7102284b0158010000007871034740040000000000004e884b014b0286710465732e",
        "80037d710058010000006171015d7102284b0158010000007871034740040000000000004e884b014b0286710465732e",
        "80049523000000000000007d948c0161945d94284b018c0178944740040000000000004e884b014b02869465732e",
        "80059523000000000000007d948c0161945d94284b018c0178944740040000000000004e884b014b02869465732e",
    ] {
        assert_eq!(read(&hex(pickle)).unwrap(), expected, "{pickle}");
    }
}

#[test]
fn what_is_referred_to_twice_comes_twice() {
    let one = Value::from(vec![1]);
    let expected = Value::from(vec![one.clone(), one]);
    assert_eq!(read(b"]\x94(]\x94K\x01ah\x01e.").unwrap(), expected);
    // Remembered while it is empty, referred to, and filled through that reference.
    assert_eq!(read(b"(]\x942h\x00K\x01a0l.").unwrap(), expected);
    // By the opcodes for numbers of one byte and of four.
    assert_eq!(read(b"(]q\x002h\x00K\x01a0l.").unwrap(), expected);
    assert_eq!(read(b"(]r\x00\0\0\x002j\x00\0\0\0K\x01a0l.").unwrap(), expected);
    // The keys of a list of dicts.
    let dict = Value::from(Dict::from([("key", 1)]));
    assert_eq!(
        read(b"](}\x8c\x03key\x94K\x01s}h\x00K\x01se.").unwrap(),
        Value::from(vec![dict.clone(), dict])
    );
    // The last of two equal keys wins, in the place of the first.
    assert_eq!(
        read(b"}(\x8c\x01aK\x01\x8c\x01bK\x02\x8c\x01aK\x03u.").unwrap().to_string(),
        "{'a': 3, 'b': 2}"
    );
}

#[test]
fn nothing_contains_itself() {
    let message = "a list or dict in the pickle contains itself";
    for bytes in
        [&b"]\x94h\x00a."[..], b"}\x94K\x01h\x00s.", b"(]\x94h\x00at.", b"]\x94(h\x00ta.", b"]\x94]h\x00aa."]
    {
        let error = read(bytes).unwrap_err();
        assert!(error.is_unsupported() && error.to_string().starts_with(message), "{error}");
    }
}

/// Each of thirty lists holds the one before twice.
#[test]
fn sharing_does_not_multiply() {
    let mut bytes = b"]\x94".to_vec();
    for level in 0..30_u8 {
        bytes.extend([b'0', b']', 0x94, b'(', b'h', level, b'h', level, b'e']);
    }
    bytes.push(b'.');
    let error = read(&bytes).unwrap_err();
    assert!(error.is_limit());
    let often = "a pickle refers again and again to the same data, beyond 64 times its length and 1 MiB";
    assert!(error.to_string().starts_with(often), "{error}");
    // The same as the key of a dict, where lists are not allowed and tuples are.
    let mut bytes = b")\x94".to_vec();
    for level in 0..30_u8 {
        bytes.extend([b'0', b'h', level, b'h', level, 0x86, 0x94]);
    }
    bytes.splice(0..0, *b"}");
    bytes.extend(b"Ns.");
    assert!(read(&bytes).unwrap_err().is_limit());
    // A text of a thousand bytes, ten thousand times.
    let mut bytes = program(&[b"X\xe8\x03\x00\x00", &[b'x'; 1000], b"\x94]("]);
    bytes.extend(b"h\x00".repeat(10_000));
    bytes.extend(b"e.");
    bytes.splice(0..0, *b"(");
    bytes.truncate(bytes.len() - 1);
    bytes.extend(b"l.");
    assert_eq!(refusal(&bytes).split(" at ").next().unwrap(), often);
}

#[test]
fn machines_without_values_stop() {
    let start = "could not parse the pickle: ";
    for (bytes, message) in [
        (&b"."[..], "it does not end with one value (byte 1)"),
        (b"NN.", "it does not end with one value (byte 3)"),
        (b"N(.", "it does not end with one value (byte 3)"),
        (b"(N.", "it does not end with one value (byte 3)"),
        (b"N.N", "data follows its end (byte 2)"),
        (b"a.", "a value is missing on its stack (byte 0)"),
        (b"Na.", "a value is missing on its stack (byte 1)"),
        (b"NNa.", "it appends to what is no list (byte 2)"),
        (b"(Ne.", "a value is missing on its stack (byte 2)"),
        (b"e.", "a mark is missing (byte 0)"),
        (b"}NNNu.", "a mark is missing (byte 4)"),
        (b"}(Nu.", "a key has no value (byte 3)"),
        (b"](NNu.", "it sets an entry of what is no dict (byte 4)"),
        (b"(Nd.", "a key has no value (byte 2)"),
        (b"N(\x85.", "a value is missing on its stack (byte 2)"),
        (b"\x87.", "a value is missing on its stack (byte 0)"),
        (b"0.", "a value is missing on its stack (byte 0)"),
        (b"2.", "a value is missing on its stack (byte 0)"),
        (b"N(2.", "a value is missing on its stack (byte 2)"),
        (b"\x94.", "a value is missing on its stack (byte 0)"),
        (b"h\x07.", "it refers to what it has not remembered (byte 0)"),
        (b"}](]eNs.", "a list or dict is a key of a dict"),
        (b"}]\x85Ns.", "a list or dict is a key of a dict at [0]"),
    ] {
        assert_eq!(refusal(bytes), format!("{start}{message}"), "{bytes:?}");
    }
    // A mark can be popped.
    assert_eq!(read(b"N(0.").unwrap(), Value::Null);
    assert_eq!(read(b"N(NN1.").unwrap(), Value::Null);
}

fn nested_lists(depth: usize) -> Vec<u8> {
    program(&[&b"]".repeat(depth), &b"a".repeat(depth - 1), b"."])
}

#[test]
fn limits_hold_exactly() {
    let with = |limits: Limits, bytes: &[u8]| load(bytes, 0, &limits, 0).map_err(|error| error.to_string());
    let depth = Limits::default().depth(5);
    assert!(with(depth, &nested_lists(4)).is_ok());
    assert!(with(depth, &nested_lists(5)).is_ok());
    let too_deep = "nesting is deeper than 5 levels at [0][0][0][0][0]; raise it with `Limits::depth`";
    assert_eq!(with(depth, &nested_lists(6)).unwrap_err(), too_deep);
    assert!(read(&nested_lists(100_000)).unwrap_err().is_limit());
    assert!(read(&b"(".repeat(100_000)).unwrap_err().is_limit());
    let elements = Limits::default().elements(3);
    assert!(with(elements, b"(NNNl.").is_ok());
    let too_many = "more than 3 list elements and dict entries; raise it with `Limits::elements`";
    assert_eq!(with(elements, b"(NNNNl.").unwrap_err(), too_many);
    assert!(with(elements, b"(NNNNNNd.").is_ok());
    assert_eq!(with(elements, b"(NNNNNNNNd.").unwrap_err(), too_many);
    for endless in [&b"N"[..], b"]", b"\x94", b"2", b"K\x010"] {
        let bytes = program(&[b"N", &endless.repeat(2_100), b"."]);
        let error = load(&bytes, 0, &Limits::default().elements(1000), 0).unwrap_err();
        assert!(error.is_limit(), "{endless:?}: {error}");
    }
    let digits = Limits::default().digits(20);
    assert!(with(digits, b"L12345678901234567890L\n.").is_ok());
    let too_long = "an integer has more than 20 digits (byte 0); raise it with `Limits::digits`";
    assert_eq!(with(digits, b"L123456789012345678901L\n.").unwrap_err(), too_long);
    assert_eq!(with(digits, &program(&[b"\x8a\xff", &[0x7F; 255], b"."])).unwrap_err(), too_long);
    assert!(
        with(digits, b"\x8a\x09\xff\xff\xff\xff\xff\xff\xff\xff\x7f.").unwrap_err().starts_with("an integer")
    );
}

#[test]
fn what_has_no_form_is_refused() {
    let write =
        |value: Value| dump(&value, &Limits::default().depth(2).digits(20), 0).unwrap_err().to_string();
    let deep = Value::from(vec![Value::from(vec![Value::from(vec![1])])]);
    assert_eq!(write(deep), "nesting is deeper than 2 levels at [0][0]; raise it with `Limits::depth`");
    let big = Value::integer(&"9".repeat(21)).unwrap();
    assert_eq!(write(big), "an integer has more than 20 digits; raise it with `Limits::digits`");
    let map: Map = [(Value::from(Dict::new()), Value::Null)].into_iter().collect();
    assert_eq!(write(map.into()), "a dict cannot be a key of a Python dict");
    assert_eq!(
        write(Value::from(vec![Value::from(crate::Performative::Cfp)])),
        "a pickle of plain data has no form for an object of type `Performatives` at [0]; send typed objects as \
         the content of an `AclMessage`"
    );
}

/// Programs of random opcodes, which mostly do something: none may panic or take more than its limits.
#[test]
fn random_programs_end() {
    const OPCODES: &[u8] = b"N\x88K])}(0122ltd\x85\x86\x87aesuuqh\x94\x94hhhC\x8c.GJMI";
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 40).unwrap()
    };
    let limits = Limits::default().elements(50).depth(10);
    let mut read = 0;
    for _ in 0..200_000 {
        let length = next() % 24;
        let mut bytes: Vec<u8> = Vec::new();
        for _ in 0..length {
            let opcode = OPCODES[next() % OPCODES.len()];
            bytes.push(opcode);
            match opcode {
                b'q' | b'h' => bytes.push(u8::try_from(next() % 4).unwrap()),
                b'K' => bytes.push(7),
                b'C' | 0x8C => bytes.extend(b"\x01x"),
                _ => {}
            }
        }
        bytes.push(b'.');
        if let Ok(value) = load(&bytes, 0, &limits, 0) {
            read += 1;
            let again = dump(&value, &limits, 0).unwrap();
            assert_eq!(load(&again, 0, &limits, 0).unwrap(), value, "{bytes:?}");
        }
    }
    assert!(read > 2_000, "only {read} programs made a value");
}

use super::*;

type Read = fn(&mut Reader<'_>) -> Result<(), DecodeError>;

#[test]
fn mismatches_say_what_was_found() {
    let found: [(&[u8], &str); 10] = [
        (b"\xC0", "null"),
        (b"\xC3", "a bool"),
        (b"\x05", "a number"),
        (b"\xCA\0\0\0\0", "a number"),
        (b"\xA1a", "a string"),
        (b"\xC4\x00", "bytes"),
        (b"\x90", "a list"),
        (b"\x80", "a dict"),
        (b"\xD4\x01\x00", "an ext value"),
        (b"\xC7\x00\x01", "an ext value"),
    ];
    let reads: [(Read, &str); 11] = [
        (|from| from.null(), "null"),
        (|from| from.bool().map(drop), "a bool"),
        (|from| from.f64().map(drop), "a number"),
        (|from| from.number().map(drop), "a number"),
        (|from| from.str().map(drop), "a string"),
        (|from| from.string().map(drop), "a string"),
        (|from| from.bytes().map(drop), "bytes"),
        (|from| from.open_list().map(drop), "a list"),
        (|from| from.open_dict().map(drop), "a dict"),
        (|from| from.open_fields().map(drop), "a dict"),
        (|from| from.ext().map(drop), "an ext value"),
    ];
    for (value, kind) in found {
        let input = [&[0x92, 0x01], value].concat();
        for (read, expected) in reads {
            let mut from = reader(&input);
            from.set_position(2);
            match read(&mut from) {
                Ok(()) => assert!(kind == expected),
                Err(error) => {
                    assert_eq!(error.to_string(), format!("expected {expected}, found {kind} (byte 2)"));
                    assert_eq!(from.position(), 2);
                }
            }
        }
    }
    for (read, _) in reads {
        let says = "expected a value, found the byte c1, which begins none (byte 0)";
        assert_eq!(read(&mut reader(b"\xC1")).unwrap_err().to_string(), says);
        assert_eq!(read(&mut reader(b"")).unwrap_err().to_string(), "input is empty (byte 0)");
    }
    // Half a number is none.
    assert!(reader(b"\xCD\x01").str().unwrap_err().is_eof());
}

#[test]
fn integers_mismatch_as_integers() {
    for read in [|from: &mut Reader<'_>| from.i64().map(drop), |from: &mut Reader<'_>| from.u64().map(drop)] {
        let error = read(&mut reader(b"\xA1a")).unwrap_err();
        assert_eq!(error.to_string(), "expected an integer, found a string (byte 0)");
        assert!(read(&mut reader(b"")).unwrap_err().is_eof());
    }
}

#[test]
fn options() {
    let mut from = reader(b"\xC0\x01");
    assert!(from.try_null().unwrap());
    assert!(!from.try_null().unwrap());
    assert_eq!(from.u64().unwrap(), 1);
    let says = "input ends where a value has to follow (byte 2)";
    assert_eq!(from.try_null().unwrap_err().to_string(), says);
}

#[test]
fn what_trails_is_counted() {
    assert_eq!(refusal(b"\x91\x01\x02"), "1 byte of trailing data after the value (byte 2)");
    assert_eq!(refusal(b"\x01\x02\x03\xC1"), "3 bytes of trailing data after the value (byte 1)");
}

#[test]
fn ends_are_told_apart_from_faults() {
    assert_eq!(refusal(b""), "input is empty (byte 0)");
    assert_eq!(refusal(b"\x92\xC0"), "input ends inside a list (byte 2)");
    assert_eq!(refusal(b"\x92\x91\xC0"), "input ends where a value has to follow (byte 3)");
    assert_eq!(refusal(b"\xDC\x00"), "input ends inside the length of a container (byte 2)");
    assert_eq!(refusal(b"\x81\xC1\x00"), "expected a value, found the byte c1, which begins none (byte 1)");
}

#[test]
fn integers_of_too_many_bits_name_the_target() {
    let mut from = reader(b"\x91\xCD\x01\x2C");
    from.open_list().unwrap();
    assert_eq!(from.i64().unwrap(), 300);
    assert_eq!(from.misfit(1, "u8").to_string(), "integer 300 does not fit u8 (byte 1)");
    assert_eq!(from.position(), 4);
}

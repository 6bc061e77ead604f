use super::*;

/// Around every power of two, with both signs.
fn edges() -> impl Iterator<Item = i128> {
    (0..=64).flat_map(|n| (-2..=2).map(move |d| (1_i128 << n) + d)).flat_map(|n| [n, -n])
}

/// Each form of the format that holds this integer.
fn forms(value: i128) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    if (-32..128).contains(&value) {
        forms.push(vec![value as u8]);
    }
    for (n, size) in [1_usize, 2, 4, 8].into_iter().enumerate() {
        let bytes = &value.to_be_bytes()[16 - size..];
        let bits = 8 * size as u32;
        if (0..1_i128 << bits).contains(&value) {
            forms.push([&[0xCC + n as u8], bytes].concat());
        }
        if (-(1_i128 << (bits - 1))..1_i128 << (bits - 1)).contains(&value) {
            forms.push([&[0xD0 + n as u8], bytes].concat());
        }
    }
    forms
}

#[test]
fn integers_are_written_in_their_smallest_form_and_read_in_every_one() {
    for value in edges() {
        let forms = forms(value);
        let narrow = (i64::try_from(value), u64::try_from(value));
        let peer = match narrow {
            (Ok(value), _) => Peer::from(value),
            (_, Ok(value)) => Peer::from(value),
            _ => continue,
        };
        let smallest = theirs(&peer);
        assert_eq!(smallest.len(), forms.iter().map(Vec::len).min().unwrap());
        narrow.0.into_iter().for_each(|value| assert_eq!(written(|to| to.i64(value)), smallest));
        narrow.1.into_iter().for_each(|value| assert_eq!(written(|to| to.u64(value)), smallest));
        assert_eq!(written(|to| to.i128(value).unwrap()), smallest);
        assert_eq!(written(|to| to.big_int(&value.to_string()).unwrap()), smallest);
        for form in forms {
            // At the end of the input and far from it.
            for more in [0, 20] {
                let input = [form.clone(), vec![0xC0; more]].concat();
                reads_as(&input, form.len(), value);
                assert_eq!(parse(&form).unwrap(), peer);
            }
        }
    }
}

fn reads_as(input: &[u8], len: usize, value: i128) {
    let misfit = |ty| format!("integer {value} does not fit {ty} (byte 0)");
    let read = |from: &mut Reader<'_>| from.i64().map(i128::from);
    same(input, len, read, i64::try_from(value).map(i128::from).map_err(|_| misfit("i64")));
    let read = |from: &mut Reader<'_>| from.u64().map(i128::from);
    same(input, len, read, u64::try_from(value).map(i128::from).map_err(|_| misfit("u64")));
    same(input, len, |from| from.i128(), Ok(value));
    same(input, len, |from| from.u128(), u128::try_from(value).map_err(|_| misfit("u128")));
    same(input, len, |from| from.f64(), Ok(value as f64));
    // One of those that fit into both types is signed, whatever form it came in.
    let read = |from: &mut Reader<'_>| {
        from.number().map(|number| match number {
            Number::Int(value) => (true, i128::from(value)),
            Number::UInt(value) => (false, i128::from(value)),
            _ => panic!("{input:02x?} is an integer"),
        })
    };
    same(input, len, read, Ok((i64::try_from(value).is_ok(), value)));
}

fn same<T: PartialEq + std::fmt::Debug>(
    input: &[u8],
    len: usize,
    read: impl Fn(&mut Reader<'_>) -> Result<T, DecodeError>,
    expected: Result<T, String>,
) {
    let mut from = reader(input);
    assert_eq!(read(&mut from).map_err(|error| error.to_string()), expected, "{input:02x?}");
    assert_eq!(from.position(), len);
    for cut in 0..len {
        assert!(read(&mut reader(&input[..cut])).unwrap_err().is_eof(), "{input:02x?} {cut}");
    }
}

#[test]
fn integers_beyond_the_range_are_refused() {
    let refused = |write: fn(&mut Writer<'_>) -> Result<(), crate::SerializationError>| {
        let mut out = Out::new(Vec::new());
        let error = write(&mut Writer::new(&mut out, &Limits::default())).unwrap_err();
        assert!(error.is_unsupported() && out.len() == 0);
        error.to_string()
    };
    let says = |text| {
        format!("MessagePack has no integer {text}; its range is -2^63 to 2^64-1; send it as a string")
    };
    assert_eq!(refused(|to| to.i128(1 << 64)), says("18446744073709551616"));
    assert_eq!(refused(|to| to.i128(-(1 << 63) - 1)), says("-9223372036854775809"));
    assert_eq!(refused(|to| to.u128(1 << 64)), says("18446744073709551616"));
    assert_eq!(refused(|to| to.big_int("18446744073709551616")), says("18446744073709551616"));
    assert_eq!(refused(|to| to.big_int(&"7".repeat(4000))), says(&format!("{}...", "7".repeat(24))));
}

#[test]
fn every_high_half_of_both_floats() {
    for high in 0..=u16::MAX {
        let bits = u64::from(high) << 48 | 0x1234;
        let value = f64::from_bits(bits);
        let bytes = [&[0xCB], bits.to_be_bytes().as_slice()].concat();
        assert_eq!(written(|to| to.f64(value)), bytes);
        assert_eq!(reader(&bytes).f64().unwrap().to_bits(), bits);
        assert!(matches!(reader(&bytes).number(), Ok(Number::Float(read)) if read.to_bits() == bits));

        let single = f32::from_bits(u32::from(high) << 16 | 0x1234);
        let bytes = [&[0xCA], single.to_be_bytes().as_slice()].concat();
        let read = reader(&bytes).f64().unwrap();
        assert_eq!(read.to_bits(), f64::from(single).to_bits());
        assert!(
            matches!(reader(&bytes).number(), Ok(Number::Float(same)) if same.to_bits() == read.to_bits())
        );
    }
}

#[test]
fn floats_are_no_integers() {
    for float in [b"\xCA\0\0\0\0".as_slice(), b"\xCB\0\0\0\0\0\0\0\0"] {
        let says = "expected an integer, found a float (byte 0)";
        assert_eq!(reader(float).i64().unwrap_err().to_string(), says);
        assert_eq!(reader(float).u64().unwrap_err().to_string(), says);
        assert_eq!(reader(float).i128().unwrap_err().to_string(), says);
        assert_eq!(reader(float).u128().unwrap_err().to_string(), says);
        for cut in 1..float.len() {
            assert_eq!(
                reader(&float[..cut]).i64().unwrap_err().to_string(),
                format!("input ends inside a number (byte {cut})")
            );
            assert!(reader(&float[..cut]).f64().unwrap_err().is_eof());
        }
    }
}

#[test]
fn lists_of_floats() {
    for len in [0, 1, 2, 15, 16, 1000, 70_000] {
        let values: Vec<f64> = (0..len).map(|n| f64::from(n) / 7.0).collect();
        let one_by_one = written(|to| values.iter().for_each(|value| to.f64(*value)));
        assert_eq!(written(|to| to.f64_elements(&values)), one_by_one);

        let mut input = one_by_one;
        input.extend(b"\xCA\0\0\0\0");
        let mut from = reader(&input);
        let mut read = vec![0.5];
        from.f64_run(values.len() + 1, &mut read);
        assert_eq!(from.position(), 9 * values.len());
        assert_eq!(read[1..], values);
        from.set_position(0);
        from.f64_run(1, &mut read);
        assert_eq!(read.len(), values.len() + 1 + usize::from(len > 0));
        // One that is cut off is left to be refused.
        from = reader(&input[..(9 * values.len()).saturating_sub(1)]);
        from.f64_run(usize::MAX, &mut read);
        assert_eq!(from.position(), 9 * values.len().saturating_sub(1));
    }
}

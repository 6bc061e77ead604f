use super::*;

const LENGTHS: [usize; 22] =
    [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 30, 31, 32, 33, 255, 256, 257, 65_535, 65_536, 70_000];

/// A length behind each of the first bytes that can say it.
fn headers(firsts: [u8; 3], len: usize) -> Vec<Vec<u8>> {
    let bytes = (len as u32).to_be_bytes();
    let mut headers = vec![[&[firsts[2]], bytes.as_slice()].concat()];
    if len <= 0xFFFF {
        headers.push([&[firsts[1]], &bytes[2..]].concat());
    }
    if len <= 0xFF {
        headers.push([&[firsts[0]], &bytes[3..]].concat());
    }
    headers
}

#[test]
fn strings_of_every_form() {
    for len in LENGTHS {
        let text: String = "abcdefg".chars().cycle().take(len).collect();
        assert_eq!(written(|to| to.str(&text).unwrap()), theirs(&Peer::from(text.as_str())));
        let mut headers = headers([0xD9, 0xDA, 0xDB], len);
        if len < 32 {
            headers.push(vec![0xA0 | len as u8]);
        }
        for header in headers {
            let input = [&header, text.as_bytes()].concat();
            assert_eq!(reader(&input).str().unwrap(), text);
            assert_eq!(reader(&input).string().unwrap(), text);
            for before in [0, 1, 20] {
                (0..18).chain([40]).for_each(|behind| owned_between(before, &input, behind, &text));
            }
            cut(&input, header.len(), "a string", |from| from.str().map(drop));
        }
    }
}

#[test]
fn bytes_of_every_form() {
    for len in LENGTHS {
        let bytes: Vec<u8> = (0..=255).cycle().take(len).collect();
        assert_eq!(written(|to| to.bytes(&bytes).unwrap()), theirs(&Peer::from(bytes.as_slice())));
        for header in headers([0xC4, 0xC5, 0xC6], len) {
            let input = [&header, bytes.as_slice()].concat();
            assert_eq!(reader(&input).bytes().unwrap(), bytes);
            cut(&input, header.len(), "bytes", |from| from.bytes().map(drop));
        }
    }
}

#[test]
fn ext_values_of_every_form() {
    for len in LENGTHS {
        let data: Vec<u8> = (0..=255).rev().cycle().take(len).collect();
        for code in [-128, -1, 0, 5, 127] {
            assert_eq!(written(|to| to.ext(code, &data).unwrap()), theirs(&Peer::Ext(code, data.clone())));
            let mut headers = headers([0xC7, 0xC8, 0xC9], len);
            if let Some(n) = [1, 2, 4, 8, 16].iter().position(|fixed| *fixed == len) {
                headers.push(vec![0xD4 + n as u8]);
            }
            for header in headers {
                let input = [&header, [code as u8].as_slice(), &data].concat();
                assert_eq!(reader(&input).ext().unwrap(), (code, data.as_slice()));
                cut(&input, header.len() + 1, "an ext value", |from| from.ext().map(drop));
            }
        }
    }
}

/// What stands before a string and behind it belongs to none.
fn owned_between(before: usize, input: &[u8], behind: usize, text: &str) {
    let all = [&vec![0xFF; before], input, &vec![0xFF; behind]].concat();
    let mut from = reader(&all);
    from.set_position(before);
    assert_eq!(from.string().unwrap(), text, "{before} {behind}");
    assert_eq!(from.position(), before + input.len());
}

/// Inside the header, behind it, and before the last byte.
fn cut(input: &[u8], header: usize, what: &str, read: impl Fn(&mut Reader<'_>) -> Result<(), DecodeError>) {
    for at in
        (1..=header.min(input.len() - 1)).chain([input.len() - 1]).filter(|at| (1..input.len()).contains(at))
    {
        let mut from = reader(&input[..at]);
        assert_eq!(read(&mut from).unwrap_err().to_string(), format!("input ends inside {what} (byte {at})"));
        assert_eq!(from.position(), 0);
    }
}

#[test]
fn every_unicode_scalar() {
    for c in '\0'..=char::MAX {
        let mut bytes = [0; 4];
        let text = &*c.encode_utf8(&mut bytes);
        let input = written(|to| to.str(text).unwrap());
        assert_eq!(input, [&[0xA0 | text.len() as u8], text.as_bytes()].concat());
        assert_eq!(reader(&input).str().unwrap(), text);
        owned_between(0, &input, 40, text);
    }
}

#[test]
fn what_is_not_utf8_is_refused_where_it_stands() {
    let says = |at| format!("a string is not UTF-8 (byte {at}); send what is not text as bytes (`bin`)");
    // A stray byte, a surrogate, an overlong form, a character cut by the end of its string, one beyond the last.
    for (text, at) in [
        (b"ab\xFF".as_slice(), 3),
        (b"\xED\xA0\x80", 1),
        (b"abcd\xC0\x80", 5),
        (b"a\xE2\x82", 2),
        (b"\xF4\x90\x80\x80", 1),
    ] {
        let input = [&[0xA0 | text.len() as u8], text].concat();
        assert_eq!(refusal(&input), says(at));
        // With what would complete a character behind it as well.
        for more in [[].as_slice(), &[0xAC; 40]] {
            let input = [&input, more].concat();
            assert_eq!(reader(&input).string().unwrap_err().to_string(), says(at));
        }
        let input = [&[0xD9, 37 + text.len() as u8], [b'x'; 37].as_slice(), text].concat();
        assert_eq!(refusal(&input), says(at + 38));
        // The same bytes are fine as bytes.
        assert_eq!(parse([&[0xC4, text.len() as u8], text].concat()).unwrap(), Peer::from(text));
    }
}

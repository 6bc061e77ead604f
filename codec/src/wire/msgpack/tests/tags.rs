use super::*;

const IDS: [i32; 14] =
    [0, 1, 127, 128, 255, 256, 65_535, 65_536, i32::MAX, -1, -32, -33, -1_465_703_651, i32::MIN];

fn tagged(id: &[u8]) -> Vec<u8> {
    [b"\x81\xA8__type__\x92", id, b"\x80"].concat()
}

#[test]
fn tags_are_written_in_their_smallest_form() {
    for id in IDS {
        let bytes = written(|to| {
            let nested = to.open_tag(&Tag::new(id)).unwrap();
            to.null();
            to.close_tag(nested);
        });
        let payload = Peer::Array(vec![Peer::from(id), Peer::Nil]);
        assert_eq!(bytes, theirs(&Peer::Map(vec![(Peer::from("__type__"), payload)])));
    }
}

#[test]
fn ids_are_read_in_every_form() {
    for id in IDS {
        let wide = i64::from(id);
        let mut forms = vec![written(|to| to.i64(wide)), [&[0xD3], wide.to_be_bytes().as_slice()].concat()];
        forms.push([&[0xD2], id.to_be_bytes().as_slice()].concat());
        if id >= 0 {
            forms.push([&[0xCE], id.to_be_bytes().as_slice()].concat());
            forms.push([&[0xCF], wide.to_be_bytes().as_slice()].concat());
        }
        for form in forms {
            let input = tagged(&form);
            let mut from = reader(&input);
            let tag = from.predicted_tag().unwrap().unwrap();
            assert_eq!(tag.id(), id);
            assert!(from.is_under_tag());
            assert_eq!(from.open_dict().unwrap(), 0);
            from.close();
            from.close_tag(tag);
            from.finish().unwrap();
            assert!(!from.is_under_tag());
            assert_eq!(odd(&input), Ok(id));
            for cut in 0..input.len() - 1 {
                assert!(odd(&input[..cut]).unwrap_err().starts_with("input "), "{cut}");
            }
        }
    }
}

/// The way for unusual spellings, from the start of the dict.
fn odd(input: &[u8]) -> Result<i32, String> {
    let mut from = reader(input);
    let nested = from.is_under_tag();
    let mut open = || {
        let entries = from.open_dict()?;
        from.str()?;
        let tag = from.tag_behind_key(nested, entries)?;
        from.skip_value()?;
        from.close_tag(tag);
        from.finish()?;
        assert_eq!(from.depth, Limits::default().depth);
        Ok(tag.id())
    };
    open().map_err(|error: DecodeError| error.to_string())
}

#[test]
fn unusual_spellings_are_left_to_be_read() {
    let spellings: [&[u8]; 6] = [
        b"\x81\xD9\x08__type__\x92\x05\xC0",
        b"\xDE\x00\x01\xA8__type__\x92\x05\xC0",
        b"\xDF\x00\x00\x00\x01\xA8__type__\x92\x05\xC0",
        b"\x81\xA8__type__\xDC\x00\x02\x05\xC0",
        b"\x81\xA8__type__\xDD\x00\x00\x00\x02\x05\xC0",
        b"\x81\xA8__type__\xDD\x00\x00\x00\x02\xCD\x00\x05\xC0",
    ];
    for spelling in spellings {
        let mut from = reader(spelling);
        assert!(from.predicted_tag().unwrap().is_none());
        assert_eq!(from.position(), 0);
        assert_eq!(odd(spelling), Ok(5));
    }
}

#[test]
fn wrong_envelopes_are_refused() {
    let id = "`__type__` has an id that is not a 32-bit integer (byte 11)";
    let cases: [(&[u8], &str); 16] = [
        (b"\x81\xA8__type__\x92\xCE\x80\x00\x00\x00\xC0", id),
        (b"\x81\xA8__type__\x92\xD3\xFF\xFF\xFF\xFF\x7F\xFF\xFF\xFF\xC0", id),
        (b"\x81\xA8__type__\x92\xCF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xC0", id),
        (b"\x81\xA8__type__\x92\xCB\x3F\xF0\0\0\0\0\0\0\xC0", id),
        (b"\x81\xA8__type__\x92\xCA\x3F\x80\0\0\xC0", id),
        (b"\x81\xA8__type__\x92\xA11\xC0", id),
        (b"\x81\xA8__type__\x92\xC3\xC0", id),
        (b"\x81\xA8__type__\x92\xC0\xC0", id),
        (b"\x81\xA8__type__\x90", "`__type__` is not a list of an id and a payload (byte 10)"),
        (b"\x81\xA8__type__\x05", "`__type__` is not a list of an id and a payload (byte 10)"),
        (b"\x81\xA8__type__\xA2ab", "`__type__` is not a list of an id and a payload (byte 10)"),
        (b"\x81\xA8__type__\x91\x05\xC0", "`__type__` has an id and no payload (byte 12)"),
        // Its end is the input's as well; still nothing is missing.
        (b"\x81\xA8__type__\x91\x05", "`__type__` has an id and no payload (byte 12)"),
        (b"\x81\xA8__type__\x93\x05\xC0\xC0", "`__type__` has more than an id and a payload (byte 12)"),
        (b"\x82\xA8__type__\x92\x05\xC0\x01\x01", "`__type__` stands beside other keys (byte 10)"),
        (b"\x82\xA8__type__\x92\x05\xC0\xA8__type__\xC0", "`__type__` stands beside other keys (byte 10)"),
    ];
    let help =
        "the form is a map of one entry, `__type__`, whose value is an array of the id and the payload";
    for (input, says) in cases {
        assert!(reader(input).predicted_tag().unwrap().is_none());
        assert_eq!(odd(input), Err(format!("{says}; {help}")), "{input:02x?}");
    }
    let mut from = reader(b"\x81\xA8__type__\x91\x05\xC0");
    from.open_dict().unwrap();
    from.str().unwrap();
    assert_eq!(from.tag_behind_key(false, 1).unwrap_err().type_id(), Some(5));
    // A key of bytes is not that key.
    assert!(reader(b"\x81\xC4\x08__type__\x92\x05\xC0").predicted_tag().unwrap().is_none());
}

#[test]
fn a_tag_and_its_container_are_one_level() {
    let limits = Limits::default().depth(2);
    let nested =
        |levels: usize, inner: &[u8]| [b"\x81\xA8__type__\x92\x05".repeat(levels), inner.to_vec()].concat();
    for (levels, inner, fits) in [
        (1, b"\x91\x90".as_slice(), true),
        (1, b"\x91\x91\x90", false),
        (2, b"\x90", true),
        (3, b"\x01", true),
        (3, b"\x90", false),
        (4, b"\x01", false),
    ] {
        let input = nested(levels, inner);
        let mut from = Reader::new(&input, &limits).unwrap();
        assert_eq!(read_tags(&mut from).is_ok(), fits, "{levels} {inner:?}");
        assert!(!fits || from.depth == 2);
        let mut out = Out::new(Vec::new());
        let mut to = Writer::new(&mut out, &limits);
        assert_eq!(write_tags(&mut to, levels, inner.len() - usize::from(inner == b"\x01")).is_ok(), fits);
        assert!(!fits || out.into_vec() == input);
    }
}

fn read_tags(from: &mut Reader<'_>) -> Result<(), DecodeError> {
    if let Some(tag) = from.predicted_tag()? {
        read_tags(from)?;
        from.close_tag(tag);
        return Ok(());
    }
    from.skip_value()
}

/// Tags in each other, and lists in each other as the payload; without lists it is 1.
fn write_tags(to: &mut Writer<'_>, tags: usize, lists: usize) -> Result<(), crate::SerializationError> {
    if tags > 0 {
        let nested = to.open_tag(&Tag::new(5))?;
        write_tags(to, tags - 1, lists)?;
        to.close_tag(nested);
        return Ok(());
    }
    if lists == 0 {
        to.i64(1);
        return Ok(());
    }
    let open = to.open_list(None)?;
    if lists > 1 {
        write_tags(to, 0, lists - 1)?;
    }
    to.close_list(open, usize::from(lists > 1))
}

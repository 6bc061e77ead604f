use super::*;

fn both(input: &[u8], limits: Limits) -> Result<(), String> {
    let read = parse_with(input, &limits).map(drop).map_err(|error| error.to_string());
    let skipped = skip_with(input, &limits).map_err(|error| error.to_string());
    assert_eq!(read, skipped, "{input:02x?}");
    read
}

#[test]
fn depth() {
    let limits = Limits::default().depth(2);
    assert_eq!(both(b"\x01", limits.depth(0)), Ok(()));
    for input in
        [b"\x91\x91\x01".as_slice(), b"\x81\x01\x80", b"\x93\x81\x01\x02\x91\x02\x80", b"\x92\x90\x90"]
    {
        assert_eq!(both(input, limits), Ok(()), "{input:02x?}");
    }
    let says = "nesting is deeper than 2 levels (byte 2); raise it with `Limits::depth`";
    assert_eq!(both(b"\x91\x91\x91\x01", limits), Err(says.into()));
    // As a key, and behind one.
    assert_eq!(both(b"\x81\x91\x80\x01", limits), Err(says.into()));
    let says = "nesting is deeper than 2 levels (byte 4); raise it with `Limits::depth`";
    assert_eq!(both(b"\x81\x01\x81\x01\x90", limits), Err(says.into()));
}

#[test]
fn depth_around_the_default() {
    for (open, inner, close) in
        [(b"\x91".as_slice(), b"\x90".as_slice(), b"".as_slice()), (b"\x81", b"\x80", b"\x01")]
    {
        for (levels, fits) in [(127, true), (128, true), (129, false), (100_000, false)] {
            // The innermost is a level as well; what a map holds at its keys comes first, the values behind.
            let input = [open.repeat(levels - 1), inner.to_vec(), close.repeat(levels - 1)].concat();
            assert_eq!(both(&input, Limits::default()).is_ok(), fits, "{open:02x?} {levels}");
        }
    }
}

#[test]
fn skipping_takes_no_stack_for_depth() {
    let levels = 200_000;
    let input = [b"\x91\x81\x01".repeat(levels), b"\xC0".to_vec()].concat();
    let skip = move || skip_with(&input, &Limits::default().depth(1 << 20));
    std::thread::Builder::new().stack_size(256 << 10).spawn(skip).unwrap().join().unwrap().unwrap();
}

#[test]
fn elements_of_all_levels_together() {
    let limits = Limits::default().elements(4);
    assert_eq!(both(b"\x92\x91\x01\x81\x01\x02", limits), Ok(()));
    let says = |at| {
        format!("more than 4 list elements and dict entries (byte {at}); raise it with `Limits::elements`")
    };
    assert_eq!(both(b"\x93\x91\x01\x81\x01\x02\x03", limits), Err(says(4)));
    assert_eq!(both(b"\x95\x01\x02\x03\x04\x05", limits), Err(says(1)));
    assert_eq!(both(b"\x90", limits.elements(0)), Ok(()));
    assert!(both(b"\x91\x01", limits.elements(0)).is_err());
    // The fields of a struct are not counted until someone does.
    let mut from = Reader::new(b"\x81\x01\x02", &limits.elements(0)).unwrap();
    assert_eq!(from.open_fields().unwrap(), 1);
    assert!(from.count(1).unwrap_err().is_limit());
}

#[test]
fn input() {
    assert_eq!(both(b"\x91\x01", Limits::default().input(2)), Ok(()));
    let says = "input is longer than 1 bytes; raise it with `Limits::input`";
    assert_eq!(both(b"\x91\x01", Limits::default().input(1)), Err(says.into()));
}

#[test]
fn writing_depth() {
    let mut out = Out::new(Vec::new());
    let mut to = Writer::new(&mut out, &Limits::default().depth(2));
    let list = to.open_list(None).unwrap();
    let dict = to.open_dict(None).unwrap();
    let error = to.open_list(None).unwrap_err();
    assert!(error.is_limit());
    assert_eq!(error.to_string(), "nesting is deeper than 2 levels; raise it with `Limits::depth`");
    assert!(to.enter().is_err());
    to.close_dict(dict, 0).unwrap();
    to.enter().unwrap();
    to.leave();
    to.close_list(list, 1).unwrap();
    assert_eq!(out.into_vec(), b"\x91\x80");
}

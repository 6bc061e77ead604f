use super::*;

const COUNTS: [usize; 8] = [0, 1, 15, 16, 17, 65_535, 65_536, 70_000];

fn list(count: usize, announced: Option<usize>) -> Vec<u8> {
    written(|to| {
        to.null();
        let open = to.open_list(announced).unwrap();
        (0..count).for_each(|n| to.u64(n as u64 & 0x7F));
        to.close_list(open, count).unwrap();
        to.bool(true);
    })
}

fn dict(count: usize, announced: Option<usize>) -> Vec<u8> {
    written(|to| {
        to.null();
        let open = to.open_dict(announced).unwrap();
        (0..count).for_each(|n| {
            to.u64(n as u64);
            to.null();
        });
        to.close_dict(open, count).unwrap();
        to.bool(true);
    })
}

#[test]
fn headers_are_right_whatever_was_announced() {
    for count in COUNTS {
        let items = (0..count).map(|n| Peer::from(n & 0x7F)).collect();
        let a_list = [&[0xC0], theirs(&Peer::Array(items)).as_slice(), &[0xC3]].concat();
        let entries = (0..count).map(|n| (Peer::from(n), Peer::Nil)).collect();
        let a_dict = [&[0xC0], theirs(&Peer::Map(entries)).as_slice(), &[0xC3]].concat();
        for announced in [None, Some(count)].into_iter().chain(COUNTS.map(Some)) {
            assert_eq!(list(count, announced), a_list, "{count} {announced:?}");
            assert_eq!(dict(count, announced), a_dict, "{count} {announced:?}");
        }
    }
}

#[test]
fn headers_inside_headers_move_together() {
    let bytes = written(|to| {
        let outer = to.open_list(None).unwrap();
        for _ in 0..20 {
            let inner = to.open_dict(None).unwrap();
            for n in 0..300 {
                to.i64(n);
                to.str("x").unwrap();
            }
            to.close_dict(inner, 300).unwrap();
        }
        to.close_list(outer, 20).unwrap();
    });
    let inner = Peer::Map((0..300).map(|n| (Peer::from(n), Peer::from("x"))).collect());
    assert_eq!(bytes, theirs(&Peer::Array(vec![inner; 20])));
}

#[test]
fn longer_forms_are_read() {
    let reads: [(&[u8], &[u8]); 6] = [
        (b"\xDC\x00\x02\x01\x02", b"\x92\x01\x02"),
        (b"\xDD\x00\x00\x00\x01\x05", b"\x91\x05"),
        (b"\xDD\x00\x00\x00\x00", b"\x90"),
        (b"\xDE\x00\x01\x01\x02", b"\x81\x01\x02"),
        (b"\xDF\x00\x00\x00\x01\x01\x02", b"\x81\x01\x02"),
        (b"\xDF\x00\x00\x00\x00", b"\x80"),
    ];
    for (long, short) in reads {
        assert_eq!(parse(long).unwrap(), parse(short).unwrap());
        assert_eq!(skip_with(long, &Limits::default()).map_err(|error| error.to_string()), Ok(()));
        for cut in 1..long.len() {
            assert!(parse(&long[..cut]).unwrap_err().is_eof());
            assert!(skip_with(&long[..cut], &Limits::default()).unwrap_err().is_eof());
        }
    }
}

/// With one byte for each element, and two for each entry, a claim is known to be too large before anything is taken.
#[test]
fn claims_are_held_against_the_input() {
    for len in [0_u32, 1, 10, 300] {
        for claim in [len.saturating_sub(1), len, len + 1, 1 << 16, 1 << 31, u32::MAX] {
            let fits = claim <= len;
            let mut input = [&[0xDD], claim.to_be_bytes().as_slice(), &vec![1; len as usize]].concat();
            let mut from = reader(&input);
            match from.open_list() {
                Ok(count) => assert!(fits && count == claim as usize && from.position() == 5),
                Err(error) => {
                    let says = format!("input ends inside a list (byte {})", len + 5);
                    assert_eq!((error.to_string(), fits), (says, false));
                }
            }
            assert_eq!(skip_with(&input, &Limits::default()).is_ok(), claim == len);

            input[0] = 0xDF;
            let (mut from, fits) = (reader(&input), claim <= len / 2);
            match from.open_dict() {
                Ok(count) => assert!(fits && count == claim as usize && from.position() == 5),
                Err(error) => {
                    let says = format!("input ends inside a dict (byte {})", len + 5);
                    assert_eq!((error.to_string(), fits), (says, false));
                }
            }

            for first in [0xDB, 0xC6, 0xC9] {
                input[0] = first;
                // The code of an ext value is one of the bytes.
                let most = if first == 0xC9 { len.saturating_sub(1) } else { len };
                let skipped = reader(&input).skip_value();
                assert_eq!(
                    skipped.is_ok(),
                    claim <= most && !(first == 0xC9 && len == 0),
                    "{first:x} {claim} {len}"
                );
                assert!(skipped.is_ok() || skipped.unwrap_err().is_eof());
            }
        }
    }
}

#[test]
fn room_comes_from_one_budget() {
    let input = [0; 100];
    let mut from = reader(&input);
    assert_eq!(from.room_for(usize::MAX, 0), usize::MAX);
    assert_eq!(from.room_for(2, 24), 2);
    assert_eq!(from.room_for(usize::MAX, 24), 65, "half of what is left");
    assert_eq!(from.room_for(usize::MAX, usize::MAX), 0);
    assert_eq!(from.room_for(9, 1), 9);
    while from.room_for(usize::MAX, 1) > 4 {}
    // A few always, unless they are large.
    assert_eq!((from.room_for(9, 24), from.room_for(3, 24), from.room_for(3, 2000)), (4, 3, 0));
}

#[test]
fn too_long_a_list_is_refused() {
    let mut out = Out::new(Vec::new());
    let mut to = Writer::new(&mut out, &Limits::default());
    let says = "MessagePack has no list of length 4294967296; the longest is 4294967295; send it in parts";
    let error = to.open_list(Some(1 << 32)).unwrap_err();
    assert!(error.is_unsupported());
    assert_eq!(error.to_string(), says);
    let open = to.open_list(Some(u32::MAX as usize)).unwrap();
    assert_eq!(to.close_list(open, 1 << 32).unwrap_err().to_string(), says);
    let says = "MessagePack has no dict of length 4294967296; the longest is 4294967295; send it in parts";
    assert_eq!(to.open_dict(Some(1 << 32)).unwrap_err().to_string(), says);
}

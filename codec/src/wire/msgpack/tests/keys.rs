use super::*;

/// Names of every length, leaked: a key is made from a literal.
fn name(len: usize) -> &'static str {
    Box::leak("abcdefghijklmnopqrstuvwxyz".chars().cycle().take(len).collect::<String>().into_boxed_str())
}

fn lengths() -> impl Iterator<Item = usize> {
    (0..=40).chain([254, 255, 256, 257, 65_535, 65_536])
}

#[test]
fn names_are_written_as_strings_are() {
    for len in lengths() {
        let key = Key::new(name(len));
        assert_eq!(written(|to| to.field(&key)), written(|to| to.str(name(len)).unwrap()), "{len}");
    }
}

#[test]
fn names_are_found_where_they_stand_and_nowhere_else() {
    for len in lengths() {
        let key = Key::new(name(len));
        let encoded = written(|to| to.field(&key));
        for more in [0, 1, 20] {
            let input = [&[1], encoded.as_slice(), &vec![7; more]].concat();
            let mut from = reader(&input);
            assert!(!from.field(&key));
            from.set_position(1);
            assert!(from.field(&key), "{len} {more}");
            assert_eq!(from.position(), 1 + encoded.len());
            from.set_position(1);
            assert!(from.eat_name(name(len)), "{len} {more}");
            assert_eq!(from.position(), 1 + encoded.len());
            // Every byte counts; of the very long ones, those at both ends do.
            let looked_at = (0..encoded.len()).filter(|at| *at < 300 || at + 300 > encoded.len());
            for at in looked_at {
                let mut other = encoded.clone();
                other[at] ^= 1;
                other.extend(vec![7; more]);
                let mut from = reader(&other);
                assert!(!from.field(&key) && from.position() == 0, "{len} {at}");
                assert!(!from.eat_name(name(len)) && from.position() == 0, "{len} {at}");
            }
        }
        for cut in (0..encoded.len()).rev().take(40) {
            assert!(!reader(&encoded[..cut]).field(&key), "{len} {cut}");
            assert!(!reader(&encoded[..cut]).eat_name(name(len)), "{len} {cut}");
        }
    }
}

#[test]
fn a_name_in_a_longer_form_is_left_to_be_read() {
    let mut from = reader(b"\xD9\x01x\x05");
    assert!(!from.field(&Key::new("x")));
    assert!(!from.eat_name("x"));
    assert_eq!(from.str().unwrap(), "x");
}

#[test]
fn finds_which_field_it_is() {
    const KEYS: [Key; 3] = [Key::new("x"), Key::new("speed"), Key::new("a_long_name_of_a_field")];
    let keys = || KEYS.iter().enumerate();
    for (index, key) in keys() {
        let input = written(|to| {
            to.field(key);
            to.u64(9);
        });
        let mut from = reader(&input);
        let mut find = || keys().find(|(_, key)| from.eat_key(key)).map(|(index, _)| index);
        assert_eq!((find(), find()), (Some(index), None));
        assert_eq!(from.u64().unwrap(), 9);
        assert!(!keys().any(|(_, key)| from.eat_key(key)));
    }
}

#[test]
fn keys_that_were_written_are_shown_and_the_reserved_one_is_known() {
    let shown = |write: fn(&mut Writer<'_>)| {
        let mut out = Out::new(vec![1]);
        let mut to = Writer::new(&mut out, &Limits::default());
        write(&mut to);
        (to.excerpt(1, to.len()), to.is_type_key(1))
    };
    assert_eq!(shown(|to| to.str("speed").unwrap()), ("speed".into(), false));
    assert_eq!(shown(|to| to.str("__type__").unwrap()), ("__type__".into(), true));
    assert_eq!(shown(|to| to.str("__type__ ").unwrap()), ("__type__ ".into(), false));
    assert!(!shown(|to| to.bytes(b"__type__").unwrap()).1);
    assert_eq!(shown(|to| to.i64(-300)), ("-300".into(), false));
    assert_eq!(shown(|to| to.str(&"ä".repeat(40)).unwrap()), ("ä".repeat(40), false));
    assert!(!shown(|to| to.null()).1);
}

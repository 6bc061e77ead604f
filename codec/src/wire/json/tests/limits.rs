use super::*;

fn both(input: &str, limits: Limits) -> Result<(), String> {
    let read = parse_with(input.as_bytes(), &limits, false).map(drop).map_err(|error| error.to_string());
    let skipped = skip_with(input.as_bytes(), &limits, false).map_err(|error| error.to_string());
    assert_eq!(read, skipped, "{input}");
    read
}

#[test]
fn depth() {
    let limits = Limits::default().depth(2);
    assert_eq!(both("1", limits.depth(0)), Ok(()));
    for input in ["[[1]]", r#"{"a":{}}"#, r#"[{"a":1},[2],{}]"#, "[[],[]]"] {
        assert_eq!(both(input, limits), Ok(()), "{input}");
    }
    let says = "nesting is deeper than 2 levels (byte 2); raise it with `Limits::depth`";
    assert_eq!(both("[[[", limits), Err(says.into()));
    let says = "nesting is deeper than 2 levels (byte 10); raise it with `Limits::depth`";
    assert_eq!(both(r#"{"a":{"b":[]}}"#, limits), Err(says.into()));
}

#[test]
fn depth_around_the_default() {
    for (open, inner, close) in [("[", "", "]"), (r#"{"a":"#, "1", "}")] {
        for (levels, fits) in [(127, true), (128, true), (129, false), (100_000, false)] {
            let input = open.repeat(levels) + inner + &close.repeat(levels);
            assert_eq!(both(&input, Limits::default()).is_ok(), fits, "{open} {levels}");
        }
    }
}

#[test]
fn skipping_takes_no_stack_for_depth() {
    let levels = 20_000;
    let input = r#"[{"":"#.repeat(levels) + "1" + &"}]".repeat(levels);
    let skip = move || skip_with(input.as_bytes(), &Limits::default().depth(1 << 20), false);
    std::thread::Builder::new().stack_size(512 << 10).spawn(skip).unwrap().join().unwrap().unwrap();
}

#[test]
fn elements_of_all_levels_together() {
    let limits = Limits::default().elements(4);
    assert_eq!(both(r#"[[1],{"a":2}]"#, limits), Ok(()));
    let says = "more than 4 list elements and dict entries (byte 14); raise it with `Limits::elements`";
    assert_eq!(both(r#"[[1],{"a":2}, 3]"#, limits), Err(says.into()));
    assert_eq!(both("[]", limits.elements(0)), Ok(()));
    assert!(both("[1]", limits.elements(0)).is_err());
}

#[test]
fn input() {
    assert_eq!(both("[1]", Limits::default().input(3)), Ok(()));
    let says = "input is longer than 2 bytes; raise it with `Limits::input`";
    assert_eq!(both("[1]", Limits::default().input(2)), Err(says.into()));
}

#[test]
fn digits() {
    for (digits, fits) in [(4299, true), (4300, true), (4301, false)] {
        assert_eq!(both(&"9".repeat(digits), Limits::default()).is_ok(), fits);
        assert_eq!(both(&format!("-{}", "9".repeat(digits)), Limits::default()).is_ok(), fits);
        // A fraction makes a float of it, and those are not limited.
        assert_eq!(both(&format!("{}.0", "9".repeat(digits)), Limits::default()), Ok(()));
    }
    let limits = Limits::default().digits(3);
    let says = "an integer has more than 3 digits (byte 1); raise it with `Limits::digits`";
    assert_eq!(both("[1234]", limits), Err(says.into()));
    let reads: [fn(&mut Reader<'_>) -> Result<(), DecodeError>; 3] =
        [|r| r.f64().map(drop), |r| r.i64().map(drop), |r| r.u128().map(drop)];
    for read in reads {
        let long = "1".repeat(30);
        assert!(read(&mut Reader::new(&long, &limits, false).unwrap()).unwrap_err().is_limit());
    }
}

/// Each way to read an integer counts for itself, and the shortest have one of their own.
#[test]
fn digits_by_every_way_to_read_an_integer() {
    let reads: [fn(&mut Reader<'_>) -> Result<(), DecodeError>; 6] = [
        |r| r.i64().map(drop),
        |r| r.u64().map(drop),
        |r| r.i128().map(drop),
        |r| r.u128().map(drop),
        |r| r.f64().map(drop),
        |r| r.number().map(drop),
    ];
    for digits in 1..=19 {
        for (count, fits) in [(digits - 1, true), (digits, true), (digits + 1, false)] {
            for end in ["", "]         "] {
                let input = "1".repeat(count.max(1)) + end;
                for (way, read) in reads.iter().enumerate() {
                    let limits = Limits::default().digits(digits);
                    let result = read(&mut Reader::new(&input, &limits, false).unwrap());
                    assert_eq!(result.is_ok(), fits, "{way}: {input} of {digits}");
                    assert!(fits || result.unwrap_err().is_limit(), "{way}: {input} of {digits}");
                }
            }
        }
    }
}

#[test]
fn writing_depth() {
    let mut out = Out::new(Vec::new());
    let mut to = Writer::new(&mut out, Style::Compact, &Limits::default().depth(2), false);
    to.open_list().unwrap();
    to.open_dict().unwrap();
    let error = to.open_list().unwrap_err();
    assert!(error.is_limit());
    assert_eq!(error.to_string(), "nesting is deeper than 2 levels; raise it with `Limits::depth`");
    assert!(to.enter().is_err());
    to.close_dict(true);
    to.enter().unwrap();
    to.leave();
    to.close_list(false);
    assert_eq!(out.into_vec(), b"[{}]");
}

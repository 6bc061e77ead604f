//! The same verdicts and values as `rmpv`, which also reads strings that are not UTF-8 and what trails a value.

use super::*;

/// What the peer makes of an input, with 32-bit floats widened; `None` if it refuses it, or if we have to.
fn peer(mut input: &[u8]) -> Option<Peer> {
    let value = rmpv::decode::read_value(&mut input).ok().filter(|_| input.is_empty())?;
    as_ours(value)
}

fn as_ours(value: Peer) -> Option<Peer> {
    Some(match value {
        Peer::String(text) => Peer::from(text.into_str()?),
        Peer::F32(value) => Peer::from(f64::from(value)),
        Peer::Array(items) => Peer::Array(items.into_iter().map(as_ours).collect::<Option<_>>()?),
        Peer::Map(entries) => Peer::Map(
            entries
                .into_iter()
                .map(|(key, value)| Some((as_ours(key)?, as_ours(value)?)))
                .collect::<Option<_>>()?,
        ),
        other => other,
    })
}

fn same_verdict(input: &[u8]) {
    let skipped = skip_with(input, &Limits::default());
    let ours = parse(input);
    match (&ours, peer(input)) {
        (Ok(ours), Some(theirs)) => {
            assert_eq!(written(|to| write_value(to, ours, true)), super::theirs(&theirs), "{input:02x?}");
        }
        (Ok(_), None) => panic!("only we accept {input:02x?}"),
        (Err(error), Some(theirs)) => only_the_unused_byte(input, error, &theirs),
        (Err(error), None) => assert!(error.to_string().len() < 200),
    }
    assert_eq!(skipped.map_err(|error| error.to_string()), ours.map(drop).map_err(|error| error.to_string()));
}

/// The peer reads `c1` as nil, so it may stand for that and change nothing.
fn only_the_unused_byte(input: &[u8], error: &DecodeError, theirs: &Peer) {
    let mut other = input.to_vec();
    let place = &mut other[error.offset().unwrap()];
    assert_eq!(std::mem::replace(place, 0xC0), 0xC1, "we refuse {input:02x?}: {error}");
    assert_eq!(peer(&other).as_ref(), Some(theirs), "{input:02x?}");
}

#[test]
fn every_input_of_up_to_two_bytes() {
    same_verdict(b"");
    for a in 0..=255 {
        same_verdict(&[a]);
        for b in 0..=255 {
            same_verdict(&[a, b]);
        }
    }
}

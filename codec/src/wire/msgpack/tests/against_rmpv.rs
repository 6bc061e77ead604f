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

/// In an optimized build only: elsewhere it takes minutes.
#[test]
#[cfg(not(debug_assertions))]
fn every_input_of_three_bytes() {
    for a in 0..=255 {
        for b in 0..=255 {
            for c in 0..=255 {
                same_verdict(&[a, b, c]);
            }
        }
    }
}

/// First bytes alone, in every order: lengths, nesting and ends.
#[test]
fn every_short_input_of_structural_bytes() {
    let alphabet = b"\x00\x01\x80\x81\x82\x90\x91\x92\xA0\xA1\xC0\xC4\xD4\xD9";
    let mut input = [0; 5];
    for n in 0..alphabet.len().pow(5) {
        let mut rest = n;
        for byte in &mut input {
            *byte = alphabet[rest % alphabet.len()];
            rest /= alphabet.len();
        }
        same_verdict(&input);
    }
}

fn random_value(dice: &mut Dice, depth: usize) -> Peer {
    match dice.below(if depth == 0 { 8 } else { 11 }) {
        0 => Peer::Nil,
        1 => Peer::from(dice.below(2) == 0),
        2 => Peer::from((dice.roll() as i64) >> dice.below(64)),
        3 => Peer::from(dice.roll() >> dice.below(64)),
        4 => Peer::from(f64::from_bits(dice.roll())),
        5 => Peer::from(random_text(dice)),
        6 => Peer::from(random_bytes(dice)),
        7 => Peer::Ext(dice.roll() as i8, random_bytes(dice)),
        8 | 9 => Peer::Array((0..dice.below(20)).map(|_| random_value(dice, depth - 1)).collect()),
        _ => Peer::Map(
            (0..dice.below(20))
                .map(|_| (random_value(dice, depth - 1), random_value(dice, depth - 1)))
                .collect(),
        ),
    }
}

fn random_text(dice: &mut Dice) -> String {
    let alphabet: Vec<char> = "abc xyz\0\u{7f}äß€😀".chars().collect();
    (0..dice.below(70)).map(|_| alphabet[dice.below(alphabet.len())]).collect()
}

fn random_bytes(dice: &mut Dice) -> Vec<u8> {
    (0..dice.below(40)).map(|_| dice.roll() as u8).collect()
}

#[test]
fn random_values_come_back_and_are_written_the_same() {
    let mut dice = Dice(99);
    for _ in 0..2_000 {
        let value = random_value(&mut dice, 3);
        let bytes = theirs(&value);
        for known in [true, false] {
            assert_eq!(written(|to| write_value(to, &value, known)), bytes);
        }
        assert_eq!(written(|to| write_value(to, &parse(&bytes).unwrap(), true)), bytes);
    }
}

#[test]
fn messages_cut_anywhere_are_refused_and_damaged_ones_get_the_same_verdict() {
    let mut dice = Dice(5);
    for _ in 0..300 {
        let bytes = theirs(&random_value(&mut dice, 2));
        for at in 0..bytes.len() {
            let error = parse(&bytes[..at]).unwrap_err();
            assert!(error.is_eof(), "{error}");
            assert_eq!(
                skip_with(&bytes[..at], &Limits::default()).unwrap_err().to_string(),
                error.to_string()
            );
        }
        for _ in 0..30 {
            let mut bytes = bytes.clone();
            let at = dice.below(bytes.len());
            match dice.below(3) {
                0 => bytes[at] ^= 1 << dice.below(8),
                1 => bytes[at] = [0, 0x7F, 0x80, 0xFF, 0xC1, 0x91][dice.below(6)],
                _ => bytes.insert(at, dice.roll() as u8),
            }
            same_verdict(&bytes);
        }
    }
}

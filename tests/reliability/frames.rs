//! Streams of frames, whole and damaged, cut in all ways: what comes of one is what a few lines say that have all of it.

use codec::transport::{Frames, write_frame};
use codec::{DecodeError, Limits};
use codec_tests::effort::PROPERTY;
use codec_tests::random::Seeded;

const MOST: usize = 300;

/// What was taken, and how the stream ended.
type Outcome = (Vec<Vec<u8>>, Result<(), String>);

fn limits() -> Limits {
    Limits::default().frame(MOST)
}

/// With the whole stream at hand.
fn expected(stream: &[u8]) -> Outcome {
    let (mut messages, mut at) = (Vec::new(), 0);
    while let Some((length, rest)) = stream[at..].split_first_chunk() {
        let length = u32::from_be_bytes(*length) as usize;
        let refused = match length {
            0 => Some(format!("a frame of length 0 holds no message (byte {at})")),
            _ if length > MOST => Some(format!(
                "a frame of {length} bytes is more than the limit of {MOST} (byte {at}); raise it with `Limits::frame`"
            )),
            _ => None,
        };
        if let Some(text) = refused {
            return (messages, Err(text));
        }
        let Some(message) = rest.get(..length) else { break };
        messages.push(message.to_vec());
        at += 4 + length;
    }
    let cut_off = || format!("input ends inside a frame (byte {at})");
    (messages, if at == stream.len() { Ok(()) } else { Err(cut_off()) })
}

/// In pieces of these lengths; once in so many times all that is there is taken.
fn found(stream: &[u8], mut piece: impl FnMut() -> usize, mut takes: impl FnMut() -> bool) -> Outcome {
    let (mut frames, mut messages) = (Frames::with_limits(limits()), Vec::new());
    let mut take = |frames: &mut Frames| -> Result<(), DecodeError> {
        while let Some(message) = frames.next_message()? {
            messages.push(message.to_vec());
        }
        Ok(())
    };
    let mut rest = stream;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(piece().min(rest.len()));
        frames.push(now);
        rest = later;
        if takes() {
            let _ = take(&mut frames);
        }
    }
    // Seen before the last messages are taken, and behind them.
    let seen = frames.finish().map_err(|error| error.to_string());
    let _ = take(&mut frames);
    assert_eq!(frames.finish().map_err(|error| error.to_string()), seen);
    (messages, seen)
}

/// A few frames, most of them short, and in every other stream some bytes of them changed, or an end too early.
fn stream(random: &mut Seeded) -> Vec<u8> {
    let mut stream = Vec::new();
    for _ in 0..random.below(12) {
        let most = *random.of(&[1, 4, 20, MOST]);
        let message: Vec<u8> = (0..=random.below(most)).map(|_| random.byte()).collect();
        write_frame(&message, &mut stream, limits()).unwrap();
    }
    if !stream.is_empty() && random.one_in(2) {
        for _ in 0..=random.below(3) {
            let at = random.below(stream.len());
            stream[at] = *random.of(&[0, 1, 0x7F, 0x80, 0xFF]);
        }
        if random.one_in(3) {
            stream.truncate(random.below(stream.len()));
        }
    }
    stream
}

#[test]
fn however_a_stream_is_cut() {
    let mut random = Seeded::new(17);
    let (mut whole, mut messages) = (0, 0);
    for case in 0..PROPERTY.count() {
        let stream = stream(&mut random);
        let expected = expected(&stream);
        whole += usize::from(expected.1.is_ok());
        messages += expected.0.len();
        assert_eq!(found(&stream, || usize::MAX, || false), expected, "case {case}, whole");
        assert_eq!(found(&stream, || 1, || true), expected, "case {case}, byte by byte");
        let (mut pieces, mut taking) = (random.clone(), Seeded::new(random.draw()));
        let most = *random.of(&[2, 5, 50, 2 * MOST]);
        let cut = found(&stream, || pieces.below(most), || taking.one_in(2));
        assert_eq!(cut, expected, "case {case}, in pieces below {most}");
    }
    PROPERTY.report("streams of frames", PROPERTY.count());
    println!("{whole} of them whole; {messages} messages");
}

//! Work against the length of the input, counted in requests and in bytes asked for, since time says little.

use codec::transport::Frames;
use codec::{Codec, Decodable, Encodable, Json, Limits, MsgPack, Value};

use crate::counting::{Counts, count};

/// Twice the input costs at most this much more, in tenths.
const PER_DOUBLING: usize = 25;
const SMALLEST: usize = 4_000;

fn codec() -> Json {
    Json::builder().limits(Limits::default().elements(usize::MAX).digits(usize::MAX)).build().unwrap()
}

#[track_caller]
fn grows_linearly(what: &str, counts: &[Counts]) {
    for pair in counts.windows(2) {
        let [before, after] = pair else { continue };
        assert!(
            after.requests * 10 <= before.requests.max(1) * PER_DOUBLING,
            "requests for {what}: {counts:?}"
        );
        assert!(after.bytes * 10 <= before.bytes.max(1) * PER_DOUBLING, "bytes for {what}: {counts:?}");
    }
    let ratio = |of: fn(&Counts) -> usize| {
        let ratios = counts.windows(2).map(|pair| of(&pair[1]) * 100 / of(&pair[0]).max(1));
        ratios.max().unwrap_or_default()
    };
    println!("{what}: per doubling, {} % requests, {} % bytes", ratio(|c| c.requests), ratio(|c| c.bytes));
}

/// Decodes and, where that succeeds, encodes at n, 2n, 4n and 8n.
#[track_caller]
fn linear<T: Decodable + Encodable + Sync>(what: &str, text: impl Fn(usize) -> String) {
    let codec = codec();
    let (mut reading, mut writing) = (Vec::new(), Vec::new());
    for times in [1, 2, 4, 8] {
        let text = text(SMALLEST * times);
        let (result, counts) = count(|| codec.decode_as::<T>(text.as_bytes()));
        reading.push(counts);
        if let Ok(value) = result {
            writing.push(on_a_new_thread(|| count(|| codec.encode(&value).unwrap()).1));
        }
    }
    grows_linearly(&format!("reading {what}"), &reading);
    grows_linearly(&format!("writing {what}"), &writing);
}

/// A thread keeps its buffer from one message to the next, which would count for the first only.
fn on_a_new_thread(run: impl FnOnce() -> Counts + Send) -> Counts {
    std::thread::scope(|scope| scope.spawn(run).join().unwrap())
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn dict(entries: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
}

#[test]
fn digits() {
    linear::<Value>("digits of an integer", |n| "7".repeat(n));
    linear::<Value>("digits of a float", |n| format!("0.{}", "7".repeat(n)));
    linear::<Value>("leading zeros of a fraction", |n| format!("0.{}1", "0".repeat(n)));
    linear::<Value>("digits of an exponent", |n| format!("1e-{}", "9".repeat(n)));
    linear::<f64>("digits of a float that is one", |n| format!("{}.5", "7".repeat(n)));
    linear::<i64>("digits of an integer that does not fit", |n| "7".repeat(n));
}

#[test]
fn strings() {
    linear::<Value>("escapes", |n| format!("\"{}\"", r"\n".repeat(n)));
    linear::<Value>("unicode escapes", |n| format!("\"{}\"", r"\ud83d\ude00".repeat(n)));
    linear::<Value>("strings of one escape", |n| list((0..n).map(|_| r#""\n""#.to_owned())));
    linear::<Value>("empty strings", |n| list((0..n).map(|_| r#""""#.to_owned())));
    linear::<Value>("characters", |n| format!("\"{}\"", "ä".repeat(n)));
    linear::<Value>("an open string of escapes", |n| format!("\"{}", r"\n".repeat(n)));
}

#[test]
fn dicts() {
    linear::<Value>("one key again and again", |n| dict((0..n).map(|_| r#""k":0"#.to_owned())));
    linear::<Value>("two keys again and again", |n| dict((0..n).map(|at| format!(r#""{}":0"#, at % 2))));
    linear::<Value>("a hundred keys again and again", |n| {
        dict((0..n).map(|at| format!(r#""{}":0"#, at % 100)))
    });
    linear::<Value>("keys of their own", |n| dict((0..n).map(|at| format!(r#""{at:08}":0"#))));
    linear::<Value>("keys of escapes", |n| dict((0..n).map(|at| format!(r#""\n{at:08}":0"#))));
    linear::<Value>("empty dicts", |n| list((0..n).map(|_| "{}".to_owned())));
    linear::<Value>("dicts of an empty key", |n| list((0..n).map(|_| r#"{"":0}"#.to_owned())));
}

#[test]
fn lists() {
    linear::<Value>("numbers", |n| list((0..n).map(|at| at.to_string())));
    linear::<Value>("empty lists", |n| list((0..n).map(|_| "[]".to_owned())));
    linear::<Value>("space", |n| format!("[{}0]", " ".repeat(n)));
    linear::<Value>("open lists", |n| "[".repeat(n));
    linear::<Vec<f64>>("floats", |n| list((0..n).map(|at| format!("{at}.5"))));
}

/// A table of 4,000 tagged objects within each other's lists, of a type that the codec does not know.
#[test]
fn unknown_objects() {
    let item = || r#"{"__type__":[7599,{"k":[]}]}"#.to_owned();
    let codec =
        Json::builder().keep_unknown(true).limits(Limits::default().elements(usize::MAX)).build().unwrap();
    let counts = [1, 2, 4, 8].map(|times| {
        let text = list((0..SMALLEST * times).map(|_| item()));
        count(|| codec.decode(text.as_bytes()).unwrap()).1
    });
    grows_linearly("reading objects of an unknown type", &counts);
}

/// Of MsgPack: what a claim, a key that comes again, and keys of other types cost.
#[test]
fn msgpack() {
    fn linear<T: Decodable + Encodable + Sync>(what: &str, bytes: impl Fn(usize) -> Vec<u8>) {
        let codec = MsgPack::builder().limits(Limits::default().elements(usize::MAX)).build().unwrap();
        let (mut reading, mut writing) = (Vec::new(), Vec::new());
        for times in [1, 2, 4, 8] {
            let bytes = bytes(SMALLEST * times);
            let (result, counts) = count(|| codec.decode_as::<T>(&bytes));
            reading.push(counts);
            let value = result.unwrap();
            writing.push(on_a_new_thread(|| count(|| codec.encode(&value).unwrap()).1));
        }
        grows_linearly(&format!("reading {what} of MsgPack"), &reading);
        grows_linearly(&format!("writing {what} of MsgPack"), &writing);
    }
    let of = |marker: u8, items: &mut dyn Iterator<Item = Vec<u8>>, count: usize| {
        let header = [&[marker][..], &u32::try_from(count).unwrap().to_be_bytes()].concat();
        header.into_iter().chain(items.flatten()).collect::<Vec<u8>>()
    };
    let number = |at: usize| [&[0xCE][..], &u32::try_from(at).unwrap().to_be_bytes()].concat();
    linear::<Value>("numbers", |n| of(0xDD, &mut (0..n).map(number), n));
    linear::<Value>("empty lists", |n| of(0xDD, &mut (0..n).map(|_| vec![0x90]), n));
    linear::<Value>("empty dicts", |n| of(0xDD, &mut (0..n).map(|_| vec![0x80]), n));
    linear::<Value>("one key again and again", |n| of(0xDF, &mut (0..n).map(|_| b"\xA1k\x00".to_vec()), n));
    linear::<Value>("keys of their own", |n| {
        of(0xDF, &mut (0..n).map(|at| [&[0xA8][..], format!("{at:08}").as_bytes(), &[0]].concat()), n)
    });
    linear::<Value>("a number again and again as key", |n| of(0xDF, &mut (0..n).map(|_| vec![7, 0]), n));
    linear::<Value>("numbers as keys", |n| of(0xDF, &mut (0..n).map(|at| [number(at), vec![0]].concat()), n));
    linear::<Value>("lists as keys", |n| {
        of(0xDF, &mut (0..n).map(|at| [vec![0x91], number(at), vec![0]].concat()), n)
    });
    linear::<Vec<f64>>("floats", |n| of(0xDD, &mut (0..n).map(|_| b"\xCB\x3F\xF0\0\0\0\0\0\0".to_vec()), n));
}

/// Of a stream: frames of five bytes, up to a mebibyte of them, however they are cut. How many bytes are moved is counted
/// in instructions, by a test of its own.
#[test]
fn frames() {
    for piece in [1, 3, 5, 1000, usize::MAX] {
        let counts = [1, 2, 4, 8].map(|times| {
            let bytes = b"\0\0\0\x01x".repeat((1 << 20) / 5 / 8 * times);
            let (number, counts) = count(|| {
                let (mut frames, mut number) = (Frames::new(), 0);
                for piece in bytes.chunks(piece.min(bytes.len())) {
                    frames.push(piece);
                    while frames.next_message().unwrap().is_some() {
                        number += 1;
                    }
                }
                number
            });
            assert_eq!(number * 5, bytes.len());
            counts
        });
        grows_linearly(&format!("cutting frames out of pieces of {piece} bytes"), &counts);
    }
}

//! What is beyond a limit is refused before it takes more than what is at the limit, and 64 KiB.

use codec::blosc::{Options, compress, decompress};
use codec::{Codec as _, DynCodec, Limit, Limits, MangoMessage, Value};
use codec_tests::judge::with_limits;

use crate::counting::count;
use crate::memory::AHEAD;

/// How many times the limit a bomb is.
const TIMES: usize = 100;

/// The most memory that a decode takes: as a value, and as a type.
#[track_caller]
fn peaks(codec: &dyn DynCodec, bytes: &[u8], limit: Option<Limit>) -> [usize; 2] {
    let (dynamic, first) = count(|| codec.decode_as::<Value>(bytes).map(drop));
    let (typed, second) = count(|| codec.decode_as::<Vec<u64>>(bytes).map(drop));
    if let Some(limit) = limit {
        assert_eq!(dynamic.unwrap_err().limit(), Some(limit));
        assert!(typed.is_err());
    } else {
        dynamic.unwrap();
    }
    [first.peak.unsigned_abs(), second.peak.unsigned_abs()]
}

/// The bytes of a value, by a codec that has no limits.
fn unlimited(name: &str, value: &Value) -> Vec<u8> {
    let all = usize::MAX / 4;
    let limits = Limits::default().depth(1 << 20).input(all).elements(all).digits(all).decompressed(all);
    let (_, codec) = with_limits(limits).into_iter().find(|(other, _)| *other == name).unwrap();
    // The deepest stands on a stack of its own.
    let encode = || codec.encode(value).unwrap();
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(1 << 30).spawn_scoped(scope, encode);
        thread.unwrap().join().unwrap()
    })
}

/// At the limit, and `TIMES` as much: the bomb takes no more.
#[track_caller]
fn no_more(limits: Limits, limit: Limit, most: usize, value: impl Fn(usize) -> Value) {
    for (name, codec) in with_limits(limits) {
        // A user's format makes the whole value first.
        if name == "CBOR by a user" {
            continue;
        }
        let of = |amount: usize| match name {
            "Protobuf" => MangoMessage { content: value(amount), ..MangoMessage::default() }.into(),
            _ => value(amount),
        };
        let fits = peaks(&*codec, &unlimited(name, &of(most)), None);
        let bomb = unlimited(name, &of(most * TIMES));
        let bombs = peaks(&*codec, &bomb, Some(limit));
        let ahead = AHEAD
            + match name {
                // The nodes of a pickle stand in one list until all of them are there.
                "Protobuf" => 32 * bomb.len(),
                // The data stand beside the input, and beside themselves as they are shuffled, in vectors that are doubled.
                "MsgPackBlosc" => 4 * decompress(&bomb, usize::MAX).unwrap().len(),
                _ => 0,
            };
        for (bomb, fits) in bombs.into_iter().zip(fits) {
            assert!(bomb <= fits + ahead, "{name}: {bomb} bytes for a bomb, {fits} for what is at the limit");
        }
        println!("{name}, {limit:?}: {fits:?} bytes at the limit, {bombs:?} for a bomb");
    }
}

#[test]
fn elements() {
    const MOST: usize = 2_000;
    let limits = Limits::default().elements(MOST);
    no_more(limits, Limit::Elements, MOST, |count| vec![0; count].into());
    no_more(limits, Limit::Elements, MOST, |count| {
        let entries = (0..count).map(|key| (key.to_string(), Value::Null));
        Value::from(entries.collect::<codec::Dict>())
    });
    // A few at each of a hundred levels.
    no_more(limits, Limit::Elements, MOST, |count| {
        let each = count / 100;
        (0..100).fold(Value::from(0), |inner, _| {
            let mut items = vec![Value::from(0); each];
            items.last_mut().into_iter().for_each(|last| *last = inner.clone());
            items.into()
        })
    });
}

#[test]
fn depth() {
    let limits = Limits::default();
    let lists = |levels: usize| (2..levels).fold(Value::from(vec![0]), |inner, _| vec![inner].into());
    no_more(limits, Limit::Depth, 127, lists);
    no_more(limits, Limit::Depth, 127, |levels| {
        (2..levels).fold(Value::from(vec![0]), |inner, _| codec::Dict::from([("k", inner)]).into())
    });
}

#[test]
fn digits() {
    for (name, codec) in with_limits(Limits::default().input(usize::MAX)) {
        if !name.contains("Json") {
            continue;
        }
        for text in [
            "7".repeat(10_000_000),
            format!("[{}", "-7".repeat(5_000_000)),
            format!("[0,{}]", "9".repeat(10_000_000)),
        ] {
            let (result, counts) = count(|| codec.decode_as::<Value>(text.as_bytes()).is_err());
            assert!(result && counts.peak.unsigned_abs() <= AHEAD, "{name}: {counts:?}");
        }
    }
}

/// Before anything is looked at.
#[test]
fn input() {
    for (name, codec) in with_limits(Limits::default().input(1 << 20)) {
        let bytes = vec![b' '; (1 << 20) + 1];
        let (result, counts) = count(|| codec.decode(&bytes).unwrap_err());
        assert_eq!(result.limit(), Some(Limit::Input), "{name}");
        assert!(counts.peak.unsigned_abs() <= 4096, "{name}: {counts:?}");
        // From a stream that never ends no more than the limit is kept, in a vector that is doubled.
        let (result, counts) = count(|| codec.decode_from::<Value>(std::io::repeat(b' ')).unwrap_err());
        assert_eq!(result.limit(), Some(Limit::Input), "{name}");
        assert!(counts.peak.unsigned_abs() <= 3 * (1 << 20) + AHEAD, "{name}: {counts:?}");
    }
}

/// What a container becomes: from the header, or, where that lies, as soon as the data are longer.
#[test]
fn decompressed() {
    for (name, codec) in with_limits(Limits::default()) {
        if name != "MsgPackBlosc" {
            continue;
        }
        let mut bomb = Vec::new();
        compress(&vec![0xC0; 100 << 20], &mut bomb, &Options::default()).unwrap();
        assert!(bomb.len() < 4 << 20);
        let (result, counts) = count(|| codec.decode(&bomb).unwrap_err());
        assert_eq!(result.limit(), Some(Limit::Decompressed));
        assert!(counts.peak.unsigned_abs() <= AHEAD, "{counts:?}");
        // Within that limit, and a hundred times beyond that of elements.
        let nils = [&[0xDD, 0, 0xF0, 0, 0][..], &vec![0xC0; 0xF0_0000]].concat();
        let mut bomb = Vec::new();
        compress(&nils, &mut bomb, &Options::default()).unwrap();
        let (result, counts) = count(|| codec.decode(&bomb).unwrap_err());
        assert_eq!(result.limit(), Some(Limit::Elements));
        assert!(counts.largest <= (16 << 20) + AHEAD, "{counts:?}");
        assert!(counts.peak.unsigned_abs() <= 2 * (16 << 20) + AHEAD, "{counts:?}");
    }
}

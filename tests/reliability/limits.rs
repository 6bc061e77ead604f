//! Each limit one below it, at it and one beyond, with its default and with a setting, for every codec.

use codec::blosc::compress;
use codec::transport::{Frames, write_frame};
use codec::{Codec as _, DecodeError, DynCodec, Limit, Limits, List, MangoMessage, Value};
use codec_tests::judge::{Subject, with_limits};

/// The bytes of a value that is too large for the codec under test.
fn unlimited(name: &str, value: &Value) -> Vec<u8> {
    let all = usize::MAX;
    let limits = Limits::default().depth(1000).input(all).elements(all).digits(all).decompressed(all);
    let (_, codec) = with_limits(limits).into_iter().find(|(other, _)| *other == name).unwrap();
    codec.encode(value).unwrap()
}

/// By its type, since FastJSON decodes messages alone without one. Dynamically it is the same for all others.
fn decode(codec: &dyn DynCodec, bytes: &[u8]) -> Result<Value, DecodeError> {
    let typed = codec.decode_as::<Value>(bytes);
    match codec.decode(bytes) {
        Err(error) if error.is_type_mismatch() && error.to_string().contains("FastJSON") => {}
        other => assert_eq!(other.is_err(), typed.is_err()),
    }
    typed
}

#[track_caller]
fn holds(what: &str, number: usize, limit: usize, result: Result<Value, DecodeError>, which: Limit) {
    match result {
        Ok(_) => assert!(number <= limit, "{what}: {number} of {limit}"),
        Err(error) => {
            assert!(number > limit && error.is_limit(), "{what}: {number} of {limit}: {error}");
            let text = error.to_string();
            assert_eq!(error.limit(), Some(which), "{text}");
            assert!(text.contains(&format!("`Limits::{}`", format!("{which:?}").to_lowercase())), "{text}");
            assert!(text.contains(&limit.to_string()), "{text}");
        }
    }
}

/// One below, at, and one beyond.
fn around(limit: usize) -> [usize; 3] {
    [limit - 1, limit, limit + 1]
}

/// All codecs with a default and with a setting of 10.
fn both(
    set: fn(Limits, usize) -> Limits,
    default: usize,
) -> impl Iterator<Item = (&'static str, usize, Box<dyn DynCodec>)> {
    by_default_and(10, set, default)
}

fn by_default_and(
    setting: usize,
    set: fn(Limits, usize) -> Limits,
    default: usize,
) -> impl Iterator<Item = (&'static str, usize, Box<dyn DynCodec>)> {
    let by_default = with_limits(Limits::default()).map(|(name, codec)| (name, default, codec));
    let by_setting = with_limits(set(Limits::default(), setting)).map(|(name, codec)| (name, setting, codec));
    by_default.into_iter().chain(by_setting)
}

/// A message of mango is a level, and the only one that protobuf has for a list.
fn lists(name: &str, levels: usize) -> Value {
    match name {
        "Protobuf" => {
            let content = (1..levels - 1).fold(Value::from(vec![0; 0]), |inner, _| vec![inner].into());
            MangoMessage { content, ..MangoMessage::default() }.into()
        }
        _ => (1..levels).fold(Value::from(vec![0; 0]), |inner, _| vec![inner].into()),
    }
}

#[test]
fn depth() {
    for (name, limit, codec) in both(|limits, most| limits.depth(u32::try_from(most).unwrap()), 128) {
        for levels in around(limit) {
            let value = lists(name, levels);
            let bytes = unlimited(name, &value);
            holds(name, levels, limit, decode(&*codec, &bytes), Limit::Depth);
            let written = codec.encode(&value);
            assert_eq!(written.is_ok(), levels <= limit, "{name}");
            assert!(written.is_ok() || written.unwrap_err().limit() == Some(Limit::Depth));
        }
    }
}

#[test]
fn input() {
    const DEFAULT: usize = 64 << 20;
    let texts = ["Json", "Json in Python's style", "FastJson"];
    for (name, limit, codec) in both(Limits::input, DEFAULT) {
        for length in around(limit) {
            let bytes = match name {
                _ if texts.contains(&name) => [&b"\""[..], &vec![b'x'; length - 2], b"\""].concat(),
                "MsgPack" if length > 100 => {
                    [&[0xC6][..], &u32::try_from(length - 5).unwrap().to_be_bytes(), &vec![0; length - 5]]
                        .concat()
                }
                "MsgPack" => [&[0xC4, u8::try_from(length - 2).unwrap()][..], &vec![0; length - 2]].concat(),
                "CBOR by a user" if length > 100 => {
                    [&[0x5A][..], &u32::try_from(length - 5).unwrap().to_be_bytes(), &vec![0; length - 5]]
                        .concat()
                }
                "CBOR by a user" => {
                    [&[0x58, u8::try_from(length - 2).unwrap()][..], &vec![0; length - 2]].concat()
                }
                // An ACL message, and a field that it does not have.
                "Protobuf" => {
                    let size = if length > 100 { 4 } else { 1 };
                    let rest = length - 7 - size;
                    let last = size - 1;
                    let head =
                        (0..size).map(|byte| (rest >> (7 * byte)) as u8 & 0x7F | u8::from(byte < last) << 7);
                    [b"\x08\xac\xd2\xc3\xd2\x0d\x1a", &head.collect::<Vec<u8>>()[..], &vec![0; rest]].concat()
                }
                // A container has sixteen bytes at least, and data that have a limit of their own: that it is refused for
                // this alone is seen by the error.
                _ => vec![0; length],
            };
            match decode(&*codec, &bytes) {
                Err(error) if !error.is_limit() => {
                    assert!(length <= limit && name == "MsgPackBlosc", "{name}: {error}")
                }
                result => holds(name, length, limit, result, Limit::Input),
            }
        }
    }
}

#[test]
fn elements() {
    for (name, limit, codec) in both(Limits::elements, 1 << 20) {
        for count in around(limit) {
            let value = Value::from((0..count).map(|_| Value::Null).collect::<List>());
            // Of protobuf they are those of a pickle: its own elements take two bytes of input each.
            let value = match name {
                "Protobuf" => MangoMessage { content: value, ..MangoMessage::default() }.into(),
                _ => value,
            };
            holds(name, count, limit, decode(&*codec, &unlimited(name, &value)), Limit::Elements);
        }
    }
}

/// Of integers in text and in pickles, in both directions; those in other binary forms have a size of their own.
#[test]
fn digits() {
    // What fits 64 bits is written whatever the limit, and has at most twenty.
    for (name, limit, codec) in by_default_and(30, Limits::digits, 4300) {
        if !name.contains("Json") && name != "Protobuf" {
            continue;
        }
        for count in around(limit) {
            let digits = [("7".repeat(count), false), ("9".repeat(count), true)];
            for (digits, is_negative) in digits {
                let text = format!("{}{digits}", if is_negative { "-" } else { "" });
                let value = integer(name, &text);
                holds(name, count, limit, decode(&*codec, &unlimited(name, &value)), Limit::Digits);
                let written = codec.encode(&value);
                let refusal = written.as_ref().err().map(|error| (error.is_limit(), error.limit()));
                assert_eq!(
                    refusal,
                    (count > limit).then_some((true, Some(Limit::Digits))),
                    "{name}: {count}"
                );
            }
            if name.contains("Json") {
                let text = format!("[0,{}]", "9".repeat(count));
                holds(name, count, limit, decode(&*codec, text.as_bytes()), Limit::Digits);
                // No integer: the digits of a float cost nothing.
                assert!(decode(&*codec, format!("0.{}", "7".repeat(count)).as_bytes()).is_ok());
            }
        }
    }
}

fn integer(name: &str, text: &str) -> Value {
    let number = text.parse::<i64>().map_or_else(|_| Value::BigInt(text.parse().unwrap()), Value::from);
    match name {
        "Protobuf" => MangoMessage { content: number, ..MangoMessage::default() }.into(),
        _ => number,
    }
}

#[test]
fn decompressed() {
    for (name, limit, codec) in both(Limits::decompressed, 16 << 20) {
        if name != "MsgPackBlosc" {
            continue;
        }
        for length in around(limit) {
            let message = if length > 100 {
                [&[0xC6][..], &u32::try_from(length - 5).unwrap().to_be_bytes(), &vec![7; length - 5]]
                    .concat()
            } else {
                [&[0xC4, u8::try_from(length - 2).unwrap()][..], &vec![7; length - 2]].concat()
            };
            let mut bytes = Vec::new();
            compress(&message, &mut bytes, &codec::blosc::Options::default()).unwrap();
            holds(name, length, limit, decode(&*codec, &bytes), Limit::Decompressed);
        }
    }
}

/// No matter of codecs: by what cuts a stream, and by what writes one.
#[test]
fn frame() {
    for (limits, limit) in [(Limits::default(), 4 << 20), (Limits::default().frame(10), 10)] {
        for length in around(limit) {
            let mut frames = Frames::with_limits(limits);
            frames.push(&u32::try_from(length).unwrap().to_be_bytes());
            // Before any byte of the message.
            let claimed = frames.next_message().map(|message| assert_eq!(message, None));
            holds("a length", length, limit, claimed.map(|()| Value::Null), Limit::Frame);
            frames.push(&vec![b'0'; length]);
            let read = frames.next_message().map(|message| Value::from(message.unwrap().len()));
            holds("a frame", length, limit, read, Limit::Frame);
            let written = write_frame(&vec![b'0'; length], &mut Vec::new(), limits);
            let refusal = written.err().and_then(|error| error.limit());
            assert_eq!(refusal, (length > limit).then_some(Limit::Frame));
        }
    }
}

/// A limit that was hit leaves nothing behind.
#[test]
fn nothing_stays() {
    let small = Limits::default().depth(3).elements(5).digits(5).input(200).decompressed(200);
    for (name, codec) in with_limits(small) {
        let good = Subject::named(name);
        let value = match name {
            "Protobuf" => codec_tests::messages::Blob { content: vec![1] }.into(),
            "FastJson" => {
                MangoMessage { content: 1.into(), meta: Some(codec::Dict::new()), ..MangoMessage::default() }
                    .into()
            }
            _ => Value::from(vec![1]),
        };
        let bytes = good.codec.encode(&value).unwrap();
        let deep = unlimited(name, &lists(name, 10));
        for _ in 0..100 {
            assert!(codec.decode_as::<Value>(&deep).unwrap_err().is_limit(), "{name}");
            assert_eq!(codec.decode(&bytes).unwrap(), value, "{name}");
        }
    }
}

//! The shapes of [`memory`](crate::memory) by the other codecs: FastJSON, the container, and a format of a user.

use codec::{Codec as _, DynCodec, Limits};
use codec_tests::judge::with_limits;

use crate::counting::count;
use crate::memory::{AHEAD, PER_BYTE, lengths, list_of, msgpack, wide_dict};

/// Of a user's format the values are those of its own library beside ours, and a `Vec` of each has just grown.
const PER_BYTE_OF_A_USER: usize = 192;

/// The codec of this name, which minds depth alone.
pub(crate) fn codec(name: &str) -> Box<dyn DynCodec> {
    let all = usize::MAX / 4;
    let limits = Limits::default().elements(all).digits(all).decompressed(all);
    with_limits(limits).into_iter().find(|(other, _)| *other == name).unwrap().1
}

/// Whole and cut.
#[track_caller]
fn bounded(codec: &dyn DynCodec, what: &str, per_byte: usize, bytes: impl Fn(usize) -> Vec<u8>) {
    let mut most = (0, 0);
    for length in lengths() {
        let bytes = bytes(length);
        let (result, counts) = count(|| codec.decode_as::<codec::Value>(&bytes));
        assert!(result.is_ok(), "{what}: {}", result.err().unwrap());
        let peak = counts.peak.unsigned_abs();
        assert!(peak <= per_byte * bytes.len() + AHEAD, "{what} of {length} bytes: {counts:?}");
        most = most.max((peak * 10 / bytes.len(), length));
        for cut in [bytes.len() - 1, bytes.len() / 2] {
            let (_, counts) = count(|| codec.decode_as::<codec::Value>(&bytes[..cut]).is_ok());
            assert!(counts.peak.unsigned_abs() <= per_byte * cut + AHEAD, "{what}, cut at {cut}: {counts:?}");
        }
    }
    println!("{what}: at most {}.{} bytes per byte of input, at {}", most.0 / 10, most.0 % 10, most.1);
}

/// As a value, and as the content of a message, which is another way through the codec.
#[test]
fn fast_json() {
    let codec = codec("FastJson");
    for item in ["0", "[]", "{}", r#"{"":0}"#, r#""""#] {
        bounded(&*codec, &format!("FastJson, {item}"), PER_BYTE, |length| list_of(item, length).into_bytes());
        bounded(&*codec, &format!("FastJson, a message of {item}"), PER_BYTE, |length| {
            message(&list_of(item, length - message("").len()))
        });
    }
    bounded(&*codec, "FastJson, a wide dict", PER_BYTE, |length| wide_dict(length).into_bytes());
    bounded(&*codec, "FastJson, a message of a wide dict", PER_BYTE, |length| {
        message(&wide_dict(length - message("").len()))
    });
}

fn message(content: &str) -> Vec<u8> {
    format!(r#"{{"content":{content},"meta":{{}}}}"#).into_bytes()
}

/// Stored: the data stand beside the input, and of compressed input it is they that the rest is in proportion to.
#[test]
fn blosc() {
    let codec = codec("MsgPackBlosc");
    for item in [&b"\x00"[..], b"\x90", b"\x80", b"\x81\xA0\x00"] {
        bounded(&*codec, &format!("MsgPackBlosc, {}", item.escape_ascii()), PER_BYTE, |length| {
            stored(&msgpack::full_of(0xDD, item, length - 16))
        });
    }
    bounded(&*codec, "MsgPackBlosc, a wide dict", PER_BYTE, |length| {
        stored(&msgpack::wide_dict(length - 16))
    });
}

/// A container with the data as they are: flags 2, one block.
pub(crate) fn stored(data: &[u8]) -> Vec<u8> {
    let len = u32::try_from(data.len()).unwrap();
    let sizes = [len, len, len + 16].map(u32::to_le_bytes).concat();
    [&[2, 1, 2, 8][..], &sizes, data].concat()
}

#[test]
fn a_format_of_a_user() {
    let codec = codec("CBOR by a user");
    for item in [&b"\x00"[..], b"\x80", b"\xA0", b"\xA1\x60\x00"] {
        let what = format!("CBOR, {}", item.escape_ascii());
        bounded(&*codec, &what, PER_BYTE_OF_A_USER, |length| {
            let items = (length - 5) / item.len();
            [&[0x9A][..], &u32::try_from(items).unwrap().to_be_bytes(), &item.repeat(items)].concat()
        });
    }
    bounded(&*codec, "CBOR, a wide dict", PER_BYTE_OF_A_USER, |length| {
        let items = (length - 5) / 10;
        let entries =
            (0..items).flat_map(|key| [&[0x68][..], format!("{key:08x}").as_bytes(), &[0]].concat());
        [&[0xBA][..], &u32::try_from(items).unwrap().to_be_bytes(), &entries.collect::<Vec<u8>>()].concat()
    });
}

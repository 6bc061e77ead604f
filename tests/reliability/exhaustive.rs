//! Every string of up to three bytes, for each codec.

use codec_tests::effort::THREE_BYTES;
use codec_tests::judge::{Subject, decoded, json_verdict, msgpack_verdict};

/// All of up to two bytes, and as many of three as this form runs.
fn all(about: &str, check: impl Fn(&[u8])) {
    check(b"");
    for number in 0..=u16::MAX {
        let [first, second] = number.to_be_bytes();
        check(&[first, second]);
        if second == 0 {
            check(&[first]);
        }
    }
    let mut count = 0;
    for number in THREE_BYTES.of(1 << 24) {
        let bytes = u32::try_from(number).unwrap().to_be_bytes();
        check(&bytes[1..]);
        count += 1;
    }
    THREE_BYTES.report(about, count);
}

/// Decodes, and encodes what comes of it.
fn survives(name: &str) {
    let codec = Subject::named(name).codec;
    all(name, |bytes| {
        if let Ok(value) = decoded(codec, bytes) {
            let _ = codec::Codec::encode(codec, &value).map_err(|error| error.to_string());
        }
    });
}

#[test]
fn json_agrees_with_serde_json() {
    let codec = Subject::named("Json").codec;
    all("Json", |bytes| json_verdict(codec, bytes));
}

#[test]
fn msgpack_agrees_with_rmpv() {
    let codec = Subject::named("MsgPack").codec;
    all("MsgPack", |bytes| msgpack_verdict(codec, bytes));
}

#[test]
fn blosc() {
    survives("MsgPackBlosc");
    all("the container alone", |bytes| assert!(codec::blosc::decompress(bytes, 1000).is_err()));
}

#[test]
fn fast_json() {
    survives("FastJson");
}

#[test]
fn protobuf() {
    survives("Protobuf");
}

#[test]
fn cbor_by_a_user() {
    survives("CBOR by a user");
}

/// The same bytes as what stands in a container, behind a header that agrees with them.
#[test]
fn msgpack_in_blosc() {
    let (bare, boxed) = (Subject::named("MsgPack").codec, Subject::named("MsgPackBlosc").codec);
    all("MsgPack in Blosc", |bytes| {
        let len = u32::try_from(bytes.len()).unwrap();
        let sizes = [len, len, len + 16].map(u32::to_le_bytes).concat();
        let container = [&[2, 1, 2, 8][..], &sizes, bytes].concat();
        match (decoded(bare, bytes), decoded(boxed, &container)) {
            (Ok(ours), Ok(theirs)) => assert!(codec_tests::same::same(&ours, &theirs)),
            (ours, theirs) => assert_eq!(ours.is_err(), theirs.is_err(), "{}", bytes.escape_ascii()),
        }
    });
}

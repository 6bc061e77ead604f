//! MessagePack and Blosc, of aiomas.

use codec::{Bytes, Codec, Ext, Map, MsgPack, MsgPackBlosc, Value, blosc};

use crate::subject::{AIOMAS_BLOSC, AIOMAS_MSGPACK};
use crate::types::Quiet;

pub fn bytes_are_those_of_packb() {
    const VALUES: [&str; 12] = [
        "[0, 1, 127, 128, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1]",
        "[-1, -32, -33, -128, -129, -2**15, -2**15 - 1, -2**31, -2**31 - 1, -2**63]",
        "[0.0, -0.0, 1.5, float('nan'), float('inf'), 5e-324]",
        "['', 'a' * 31, 'a' * 32, 'a' * 255, 'a' * 256, 'a' * 65535, 'a' * 65536, 'äöü\\U0001f600']",
        "[b'', b'a' * 255, b'a' * 256, b'a' * 65536, bytearray(b'x'), memoryview(b'y')]",
        "[[None] * 15, [None] * 16, [None] * 65536]",
        "{str(n): n for n in range(15)}",
        "{n: str(n) for n in range(-20, 40)}",
        "{b'key': 1, None: 2, (1, 'a'): 3, 2.5: 4, 'z': 5, True: 6}",
        "{'z': 1, 'a': 2, 'm': 3}",
        "[__import__('msgpack').ExtType(code, b'x' * n) for code, n in [(0, 1), (5, 2), (127, 4), (1, 8), (1, 16), (1, 17), (1, 0), (1, 300)]]",
        "Holder((1, 2), Quiet({'k': [Point(0.5, 1.5), Color.RED]}))",
    ];
    let mut pair = AIOMAS_MSGPACK.start();
    for code in VALUES {
        let bytes = pair.bytes(&format!("codec.encode({code})")).unwrap();
        let value = pair.ours.decode(&bytes).unwrap_or_else(|error| panic!("{code}: {error}"));
        assert!(pair.ours.encode(&value).unwrap() == bytes, "{code}");
        pair.sent(&value).check(&value).unwrap();
    }
}

pub fn arrays_arrive_as_tuples() {
    let mut pair = AIOMAS_MSGPACK.start();
    let value = Value::from(vec![Value::from(1), vec![2].into()]);
    let sent = pair.ours.encode(&value).unwrap();
    assert_eq!(pair.repr(&sent), "(1, (2,))");
    assert_eq!(pair.received("(1, [2])"), value);
}

pub fn keys_are_of_any_type() {
    let mut pair = AIOMAS_MSGPACK.start();
    let keys =
        [Value::from(1), vec![1, 2].into(), Value::Null, Bytes::from(b"k".to_vec()).into(), "k".into()];
    let map: Map = keys.into_iter().map(|key| (key, Value::from(0))).collect();
    let sent = pair.ours.encode(&Value::from(map.clone())).unwrap();
    assert_eq!(pair.repr(&sent), "{1: 0, (1, 2): 0, None: 0, b'k': 0, 'k': 0}");
    assert_eq!(pair.received("{1: 0, (1, 2): 0, None: 0, b'k': 0, 'k': 0}"), Value::from(map));
    // A dict is no key in Python.
    let inner = Value::from(codec::Dict::from([("a", 1)]));
    let sent = pair.ours.encode(&Value::from([(inner, Value::Null)].into_iter().collect::<Map>())).unwrap();
    assert_eq!(pair.refuses(&sent), "TypeError");
}

pub fn integers_outside_64_bits_are_refused() {
    let mut pair = AIOMAS_MSGPACK.start();
    for code in ["2**64", "-2**63 - 1"] {
        let fault = pair.bytes(&format!("codec.encode({code})")).unwrap_err();
        assert_eq!(fault.message, "No serializer found for type \"<class 'int'>\"");
    }
    for text in ["18446744073709551616", "-9223372036854775809"] {
        let value = Value::from(text.parse::<codec::BigInt>().unwrap());
        assert!(pair.ours.encode(&value).unwrap_err().is_unsupported());
    }
}

pub fn lone_surrogates_are_refused() {
    let mut pair = AIOMAS_MSGPACK.start();
    assert_eq!(pair.bytes("codec.encode('\\ud800')").unwrap_err().exception, "UnicodeEncodeError");
    for bytes in [&b"\xa3\xed\xa0\x80"[..], b"\xa1\xff"] {
        assert_eq!(pair.refuses(bytes), "UnicodeDecodeError");
        assert!(pair.ours.decode(bytes).unwrap_err().is_syntax());
    }
}

pub fn ext_values_round_trip_and_timestamps_only_here() {
    let mut pair = AIOMAS_MSGPACK.start();
    let ext = Value::from(Ext::new(5, b"ab".to_vec()));
    assert_eq!(pair.received("__import__('msgpack').ExtType(5, b'ab')"), ext);
    // MessagePack's own timestamp has a code that this msgpack does not take.
    let timestamp = pair.ours.encode(&Value::from(Ext::new(-1, vec![0; 4]))).unwrap();
    assert_eq!(pair.refuses(&timestamp), "ValueError");
    assert!(pair.ours.decode(&timestamp).is_ok());
}

pub fn forms_that_are_not_minimal_are_accepted() {
    let mut pair = AIOMAS_MSGPACK.start();
    let forms: [&[u8]; 6] = [
        b"\xcf\0\0\0\0\0\0\0\x01",
        b"\xd3\0\0\0\0\0\0\0\x01",
        b"\xca\x3f\xc0\0\0",
        b"\xdb\0\0\0\x01a",
        b"\xdd\0\0\0\x01\xc0",
        b"\xdf\0\0\0\x01\xa1k\xc0",
    ];
    for bytes in forms {
        let node = pair.decode(bytes).unwrap().0;
        node.check(&pair.ours.decode(bytes).unwrap()).unwrap();
    }
}

pub fn what_is_no_msgpack_is_refused() {
    const BAD: [&[u8]; 8] = [
        b"",
        b"\xc1",
        b"\x01\x02",
        b"\x92\x01",
        b"\xa5abc",
        b"\xdd\xff\xff\xff\xff",
        b"\x81\x01",
        b"\xc4\x05a",
    ];
    let mut pair = AIOMAS_MSGPACK.start();
    for bytes in BAD {
        pair.refuses(bytes);
        let error = pair.ours.decode(bytes).expect_err(&bytes.escape_ascii().to_string());
        assert!(error.is_syntax() || error.is_eof() || error.is_limit(), "{error:?}");
    }
}

/// All compressors of C-Blosc, in all kinds that its Python package makes.
pub fn blosc_buffers_of_every_kind_are_read() {
    let mut pair = AIOMAS_BLOSC.start();
    let mut count = 0;
    for compressor in ["blosclz", "lz4", "lz4hc", "zlib", "zstd"] {
        for shuffle in ["NOSHUFFLE", "SHUFFLE", "BITSHUFFLE"] {
            for (typesize, level) in [(1, 0), (1, 9), (4, 5), (8, 9), (8, 1)] {
                let code = format!(
                    "import blosc, msgpack\nvalue = [list(range(3000)), 'text' * 1000, bytes(100), 0.5]\n\
                     blosc.compress(msgpack.packb(value, use_bin_type=True), typesize={typesize}, clevel={level}, \
                     shuffle=blosc.{shuffle}, cname='{compressor}')"
                );
                let bytes = pair.bytes(&code).unwrap();
                let node = pair.decode(&bytes).unwrap().0;
                node.check(&pair.ours.decode(&bytes).unwrap())
                    .unwrap_or_else(|error| panic!("{code}: {error}"));
                count += 1;
            }
        }
    }
    println!("{count} kinds of Blosc buffers Python -> Rust");
}

/// Everything that ours can write, C-Blosc reads.
pub fn blosc_buffers_of_ours_are_read() {
    let mut pair = AIOMAS_BLOSC.start();
    let registry = pair.ours.registry().unwrap().clone();
    let numbers: Vec<Value> = (0..40_000).map(|n| Value::from(n % 77 * 1001)).collect();
    let values = [Value::Null, "x".repeat(127).into(), "x".repeat(128).into(), numbers.into()];
    for (compressor, shuffle, typesize) in [
        (blosc::Compressor::Blosclz, true, 8),
        (blosc::Compressor::Blosclz, false, 1),
        (blosc::Compressor::Lz4, true, 4),
        (blosc::Compressor::Lz4, false, 16),
    ] {
        let options = blosc::Options::default().compressor(compressor).shuffle(shuffle).typesize(typesize);
        let codec = MsgPackBlosc::builder().registry(registry.clone()).blosc(options).build().unwrap();
        for value in &values {
            let bytes = codec.encode(value).unwrap();
            pair.decode(&bytes).unwrap().0.check(value).unwrap();
        }
    }
}

/// The header says how many bytes there are; both sides hold the sender to it.
pub fn broken_blosc_buffers_are_refused() {
    let mut pair = AIOMAS_BLOSC.start();
    let whole = pair.ours.encode(&Value::from("x".repeat(1000))).unwrap();
    for bytes in [&whole[..whole.len() - 1], &whole[..15], &whole[..16], b"", &[&whole[..], b"x"].concat()] {
        let theirs = pair.decode(bytes).is_err();
        let ours = pair.ours.decode(bytes).is_err();
        assert!(ours && theirs, "{} bytes: refused by ours {ours}, by the peer {theirs}", bytes.len());
    }
}

/// A key of bytes is no tag.
pub fn the_tag_is_text() {
    let mut pair = AIOMAS_MSGPACK.start();
    let bytes = b"\x81\xc4\x08__type__\x92\x02\x81\xa4data\x01";
    let node = pair.decode(bytes).unwrap().0;
    let value = pair.ours.decode(bytes).unwrap();
    node.check(&value).unwrap();
    assert!(value.as_object().is_none());
    let typed = b"\x81\xa8__type__\x92\x02\x81\xa4data\x01";
    assert_eq!(pair.attributes(typed), "Quiet{'data': 1}");
    let codec = MsgPack::with_registry(pair.ours.registry().unwrap().clone());
    assert_eq!(codec.decode_as::<Quiet>(typed).unwrap(), Quiet { data: 1.into() });
}

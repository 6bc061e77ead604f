//! Every scalar of Unicode and every pair of surrogates, every exponent of every float, and the prefixes of lengths.

use codec::{Codec as _, Dict, Json, List, MsgPack, Value};
use codec_tests::effort::{LENGTHS, SCALARS, SURROGATES};
use codec_tests::judge::{Subject, decoded, subjects};
use codec_tests::random::Seeded;

/// How many characters a message takes: errors say which message it was, and messages are not too many.
const BATCH: usize = 64;

fn scalars() -> impl Iterator<Item = char> {
    SCALARS.of(0x11_0000 - 0x800).map(|number| {
        let number = u32::try_from(number).unwrap();
        char::from_u32(if number < 0xD800 { number } else { number + 0x800 }).unwrap()
    })
}

/// By all codecs with text: as string and as key, each alone.
#[test]
fn every_scalar() {
    let all: Vec<char> = scalars().collect();
    for subject in subjects().iter().filter(|subject| !["FastJson", "Protobuf"].contains(&subject.name)) {
        for chars in all.chunks(BATCH) {
            let strings = chars.iter().map(|c| Value::from(c.to_string())).collect::<List>();
            let keys = chars.iter().map(|c| (c.to_string(), Value::Null)).collect::<Dict>();
            for value in [Value::from(strings), keys.into()] {
                let bytes = subject.codec.encode(&value).unwrap();
                assert_eq!(decoded(subject.codec, &bytes).unwrap(), value, "{}", subject.name);
            }
        }
        SCALARS.report(subject.name, all.len());
    }
}

/// In JSON raw, and as an escape in either case; all read as the same, and as the key of a typed table.
#[test]
fn every_scalar_raw_and_escaped() {
    let codec = Json::new();
    let mut units = [0; 2];
    let all: Vec<char> = scalars().collect();
    for chars in all.chunks(BATCH) {
        let (mut raw, mut lower, mut upper) = (String::new(), String::new(), String::new());
        for c in chars {
            match c {
                '\0'..='\x1f' | '"' | '\\' => raw += &format!(r"\u{:04x}", u32::from(*c)),
                _ => raw.push(*c),
            }
            for unit in c.encode_utf16(&mut units) {
                lower += &format!(r"\u{unit:04x}");
                upper += &format!(r"\u{unit:04X}");
            }
        }
        let expected: String = chars.iter().collect();
        for text in [raw, lower, upper] {
            let text = format!(r#"{{"{text}":"{text}"}}"#);
            assert_eq!(
                codec.decode(text.as_bytes()).unwrap(),
                Value::from(Dict::from([(&*expected, &*expected)]))
            );
            let typed =
                codec.decode_as::<std::collections::BTreeMap<String, String>>(text.as_bytes()).unwrap();
            assert_eq!(typed.first_key_value(), Some((&expected, &expected)));
        }
    }
    SCALARS.report("Json, raw and escaped", all.len());
}

#[test]
fn every_pair_of_surrogates() {
    let codec = Json::new();
    let pairs: Vec<usize> = SURROGATES.of(1 << 20).collect();
    for pairs in pairs.chunks(BATCH) {
        let units = |pair: &usize| (0xD800 | pair >> 10, 0xDC00 | pair & 0x3FF);
        let text: String =
            pairs.iter().map(units).map(|(high, low)| format!(r"\u{high:04x}\u{low:04X}")).collect();
        let expected: String = pairs
            .iter()
            .map(|pair| char::from_u32(u32::try_from(0x1_0000 + pair).unwrap()).unwrap())
            .collect();
        assert_eq!(codec.decode(format!("\"{text}\"").as_bytes()).unwrap(), Value::from(expected));
    }
    SURROGATES.report("Json", pairs.len());
}

/// The wrong way round, alone, or with something between: no text of Unicode, which Rust's strings are.
#[test]
fn surrogates_without_a_pair() {
    let codec = Subject::named("Json").codec;
    for unit in 0xD800..0xE000 {
        for around in ["#", "#x", "x#", r"#\n", r"\ude00#", r"#\ud800", r"#\u0041", "##"] {
            let text = format!("\"{}\"", around.replace('#', &format!(r"\u{unit:04x}")));
            let is_pair = text.len() == 14 && {
                let second = u32::from_str_radix(&text[9..13], 16).unwrap_or(0);
                let first = u32::from_str_radix(&text[3..7], 16).unwrap();
                (0xD800..0xDC00).contains(&first) && (0xDC00..0xE000).contains(&second)
            };
            assert_eq!(decoded(codec, text.as_bytes()).is_ok(), is_pair, "{text}");
            let key = format!("{{{text}:0}}");
            assert_eq!(decoded(codec, key.as_bytes()).is_ok(), is_pair, "{key}");
        }
    }
}

/// The upper 16 bits of each float: sign, exponent, and the first of the fraction; below it three fillings.
#[test]
fn every_high_half_of_f64() {
    let mut seeded = Seeded::new(64);
    for subject in subjects().iter().filter(|subject| !["FastJson", "Protobuf"].contains(&subject.name)) {
        for high in 0..=u16::MAX {
            let high = u64::from(high) << 48;
            for low in [0, (1 << 48) - 1, seeded.draw() >> 16] {
                let float = f64::from_bits(high | low);
                let bytes = subject.codec.encode(&float).unwrap();
                let found = decoded(subject.codec, &bytes).unwrap().as_f64().unwrap();
                let typed = subject.codec.decode_as::<f64>(&bytes).unwrap();
                for found in [found, typed] {
                    // Text has one NaN.
                    let one = found.to_bits() == float.to_bits() || float.is_nan() && found.is_nan();
                    assert!(one, "{}: {found:e}, not {float:e}", subject.name);
                }
            }
        }
    }
}

/// As f64 they hold every f32; MessagePack has a form for them, which is read.
#[test]
fn every_high_half_of_f32() {
    let codec = MsgPack::new();
    let json = Json::new();
    for high in 0..=u16::MAX {
        for low in [0, 0xFFFF, 0x1234] {
            let float = f32::from_bits(u32::from(high) << 16 | low);
            let form = [&[0xCA][..], &float.to_be_bytes()].concat();
            let found = codec.decode(&form).unwrap().as_f64().unwrap();
            assert_eq!(found.to_bits(), f64::from(float).to_bits());
            for bytes in [codec.encode(&float).unwrap(), form] {
                let again = codec.decode_as::<f32>(&bytes).unwrap();
                assert!(again.to_bits() == float.to_bits() || float.is_nan() && again.is_nan(), "{float:e}");
            }
            let again = json.decode_as::<f32>(&json.encode(&float).unwrap()).unwrap();
            assert!(again.to_bits() == float.to_bits() || float.is_nan() && again.is_nan(), "{float:e}");
        }
    }
}

/// A prefix says how much there is; here next to nothing is there. Around 0, the limit of elements, 2^31 and 2^32.
#[test]
fn every_length_prefix() {
    const QUARTER: usize = 1 << 18;
    let (msgpack, blosc) = (Subject::named("MsgPack").codec, Subject::named("MsgPackBlosc").codec);
    let mut count = 0;
    for number in LENGTHS.of(4 * QUARTER) {
        let near =
            |middle: u64| middle.wrapping_add((number % QUARTER) as u64).wrapping_sub(QUARTER as u64 / 2);
        let length = match number / QUARTER {
            0 => (number % QUARTER) as u64,
            1 => near(1 << 20),
            2 => near(1 << 31),
            _ => near(1 << 32),
        };
        let length = u32::try_from(length & 0xFFFF_FFFF).unwrap();
        let marker = [0xC6, 0xC9, 0xDB, 0xDD, 0xDF][number % 5];
        let claim = [&[marker][..], &length.to_be_bytes(), &[0, 0]].concat();
        let found = decoded(msgpack, &claim);
        let fits = match marker {
            // Two bytes are a code and one of data, or two elements, or an entry of a map.
            0xC9 | 0xDF => length == 1,
            _ => length == 2,
        };
        assert_eq!(found.is_ok(), fits, "{}", claim.escape_ascii());
        let mut container = [2, 1, 2, 8, 0, 0, 0, 0, 0, 0, 0, 0, 18, 0, 0, 0, 0xC0, 0];
        let field = [4, 8, 12][number % 3];
        container[field..field + 4].copy_from_slice(&length.to_le_bytes());
        assert!(decoded(blosc, &container).is_err());
        count += 1;
    }
    LENGTHS.report("MsgPack and Blosc", count);
}

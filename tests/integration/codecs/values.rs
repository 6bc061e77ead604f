//! Every kind of value at its extremes.

use codec::{BigInt, Bytes, Codec, Dict, Ext, Json, Limits, List, Map, MsgPack, Unknown, Value};
use codec_tests::codecs::{ALL, Setup, Subject};
use codec_tests::same::same;

use super::{encoded, refuses};

/// The lengths at which MessagePack changes its form, and those beside them.
const LENGTHS: [usize; 14] = [0, 1, 2, 15, 16, 17, 31, 32, 33, 255, 256, 257, 65_535, 65_536];

/// Those that many tests can afford to take.
pub fn short() -> Vec<Value> {
    let mut values = all();
    values.retain(|value| match value {
        Value::List(list) => list.len() < 1000,
        Value::Dict(dict) => dict.len() < 1000,
        Value::Map(map) => map.len() < 1000,
        _ => true,
    });
    values
}

fn all() -> Vec<Value> {
    [scalars(), texts(), binary(), containers(), maps(), mixed()].concat()
}

fn scalars() -> Vec<Value> {
    let mut values = vec![Value::Null, true.into(), false.into()];
    for power in 0..=126 {
        let edge = 1_i128 << power;
        let near = [edge - 1, edge, edge + 1];
        values.extend(near.iter().flat_map(|n| [*n, -*n]).map(|n| Value::from(BigInt::from(n))));
    }
    values.push(BigInt::from(i128::MIN).into());
    values.push(BigInt::from(u128::MAX).into());
    values.extend(
        ["9".repeat(4300), format!("-{}", "7".repeat(4300))]
            .map(|text| text.parse::<BigInt>().unwrap().into()),
    );
    values.extend(floats().chunks(200).map(|floats| Value::from(floats.to_vec())));
    values.extend([0.0, -0.0, 0.1, f64::MIN, f64::NAN, f64::NEG_INFINITY].map(Value::from));
    values
}

/// Every power of two with its neighbours, and what stands alone.
fn floats() -> Vec<f64> {
    let powers = (0..=2047_u64).flat_map(|exponent| {
        let bits = exponent << 52;
        [bits.saturating_sub(1), bits, bits + 1].map(f64::from_bits)
    });
    let tens = (-30..=30).map(|exponent| 10_f64.powi(exponent));
    let mut floats: Vec<f64> = powers.chain(tens).filter(|float| !float.is_nan()).collect();
    floats.extend([
        0.1,
        0.3,
        1.0 / 3.0,
        5e-324,
        f64::MAX,
        f64::INFINITY,
        9_007_199_254_740_993.0,
        123_456.789,
    ]);
    floats.extend(floats.clone().into_iter().map(|float| -float));
    floats.push(f64::NAN);
    floats
}

fn texts() -> Vec<Value> {
    let every_ascii: String = (0..128_u8).map(char::from).collect();
    let edges = [
        '\u{7f}',
        '\u{80}',
        '\u{7ff}',
        '\u{800}',
        '\u{d7ff}',
        '\u{e000}',
        '\u{ffff}',
        '\u{10000}',
        '\u{10ffff}',
    ];
    let mut texts = vec![
        every_ascii.clone(),
        "__type__".to_owned(),
        "\u{2028}\u{feff}".to_owned(),
        edges.iter().collect(),
    ];
    texts.extend(edges.map(String::from));
    texts.extend((0..128_u8).map(|byte| char::from(byte).to_string()));
    texts.extend(LENGTHS.map(|length| "x".repeat(length)));
    texts.extend(LENGTHS.map(|length| "ü".repeat(length / 2) + if length % 2 == 1 { "\"" } else { "" }));
    texts.into_iter().map(Value::from).collect()
}

fn binary() -> Vec<Value> {
    let data = |length: usize| (0..length).map(|at| at.to_le_bytes()[0]).collect::<Vec<u8>>();
    let bytes = LENGTHS.map(|length| Value::from(Bytes::from(data(length))));
    let lengths = LENGTHS.into_iter().chain([3, 4, 5, 7, 8, 9]);
    let exts = lengths.map(|length| Value::from(Ext::new(5, data(length))));
    let codes = (i8::MIN..=i8::MAX).map(|code| Value::from(Ext::new(code, vec![0; 4])));
    bytes.into_iter().chain(exts).chain(codes).collect()
}

fn containers() -> Vec<Value> {
    let list = |length: usize| Value::from((0..length).map(|at| Value::from(at % 300)).collect::<List>());
    let floats = |length: usize| Value::from(vec![0.5; length]);
    let dict =
        |length: usize| Value::from((0..length).map(|at| (format!("k{at}"), Value::Null)).collect::<Dict>());
    let keys = ["", " ", "__type", "__type__ ", "__TYPE__", "\"\\\n\0", "ä", "\u{10ffff}"];
    let odd = keys.iter().map(|key| ((*key).to_owned(), Value::from(*key))).collect::<Dict>();
    let mut values = LENGTHS.map(list).to_vec();
    values.extend(LENGTHS.map(floats));
    values.extend(LENGTHS.map(dict));
    values.push(odd.into());
    values.push(Dict::from([("k".repeat(70_000), 1)]).into());
    values
}

fn maps() -> Vec<Value> {
    let of = |keys: Vec<Value>| {
        Value::from(keys.into_iter().enumerate().map(|(at, key)| (key, Value::from(at))).collect::<Map>())
    };
    let mut maps = LENGTHS.map(|length| of((0..length).map(Value::from).collect())).to_vec();
    // Without an entry there is no sign that it was a map.
    maps.remove(0);
    maps.push(of(vec![
        "text".into(),
        1.into(),
        true.into(),
        Value::Null,
        1.5.into(),
        (-0.0).into(),
        (1_u64 << 63).into(),
    ]));
    maps.push(of(vec![BigInt::from(u128::MAX).into()]));
    maps.push(of(vec![Bytes::from(*b"__type__").into()]));
    maps.push(of(vec![vec![1, 2].into()]));
    maps.push(of(vec![Dict::from([("k", 1)]).into()]));
    maps.push(of(vec![of(vec![0.into()])]));
    maps.push(of(vec![Ext::new(1, vec![1]).into()]));
    maps
}

fn mixed() -> Vec<Value> {
    let entry =
        |value: Value| Value::from(vec![Value::from(Dict::from([("k", value.clone())])), value, Value::Null]);
    let inner = [
        Value::Null,
        0.5.into(),
        Bytes::from(vec![1]).into(),
        Ext::new(-1, vec![0; 4]).into(),
        BigInt::from(i128::MIN).into(),
        Value::Unknown(Box::new(Unknown::new(7999, vec![1].into()))),
    ];
    let mut values: Vec<Value> = inner.into_iter().flat_map(|value| [entry(value.clone()), value]).collect();
    for id in [0, 1, -1, 127, 128, -32, -33, 65_535, 65_536, i32::MAX, i32::MIN] {
        let data = Value::from(Dict::from([("x", Value::Unknown(Box::new(Unknown::new(id, Value::Null))))]));
        values.push(Value::Unknown(Box::new(Unknown::new(id, data))));
    }
    values
}

fn check(under: &Subject, value: &Value) {
    let codec = under.with(Setup { keep_unknown: true, ..Setup::default() });
    match under.carried(value) {
        Ok(carried) => {
            let bytes = encoded(&*codec, value);
            let found = codec.decode(&bytes).unwrap();
            assert!(same(&found, &carried), "{}: {found:.200}, not {carried:.200}", under.name);
            assert!(same(&codec.decode_as::<Value>(&bytes).unwrap(), &carried));
            assert!(same(&codec.decode_from::<Value>(&*bytes).unwrap(), &carried));
            assert_eq!(codec.encode(&found).unwrap(), bytes);
        }
        Err(why) => {
            let error = refuses(&*codec, value);
            assert!(error.is_unsupported() && error.to_string().starts_with(why), "{}: {error}", under.name);
        }
    }
}

#[test]
fn every_value_comes_back_or_is_refused() {
    for under in ALL {
        let values = all();
        values.iter().for_each(|value| check(&under, value));
        let refused = values.iter().filter(|value| under.carried(value).is_err()).count();
        println!("{}: {} values, {refused} of them refused", under.name, values.len());
        assert!(refused < values.len() / 2);
    }
}

/// A codec behind a `Box` and the codec itself take different paths.
#[test]
fn boxed_and_bare_codecs_agree() {
    fn agree<C: Codec>(bare: &C, name: &str) {
        let under = ALL.iter().find(|under| under.name == name).unwrap();
        let boxed =
            under.with(Setup { limits: Limits::default().depth(64), keep_unknown: true, ..Setup::default() });
        for value in short() {
            let (ours, theirs) = (bare.encode(&value), boxed.encode(&value));
            assert_eq!(ours.as_ref().ok(), theirs.as_ref().ok());
            let Ok(bytes) = ours else { continue };
            assert!(same(&bare.decode(&bytes).unwrap(), &boxed.decode(&bytes).unwrap()));
            assert!(same(&bare.decode_as::<Value>(&bytes).unwrap(), &boxed.decode(&bytes).unwrap()));
        }
    }
    agree(&Json::builder().keep_unknown(true).build().unwrap(), "Json");
    agree(&MsgPack::builder().keep_unknown(true).build().unwrap(), "MsgPack");
}

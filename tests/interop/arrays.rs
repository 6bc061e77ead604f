//! NumPy's arrays and arrow's dates, both ways.

use std::fmt::Debug;

use chrono::{DateTime, FixedOffset};
use codec::ext::ndarray::{NdArray, RawArray};
use codec::{Codec, DynCodec, Value, ext};
use jiff::Zoned;
use ndarray::{ArrayD, ShapeBuilder, arr0, array};
use num_complex::{Complex32, Complex64};

use crate::subject::{AIOMAS_BLOSC, AIOMAS_JSON, AIOMAS_MSGPACK, MANGO_JSON, Pair};

/// An array as Python has it, and ours.
fn arrays() -> Vec<(&'static str, NdArray)> {
    let fortran = ArrayD::from_shape_vec(vec![2, 3].f(), vec![1, 4, 2, 5, 3, 6]).unwrap();
    vec![
        ("np.array([1.0, 2.5, -3.0, np.inf])", array![1.0, 2.5, -3.0, f64::INFINITY].into()),
        ("np.array([[1.5], [-0.25]], 'f4')", array![[1.5_f32], [-0.25]].into()),
        ("np.array([-2**63, 0, 2**63 - 1])", array![i64::MIN, 0, i64::MAX].into()),
        ("np.array([[-2**31, 2**31 - 1]], 'i4')", array![[i32::MIN, i32::MAX]].into()),
        ("np.array([0, 255], 'u1')", array![0_u8, 255].into()),
        ("np.array([True, False])", array![true, false].into()),
        ("np.array([1 + 2j, -0.5j])", array![Complex64::new(1.0, 2.0), Complex64::new(-0.0, -0.5)].into()),
        ("np.array([1 + 2j], 'c8')", array![Complex32::new(1.0, 2.0)].into()),
        ("np.array(2.5)", arr0(2.5).into()),
        ("np.zeros((0,))", ArrayD::<f64>::zeros(vec![0]).into()),
        ("np.zeros((2, 0, 4), 'i4')", ArrayD::<i32>::zeros(vec![2, 0, 4]).into()),
        ("np.asfortranarray(np.array([[1, 2, 3], [4, 5, 6]], 'i4'))", fortran.into()),
        ("np.array([[1, 2], [3, 4]], 'i8').T", array![[1_i64, 3], [2, 4]].into()),
        ("np.array([1, -1], 'i2')", array![1_i16, -1].into()),
        ("np.array([1, -1], 'i1')", array![1_i8, -1].into()),
        ("np.array([2**64 - 1], 'u8')", array![u64::MAX].into()),
        ("np.array([2**32 - 1], 'u4')", array![u32::MAX].into()),
        ("np.array([2**16 - 1], 'u2')", array![u16::MAX].into()),
        // Without a Rust type for its elements.
        ("np.array([1.5, -2], 'f2')", raw("<f2", &[2], &[0x00, 0x3e, 0x00, 0xc0])),
        ("np.array(['ab', 'c'])", raw("<U2", &[2], b"a\0\0\0b\0\0\0c\0\0\0\0\0\0\0")),
        ("np.array([b'abc'])", raw("|S3", &[1], b"abc")),
        ("np.array(['1970-01-02'], 'M8[s]')", raw("<M8[s]", &[1], &86_400_i64.to_le_bytes())),
        ("np.array([-1], 'm8[ms]')", raw("<m8[ms]", &[1], &(-1_i64).to_le_bytes())),
    ]
}

/// What arrives from a machine with the other byte order has the values and this machine's order.
fn big_endian() -> Vec<(&'static str, NdArray)> {
    vec![
        ("np.array([1.0, -2.5], '>f8')", array![1.0, -2.5].into()),
        ("np.array([1.5], '>f4')", array![1.5_f32].into()),
        ("np.array([[1], [-2]], '>i4')", array![[1], [-2]].into()),
        ("np.array([2**40], '>i8')", array![1_i64 << 40].into()),
        ("np.array([1 + 2j], '>c16')", array![Complex64::new(1.0, 2.0)].into()),
    ]
}

fn raw(dtype: &str, shape: &[usize], data: &[u8]) -> NdArray {
    RawArray::new(dtype, shape, data.to_vec()).unwrap().into()
}

pub fn numpy_arrays() {
    for subject in [MANGO_JSON, AIOMAS_JSON, AIOMAS_MSGPACK, AIOMAS_BLOSC] {
        let mut pair = subject.start();
        let (native, foreign) = (arrays(), big_endian());
        for (code, array) in &native {
            arrives(&mut pair, code, array);
            let node = pair.value(code, b"").unwrap();
            let sent = pair.ours.encode(&pair.ours.object(array).unwrap()).unwrap();
            // dtype, shape and every byte.
            let held = pair.decode(&sent).unwrap().0;
            assert_eq!(format!("{held:?}"), format!("{node:?}"), "{subject:?}: {code}");
            if subject != AIOMAS_BLOSC {
                assert_eq!(
                    pair.same_bytes.encode(&pair.ours.object(array).unwrap()).unwrap(),
                    encoded(&mut pair, code)
                );
            }
        }
        for (code, array) in &foreign {
            let back = arrives(&mut pair, code, array);
            let sent = pair.ours.encode(&back).unwrap();
            let equal = format!("str(np.array_equal(codec.decode(data), {code}))");
            assert_eq!(pair.text(&equal, &sent), "True", "{subject:?}: {code}");
        }
        println!(
            "{} {}: {} NumPy arrays Rust -> Python, {} Python -> Rust",
            subject.package,
            subject.codec,
            native.len(),
            native.len() + foreign.len()
        );
    }
}

fn encoded(pair: &mut Pair, code: &str) -> Vec<u8> {
    pair.bytes(&format!("codec.encode({code})")).unwrap()
}

/// The peer's array is ours, and nothing of its memory's layout comes over.
fn arrives(pair: &mut Pair, code: &str, array: &NdArray) -> Value {
    let value = pair.received(code);
    let object = value.as_object().unwrap_or_else(|| panic!("{code}: {value}"));
    assert_eq!(object.downcast_ref::<NdArray>(), Some(array), "{:?}: {code}", pair.subject);
    value
}

/// Typed arrays, in the types that a program has.
pub fn numpy_arrays_as_rust_types() {
    let mut pair = AIOMAS_MSGPACK.start();
    let floats = array![[1.0, 2.0], [3.0, 4.0]];
    let bytes = encoded(&mut pair, "np.array([[1.0, 2.0], [3.0, 4.0]])");
    assert_eq!(pair.ours.decode_as::<ndarray::Array2<f64>>(&bytes).unwrap(), floats);
    assert_eq!(pair.ours.encode(&floats).unwrap(), bytes);
    let error = pair.ours.decode_as::<ndarray::Array1<f64>>(&bytes).unwrap_err();
    assert!(error.to_string().contains("expected an array with 1 dimensions, found one with 2"), "{error}");
    // Elements in the other byte order are sent as they are, if a program holds them as bytes.
    let turned = raw(">f8", &[1], &1.5_f64.to_be_bytes());
    let turned = pair.ours.encode(&pair.ours.object(&turned).unwrap()).unwrap();
    assert_eq!(
        pair.text("array = codec.decode(data)\nstr((array.dtype.str, array.tolist()))", &turned),
        "('>f8', [1.5])"
    );
    let transposed = pair.ours.encode(&floats.t().to_owned()).unwrap();
    assert_eq!(pair.text("str(codec.decode(data).tolist())", &transposed), "[[1.0, 3.0], [2.0, 4.0]]");
}

/// dtypes that no other process can make sense of: their elements are addresses, or fields that their name leaves out.
pub fn numpy_arrays_that_are_refused() {
    let mut pair = AIOMAS_MSGPACK.start();
    let objects = encoded(&mut pair, "np.array([None])");
    assert_eq!(pair.refuses(&objects), "ValueError");
    assert!(pair.ours.decode(&objects).unwrap_err().is_invalid());
    // Without the names of its fields, as the peer itself reads it.
    let fields = encoded(&mut pair, "np.array([(1, 2.0)], [('a', 'i4'), ('b', 'f8')])");
    assert_eq!(pair.text("codec.decode(data).dtype.str", &fields), "|V12");
    let value = pair.ours.decode(&fields).unwrap();
    assert_eq!(value.as_object().unwrap().downcast_ref::<NdArray>().unwrap().dtype(), "|V12");
}

const DATES: [&str; 7] = [
    "2015-01-15T13:37:00+00:00",
    "1970-01-01T00:00:00+00:00",
    "2026-12-31T23:59:59.999999+05:30",
    "2020-02-29T12:00:00.500000-03:30",
    "1969-07-20T20:17:40.000001+00:00",
    "0001-01-01T00:00:00+00:00",
    "9999-12-30T00:00:00+14:00",
];

pub fn arrow_dates() {
    for subject in [AIOMAS_JSON, AIOMAS_MSGPACK, AIOMAS_BLOSC] {
        let mut pair = subject.start();
        for text in DATES {
            let chrono = DateTime::<FixedOffset>::parse_from_rfc3339(text).unwrap();
            arrow_date(&mut pair, text, &chrono);
            // The other crate, at the same id.
            let registry =
                codec::Registry::with_serializers([ext::jiff::serializer().with_type_id(10)]).unwrap();
            let jiff: Zoned = match subject.codec {
                "JSON" => over(&mut pair, &codec::Json::with_registry(registry), text),
                "MsgPack" => over(&mut pair, &codec::MsgPack::with_registry(registry), text),
                _ => over(&mut pair, &codec::MsgPackBlosc::with_registry(registry), text),
            };
            assert_eq!(jiff.timestamp().as_microsecond(), chrono.timestamp_micros());
        }
        println!("aiomas {}: {} arrow dates each way, with chrono and with jiff", subject.codec, DATES.len());
    }
}

fn arrow_date(pair: &mut Pair, text: &str, date: &DateTime<FixedOffset>) {
    let bytes = encoded(pair, &format!("arrow.get('{text}')"));
    assert_eq!(pair.ours.decode_as::<DateTime<FixedOffset>>(&bytes).unwrap(), *date, "{text}");
    let sent = pair.ours.encode(date).unwrap();
    let same = format!(
        "date = codec.decode(data)\nstr((date == arrow.get('{text}'), type(date).__name__, str(date)))"
    );
    assert_eq!(pair.text(&same, &sent), format!("(True, 'Arrow', '{text}')"));
}

fn over<T: codec::Decodable + codec::Encodable + Debug>(
    pair: &mut Pair,
    codec: &dyn DynCodec,
    text: &str,
) -> T {
    let bytes = encoded(pair, &format!("arrow.get('{text}')"));
    let date: T = codec.decode_as(&bytes).unwrap();
    let sent = codec.encode(&date).unwrap();
    assert_eq!(pair.text("str(codec.decode(data))", &sent), text);
    date
}

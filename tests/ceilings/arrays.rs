//! Memory of arrays against the length of the input.

use codec::ext::{self, ndarray::NdArray};
use codec::{Codec, Json, Limits, MsgPack, Registry};
use ndarray::Array1;

use crate::counting::count;

const AHEAD: usize = 64 << 10;

fn registry() -> Registry {
    Registry::with_serializers([ext::ndarray::serializer().with_type_id(1)]).unwrap()
}

fn json() -> Json {
    Json::builder().registry(registry()).limits(Limits::default().input(usize::MAX)).build().unwrap()
}

fn frame(dtype: &str, shape: &str, data: &str) -> String {
    format!(r#"{{"__type__":[1,{{"type":"{dtype}","shape":{shape},"data":"{data}"}}]}}"#)
}

/// What is only claimed takes nothing.
#[test]
fn shapes_take_no_memory() {
    let (codec, _) = (json(), json().decode(b"0"));
    for (dtype, shape) in [
        ("<f8", "[4611686018427387904]"),
        ("|u1", "[1152921504606846976]"),
        ("|u1", "[4294967296,4294967296,4294967296]"),
        ("|u1", "[1152921504606846976,0]"),
        ("<U288230376151711743", "[1]"),
        ("|S1", "[0,1152921504606846976]"),
    ] {
        let text = frame(dtype, shape, "AAAA");
        let (result, counts) = count(|| codec.decode(text.as_bytes()));
        assert!(result.is_err(), "{dtype} {shape}");
        assert!(counts.largest <= 4096, "{dtype} {shape}: {counts:?}");
        let empty = frame(dtype, shape, "");
        let (_, counts) = count(|| codec.decode(empty.as_bytes()));
        assert!(counts.peak <= 8192, "{dtype} {shape}: {counts:?}");
    }
    let ones = frame("|u1", &format!("[1{}]", ",1".repeat(100_000)), "AA==");
    let (result, counts) = count(|| codec.decode(ones.as_bytes()));
    assert!(result.unwrap_err().is_invalid());
    assert!(usize::try_from(counts.peak).unwrap() <= 64 * ones.len() + AHEAD, "{counts:?}");
}

/// The text, the bytes that it stands for and the elements: each at most once.
#[test]
fn data_take_what_they_hold() {
    let array = Array1::<f64>::zeros(1 << 17);
    let held = array.len() * size_of::<f64>();
    let (json, msgpack) = (json(), MsgPack::with_registry(registry()));
    let text = json.encode(&array).unwrap();
    let (value, counts) = count(|| json.decode_as::<Array1<f64>>(&text).unwrap());
    assert_eq!(value.len(), array.len());
    assert!(usize::try_from(counts.peak).unwrap() <= text.len() + 2 * held + AHEAD, "{counts:?}");

    let bytes = msgpack.encode(&array).unwrap();
    let (value, counts) = count(|| msgpack.decode(&bytes).unwrap().downcast::<NdArray>().unwrap());
    assert_eq!(value.len(), array.len());
    assert!(usize::try_from(counts.peak).unwrap() <= 2 * held + AHEAD, "{counts:?}");
}

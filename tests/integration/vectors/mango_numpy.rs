//! NumPy arrays and UUIDs over mango's JSON codec, as projects register them.

use codec::{Codec, MsgPack, PythonVersion, Registry, ext};
use codec_tests::differences;
use codec_tests::twins::Bare;
use codec_tests::vectors::{self, Case};
use ndarray::{Array1, Array2, array};

use super::case;

#[test]
fn every_case() {
    let cases = vectors::load::<Case>("mango_numpy.json");
    differences::check("mango_numpy.json", cases.iter().map(|case| (case.name.clone(), check(case))));
}

fn check(case: &Case) -> Result<(), String> {
    let codec = case::python_style(&case::registry(&case.setup, PythonVersion::V3_11));
    match case.name.as_str() {
        // Rust has no such scalars; what Python has no serializer for is a type without one in this codec.
        "scalar bool_" | "ndarray unregistered" => {
            let fault = case.encode_error.as_ref().ok_or("the peer encodes it")?;
            case::is_that(&codec.object(&Bare).err().ok_or("encode: ours accepts it")?, fault)
        }
        "scalar str_" => case::check_value(&codec, case, Ok("a".into()), &case.bytes()),
        _ => case::check(&codec, case),
    }
}

/// The arrays of the cases as Rust's own types, which take another path than [`ext::ndarray::NdArray`] does.
#[test]
fn rust_types_give_the_same_bytes() {
    let cases = vectors::load::<Case>("mango_numpy.json");
    let bytes = |name: &str| cases.iter().find(|case| case.name == name).unwrap().bytes();
    let codec = case::python_style(&case::registry(&cases[1].setup, PythonVersion::V3_11));
    let f8 = array![[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]];
    assert_eq!(codec.encode(&f8).unwrap(), bytes("ndarray f8 2d"));
    assert_eq!(codec.decode_as::<Array2<f64>>(&bytes("ndarray f8 2d")).unwrap(), f8);
    let turned = array![[0, 3], [1, 4], [2, 5]].reversed_axes();
    assert_eq!(codec.encode(&turned).unwrap(), bytes("ndarray fortran order"));
    assert_eq!(codec.decode_as::<Array2<i32>>(&bytes("ndarray fortran order")).unwrap(), turned);
    assert_eq!(codec.decode_as::<Array1<f64>>(&bytes("ndarray >f8")).unwrap(), array![1.0]);
    assert_eq!(codec.decode_as::<Array1<bool>>(&bytes("ndarray bool")).unwrap(), array![true, false]);
}

/// Any pair of codecs carries an array over and back.
#[test]
fn arrays_cross_from_json_to_msgpack_and_back() {
    let codec = codec::Json::with_serializers([ext::ndarray::serializer]);
    let msgpack = MsgPack::with_registry(Registry::with_serializers([ext::ndarray::serializer]).unwrap());
    let array = array![[1.5, f64::NEG_INFINITY], [-0.0, 1e300]];
    let text = codec.encode(&array).unwrap();
    let bytes = msgpack.encode(&codec.decode(&text).unwrap()).unwrap();
    assert!(bytes.windows(8).any(|window| window == 1e300_f64.to_le_bytes()), "the data are not text");
    assert_eq!(codec.encode(&msgpack.decode(&bytes).unwrap()).unwrap(), text);
    assert_eq!(msgpack.decode_as::<Array2<f64>>(&bytes).unwrap(), array);
}

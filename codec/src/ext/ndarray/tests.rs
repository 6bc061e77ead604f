use ndarray::{Array, Array1, Array2, Array3, ArrayD, Axis, Ix3, ShapeBuilder as _, arr0, array};
use num_complex::{Complex32, Complex64};

use super::*;
use crate::{Bytes, Codec, DecodeError, Dict, Json, PythonVersion, Value, from_value, to_value, type_id};

fn codec() -> Json {
    Json::aiomas([serializer])
}

fn payload(dtype: &str, shape: &[i64], data: impl Into<Value>) -> Value {
    Dict::from([("type", Value::from(dtype)), ("shape", Value::from(shape)), ("data", data.into())]).into()
}

fn read(dtype: &str, shape: &[i64], data: &[u8]) -> Result<NdArray, DecodeError> {
    NdArray::from_value(payload(dtype, shape, Bytes::from(data)))
}

/// What the data of a payload are.
fn data_of(array: impl Into<NdArray>) -> Vec<u8> {
    array.into().to_value()["data"].as_bytes().unwrap().to_vec()
}

#[test]
fn has_the_ids_of_both_numpys() {
    let params = ["shape", "dtype", "buffer", "offset", "strides", "order"];
    let (old, new) = (type_id("ndarray", &[], &[]), type_id("ndarray", &[], &params));
    for python in PythonVersion::ALL {
        let current = if python == PythonVersion::V3_10 { old } else { new };
        assert_eq!(serializer().type_id(python), Some(current));
        assert_eq!(before_numpy_2_4().type_id(python), Some(old));
    }
    for serializer in [serializer(), before_numpy_2_4()] {
        let codec = Json::with_serializers([serializer]);
        for id in [old, new] {
            let bytes = format!(r#"{{"__type__":[{id},{{"type":"|u1","shape":[1],"data":"Bw=="}}]}}"#);
            assert_eq!(codec.decode_as::<Array1<u8>>(bytes.as_bytes()).unwrap(), array![7]);
            assert_eq!(
                codec.decode(bytes.as_bytes()).unwrap().downcast::<NdArray>().unwrap(),
                array![7_u8].into()
            );
        }
    }
}

macro_rules! every_element {
    ($($ty:ty: $values:expr, $big:literal;)*) => {$(
        let array: Array1<$ty> = Array1::from($values);
        let any = NdArray::from(array.clone());
        assert_eq!(any.dtype(), <$ty as Element>::DTYPE);
        let back = NdArray::from_value(any.to_value()).unwrap();
        assert_eq!(back, any);
        assert_eq!(Array1::<$ty>::try_from(back).unwrap(), array);
        // The other byte order: each half of a complex number by itself.
        let mut swapped = data_of(array.clone());
        swapped.chunks_exact_mut($big).for_each(<[u8]>::reverse);
        let dtype = format!(">{}", &<$ty as Element>::DTYPE[1..]);
        assert_eq!(read(&dtype, &[i64::try_from(array.len()).unwrap()], &swapped).unwrap(), any);
    )*};
}

#[test]
fn every_element_type_comes_back_from_both_byte_orders() {
    every_element! {
        f64: vec![0.1, -0.0, f64::INFINITY, f64::MIN_POSITIVE], 8;
        f32: vec![0.1, -0.0, f32::NEG_INFINITY], 4;
        i64: vec![i64::MIN, -2, i64::MAX], 8;
        i32: vec![i32::MIN, -2, i32::MAX], 4;
        i16: vec![i16::MIN, -2, i16::MAX], 2;
        i8: vec![i8::MIN, -2, i8::MAX], 1;
        u64: vec![0, 1, u64::MAX], 8;
        u32: vec![0, 1, u32::MAX], 4;
        u16: vec![0, 258, u16::MAX], 2;
        u8: vec![0, 1, u8::MAX], 1;
        bool: vec![true, false, true], 1;
        Complex64: vec![Complex64::new(1.5, -2.5), Complex64::new(0.1, f64::MAX)], 8;
        Complex32: vec![Complex32::new(1.5, -2.5), Complex32::new(0.1, f32::MAX)], 4;
    }
}

#[test]
fn elements_are_the_bytes_that_numpy_has() {
    assert_eq!(data_of(array![1.0, 2.5]), [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 4, 0x40]);
    assert_eq!(data_of(array![1_i16, -1]), [1, 0, 0xff, 0xff]);
    assert_eq!(data_of(array![Complex32::new(1.0, 2.0)]), [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]);
    assert_eq!(read("|b1", &[3], &[0, 1, 2]).unwrap(), array![false, true, true].into());
}

#[test]
fn every_layout_is_written_in_c_order() {
    let c_order = array![[0_i32, 1, 2], [3, 4, 5]];
    let bytes: Vec<u8> = (0..6_i32).flat_map(i32::to_le_bytes).collect();
    assert_eq!(data_of(c_order.clone()), bytes);
    let mut fortran = Array2::<i32>::zeros((2, 3).f());
    fortran.assign(&c_order);
    assert!(!fortran.is_standard_layout());
    assert_eq!(data_of(fortran.clone()), bytes);
    assert_eq!(data_of(c_order.clone().reversed_axes()), [0, 3, 1, 4, 2, 5].map(i32::to_le_bytes).concat());
    let mut turned = c_order.clone();
    turned.invert_axis(Axis(1));
    assert_eq!(data_of(turned), [2, 1, 0, 5, 4, 3].map(i32::to_le_bytes).concat());
    let mut part = c_order.clone();
    part.slice_axis_inplace(Axis(1), (..2).into());
    assert_eq!(data_of(part), [0, 1, 3, 4].map(i32::to_le_bytes).concat());
    // The typed way, and back: the order in memory is nobody's business.
    let sent = codec().encode(&fortran).unwrap();
    assert_eq!(sent, codec().encode(&c_order).unwrap());
    assert_eq!(codec().decode_as::<Array2<i32>>(&sent).unwrap(), fortran);
}

#[test]
fn every_number_of_dimensions() {
    let zero = read("<f8", &[], &5.0_f64.to_le_bytes()).unwrap();
    assert_eq!(zero, arr0(5.0).into());
    assert_eq!((zero.len(), zero.shape(), zero.is_empty()), (1, &[][..], false));
    for (shape, len) in [(&[0][..], 0), (&[0, 3], 0), (&[3, 0, 2], 0)] {
        let empty = read("<f8", shape, &[]).unwrap();
        assert_eq!((empty.len(), empty.is_empty(), empty.shape().len()), (len, true, shape.len()));
        assert_eq!(NdArray::from_value(empty.to_value()).unwrap(), empty);
    }
    let three = read("|u1", &[2, 1, 3], &[1, 2, 3, 4, 5, 6]).unwrap();
    assert_eq!(Array3::<u8>::try_from(three.clone()).unwrap(), array![[[1, 2, 3]], [[4, 5, 6]]]);
    assert_eq!(
        Array2::<u8>::try_from(three).unwrap_err().to_string(),
        "expected an array with 2 dimensions, found one with 3"
    );
    assert_eq!(read("|u1", &[1; 64], &[9]).unwrap().shape(), [1; 64]);
    assert_eq!(
        read("|u1", &[1; 65], &[9]).unwrap_err().to_string(),
        "65 dimensions are more than the 64 of NumPy at shape"
    );
}

#[test]
fn typed_arrays_are_read_as_they_are_and_never_converted() {
    let sent = codec().encode(&array![[1_i32, 2]]).unwrap();
    assert_eq!(codec().decode_as::<ArrayD<i32>>(&sent).unwrap(), array![[1, 2]].into_dyn());
    let error = |found: Option<DecodeError>| found.unwrap().to_string();
    assert_eq!(
        error(codec().decode_as::<Array2<f64>>(&sent).err()),
        "could not build `ndarray`: expected an array of dtype `<f8`, found one of dtype `<i4` (line 1, column 16, \
         byte 15)"
    );
    assert_eq!(
        error(codec().decode_as::<Array1<i32>>(&sent).err()),
        "could not build `ndarray`: expected an array with 1 dimensions, found one with 2 (line 1, column 16, byte 15)"
    );
    let big = format!(r#"{{"__type__":[0,{{"type":">i4","shape":[1],"data":"{}"}}]}}"#, "AAAABw==");
    assert_eq!(codec().decode_as::<Array1<i32>>(big.as_bytes()).unwrap(), array![7]);
}

#[test]
fn dtypes_without_a_rust_type_are_carried_unchanged() {
    for (dtype, size) in [
        ("<M8[s]", 8),
        ("<m8[25us]", 8),
        ("<f2", 2),
        (">f2", 2),
        ("<U3", 12),
        ("|S3", 3),
        ("|V12", 12),
        ("<f16", 16),
    ] {
        let data: Vec<u8> = (0..2 * size).collect();
        let value = payload(dtype, &[2], Bytes::from(data.clone()));
        let NdArray::Raw(raw) = NdArray::from_value(value.clone()).unwrap() else { panic!("{dtype}") };
        assert_eq!((raw.dtype(), raw.shape(), raw.data()), (dtype, &[2][..], &data[..]));
        assert_eq!(raw.items().collect::<Vec<_>>(), data.chunks(size.into()).collect::<Vec<_>>());
        let any = NdArray::from(raw);
        assert_eq!(any.to_value(), value);
        assert_eq!((any.dtype(), any.len()), (dtype, 2));
        assert!(Array1::<f64>::try_from(any).unwrap_err().is_type_mismatch());
    }
}

#[test]
fn bytes_of_a_known_dtype_become_an_array() {
    let raw = RawArray::new(">i2", &[2], vec![1, 0, 0, 2]).unwrap();
    assert_eq!(Array1::<i16>::try_from(NdArray::from(raw.clone())).unwrap(), array![256, 2]);
    assert_eq!(
        Array1::<u16>::try_from(NdArray::from(raw)).unwrap_err().to_string(),
        "expected an array of dtype `<u2`, found one of dtype `>i2`"
    );
}

#[test]
fn texts_lose_what_fills_them_up() {
    let texts = |dtype, data: Vec<u8>| {
        RawArray::new(dtype, &[2], data)
            .and_then(|raw| raw.texts())
            .map(|texts| texts.into_raw_vec_and_offset().0)
    };
    let codes = ['a', 'ö', '\0', '😀', '\0', 'b'].map(u32::from);
    assert_eq!(texts("<U3", codes.map(u32::to_le_bytes).concat()).unwrap(), ["aö", "😀\0b"]);
    assert_eq!(texts(">U3", codes.map(u32::to_be_bytes).concat()).unwrap(), ["aö", "😀\0b"]);
    assert_eq!(texts("|S3", b"ab\0abc".to_vec()).unwrap(), ["ab", "abc"]);
    let no_texts = |dtype: &str| format!("the elements of dtype `{dtype}` are no texts");
    assert_eq!(texts("|S1", vec![0xff; 2]).unwrap_err().to_string(), no_texts("|S1"));
    assert_eq!(texts("<U1", vec![0xff; 8]).unwrap_err().to_string(), no_texts("<U1"));
    assert_eq!(texts("<f2", vec![0; 4]).unwrap_err().to_string(), no_texts("<f2"));
}

#[test]
fn names_of_dtypes_are_read_too() {
    for (name, dtype) in
        [("float64", "<f8"), ("bool", "|b1"), ("complex64", "<c8"), ("float16", "<f2"), ("i8", "<i8")]
    {
        let size = dtype::Dtype::parse(dtype).unwrap().size;
        let found = read(name, &[1], &vec![0; size]).unwrap();
        assert_eq!(found, read(dtype, &[1], &vec![0; size]).unwrap_or_else(|_| found.clone()), "{name}");
        assert_eq!(found.len(), 1);
    }
}

#[test]
fn dtypes_that_cannot_be_read_are_named() {
    assert_eq!(
        read("|O", &[1], &[0; 8]).unwrap_err().to_string(),
        "no array can be read of the dtype `|O` at type; it holds pointers into the sender's memory; convert it with \
         `astype` before it is sent"
    );
    for dtype in
        ["", "<", "<x8", "<f", "<f8[s]", "<M8[s", "|S0", "<U0", "<f-8", "é", "<é8", "<f99999999999999999999"]
    {
        let error = read(dtype, &[1], &[0; 8]).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "no array can be read of the dtype `{dtype}` at type; send `dtype.str` of numbers, bools, times or \
                 fixed-width texts, such as `<f8`"
            )
        );
    }
    assert!(read(&format!("<U{}", usize::MAX), &[1], &[]).unwrap_err().is_invalid());
}

#[test]
fn shape_and_data_must_fit() {
    for (dtype, shape, data, wanted) in
        [("<f8", &[2][..], 15, 16), ("<f8", &[], 0, 8), ("|u1", &[0], 1, 0), ("<c16", &[2, 2], 65, 64)]
    {
        assert_eq!(
            read(dtype, shape, &vec![0; data]).unwrap_err().to_string(),
            format!("an array of this shape and dtype `{dtype}` has {wanted} bytes, not {data}")
        );
    }
    for shape in [&[i64::MAX][..], &[1 << 32, 1 << 32], &[1 << 40, 0, 1 << 40], &[i64::MAX, 2]] {
        assert_eq!(
            read("<f8", shape, &[]).unwrap_err().to_string(),
            "the shape is larger than any memory at shape",
            "{shape:?}"
        );
    }
    assert!(read("<f8", &[-1], &[]).unwrap_err().to_string().ends_with("at shape[0]"));
    // Nothing is taken by what is only claimed.
    assert!(read("<f8", &[1 << 50], &[0; 8]).unwrap_err().is_invalid());
    assert_eq!(read("<f8", &[1 << 50, 0], &[]).unwrap().shape(), [1 << 50, 0]);
}

#[test]
fn what_is_no_such_dict_is_refused() {
    let whole = payload("<f8", &[0], Bytes::new());
    for (key, other) in [("type", Value::from(1)), ("shape", Value::from("x")), ("data", Value::from(1.5))] {
        let mut dict = Dict::try_from(whole.clone()).unwrap();
        dict.insert(key.to_owned(), other);
        assert_eq!(NdArray::from_value(dict.clone().into()).unwrap_err().path(), key);
        dict.remove(key);
        let error = NdArray::from_value(dict.into()).unwrap_err();
        assert!(error.is_missing_field());
        assert!(error.to_string().starts_with(&format!("missing field `{key}` of `ndarray`")));
    }
    assert!(NdArray::from_value(Value::from("x")).unwrap_err().is_type_mismatch());
}

#[test]
fn data_are_bytes_base64_or_a_list() {
    let expected = NdArray::from(array![1_u8, 255]);
    for data in
        [Bytes::from([1, 255]).into(), Value::from("Af8="), Value::from("A\nf8=\r\n"), vec![1, 255].into()]
    {
        assert_eq!(NdArray::from_value(payload("|u1", &[2], data)).unwrap(), expected);
    }
    for text in ["Af8", "Af8=x", "Af-_", "é", "Af9="] {
        let error = NdArray::from_value(payload("|u1", &[2], text)).unwrap_err();
        assert_eq!(error.to_string(), "the text is no standard base64 at data", "{text}");
    }
    let error = NdArray::from_value(payload("|u1", &[1], vec![256])).unwrap_err();
    assert_eq!(error.path(), "data[0]");
}

#[test]
fn is_its_own_dict_for_serde() {
    let array = NdArray::from(array![1_u8, 255]);
    let text = serde_json::to_string(&array).unwrap();
    assert_eq!(text, r#"{"type":"|u1","shape":[2],"data":"Af8="}"#);
    assert_eq!(serde_json::from_str::<NdArray>(&text).unwrap(), array);
    assert_eq!(Json::new().encode(&array).unwrap(), text.as_bytes());
    assert_eq!(Json::new().decode_as::<NdArray>(text.as_bytes()).unwrap(), array);
    assert_eq!(from_value::<NdArray>(to_value(&array).unwrap()).unwrap(), array);
}

#[test]
fn a_plain_array_has_the_crates_own_form() {
    let array = array![[1, 2], [3, 4]];
    let bytes = Json::new().encode(&array).unwrap();
    assert_eq!(bytes, br#"{"v":1,"dim":[2,2],"data":[1,2,3,4]}"#);
    assert_eq!(Json::new().decode_as::<Array2<i32>>(&bytes).unwrap(), array);
}

#[test]
fn other_dimensions_can_be_added_and_none_twice() {
    assert!(codec().id_of::<Array<f64, Ix3>>().is_some());
    assert!(codec().id_of::<Array<f64, ndarray::Ix5>>().is_none());
    let five = Json::aiomas([serializer().also(typed::<f64, ndarray::Ix5>())]);
    assert_eq!(five.id_of::<Array<f64, ndarray::Ix5>>(), Some(0));
    let error = Json::builder().serializers([serializer().also(typed::<f64, Ix3>())]).build().unwrap_err();
    assert!(error.to_string().contains("stands twice in one serializer"), "{error}");
    let error = Json::builder().serializers([serializer(), before_numpy_2_4()]).build().unwrap_err();
    assert!(error.to_string().starts_with("there is already a serializer for type"), "{error}");
}

//! Types of other crates that stand for Python's, in annotated structs and at top level, over every codec.

use chrono::{DateTime, FixedOffset, Utc};
use codec::ext::ndarray::NdArray;
use codec::{Codec, DynCodec, Json, MsgPack, Registry, Serializer, Value, ext, json_serializable};
use jiff::{Timestamp, Zoned};
use ndarray::{Array1, Array2, Array3, ArrayD, array};
use rust_decimal::Decimal;
use uuid::Uuid;

/// One field of each type, sent as an object.
#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct Tagged {
    #[codec(object = ext::ndarray::serializer)]
    matrix: Array2<f64>,
    #[codec(object = ext::ndarray::serializer)]
    flags: ArrayD<bool>,
    #[codec(object = ext::ndarray::serializer)]
    any: NdArray,
    #[codec(object)]
    samples: Array1<i16>,
    #[codec(object = ext::jiff::serializer)]
    instant: Timestamp,
    #[codec(object = ext::jiff::serializer)]
    zoned: Zoned,
    #[codec(object = ext::uuid::serializer)]
    id: Uuid,
    #[codec(object)]
    other_id: Uuid,
    #[codec(object = ext::decimal::serializer)]
    price: Decimal,
}

/// One field of each type in the form that its own crate has for serde.
#[json_serializable(register = false)]
#[derive(Debug, PartialEq)]
struct Plain {
    matrix: Array2<f64>,
    cube: Array3<u8>,
    any: NdArray,
    instant: Timestamp,
    zoned: Zoned,
    utc: DateTime<Utc>,
    fixed: DateTime<FixedOffset>,
    id: Uuid,
    price: Decimal,
}

fn tagged() -> Tagged {
    Tagged {
        matrix: array![[1.0, 2.0], [3.0, 4.0]].reversed_axes(),
        flags: array![true, false].into_dyn(),
        any: array![7_u8].into(),
        samples: array![-1, 1],
        instant: "2020-01-01T00:00:00.25Z".parse().unwrap(),
        zoned: "2020-07-01T12:00:00+02:00[+02:00]".parse().unwrap(),
        id: Uuid::from_u128(1),
        other_id: Uuid::from_u128(2),
        price: Decimal::new(-12_50, 2),
    }
}

fn plain() -> Plain {
    let Tagged { matrix, any, instant, zoned, id, price, .. } = tagged();
    let fixed = DateTime::parse_from_rfc3339("2020-07-01T12:00:00.000000001+02:00").unwrap();
    Plain { matrix, cube: array![[[1, 2]]], any, instant, zoned, utc: fixed.into(), fixed, id, price }
}

fn registry() -> Registry {
    let ours = [Tagged::serializer(), Plain::serializer()];
    let times = ext::jiff::serializer().with_type_id(11);
    let others = [ext::ndarray::serializer(), times, ext::uuid::serializer(), ext::decimal::serializer()];
    Registry::with_serializers(ours.into_iter().chain(others)).unwrap()
}

fn codecs() -> [Box<dyn DynCodec>; 2] {
    [Box::new(Json::with_registry(registry())), Box::new(MsgPack::with_registry(registry()))]
}

#[test]
fn fields_travel_as_objects_in_every_codec() {
    for codec in codecs() {
        let bytes = codec.encode(&tagged()).unwrap();
        assert_eq!(codec.decode_as::<Tagged>(&bytes).unwrap(), tagged());
        let value = codec.decode(&bytes).unwrap();
        assert_eq!(codec.encode(&value).unwrap(), bytes);
        assert_eq!(value.downcast::<Tagged>().unwrap(), tagged());
    }
}

#[test]
fn fields_have_the_tags_and_texts_of_python() {
    let text = Json::with_registry(registry()).encode_to_string(&tagged()).unwrap();
    for part in [
        r#""matrix":{"__type__":[667420888,{"type":"<f8","shape":[2,2],"data":"AAAAAAAA8D8AAAAAAAAIQAAAAAAAAABAAAAAAAAAEEA="}]}"#,
        r#""flags":{"__type__":[667420888,{"type":"|b1","shape":[2],"data":"AQA="}]}"#,
        r#""any":{"__type__":[667420888,{"type":"|u1","shape":[1],"data":"Bw=="}]}"#,
        r#""samples":{"__type__":[667420888,{"type":"<i2","shape":[2],"data":"//8BAA=="}]}"#,
        r#""instant":{"__type__":[11,"2020-01-01T00:00:00.250000+00:00"]}"#,
        r#""zoned":{"__type__":[11,"2020-07-01T12:00:00+02:00"]}"#,
        r#""id":{"__type__":[-738236444,"00000000-0000-0000-0000-000000000001"]}"#,
        r#""other_id":{"__type__":[-738236444,"00000000-0000-0000-0000-000000000002"]}"#,
        r#""price":{"__type__":[-1448468165,"-12.50"]}"#,
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn the_generic_form_comes_back() {
    assert_eq!(Tagged::from_dict(tagged().as_dict().unwrap()).unwrap(), tagged());
    assert_eq!(Plain::from_dict(plain().as_dict().unwrap()).unwrap(), plain());
    // What a codec decodes without a type is of the main type of the class; a field takes it all the same.
    let codec = Json::with_registry(registry());
    let object = |text: &str| codec.decode(text.as_bytes()).unwrap();
    let mut dict = tagged().as_dict().unwrap();
    let matrix = object(r#"{"__type__":[667420888,{"type":"<f8","shape":[1,1],"data":"AAAAAAAA8D8="}]}"#);
    assert!(matrix.is::<NdArray>());
    dict.insert("matrix".to_owned(), matrix);
    assert_eq!(Tagged::from_dict(dict.clone()).unwrap().matrix, array![[1.0]]);
    let id = object(r#"{"__type__":[-738236444,"00000000000000000000000000000009"]}"#);
    dict.insert("matrix".to_owned(), id);
    assert_eq!(
        Tagged::from_dict(dict).unwrap_err().path(),
        "matrix",
        "an object of another class is refused"
    );
}

/// Without a codec, a field's payload stands there untagged.
#[test]
fn other_formats_of_serde_carry_them() {
    let text = serde_json::to_string(&tagged()).unwrap();
    assert!(text.contains(r#""any":{"type":"|u1","shape":[1],"data":[7]}"#), "{text}");
    assert_eq!(serde_json::from_str::<Tagged>(&text).unwrap(), tagged());
    let bytes = rmp_serde::to_vec_named(&tagged()).unwrap();
    assert_eq!(rmp_serde::from_slice::<Tagged>(&bytes).unwrap(), tagged());
}

#[test]
fn plain_fields_have_the_form_of_their_own_crates() {
    for codec in codecs() {
        let bytes = codec.encode(&plain()).unwrap();
        assert_eq!(codec.decode_as::<Plain>(&bytes).unwrap(), plain());
        assert_eq!(codec.decode(&bytes).unwrap().downcast::<Plain>().unwrap(), plain());
    }
    let text = Json::with_registry(registry()).encode_to_string(&plain()).unwrap();
    for part in [
        r#""any":{"type":"|u1","shape":[1],"data":"Bw=="}"#,
        r#""instant":"2020-01-01T00:00:00.25Z""#,
        r#""utc":"2020-07-01T10:00:00.000000001Z""#,
        r#""price":"-12.50""#,
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn any_pair_of_codecs_carries_them() {
    let [json, msgpack] = codecs();
    let text = json.encode(&tagged()).unwrap();
    let bytes = msgpack.encode(&json.decode(&text).unwrap()).unwrap();
    assert_eq!(json.encode(&msgpack.decode(&bytes).unwrap()).unwrap(), text);
    // Without a Rust struct in between, so that arrays are generic on their way.
    let dynamic = |codec: &dyn DynCodec, array: &Array2<f64>| Value::from(codec.object(array).unwrap());
    let array = array![[1.5, -0.0]];
    let text = json.encode(&dynamic(&json, &array)).unwrap();
    let bytes = msgpack.encode(&json.decode(&text).unwrap()).unwrap();
    assert_eq!(bytes, msgpack.encode(&dynamic(&msgpack, &array)).unwrap());
    assert_eq!(msgpack.decode_as::<Array2<f64>>(&bytes).unwrap(), array);
}

#[test]
fn a_wrong_array_names_its_field() {
    let codec = Json::with_registry(registry());
    let good = codec.encode_to_string(&tagged()).unwrap();
    let bad = good.replace(r#""type":"<f8""#, r#""type":"<f4""#);
    let error = codec.decode_as::<Tagged>(bad.as_bytes()).unwrap_err();
    assert!(error.is_invalid());
    assert_eq!(error.path(), "matrix");
    assert!(
        error.to_string().starts_with(
            "could not build `ndarray`: an array of this shape and dtype `<f4` has 16 bytes, not 32 at matrix"
        ),
        "{error}"
    );
    let bad = good.replace("-738236444", "667420888");
    assert!(codec.decode_as::<Tagged>(bad.as_bytes()).unwrap_err().to_string().contains("at id"));
}

#[test]
fn both_crates_for_times_stand_for_one_class_and_not_in_one_codec() {
    let jiff = || ext::jiff::serializer().with_type_id(11);
    let chrono = || ext::chrono::serializer().with_type_id(11);
    let error = Registry::with_serializers([jiff(), chrono()]).unwrap_err();
    assert!(error.to_string().starts_with("type id 11 is taken twice"), "{error}");
    let both = jiff().also(chrono());
    let codec = Json::with_serializers([both]);
    let bytes = codec.encode(&Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(codec.decode_as::<DateTime<Utc>>(&bytes).unwrap(), DateTime::UNIX_EPOCH);
    assert_eq!(codec.encode(&DateTime::UNIX_EPOCH).unwrap(), bytes);
}

#[test]
fn a_mango_peer_may_send_them_as_datetime() {
    let id = codec::type_id("datetime", &[], &[]);
    let datetime: fn() -> Serializer =
        || ext::chrono::serializer().with_name("datetime").with_type_id(codec::type_id("datetime", &[], &[]));
    let codec = Json::builder().serializers([datetime]).build().unwrap();
    let text = format!(r#"{{"__type__":[{id},"2020-01-01T00:00:00+00:00"]}}"#);
    let value = codec.decode(text.as_bytes()).unwrap();
    assert_eq!(value.to_string(), "datetime('2020-01-01T00:00:00+00:00')");
    assert_eq!(codec.encode(&value.downcast::<DateTime<FixedOffset>>().unwrap()).unwrap(), text.as_bytes());
}

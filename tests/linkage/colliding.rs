//! Two crates have the same class: every codec over all linked types is unusable and says why; others are not.

use codec::{
    AclMessage, Codec, DynCodec, FallbackSerializer, Json, PythonVersion, Registry, RegistryError, Value,
    require_types,
};
use codec_tests_colliding_a as _;
use codec_tests_colliding_b::Alone;

fn collision() -> String {
    let id = codec::type_id("Contested", &["__asdict__", "__init__", "__repr__"], &["x"]);
    format!(
        "type id {id} is taken twice: by `codec_tests_colliding_a::Contested` (tests/colliding/a/src/lib.rs:8) and by \
         `codec_tests_colliding_b::Contested` (tests/colliding/b/src/lib.rs:8); give one of them `type_id = ..` or \
         another `name = \"..\"`"
    )
}

#[track_caller]
fn collides<T>(result: Result<T, RegistryError>) {
    let error = result.err().expect("a collision");
    assert!(error.is_id_taken());
    assert_eq!(error.to_string(), collision());
}

#[test]
fn the_registry_says_so_at_once() {
    collides(Registry::linked());
    collides(Registry::linked_for(PythonVersion::V3_14));
    collides(Json::try_new());
    collides(Json::builder().build());
    collides(Json::builder().python(PythonVersion::V3_10).build());
    collides(require_types!(AclMessage));
}

#[test]
fn a_new_codec_keeps_the_error_and_every_call_returns_it() {
    let mut codec = Json::new();
    let mut out = b"kept".to_vec();
    let encoding = [
        codec.encode("x").unwrap_err(),
        codec.encode(&AclMessage::default()).unwrap_err(),
        codec.encode_into(&1, &mut out).unwrap_err(),
        codec.encode_to(&1, Vec::new()).unwrap_err(),
        codec.encode_to_string("x").unwrap_err(),
        codec.object(&AclMessage::default()).unwrap_err(),
    ];
    for error in encoding {
        assert!(error.is_registry());
        assert_eq!(error.to_string(), collision());
    }
    assert_eq!(out, b"kept");
    let decoding = [
        codec.decode(b"1").unwrap_err(),
        codec.decode(b"no JSON").unwrap_err(),
        codec.decode_as::<i64>(b"1").unwrap_err(),
        codec.decode_from::<i64>(&b"1"[..]).unwrap_err(),
        codec.decode_str::<i64>("1").unwrap_err(),
    ];
    for error in decoding {
        assert!(error.is_registry());
        assert_eq!(error.to_string(), collision());
    }
    collides(codec.registry().map(|_| ()));
    collides(codec.registry_mut().map(|_| ()));
    collides(codec.add_serializer(Alone::serializer()));
    collides(codec.set_fallback(FallbackSerializer::new(1, |_| None, Ok::<Value, _>)));
    assert_eq!(codec.id_of::<AclMessage>(), None);
}

#[test]
fn behind_a_pointer_too() {
    let codec: Box<dyn DynCodec> = Box::new(Json::default());
    assert_eq!(codec.encode("x").unwrap_err().to_string(), collision());
    assert_eq!(codec.decode(b"1").unwrap_err().to_string(), collision());
}

#[test]
fn a_codec_with_a_registry_of_its_own_works() {
    let codec = Json::with_registry(Registry::only::<(Alone, AclMessage)>().unwrap());
    let bytes = codec.encode(&Alone { only: 1 }).unwrap();
    assert_eq!(codec.decode_as::<Alone>(&bytes).unwrap(), Alone { only: 1 });
    let error = codec.decode(br#"{"__type__":[-77777,{}]}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "unknown type id -77777 (line 1, column 21, byte 20); the types that are linked into this program collide, so \
         they cannot explain it: see `Registry::linked()`"
    );
    let mut one = Registry::only::<(codec_tests_colliding_a::Contested,)>().unwrap();
    let error = one.register(codec_tests_colliding_b::Contested::serializer()).unwrap_err();
    assert_eq!(error.to_string(), collision());
    one.register(codec_tests_colliding_b::Contested::serializer().with_type_id(4711)).unwrap();
}

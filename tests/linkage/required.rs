//! `require_types!` links the crate of the types that it names, without a `use`.

use codec::{Codec, Json, Registry, require_types};

#[test]
fn naming_a_type_links_its_crate() {
    require_types!(codec_tests_linked::Wired, codec::AclMessage, codec_tests_linked::Pair<i64>,).unwrap();
    let linked = Registry::linked().unwrap();
    let names: Vec<_> = linked.iter().map(|(_, serializer)| serializer.name().to_owned()).collect();
    for name in ["Wired", "Phase", "Versioned", "PairI64"] {
        assert!(names.iter().any(|known| known == name), "{name} of {names:?}");
    }
}

#[test]
fn what_is_not_registered_is_named() {
    let error = require_types!(
        codec_tests_linked::Wired,
        codec_tests_linked::Unregistered,
        codec_tests_linked::Pair<String>
    )
    .unwrap_err();
    assert!(error.is_not_linked());
    assert_eq!(
        error.to_string(),
        "not registered in this program: `codec_tests_linked::Unregistered`, \
         `codec_tests_linked::Pair<alloc::string::String>`; a generic type needs `instances(..)`, and `register = \
         false` keeps a type out"
    );
    assert!(format!("{error:?}").starts_with("RegistryError(NotLinked: not registered"));
}

#[test]
fn an_instance_that_is_not_registered_cannot_be_sent() {
    let pair = codec_tests_linked::Pair { left: "l".to_owned(), right: "r".to_owned() };
    let error = Json::new().encode(&pair).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no serializer found for type codec_tests_linked::Pair<alloc::string::String>; it is annotated, \
         but this codec's registry does not hold it: add it with `add_serializer`"
    );
}

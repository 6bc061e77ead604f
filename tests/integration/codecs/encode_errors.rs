//! What cannot be encoded, whatever the codec: in the same words, with the same place, and the buffer as it was.

use std::collections::{BTreeMap, HashMap};

use codec::{Codec, Dict, DynCodec, Encodable, Map, Registry, Value};
use codec_tests::codecs::{ALL, Setup};

use super::types::{Colour, Holder, Leaf, Moody, Stranger, Wrap, leaf, registry};
use super::{refuses, told_writing};

const RESERVED: &str = "peers would decode this dict as a typed object; rename the key";

/// Encodes what `make` gives, by a codec with all types of these tests.
#[track_caller]
fn every<T: Encodable>(kind: &str, says: &str, make: impl Fn(&dyn DynCodec) -> T) {
    for under in ALL {
        let codec = under.with(Setup { registry: Some(registry()), ..Setup::default() });
        let error = refuses(&*codec, &make(&*codec));
        assert_eq!(told_writing(&error), (kind.to_owned(), says.to_owned()), "{}", under.name);
        assert!(!codec.encode(&leaf()).unwrap().is_empty());
    }
}

#[test]
fn the_reserved_key() {
    let at = |place: &str| format!("the key `__type__` is reserved{place}; {RESERVED}");
    let dict = || Value::from(Dict::from([("a", 1), ("__type__", 2)]));
    every("ReservedKey", &at(""), |_| dict());
    every("ReservedKey", &at(" at [1]"), |_| Value::from(vec![Value::Null, dict()]));
    every("ReservedKey", &at(" at k"), |_| Dict::from([("k", dict())]));
    every("ReservedKey", &at(""), |_| {
        Value::from([(Value::from("__type__"), Value::Null)].into_iter().collect::<Map>())
    });
    every("ReservedKey", &at(""), |_| BTreeMap::from([("__type__", 1)]));
    every("ReservedKey", &at(" at [0]"), |_| vec![HashMap::from([("__type__".to_owned(), vec![leaf()])])]);
    every("ReservedKey", &at(" at held"), |_| Holder { held: dict(), ..Holder::default() });
    every("ReservedKey", &at(" at dict"), |_| Holder {
        dict: Dict::from([("__type__", 2)]),
        ..Holder::default()
    });
    every("ReservedKey", &at(""), |_| Holder { extra: Dict::from([("__type__", 2)]), ..Holder::default() });
    every("ReservedKey", &at(""), |_| Wrap(dict()));
    // In a key of another format it is data like any other.
    for under in ALL {
        assert!(under.codec().encode(&Value::from("__type__")).is_ok());
    }
}

#[test]
fn types_that_the_codec_does_not_hold() {
    let says = |place: &str| {
        format!(
            "no serializer found for type integration::codecs::types::Stranger{place}; it is annotated, but this \
             codec's registry does not hold it: add it with `add_serializer`"
        )
    };
    every("UnknownType", &says(""), |_| Stranger { n: 1 });
    every("UnknownType", &says(" at [1]"), |_| vec![None, Some(Stranger { n: 1 })]);
    every("UnknownType", &says(" at k[0]"), |_| BTreeMap::from([("k".to_owned(), vec![Stranger { n: 1 }])]));
    every("UnknownType", &says(" at extra"), |_| Holder {
        extra: Dict::from([("extra", Value::from(Stranger { n: 1 }))]),
        ..Holder::default()
    });
    for under in ALL {
        let codec = under.with(Setup { registry: Some(Registry::empty()), ..Setup::default() });
        for error in [
            refuses(&*codec, &leaf()),
            refuses(&*codec, &Value::from(leaf())),
            refuses(&*codec, &vec![Colour::Red]),
        ] {
            assert!(error.is_unknown_type(), "{}: {error}", under.name);
        }
        assert!(codec.object(&Moody(1)).unwrap_err().is_unknown_type());
    }
}

#[test]
fn what_a_type_refuses_itself() {
    let shadow = "the extra key `held` is also a field; set the field instead";
    every("Invalid", shadow, |_| Holder { extra: Dict::from([("held", 2)]), ..Holder::default() });
    // A foreign type becomes its generic form when it is made an object, so it refuses then.
    for under in ALL {
        let codec = under.with(Setup { registry: Some(registry()), ..Setup::default() });
        let error = codec.object(&Moody(12)).unwrap_err();
        assert_eq!(error.to_string(), "could not serialize `Moody`: not in the mood", "{}", under.name);
        let error = codec.object(&Moody(13)).unwrap_err();
        assert_eq!(error.to_string(), "could not serialize `Moody`: the serialize function panicked");
    }
}

/// Keys that are no text and no scalar: kept, or refused by a format that knows text alone.
#[test]
fn keys_of_other_types() {
    for under in ALL {
        let codec = under.codec();
        let by_pair = BTreeMap::from([((1, 2), 3)]);
        let map = Value::from([(Value::from(vec![1, 2]), Value::from(3))].into_iter().collect::<Map>());
        match under.carried(&map) {
            Ok(_) => {
                assert_eq!(codec.encode(&by_pair).unwrap(), codec.encode(&map).unwrap());
                assert_eq!(
                    codec.decode_as::<BTreeMap<(u8, u8), u8>>(&codec.encode(&map).unwrap()).unwrap()[&(1, 2)],
                    3
                );
            }
            Err(why) => {
                for error in [refuses(&*codec, &by_pair), refuses(&*codec, &map)] {
                    assert!(
                        error.is_unsupported() && error.to_string().starts_with(why),
                        "{}: {error}",
                        under.name
                    );
                }
            }
        }
    }
}

/// A `Leaf` that the codec holds, so that the tests above fail for their own reason.
#[test]
fn the_next_message_is_none_the_worse() {
    for under in ALL {
        let codec = under.codec();
        for _ in 0..1000 {
            codec.encode(&Dict::from([("__type__", 1)])).unwrap_err();
        }
        assert_eq!(codec.decode_as::<Leaf>(&codec.encode(&leaf()).unwrap()).unwrap(), leaf());
    }
}

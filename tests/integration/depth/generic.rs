//! What encodes by way of the generic form: `Protobuf`, for values that a program nested by hand. Making that form
//! recurses, so it has to be refused on the way, and not by the writer behind it.

use std::thread;

use codec::{
    AclMessage, Codec, Dict, Encodable, Limits, MangoMessage, Map, Protobuf, SerializationError, Unknown,
    Value,
};
use codec_tests::effort::is_long;

use super::messages::{built, list};
use super::{BEYOND, Holder, LIMIT, dict, not_written};

/// So many levels, as what a pickle can hold: Python has tuples alone in keys.
const PLAIN: [fn(usize) -> Value; 4] = [
    |levels| built(levels, list),
    |levels| built(levels, dict),
    |levels| built(levels, |inner| [(Value::from(1), inner)].into_iter().collect::<Map>().into()),
    |levels| [(built(levels - 1, list), Value::Null)].into_iter().collect::<Map>().into(),
];

/// And what it cannot hold.
const OTHER: [fn(usize) -> Value; 2] = [
    |levels| built(levels, |inner| [(inner, Value::Null)].into_iter().collect::<Map>().into()),
    |levels| built(levels, |inner| Unknown::new(7999, inner).into()),
];

/// With nothing lost, so that it is the depth that is wrong.
fn codec() -> Protobuf {
    Protobuf::builder().allow_pickle(true).lossy(true).build().unwrap()
}

/// The last of them takes gigabytes.
fn beyond() -> impl Iterator<Item = usize> {
    BEYOND.into_iter().chain((is_long() && !cfg!(debug_assertions)).then_some(10_000_000))
}

/// Encodes a message in all forms in which a program may have it. A deep value is moved from one to the next: it cannot
/// be copied on this stack.
#[track_caller]
fn in_all_forms(message: MangoMessage, check: fn(Result<Vec<u8>, SerializationError>)) {
    let codec = codec();
    check(codec.encode(&message));
    let message = Box::new(message);
    check(codec.encode(&message));
    let mut message = Some(message);
    check(codec.encode(&message));
    // Alone and shared.
    let message = Value::from(*message.take().unwrap());
    check(codec.encode(message.as_object().unwrap()));
    check(codec.encode(&message));
    let _shared = message.clone();
    check(codec.encode(&message));
}

#[track_caller]
fn written(result: Result<Vec<u8>, SerializationError>) {
    let bytes = result.unwrap();
    let codec = codec();
    assert_eq!(codec.encode(&codec.decode(&bytes).unwrap()).unwrap(), bytes);
}

#[track_caller]
fn refused(value: &impl Encodable) {
    let codec = codec();
    not_written(codec.encode(value));
    // Nothing of it is left.
    written(codec.encode(&MangoMessage::default()));
}

fn content(content: Value) -> MangoMessage {
    MangoMessage { content, ..MangoMessage::default() }
}

fn meta(inner: Value) -> MangoMessage {
    MangoMessage { meta: Some(Dict::from([("k", inner)])), ..MangoMessage::default() }
}

fn extra(inner: Value) -> MangoMessage {
    MangoMessage { extra: Dict::from([("k", inner)]), ..MangoMessage::default() }
}

fn acl(content: Value) -> AclMessage {
    AclMessage { content, ..AclMessage::default() }
}

alone! {
    /// The message is a level itself, and so is the dict of its meta data.
    fn mango_messages() {
        for levels in [LIMIT - 1, LIMIT] {
            for deep in PLAIN {
                in_all_forms(content(deep(levels - 1)), written);
                in_all_forms(meta(deep(levels - 2)), written);
                in_all_forms(extra(deep(levels - 1)), written);
                written(codec().encode(&acl(content(deep(levels - 2)).into())));
            }
        }
        for levels in beyond() {
            for deep in PLAIN {
                in_all_forms(content(deep(levels - 1)), not_written);
                in_all_forms(meta(deep(levels - 2)), not_written);
                // What is left out all the same is held to the limit, give or take the one level of addresses.
                in_all_forms(extra(deep(levels)), not_written);
            }
        }
        // Either is wrong: its depth, or that it is there at all.
        for deep in OTHER {
            assert!(codec().encode(&content(deep(100_000))).is_err());
            assert!(codec().encode(&Value::from(content(deep(100_000)))).is_err());
        }
        // Inside of an ACL message one level less is too much.
        refused(&acl(content(built(LIMIT - 1, list)).into()));
    }

    fn acl_messages() {
        for levels in beyond() {
            let refused_at = |deep: fn(usize) -> Value, place: fn(Value) -> AclMessage| {
                let message = place(deep(levels + 1));
                refused(&message);
                refused(&Value::from(message));
            };
            for deep in PLAIN.into_iter().chain(OTHER) {
                refused_at(deep, acl);
                refused_at(deep, |sender_addr| AclMessage { sender_addr, ..AclMessage::default() });
                refused_at(deep, |reply_by| AclMessage { reply_by, ..AclMessage::default() });
                refused_at(deep, |inner| AclMessage {
                    extra: Dict::from([("k", inner)]),
                    ..AclMessage::default()
                });
            }
            for deep in PLAIN {
                refused_at(deep, |inner| acl(content(inner).into()));
                refused_at(deep, |inner| acl(acl(content(inner).into()).into()));
            }
        }
    }

    fn values_and_types_without_a_form() {
        for levels in beyond() {
            for deep in PLAIN.into_iter().chain(OTHER) {
                let held = vec![deep(levels + 1)];
                refused(&held);
                let [held] = held.try_into().unwrap();
                refused(&held);
                let held = Holder { held };
                refused(&held);
                refused(&Value::from(held));
            }
        }
    }

    /// What a larger stack made.
    fn generic_forms() {
        let copies = || {
            let deep = || built(20_000, dict);
            [codec::to_value(&content(deep())), codec::to_value(&meta(deep())), codec::to_value(&acl(deep()))]
        };
        for value in thread::Builder::new().stack_size(512 << 20).spawn(copies).unwrap().join().unwrap() {
            let value = value.unwrap();
            refused(&value);
        }
    }

    fn the_setter_holds() {
        let codec = Protobuf::builder().allow_pickle(true).limits(Limits::default().depth(3)).build().unwrap();
        assert!(codec.encode(&content(built(2, list))).is_ok());
        let error = codec.encode(&content(built(3, list))).unwrap_err();
        assert_eq!(
            error.to_string(),
            "nesting is deeper than 3 levels at content[0][0]; raise it with `Limits::depth`"
        );
        // An address is text there, and no level.
        let codec = Protobuf::builder().limits(Limits::default().depth(1)).build().unwrap();
        let sender_addr = Value::from_iter([Value::from("127.0.0.1"), Value::from(5555)]);
        assert!(codec.encode(&AclMessage { sender_addr, ..AclMessage::default() }).is_ok());
    }
}

//! The codecs that are for messages, the container, and what only one format has: groups and pickles of protobuf, ext
//! values, objects of unknown types; a user's format; and values that no codec made.

use codec::{
    AclMessage, Codec, Dict, Ext, FastJson, Limits, MangoMessage, Map, MsgPack, MsgPackBlosc, Protobuf,
    Unknown, Value,
};
use codec_tests::codecs::{ALL, Setup};
use codec_tests::messages::Reading;
use codec_tests::varint::varint;

use super::{
    BEYOND, DICTS, ForeignHolder, Holder, LIMIT, LISTS, Stack, dict, formats, not_read, not_written, too_deep,
};

fn limits() -> Limits {
    Limits::default().input(usize::MAX).elements(usize::MAX / 4).decompressed(usize::MAX)
}

fn list_of(item: &str) -> String {
    format!("[{item}]")
}

pub(super) fn list(inner: Value) -> Value {
    vec![inner].into()
}

/// So many levels by hand, the innermost an empty list.
pub(super) fn built(levels: usize, wrap: fn(Value) -> Value) -> Value {
    (1..levels).fold(Value::from(Vec::<Value>::new()), |inner, _| wrap(inner))
}

/// Everything that one does with a value, and its bytes again.
#[track_caller]
fn works(codec: &dyn codec::DynCodec, value: &Value) {
    let copy = value.clone();
    assert!(copy == *value && !copy.to_string().is_empty());
    let bytes = codec.encode(&copy).unwrap();
    // FastJSON reads messages alone without a type.
    assert!(codec.decode(&bytes).or_else(|_| codec.decode_as(&bytes)).unwrap() == *value);
}

alone! {
    fn messages_of_fast_json() {
        let codec = FastJson::builder().limits(limits()).build().unwrap();
        for nesting in [LISTS, DICTS] {
            let text = |levels: usize| {
                [nesting.open.repeat(levels - 1), nesting.core.to_owned(), nesting.close.repeat(levels - 1)].concat()
            };
            // The message is a level itself.
            let message = |levels: usize| format!(r#"{{"content":{},"meta":{{}}}}"#, text(levels - 1));
            for levels in [LIMIT - 1, LIMIT] {
                works(&codec, &codec.decode_as(text(levels).as_bytes()).unwrap());
                let found = codec.decode(message(levels).as_bytes()).unwrap();
                works(&codec, &found);
                assert!(found.is::<MangoMessage>());
            }
            for levels in too_deep() {
                not_read(codec.decode(message(levels).as_bytes()));
                not_read(codec.decode_as::<MangoMessage>(message(levels).as_bytes()));
                not_read(codec.decode_as::<Value>(text(levels).as_bytes()));
                not_read(codec.decode_as::<Vec<Value>>(list_of(&text(levels - 1)).as_bytes()));
            }
        }
        for levels in BEYOND {
            for wrap in [list, dict] {
                let message = MangoMessage { content: built(levels, wrap), ..MangoMessage::default() };
                not_written(codec.encode(&message));
                not_written(codec.encode(&message.content));
            }
        }
    }

    fn messages_in_a_container() {
        let codec = MsgPackBlosc::builder().limits(limits()).build().unwrap();
        // Flags 2: stored as it is.
        let stored = |data: &[u8]| {
            let len = u32::try_from(data.len()).unwrap();
            let sizes = [len, len, len + 16].map(u32::to_le_bytes).concat();
            [&[2, 1, 2, 8][..], &sizes, data].concat()
        };
        for (open, wrap) in [(&b"\x91"[..], list as fn(Value) -> Value), (b"\x81\xA1k", dict)] {
            let bytes = |levels: usize| stored(&[open.repeat(levels - 1), vec![0x90]].concat());
            for levels in [LIMIT - 1, LIMIT] {
                let found = codec.decode(&bytes(levels)).unwrap();
                assert!(found == built(levels, wrap));
                works(&codec, &found);
            }
            for levels in too_deep() {
                not_read(codec.decode(&bytes(levels)));
                not_read(codec.decode_as::<Value>(&bytes(levels)));
            }
            for levels in BEYOND {
                not_written(codec.encode(&built(levels, wrap)));
            }
        }
    }

    fn ext_values() {
        let codec = MsgPack::builder().limits(limits()).build().unwrap();
        let ext = || Value::Ext(Ext::new(5, [0x91; 4]));
        for (open, close) in [(0x91, &b""[..]), (0x81, b"\x00")] {
            let bytes = |levels: usize| {
                // Its own data are no value to this codec, however they look.
                [vec![open; levels], b"\xD6\x05\x91\x91\x91\x91".to_vec(), close.repeat(levels)].concat()
            };
            let wrap = |inner: Value| match open {
                0x91 => list(inner),
                _ => [(inner, Value::from(0))].into_iter().collect::<Map>().into(),
            };
            let built = |levels: usize| (0..levels).fold(ext(), |inner, _| wrap(inner));
            for levels in [LIMIT - 1, LIMIT] {
                let found = codec.decode(&bytes(levels)).unwrap();
                assert!(found == built(levels));
                works(&codec, &found);
            }
            for levels in too_deep() {
                not_read(codec.decode(&bytes(levels)));
            }
            for levels in BEYOND {
                not_written(codec.encode(&built(levels)));
            }
        }
    }

    fn objects_of_unknown_types() {
        let unknown = |inner: Value| Value::Unknown(Box::new(Unknown::new(7999, inner)));
        // A tag and the list in it are one level.
        let built = |levels: usize| built(levels, |inner| Value::Unknown(Box::new(Unknown::new(7999, list(inner)))));
        // Those whose levels are written alike.
        let plain = ["Json", "Json in Python's style", "MsgPack"];
        for under in ALL.iter().filter(|under| plain.contains(&under.name)) {
            let codec = under.with(Setup { limits: limits(), keep_unknown: true, registry: None });
            for levels in [LIMIT - 1, LIMIT] {
                works(&*codec, &built(levels));
            }
            for levels in BEYOND {
                not_written(codec.encode(&built(levels)));
            }
            let (core, two) = (codec.encode(&built(1)).unwrap(), codec.encode(&built(2)).unwrap());
            let at = two.windows(core.len()).rposition(|window| window == core).unwrap();
            let (open, close) = (&two[..at], &two[at + core.len()..]);
            let bytes = |levels: usize| [&open.repeat(levels - 1), &core[..], &close.repeat(levels - 1)].concat();
            assert!(codec.decode(&bytes(LIMIT)).unwrap() == built(LIMIT));
            for levels in too_deep() {
                not_read(codec.decode(&bytes(levels)));
            }
        }
        drop((0..1_000_000).fold(Value::Null, |inner, _| unknown(inner)));
    }

    fn acl_messages_of_protobuf() {
        let codec = Protobuf::builder().limits(limits()).build().unwrap();
        let built = |levels: usize| {
            (1..levels).fold(Value::from(AclMessage::default()), |content, _| {
                AclMessage { content, ..AclMessage::default() }.into()
            })
        };
        for levels in [LIMIT - 1, LIMIT] {
            let found = codec.decode(&nested_acl(levels)).unwrap();
            assert!(found == built(levels));
            works(&codec, &found);
        }
        for levels in too_deep() {
            not_read(codec.decode(&nested_acl(levels)));
        }
        for levels in [LIMIT + 1, 1_000] {
            not_written(codec.encode(&built(levels)));
        }
    }

    /// What has no field is passed over; in a message of prost by prost, with a limit of its own.
    fn groups_of_protobuf() {
        let codec = Protobuf::builder().serializers([Reading::serializer]).limits(limits()).build().unwrap();
        let groups = |levels: usize| [b"\x83\x02".repeat(levels), b"\x84\x02".repeat(levels)].concat();
        let open = |levels: usize| b"\x83\x02".repeat(levels);
        let reading = codec.encode(&Reading::default()).unwrap();
        // Behind its tag, a varint: its last byte is the first without the high bit.
        let id = reading[1..].split_inclusive(|byte| *byte < 0x80).next().unwrap();
        for levels in [LIMIT - 1, LIMIT] {
            let found = codec.decode(&[envelope(ACL, &groups(levels)), groups(levels)].concat()).unwrap();
            assert!(found == Value::from(AclMessage::default()));
            works(&codec, &found);
        }
        assert_eq!(codec.decode_as::<Reading>(&envelope(id, &groups(90))).unwrap(), Reading::default());
        for levels in too_deep() {
            for groups in [groups(levels), open(levels)] {
                not_read(codec.decode(&groups));
                not_read(codec.decode(&[envelope(ACL, b""), groups.clone()].concat()));
                not_read(codec.decode(&envelope(ACL, &groups)));
                assert!(codec.decode(&envelope(id, &groups)).is_err());
            }
        }
    }

    fn pickles() {
        let codec = Protobuf::builder().allow_pickle(true).limits(limits()).build().unwrap();
        let kinds: [fn(usize) -> Vec<u8>; 5] = [
            |levels| [b"]".repeat(levels), b"a".repeat(levels - 1)].concat(),
            |levels| [b"](".repeat(levels - 1), b"]".to_vec(), b"e".repeat(levels - 1)].concat(),
            |levels| [b")".to_vec(), b"\x85".repeat(levels - 1)].concat(),
            |levels| [b"}\x8C\x01k".repeat(levels - 1), b"}".to_vec(), b"s".repeat(levels - 1)].concat(),
            // In keys, where Python has tuples alone.
            |levels| [b"})".to_vec(), b"\x85".repeat(levels - 2), b"Ns".to_vec()].concat(),
        ];
        for pickle in kinds {
            // The message is a level itself.
            let message = |levels: usize| mango(&[pickle(levels - 1), b".".to_vec()].concat());
            for levels in [LIMIT - 1, LIMIT] {
                works(&codec, &codec.decode(&message(levels)).unwrap());            }
            for levels in too_deep() {
                not_read(codec.decode(&message(levels)));
                not_read(codec.decode_as::<MangoMessage>(&message(levels)));
            }
            // Without its end.
            for levels in too_deep() {
                assert!(codec.decode(&mango(&pickle(levels))).is_err());
            }
        }
        for levels in too_deep() {
            for open in [&b"("[..], b"](", b"}(", b"(N"] {
                assert!(codec.decode(&mango(&open.repeat(levels))).is_err());
            }
        }
    }

    /// Its parser may go down further than the codec, and has the stack of any thread here: its frames are its own.
    fn a_format_of_a_user() {
        std::thread::spawn(|| {
            let under = ALL.iter().find(|under| !under.is_native()).unwrap();
            let codec = under.with(Setup { limits: limits(), ..Setup::default() });
            for (open, core, wrap) in [(&b"\x81"[..], b"\x80", list as fn(Value) -> Value), (b"\xA1\x61k", b"\x80", dict)] {
                let bytes = |levels: usize| [open.repeat(levels - 1), core.to_vec()].concat();
                for levels in [LIMIT - 1, LIMIT] {
                    works(&*codec, &codec.decode(&bytes(levels)).unwrap());
                }
                not_read(codec.decode(&bytes(LIMIT + 1)));
                for levels in too_deep() {
                    assert!(codec.decode(&bytes(levels)).is_err() && codec.decode_as::<Stack>(&bytes(levels)).is_err());
                }
                for levels in BEYOND {
                    not_written(codec.encode(&built(levels, wrap)));
                }
            }
        }).join().unwrap();
    }

    /// What stands in the field of an object is refused as well.
    fn values_in_a_field() {
        let unknown = |inner: Value| Unknown::new(7999, inner).into();
        for wrap in [list, dict, unknown] {
            let value = Value::from(Dict::from([("held", built(LIMIT / 4, wrap))]));
            let held = ForeignHolder { held: built(LIMIT / 4, wrap) };
            formats().for_each(|format| assert_eq!(format.codec.encode(&held).unwrap(), format.codec.encode(&value).unwrap()));
        }
        for levels in BEYOND {
            for wrap in [list, dict] {
                let held = Holder { held: built(levels, wrap) };
                formats().for_each(|format| not_written(format.codec.encode(&held)));
            }
            for wrap in [list, dict, unknown] {
                let held = ForeignHolder { held: built(levels, wrap) };
                formats().for_each(|format| not_written(format.codec.encode(&held)));
            }
        }
    }
}

const ACL: &[u8] = b"\xac\xd2\xc3\xd2\x0d";

/// The envelope's content, with this id.
fn envelope(id: &[u8], content: &[u8]) -> Vec<u8> {
    [b"\x08", id, b"\x12", &varint(content.len() as u64), content].concat()
}

fn mango(pickle: &[u8]) -> Vec<u8> {
    envelope(b"\x9d\xc6\x8c\xc5\x0a", &[&[0x0A][..], &varint(pickle.len() as u64), pickle].concat())
}

/// ACL messages in each other. From the innermost, whose length is known, but written once.
fn nested_acl(levels: usize) -> Vec<u8> {
    let (mut heads, mut length) = (Vec::new(), 0);
    for _ in 1..levels {
        let head = [b"\x40", ACL, b"\x3a", &varint(length as u64)].concat();
        length += head.len();
        heads.push(head);
    }
    let content: Vec<u8> = heads.into_iter().rev().flatten().collect();
    envelope(ACL, &content)
}

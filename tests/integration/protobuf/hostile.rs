//! Damaged messages, and nesting around the limit and far beyond it, on a small stack.

use codec::{AclMessage, Codec, Limits, MangoMessage, Protobuf, Value};
use codec_tests::messages::{Blob, Empty, Reading};
use codec_tests::vectors::{self, Case};

fn codec() -> Protobuf {
    let serializers = [Reading::serializer(), Blob::serializer(), Empty::serializer()];
    Protobuf::builder().allow_pickle(true).serializers(serializers).build().unwrap()
}

/// All recorded messages that are not very long.
fn messages() -> Vec<Vec<u8>> {
    let files = ["mango_protobuf.json", "mango_by_python_version.json"];
    let cases = files.into_iter().flat_map(vectors::load::<Case>).filter(|case| case.codec == "PROTOBUF");
    cases.map(|case| case.bytes()).filter(|bytes| bytes.len() < 500).collect()
}

/// Decodes; what is read must be written and read again, what is refused must be refused in few words.
fn check(codec: &Protobuf, bytes: &[u8]) {
    match codec.decode(bytes) {
        Ok(value) => {
            if let Ok(again) = codec.encode(&value) {
                let same = codec.decode(&again).unwrap();
                assert_eq!(same, value);
                assert_eq!(codec.encode(&same).unwrap(), again);
            }
        }
        Err(error) => assert!(error.to_string().len() <= 512, "{error}"),
    }
}

#[test]
fn damaged_messages_are_refused_or_something_else() {
    let codec = codec();
    let good = codec.encode(&AclMessage { content: Empty {}.into(), ..AclMessage::default() }).unwrap();
    let mut decodes = 0_u32;
    for bytes in messages() {
        for at in 0..bytes.len() {
            check(&codec, &bytes[..at]);
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[at] ^= 1 << bit;
                check(&codec, &damaged);
            }
            for byte in [0x00, 0x7F, 0x80, 0xFF] {
                let mut damaged = bytes.clone();
                damaged[at] = byte;
                check(&codec, &damaged);
                damaged.remove(at);
                check(&codec, &damaged);
            }
            decodes += 17;
            assert_eq!(codec.decode(&good).unwrap().as_object().unwrap().name(), "ACLMessage");
        }
    }
    assert!(decodes > 30_000, "{decodes}");
}

/// The envelope's content, with this id.
fn envelope(id: &[u8], content: &[u8]) -> Vec<u8> {
    [b"\x08", id, b"\x12", &length(content), content].concat()
}

fn length(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes.len();
    while rest >= 0x80 {
        out.push(u8::try_from(rest & 0x7F).unwrap() | 0x80);
        rest >>= 7;
    }
    out.push(u8::try_from(rest).unwrap());
    out
}

const ACL: &[u8] = b"\xac\xd2\xc3\xd2\x0d";
const MANGO: &[u8] = b"\x9d\xc6\x8c\xc5\x0a";

/// ACL messages in each other.
fn nested_acl(depth: usize) -> Vec<u8> {
    let content =
        (1..depth).fold(Vec::new(), |inner, _| [b"\x40", ACL, b"\x3a", &length(&inner), &inner].concat());
    envelope(ACL, &content)
}

fn nested_value(depth: usize) -> Value {
    (1..depth).fold(AclMessage::default().into(), |content, _| {
        AclMessage { content, ..AclMessage::default() }.into()
    })
}

/// Lists in a `MangoMessage`, which is a level itself.
fn nested_pickle(depth: usize) -> Vec<u8> {
    let lists = depth - 1;
    let pickle = [b"]".repeat(lists), b"a".repeat(lists - 1), b".".to_vec()].concat();
    envelope(MANGO, &[b"\x0a", &length(&pickle)[..], &pickle].concat())
}

/// On a stack as small as that of a thread that someone has thought about; without optimisation frames are larger.
fn on_small_stack(run: fn()) {
    let size = if cfg!(debug_assertions) { 512 << 10 } else { 256 << 10 };
    std::thread::Builder::new().stack_size(size).spawn(run).unwrap().join().unwrap();
}

#[test]
fn nesting_is_limited() {
    on_small_stack(|| {
        let codec = codec();
        for depth in [1, 2, 127, 128] {
            let value = codec.decode(&nested_acl(depth)).unwrap();
            assert_eq!(value, nested_value(depth));
            let bytes = codec.encode(&value).unwrap();
            assert_eq!(codec.decode(&bytes).unwrap(), value);
        }
        for depth in [2, 127, 128] {
            let message: MangoMessage = codec.decode_as(&nested_pickle(depth)).unwrap();
            let bytes = codec.encode(&message).unwrap();
            assert_eq!(codec.decode_as::<MangoMessage>(&bytes).unwrap(), message);
        }
        for depth in [129, 200, 1_000] {
            for bytes in [nested_acl(depth), nested_pickle(depth)] {
                let error = codec.decode(&bytes).unwrap_err();
                assert!(error.is_limit(), "{error}");
                assert!(error.to_string().len() <= 512, "{error}");
            }
        }
        let error = codec.encode(&nested_value(129)).unwrap_err();
        assert!(error.is_limit(), "{error}");
        for depth in [100_000, 10_000_000] {
            let groups = b"\x1b".repeat(depth);
            assert!(codec.decode(&groups).unwrap_err().is_limit());
            assert!(codec.decode(&envelope(ACL, &b"\x83\x02".repeat(depth))).unwrap_err().is_limit());
            assert!(codec.decode(&nested_pickle(depth)).unwrap_err().is_limit());
        }
    });
}

#[test]
fn the_depth_is_a_setting() {
    let limits = Limits::default().depth(2);
    let codec = Protobuf::builder().limits(limits).allow_pickle(true).build().unwrap();
    assert!(codec.decode(&nested_acl(2)).is_ok());
    let too_deep = "nesting is deeper than 2 levels at content.content (byte";
    let error = codec.decode(&nested_acl(3)).unwrap_err().to_string();
    assert!(error.starts_with(too_deep) && error.ends_with("; raise it with `Limits::depth`"), "{error}");
    let error = codec.encode(&nested_value(3)).unwrap_err().to_string();
    let too_deep = "nesting is deeper than 2 levels at content.content; raise it with `Limits::depth`";
    assert_eq!(error, too_deep);
    assert!(codec.decode(&nested_pickle(2)).is_ok());
    assert!(codec.decode(&nested_pickle(3)).unwrap_err().is_limit());
}

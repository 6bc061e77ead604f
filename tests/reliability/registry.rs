//! A thousand types: what each id resolves to, and what each type accepts.

use codec::{Codec as _, Dict, DynCodec, Json, MsgPack, Registry, Serializer, Value};
use serde::Deserialize;

/// As many types as there are numbers. serde refuses all of them, so that what is accepted is so by its id; besides, code
/// for a thousand types takes half a minute to compile.
#[derive(Debug, Clone, PartialEq)]
struct Numbered<const N: usize> {
    n: i64,
}

impl<'de, const N: usize> Deserialize<'de> for Numbered<N> {
    fn deserialize<D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("it is an object"))
    }
}

/// What the tests ask of one of them.
struct Row {
    serializer: fn() -> Serializer,
    /// Whether the bytes are an object of it, asked in every way that there is.
    accepts: fn(&dyn DynCodec, &[u8], &Value) -> bool,
}

fn serializer<const N: usize>() -> Serializer {
    let to = |this: &Numbered<N>| Ok(Value::from(Dict::from([("n", this.n)])));
    let from = |payload| {
        Ok(Numbered { n: i64::try_from(Dict::try_from(payload)?.remove("n").unwrap_or_default())? })
    };
    Serializer::new::<Numbered<N>>(to, from).with_type_id(id(N))
}

/// Spread over all of the 32 bits, and none twice: the factor is odd.
fn id(n: usize) -> i32 {
    i32::from_ne_bytes(u32::try_from(n).unwrap().wrapping_mul(0x9E37_79B1).to_ne_bytes())
}

fn accepts<const N: usize>(codec: &dyn DynCodec, bytes: &[u8], value: &Value) -> bool {
    let typed = codec.decode_as::<Numbered<N>>(bytes);
    let is_ours = typed.as_ref().is_ok_and(|typed| *typed == Numbered { n: 7 });
    assert!(is_ours || typed.is_err_and(|error| error.is_type_mismatch()));
    assert_eq!(value.is::<Numbered<N>>(), is_ours);
    assert_eq!(value.downcast_ref::<Numbered<N>>().is_some(), is_ours);
    is_ours
}

macro_rules! rows {
    ($($hundreds:literal)*) => { [$(rows!(@ $hundreds 0 1 2 3 4 5 6 7 8 9)),*].concat().concat() };
    (@ $hundreds:literal $($tens:literal)*) => { [$(rows!(@@ $hundreds $tens 0 1 2 3 4 5 6 7 8 9)),*] };
    (@@ $hundreds:literal $tens:literal $($ones:literal)*) => {
        vec![$(Row {
            serializer: serializer::<{ $hundreds * 100 + $tens * 10 + $ones }>,
            accepts: accepts::<{ $hundreds * 100 + $tens * 10 + $ones }>,
        }),*]
    };
}

impl Clone for Row {
    fn clone(&self) -> Self {
        Row { ..*self }
    }
}

fn rows() -> Vec<Row> {
    rows!(0 1 2 3 4 5 6 7 8 9)
}

fn registry(rows: &[Row]) -> Registry {
    Registry::with_serializers(rows.iter().map(|row| (row.serializer)())).unwrap()
}

/// A codec, with what makes an object of an id in its format.
type Asked<'a> = (&'static str, Box<dyn DynCodec>, &'a dyn Fn(i32) -> Vec<u8>);

#[test]
fn a_million_pairs_of_id_and_type() {
    let rows = rows();
    let registry = registry(&rows);
    assert_eq!(registry.len(), 1000);
    let msgpack = |id: i32| {
        let payload = rmpv::Value::Map(vec![("n".into(), 7.into())]);
        let envelope = rmpv::Value::Array(vec![id.into(), payload]);
        codec_tests::plain::msgpack(&rmpv::Value::Map(vec![("__type__".into(), envelope)]))
    };
    let json = |id: i32| format!(r#"{{"__type__":[{id},{{"n":7}}]}}"#).into_bytes();
    let codecs: [Asked<'_>; 2] = [
        ("Json", Box::new(Json::with_registry(registry.clone())), &json),
        ("MsgPack", Box::new(MsgPack::with_registry(registry)), &msgpack),
    ];
    for (name, codec, bytes) in codecs {
        let (mut pairs, mut accepted) = (0, 0);
        for sent in 0..rows.len() {
            let bytes = bytes(id(sent));
            let value = codec.decode(&bytes).unwrap();
            assert_eq!(value.as_object().unwrap().wire_id(), Some(id(sent)));
            for (wanted, row) in rows.iter().enumerate() {
                let is_accepted = (row.accepts)(&*codec, &bytes, &value);
                assert_eq!(is_accepted, sent == wanted, "{name}: {sent} as {wanted}");
                pairs += 1;
                accepted += usize::from(is_accepted);
            }
        }
        println!("{name}: {pairs} pairs, {accepted} accepted");
        assert_eq!((pairs, accepted), (1_000_000, 1_000));
        // Beside each id there is none.
        for near in (0..1000).flat_map(|n| [id(n) ^ 1, id(n).wrapping_neg(), id(n).wrapping_add(1 << 16)]) {
            let is_known = (0..1000).any(|n| id(n) == near);
            let found = codec.decode(&bytes(near));
            assert!(
                is_known
                    || found.is_err_and(|error| error.is_unknown_type() && error.type_id() == Some(near))
            );
        }
    }
}

/// Whatever is registered second under an id that is taken is refused, and nothing has changed.
#[test]
fn constructed_collisions() {
    let rows = rows();
    let mut registry = registry(&rows[..999]);
    for taken in 0..999 {
        let error = registry.register((rows[999].serializer)().with_type_id(id(taken))).unwrap_err();
        assert!(error.is_id_taken(), "{error}");
        assert!(error.to_string().contains(&id(taken).to_string()), "{error}");
        let error = registry.register((rows[taken].serializer)().with_type_id(id(999))).unwrap_err();
        assert!(error.is_type_taken(), "{error}");
    }
    assert_eq!(registry.len(), 999);
    registry.register((rows[999].serializer)()).unwrap();
    assert_eq!(registry.len(), 1000);
}

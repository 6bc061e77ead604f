//! MessagePack against `rmpv`.

use codec::{Bytes, Dict, DynCodec, Ext, List, Map, MsgPack, Value};
use rmpv::Value as Theirs;
use std::sync::LazyLock;

use super::types::{Subject, registry};
use super::{decoded, judged, settles, settles_as_types};
use crate::same::same;

static KEEPING: LazyLock<MsgPack> = LazyLock::new(|| {
    MsgPack::builder().registry(registry()).keep_unknown(true).build().expect("a good registry")
});

/// Everything that must hold of any bytes.
///
/// # Panics
/// If something does not.
pub fn msgpack(bytes: &[u8]) {
    let codec = Subject::named("MsgPack").codec;
    msgpack_verdict(codec, bytes);
    settles_as_types(codec, bytes);
    let kept = judged(&*KEEPING, bytes);
    if let Ok(kept) = &kept {
        settles(&*KEEPING, kept);
    }
    if let Ok(value) = judged(codec, bytes) {
        settles(codec, &value);
        assert!(kept.is_ok_and(|kept| same(&kept, &value)));
    }
}

/// Both accept and find the same, or both refuse; but for tagged objects, limits, and two things that the peer takes:
/// strings that are not UTF-8, and the byte that is never used.
///
/// # Panics
/// If the verdicts differ in another way.
pub fn msgpack_verdict(codec: &dyn DynCodec, bytes: &[u8]) {
    let mut rest = bytes;
    let theirs = rmpv::decode::read_value(&mut rest).ok().filter(|_| rest.is_empty());
    match (decoded(codec, bytes), theirs) {
        (Err(_), None) => {}
        (Ok(_), None) => panic!("only ours accepts {}", bytes.escape_ascii()),
        (Ok(ours), Some(theirs)) => {
            if !has(&theirs, &is_tag) {
                let theirs = value(&theirs).expect("text in UTF-8");
                assert!(same(&ours, &theirs), "{ours:.300}, not {theirs:.300}: {}", bytes.escape_ascii());
            }
        }
        (Err(error), Some(theirs)) => assert!(
            bytes.contains(&0xC1) || error.is_limit() || has(&theirs, &is_tag) || has(&theirs, &is_no_text),
            "only rmpv accepts {}: {error}",
            bytes.escape_ascii()
        ),
    }
}

fn is_tag(value: &Theirs) -> bool {
    value.as_map().is_some_and(|entries| entries.iter().any(|(key, _)| key.as_str() == Some("__type__")))
}

fn is_no_text(value: &Theirs) -> bool {
    matches!(value, Theirs::String(text) if text.as_str().is_none())
}

fn has(value: &Theirs, wanted: &dyn Fn(&Theirs) -> bool) -> bool {
    wanted(value)
        || match value {
            Theirs::Array(items) => items.iter().any(|item| has(item, wanted)),
            Theirs::Map(entries) => entries.iter().any(|(key, item)| has(key, wanted) || has(item, wanted)),
            _ => false,
        }
}

/// What is found in the peer's value: maps whose keys are all text are dicts.
fn value(theirs: &Theirs) -> Option<Value> {
    Some(match theirs {
        Theirs::Nil => Value::Null,
        Theirs::Boolean(bool) => Value::Bool(*bool),
        Theirs::Integer(int) => match int.as_i64() {
            Some(int) => int.into(),
            None => int.as_u64()?.into(),
        },
        Theirs::F32(float) => f64::from(*float).into(),
        Theirs::F64(float) => (*float).into(),
        Theirs::String(text) => text.as_str()?.into(),
        Theirs::Binary(bytes) => Bytes::from(bytes.clone()).into(),
        Theirs::Ext(code, data) => Ext::new(*code, data.clone()).into(),
        Theirs::Array(items) => items.iter().map(value).collect::<Option<List>>()?.into(),
        Theirs::Map(entries) if entries.iter().all(|(key, _)| key.is_str()) => {
            let entries = entries.iter().map(|(key, item)| Some((key.as_str()?.to_owned(), value(item)?)));
            entries.collect::<Option<Dict>>()?.into()
        }
        Theirs::Map(entries) => {
            let entries = entries.iter().map(|(key, item)| Some((value(key)?, value(item)?)));
            Value::Map(entries.collect::<Option<Map>>()?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_can_fail() {
        let codec = Subject::named("MsgPack").codec;
        msgpack_verdict(codec, b"\x82\xA1k\x01\xA1k\x02");
        msgpack_verdict(codec, b"\x82\x01\x01\x01\x02");
        let wrong = std::panic::catch_unwind(|| msgpack_verdict(Subject::named("Json").codec, b"7"));
        assert!(wrong.is_err(), "55 in MessagePack");
    }
}

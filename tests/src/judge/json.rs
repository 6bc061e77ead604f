//! JSON against `serde_json`.

use codec::{Codec as _, DynCodec, Json, Value};
use std::sync::LazyLock;

use super::tree::Tree;
use super::types::{Subject, registry};
use super::{decoded, judged, settles, settles_as_types};
use crate::same::same;

static KEEPING: LazyLock<Json> = LazyLock::new(|| {
    Json::builder().registry(registry()).keep_unknown(true).build().expect("a good registry")
});

/// Everything that must hold of any bytes.
///
/// # Panics
/// If something does not.
pub fn json(bytes: &[u8]) {
    let codec = Subject::named("Json").codec;
    json_verdict(codec, bytes);
    settles_as_types(codec, bytes);
    let strict = decoded(codec, bytes);
    match judged(&*KEEPING, bytes) {
        Ok(kept) => {
            settles(&*KEEPING, &kept);
            assert!(strict.is_ok_and(|strict| same(&strict, &kept)) || holds_unknown(&kept));
        }
        Err(_) => assert!(strict.is_err()),
    }
    let python = Subject::named("Json in Python's style").codec;
    if let Ok(value) = judged(codec, bytes) {
        settles(codec, &value);
        settles(python, &value);
        assert_eq!(codec.encode(&value).expect("a value"), KEEPING.encode(&value).expect("a value"));
    }
}

fn holds_unknown(value: &Value) -> bool {
    format!("{value:?}").contains("Unknown")
}

/// Both accept and find the same, or both refuse; but for what Python's `json` adds, for tagged objects, and for the
/// peer's own limit of depth, which is one level less.
///
/// # Panics
/// If the verdicts differ in another way.
pub fn json_verdict(codec: &dyn DynCodec, bytes: &[u8]) {
    let theirs = serde_json::from_slice::<Tree>(bytes);
    match (decoded(codec, bytes), theirs) {
        (Err(_), Err(_)) => {}
        (Ok(ours), Ok(theirs)) if theirs.has_key("__type__") => drop(ours),
        (Ok(ours), Ok(theirs)) => {
            let theirs = theirs.into_value();
            assert!(agree(&ours, &theirs), "{ours:.300}, not {theirs:.300}: {}", bytes.escape_ascii());
        }
        (Ok(_), Err(error)) => assert!(
            error.to_string().starts_with("recursion limit")
                || serde_json::from_slice::<Tree>(&without_pythons(bytes)).is_ok(),
            "only ours accepts {}: {error}",
            bytes.escape_ascii()
        ),
        (Err(error), Ok(theirs)) => assert!(
            theirs.has_key("__type__") || error.is_limit(),
            "only serde_json accepts {}: {error}",
            bytes.escape_ascii()
        ),
    }
}

/// Python has integers of any length, and reads `-0` as one; the peer has floats in their place.
fn agree(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
        (Value::Int(0), Value::Float(zero)) => zero.to_bits() == (-0.0_f64).to_bits(),
        (Value::BigInt(_), Value::Float(float)) => ours.to_string().parse() == Ok(*float),
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agree(a, b)),
        (Value::Dict(a), Value::Dict(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && agree(a, b))
        }
        _ => ours == theirs,
    }
}

/// The text with what Python adds put in JSON's own terms: a zero for `NaN` and the infinities, and no number so large
/// that no float holds it.
fn without_pythons(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut at, mut quoted, mut digits) = (0, false, 0);
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        let name = [&b"-Infinity"[..], b"Infinity", b"NaN"].into_iter().find(|name| rest.starts_with(name));
        digits = if byte.is_ascii_digit() { digits + 1 } else { 0 };
        if quoted {
            let len = if byte == b'\\' && rest.len() > 1 { 2 } else { 1 };
            out.extend_from_slice(&rest[..len]);
            quoted = byte != b'"';
            at += len;
        } else if let Some(name) = name {
            out.push(b'0');
            at += name.len();
        } else {
            // Two digits show a zero that must not lead.
            out.extend((digits <= 2).then_some(byte));
            quoted = byte == b'"';
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_python_adds_is_put_in_jsons_terms() {
        let text = br#"[NaN,-Infinity,1e400,0123456,"NaN\"1234",12345]"#;
        assert_eq!(without_pythons(text), br#"[0,0,1e40,01,"NaN\"1234",12]"#);
    }

    #[test]
    fn verdicts_can_fail() {
        let strict = Json::builder().strict(true).limits(codec::Limits::default().depth(1)).build().unwrap();
        json_verdict(&strict, b"[1,2]");
        json_verdict(Subject::named("Json").codec, b"[-Infinity,1e999,-0,123456789012345678901234567890]");
        let wrong = std::panic::catch_unwind(|| json_verdict(Subject::named("MsgPack").codec, b"7"));
        assert!(wrong.is_err(), "55 in MessagePack");
    }
}

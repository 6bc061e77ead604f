//! Hostile JSON.

use std::collections::{BTreeMap, HashMap};

use codec::{Dict, FastJson, Json, Limits, RegistryError, Value, json_serializable};

use crate::{Case, Decode, refused, typed, value};

#[json_serializable(type_id = 1)]
struct Known {
    #[serde(default)]
    k: i64,
}

/// What has no field is kept.
#[json_serializable(type_id = 2)]
struct Keeping {
    #[codec(extra)]
    extra: Dict,
}

fn list(item: &str, parts: usize) -> Vec<u8> {
    format!("[{}]", vec![item; parts].join(",")).into_bytes()
}

fn dict(key: impl Fn(usize) -> String, parts: usize) -> Vec<u8> {
    let entries: Vec<String> = (0..parts).map(|part| format!(r#""{}":0"#, key(part))).collect();
    format!("{{{}}}", entries.join(",")).into_bytes()
}

fn tagged(id: i32, payload: Vec<u8>) -> Vec<u8> {
    [format!(r#"{{"__type__":[{id},"#).into_bytes(), payload, b"]}".to_vec()].concat()
}

fn own(part: usize) -> String {
    format!("{part:08}")
}

type Row = (&'static str, Decode, fn(usize) -> Vec<u8>);

const ROWS: [Row; 33] = [
    ("digits of an integer", value, |n| b"7".repeat(n)),
    ("digits of an integer that is to be i64", refused::<i64>, |n| b"7".repeat(n)),
    ("digits of a float", value, |n| format!("0.{}", "7".repeat(n)).into_bytes()),
    ("digits before the point", typed::<f64>, |n| format!("{}.5", "7".repeat(n)).into_bytes()),
    ("leading zeros of a fraction", value, |n| format!("0.{}1", "0".repeat(n)).into_bytes()),
    ("digits of an exponent", value, |n| format!("1e-{}", "9".repeat(n)).into_bytes()),
    // Between two floats, so that every digit counts.
    ("digits of a tie", typed::<f64>, |n| format!("9007199254740993{}1e-{n}", "0".repeat(n)).into_bytes()),
    ("escapes", value, |n| format!("\"{}\"", r"\n".repeat(n)).into_bytes()),
    ("escapes of pairs", value, |n| format!("\"{}\"", r"\ud83d\ude00".repeat(n)).into_bytes()),
    ("an open string of escapes", refused::<Value>, |n| format!("\"{}", r"\n".repeat(n)).into_bytes()),
    ("strings of one escape", value, |n| list(r#""\n""#, n)),
    ("empty strings", value, |n| list(r#""""#, n)),
    ("numbers with text behind them", refused::<Vec<f64>>, |n| {
        format!("[{}\"\"]", "0.5,".repeat(n)).into_bytes()
    }),
    ("characters", value, |n| format!("\"{}\"", "ä".repeat(n)).into_bytes()),
    ("empty lists", value, |n| list("[]", n)),
    ("empty dicts", value, |n| list("{}", n)),
    ("dicts of an empty key", value, |n| list(r#"{"":0}"#, n)),
    ("space", value, |n| format!("[{}0]", " ".repeat(n)).into_bytes()),
    ("open lists", refused::<Value>, |n| b"[".repeat(n)),
    ("nested lists", value, |n| list(&format!("{}{}", "[".repeat(100), "]".repeat(100)), n / 50)),
    ("one key again and again", value, |n| dict(|_| "k".to_owned(), n)),
    ("a hundred keys again and again", value, |n| dict(|part| own(part % 100), n)),
    ("keys of their own", value, |n| dict(own, n)),
    ("keys of escapes", value, |n| dict(|part| format!(r"\n{part:08}"), n)),
    ("keys that begin alike", value, |n| dict(|part| format!("{}{part:08}", "k".repeat(64)), n)),
    ("keys that end alike", value, |n| dict(|part| format!("{part:08}{}", "k".repeat(64)), n)),
    ("keys of a hash map", typed::<HashMap<String, i64>>, |n| dict(own, n)),
    ("keys of a tree", typed::<BTreeMap<String, i64>>, |n| dict(own, n)),
    ("fields that are not there", typed::<Known>, |n| tagged(1, dict(own, n))),
    ("fields that are kept", value, |n| tagged(2, dict(own, n))),
    ("objects", value, |n| list(r#"{"__type__":[1,{"k":1}]}"#, n)),
    ("objects of an unknown type", value, |n| list(r#"{"__type__":[9,{"k":[]}]}"#, n)),
    ("unknown objects in each other", value, |n| {
        let open = r#"{"__type__":[9,["#.repeat(100);
        list(&format!("{open}{}", "]]}".repeat(100)), n / 100)
    }),
];

pub(crate) fn cases() -> Result<Vec<Case>, RegistryError> {
    let limits = Limits::default().elements(usize::MAX).digits(usize::MAX);
    let mut all = Vec::new();
    for (name, decode, bytes) in ROWS {
        let codec = Box::new(Json::builder().limits(limits).keep_unknown(true).build()?);
        all.push(Case { name, codec, bytes, decode });
    }
    let fast: [Row; 3] = [
        ("a message of empty strings", value, |n| message(&list(r#""""#, n))),
        ("a message of keys of their own", value, |n| message(&dict(own, n))),
        ("a dict as a typed value", typed::<Value>, |n| dict(own, n)),
    ];
    for (name, decode, bytes) in fast {
        let codec = Box::new(FastJson::builder().limits(limits).build()?);
        all.push(Case { name, codec, bytes, decode });
    }
    Ok(all)
}

/// Of FastJSON, with this content.
fn message(content: &[u8]) -> Vec<u8> {
    [br#"{"content":"#, content, br#","meta":{}}"#].concat()
}

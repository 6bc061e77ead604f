//! The same damaged data for both bodies: they must come to the same verdict.

use std::collections::HashSet;

use codec::__private as hidden;
use codec::{Codec, DecodeError, Json, JsonSerializable, Value};

use crate::check::{Subject, with_ids};
use crate::every_codec;
use crate::own_format;

/// JSON with its order and its duplicates, which no map keeps.
#[derive(Clone)]
enum Tree {
    Leaf(String),
    List(Vec<Tree>),
    Dict(Vec<(String, Tree)>),
}

impl Tree {
    fn new(value: &Value) -> Tree {
        match value {
            Value::List(list) => Tree::List(list.iter().map(Tree::new).collect()),
            Value::Dict(dict) => {
                Tree::Dict(dict.iter().map(|(key, value)| (key.to_owned(), Tree::new(value))).collect())
            }
            Value::Object(object) => {
                let id = Json::new().decode(&Json::new().encode(object).unwrap()).unwrap();
                let id = id.as_object().unwrap().wire_id().unwrap();
                let payload = Tree::new(&object.as_value().unwrap());
                let envelope = Tree::List(vec![Tree::Leaf(id.to_string()), payload]);
                Tree::Dict(vec![("__type__".to_owned(), envelope)])
            }
            leaf => Tree::Leaf(Json::new().encode_to_string(leaf).unwrap()),
        }
    }

    fn text(&self) -> String {
        match self {
            Tree::Leaf(text) => text.clone(),
            Tree::List(items) => format!("[{}]", items.iter().map(Tree::text).collect::<Vec<_>>().join(", ")),
            Tree::Dict(entries) => {
                let entry = |(key, item): &(String, Tree)| {
                    format!("{}: {}", serde_json::to_string(key).unwrap(), item.text())
                };
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn repeats_a_key(&self) -> bool {
        match self {
            Tree::Leaf(_) => false,
            Tree::List(items) => items.iter().any(Tree::repeats_a_key),
            Tree::Dict(entries) => {
                let keys: HashSet<_> = entries.iter().map(|(key, _)| key).collect();
                keys.len() < entries.len() || entries.iter().any(|(_, item)| item.repeats_a_key())
            }
        }
    }

    /// This tree with every single damage.
    fn damaged(&self) -> Vec<Tree> {
        let mut out: Vec<Tree> = PROBES.iter().map(|probe| Tree::Leaf(with_ids(probe))).collect();
        match self {
            Tree::Leaf(_) => {}
            Tree::List(items) => damaged_list(items, &mut out),
            Tree::Dict(entries) => damaged_dict(entries, &mut out),
        }
        out
    }
}

/// What may stand where something else is expected.
const PROBES: [&str; 26] = [
    "null",
    "true",
    "0",
    "1",
    "-1",
    "300",
    "1.0",
    "9.0",
    "1.5",
    "-0.0",
    "1e400",
    "9223372036854775808",
    "18446744073709551616",
    "-340282366920938463463374607431768211457",
    r#""""#,
    r#""x""#,
    r#""a\u0000\"é""#,
    "[]",
    "[1]",
    r#"["x", 1, 2, 3]"#,
    "{}",
    r#"{"x": 1}"#,
    r#"{"Red": null}"#,
    r#"{"__type__": [1, {}]}"#,
    r#"{"__type__": [@Point, {"x": 1, "y": -2.5}]}"#,
    r#"{"__type__": 1}"#,
];

fn damaged_list(items: &[Tree], out: &mut Vec<Tree>) {
    for (index, item) in items.iter().enumerate() {
        for damaged in item.damaged() {
            let mut items = items.to_vec();
            items[index] = damaged;
            out.push(Tree::List(items));
        }
        let mut shorter = items.to_vec();
        shorter.remove(index);
        out.push(Tree::List(shorter));
    }
    let mut longer = items.to_vec();
    longer.push(Tree::Leaf("null".to_owned()));
    out.push(Tree::List(longer));
}

fn damaged_dict(entries: &[(String, Tree)], out: &mut Vec<Tree>) {
    for (index, (key, item)) in entries.iter().enumerate() {
        for damaged in item.damaged() {
            let mut entries = entries.to_vec();
            entries[index].1 = damaged;
            out.push(Tree::Dict(entries));
        }
        let mut without = entries.to_vec();
        without.remove(index);
        out.push(Tree::Dict(without));
        let mut twice = entries.to_vec();
        twice.push((key.clone(), item.clone()));
        out.push(Tree::Dict(twice));
    }
    for at in 0..=entries.len() {
        let mut more = entries.to_vec();
        more.insert(at, ("unheard of".to_owned(), Tree::List(vec![Tree::Leaf("{\"a\": [1]}".to_owned())])));
        out.push(Tree::Dict(more));
    }
}

/// The entries of the outermost dict in other orders.
fn reordered(tree: &Tree) -> Vec<Tree> {
    let Tree::Dict(entries) = tree else { return Vec::new() };
    let mut orders = Vec::new();
    for first in 0..entries.len() {
        let mut rotated = entries.clone();
        rotated.rotate_left(first);
        orders.push(rotated.clone());
        rotated.reverse();
        orders.push(rotated);
    }
    for at in 1..entries.len() {
        let mut swapped = entries.clone();
        swapped.swap(0, at);
        orders.push(swapped);
    }
    orders.into_iter().map(Tree::Dict).collect()
}

pub(crate) fn tagged<T: Subject + JsonSerializable>() {
    let id = Json::new().id_of::<T>().unwrap();
    each::<T>(&|payload| format!(r#"{{"__type__": [{id}, {payload}]}}"#));
}

pub(crate) fn untagged<T: Subject>() {
    each::<T>(&|payload| payload.to_owned());
}

fn each<T: Subject>(wrap: &dyn Fn(&str) -> String) {
    let mut differences = Vec::new();
    for value in T::samples() {
        let tree = Tree::new(&hidden::as_value(&value).unwrap());
        for order in reordered(&tree) {
            let payload = order.text();
            let decoded = agreed::<T>(&wrap(&payload), &payload, &mut differences);
            assert_eq!(decoded.as_ref().ok(), Some(&value), "{payload}");
        }
        for damaged in tree.damaged() {
            let payload = damaged.text();
            let _ = agreed::<T>(&wrap(&payload), &payload, &mut differences);
            every_codec::judge::<T>(&wrap(&payload), &mut differences);
            // A value has no key twice: which one counts is the format's own affair.
            if !damaged.repeats_a_key() {
                own_format::judges_the_same::<T>(&wrap(&payload), &mut differences);
            }
        }
    }
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

/// What both bodies say, from JSON and from the generic form.
fn agreed<T: Subject>(text: &str, payload: &str, differences: &mut Vec<String>) -> Result<T, Refusal> {
    let mut compare = |what, mine: &Result<T, Refusal>, twins: &Result<T, Refusal>| {
        if mine != twins {
            differences.push(format!("{what} {text}\n  field code: {mine:?}\n  serde:      {twins:?}"));
        }
    };
    let codec = Json::new();
    let mine = codec.decode_as::<T>(text.as_bytes()).map_err(Refusal);
    let twins = hidden::from_twin_json::<T>(&codec, text.as_bytes()).map_err(Refusal);
    compare("JSON", &mine, &twins);
    if let Ok(generic) = codec.decode(payload.as_bytes()) {
        let mine = hidden::from_value::<T>(generic.clone()).map_err(Refusal);
        let twins = hidden::from_twin_value::<T>(generic).map_err(Refusal);
        compare("generic", &mine, &twins);
    }
    mine
}

/// Why something was refused, compared by its kind and place.
///
/// Where a list is both too long and wrong inside, one body sees the one and the other the other: the places need only
/// lie on one path.
#[derive(Debug)]
pub(crate) struct Refusal(DecodeError);

impl Refusal {
    fn kind(&self) -> String {
        format!("{:?}", self.0).split(':').next().unwrap_or_default().to_owned()
    }
}

impl PartialEq for Refusal {
    fn eq(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.0.path(), other.0.path());
        self.kind() == other.kind() && (mine.starts_with(&theirs) || theirs.starts_with(&mine))
    }
}

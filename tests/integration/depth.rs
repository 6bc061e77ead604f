//! Nesting around the limit and far beyond it, on a small stack: up to the limit everything works, beyond it nothing
//! is read or written, and whatever could be built can be dropped.
//!
//! Each test runs in a process of its own, because a stack overflow cannot be caught: it would end all the others.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::mem;
use std::process::Command;

use codec::{Codec, DecodeError, Dict, Json, Limits, SerializationError, Value, json_serializable};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

const LIMIT: usize = 128;
const BEYOND: [usize; 3] = [LIMIT + 1, 1_000, 100_000];
/// Without optimisation frames are larger.
const STACK: usize = if cfg!(debug_assertions) { 512 << 10 } else { 256 << 10 };
const CHILD: &str = "CODEC_TESTS_DEPTH_CHILD";

#[track_caller]
fn alone(name: &str, run: fn()) {
    if std::env::var_os(CHILD).is_some() {
        return std::thread::Builder::new().stack_size(STACK).spawn(run).unwrap().join().unwrap();
    }
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", &format!("depth::{name}"), "--test-threads=1"]).env(CHILD, "1");
    let output = child.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{}\n{printed}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(printed.contains("1 passed"), "{printed}");
}

macro_rules! alone {
    ($($(#[$doc:meta])* fn $name:ident() $body:block)*) => {$(
        $(#[$doc])*
        #[test]
        fn $name() {
            alone(stringify!($name), || $body);
        }
    )*};
}

#[json_serializable(type_id = 7401)]
#[derive(Debug, Clone, PartialEq)]
struct Holder {
    held: Value,
}

#[json_serializable(type_id = 7402)]
#[derive(Debug, Clone, PartialEq)]
struct Bare(Value);

#[json_serializable(type_id = 7403)]
#[derive(Debug, Clone, PartialEq)]
struct Link {
    next: Option<Box<Link>>,
}

#[json_serializable(type_id = 7404)]
#[derive(Debug, Clone, PartialEq)]
struct Tree {
    trees: Vec<Tree>,
}

#[json_serializable(type_id = 7405)]
#[derive(Debug, Clone, PartialEq)]
struct Named(BTreeMap<String, Named>);

#[json_serializable(type_id = 7408)]
#[derive(Debug, Clone, PartialEq)]
struct Stack(Vec<Stack>);

/// By serde's code rather than the macro's.
#[json_serializable(type_id = 7406)]
#[derive(Debug, Clone, PartialEq)]
struct BySerde {
    #[serde(with = "link")]
    next: Option<Box<BySerde>>,
}

/// What serde would do anyway: that it is named takes the type to serde's code.
mod link {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::BySerde;

    #[allow(clippy::ref_option, reason = "the form that `with` calls")]
    pub(super) fn serialize<S: Serializer>(next: &Option<Box<BySerde>>, to: S) -> Result<S::Ok, S::Error> {
        next.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Box<BySerde>>, D::Error> {
        Option::deserialize(from)
    }
}

/// Not annotated at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Plain {
    next: Option<Box<Plain>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Chain {
    End,
    On(Box<Chain>),
}

#[json_serializable(type_id = 7407)]
#[derive(Debug, Clone, PartialEq)]
struct Few {
    known: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
struct PlainFew {
    known: i64,
}

/// What stands around the next level, and the innermost level.
struct Nesting {
    open: &'static str,
    core: &'static str,
    close: &'static str,
}

impl Nesting {
    const fn new(open: &'static str, core: &'static str, close: &'static str) -> Self {
        Nesting { open, core, close }
    }

    /// Text of this many levels, the innermost included. It is closed properly, so that depth alone is wrong with it.
    fn text(&self, levels: usize) -> Vec<u8> {
        let (open, close) = (self.open.repeat(levels - 1), self.close.repeat(levels - 1));
        [&open, self.core, &close].concat().into_bytes()
    }
}

const LISTS: Nesting = Nesting::new("[", "[]", "]");
const DICTS: Nesting = Nesting::new(r#"{"k":"#, "{}", "}");
const NEXT: Nesting = Nesting::new(r#"{"next":"#, r#"{"next":null}"#, "}");

/// A codec that minds depth only.
fn codec() -> Json {
    Json::builder().limits(Limits::default().input(usize::MAX).elements(usize::MAX)).build().unwrap()
}

const REFUSAL: &str = "nesting is deeper than 128 levels";

#[track_caller]
fn not_read<T: Debug>(result: Result<T, DecodeError>) {
    let error = result.unwrap_err();
    assert!(error.is_limit() && error.to_string().contains(REFUSAL), "{error}");
}

#[track_caller]
fn not_written(result: Result<Vec<u8>, SerializationError>) {
    let error = result.unwrap_err();
    assert!(error.is_limit() && error.to_string().contains(REFUSAL), "{error}");
}

/// How deep the text is that must be refused.
fn too_deep() -> impl Iterator<Item = usize> {
    BEYOND.into_iter().chain((!cfg!(debug_assertions)).then_some(10_000_000))
}

/// Everything that one does with a value, at the last two depths that are accepted.
#[track_caller]
fn works<T: Serialize + DeserializeOwned + Debug + Clone + PartialEq + 'static>(nesting: &Nesting) {
    for levels in [LIMIT - 1, LIMIT] {
        let text = nesting.text(levels);
        let value = codec().decode_as::<T>(&text).unwrap();
        assert_eq!(codec().encode(&value).unwrap(), text);
        let copy = value.clone();
        assert!(copy == value && !format!("{copy:?}").is_empty());
        assert!(codec::from_value::<T>(codec::to_value(&value).unwrap()).unwrap() == value);
        let found = codec().decode(&text).unwrap();
        assert_eq!(codec().encode(&found).unwrap(), text);
        let copy = found.clone();
        assert!(copy == found && !copy.to_string().is_empty());
    }
}

/// What `wrap` nests is written as this text, and not at all beyond the limit.
#[track_caller]
fn nests<T>(nesting: &Nesting, core: T, wrap: impl Fn(T) -> T)
where
    T: Serialize + DeserializeOwned + Debug + Clone + PartialEq + 'static,
{
    works::<T>(nesting);
    for levels in too_deep() {
        let text = nesting.text(levels);
        not_read(codec().decode_as::<T>(&text));
        not_read(codec().decode(&text));
    }
    let mut value = core;
    for levels in 2..=100_000 {
        value = wrap(value);
        if levels == LIMIT {
            assert_eq!(codec().encode(&value).unwrap(), nesting.text(LIMIT));
        } else if BEYOND.contains(&levels) {
            not_written(codec().encode(&value));
        }
    }
    // How a user's own type is dropped is its own affair, also within an object.
    if (&value as &dyn Any).downcast_ref::<Value>().is_none_or(Value::is_object) {
        mem::forget(value);
    }
}

fn dict(value: Value) -> Value {
    Value::Dict(Dict::from([("k", value)]))
}

alone! {
    fn lists() {
        nests(&LISTS, Value::from(Vec::<Value>::new()), |inner| Value::from(vec![inner]));
    }

    fn dicts() {
        nests(&DICTS, Value::from(Dict::new()), dict);
    }

    fn lists_of_dicts_of_lists() {
        // Two levels a step, and so 64 of them.
        let text = |steps: usize| [r#"[{"k":"#.repeat(steps), "}]".repeat(steps)].join("0").into_bytes();
        let built = |steps| (0..steps).fold(Value::Int(0), |inner, _| Value::from(vec![dict(inner)]));
        let value = codec().decode(&text(64)).unwrap();
        assert_eq!(codec().encode(&value).unwrap(), text(64));
        let copy = value.clone();
        assert!(copy == value && copy == built(64) && !copy.to_string().is_empty());
        for steps in too_deep().map(|levels| levels.div_ceil(2)) {
            not_read(codec().decode(&text(steps)));
        }
        for steps in [65, 500, 50_000] {
            not_written(codec().encode(&built(steps)));
        }
    }

    fn tagged_objects_with_fields() {
        let (open, core) = (r#"{"__type__":[7401,{"held":"#, r#"{"__type__":[7401,{"held":null}]}"#);
        let nesting = Nesting::new(open, core, "}]}");
        nests(&nesting, Value::from(Holder { held: Value::Null }), |inner| Holder { held: inner }.into());
    }

    /// The payload of each is the next tag; the innermost holds a list, since a tag around a scalar is no level.
    fn tagged_objects_directly() {
        let nesting = Nesting::new(r#"{"__type__":[7402,"#, r#"{"__type__":[7402,[]]}"#, "]}");
        let core = Bare(Value::from(Vec::<Value>::new()));
        nests(&nesting, Value::from(core), |inner| Bare(inner).into());
    }

    fn boxed_options() {
        let (open, core) = (r#"{"__type__":[7403,{"next":"#, r#"{"__type__":[7403,{"next":null}]}"#);
        let nesting = Nesting::new(open, core, "}]}");
        nests(&nesting, Link { next: None }, |inner| Link { next: Some(Box::new(inner)) });
    }

    fn vectors_of_itself() {
        // The field's list is a level beside the tag's, so a step takes two.
        let (open, close) = (r#"{"__type__":[7404,{"trees":["#, "]}]}");
        let text = |steps: usize| [open.repeat(steps), close.repeat(steps)].concat().into_bytes();
        let built = |steps| (1..steps).fold(Tree { trees: Vec::new() }, |inner, _| Tree { trees: vec![inner] });
        let tree = codec().decode_as::<Tree>(&text(64)).unwrap();
        assert!(tree.clone() == built(64) && !format!("{tree:?}").is_empty());
        assert_eq!(codec().encode(&tree).unwrap(), text(64));
        assert!(codec().decode(&text(64)).unwrap().downcast::<Tree>().unwrap() == tree);
        for steps in too_deep().map(|levels| levels.div_ceil(2)) {
            not_read(codec().decode(&text(steps)));
            not_read(codec().decode_as::<Tree>(&text(steps)));
        }
        for steps in [65, 500, 50_000] {
            let tree = mem::ManuallyDrop::new(built(steps));
            not_written(codec().encode(&*tree));
        }
    }

    fn newtypes_of_lists() {
        let stack = |levels: usize| (1..levels).fold(Stack(Vec::new()), |inner, _| Stack(vec![inner]));
        let (open, core) = (r#"{"__type__":[7408,["#, r#"{"__type__":[7408,[]]}"#);
        let nesting = Nesting::new(open, core, "]]}");
        assert_eq!(codec().encode(&stack(2)).unwrap(), nesting.text(2));
        nests(&nesting, stack(1), |inner| Stack(vec![inner]));
    }

    fn map_values() {
        let (open, core) = (r#"{"__type__":[7405,{"k":"#, r#"{"__type__":[7405,{}]}"#);
        let nesting = Nesting::new(open, core, "}]}");
        nests(&nesting, Named(BTreeMap::new()), |inner| Named([("k".to_owned(), inner)].into()));
    }

    fn annotated_types_by_serde() {
        let (open, core) = (r#"{"__type__":[7406,{"next":"#, r#"{"__type__":[7406,{"next":null}]}"#);
        let nesting = Nesting::new(open, core, "}]}");
        assert!(!BySerde::serializer().is_direct());
        nests(&nesting, BySerde { next: None }, |inner| BySerde { next: Some(Box::new(inner)) });
    }

    fn foreign_types_by_serde() {
        nests(&NEXT, Plain { next: None }, |inner| Plain { next: Some(Box::new(inner)) });
    }

    fn foreign_enums_by_serde() {
        let nesting = Nesting::new(r#"{"On":"#, r#"{"On":"End"}"#, "}");
        nests(&nesting, Chain::On(Box::new(Chain::End)), |inner| Chain::On(Box::new(inner)));
    }

    /// What is not looked at is held to the limit all the same, and takes no stack.
    fn ignored_fields() {
        for nesting in [LISTS, DICTS] {
            let around = |levels: usize| {
                let inner = String::from_utf8(nesting.text(levels)).unwrap();
                format!(r#"{{"other":{inner},"known":5}}"#)
            };
            let tagged = |levels| format!(r#"{{"__type__":[7407,{}]}}"#, around(levels));
            let (fits, tagged_fits) = (around(LIMIT - 1), tagged(LIMIT - 1));
            assert_eq!(codec().decode_as::<Few>(tagged_fits.as_bytes()).unwrap(), Few { known: 5 });
            assert_eq!(codec().decode_as::<PlainFew>(fits.as_bytes()).unwrap(), PlainFew { known: 5 });
            for levels in too_deep().map(|levels| levels - 1) {
                not_read(codec().decode(tagged(levels).as_bytes()));
                not_read(codec().decode_as::<Few>(tagged(levels).as_bytes()));
                not_read(codec().decode_as::<PlainFew>(around(levels).as_bytes()));
            }
        }
    }

    fn a_million_levels_drop() {
        drop((0..1_000_000).fold(Value::Null, |inner, _| Value::from(vec![inner])));
        drop((0..1_000_000).fold(Value::Null, |inner, _| dict(inner)));
        drop((0..1_000_000).fold(Value::Null, |inner, level| if level % 2 == 0 { dict(inner) } else { vec![inner].into() }));
    }
}

//! Nesting around the limit and far beyond it, on a small stack: up to the limit everything works, beyond it nothing
//! is read or written, and whatever could be built can be dropped.
//!
//! Each test runs in a process of its own, because a stack overflow cannot be caught: it would end all the others.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::mem;
use std::process::Command;

use codec::{
    Codec, DecodeError, Dict, DynCodec, Limits, Protobuf, SerializationError, Value, json_serializable,
};
use codec_tests::codecs::{ALL, Setup, Subject};
use codec_tests::plain;
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
    let (_, name) = name.split_once("::").unwrap(); // without the binary
    child.args(["--exact", name, "--test-threads=1"]).env(CHILD, "1");
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
            $crate::depth::alone(concat!(module_path!(), "::", stringify!($name)), || $body);
        }
    )*};
}

mod generic;
mod messages;

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

#[derive(Serialize)]
struct ForeignHolder {
    held: Value,
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

    /// In a format: what two levels add to one is what each further level adds.
    fn of(&self, format: &Format) -> Levels {
        let core = format.bytes(self.core);
        let two = format.bytes(&[self.open, self.core, self.close].concat());
        let at = two.windows(core.len()).rposition(|window| window == core).unwrap();
        let (open, close) = (two[..at].to_vec(), two[at + core.len()..].to_vec());
        Levels { open, core, close }
    }
}

/// [`Nesting`] in the bytes of a format.
struct Levels {
    open: Vec<u8>,
    core: Vec<u8>,
    close: Vec<u8>,
}

impl Levels {
    /// Bytes of this many levels, the innermost included. They are closed properly, so that depth alone is wrong with
    /// them.
    fn bytes(&self, levels: usize) -> Vec<u8> {
        [self.open.repeat(levels - 1), self.core.clone(), self.close.repeat(levels - 1)].concat()
    }
}

/// A codec, and a writer of its format that knows nothing of this crate.
struct Format {
    under: Subject,
    /// It minds depth only.
    codec: Box<dyn DynCodec>,
}

impl Format {
    fn bytes(&self, json: &str) -> Vec<u8> {
        (self.under.foreign)(&plain::parse(json).unwrap()).unwrap()
    }
}

/// All codecs with a parser of this crate; of those for JSON the one that writes as foreign writers do. What stands in
/// a container is MessagePack like any other.
fn formats() -> impl Iterator<Item = Format> {
    let limits = Limits::default().input(usize::MAX).elements(usize::MAX);
    let taken = |under: &Subject| {
        under.is_native()
            && (under.name == "Json" || !under.name.starts_with("Json"))
            && under.name != "MsgPackBlosc"
    };
    ALL.into_iter()
        .filter(taken)
        .map(move |under| Format { under, codec: under.with(Setup { limits, ..Setup::default() }) })
}

const LISTS: Nesting = Nesting::new("[", "[]", "]");
const DICTS: Nesting = Nesting::new(r#"{"k":"#, "{}", "}");
const NEXT: Nesting = Nesting::new(r#"{"next":"#, r#"{"next":null}"#, "}");

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
fn works<T: Serialize + DeserializeOwned + Debug + Clone + PartialEq + 'static>(
    codec: &dyn DynCodec,
    nesting: &Levels,
) {
    for levels in [LIMIT - 1, LIMIT] {
        let bytes = nesting.bytes(levels);
        let value = codec.decode_as::<T>(&bytes).unwrap();
        assert_eq!(codec.encode(&value).unwrap(), bytes);
        let copy = value.clone();
        assert!(copy == value && !format!("{copy:?}").is_empty());
        assert!(codec::from_value::<T>(codec::to_value(&value).unwrap()).unwrap() == value);
        let found = codec.decode(&bytes).unwrap();
        assert_eq!(codec.encode(&found).unwrap(), bytes);
        let copy = found.clone();
        assert!(copy == found && !copy.to_string().is_empty());
    }
}

/// What `wrap` nests is written as these bytes, and not at all beyond the limit.
#[track_caller]
fn nests<T>(nesting: &Nesting, core: T, wrap: impl Fn(T) -> T)
where
    T: Serialize + DeserializeOwned + Debug + Clone + PartialEq + 'static,
{
    let formats: Vec<_> = formats().map(|format| (nesting.of(&format), format.codec)).collect();
    for (nesting, codec) in &formats {
        works::<T>(&**codec, nesting);
        for levels in too_deep() {
            let bytes = nesting.bytes(levels);
            not_read(codec.decode_as::<T>(&bytes));
            not_read(codec.decode(&bytes));
        }
    }
    let mut value = core;
    for levels in 2..=100_000 {
        value = wrap(value);
        if levels == LIMIT {
            formats
                .iter()
                .for_each(|(nesting, codec)| assert_eq!(codec.encode(&value).unwrap(), nesting.bytes(LIMIT)));
        } else if BEYOND.contains(&levels) {
            formats.iter().for_each(|(_, codec)| not_written(codec.encode(&value)));
            // For another reason where what it makes a copy of are objects, which are shared.
            assert!(Protobuf::new().encode(&value).is_err());
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
        let built = |steps| (0..steps).fold(Value::Int(0), |inner, _| Value::from(vec![dict(inner)]));
        for format in formats() {
            let (nesting, codec) = (Nesting::new(r#"[{"k":"#, "0", "}]").of(&format), &format.codec);
            let bytes = |steps: usize| nesting.bytes(steps + 1);
            let value = codec.decode(&bytes(64)).unwrap();
            assert_eq!(codec.encode(&value).unwrap(), bytes(64));
            let copy = value.clone();
            assert!(copy == value && copy == built(64) && !copy.to_string().is_empty());
            for steps in too_deep().map(|levels| levels.div_ceil(2)) {
                not_read(codec.decode(&bytes(steps)));
            }
            for steps in [65, 500, 50_000] {
                not_written(codec.encode(&built(steps)));
            }
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
        let nesting = Nesting::new(r#"{"__type__":[7404,{"trees":["#, r#"{"__type__":[7404,{"trees":[]}]}"#, "]}]}");
        let built = |steps| (1..steps).fold(Tree { trees: Vec::new() }, |inner, _| Tree { trees: vec![inner] });
        for format in formats() {
            let (nesting, codec) = (nesting.of(&format), &format.codec);
            let tree = codec.decode_as::<Tree>(&nesting.bytes(64)).unwrap();
            assert!(tree.clone() == built(64) && !format!("{tree:?}").is_empty());
            assert_eq!(codec.encode(&tree).unwrap(), nesting.bytes(64));
            assert!(codec.decode(&nesting.bytes(64)).unwrap().downcast::<Tree>().unwrap() == tree);
            for steps in too_deep().map(|levels| levels.div_ceil(2)) {
                not_read(codec.decode(&nesting.bytes(steps)));
                not_read(codec.decode_as::<Tree>(&nesting.bytes(steps)));
            }
            for steps in [65, 500, 50_000] {
                let tree = mem::ManuallyDrop::new(built(steps));
                not_written(codec.encode(&*tree));
            }
        }
    }

    fn newtypes_of_lists() {
        let stack = |levels: usize| (1..levels).fold(Stack(Vec::new()), |inner, _| Stack(vec![inner]));
        let (open, core) = (r#"{"__type__":[7408,["#, r#"{"__type__":[7408,[]]}"#);
        let nesting = Nesting::new(open, core, "]]}");
        for format in formats() {
            assert_eq!(format.codec.encode(&stack(2)).unwrap(), nesting.of(&format).bytes(2));
        }
        nests(&nesting, stack(1), |inner| Stack(vec![inner]));
    }

    fn map_values() {
        let (open, core) = (r#"{"__type__":[7405,{"k":"#, r#"{"__type__":[7405,{}]}"#);
        let nesting = Nesting::new(open, core, "}]}");
        nests(&nesting, Named(BTreeMap::new()), |inner| Named([("k".to_owned(), inner)].into()));
    }

    /// Only in a format with keys of any type.
    fn map_keys() {
        let codec = codec::MsgPack::builder().limits(Limits::default().input(usize::MAX)).build().unwrap();
        let bytes = |levels: usize| [vec![0x81; levels - 1], vec![0x90], vec![0; levels - 1]].concat();
        let wrap = |inner: Value| Value::from([(inner, Value::from(0))].into_iter().collect::<codec::Map>());
        let built = |levels: usize| (1..levels).fold(Value::from(Vec::<Value>::new()), |inner, _| wrap(inner));
        for levels in [LIMIT - 1, LIMIT] {
            let found = codec.decode(&bytes(levels)).unwrap();
            assert!(found == built(levels) && !found.to_string().is_empty());
            assert_eq!(codec.encode(&found.clone()).unwrap(), bytes(levels));
        }
        for levels in too_deep() {
            not_read(codec.decode(&bytes(levels)));
            not_read(codec.decode_as::<PlainFew>(&[b"\x82\xA5other", &*bytes(levels), b"\xA5known\x05"].concat()));
        }
        for levels in BEYOND {
            not_written(codec.encode(&built(levels)));
        }
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
        for (format, nesting) in formats().zip([LISTS; 9]).chain(formats().zip([DICTS; 9])) {
            let codec = &format.codec;
            let around = Nesting::new(r#"{"other":"#, nesting.core, r#","known":5}"#);
            let tagged = Nesting::new(r#"{"__type__":[7407,{"other":"#, nesting.core, r#","known":5}]}"#);
            let inner = nesting.of(&format);
            let held = |outer: &Nesting, levels: usize| {
                let outer = outer.of(&format);
                [outer.open, inner.bytes(levels), outer.close].concat()
            };
            assert_eq!(codec.decode_as::<Few>(&held(&tagged, LIMIT - 1)).unwrap(), Few { known: 5 });
            assert_eq!(codec.decode_as::<PlainFew>(&held(&around, LIMIT - 1)).unwrap(), PlainFew { known: 5 });
            for levels in too_deep().map(|levels| levels - 1) {
                not_read(codec.decode(&held(&tagged, levels)));
                not_read(codec.decode_as::<Few>(&held(&tagged, levels)));
                not_read(codec.decode_as::<PlainFew>(&held(&around, levels)));
            }
        }
    }

    fn a_million_levels_drop() {
        drop((0..1_000_000).fold(Value::Null, |inner, _| Value::from(vec![inner])));
        drop((0..1_000_000).fold(Value::Null, |inner, _| dict(inner)));
        drop((0..1_000_000).fold(Value::Null, |inner, level| if level % 2 == 0 { dict(inner) } else { vec![inner].into() }));
    }
}

//! What is compared, in JSON: every pair is checked before it is timed.

use std::error::Error;
use std::fmt::Debug;
use std::rc::Rc;

use codec::{Codec as _, Json, JsonSerializable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::documents::Spellings;
use crate::peers;
use crate::run::Subject;

/// One row of the table.
pub(crate) struct Case {
    pub(crate) label: Label,
    /// The ratio to reach, where there is one.
    pub(crate) aim: Option<f64>,
    pub(crate) ours: Subject,
    pub(crate) theirs: Subject,
}

/// What a row is about.
#[derive(Clone, Copy)]
pub(crate) struct Label {
    pub(crate) codec: &'static str,
    pub(crate) message: &'static str,
    pub(crate) operation: &'static str,
    pub(crate) peer: &'static str,
}

impl Case {
    /// Both sides work on one pair.
    pub(crate) fn of<S: 'static, A, B>(
        label: Label,
        aim: Option<f64>,
        pair: &Rc<S>,
        mut ours: impl FnMut(&S) -> A + 'static,
        mut theirs: impl FnMut(&S) -> B + 'static,
    ) -> Self {
        let (left, right) = (Rc::clone(pair), Rc::clone(pair));
        let ours = Subject::new(move || ours(&left));
        Case { label, aim, ours, theirs: Subject::new(move || theirs(&right)) }
    }
}

/// The ratios to reach against static, untagged `serde_json`.
#[derive(Clone, Copy)]
pub(crate) struct Aims {
    pub(crate) decode: f64,
    pub(crate) fresh: f64,
    pub(crate) reused: f64,
}

/// A message in our type and in a peer's, with the texts of both.
pub(crate) struct Pair<O, P> {
    message: &'static str,
    peer: &'static str,
    codec: Json,
    python: Json,
    tagged: Spellings,
    theirs: Spellings,
    ours: O,
    value: Value,
    other: P,
}

impl<O, P> Pair<O, P>
where
    O: JsonSerializable + Serialize + DeserializeOwned + PartialEq + Debug,
    P: Serialize + DeserializeOwned + 'static,
{
    /// `theirs` is what the peer makes of the message; an error if the two do not round-trip to their texts.
    pub(crate) fn new(
        message: &'static str,
        peer: &'static str,
        tagged: &str,
        theirs: &str,
    ) -> Result<Rc<Self>, Box<dyn Error>> {
        let codec = Json::try_new()?;
        let pair = Pair {
            message,
            peer,
            python: Json::builder().python_style(true).build()?,
            ours: codec.decode_as(tagged.as_bytes())?,
            value: codec.decode(tagged.as_bytes())?,
            other: serde_json::from_str(theirs)?,
            tagged: Spellings::of(tagged)?,
            theirs: Spellings::of(theirs)?,
            codec,
        };
        pair.check()?;
        Ok(Rc::new(pair))
    }

    fn check(&self) -> Result<(), Box<dyn Error>> {
        let what = format!("{} against {}", self.message, self.peer);
        for text in self.tagged.all() {
            let decoded = self.codec.decode(text)?;
            ensure(decoded == self.value && decoded.downcast::<O>()? == self.ours, &what)?;
            ensure(self.codec.decode_as::<O>(text)? == self.ours, &what)?;
        }
        for text in self.theirs.all() {
            let decoded: P = serde_json::from_slice(text)?;
            ensure(serde_json::to_vec(&decoded)? == self.theirs.compact, &what)?;
        }
        ensure(self.codec.encode(&self.ours)? == self.tagged.compact, &what)?;
        ensure(self.codec.encode(&self.value)? == self.tagged.compact, &what)?;
        ensure(serde_json::to_vec(&self.other)? == self.theirs.compact, &what)?;
        ensure(peers::to_spaced(&self.other)? == self.theirs.spaced, &what)?;
        // Python's text is ASCII, so its bytes are not those of the document: the values are.
        let python: serde_json::Value = serde_json::from_slice(&self.python.encode(&self.ours)?)?;
        ensure(python == serde_json::from_slice::<serde_json::Value>(&self.tagged.compact)?, &what)
    }

    /// The operations that have an aim, and those beside them.
    pub(crate) fn cases(self: &Rc<Self>, aims: Option<Aims>) -> Vec<Case> {
        let mut cases = self.main_cases(aims);
        cases.extend([
            self.decode("decode spaced", None, |p| p.codec.decode(&p.tagged.spaced), |p| &p.theirs.spaced),
            self.decode("decode sorted", None, |p| p.codec.decode(&p.tagged.sorted), |p| &p.theirs.sorted),
            self.decode(
                "decode_as",
                None,
                |p| p.codec.decode_as::<O>(&p.tagged.compact),
                |p| &p.theirs.compact,
            ),
            self.encode("encode Value fresh", None, |p| p.codec.encode(&p.value)),
            self.case(
                "encode spaced fresh",
                None,
                |p| p.python.encode(&p.ours),
                |p| peers::to_spaced(&p.other),
            ),
        ]);
        cases
    }

    /// Dynamic decoding and encoding of the annotated type.
    pub(crate) fn main_cases(self: &Rc<Self>, aims: Option<Aims>) -> Vec<Case> {
        let aim = |of: fn(Aims) -> f64| aims.map(of);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        vec![
            self.decode(
                "decode",
                aim(|aims| aims.decode),
                |p| p.codec.decode(&p.tagged.compact),
                |p| &p.theirs.compact,
            ),
            self.encode("encode fresh", aim(|aims| aims.fresh), |p| p.codec.encode(&p.ours)),
            self.case(
                "encode reused",
                aim(|aims| aims.reused),
                move |p| {
                    ours.clear();
                    p.codec.encode_into(&p.ours, &mut ours)
                },
                move |p| {
                    theirs.clear();
                    peers::append(&p.other, &mut theirs)
                },
            ),
        ]
    }

    fn decode<A>(
        self: &Rc<Self>,
        operation: &'static str,
        aim: Option<f64>,
        ours: impl FnMut(&Self) -> A + 'static,
        text: impl Fn(&Self) -> &Vec<u8> + 'static,
    ) -> Case {
        self.case(operation, aim, ours, move |pair| serde_json::from_slice::<P>(text(pair)))
    }

    fn encode<A>(
        self: &Rc<Self>,
        operation: &'static str,
        aim: Option<f64>,
        ours: impl FnMut(&Self) -> A + 'static,
    ) -> Case {
        self.case(operation, aim, ours, |pair| serde_json::to_vec(&pair.other))
    }

    fn case<A, B>(
        self: &Rc<Self>,
        operation: &'static str,
        aim: Option<f64>,
        ours: impl FnMut(&Self) -> A + 'static,
        theirs: impl FnMut(&Self) -> B + 'static,
    ) -> Case {
        let label = Label { codec: "Json", message: self.message, operation, peer: self.peer };
        Case::of(label, aim, self, ours, theirs)
    }
}

pub(crate) fn ensure(holds: bool, what: &str) -> Result<(), Box<dyn Error>> {
    if holds { Ok(()) } else { Err(format!("{what}: not what was expected").into()) }
}

//! What is compared, in MessagePack: `rmp-serde` as its users call it, with the names of the fields.

use std::error::Error;
use std::fmt::Debug;
use std::rc::Rc;

use codec::{Codec as _, Json, JsonSerializable, MsgPack, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cases::{Case, Label, ensure};
use crate::documents::{self, Document};
use crate::plain::{self, Payload};
use crate::tagged;

const PEER: &str = "rmp-serde static";

/// The ratios to reach.
#[derive(Clone, Copy)]
struct Aims {
    decode: f64,
    encode: f64,
}

pub(crate) fn against_rmp_serde() -> Result<Vec<Case>, Box<dyn Error>> {
    let aims = |decode, encode| Aims { decode, encode };
    let mut cases = Vec::new();
    cases.extend(Pair::<tagged::S, plain::S>::new("S", documents::S)?.cases(aims(0.83, 0.26)));
    cases.extend(Pair::<tagged::M, plain::M<Payload>>::new("M", documents::M)?.cases(aims(0.49, 0.31)));
    cases.extend(Pair::<tagged::L, plain::L<plain::S>>::new("L", documents::L)?.cases(aims(0.95, 0.23)));
    cases.extend(Pair::<tagged::X, plain::X>::new("X", documents::X)?.cases(aims(0.54, 0.27)));
    cases.extend(Pair::<tagged::T, plain::T>::new("T", documents::T)?.cases(aims(0.51, 0.20)));
    Ok(cases)
}

/// A message in our type and in the peer's, with the bytes of both.
struct Pair<O, P> {
    message: &'static str,
    codec: MsgPack,
    tagged: Vec<u8>,
    theirs: Vec<u8>,
    ours: O,
    value: Value,
    other: P,
}

impl<O, P> Pair<O, P>
where
    O: JsonSerializable + Serialize + DeserializeOwned + PartialEq + Debug,
    P: Serialize + DeserializeOwned + 'static,
{
    /// An error if the two do not round-trip to their bytes.
    fn new(message: &'static str, document: Document) -> Result<Rc<Self>, Box<dyn Error>> {
        let codec = MsgPack::try_new()?;
        let ours: O = Json::try_new()?.decode_as(document.tagged.as_bytes())?;
        let other: P = serde_json::from_str(document.plain)?;
        let tagged = codec.encode(&ours)?;
        let theirs = rmp_serde::to_vec_named(&other)?;
        let value = codec.decode(&tagged)?;
        let pair = Pair { message, codec, tagged, theirs, ours, value, other };
        pair.check()?;
        Ok(Rc::new(pair))
    }

    fn check(&self) -> Result<(), Box<dyn Error>> {
        let what = format!("{} against {PEER}", self.message);
        ensure(self.codec.decode(&self.tagged)?.downcast::<O>()? == self.ours, &what)?;
        ensure(self.codec.decode_as::<O>(&self.tagged)? == self.ours, &what)?;
        ensure(self.codec.encode(&self.value)? == self.tagged, &what)?;
        let decoded: P = rmp_serde::from_slice(&self.theirs)?;
        ensure(rmp_serde::to_vec_named(&decoded)? == self.theirs, &what)
    }

    fn cases(self: &Rc<Self>, aims: Aims) -> Vec<Case> {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        vec![
            self.case("decode", Some(aims.decode), |p| p.codec.decode(&p.tagged), Self::their_decode),
            self.case("encode fresh", Some(aims.encode), |p| p.codec.encode(&p.ours), Self::their_encode),
            self.case(
                "encode reused",
                None,
                move |p| {
                    ours.clear();
                    p.codec.encode_into(&p.ours, &mut ours)
                },
                move |p| {
                    theirs.clear();
                    rmp_serde::encode::write_named(&mut theirs, &p.other)
                },
            ),
            self.case("decode_as", None, |p| p.codec.decode_as::<O>(&p.tagged), Self::their_decode),
            self.case("encode Value fresh", None, |p| p.codec.encode(&p.value), Self::their_encode),
        ]
    }

    fn their_decode(&self) -> Result<P, rmp_serde::decode::Error> {
        rmp_serde::from_slice(&self.theirs)
    }

    fn their_encode(&self) -> Result<Vec<u8>, rmp_serde::encode::Error> {
        rmp_serde::to_vec_named(&self.other)
    }

    fn case<A, B>(
        self: &Rc<Self>,
        operation: &'static str,
        aim: Option<f64>,
        ours: impl FnMut(&Self) -> A + 'static,
        theirs: impl FnMut(&Self) -> B + 'static,
    ) -> Case {
        let label = Label { codec: "MsgPack", message: self.message, operation, peer: PEER };
        Case::of(label, aim, self, ours, theirs)
    }
}

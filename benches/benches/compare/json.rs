//! What is compared in JSON.

use std::fmt::Debug;
use std::rc::Rc;

use codec::{Codec as _, Json, JsonSerializable};
use codec_benches::clock::Subject;
use codec_benches::documents::{self, Document, Spellings};
use codec_benches::plain::{self, Payload};
use codec_benches::{Outcome, ensure, tagged};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::contest::{Contest, Question};
use crate::peers::statics::{self, Plain};
use crate::peers::{Peer, bevy, foreign};

pub(crate) const DECODE: &str = "decode";
pub(crate) const DECODE_SPACED: &str = "decode, Python's spacing";
pub(crate) const DECODE_SORTED: &str = "decode, keys sorted";
pub(crate) const DECODE_AS: &str = "decode_as";
pub(crate) const ENCODE: &str = "encode";
pub(crate) const ENCODE_REUSED: &str = "encode, reused buffer";
pub(crate) const ENCODE_SPACED: &str = "encode, Python's style";
/// Our own compact text, beside other spellings.
pub(crate) const COMPACT: &str = "codec, compact";

/// `T` whose inner types know serde alone.
pub(crate) const T_SERDE: &str = "T, serde inside";

/// What an annotated type can do.
pub(crate) trait Tagged:
    JsonSerializable + Serialize + DeserializeOwned + PartialEq + Debug + 'static
{
}

impl<O: JsonSerializable + Serialize + DeserializeOwned + PartialEq + Debug + 'static> Tagged for O {}

/// By operation, then by message.
pub(crate) fn contests() -> Outcome<Vec<Contest>> {
    let mut contests = Vec::new();
    contests.extend(message::<tagged::S, plain::S>("S", documents::S)?);
    contests.extend(message::<tagged::M, plain::M<Payload>>("M", documents::M)?);
    contests.extend(message::<tagged::L, plain::L<plain::S>>("L", documents::L)?);
    contests.extend(message::<tagged::X, plain::X>("X", documents::X)?);
    contests.extend(message::<tagged::T, plain::T>("T", documents::T)?);
    contests.extend(over_serde()?);
    let all = [DECODE, DECODE_SPACED, DECODE_SORTED, DECODE_AS, ENCODE, ENCODE_REUSED, ENCODE_SPACED];
    contests.sort_by_key(|contest| all.iter().position(|one| *one == contest.question.operation));
    Ok(contests)
}

fn message<O: Tagged, P: Plain>(name: &'static str, document: Document) -> Outcome<Vec<Contest>> {
    let ours = Ours::<O>::new(document.tagged)?;
    let peers = || -> Outcome<Vec<Peer>> {
        let mut peers = statics_of::<P>(document.plain)?;
        peers.extend(foreign::over_serde_json(name)?);
        peers.push(bevy::over_serde_json(name)?);
        peers.push(statics::clone_of::<P>(document.plain)?);
        peers.push(statics::copy_of(document.tagged.into()));
        peers.push(ours.compact());
        Ok(peers)
    };
    Ok(vec![
        contest(name, DECODE, ours.decode(&ours.texts.compact), peers()?, |peer| peer.decode),
        contest(name, DECODE_SPACED, ours.decode(&ours.texts.spaced), peers()?, |peer| peer.decode_spaced),
        contest(name, DECODE_SORTED, ours.decode(&ours.texts.sorted), peers()?, |peer| peer.decode_sorted),
        contest(name, DECODE_AS, ours.decode_as(), statics_of::<P>(document.plain)?, |peer| peer.decode),
        contest(name, ENCODE, ours.encode(), peers()?, |peer| peer.encode),
        contest(name, ENCODE_REUSED, ours.encode_reused(), peers()?, |peer| peer.encode_reused),
        contest(name, ENCODE_SPACED, ours.encode_spaced()?, peers()?, |peer| peer.encode_spaced),
    ])
}

/// `T` whose inner types know serde alone.
fn over_serde() -> Outcome<[Contest; 2]> {
    let tagged = documents::T.tagged.replacen("1630077041", "1630077042", 1);
    let ours = Ours::<tagged::TSerde>::new(&tagged)?;
    let peers = || statics_of::<plain::T>(documents::T.plain);
    Ok([
        contest(T_SERDE, DECODE, ours.decode(&ours.texts.compact), peers()?, |peer| peer.decode),
        contest(T_SERDE, ENCODE, ours.encode(), peers()?, |peer| peer.encode),
    ])
}

fn statics_of<P: Plain>(plain: &str) -> Outcome<Vec<Peer>> {
    Ok(vec![statics::serde_json::<P>(plain)?, statics::sonic::<P>(plain)?, statics::simd::<P>(plain)?])
}

fn contest(
    message: &'static str,
    operation: &'static str,
    ours: Subject,
    peers: Vec<Peer>,
    part: fn(Peer) -> Option<Subject>,
) -> Contest {
    let question = Question { format: "JSON", operation, message };
    Contest::new(question, ours, peers, part)
}

/// Our side of a message.
struct Ours<O> {
    codec: Rc<Json>,
    texts: Spellings,
    value: Rc<O>,
}

impl<O: Tagged> Ours<O> {
    /// An error if the type does not round-trip to this text.
    fn new(tagged: &str) -> Outcome<Self> {
        let codec = Json::try_new()?;
        let value: O = codec.decode_as(tagged.as_bytes())?;
        let texts = Spellings::of(tagged)?;
        for text in texts.all() {
            ensure(codec.decode(text)?.downcast::<O>()? == value, tagged)?;
        }
        ensure(codec.encode(&value)? == texts.compact, tagged)?;
        // Python's text is ASCII, so its bytes are not those of the document: the values are.
        let python = Json::builder().python_style(true).build()?.encode(&value)?;
        ensure(
            serde_json::from_slice::<serde_json::Value>(&python)?
                == serde_json::from_str::<serde_json::Value>(tagged)?,
            tagged,
        )?;
        Ok(Ours { codec: Rc::new(codec), texts, value: Rc::new(value) })
    }

    fn decode(&self, text: &[u8]) -> Subject {
        let (codec, text) = (Rc::clone(&self.codec), text.to_owned());
        Subject::new(move || codec.decode(&text))
    }

    fn decode_as(&self) -> Subject {
        let (codec, text) = (Rc::clone(&self.codec), self.texts.compact.clone());
        Subject::new(move || codec.decode_as::<O>(&text))
    }

    fn encode(&self) -> Subject {
        let (codec, value) = (Rc::clone(&self.codec), Rc::clone(&self.value));
        Subject::new(move || codec.encode(&*value))
    }

    fn encode_reused(&self) -> Subject {
        let (codec, value, mut out) = (Rc::clone(&self.codec), Rc::clone(&self.value), Vec::new());
        Subject::new(move || {
            out.clear();
            codec.encode_into(&*value, &mut out)
        })
    }

    fn encode_spaced(&self) -> Outcome<Subject> {
        let codec = Json::builder().python_style(true).build()?;
        let value = Rc::clone(&self.value);
        Ok(Subject::new(move || codec.encode(&*value)))
    }

    /// What the other spellings are compared with.
    fn compact(&self) -> Peer {
        let mut compact = Peer::new(COMPACT);
        compact.decode_spaced = Some(self.decode(&self.texts.compact));
        compact.decode_sorted = Some(self.decode(&self.texts.compact));
        compact.encode_spaced = Some(self.encode());
        compact
    }
}

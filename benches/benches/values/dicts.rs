//! `as_dict` and `from_dict`, beside the same with serde_json.

use std::rc::Rc;

use codec::{Codec as _, Json};
use codec_benches::clock::{self, Subject};
use codec_benches::plain::{self, Payload};
use codec_benches::table::{duration, ratio};
use codec_benches::{Outcome, documents, ensure, tagged};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Ours and serde_json's, into a dict and out of one, by message.
pub(crate) struct Dicts(Vec<(&'static str, &'static str, Subject, Subject)>);

macro_rules! message {
    ($all:ident, $name:literal, $document:expr, $ours:ty, $plain:ty) => {
        let value: $ours = Json::try_new()?.decode_as($document.tagged.as_bytes())?;
        let dict = value.as_dict()?;
        ensure(<$ours>::from_dict(dict.clone())? == value, $name)?;
        let [into, from] = theirs::<$plain>($document.plain)?;
        $all.push(($name, "as_dict", Subject::new(move || value.as_dict()), into));
        $all.push(($name, "from_dict", Subject::new(move || <$ours>::from_dict(dict.clone())), from));
    };
}

impl Dicts {
    pub(crate) fn new() -> Outcome<Self> {
        let mut all = Vec::new();
        message!(all, "S", documents::S, tagged::S, plain::S);
        message!(all, "M", documents::M, tagged::M, plain::M<Payload>);
        message!(all, "L", documents::L, tagged::L, plain::L<plain::S>);
        message!(all, "X", documents::X, tagged::X, plain::X);
        message!(all, "T", documents::T, tagged::T, plain::T);
        Ok(Dicts(all))
    }

    pub(crate) fn measure(mut self, rounds: usize) -> String {
        let mut text =
            "| message | operation | codec | serde_json | over it |\n|---|---|---:|---:|---:|".to_owned();
        for (message, operation, ours, peer) in &mut self.0 {
            let comparison = clock::duels(ours, &mut [peer], rounds)[0];
            let [a, b] = [comparison.ours, comparison.peer].map(duration);
            text += &format!("\n| {message} | `{operation}` | {a} | {b} | {} |", ratio(&comparison.ratio));
        }
        text
    }
}

/// `to_value`, and `from_value` of a clone, as the dict of ours is cloned too.
fn theirs<P: Serialize + DeserializeOwned + 'static>(text: &str) -> Outcome<[Subject; 2]> {
    let value: Rc<P> = Rc::new(serde_json::from_str(text)?);
    let dict = serde_json::to_value(&*value)?;
    Ok([
        Subject::new(move || serde_json::to_value(&*value)),
        Subject::new(move || serde_json::from_value::<P>(dict.clone())),
    ])
}

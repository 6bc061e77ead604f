//! Each message for the peers that find the type at run time, in their own types.

use std::rc::Rc;

use codec_benches::documents;
use codec_benches::plain::{L, M, Payload, S, T, X};
use codec_benches::{Outcome, ensure};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Peer;
use super::erased::Erased;
use super::typetags::{Adjacent, Internal};

pub(crate) const INTERNAL: &str = "typetag, internal";
pub(crate) const ADJACENT: &str = "typetag, adjacent";
pub(crate) const ERASED: &str = "erased-serde";

macro_rules! internal {
    ($value:expr) => {
        Box::new($value) as Box<dyn Internal>
    };
}

macro_rules! adjacent {
    ($value:expr) => {
        Box::new($value) as Box<dyn Adjacent>
    };
}

macro_rules! erased {
    ($value:expr) => {
        Erased(Box::new($value))
    };
}

/// What stands in the dynamic places of `M` and `L` is an object of the peer's as well.
macro_rules! object {
    ($message:expr, $object:ident) => {
        match $message {
            "S" => $object!(serde_json::from_str::<S>(documents::S.plain)?),
            "M" => $object!(
                serde_json::from_str::<M<Payload>>(documents::M.plain)?.map(|content| $object!(content))
            ),
            "L" => $object!(serde_json::from_str::<L<S>>(documents::L.plain)?.map(|item| $object!(item))),
            "X" => $object!(serde_json::from_str::<X>(documents::X.plain)?),
            _ => $object!(serde_json::from_str::<T>(documents::T.plain)?),
        }
    };
}

pub(crate) fn over_serde_json(message: &str) -> Outcome<Vec<Peer>> {
    Ok(vec![
        peer(INTERNAL, object!(message, internal))?,
        peer(ADJACENT, object!(message, adjacent))?,
        peer(ERASED, object!(message, erased))?,
    ])
}

fn peer<P: Serialize + DeserializeOwned + 'static>(name: &'static str, value: P) -> Outcome<Peer> {
    let text = serde_json::to_vec(&value)?;
    ensure(serde_json::to_vec(&serde_json::from_slice::<P>(&text)?)? == text, name)?;
    let value = Rc::new(value);
    let again = Rc::clone(&value);
    Ok(Peer::new(name)
        .decode(move || serde_json::from_slice::<P>(&text))
        .encode(move || serde_json::to_vec(&*value))
        .encode_reused(move |out| serde_json::to_writer(out, &*again)))
}

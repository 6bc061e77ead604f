//! Apache Fory: `Box<dyn Any>` over registered structs, in its own binary format, where both sides have the same fields.

use std::any::Any;
use std::rc::Rc;

use codec_benches::documents;
use codec_benches::{Outcome, ensure};
use fory::{Fory, ForyStruct};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::Peer;

pub(crate) const FORY: &str = "Apache Fory";

#[allow(clippy::struct_field_names)] // the message has these names
#[derive(Debug, Deserialize, ForyStruct)]
struct S {
    x: f64,
    n: i64,
    s: String,
}

#[derive(Debug, Deserialize, ForyStruct)]
struct M {
    sender_id: Option<String>,
    sender_addr: Option<String>,
    receiver_id: Option<String>,
    receiver_addr: Option<String>,
    conversation_id: Option<String>,
    performative: Option<i32>,
    protocol: Option<String>,
    language: Option<String>,
    encoding: Option<String>,
    ontology: Option<String>,
    reply_with: Option<String>,
    reply_by: Option<String>,
    in_reply_to: Option<String>,
    priority: Option<i64>,
    #[serde(deserialize_with = "content")]
    content: Box<dyn Any>,
}

#[derive(Debug, Deserialize, ForyStruct)]
struct Payload {
    id: u64,
    name: String,
    active: bool,
    power: f64,
    voltage: f64,
    unit: String,
    tags: Vec<String>,
    values: Vec<f64>,
    seq: i64,
    note: Option<String>,
}

#[derive(Debug, Deserialize, ForyStruct)]
struct L {
    name: String,
    #[serde(deserialize_with = "items")]
    items: Vec<Box<dyn Any>>,
}

fn content<'de, D: Deserializer<'de>>(from: D) -> Result<Box<dyn Any>, D::Error> {
    Payload::deserialize(from).map(|content| Box::new(content) as _)
}

fn items<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Box<dyn Any>>, D::Error> {
    Ok(Vec::<S>::deserialize(from)?.into_iter().map(|item| Box::new(item) as _).collect())
}

/// On `S`, `M` and `L`.
pub(crate) fn binary(message: &str) -> Outcome<Option<Peer>> {
    match message {
        "S" => peer::<S>(documents::S.plain).map(Some),
        "M" => peer::<M>(documents::M.plain).map(Some),
        "L" => peer::<L>(documents::L.plain).map(Some),
        _ => Ok(None),
    }
}

fn peer<T: DeserializeOwned + 'static>(plain: &str) -> Outcome<Peer> {
    let mut fory = Fory::builder().xlang(false).compatible(false).build();
    fory.register::<S>(100)?;
    fory.register::<M>(101)?;
    fory.register::<Payload>(102)?;
    fory.register::<L>(103)?;
    let fory = Rc::new(fory);
    let value: Rc<Box<dyn Any>> = Rc::new(Box::new(serde_json::from_str::<T>(plain)?));
    let bytes = fory.serialize(&*value)?;
    let decoded: Box<dyn Any> = fory.deserialize(&bytes)?;
    ensure(decoded.is::<T>() && fory.serialize(&decoded)? == bytes, FORY)?;
    let (decoder, encoder, again, reused) = (Rc::clone(&fory), Rc::clone(&fory), fory, Rc::clone(&value));
    Ok(Peer::new(FORY)
        .decode(move || decoder.deserialize::<Box<dyn Any>>(&bytes))
        .encode(move || encoder.serialize(&*value))
        .encode_reused(move |out| again.serialize_to(out, &*reused)))
}

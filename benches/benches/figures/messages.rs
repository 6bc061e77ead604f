//! The five messages, each in every codec.

use std::error::Error;
use std::rc::Rc;

use codec::{
    AclMessage, Codec, Decodable, Encodable, FastJson, Json, MsgPack, MsgPackBlosc, Performative, Protobuf,
    Value,
};

use codec_benches::clock::Subject;
use codec_benches::documents::{self, Document};
use codec_benches::tagged;

use crate::proto::{self, Fields};

/// All are compared with the first.
pub(crate) const CODECS: [&str; 5] = ["Json", "FastJson", "MsgPack", "MsgPackBlosc", "Protobuf"];

/// One message, with a probe for each codec.
pub(crate) struct Message {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) probes: [Probe; CODECS.len()],
}

/// One message in one codec.
pub(crate) struct Probe {
    pub(crate) bytes: usize,
    pub(crate) encode: Subject,
    pub(crate) decode: Subject,
}

impl Probe {
    /// An error if the codec does not give back what it was given. Decoding finds the type by its id.
    fn new<C, T>(codec: C, value: &Rc<T>) -> Result<Self, Box<dyn Error>>
    where
        C: Codec + 'static,
        T: Encodable + Decodable + PartialEq + 'static,
    {
        let bytes = codec.encode(&**value)?;
        if codec.decode(&bytes)?.downcast::<T>()? != **value {
            return Err(format!("not what was encoded: {}", std::any::type_name::<(C, T)>()).into());
        }
        let (length, codec, value) = (bytes.len(), Rc::new(codec), Rc::clone(value));
        let decoder = Rc::clone(&codec);
        Ok(Probe {
            bytes: length,
            encode: Subject::new(move || codec.encode(&*value)),
            decode: Subject::new(move || decoder.decode(&bytes)),
        })
    }
}

pub(crate) fn all() -> Result<Vec<Message>, Box<dyn Error>> {
    Ok(vec![
        message::<tagged::S, _>("S", "a reading of 3 fields", documents::S, proto::S::of)?,
        acl_message()?,
        message::<tagged::L, _>("L", "1,000 typed objects", documents::L, proto::L::of)?,
        message::<tagged::X, _>("X", "10,000 floats", documents::X, proto::X::of)?,
        message::<tagged::T, _>("T", "nested text", documents::T, proto::T::of)?,
    ])
}

/// The annotated type in four codecs, and a prost message with the same fields in the fifth.
fn message<T, P>(
    name: &'static str,
    about: &'static str,
    document: Document,
    proto: impl FnOnce(&Fields) -> Result<P, Box<dyn Error>>,
) -> Result<Message, Box<dyn Error>>
where
    T: Encodable + Decodable + PartialEq + 'static,
    P: Encodable + Decodable + PartialEq + 'static,
{
    let value: T = Json::try_new()?.decode_as(document.tagged.as_bytes())?;
    Ok(Message { name, about, probes: probes(value, proto(&Fields::of(document.plain)?)?)? })
}

/// mango's own ACL message, whose content is an annotated type in four codecs and a prost message in the fifth.
fn acl_message() -> Result<Message, Box<dyn Error>> {
    let fields = Fields::of(documents::M.plain)?;
    let content = fields.inner("content");
    let tagged = Json::try_new()?.decode(documents::M.tagged.as_bytes())?.downcast::<tagged::M>()?.content;
    let proto = Value::from(proto::Payload::of(&content)?);
    let probes = probes(acl(&fields, tagged)?, acl(&fields, proto)?)?;
    Ok(Message { name: "M", about: "an ACL message with a payload", probes })
}

fn acl(fields: &Fields, content: Value) -> Result<AclMessage, Box<dyn Error>> {
    let address = |key| fields.get::<String>(key).map(Value::from);
    Ok(AclMessage {
        sender_id: fields.get("sender_id")?,
        sender_addr: address("sender_addr")?,
        receiver_id: fields.get("receiver_id")?,
        receiver_addr: address("receiver_addr")?,
        conversation_id: fields.get("conversation_id")?,
        performative: Some(Performative::Propose),
        protocol: fields.get("protocol")?,
        encoding: fields.get("encoding")?,
        ontology: fields.get("ontology")?,
        reply_with: fields.get("reply_with")?,
        content,
        ..AclMessage::default()
    })
}

/// In the order of [`CODECS`].
fn probes<T, P>(value: T, proto: P) -> Result<[Probe; CODECS.len()], Box<dyn Error>>
where
    T: Encodable + Decodable + PartialEq + 'static,
    P: Encodable + Decodable + PartialEq + 'static,
{
    let value = Rc::new(value);
    Ok([
        Probe::new(Json::try_new()?, &value)?,
        Probe::new(FastJson::try_new()?, &value)?,
        Probe::new(MsgPack::try_new()?, &value)?,
        Probe::new(MsgPackBlosc::try_new()?, &value)?,
        Probe::new(Protobuf::try_new()?, &Rc::new(proto))?,
    ])
}

//! `AclMessage`, field by field as mango's `acl_message.proto` and its codec have it.

use super::decode::{self, Decoder, Part, Typed};
use super::encode;
use crate::error::{DecodeError, DecodeKind, SerializationError, SerializationKind};
use crate::message::{AclMessage, Performative};
use crate::value::Value;
use crate::wire::proto::{Field, bytes, int32};

const NAME: &str = "ACLMessage";

const SENDER_ID: u32 = 1;
const SENDER_ADDR: u32 = 2;
const RECEIVER_ID: u32 = 3;
const RECEIVER_ADDR: u32 = 4;
const CONVERSATION_ID: u32 = 5;
/// Python's value of the performative; the names that the `.proto` gives to the numbers are shifted and not used.
const PERFORMATIVE: u32 = 6;
const CONTENT: u32 = 7;
const CONTENT_TYPE: u32 = 8;
const PROTOCOL: u32 = 9;
const LANGUAGE: u32 = 10;
const ENCODING: u32 = 11;
const ONTOLOGY: u32 = 12;
const REPLY_WITH: u32 = 13;
const REPLY_BY: u32 = 14;
const IN_REPLY_TO: u32 = 15;

/// The message around content that is encoded already.
pub(super) fn encode(message: &AclMessage, content_type: i32, content: &[u8]) -> encode::Result<Vec<u8>> {
    let out = &mut Vec::new();
    text(out, SENDER_ID, message.sender_id.as_deref());
    address(out, SENDER_ADDR, &message.sender_addr).map_err(|error| error.in_field("sender_addr"))?;
    text(out, RECEIVER_ID, message.receiver_id.as_deref());
    address(out, RECEIVER_ADDR, &message.receiver_addr).map_err(|error| error.in_field("receiver_addr"))?;
    text(out, CONVERSATION_ID, message.conversation_id.as_deref());
    int32(out, PERFORMATIVE, message.performative.map_or(0, |performative| performative as i32));
    bytes(out, CONTENT, content);
    int32(out, CONTENT_TYPE, content_type);
    text(out, PROTOCOL, message.protocol.as_deref());
    text(out, LANGUAGE, message.language.as_deref());
    text(out, ENCODING, message.encoding.as_deref());
    text(out, ONTOLOGY, message.ontology.as_deref());
    text(out, REPLY_WITH, message.reply_with.as_deref());
    text(out, REPLY_BY, plain_text(&message.reply_by).map_err(|error| error.in_field("reply_by"))?);
    text(out, IN_REPLY_TO, message.in_reply_to.as_deref());
    Ok(std::mem::take(out))
}

/// Empty text is None on the wire.
fn text(out: &mut Vec<u8>, number: u32, text: Option<&str>) {
    bytes(out, number, text.unwrap_or_default().as_bytes());
}

fn plain_text(value: &Value) -> encode::Result<Option<&str>> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        other => Err(no_text(other)),
    }
}

/// Host and port become text; what is text already, such as a topic, stays.
fn address(out: &mut Vec<u8>, number: u32, value: &Value) -> encode::Result<()> {
    if let Value::List(list) = value {
        let [Value::String(host), port @ (Value::Int(_) | Value::String(_))] = &**list else {
            return Err(no_text(value));
        };
        let port = port.as_str().map_or_else(|| port.to_string(), str::to_owned);
        text(out, number, Some(&format!("{host}:{port}")));
        return Ok(());
    }
    text(out, number, plain_text(value)?);
    Ok(())
}

/// Refuses what mango's form has no place for.
pub(super) fn refuse_what_is_lost(message: &AclMessage) -> encode::Result<()> {
    if message.reply_to.is_some() {
        return Err(lost().in_field("reply_to"));
    }
    match message.extra.keys().next() {
        Some(key) => Err(lost().in_key(key)),
        None => Ok(()),
    }
}

#[cold]
fn lost() -> SerializationError {
    let message = "mango's protobuf form of an ACL message has no place for it";
    SerializationError::new(SerializationKind::Unsupported, message)
        .help("leave it out, use another codec, or accept the loss with `Protobuf::builder().lossy(true)`")
}

#[cold]
fn no_text(value: &Value) -> SerializationError {
    let message =
        format!("mango's protobuf form of an ACL message has text here, found {}", value.kind_name());
    SerializationError::new(SerializationKind::Unsupported, message)
        .help("an address is text, or a list of host and port")
}

/// The message, and what its content is.
pub(super) fn decode<'a>(
    codec: &Decoder<'_>,
    part: Part<'a>,
) -> decode::Result<(AclMessage, Option<Typed<'a>>)> {
    let mut message = AclMessage::default();
    let mut content = Typed::default();
    let mut fields = part.fields(NAME, codec.options);
    while let Some(field) = fields.next()? {
        match field.number {
            PERFORMATIVE => message.performative = performative(&field)?,
            CONTENT => content.content = Part { bytes: field.bytes()?, at: field.at },
            CONTENT_TYPE => (content.id, content.id_at) = (field.int32()?, field.at),
            _ => text_field(&mut message, &field)?,
        }
    }
    let has_content = has_content(codec, &content).map_err(|error| error.in_field("content"))?;
    Ok((message, has_content.then_some(content)))
}

fn text_field(message: &mut AclMessage, field: &Field<'_>) -> decode::Result<()> {
    let place = match field.number {
        SENDER_ID => &mut message.sender_id,
        RECEIVER_ID => &mut message.receiver_id,
        CONVERSATION_ID => &mut message.conversation_id,
        PROTOCOL => &mut message.protocol,
        LANGUAGE => &mut message.language,
        ENCODING => &mut message.encoding,
        ONTOLOGY => &mut message.ontology,
        REPLY_WITH => &mut message.reply_with,
        IN_REPLY_TO => &mut message.in_reply_to,
        _ => return value_field(message, field),
    };
    let text = field.text()?;
    *place = (!text.is_empty()).then(|| text.to_owned());
    Ok(())
}

/// The text fields that are dynamic because JSON has more than text in them.
fn value_field(message: &mut AclMessage, field: &Field<'_>) -> decode::Result<()> {
    let place = match field.number {
        SENDER_ADDR => &mut message.sender_addr,
        RECEIVER_ADDR => &mut message.receiver_addr,
        REPLY_BY => &mut message.reply_by,
        _ => return Ok(()),
    };
    let text = field.text()?;
    *place = if text.is_empty() { Value::Null } else { Value::from(text) };
    Ok(())
}

fn performative(field: &Field<'_>) -> decode::Result<Option<Performative>> {
    match field.int32()? {
        0 => Ok(None),
        number => Performative::from_value(Value::from(number))
            .map(Some)
            .map_err(|error| error.in_field("performative").at(field.at)),
    }
}

/// Without a type there is no content, unless this codec has given a type the id 0. Where there is a type, content of
/// no bytes is the message whose fields are all default.
fn has_content(codec: &Decoder<'_>, content: &Typed<'_>) -> decode::Result<bool> {
    if content.id != 0 {
        return Ok(true);
    }
    if content.content.bytes.is_empty() {
        return Ok(false);
    }
    match (codec.is_unknown(0), codec.options.lossy) {
        (false, _) => Ok(true),
        (true, true) => Ok(false),
        (true, false) => Err(untyped().at(content.content.at)),
    }
}

#[cold]
fn untyped() -> DecodeError {
    DecodeError::new(DecodeKind::Envelope, "an ACL message has content without a content type")
        .help("mango drops such content; `Protobuf::builder().lossy(true)` does too")
}

//! `MangoMessage`: two Python pickles.

use super::Options;
use super::decode::{self, Part};
use super::encode;
use super::pickle::{dump, dump_dict, load};
use crate::error::{DecodeError, DecodeKind, SerializationError, SerializationKind};
use crate::message::MangoMessage;
use crate::serializer::levels;
use crate::value::{Dict, Value};
use crate::wire::proto::bytes;

const NAME: &str = "MangoMsg";
const CONTENT: u32 = 1;
const META: u32 = 2;

pub(super) fn encode(options: &Options, message: &MangoMessage, depth: u32) -> encode::Result<Vec<u8>> {
    if !options.allow_pickle {
        return Err(not_written());
    }
    // What is left out is held to the limit as well, as it is wherever the message is copied first.
    levels::check(&message.extra)?;
    if let (Some(key), false) = (message.extra.keys().next(), options.lossy) {
        return Err(lost().in_key(key));
    }
    let content =
        dump(&message.content, &options.limits, depth).map_err(|error| error.in_field("content"))?;
    let meta = match &message.meta {
        Some(meta) => dump_dict(meta, &options.limits, depth),
        None => dump(&Value::Null, &options.limits, depth),
    };
    let meta = meta.map_err(|error| error.in_field("meta"))?;
    let mut out = Vec::new();
    bytes(&mut out, CONTENT, &content);
    bytes(&mut out, META, &meta);
    Ok(out)
}

pub(super) fn decode(options: &Options, part: Part<'_>, depth: u32) -> decode::Result<MangoMessage> {
    if !options.allow_pickle {
        return Err(not_read().at(part.at));
    }
    let (mut content, mut meta) = (Part::default(), Part::default());
    let mut fields = part.fields(NAME, options);
    while let Some(field) = fields.next()? {
        match field.number {
            CONTENT => content = Part { bytes: field.bytes()?, at: field.at },
            META => meta = Part { bytes: field.bytes()?, at: field.at },
            _ => {}
        }
    }
    let content = unpickle(content, options, depth).map_err(|error| error.in_field("content"))?;
    let meta_at = meta.at;
    let meta =
        unpickle(meta, options, depth).and_then(dict).map_err(|error| error.in_field("meta").at(meta_at))?;
    Ok(MangoMessage { content, meta, ..MangoMessage::default() })
}

/// No bytes are None to mango.
fn unpickle(part: Part<'_>, options: &Options, depth: u32) -> decode::Result<Value> {
    if part.bytes.is_empty() {
        return Ok(Value::Null);
    }
    load(part.bytes, part.at, &options.limits, depth)
}

fn dict(value: Value) -> decode::Result<Option<Dict>> {
    if value.is_null() { Ok(None) } else { Dict::try_from(value).map(Some) }
}

const INSTEAD: &str = "use `AclMessage`, or `Json` on both sides; plain data can be let through with \
                       `Protobuf::builder().allow_pickle(true)`";

#[cold]
fn not_written() -> SerializationError {
    let message = "a `MangoMessage` in protobuf is a Python pickle, which runs code where it is read";
    SerializationError::new(SerializationKind::Unsupported, message).help(INSTEAD)
}

#[cold]
fn not_read() -> DecodeError {
    let message = "a `MangoMessage` in protobuf is a Python pickle, which is not read";
    DecodeError::new(DecodeKind::Unsupported, message).help(INSTEAD)
}

#[cold]
fn lost() -> SerializationError {
    let message = "mango's protobuf form of a `MangoMessage` has no place for it";
    SerializationError::new(SerializationKind::Unsupported, message)
        .help("leave it out, or accept the loss with `Protobuf::builder().lossy(true)`")
}

//! What arrives where no type was asked for.

use std::any::TypeId;

use crate::error::{DecodeError, DecodeKind};
use crate::message::MangoMessage;
use crate::serializer::json::JsonReader;
use crate::serializer::reader::FormatReader as _;
use crate::value::{Dict, Value};
use crate::wire::parts::{Kind, TYPE_KEY};

type Result<T> = std::result::Result<T, DecodeError>;

const FORM: &str = "a FastJSON message is a dict with `content` and `meta`, or a tagged object; ask for other data by \
                    its type with `decode_as`, or use `Json`";

/// A tagged object, or a message without its tag.
///
/// mango makes an empty message of everything that has neither `content` nor `meta`; here it is an error.
pub(super) fn read(from: &mut JsonReader<'_>) -> Result<Value> {
    if from.peek()? != Kind::Dict {
        return Err(from.mismatch("a message").help(FORM));
    }
    let start = from.position();
    if from.text.is_at_tag() {
        return match from.read_value()? {
            Value::Unknown(unknown) => Err(unknown_id(unknown.id()).at(start)),
            object => Ok(object),
        };
    }
    let message = message(from)?;
    if from.table().row_of(TypeId::of::<MangoMessage>()).is_none() {
        let text = "a message, but this codec's registry does not hold `MangoMessage`";
        return Err(DecodeError::new(DecodeKind::UnknownType, text)
            .at(start)
            .help("add it to the allow-list"));
    }
    Ok(Value::from(message))
}

/// The error for an object that is the whole message, and of no type that this codec knows.
#[cold]
fn unknown_id(id: i32) -> DecodeError {
    DecodeError::new(DecodeKind::UnknownType, format!("unknown type id {id}")).with_id(id)
}

fn message(from: &mut JsonReader<'_>) -> Result<MangoMessage> {
    let start = from.position();
    let (mut content, mut meta, mut extra) = (None, None, Dict::new());
    let mut dict = from.open_dict()?;
    while from.next_entry(&mut dict)? {
        let key = from.key()?;
        match &*key {
            "content" => once(&mut content, from.read_value()),
            "meta" => once(&mut meta, from.dict()),
            TYPE_KEY => return Err(from.bad_tag("stands beside other keys")),
            _ => from.read_value().map(|value| drop(extra.insert(key.clone().into_owned(), value))),
        }
        .map_err(|error| error.in_key(&key))?;
    }
    if content.is_none() && meta.is_none() {
        let found =
            if extra.is_empty() { "an empty dict" } else { "a dict with neither `content` nor `meta`" };
        return Err(DecodeError::mismatch("a message", found).at(start).help(FORM));
    }
    Ok(MangoMessage { content: content.unwrap_or_default(), meta, extra })
}

fn once<T>(place: &mut Option<T>, value: Result<T>) -> Result<()> {
    match place.replace(value?) {
        Some(_) => Err(DecodeError::duplicate_field()),
        None => Ok(()),
    }
}

//! From objects to ids and encoded messages.

use std::borrow::Cow;

use super::Options;
use super::{acl, mango};
use crate::error::{DecodeError, SerializationError, SerializationKind};
use crate::message::{AclMessage, MangoMessage};
use crate::serializer::levels;
use crate::serializer::table::Table;
use crate::value::{Object, Unknown, Value};
use crate::wire::limits::written_too_deep;

pub(super) type Result<T> = std::result::Result<T, SerializationError>;

pub(super) struct Encoder<'a> {
    pub(super) table: &'a Table,
    pub(super) options: &'a Options,
}

impl Encoder<'_> {
    /// The id and the encoded message of a typed object. Without recursion, since ACL messages are large and each has at
    /// most one in it: the innermost first.
    pub(super) fn typed(&self, outermost: Value) -> Result<(i32, Vec<u8>)> {
        let mut around = Vec::new();
        let mut found = self.innermost(outermost, &mut around);
        while let Some((message, id)) = around.pop() {
            found = match found {
                Ok((content_type, content)) => {
                    acl::encode(&message, content_type, &content).map(|encoded| (id, encoded))
                }
                Err(error) => Err(error.in_field("content")),
            };
        }
        found
    }

    /// What stands in all the ACL messages, which go to `around` without their content.
    fn innermost(&self, mut value: Value, around: &mut Vec<(AclMessage, i32)>) -> Result<(i32, Vec<u8>)> {
        loop {
            let object = match value {
                Value::Null if !around.is_empty() => return Ok((0, Vec::new())),
                Value::Object(object) => object,
                Value::Unknown(unknown) => return bytes_of_unknown(*unknown),
                other => return Err(not_typed(&other)),
            };
            let Some(row) = self.table.row_of(object.rust_type()) else { return self.uncovered(&object) };
            let depth = u32::try_from(around.len()).unwrap_or(u32::MAX);
            if row.serializer.entry().is_some() && object.is::<AclMessage>() {
                self.deeper(depth)?;
                let mut message: AclMessage = own(object)?;
                if !self.options.lossy {
                    acl::refuse_what_is_lost(&message)?;
                }
                value = message.content.take();
                around.push((message, row.id));
                continue;
            }
            let content = if row.serializer.entry().is_some() && object.is::<MangoMessage>() {
                let depth = self.deeper(depth)?;
                match object.downcast_ref() {
                    Some(message) => mango::encode(self.options, message, depth),
                    None => mango::encode(self.options, &own(object)?, depth),
                }
            } else {
                bytes_of(object.name(), object.payload()?)
            };
            return Ok((row.id, content?));
        }
    }

    /// An object whose type this codec does not hold: the fallback's business, if there is one.
    #[cold]
    fn uncovered(&self, object: &Object) -> Result<(i32, Vec<u8>)> {
        let not_registered = || SerializationError::not_registered(object.type_name());
        let fallback = self.table.fallback().ok_or_else(not_registered)?;
        let id = fallback.serializer.id_for(self.table.profile()).ok_or_else(not_registered)?;
        if let Some(payload) = object.live().and_then(|live| fallback.payload_of(live)) {
            return Ok((id, bytes_of(object.name(), Cow::Owned(payload?))?));
        }
        if fallback.serializer.rust_type() == object.rust_type() {
            return Ok((id, bytes_of(object.name(), object.payload()?)?));
        }
        Err(not_registered())
    }

    /// A message is one level of nesting; a protobuf message, whose fields are not looked at, is none.
    fn deeper(&self, depth: u32) -> Result<u32> {
        let most = self.options.limits.depth;
        if depth < most { Ok(depth.saturating_add(1)) } else { Err(written_too_deep(most)) }
    }
}

fn bytes_of_unknown(unknown: Unknown) -> Result<(i32, Vec<u8>)> {
    let id = unknown.id();
    match unknown.into_data() {
        Value::Bytes(bytes) => Ok((id, bytes.into_vec())),
        other => Err(no_form(&format!("the unknown type {id}"), &other)),
    }
}

fn bytes_of(name: &str, payload: Cow<'_, Value>) -> Result<Vec<u8>> {
    match payload {
        Cow::Owned(Value::Bytes(bytes)) => Ok(bytes.into_vec()),
        Cow::Borrowed(Value::Bytes(bytes)) => Ok(bytes.to_vec()),
        other => Err(no_form(&format!("`{name}`"), &other)),
    }
}

/// The message itself; where others share it, a copy.
fn own<T: 'static>(object: Object) -> Result<T> {
    if object.live().is_none() {
        levels::check(&*object.payload()?)?;
    }
    object.into_live().map_err(refused)
}

/// An object in generic form that its own type does not accept.
#[cold]
fn refused(error: DecodeError) -> SerializationError {
    SerializationError::custom(error)
}

#[cold]
fn no_form(what: &str, payload: &Value) -> SerializationError {
    let message = format!("{what} has no protobuf form: its payload is {}", payload.kind_name());
    SerializationError::new(SerializationKind::Unsupported, message)
        .help("use `#[proto_serializable]` on a prost message, `Serializer::via_proto`, or another codec")
}

#[cold]
fn not_typed(value: &Value) -> SerializationError {
    let message =
        format!("no serializer found for {}: protobuf carries typed objects only", value.kind_name());
    SerializationError::new(SerializationKind::UnknownType, message)
        .help("use `#[proto_serializable]` on a prost message, and `codec.object(&x)` for foreign types")
}

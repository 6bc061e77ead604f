//! From objects to ids and encoded messages.

use super::Options;
use super::{acl, mango};
use crate::error::{DecodeError, SerializationError, SerializationKind};
use crate::message::{AclMessage, MangoMessage};
use crate::serializer::table::Table;
use crate::value::{Object, Value};

pub(super) type Result<T> = std::result::Result<T, SerializationError>;

pub(super) struct Encoder<'a> {
    pub(super) table: &'a Table,
    pub(super) options: &'a Options,
}

impl Encoder<'_> {
    /// The id and the encoded message of a typed object.
    pub(super) fn typed(&self, value: Value, depth: u32) -> Result<(i32, Vec<u8>)> {
        if depth > self.options.limits.depth {
            return Err(self.depth_limit());
        }
        match value {
            Value::Object(object) => self.object(object, depth),
            Value::Unknown(unknown) => {
                let id = unknown.id();
                match unknown.into_data() {
                    Value::Bytes(bytes) => Ok((id, bytes.into_vec())),
                    other => Err(no_form(&format!("the unknown type {id}"), &other)),
                }
            }
            other => Err(not_typed(&other)),
        }
    }

    fn object(&self, object: Object, depth: u32) -> Result<(i32, Vec<u8>)> {
        let Some(row) = self.table.row_of(object.rust_type()) else { return self.uncovered(&object) };
        let content = match row.serializer.entry() {
            Some(_) if object.is::<AclMessage>() => {
                acl::encode(self, object.into_live().map_err(refused)?, depth)
            }
            Some(_) if object.is::<MangoMessage>() => {
                mango::encode(self.options, &object.into_live().map_err(refused)?)
            }
            _ => bytes_of(object.name(), object.payload()?.into_owned()),
        };
        Ok((row.id, content?))
    }

    /// An object whose type this codec does not hold: the fallback's business, if there is one.
    #[cold]
    fn uncovered(&self, object: &Object) -> Result<(i32, Vec<u8>)> {
        let not_registered = || SerializationError::not_registered(object.type_name());
        let fallback = self.table.fallback().ok_or_else(not_registered)?;
        let id = fallback.serializer.id_for(self.table.profile()).ok_or_else(not_registered)?;
        if let Some(payload) = object.live().and_then(|live| fallback.payload_of(live)) {
            return Ok((id, bytes_of(object.name(), payload?)?));
        }
        if fallback.serializer.rust_type() == object.rust_type() {
            return Ok((id, bytes_of(object.name(), object.payload()?.into_owned())?));
        }
        Err(not_registered())
    }

    #[cold]
    fn depth_limit(&self) -> SerializationError {
        let message = format!("nesting is deeper than {} levels", self.options.limits.depth);
        SerializationError::new(SerializationKind::Limit, message).help("raise it with `Limits::depth`")
    }
}

fn bytes_of(name: &str, payload: Value) -> Result<Vec<u8>> {
    match payload {
        Value::Bytes(bytes) => Ok(bytes.into_vec()),
        other => Err(no_form(&format!("`{name}`"), &other)),
    }
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

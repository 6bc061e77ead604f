//! From ids and encoded messages to objects.

use super::{CONTENT, ENVELOPE, Options, TYPE_ID};
use super::{acl, mango};
use crate::error::{DecodeError, DecodeKind};
use crate::message::{AclMessage, MangoMessage};
use crate::serializer::Serializer;
use crate::serializer::table::{Resolved, Row, Table};
use crate::value::{Bytes, Object, Unknown, Value};
use crate::wire::proto::Fields;

pub(super) type Result<T> = std::result::Result<T, DecodeError>;

pub(super) struct Decoder<'a> {
    pub(super) table: &'a Table,
    pub(super) options: &'a Options,
}

/// A part of the input, and where in it that begins.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Part<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Part<'a> {
    /// The fields of a message.
    pub(super) fn fields(self, name: &'static str, options: &Options) -> Fields<'a> {
        Fields::new(self.bytes, self.at, name, options.limits.depth)
    }
}

impl Decoder<'_> {
    /// A whole message.
    pub(super) fn envelope(&self, bytes: &[u8]) -> Result<Value> {
        let mut fields = Part { bytes, at: 0 }.fields(ENVELOPE, self.options);
        let (mut id, mut id_at, mut content) = (0, 0, Part { bytes: &[], at: bytes.len() });
        while let Some(field) = fields.next()? {
            match field.number {
                TYPE_ID => (id, id_at) = (field.int32()?, field.at),
                CONTENT => content = Part { bytes: field.bytes()?, at: field.at },
                _ => {}
            }
        }
        self.typed(id, id_at, content, 0)
    }

    /// What an id and a content that stand for themselves are.
    pub(super) fn typed(&self, id: i32, id_at: usize, content: Part<'_>, depth: u32) -> Result<Value> {
        if depth > self.options.limits.depth {
            return Err(self.depth_limit().at(content.at));
        }
        if let Some(fallback) = self.table.fallback().map(|fallback| &fallback.serializer) {
            if fallback.id_for(self.table.profile()) == Some(id) {
                return object(fallback, id, content);
            }
        }
        match self.table.resolve(id) {
            Resolved::Row(row) => self.of_row(row, id, content, depth),
            Resolved::Unknown if self.options.keep_unknown => {
                let data = Value::Bytes(Bytes::from(content.bytes));
                Ok(Value::Unknown(Box::new(Unknown::new(id, data))))
            }
            failed => Err(unresolved(id, failed).at(id_at)),
        }
    }

    /// Whether nothing here has this id.
    pub(super) fn is_unknown(&self, id: i32) -> bool {
        let fallback =
            self.table.fallback().and_then(|fallback| fallback.serializer.id_for(self.table.profile()));
        fallback != Some(id) && matches!(self.table.resolve(id), Resolved::Unknown)
    }

    fn of_row(&self, row: &Row, id: i32, content: Part<'_>, depth: u32) -> Result<Value> {
        let serializer = &row.serializer;
        let is = |rust_type| serializer.entry().is_some() && serializer.rust_type() == rust_type;
        let message = if is(std::any::TypeId::of::<AclMessage>()) {
            Object::from(acl::decode(self, content, depth)?)
        } else if is(std::any::TypeId::of::<MangoMessage>()) {
            Object::from(mango::decode(self.options, content)?)
        } else {
            return object(serializer, id, content);
        };
        Ok(Value::Object(Object::decoded(message.into_inner(), id)))
    }

    #[cold]
    fn depth_limit(&self) -> DecodeError {
        let message = format!("nesting is deeper than {} levels", self.options.limits.depth);
        DecodeError::new(DecodeKind::Limit, message).help("raise it with `Limits::depth`")
    }
}

/// An object of a type whose payload is the encoded message.
fn object(serializer: &Serializer, id: i32, content: Part<'_>) -> Result<Value> {
    let built = serializer.rebuild(Value::Bytes(Bytes::from(content.bytes)));
    let object = built
        .map_err(|error| if error.is_type_mismatch() { no_form(serializer) } else { error }.at(content.at))?;
    Ok(Value::Object(Object::decoded(object.into_inner(), id)))
}

#[cold]
fn no_form(serializer: &Serializer) -> DecodeError {
    let message = format!("`{}` has no protobuf form: its payload is not bytes", serializer.name());
    DecodeError::new(DecodeKind::Type, message)
        .help("use `#[proto_serializable]` on a prost message, `Serializer::via_proto`, or another codec")
}

#[cold]
fn unresolved(id: i32, why: Resolved<'_>) -> DecodeError {
    let error = DecodeError::new(DecodeKind::UnknownType, format!("unknown type id {id}")).with_id(id);
    match why {
        Resolved::Ambiguous(a, b) => error.help(format!(
            "both `{}` and `{}` accept it, so neither does; give one an explicit `type_id`",
            a.serializer.name(),
            b.serializer.name()
        )),
        _ => error,
    }
}

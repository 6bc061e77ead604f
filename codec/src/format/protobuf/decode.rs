//! From ids and encoded messages to objects.

use std::any::TypeId;

use super::{CONTENT, ENVELOPE, Options, TYPE_ID};
use super::{acl, mango};
use crate::error::{DecodeError, DecodeKind};
use crate::message::{AclMessage, MangoMessage};
use crate::serializer::Serializer;
use crate::serializer::table::{Resolved, Table};
use crate::value::{About, Bytes, Object, Unknown, Value};
use crate::wire::limits::read_too_deep;
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

/// An encoded message with its type id, and where that stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Typed<'a> {
    pub(super) id: i32,
    pub(super) id_at: usize,
    pub(super) content: Part<'a>,
}

/// What an id stands for.
enum Target<'a> {
    Acl,
    Mango,
    Message(&'a Serializer),
    Kept,
}

impl<'t> Decoder<'t> {
    /// A whole message.
    pub(super) fn envelope(&self, bytes: &[u8]) -> Result<Value> {
        let mut fields = Part { bytes, at: 0 }.fields(ENVELOPE, self.options);
        let mut found = Typed { content: Part { bytes: &[], at: bytes.len() }, ..Typed::default() };
        while let Some(field) = fields.next()? {
            match field.number {
                TYPE_ID => (found.id, found.id_at) = (field.int32()?, field.at),
                CONTENT => found.content = Part { bytes: field.bytes()?, at: field.at },
                _ => {}
            }
        }
        self.typed(found)
    }

    /// Without recursion, since ACL messages are large and each has at most one in it: the innermost first.
    fn typed(&self, outermost: Typed<'_>) -> Result<Value> {
        let mut around = Vec::new();
        let innermost = self.innermost(outermost, &mut around);
        let innermost = innermost.map_err(|error| {
            around.iter().fold(error, |error, _: &(AclMessage, i32)| error.in_field("content"))
        })?;
        Ok(around.into_iter().rev().fold(innermost, |content, (message, id)| {
            known(Object::from(AclMessage { content, ..message }), id)
        }))
    }

    /// What stands in all the ACL messages, which go to `around`.
    fn innermost(&self, mut item: Typed<'_>, around: &mut Vec<(AclMessage, i32)>) -> Result<Value> {
        loop {
            let Typed { id, content, .. } = item;
            let depth = u32::try_from(around.len()).unwrap_or(u32::MAX);
            match self.target(item)? {
                Target::Acl => {
                    self.deeper(depth, content)?;
                    let (message, inner) = acl::decode(self, content)?;
                    around.push((message, id));
                    let Some(inner) = inner else { return Ok(Value::Null) };
                    item = inner;
                }
                Target::Mango => {
                    let message = mango::decode(self.options, content, self.deeper(depth, content)?)?;
                    return Ok(known(Object::from(message), id));
                }
                Target::Message(serializer) => return object(serializer, id, content),
                Target::Kept => {
                    let data = Value::Bytes(Bytes::from(content.bytes));
                    return Ok(Value::Unknown(Box::new(Unknown::new(id, data))));
                }
            }
        }
    }

    fn target(&self, item: Typed<'_>) -> Result<Target<'t>> {
        if let Some(fallback) = self.table.fallback().map(|fallback| &fallback.serializer) {
            if fallback.id_for(self.table.profile()) == Some(item.id) {
                return Ok(Target::Message(fallback));
            }
        }
        match self.table.resolve(item.id) {
            Resolved::Row(row) => Ok(target_of(&row.serializer)),
            Resolved::Unknown if self.options.keep_unknown => Ok(Target::Kept),
            failed => Err(unresolved(item.id, failed).at(item.id_at)),
        }
    }

    /// Whether nothing here has this id.
    pub(super) fn is_unknown(&self, id: i32) -> bool {
        let fallback =
            self.table.fallback().and_then(|fallback| fallback.serializer.id_for(self.table.profile()));
        fallback != Some(id) && matches!(self.table.resolve(id), Resolved::Unknown)
    }

    /// A message is one level of nesting; a protobuf message, whose fields are not looked at, is none.
    fn deeper(&self, depth: u32, content: Part<'_>) -> Result<u32> {
        let most = self.options.limits.depth;
        if depth < most { Ok(depth.saturating_add(1)) } else { Err(read_too_deep(most).at(content.at)) }
    }
}

/// mango's messages by their own code, unless a program has given them other.
fn target_of(serializer: &Serializer) -> Target<'_> {
    let is = |rust_type| serializer.entry().is_some() && serializer.rust_type() == rust_type;
    if is(TypeId::of::<AclMessage>()) {
        Target::Acl
    } else if is(TypeId::of::<MangoMessage>()) {
        Target::Mango
    } else {
        Target::Message(serializer)
    }
}

fn known(object: Object, id: i32) -> Value {
    Value::Object(Object::decoded(object.into_inner(), id))
}

/// An object of a type whose payload is the encoded message.
fn object(serializer: &Serializer, id: i32, content: Part<'_>) -> Result<Value> {
    let built = serializer.rebuild(Value::Bytes(Bytes::from(content.bytes)));
    let object = built
        .map_err(|error| if error.is_type_mismatch() { no_form(serializer) } else { error }.at(content.at))?;
    Ok(known(object, id))
}

#[cold]
fn no_form(serializer: &Serializer) -> DecodeError {
    let message = format!("`{}` has no protobuf form: its payload is not bytes", serializer.name());
    DecodeError::new(DecodeKind::Type, message)
        .help("use `#[proto_serializable]` on a prost message, `Serializer::via_proto`, or another codec")
}

#[cold]
fn unresolved(id: i32, why: Resolved<'_>) -> DecodeError {
    why.unresolved(id, DecodeError::new(DecodeKind::UnknownType, format!("unknown type id {id}")))
}

//! From values to pickles.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "depth is held to its limit, and indices to lengths that exist"
)]

use crate::error::{Limit, SerializationError, SerializationKind};
use crate::value::{Dict, List, Map, Value};
use crate::wire::Limits;
use crate::wire::limits::written_too_deep;
use crate::wire::pickle::{Writer, twos_complement};

type Result<T> = std::result::Result<T, SerializationError>;

/// How many items CPython puts into a container at once.
const BATCH: usize = 1000;

/// The pickle that CPython 3.8 to 3.13 makes of the same data, if no object is in it twice; `depth` levels are around it.
pub(in super::super) fn dump(value: &Value, limits: &Limits, depth: u32) -> Result<Vec<u8>> {
    dumped(limits, depth, |to| to.value(value))
}

/// As [`dump`] of a value that is this dict.
pub(in super::super) fn dump_dict(dict: &Dict, limits: &Limits, depth: u32) -> Result<Vec<u8>> {
    dumped(limits, depth, |to| to.nested(|to| to.dict(dict)))
}

fn dumped(limits: &Limits, depth: u32, body: impl FnOnce(&mut Dumper<'_>) -> Result<()>) -> Result<Vec<u8>> {
    let mut dumper = Dumper { to: Writer::new(), limits, depth };
    body(&mut dumper)?;
    Ok(dumper.to.finish())
}

struct Dumper<'a> {
    to: Writer,
    limits: &'a Limits,
    depth: u32,
}

impl Dumper<'_> {
    fn value(&mut self, value: &Value) -> Result<()> {
        self.to.boundary();
        match value {
            Value::Null => self.to.op(b'N'),
            Value::Bool(true) => self.to.op(0x88),
            Value::Bool(false) => self.to.op(0x89),
            Value::Int(value) => self.to.int(*value),
            Value::UInt(value) => self.to.long(&twos_complement(&value.to_string())),
            Value::BigInt(value) => self.big_int(value.as_str())?,
            Value::Float(value) => self.to.float(*value),
            Value::String(text) => self.to.text(text),
            Value::Bytes(bytes) => self.to.bytes(bytes),
            Value::List(list) => return self.nested(|to| to.list(list)),
            Value::Dict(dict) => return self.nested(|to| to.dict(dict)),
            Value::Map(map) => return self.nested(|to| to.map(map)),
            Value::Object(object) => {
                return Err(not_plain(&format!("an object of type `{}`", object.name())));
            }
            Value::Ext(_) | Value::Unknown(_) => return Err(not_plain(value.kind_name())),
        }
        Ok(())
    }

    fn nested(&mut self, body: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        if self.depth >= self.limits.depth {
            return Err(written_too_deep(self.limits.depth));
        }
        self.depth += 1;
        body(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn big_int(&mut self, decimal: &str) -> Result<()> {
        let digits = decimal.strip_prefix('-').unwrap_or(decimal).len();
        if digits > self.limits.digits {
            let message = format!("an integer has more than {} digits", self.limits.digits);
            return Err(SerializationError::limited(Limit::Digits, message));
        }
        self.to.long(&twos_complement(decimal));
        Ok(())
    }

    fn list(&mut self, list: &List) -> Result<()> {
        self.to.op(b']');
        self.to.memoize();
        if let [only] = &**list {
            self.value(only).map_err(|error| error.in_index(0))?;
            self.to.op(b'a');
            return Ok(());
        }
        for (batch, items) in list.chunks(BATCH).enumerate() {
            self.to.op(b'(');
            for (index, item) in items.iter().enumerate() {
                self.value(item).map_err(|error| error.in_index(batch * BATCH + index))?;
            }
            self.to.op(b'e');
        }
        Ok(())
    }

    fn dict(&mut self, dict: &Dict) -> Result<()> {
        self.entries(dict.len(), dict.iter(), |to, (key, item)| {
            to.to.boundary();
            to.to.text(key);
            to.value(item).map_err(|error| error.in_key(key))
        })
    }

    fn map(&mut self, map: &Map) -> Result<()> {
        self.entries(map.len(), map.iter(), |to, (key, item)| {
            to.key(key)?;
            to.value(item).map_err(|error| error.in_key(&key.to_string()))
        })
    }

    fn entries<T>(
        &mut self,
        count: usize,
        entries: impl Iterator<Item = T>,
        mut each: impl FnMut(&mut Self, T) -> Result<()>,
    ) -> Result<()> {
        self.to.op(b'}');
        self.to.memoize();
        for (index, entry) in entries.enumerate() {
            if count > 1 && index % BATCH == 0 {
                self.to.op(b'(');
            }
            each(self, entry)?;
            if count == 1 {
                self.to.op(b's');
            } else if index % BATCH == BATCH - 1 || index + 1 == count {
                self.to.op(b'u');
            }
        }
        // A quirk of CPython's: after a full batch it begins another, which may be empty.
        if count > 1 && count % BATCH == 0 {
            self.to.op(b'(');
            self.to.op(b'u');
        }
        Ok(())
    }

    /// Python's dicts have tuples as keys, and no lists.
    fn key(&mut self, key: &Value) -> Result<()> {
        match key {
            Value::List(list) => self.nested(|to| to.tuple(list)),
            Value::Dict(_) | Value::Map(_) => {
                let message = format!("{} cannot be a key of a Python dict", key.kind_name());
                Err(SerializationError::new(SerializationKind::Unsupported, message))
            }
            other => self.value(other),
        }
    }

    fn tuple(&mut self, list: &List) -> Result<()> {
        self.to.boundary();
        if list.is_empty() {
            self.to.op(b')');
            return Ok(());
        }
        if list.len() > 3 {
            self.to.op(b'(');
        }
        list.iter().try_for_each(|item| self.key(item))?;
        self.to.op([0x85, 0x86, 0x87].get(list.len() - 1).copied().unwrap_or(b't'));
        self.to.memoize();
        Ok(())
    }
}

#[cold]
fn not_plain(what: &str) -> SerializationError {
    let message = format!("a pickle of plain data has no form for {what}");
    SerializationError::new(SerializationKind::Unsupported, message)
        .help("send typed objects as the content of an `AclMessage`")
}

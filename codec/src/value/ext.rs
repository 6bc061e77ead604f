//! Extension values.

use super::{Bytes, Value};

/// A MessagePack extension value: an application's type code and bytes that only the application can read.
///
/// # Example
/// ```
/// use codec::{Ext, Value};
/// let ext = Ext::new(5, b"\x01\x02");
/// assert_eq!((ext.code(), ext.data()), (5, &[1, 2][..]));
/// assert_eq!(Value::from(ext).to_string(), r"ExtType(code=5, data=b'\x01\x02')");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ext {
    data: Bytes,
    code: i8,
}

impl Ext {
    /// An extension value. Python's `msgpack` reads the codes 0 to 127 only.
    pub fn new(code: i8, data: impl Into<Bytes>) -> Self {
        Ext { data: data.into(), code }
    }

    /// The type code.
    pub fn code(&self) -> i8 {
        self.code
    }

    /// The bytes.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The bytes, owned; nothing is copied.
    pub fn into_data(self) -> Bytes {
        self.data
    }

    /// From `[code, data]`; anything else stays what it is, as foreign types may have the same name.
    pub(crate) fn from_parts(parts: Value) -> Value {
        if let Some([Value::Int(code), Value::Bytes(data)]) = parts.as_list().map(|list| &**list) {
            if let Ok(code) = i8::try_from(*code) {
                return Value::Ext(Ext::new(code, Bytes::clone(data)));
            }
        }
        parts
    }
}

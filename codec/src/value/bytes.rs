//! Binary data.

use std::fmt;
use std::ops::{Deref, DerefMut};

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{RESERVE, repr};

/// Binary data, as MessagePack's bin; JSON has no form for it.
///
/// # Example
/// ```
/// use codec::{Bytes, Value};
/// let bytes = Bytes::from(b"a\0".as_slice());
/// assert_eq!(bytes.len(), 2);
/// assert_eq!(Value::from(bytes).to_string(), r"b'a\x00'");
/// ```
///
/// As a field type it is binary where `Vec<u8>` is a list of numbers; each reads what the other writes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(Vec<u8>);

impl Bytes {
    /// No bytes.
    pub fn new() -> Self {
        Bytes::default()
    }

    /// The bytes as a vector; nothing is copied.
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl DerefMut for Bytes {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes(bytes)
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Bytes(bytes.to_vec())
    }
}

impl<const N: usize> From<[u8; N]> for Bytes {
    fn from(bytes: [u8; N]) -> Self {
        Bytes(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Bytes {
    fn from(bytes: &[u8; N]) -> Self {
        Bytes(bytes.to_vec())
    }
}

impl From<Bytes> for Vec<u8> {
    fn from(bytes: Bytes) -> Self {
        bytes.0
    }
}

/// The first bytes and the length: a log line has no room for a megabyte.
impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.get(..32) {
            Some(head) if self.0.len() > 32 => {
                repr::bytes(f, head)?;
                write!(f, "... ({} bytes)", self.0.len())
            }
            _ => repr::bytes(f, &self.0),
        }
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_byte_buf(BytesVisitor)
    }
}

struct BytesVisitor;

impl<'de> Visitor<'de> for BytesVisitor {
    type Value = Bytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
        Ok(bytes.into())
    }

    fn visit_byte_buf<E: de::Error>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
        Ok(bytes.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Bytes, A::Error> {
        let mut bytes = Vec::with_capacity(seq.size_hint().unwrap_or(0).min(RESERVE));
        while let Some(byte) = seq.next_element()? {
            bytes.push(byte);
        }
        Ok(Bytes(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serializer::serde::{from_value, to_value};
    use crate::value::Value;

    #[test]
    fn is_binary_and_reads_lists() {
        let value = to_value(&Bytes::from([1, 2])).unwrap();
        assert!(value.is_bytes());
        assert_eq!(from_value::<Bytes>(Value::from(vec![1, 2])).unwrap(), Bytes::from([1, 2]));
        assert_eq!(from_value::<Vec<u8>>(value).unwrap(), [1, 2]);
        assert!(from_value::<Bytes>(Value::from(vec![256])).is_err());
        assert!(from_value::<Bytes>(Value::from("text")).is_err());
    }

    #[test]
    fn debug_is_short() {
        assert_eq!(format!("{:?}", Bytes::from([b'a'; 32])).len(), 35);
        let long = Bytes::from(vec![b'a'; 1 << 20]);
        assert_eq!(format!("{long:?}"), format!("b'{}'... (1048576 bytes)", "a".repeat(32)));
    }
}

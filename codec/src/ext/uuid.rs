//! UUIDs (feature `uuid`): `uuid::Uuid` as Python's `str(uuid.UUID)`.
//!
//! ```standalone_crate
//! use codec::{Codec, Json, ext, json_serializable};
//! use uuid::Uuid;
//!
//! #[json_serializable]
//! #[derive(Debug, PartialEq)]
//! struct Order {
//!     #[codec(object = ext::uuid::serializer)]
//!     id: Uuid,
//! }
//!
//! let codec = Json::builder().serializers([ext::uuid::serializer]).build()?;
//! let id = Uuid::from_u128(0x12345678_1234_5678_1234_567812345678);
//! let bytes = codec.encode(&id)?;
//! assert_eq!(bytes, br#"{"__type__":[-738236444,"12345678-1234-5678-1234-567812345678"]}"#);
//! assert_eq!(codec.decode_as::<Uuid>(&bytes)?, id);
//!
//! let order = Order { id };
//! assert_eq!(codec.decode_as::<Order>(&codec.encode(&order)?)?, order);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use ::uuid::Uuid;

use crate::error::DecodeError;
use crate::serializer::Serializer;
use crate::serializer::shape::Ids;
use crate::value::Value;

/// The class is the same on CPython 3.10 to 3.14.
const IDS: Ids = Ids { emitted: [-738_236_444; 5], accepted: &[-738_236_444] };

/// The serializer of [`Uuid`], with the id that mango-agents gives `uuid.UUID`.
///
/// Writes the 36 characters of `str(UUID)`; reads those, 32 digits without hyphens, and both in braces or behind
/// `urn:uuid:`, as Python's constructor does.
///
/// # Example
/// ```
/// use codec::{Codec, Json, ext};
/// use uuid::Uuid;
///
/// let codec = Json::aiomas([ext::uuid::serializer]);
/// let id = codec.decode_as::<Uuid>(br#"{"__type__":[0,"{00000000-0000-0000-0000-0000000000FF}"]}"#)?;
/// assert_eq!(id, Uuid::from_u128(255));
/// assert_eq!(codec.encode(&id)?, br#"{"__type__":[0,"00000000-0000-0000-0000-0000000000ff"]}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn serializer() -> Serializer {
    Serializer::new::<Uuid>(|uuid| Ok(Value::from(uuid.hyphenated().to_string())), from_value)
        .with_name("UUID")
        .with_ids(&IDS)
}

fn from_value(value: Value) -> Result<Uuid, DecodeError> {
    let text = String::try_from(value)?;
    Uuid::try_parse(&text).map_err(|_| {
        DecodeError::custom(
            "a UUID is 32 hexadecimal digits, with hyphens after 8, 12, 16 and 20, or without",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Codec, Json, PythonVersion, type_id};

    #[test]
    fn has_the_id_of_the_python_class() {
        let functions = [
            "__eq__",
            "__ge__",
            "__getstate__",
            "__gt__",
            "__hash__",
            "__init__",
            "__int__",
            "__le__",
            "__lt__",
            "__repr__",
            "__setattr__",
            "__setstate__",
            "__str__",
        ];
        let params = ["hex", "bytes", "bytes_le", "fields", "int", "version", "is_safe"];
        for python in PythonVersion::ALL {
            assert_eq!(serializer().type_id(python), Some(type_id("UUID", &functions, &params)));
        }
    }

    #[test]
    fn every_form_of_pythons_constructor_is_read() {
        let codec = Json::aiomas([serializer]);
        let digits = "0123456789abcdef0123456789ABCDEF";
        let hyphens = "01234567-89ab-cdef-0123-456789abcdef";
        let read = |text: &str| codec.decode_as::<Uuid>(format!(r#"{{"__type__":[0,"{text}"]}}"#).as_bytes());
        let expected = Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        for text in [digits, hyphens, &format!("{{{hyphens}}}"), &format!("urn:uuid:{hyphens}")] {
            assert_eq!(read(text).unwrap(), expected, "{text}");
        }
        let bytes = codec.encode(&codec.object(&expected).unwrap()).unwrap();
        assert_eq!(bytes, format!(r#"{{"__type__":[0,"{hyphens}"]}}"#).as_bytes());
        for text in ["", "0", &digits[1..], &format!("{digits}0"), &digits.replace('a', "g"), "é"] {
            assert_eq!(
                read(text).unwrap_err().to_string(),
                "could not build `UUID`: a UUID is 32 hexadecimal digits, with hyphens after 8, 12, 16 and 20, or \
                 without (line 1, column 16, byte 15)",
                "{text}"
            );
        }
        assert!(codec.decode(br#"{"__type__":[0,5]}"#).unwrap_err().is_type_mismatch());
        assert_eq!(codec.decode(&bytes).unwrap().to_string(), format!("UUID('{hyphens}')"));
    }

    #[test]
    fn a_plain_value_has_the_crates_own_form() {
        let uuid = Uuid::from_u128(1);
        let bytes = Json::new().encode(&uuid).unwrap();
        assert_eq!(bytes, br#""00000000-0000-0000-0000-000000000001""#);
        assert_eq!(Json::new().decode_as::<Uuid>(&bytes).unwrap(), uuid);
    }
}

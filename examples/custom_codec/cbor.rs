//! CBOR as a format: plain values to bytes and back, with the `ciborium` crate.

use ciborium::Value as Item;
use codec::{DecodeError, List, Map, SerializationError, Value, ValueFormat};

/// The most levels that the parser goes down. An object is three of them (its envelope's dict and list, and the dict
/// of its fields), and a codec allows 128 by default.
const LEVELS: usize = 400;

/// RFC 8949, with bignums up to 128 bits and keys of any type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cbor;

impl ValueFormat for Cbor {
    fn write(&self, value: &Value, out: &mut Vec<u8>) -> Result<(), SerializationError> {
        ciborium::into_writer(&to_item(value)?, out).map_err(SerializationError::custom)
    }

    fn read(&self, mut bytes: &[u8]) -> Result<Value, DecodeError> {
        let item = ciborium::de::from_reader_with_recursion_limit(&mut bytes, LEVELS);
        let item = item.map_err(DecodeError::custom)?;
        if bytes.is_empty() {
            from_item(item)
        } else {
            Err(DecodeError::custom("trailing data after the value"))
        }
    }
}

fn to_item(value: &Value) -> Result<Item, SerializationError> {
    Ok(match value {
        Value::Null => Item::Null,
        Value::Bool(truth) => Item::Bool(*truth),
        Value::Int(number) => Item::from(*number),
        Value::UInt(number) => Item::from(*number),
        Value::BigInt(number) => match (number.as_i128(), number.as_u128()) {
            (Some(number), _) => Item::from(number),
            (_, Some(number)) => Item::from(number),
            _ => return Err(SerializationError::custom("an integer beyond 128 bits")),
        },
        Value::Float(number) => Item::Float(*number),
        Value::String(text) => Item::Text(text.clone()),
        Value::Bytes(bytes) => Item::Bytes(bytes.to_vec()),
        Value::List(list) => Item::Array(list.iter().map(to_item).collect::<Result<_, _>>()?),
        Value::Dict(dict) => {
            let entry = |(key, item): (&String, &Value)| Ok((Item::Text(key.clone()), to_item(item)?));
            Item::Map(dict.iter().map(entry).collect::<Result<_, SerializationError>>()?)
        }
        Value::Map(map) => {
            let entry = |(key, item): (&Value, &Value)| Ok((to_item(key)?, to_item(item)?));
            Item::Map(map.iter().map(entry).collect::<Result<_, SerializationError>>()?)
        }
        _ => return Err(SerializationError::custom("CBOR has no form for this kind of value")),
    })
}

fn from_item(item: Item) -> Result<Value, DecodeError> {
    Ok(match item {
        Item::Null => Value::Null,
        Item::Bool(truth) => Value::Bool(truth),
        Item::Integer(number) => Value::from(i128::from(number)),
        Item::Float(number) => Value::Float(number),
        Item::Text(text) => Value::String(text),
        Item::Bytes(bytes) => Value::Bytes(bytes.into()),
        Item::Array(items) => Value::List(items.into_iter().map(from_item).collect::<Result<List, _>>()?),
        Item::Map(entries) => {
            let entry = |(key, item)| Ok((from_item(key)?, from_item(item)?));
            Value::Map(entries.into_iter().map(entry).collect::<Result<Map, DecodeError>>()?)
        }
        // Bignums: positive and negative.
        Item::Tag(2 | 3, _) => match (item.deserialized::<i128>(), item.deserialized::<u128>()) {
            (Ok(number), _) => Value::from(number),
            (_, Ok(number)) => Value::from(number),
            _ => return Err(DecodeError::custom("an integer beyond 128 bits")),
        },
        _ => return Err(DecodeError::custom("a CBOR tag that is not understood here")),
    })
}

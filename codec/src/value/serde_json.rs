//! To and from `serde_json::Value`, so that `json!` and the code around it fit.

use serde_json::{Map as JsonMap, Number, Value as Json};

use super::{Dict, List, Value};
use crate::error::{SerializationError, SerializationKind};

/// ```
/// use codec::Value;
/// let value = Value::from(serde_json::json!({"a": [1, 2.5, null]}));
/// assert_eq!(value.to_string(), "{'a': [1, 2.5, None]}");
/// ```
impl From<Json> for Value {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Value::Null,
            Json::Bool(x) => Value::Bool(x),
            Json::Number(x) => number(&x),
            Json::String(x) => Value::String(x),
            Json::Array(x) => Value::List(x.into_iter().collect()),
            Json::Object(x) => Value::Dict(x.into_iter().collect()),
        }
    }
}

fn number(number: &Number) -> Value {
    if let Some(x) = number.as_i64() {
        return Value::Int(x);
    }
    if let Some(x) = number.as_u64() {
        return Value::UInt(x);
    }
    // With serde_json's `arbitrary_precision` a number is text, and a long integer would be rounded as a float.
    Value::integer(&number.to_string()).or_else(|| number.as_f64().map(Value::Float)).unwrap_or_default()
}

/// ```
/// use codec::{Bytes, Value};
/// let json = serde_json::Value::try_from(Value::from(vec![1, 2]))?;
/// assert_eq!(json, serde_json::json!([1, 2]));
/// assert!(serde_json::Value::try_from(Value::from(f64::NAN)).unwrap_err().is_unsupported());
/// # Ok::<(), codec::SerializationError>(())
/// ```
///
/// Fails for what `serde_json` cannot hold: integers beyond 64 bits, NaN and the infinities, binary data, keys that
/// are not text, and objects.
impl TryFrom<Value> for Json {
    type Error = SerializationError;

    fn try_from(value: Value) -> Result<Self, SerializationError> {
        match value {
            Value::Null => Ok(Json::Null),
            Value::Bool(x) => Ok(Json::Bool(x)),
            Value::Int(x) => Ok(x.into()),
            Value::UInt(x) => Ok(x.into()),
            Value::BigInt(x) => {
                x.as_str().parse().ok().and_then(exact).ok_or_else(|| unsupported("so large an integer"))
            }
            Value::Float(x) => {
                Number::from_f64(x).map(Json::Number).ok_or_else(|| unsupported("NaN and infinity"))
            }
            Value::String(x) => Ok(Json::String(x)),
            Value::List(x) => array(x),
            Value::Dict(x) => object(x),
            Value::Bytes(_) | Value::Map(_) | Value::Ext(_) => Err(unsupported(value.kind_name())),
            Value::Unknown(_) | Value::Object(_) => {
                Err(unsupported("an object's type tag").help("encode it with a codec"))
            }
        }
    }
}

/// Only `arbitrary_precision` keeps a long integer; without it the number has become a float.
fn exact(number: Number) -> Option<Json> {
    (number.is_i64() || number.is_u64() || !number.is_f64()).then_some(Json::Number(number))
}

fn array(list: List) -> Result<Json, SerializationError> {
    let element = |(at, value): (usize, Value)| Json::try_from(value).map_err(|error| error.in_index(at));
    list.into_iter().enumerate().map(element).collect::<Result<_, _>>().map(Json::Array)
}

fn object(dict: Dict) -> Result<Json, SerializationError> {
    let mut entries = JsonMap::with_capacity(dict.len());
    for (key, value) in dict {
        let value = Json::try_from(value).map_err(|error| error.in_key(&key))?;
        entries.insert(key, value);
    }
    Ok(Json::Object(entries))
}

#[cold]
fn unsupported(what: &str) -> SerializationError {
    SerializationError::new(SerializationKind::Unsupported, format!("`serde_json::Value` cannot hold {what}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Bytes, Map};
    use super::*;

    #[test]
    fn plain_data_goes_both_ways() {
        let json = json!({"a": [1, -1, u64::MAX, 0.5, "x", true, null], "b": {"c": {}}});
        let value = Value::from(json.clone());
        assert_eq!(value["a"][2], u64::MAX);
        assert_eq!(Json::try_from(value).unwrap(), json);
    }

    #[test]
    fn what_it_cannot_hold_is_an_error() {
        let text = |value: Value| {
            let error = Json::try_from(Value::from(Dict::from([("k", vec![value])]))).unwrap_err();
            assert!(error.is_unsupported());
            error.to_string()
        };
        assert_eq!(text(u128::MAX.into()), "`serde_json::Value` cannot hold so large an integer at k[0]");
        assert_eq!(text(f64::NAN.into()), "`serde_json::Value` cannot hold NaN and infinity at k[0]");
        assert_eq!(text(Bytes::new().into()), "`serde_json::Value` cannot hold bytes at k[0]");
        assert_eq!(text(Map::new().into()), "`serde_json::Value` cannot hold a map at k[0]");
        assert_eq!(
            text(super::super::Object::named("X", Value::Null).into()),
            "`serde_json::Value` cannot hold an object's type tag at k[0]; encode it with a codec"
        );
    }
}

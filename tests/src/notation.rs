//! The notation of values in the vectors: from nodes to [`Value`]s, and whether a [`Value`] is what a node describes.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codec::{BigInt, Bytes, Dict, Ext, List, Map, Value};
use serde::Deserialize;

use crate::hex;

/// A described value; `vectors/README.md` says what each form means.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub enum Node {
    Null,
    Bool {
        v: bool,
    },
    /// Decimal digits, or hexadecimal ones where Python prints no decimal.
    Int {
        v: Option<String>,
        hexv: Option<String>,
    },
    Float {
        bits: String,
    },
    /// UTF-16 units only where the text is no valid Unicode.
    Str {
        v: Option<String>,
        utf16: Option<Vec<String>>,
    },
    Bytes {
        hex: String,
    },
    ByteArray {
        hex: String,
    },
    List {
        v: Vec<Node>,
    },
    Tuple {
        v: Vec<Node>,
    },
    Dict {
        v: Vec<(Node, Node)>,
    },
    Typed {
        #[serde(rename = "type")]
        name: String,
        type_id: i32,
        payload: Box<Node>,
    },
    Ext {
        code: i8,
        hex: String,
    },
    /// An encoded message, of a type with its package.
    Protobuf {
        message: String,
        hex: String,
    },
    /// An object by its attributes.
    Object {
        py: String,
        attrs: BTreeMap<String, Node>,
    },
    Enum {
        #[serde(rename = "type")]
        name: String,
        value: i64,
    },
    Other {
        py: String,
        repr: Option<String>,
    },
    Registration,
    Frame,
}

/// What becomes of a typed node: from class name and payload to an object.
pub type Make<'a> = dyn Fn(&str, Value) -> Result<Value, String> + 'a;

impl Node {
    /// The described value.
    ///
    /// # Errors
    /// If no [`Value`] can be that.
    pub fn to_value(&self, make: &Make<'_>) -> Result<Value, String> {
        let items =
            |nodes: &[Node]| nodes.iter().map(|node| node.to_value(make)).collect::<Result<List, _>>();
        Ok(match self {
            Node::Null => Value::Null,
            Node::Bool { v } => Value::from(*v),
            Node::Int { .. } => self.int().parse::<BigInt>().map_err(|error| error.to_string())?.into(),
            Node::Float { bits } => Value::from(float(bits)),
            Node::Str { v: Some(text), .. } => Value::from(text.as_str()),
            Node::Str { .. } => return Err("no Rust string holds a lone surrogate".to_owned()),
            Node::Bytes { hex } | Node::ByteArray { hex } => Bytes::from(hex::bytes(hex)).into(),
            Node::List { v } | Node::Tuple { v } => items(v)?.into(),
            Node::Dict { v } => dict(v, make)?,
            Node::Typed { name, payload, .. } => make(name, payload.to_value(make)?)?,
            Node::Ext { code, hex } => Ext::new(*code, hex::bytes(hex)).into(),
            Node::Protobuf { message, hex } => make(short(message), Bytes::from(hex::bytes(hex)).into())?,
            Node::Object { py, attrs } => {
                let pairs = attrs.iter().map(|(key, node)| Ok((key.clone(), node.to_value(make)?)));
                make(py, pairs.collect::<Result<Dict, String>>()?.into())?
            }
            Node::Enum { name, value } => make(name, Value::from(*value))?,
            Node::Other { py, .. } => return Err(format!("only Python has this: {py}")),
            Node::Registration | Node::Frame => return Err("this node describes no value".to_owned()),
        })
    }

    /// Whether a decoded value is the described one, bit for bit and in the same order; tuples are lists by then.
    ///
    /// # Errors
    /// If it is not: where and how they differ.
    pub fn check(&self, value: &Value) -> Result<(), String> {
        match (self, value) {
            (Node::List { v } | Node::Tuple { v }, Value::List(list)) if v.len() == list.len() => {
                let mut pairs = v.iter().zip(list).enumerate();
                pairs.try_for_each(|(index, (node, item))| within(&format!("[{index}]"), node.check(item)))
            }
            (Node::Dict { v }, Value::Dict(dict)) if v.len() == dict.len() => {
                v.iter().zip(dict).try_for_each(|((key, node), (found, item))| {
                    key.check(&Value::from(found.as_str()))?;
                    within(&format!(".{found}"), node.check(item))
                })
            }
            (Node::Dict { v }, Value::Map(map)) if v.len() == map.len() => {
                v.iter().zip(map).try_for_each(|((key, node), (found, item))| {
                    key.check(found)?;
                    within(&format!("[{found}]"), node.check(item))
                })
            }
            (Node::Typed { name, type_id, payload }, Value::Object(object)) => {
                if object.name() != name || object.wire_id().is_some_and(|id| id != *type_id) {
                    return Err(format!("{name} {type_id}, not {} {:?}", object.name(), object.wire_id()));
                }
                let ours = object.as_value().map_err(|error| error.to_string())?;
                within(&format!("<{name}>"), payload.check(&ours))
            }
            (Node::Protobuf { message, .. }, Value::Object(object)) if object.name() == short(message) => {
                within(&format!("<{}>", object.name()), self.check(&payload(object)?))
            }
            (Node::Object { py, attrs }, Value::Object(object)) if object.name() == py => {
                let ours = Dict::try_from(payload(object)?).map_err(|error| error.to_string())?;
                within(&format!("<{py}>"), check_attributes(attrs, &ours))
            }
            (Node::Enum { name, value }, Value::Object(object)) if object.name() == name => within(
                &format!("<{name}>"),
                Node::Int { v: Some(value.to_string()), hexv: None }.check(&payload(object)?),
            ),
            _ if self.is_scalar(value) => Ok(()),
            _ => Err(format!("{}, not {}", excerpt(&format!("{self:?}")), excerpt(&value.to_string()))),
        }
    }

    /// Whether this says what the value is, and not only what made it.
    pub fn describes_a_value(&self) -> bool {
        !matches!(self, Node::Other { .. } | Node::Registration | Node::Frame)
    }

    /// Whether bytes, ext values or keys other than strings are in it, for which text formats have no form.
    pub fn needs_binary(&self) -> bool {
        match self {
            Node::Bytes { .. } | Node::ByteArray { .. } | Node::Ext { .. } => true,
            Node::List { v } | Node::Tuple { v } => v.iter().any(Node::needs_binary),
            Node::Dict { v } => {
                v.iter().any(|(key, item)| !matches!(key, Node::Str { .. }) || item.needs_binary())
            }
            Node::Typed { payload, .. } => payload.needs_binary(),
            _ => false,
        }
    }

    fn is_scalar(&self, value: &Value) -> bool {
        match (self, value) {
            (Node::Null, Value::Null) => true,
            (Node::Bool { v }, Value::Bool(ours)) => v == ours,
            (Node::Int { .. }, Value::Int(_) | Value::UInt(_) | Value::BigInt(_)) => {
                let ours = value.to_string();
                ours == self.int()
            }
            (Node::Float { bits }, Value::Float(ours)) => same_bits(float(bits), *ours),
            (Node::Str { v: Some(text), .. }, Value::String(ours)) => text == ours,
            (
                Node::Bytes { hex } | Node::ByteArray { hex } | Node::Protobuf { hex, .. },
                Value::Bytes(ours),
            ) => hex::bytes(hex) == **ours,
            // The data of an array in JSON.
            (Node::Str { v: Some(text), .. }, Value::Bytes(ours)) => {
                STANDARD.decode(text).is_ok_and(|bytes| bytes == **ours)
            }
            (Node::Ext { code, hex }, Value::Ext(ours)) => {
                *code == ours.code() && hex::bytes(hex) == ours.data()
            }
            _ => false,
        }
    }

    /// The decimal digits of an integer node.
    fn int(&self) -> String {
        match self {
            Node::Int { v: Some(decimal), .. } => decimal.clone(),
            Node::Int { hexv: Some(digits), .. } => hex::decimal(digits),
            _ => panic!("an integer node without digits: {self:?}"),
        }
    }
}

/// `Reading` of `demo.Reading`.
fn short(message: &str) -> &str {
    message.rsplit('.').next().unwrap_or(message)
}

fn payload(object: &codec::Object) -> Result<Value, String> {
    object.as_value().map_err(|error| error.to_string())
}

/// The same attributes, in any order.
fn check_attributes(attributes: &BTreeMap<String, Node>, ours: &Dict) -> Result<(), String> {
    if let Some(more) = ours.keys().find(|key| !attributes.contains_key(*key)) {
        return Err(format!("{more}: the peer has none"));
    }
    attributes.iter().try_for_each(|(key, node)| {
        let item = ours.get(key).ok_or_else(|| format!("{key}: ours has none"))?;
        within(&format!(".{key}"), node.check(item))
    })
}

fn dict(entries: &[(Node, Node)], make: &Make<'_>) -> Result<Value, String> {
    let pairs = entries.iter().map(|(key, item)| Ok((key.to_value(make)?, item.to_value(make)?)));
    let pairs = pairs.collect::<Result<Vec<_>, String>>()?;
    if pairs.iter().all(|(key, _)| key.is_string()) {
        let text = |key: Value| key.as_str().unwrap_or_default().to_owned();
        return Ok(pairs.into_iter().map(|(key, item)| (text(key), item)).collect::<Dict>().into());
    }
    Ok(pairs.into_iter().collect::<Map>().into())
}

fn float(bits: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(bits, 16).expect("sixteen hexadecimal digits"))
}

/// Text formats have one NaN; the sign and payload of Python's are not on the wire.
fn same_bits(theirs: f64, ours: f64) -> bool {
    theirs.to_bits() == ours.to_bits() || theirs.is_nan() && ours.is_nan()
}

fn within(place: &str, result: Result<(), String>) -> Result<(), String> {
    result.map_err(|error| {
        format!("{place}{}{error}", if error.starts_with(['[', '.', '<']) { "" } else { ": " })
    })
}

/// The head of a long text.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(120) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(text: &str) -> Node {
        serde_json::from_str(text).unwrap()
    }

    fn plain(text: &str) -> Value {
        node(text).to_value(&|name, _| Err(name.to_owned())).unwrap()
    }

    #[test]
    fn nodes_describe_their_own_values() {
        for text in [
            r#"{"t":"null"}"#,
            r#"{"t":"int","v":"-123456789012345678901234567890"}"#,
            r#"{"t":"float","repr":"-0.0","bits":"8000000000000000"}"#,
            r#"{"t":"bytearray","hex":"00ff"}"#,
            r#"{"t":"tuple","v":[{"t":"str","v":"x"},{"t":"bool","v":true}]}"#,
            r#"{"t":"dict","v":[[{"t":"str","v":"b"},{"t":"int","hexv":"ff"}],[{"t":"str","v":"a"},{"t":"null"}]]}"#,
        ] {
            assert_eq!(node(text).check(&plain(text)), Ok(()), "{text}");
        }
    }

    #[test]
    fn differences_are_found_and_placed() {
        let zero = node(r#"{"t":"float","repr":"0.0","bits":"0000000000000000"}"#);
        assert!(zero.check(&Value::from(-0.0)).is_err());
        let nested =
            node(r#"{"t":"list","v":[{"t":"dict","v":[[{"t":"str","v":"k"},{"t":"bool","v":true}]]}]}"#);
        let ours = Value::from(vec![Value::from(Dict::from([("k", 1)]))]);
        assert_eq!(nested.check(&ours).unwrap_err(), "[0].k: Bool { v: true }, not 1");
    }
}

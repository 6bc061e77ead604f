//! All codecs, for the tests that hold for each of them.

use codec::{
    Dict, DynCodec, Json, Limits, List, MsgPack, MsgPackBlosc, Registry, RegistryError, Value, ValueCodec,
};

use crate::cbor::{self, Cbor};
use crate::plain::{self, Plain};

/// What a test asks of a codec.
#[derive(Debug, Clone, Default)]
pub struct Setup {
    /// All linked types, if none is given.
    pub registry: Option<Registry>,
    pub limits: Limits,
    pub keep_unknown: bool,
}

/// A codec under test.
#[derive(Clone, Copy)]
pub struct Subject {
    pub name: &'static str,
    build: fn(Setup) -> Result<Box<dyn DynCodec>, RegistryError>,
    /// What a writer that knows nothing of this crate makes of plain data; nothing, if the format does not hold it.
    pub foreign: fn(&Plain) -> Option<Vec<u8>>,
    /// Whether that writer and ours make the same bytes.
    pub is_canonical: bool,
    /// What the format does not hold: how the error begins.
    lacks: fn(&Value) -> Option<&'static str>,
    /// Whether keys are text, so that others become it; otherwise they keep their types.
    text_keys: bool,
}

/// A codec whose builder has the options that all have, and perhaps one more.
macro_rules! built {
    ($codec:ident $(, $option:ident($value:expr))?) => {
        built!(=> $codec::builder()$(.$option($value))?)
    };
    (=> $builder:expr) => {
        |setup| {
            let builder = $builder.limits(setup.limits).keep_unknown(setup.keep_unknown);
            let builder = match setup.registry {
                Some(registry) => builder.registry(registry),
                None => builder,
            };
            Ok(Box::new(builder.build()?))
        }
    };
}

/// Every codec that holds any value: to add one is to add a line, with what its format does not hold. `FastJson` and
/// `Protobuf` are for messages alone and have tests of their own.
pub const ALL: [Subject; 6] = [
    Subject { name: "Json", build: built!(Json), ..JSON },
    Subject { name: "Json in Python's style", build: built!(Json, python_style(true)), ..JSON },
    Subject { name: "Json, pretty", build: built!(Json, pretty(true)), ..JSON },
    Subject { name: "MsgPack", build: built!(MsgPack), ..MSGPACK },
    Subject {
        name: "MsgPackBlosc",
        build: built!(MsgPackBlosc),
        foreign: stored,
        is_canonical: false,
        ..MSGPACK
    },
    Subject { name: "CBOR by a user", build: built!(=> ValueCodec::builder(Cbor)), ..CBOR },
];

const JSON: Subject = Subject {
    name: "",
    build: built!(Json),
    foreign: |plain| plain::json(plain).map(String::into_bytes),
    is_canonical: false,
    lacks: |value| match value {
        Value::Bytes(_) => Some("no serializer found for type bytes"),
        Value::Ext(_) => Some("no serializer found for type ext"),
        _ => None,
    },
    text_keys: true,
};

const MSGPACK: Subject = Subject {
    name: "",
    build: built!(MsgPack),
    foreign: |plain| Some(plain::msgpack(plain)),
    is_canonical: true,
    lacks: |value| match value {
        Value::BigInt(_) => Some("MessagePack has no integer "),
        _ => None,
    },
    text_keys: false,
};

const CBOR: Subject = Subject {
    name: "",
    build: built!(=> ValueCodec::builder(Cbor)),
    foreign: |plain| Some(cbor::foreign(plain)),
    is_canonical: false,
    lacks: |value| match value {
        Value::Ext(_) => Some("CBOR has no form for this kind of value"),
        Value::BigInt(number) if number.as_i128().is_none() && number.as_u128().is_none() => {
            Some("an integer beyond 128 bits")
        }
        _ => None,
    },
    text_keys: false,
};

/// MessagePack in a container that is stored as it is: flags 2, one block.
fn stored(plain: &Plain) -> Option<Vec<u8>> {
    let data = plain::msgpack(plain);
    let len = u32::try_from(data.len()).ok()?;
    let sizes = [len, len, len.checked_add(16)?].map(u32::to_le_bytes).concat();
    Some([&[2, 1, 2, 8][..], &sizes, &data].concat())
}

impl Subject {
    /// Whether the format is read by a parser of this crate, which meets the limits on its way and sees every key. A
    /// user's format gives a value, where no key stands twice.
    pub fn is_native(&self) -> bool {
        !self.name.starts_with("CBOR")
    }

    /// The codec.
    ///
    /// # Panics
    /// If its registry cannot be built.
    pub fn with(&self, setup: Setup) -> Box<dyn DynCodec> {
        (self.build)(setup).expect("a codec")
    }

    /// The codec with all linked types and the limits that it has by default.
    ///
    /// # Panics
    /// If linked types collide.
    pub fn codec(&self) -> Box<dyn DynCodec> {
        self.with(Setup::default())
    }

    /// What comes back of a plain value.
    ///
    /// # Errors
    /// If the format does not hold it: how the error begins.
    pub fn carried(&self, value: &Value) -> Result<Value, &'static str> {
        if let Some(error) = (self.lacks)(value) {
            return Err(error);
        }
        Ok(match value {
            Value::List(list) => {
                list.iter().map(|item| self.carried(item)).collect::<Result<List, _>>()?.into()
            }
            Value::Dict(dict) => {
                let entries = dict.iter().map(|(key, item)| Ok((key.to_owned(), self.carried(item)?)));
                entries.collect::<Result<Dict, _>>()?.into()
            }
            Value::Map(map) => {
                let entries = map.iter().map(|(key, item)| Ok((self.key(key)?, self.carried(item)?)));
                let entries = entries.collect::<Result<Vec<_>, _>>()?;
                // Where all keys are text there is no sign that it was a map.
                match entries
                    .iter()
                    .map(|(key, _)| key.as_str().map(str::to_owned))
                    .collect::<Option<Vec<_>>>()
                {
                    Some(keys) => keys
                        .into_iter()
                        .zip(entries.into_iter().map(|(_, item)| item))
                        .collect::<Dict>()
                        .into(),
                    None => Value::Map(entries.into_iter().collect()),
                }
            }
            Value::Object(object) => {
                self.carried(&object.as_value().expect("a payload"))?;
                value.clone()
            }
            Value::Unknown(unknown) => {
                self.carried(unknown.data())?;
                value.clone()
            }
            _ => value.clone(),
        })
    }

    /// Python's `json` makes text of the keys that are scalars, and refuses others.
    fn key(&self, key: &Value) -> Result<Value, &'static str> {
        if !self.text_keys {
            return self.carried(key);
        }
        Ok(Value::from(match key {
            Value::String(text) => text.clone(),
            Value::Null => "null".to_owned(),
            Value::Bool(bool) => bool.to_string(),
            Value::Int(_) | Value::UInt(_) | Value::BigInt(_) => key.to_string(),
            Value::Float(float) => plain::json(&Plain::F64(*float)).expect("a float"),
            _ => return Err("keys must be str, int, float, bool or None, not "),
        }))
    }
}

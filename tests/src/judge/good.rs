//! A message that a codec must read after any other that it refused.

use codec::{AclMessage, Codec as _, Dict, DynCodec, MangoMessage, Value};

use super::types::{Holder, Leaf};
use crate::messages::Reading;

/// A good message of a codec, with its value.
pub struct Good {
    value: Value,
    bytes: Vec<u8>,
}

impl Good {
    /// It holds typed objects, also one in a field that serde carries, so that what is left over in a thread would show.
    ///
    /// # Panics
    /// If the codec does not hold it.
    pub fn new(codec: &dyn DynCodec, name: &str) -> Self {
        let leaf = Leaf { n: 1, s: None };
        let held = Value::from(Holder { held: leaf.clone().into(), leaves: vec![leaf], ..Holder::default() });
        let value: Value = match name {
            "Protobuf" => {
                let content = Reading { sensor: "s".into(), value: 0.5, at: 1, series: vec![1] }.into();
                AclMessage { content, ..AclMessage::default() }.into()
            }
            "FastJson" => {
                MangoMessage { content: held, meta: Some(Dict::new()), ..MangoMessage::default() }.into()
            }
            _ => Dict::from([("k", vec![held])]).into(),
        };
        let bytes = codec.encode(&value).expect("a good message");
        Good { value: codec.decode(&bytes).expect("a good message"), bytes }
    }

    /// # Panics
    /// If it is no longer read.
    pub fn check(&self, codec: &dyn DynCodec) {
        assert_eq!(codec.decode(&self.bytes).expect("a good message"), self.value);
    }
}

//! CBOR: the format of the example, and plain data in it.

#[path = "../../examples/custom_codec/cbor.rs"]
mod format;

use ciborium::Value as Item;

use crate::plain::Plain;

pub(crate) use format::Cbor;

/// By another way than the example's, which goes by this crate's values.
pub(crate) fn foreign(plain: &Plain) -> Vec<u8> {
    let mut out = Vec::new();
    ciborium::into_writer(&item(plain), &mut out).expect("memory can be written to");
    out
}

fn item(plain: &Plain) -> Item {
    match plain {
        Plain::Nil => Item::Null,
        Plain::Boolean(bool) => Item::Bool(*bool),
        Plain::Integer(int) => match int.as_u64() {
            Some(int) => Item::from(int),
            None => Item::from(int.as_i64().expect("negative")),
        },
        Plain::F32(float) => Item::Float(f64::from(*float)),
        Plain::F64(float) => Item::Float(*float),
        Plain::String(text) => Item::Text(text.as_str().expect("UTF-8").to_owned()),
        Plain::Binary(bytes) => Item::Bytes(bytes.clone()),
        Plain::Array(items) => Item::Array(items.iter().map(item).collect()),
        Plain::Map(entries) => {
            Item::Map(entries.iter().map(|(key, value)| (item(key), item(value))).collect())
        }
        Plain::Ext(..) => panic!("CBOR has no ext values"),
    }
}

//! A codec of one's own: CBOR, in a page. The format turns plain values into bytes and back; tags, the registry, limits
//! and errors come with [`ValueCodec`], which is a codec like every other.

mod cbor;

use std::collections::BTreeMap;

use cbor::Cbor;
use codec::{AclMessage, Bytes, Codec, DynCodec, Json, Performative, ValueCodec, json_serializable};

#[json_serializable]
#[derive(Debug, Clone, PartialEq)]
struct Reading {
    at: u64,
    levels: Vec<f64>,
    by_channel: BTreeMap<u8, String>,
}

#[json_serializable]
#[derive(Debug, Clone, PartialEq)]
struct Picture {
    pixels: Bytes,
    hash: u128,
}

/// Written once, for whatever codec comes.
fn send(codec: &dyn DynCodec, reading: &Reading) -> Result<Vec<u8>, codec::SerializationError> {
    codec.encode(&AclMessage {
        performative: Some(Performative::Inform),
        content: reading.clone().into(),
        ..AclMessage::default()
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let codecs: [(&str, Box<dyn DynCodec>); 2] =
        [("JSON", Box::new(Json::new())), ("CBOR", Box::new(ValueCodec::new(Cbor)))];
    let channels = BTreeMap::from([(1, "inlet".to_owned()), (2, "outlet".to_owned())]);
    let reading = Reading { at: 1_700_000_000, levels: vec![0.5, 0.25], by_channel: channels };

    for (name, codec) in &codecs {
        let bytes = send(codec, &reading)?;
        let message: AclMessage = codec.decode_as(&bytes)?;
        assert_eq!(message.content.downcast_ref::<Reading>(), Some(&reading));
        println!("{name}: {} bytes, {}", bytes.len(), message.content);
    }

    // What JSON has no form for: bytes, and keys that are not text.
    let codec = ValueCodec::new(Cbor);
    let picture = Picture { pixels: Bytes::from(vec![0, 255]), hash: u128::MAX };
    assert_eq!(codec.decode(&codec.encode(&picture)?)?.downcast::<Picture>()?, picture);
    println!("{}", Json::new().encode(&picture).unwrap_err());
    let keys = codec.decode(&codec.encode(&BTreeMap::from([((1, true), "pair")]))?)?;
    assert_eq!(keys.to_string(), "{[1, True]: 'pair'}");

    // Errors name the place, and an id that is unknown.
    let error = ValueCodec::with_registry(Cbor, codec::Registry::empty()).decode(&codec.encode(&picture)?);
    println!("{}", error.unwrap_err());
    let wrong = BTreeMap::from([("hash", "much")]);
    println!("{}", codec.decode_as::<BTreeMap<String, u8>>(&codec.encode(&wrong)?).unwrap_err());
    Ok(())
}

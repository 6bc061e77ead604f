//! mango's protobuf codec: prost messages that are found by their id, as content of an ACL message and by themselves.

use codec::{AclMessage, Codec, MangoMessage, Performative, Protobuf, Serializer, Value, proto_serializable};

/// `message Reading { string sensor = 1; double value = 2; }`
///
/// The attribute registers it at link time. For code that prost-build generates, let it write the attribute:
/// `config.message_attribute("demo.Reading", "#[codec::proto_serializable]")`.
#[proto_serializable]
#[derive(Clone, PartialEq, prost::Message)]
struct Reading {
    #[prost(string, tag = "1")]
    sensor: String,
    #[prost(double, tag = "2")]
    value: f64,
}

/// A message of another crate, which has no attribute.
#[derive(Clone, PartialEq, prost::Message)]
struct Blob {
    #[prost(bytes = "vec", tag = "1")]
    content: Vec<u8>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut codec = Protobuf::new();
    codec.register_proto_type::<Blob>()?;

    // By itself: an envelope with the id that mango gives the Python class `Reading`.
    let reading = Reading { sensor: "s1".into(), value: 1.5 };
    let bytes = codec.encode(&reading)?;
    println!("bytes:     {bytes:02x?}");
    let value = codec.decode(&bytes)?;
    println!("decoded:   {:?}", value.downcast_ref::<Reading>());

    // As mango's agents send it: in an ACL message. The content has its own id.
    let message = AclMessage {
        sender_id: Some("rusty".into()),
        sender_addr: vec![Value::from("127.0.0.1"), 15572.into()].into(),
        receiver_id: Some("agent0".into()),
        performative: Some(Performative::Inform),
        content: reading.into(),
        ..AclMessage::default()
    };
    let message: AclMessage = codec.decode_as(&codec.encode(&message)?)?;
    println!("from:      {} at {}", message.sender_id.as_deref().unwrap_or("nobody"), message.sender_addr);
    println!("content:   {:?}", message.content.downcast::<Reading>()?);

    // Foreign types go by `codec.object`.
    let bytes = codec.encode(&codec.object(&Blob { content: b"some_bytes_string".to_vec() })?)?;
    println!("by hand:   {:?}", codec.decode(&bytes)?.downcast::<Blob>()?);

    // What mango pickles is refused, until someone decides otherwise.
    let pickled = MangoMessage { content: "Hey!".into(), ..MangoMessage::default() };
    println!("refused:   {}", codec.encode(&pickled).unwrap_err());
    let builder = Protobuf::builder().allow_pickle(true).serializers([Serializer::proto::<Blob>()]);
    let bytes = builder.build()?.encode(&pickled)?;
    println!("a pickle:  {bytes:02x?}");
    Ok(())
}

use codec::{Codec, Json, Registry, json_serializable};

#[json_serializable]
#[derive(Debug, PartialEq)]
struct DecoratorData {
    x: i64,
    y: String,
    z: Vec<f64>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = DecoratorData { x: 1, y: "abc".into(), z: vec![0.5] };
    let codec = Json::new();
    let bytes = codec.encode(&data)?;
    println!("{}", String::from_utf8_lossy(&bytes));
    let value = codec.decode(&bytes)?;
    println!("{value}");
    assert_eq!(codec.decode_as::<DecoratorData>(&bytes)?, data);
    let d: DecoratorData = value.downcast()?;
    assert_eq!(d, data);
    println!("{}", Registry::linked()?);
    println!("{}", data.as_dict()?.len());
    println!("{}", codec.decode(br#"{"__type__":[-1446958807,{"x":1,"y":2}]}"#).unwrap_err());
    println!("{}", codec.decode(br#"{"__type__":[797259889,{"content":{"__type__":[5,6]}}]}"#).unwrap_err());
    Ok(())
}

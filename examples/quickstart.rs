//! The main job: annotate a struct, send it, and get it back without saying which type it is.

use codec::{Codec, Dict, Json, Registry, Value, json_serializable};

/// Its twin in Python is a class `DecoratorData` with the parameters `x`, `y` and `z`, decorated with mango's
/// `@json_serializable`. Both have the id -1446958807.
#[json_serializable]
#[derive(Debug, PartialEq)]
struct DecoratorData {
    x: i64,
    y: String,
    z: Vec<f64>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = DecoratorData { x: 1, y: "abc".into(), z: vec![0.5] };

    // The codec knows every annotated type of the program: nothing is registered by hand.
    let codec = Json::new();
    let bytes = codec.encode(&data)?;
    println!("bytes:      {}", String::from_utf8_lossy(&bytes));
    assert_eq!(bytes, br#"{"__type__":[-1446958807,{"x":1,"y":"abc","z":[0.5]}]}"#);

    // Byte for byte what CPython writes.
    let python = Json::builder().python_style(true).build()?;
    println!("as Python:  {}", python.encode_to_string(&data)?);

    // The type is found at run time, by its id.
    let value: Value = codec.decode(&bytes)?;
    println!("decoded:    {value}");
    if let Some(data) = value.downcast_ref::<DecoratorData>() {
        println!("in place:   x is {}", data.x);
    }
    let owned: DecoratorData = value.downcast()?;
    assert_eq!(owned, data);

    // Or the type is known, and anything else is an error.
    let typed: DecoratorData = codec.decode_as(&bytes)?;
    assert_eq!(typed, data);

    // The generic form: what Python's `__asdict__` gives, and a way to build from it.
    let mut dict: Dict = data.as_dict()?;
    println!("as dict:    {dict}");
    dict.insert("x".to_owned(), Value::from(2));
    println!("from dict:  {:?}", DecoratorData::from_dict(dict)?);

    // Which types this program knows, under which ids, and where they are defined.
    println!("\n{}", Registry::linked()?);
    Ok(())
}

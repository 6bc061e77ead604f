//! Types of other crates, which cannot be annotated: by two functions, as a field, and as the fallback.

use std::time::Duration;

use codec::{Codec, DecodeError, FallbackSerializer, Json, Serializer, Value, json_serializable};

/// Stands for another crate whose types know neither this one nor serde.
mod geo {
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub(crate) struct Coordinate {
        pub(crate) lat: f64,
        pub(crate) lon: f64,
    }
}

use geo::Coordinate;

/// A serializer is two functions: to a [`Value`], and back. It needs an id, since no Python class gives it one.
fn coordinate() -> Serializer {
    Serializer::new::<Coordinate>(
        |at| Ok(Value::from([at.lat, at.lon])),
        |value| {
            let [lat, lon] = <[f64; 2]>::try_from(codec::from_value::<Vec<f64>>(value)?)
                .map_err(|_| DecodeError::custom("a coordinate has two numbers"))?;
            Ok(Coordinate { lat, lon })
        },
    )
    .with_type_id(100)
}

fn duration() -> Serializer {
    let serializer = Serializer::new::<Duration>(
        |duration| Ok(Value::from(duration.as_secs_f64())),
        |value| Duration::try_from_secs_f64(f64::try_from(value)?).map_err(DecodeError::custom),
    );
    serializer.with_type_id(101)
}

/// An annotated type with foreign fields.
#[json_serializable]
#[derive(Debug, PartialEq)]
struct Trip {
    /// Sent as a tagged object. Where no codec is known, as in `as_dict`, `coordinate` gives the serializer.
    #[codec(object = coordinate)]
    from: Coordinate,
    /// Sent as a tagged object too; a type that serde knows needs no name here.
    #[codec(object)]
    time: Duration,
}

/// The path of a service, which peers receive as a [`Proxy`].
struct Service {
    path: &'static str,
}

#[derive(Debug, PartialEq)]
struct Proxy(String);

fn services() -> FallbackSerializer {
    FallbackSerializer::new(
        102,
        |object| object.downcast_ref::<Service>().map(|service| Ok(Value::from(service.path))),
        |value| Ok(Proxy(String::try_from(value)?)),
    )
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Extra serializers, as functions.
    let mut codec = Json::builder().serializers([coordinate, duration]).build()?;

    let bremen = Coordinate { lat: 53.08, lon: 8.8 };
    let bytes = codec.encode(&codec.object(&bremen)?)?;
    println!("foreign type: {}", String::from_utf8_lossy(&bytes));
    assert_eq!(codec.decode(&bytes)?.downcast::<Coordinate>()?, bremen);

    let trip = Trip { from: bremen, time: Duration::from_millis(1500) };
    let bytes = codec.encode(&trip)?;
    println!("as fields:    {}", String::from_utf8_lossy(&bytes));
    assert_eq!(codec.decode_as::<Trip>(&bytes)?, trip);
    assert_eq!(Trip::from_dict(trip.as_dict()?)?, trip);

    println!("refused:      {}", codec.decode(br#"{"__type__":[100,[1.0]]}"#).unwrap_err());

    // What nothing else covers; aiomas's serializer for `object`.
    println!("not covered:  {}", codec.object(&Service { path: "agents/0" }).unwrap_err());
    codec.set_fallback(services())?;
    let bytes = codec.encode(&codec.object(&Service { path: "agents/0" })?)?;
    println!("fallback:     {}", String::from_utf8_lossy(&bytes));
    assert_eq!(codec.decode(&bytes)?.downcast::<Proxy>()?, Proxy("agents/0".into()));
    Ok(())
}

//! Types of well-known crates that stand for Python's: arrays, times, UUIDs and decimals, as fields and by themselves.

use codec::ext::{self, ndarray::NdArray};
use codec::{Codec, Json, Serializer, json_serializable};
use jiff::Timestamp;
use ndarray::{Array2, array};
use rust_decimal::Decimal;
use uuid::Uuid;

/// Sent as tagged objects, so that Python receives its own `UUID`, `Decimal`, `Arrow` and `ndarray`.
#[json_serializable]
#[derive(Debug, PartialEq)]
struct Bid {
    #[codec(object = ext::uuid::serializer)]
    id: Uuid,
    #[codec(object = ext::decimal::serializer)]
    price: Decimal,
    #[codec(object = ext::jiff::serializer)]
    at: Timestamp,
    #[codec(object = ext::ndarray::serializer)]
    load: Array2<f64>,
    /// Without the attribute: the crate's own form for serde, here a text.
    reply_to: Uuid,
}

/// `arrow`'s class has no id of its own; aiomas numbers it. Here both sides agree on one.
fn times() -> Serializer {
    ext::jiff::serializer().with_type_id(100)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Nothing is registered by itself: the codec gets what it may read.
    let serializers = [ext::uuid::serializer, ext::decimal::serializer, times, ext::ndarray::serializer];
    let codec = Json::builder().serializers(serializers).build()?;

    let bid = Bid {
        id: Uuid::from_u128(1),
        price: Decimal::new(12_50, 2),
        at: "2015-01-15T13:37:00Z".parse()?,
        load: array![[1.0, 2.5], [0.0, -1.0]],
        reply_to: Uuid::from_u128(2),
    };
    let bytes = codec.encode(&bid)?;
    println!("fields:    {}", String::from_utf8_lossy(&bytes));
    assert_eq!(codec.decode_as::<Bid>(&bytes)?, bid);

    // At top level: any array type is sent under the one id of `numpy.ndarray`. A view in another order is written in
    // C order, as NumPy writes it.
    let bytes = codec.encode(&array![[1_i32, 2], [3, 4]].reversed_axes())?;
    println!("array:     {}", String::from_utf8_lossy(&bytes));

    // Its dtype is known at run time, or asked for.
    let any = codec.decode(&bytes)?.downcast::<NdArray>()?;
    println!("arrived:   {} {:?}", any.dtype(), any.shape());
    println!("as i32:    {}", Array2::<i32>::try_from(any)?);
    println!("as f64:    {}", codec.decode_as::<Array2<f64>>(&bytes).unwrap_err());

    // What the Rust type cannot hold is refused, and never rounded.
    println!("refused:   {}", codec.decode(br#"{"__type__":[-1448468165,"NaN"]}"#).unwrap_err());
    println!("refused:   {}", codec.encode(&Timestamp::from_nanosecond(1)?).unwrap_err());
    Ok(())
}

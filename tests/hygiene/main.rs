//! Generated code under attack: what may stand around an annotated type without touching it.

mod generated;
mod items;
mod names;
mod proto;
mod reexported;
mod shadowed;
mod strict;

/// Through the codec and back, by way of bytes, values and serde_json.
#[track_caller]
pub(crate) fn passes<T>(value: T)
where
    T: codec::JsonSerializable + serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    use codec::{Codec, Json};
    let codec = Json::with_serializers([T::serializer().with_type_id(9)]);
    let bytes = codec.encode(&value).unwrap();
    assert!(bytes.starts_with(br#"{"__type__":[9,"#));
    assert_eq!(codec.decode_as::<T>(&bytes).unwrap(), value);
    assert_eq!(codec.decode(&bytes).unwrap().downcast::<T>().unwrap(), value);
    assert_eq!(codec::__private::from_twin_json::<T>(&codec, &bytes).unwrap(), value);
    assert_eq!(T::from_value(value.as_value().unwrap()).unwrap(), value);
    let plain = serde_json::to_string(&value).unwrap();
    assert_eq!(serde_json::from_str::<T>(&plain).unwrap(), value);
}

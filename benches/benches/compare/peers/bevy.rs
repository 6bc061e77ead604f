//! `bevy_reflect`: the type's path as tag, fields by reflection, and the type itself made of what comes out.
//!
//! Content and items are of a type that is known beforehand, so that one tag is read where ours reads two or 1,001.

use std::rc::Rc;

use bevy_reflect::serde::{ReflectDeserializer, ReflectSerializer};
use bevy_reflect::{FromReflect, GetTypeRegistration, Reflect, TypeRegistry};
use codec_benches::documents;
use codec_benches::{Outcome, ensure};
use serde::Serialize as _;
use serde::de::{DeserializeOwned, DeserializeSeed as _};

use super::{Peer, own};

pub(crate) const BEVY: &str = "bevy_reflect";

pub(crate) fn over_serde_json(message: &str) -> Outcome<Peer> {
    match message {
        "S" => peer::<own::S>(documents::S.plain),
        "M" => peer::<own::M>(documents::M.plain),
        "L" => peer::<own::L>(documents::L.plain),
        "X" => peer::<own::X>(documents::X.plain),
        _ => peer::<own::T>(documents::T.plain),
    }
}

fn peer<T>(plain: &str) -> Outcome<Peer>
where
    T: Reflect + FromReflect + GetTypeRegistration + DeserializeOwned + PartialEq,
{
    let mut registry = TypeRegistry::new();
    registry.register::<T>();
    let (registry, value) = (Rc::new(registry), Rc::new(serde_json::from_str::<T>(plain)?));
    let text = serde_json::to_vec(&ReflectSerializer::new(&*value, &registry))?;
    ensure(decode::<T>(&registry, &text)? == *value, BEVY)?;
    let (decoder, encoder, again, reused) =
        (Rc::clone(&registry), Rc::clone(&registry), registry, Rc::clone(&value));
    Ok(Peer::new(BEVY)
        .decode(move || decode::<T>(&decoder, &text))
        .encode(move || serde_json::to_vec(&ReflectSerializer::new(&*value, &encoder)))
        .encode_reused(move |out| {
            ReflectSerializer::new(&*reused, &again).serialize(&mut serde_json::Serializer::new(out))
        }))
}

fn decode<T: FromReflect>(registry: &TypeRegistry, text: &[u8]) -> Outcome<T> {
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let object = ReflectDeserializer::new(registry).deserialize(&mut deserializer)?;
    deserializer.end()?;
    T::from_reflect(&*object).ok_or_else(|| "not of this type".into())
}

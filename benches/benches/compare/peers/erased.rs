//! erased-serde as one builds typed messages on it: a table of functions by name, tag and content side by side.

use std::any::Any;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use codec_benches::plain::{L, M, Payload, S, T, X};
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An object of one of the types in the table.
pub(crate) struct Erased(pub(crate) Box<dyn Registered>);

pub(crate) trait Registered: erased_serde::Serialize + Any {
    fn name(&self) -> &'static str;
}

erased_serde::serialize_trait_object!(Registered);

type Decode = fn(&mut dyn erased_serde::Deserializer<'_>) -> erased_serde::Result<Box<dyn Registered>>;

fn decode<T: Registered + for<'de> Deserialize<'de>>(
    from: &mut dyn erased_serde::Deserializer<'_>,
) -> erased_serde::Result<Box<dyn Registered>> {
    erased_serde::deserialize::<T>(from).map(|value| Box::new(value) as _)
}

macro_rules! register {
    ($($name:literal $type:ty,)*) => {
        $(impl Registered for $type {
            fn name(&self) -> &'static str {
                $name
            }
        })*

        static TABLE: LazyLock<HashMap<&'static str, Decode>> =
            LazyLock::new(|| HashMap::from([$(($name, decode::<$type> as Decode)),*]));
    };
}

register! {
    "S" S,
    "Payload" Payload,
    "M" M<Erased>,
    "L" L<Erased>,
    "X" X,
    "T" T,
}

impl Serialize for Erased {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_struct("Erased", 2)?;
        object.serialize_field("type", self.0.name())?;
        object.serialize_field("value", &*self.0)?;
        object.end()
    }
}

impl<'de> Deserialize<'de> for Erased {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Tagged)
    }
}

struct Tagged;

impl<'de> Visitor<'de> for Tagged {
    type Value = Erased;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `type` and `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Erased, A::Error> {
        let Some(("type", name)) = map.next_entry::<&str, &str>()? else {
            return Err(A::Error::missing_field("type"));
        };
        let decode = *TABLE.get(name).ok_or_else(|| A::Error::custom("unknown type"))?;
        let Some("value") = map.next_key::<&str>()? else { return Err(A::Error::missing_field("value")) };
        let object = map.next_value_seed(By(decode))?;
        match map.next_key::<&str>()? {
            Some(_) => Err(A::Error::custom("a key too many")),
            None => Ok(Erased(object)),
        }
    }
}

/// Decodes what follows by this function.
struct By(Decode);

impl<'de> DeserializeSeed<'de> for By {
    type Value = Box<dyn Registered>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        (self.0)(&mut <dyn erased_serde::Deserializer<'_>>::erase(from)).map_err(D::Error::custom)
    }
}

//! How one type is written and read in every format: what `T::serializer()` gives and `add_serializer` takes.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "what is counted are fields, elements and rows: never more than a message has bytes, or a program types"
)]

mod custom;
pub(crate) mod entry;
mod fallback;
mod field_code;
pub(crate) mod generic;
pub(crate) mod json;
pub(crate) mod levels;
#[cfg(feature = "msgpack")]
pub(crate) mod msgpack;
mod object;
pub(crate) mod objects;
#[cfg(feature = "protobuf")]
pub(crate) mod proto;
pub(crate) mod reader;
pub(crate) mod route;
mod scratch;
pub(crate) mod serde;
pub(crate) mod shape;
mod slots;
pub(crate) mod table;
#[cfg(test)]
mod tests;
pub(crate) mod traits;
pub(crate) mod tree;
pub(crate) mod ty;
pub(crate) mod writer;

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::Arc;

use crate::error::{DecodeError, SerializationError};
use crate::type_id::{Profile, PythonVersion, proto_ids};
use crate::value::{About, Object, Value};
use custom::Custom;
use entry::{Entry, Record};
#[cfg(feature = "fast_json")]
use shape::Payload;
use shape::{Ids, Kind, Shape};

pub use fallback::FallbackSerializer;
pub use traits::JsonSerializable;

/// How one Rust type is written and read, and under which ids.
///
/// # Example
/// ```standalone_crate
/// use codec::{json_serializable, Codec, Json, Serializer};
///
/// #[json_serializable(register = false)]
/// struct MyClass { x: String, y: i64 }
///
/// let mut codec = Json::new();
/// codec.add_serializer(MyClass::serializer().with_type_id(4711))?;
/// assert_eq!(codec.id_of::<MyClass>(), Some(4711));
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Clone)]
pub struct Serializer {
    source: Source,
    /// Name and ids of an instance of a generic type.
    instance: Option<(&'static str, &'static Ids)>,
    /// What was given by hand; wins over every other id.
    explicit: Option<i32>,
    accepted: Vec<i32>,
    /// Further Rust types that stand for the same Python class; shared, since some classes have dozens, and most none.
    further: Option<Arc<[Serializer]>>,
    #[cfg(feature = "base64")]
    base64: bool,
}

/// Where the ids come from that nobody gave by hand.
enum Rule<'a> {
    Ids(&'static Ids),
    /// A generated protobuf class of this name, and further ids that are understood.
    Proto(&'a str, &'static [i32]),
    None,
}

#[derive(Clone)]
enum Source {
    Annotated(&'static Entry),
    Custom(Arc<Custom>),
}

impl Serializer {
    /// The serializer of an annotated type; the same as `T::serializer()`.
    pub fn of<T: JsonSerializable>() -> Self {
        Self::of_record::<T>()
    }

    pub(crate) fn of_record<T: Record>() -> Self {
        Self::annotated(T::ENTRY, None)
    }

    pub(crate) fn annotated(entry: &'static Entry, instance: Option<(&'static str, &'static Ids)>) -> Self {
        Serializer { instance, ..Self::from_source(Source::Annotated(entry)) }
    }

    fn from_source(source: Source) -> Self {
        Serializer {
            source,
            instance: None,
            explicit: None,
            accepted: Vec::new(),
            further: None,
            #[cfg(feature = "base64")]
            base64: false,
        }
    }

    /// A serializer for a foreign type, from a function to a [`Value`] and one back.
    ///
    /// It has no id of its own: give one with [`with_type_id`](Self::with_type_id), or hand it to a codec that
    /// numbers its serializers, as aiomas does. Make errors with [`SerializationError::custom`] and
    /// [`DecodeError::custom`]; a panic in either function becomes an error too.
    ///
    /// # Example
    /// ```
    /// use std::time::Duration;
    /// use codec::{Codec, Json, Serializer, Value};
    ///
    /// let serializer = Serializer::new::<Duration>(
    ///     |duration| Ok(Value::from(duration.as_secs_f64())),
    ///     |value| Ok(Duration::from_secs_f64(f64::try_from(value)?)),
    /// );
    /// let mut codec = Json::new();
    /// codec.add_serializer(serializer.with_type_id(7))?;
    /// let bytes = codec.encode(&codec.object(&Duration::from_millis(1500))?)?;
    /// assert_eq!(bytes, br#"{"__type__":[7,1.5]}"#);
    /// assert_eq!(codec.decode(&bytes)?.downcast::<Duration>()?, Duration::from_millis(1500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new<T: Any + Send + Sync>(
        to_value: impl Fn(&T) -> Result<Value, SerializationError> + Send + Sync + 'static,
        from_value: impl Fn(Value) -> Result<T, DecodeError> + Send + Sync + 'static,
    ) -> Self {
        Self::custom(Custom::new(to_value, from_value))
    }

    fn custom(custom: Custom) -> Self {
        Self::from_source(Source::Custom(Arc::new(custom)))
    }

    /// As [`new`](Self::new), for a type whose Python class has ids by mango's rule.
    #[cfg(any(feature = "ndarray", feature = "uuid", feature = "decimal"))]
    pub(crate) fn with_ids(mut self, ids: &'static Ids) -> Self {
        if let Source::Custom(custom) = &mut self.source {
            Arc::make_mut(custom).ids = Some(ids);
        }
        self
    }

    /// Names the Python class of a foreign type, which is what [`Object::name`] gives and texts show; without it, that
    /// is the name of the Rust type. Further types get it as well. An annotated type keeps its own name, which enters its
    /// id.
    ///
    /// # Example
    /// ```
    /// use std::time::Duration;
    /// use codec::{Codec, DecodeError, Json, Serializer, Value};
    ///
    /// let timedelta = Serializer::new::<Duration>(
    ///     |duration| Ok(Value::from(duration.as_secs_f64())),
    ///     |value| Duration::try_from_secs_f64(f64::try_from(value)?).map_err(DecodeError::custom),
    /// );
    /// let timedelta = timedelta.with_name("timedelta").with_type_id(codec::type_id("timedelta", &[], &[]));
    /// let codec = Json::builder().serializers([timedelta]).build()?;
    /// let bytes = codec.encode(&codec.object(&Duration::from_millis(1500))?)?;
    /// assert_eq!(bytes, br#"{"__type__":[2070659814,1.5]}"#);
    /// assert_eq!(codec.decode(&bytes)?.to_string(), "timedelta(1.5)");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_name(mut self, name: &str) -> Self {
        if let Source::Custom(custom) = &mut self.source {
            name.clone_into(&mut Arc::make_mut(custom).name);
        }
        self.further = self.further.map(|all| all.iter().map(|one| one.clone().with_name(name)).collect());
        self
    }

    /// Lets a further Rust type stand for the same Python class: it is sent under this serializer's ids, and read
    /// where that type is asked for; its own ids do not count. Where none is asked for, decoding gives the type of
    /// this serializer.
    ///
    /// # Example
    /// ```
    /// use std::time::Duration;
    /// use codec::{Codec, Json, Serializer, Value};
    ///
    /// #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    /// struct Seconds(f64);
    ///
    /// let serializer = Serializer::new::<Duration>(
    ///     |duration| Ok(Value::from(duration.as_secs_f64())),
    ///     |value| Ok(Duration::from_secs_f64(f64::try_from(value)?)),
    /// );
    /// let seconds = Serializer::new::<Seconds>(|this| Ok(this.0.into()), |value| Ok(Seconds(f64::try_from(value)?)));
    /// let codec = Json::builder().serializers([serializer.with_type_id(7).also(seconds)]).build()?;
    ///
    /// let bytes = codec.encode(&Seconds(1.5))?;
    /// assert_eq!(bytes, br#"{"__type__":[7,1.5]}"#);
    /// assert_eq!(codec.decode_as::<Seconds>(&bytes)?, Seconds(1.5));
    /// assert!(codec.decode(&bytes)?.is::<Duration>());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn also(self, further: impl Into<Serializer>) -> Self {
        self.also_all([further.into()])
    }

    pub(crate) fn also_all(mut self, further: impl IntoIterator<Item = Serializer>) -> Self {
        let flat = further.into_iter().flat_map(|mut one| {
            let deeper = std::mem::take(&mut one.further);
            std::iter::once(one).chain(deeper.unwrap_or_default().to_vec())
        });
        self.further = Some(self.further().iter().cloned().chain(flat).collect());
        self
    }

    /// Writes bytes inside the payload of a foreign type as standard base64 text where the format has no bytes, as
    /// JSON; elsewhere bytes stay bytes. Annotated types are not touched by it.
    ///
    /// The function from a [`Value`] is given what arrived, text or bytes, and has to read both. Feature `base64`.
    ///
    /// # Example
    /// ```
    /// use codec::{Bytes, Codec, Json, Serializer, Value};
    ///
    /// struct Picture(Vec<u8>);
    ///
    /// let picture = Serializer::new::<Picture>(
    ///     |picture| Ok(Bytes::from(picture.0.as_slice()).into()),
    ///     |value| Ok(Picture(value.to_string().into_bytes())), // decoding base64 is left out here
    /// );
    /// let codec = Json::with_serializers([picture.with_type_id(7).bytes_as_base64()]);
    /// let bytes = codec.encode(&codec.object(&Picture(vec![1, 255]))?)?;
    /// assert_eq!(bytes, br#"{"__type__":[7,"Af8="]}"#);
    /// # Ok::<(), codec::SerializationError>(())
    /// ```
    #[cfg(feature = "base64")]
    #[must_use]
    pub fn bytes_as_base64(self) -> Self {
        Serializer { base64: true, ..self }
    }

    /// Sends the type under this id, whatever the rule says. Ids that the rule gives are then accepted no longer.
    #[must_use]
    pub fn with_type_id(self, id: i32) -> Self {
        Serializer { explicit: Some(id), ..self }
    }

    /// Also understands these ids: those of older names, or of another peer.
    #[must_use]
    pub fn accepting(mut self, ids: impl IntoIterator<Item = i32>) -> Self {
        self.accepted.extend(ids);
        self
    }

    /// The Python class name, which is also what [`Object::name`] gives.
    pub fn name(&self) -> &str {
        match (&self.source, self.instance) {
            (Source::Annotated(_), Some((name, _))) => name,
            (Source::Annotated(entry), None) => entry.shape.name,
            (Source::Custom(custom), _) => &custom.name,
        }
    }

    /// The full name of the Rust type.
    pub fn type_name(&self) -> &'static str {
        match &self.source {
            Source::Annotated(entry) => (entry.type_name)(),
            Source::Custom(custom) => custom.type_name,
        }
    }

    /// Whether the type takes the macro's field code, rather than serde's derive over the same reader and writer.
    ///
    /// Both give the same bytes. Field attributes such as `flatten` and `with`, and enums with data, take serde's.
    pub fn is_direct(&self) -> bool {
        match &self.source {
            Source::Annotated(entry) => entry.is_direct,
            Source::Custom(_) => false,
        }
    }

    /// The id that the type is sent with to peers of this Python version, if it has one.
    pub fn type_id(&self, python: PythonVersion) -> Option<i32> {
        self.id_for(python.into())
    }

    /// The id that the type is sent with to these peers, if it has one.
    pub(crate) fn id_for(&self, profile: Profile) -> Option<i32> {
        self.explicit.or_else(|| match self.rule() {
            Rule::Ids(ids) => ids.emitted.get(profile.python.index()).copied(),
            Rule::Proto(class, _) => Some(profile.protobuf.id_of(class)),
            Rule::None => None,
        })
    }

    /// The ids that are understood besides the one that is sent.
    pub fn accepted_ids(&self) -> impl Iterator<Item = i32> + '_ {
        let (ids, class) = match self.rule() {
            _ if self.explicit.is_some() => (&[][..], None),
            Rule::Ids(ids) => (ids.accepted, None),
            Rule::Proto(class, ids) => (ids, Some(class)),
            Rule::None => (&[][..], None),
        };
        self.accepted.iter().chain(ids).copied().chain(class.into_iter().flat_map(proto_ids))
    }

    fn rule(&self) -> Rule<'_> {
        match (&self.source, self.instance) {
            (_, Some((_, ids))) => Rule::Ids(ids),
            (Source::Annotated(entry), None) => match (&entry.shape.ids, entry.shape.class.kind) {
                (Some(ids), _) => Rule::Ids(ids),
                (None, Kind::Proto(ids)) => Rule::Proto(entry.shape.name, ids),
                (None, _) => Rule::None,
            },
            (Source::Custom(custom), None) if custom.is_proto => Rule::Proto(&custom.name, &[]),
            (Source::Custom(custom), None) => custom.ids.map_or(Rule::None, Rule::Ids),
        }
    }

    /// Whether a format without bytes writes those of the payload as base64 text.
    #[cfg(feature = "base64")]
    pub(crate) fn has_base64(&self) -> bool {
        self.base64 && self.entry().is_none()
    }

    #[cfg(not(feature = "base64"))]
    #[allow(clippy::unused_self)] // the feature's answer
    pub(crate) fn has_base64(&self) -> bool {
        false
    }

    /// Further types of the same Python class.
    pub(crate) fn further(&self) -> &[Serializer] {
        self.further.as_deref().unwrap_or_default()
    }

    /// The one of this serializer and its further ones that is for a Rust type; otherwise this one, whose functions
    /// then say that the type is another.
    pub(crate) fn for_type(&self, rust_type: TypeId) -> &Serializer {
        if self.rust_type() == rust_type {
            return self;
        }
        self.further().iter().find(|further| further.rust_type() == rust_type).unwrap_or(self)
    }

    pub(crate) fn rust_type(&self) -> TypeId {
        match &self.source {
            Source::Annotated(entry) => (entry.type_id)(),
            Source::Custom(custom) => custom.rust_type,
        }
    }

    pub(crate) fn entry(&self) -> Option<&'static Entry> {
        match &self.source {
            Source::Annotated(entry) => Some(entry),
            Source::Custom(_) => None,
        }
    }

    pub(crate) fn shape(&self) -> Option<&'static Shape> {
        self.entry().map(|entry| entry.shape)
    }

    /// Whether mango's FastJSON leaves the envelope out: msgspec knows dataclasses and enums by itself, and asks no
    /// serializer. Without a dict or a value of its own the Python twin can be neither.
    #[cfg(feature = "fast_json")]
    pub(crate) fn is_bare_in_fast_json(&self) -> bool {
        self.shape().is_some_and(|shape| match shape.class.kind {
            Kind::Plain | Kind::Proto(_) => false,
            Kind::Enum | Kind::IntEnum => true,
            Kind::Dataclass | Kind::Frozen | Kind::Ordered | Kind::FrozenOrdered => {
                matches!(shape.payload, Payload::Dict)
            }
        })
    }

    /// Where the type is defined, for errors and tables.
    pub(crate) fn place(&self) -> String {
        self.shape().map_or_else(|| "added at run time".to_owned(), Shape::place)
    }
}

impl About for Serializer {
    fn type_name(&self) -> &'static str {
        self.type_name()
    }

    fn name(&self) -> &str {
        self.name()
    }

    fn payload_of(&self, value: &dyn Any) -> Result<Value, SerializationError> {
        match &self.source {
            Source::Annotated(entry) => (entry.to_value)(value),
            Source::Custom(custom) => custom.payload_of(value),
        }
    }

    fn rebuild(&self, payload: Value) -> Result<Object, DecodeError> {
        match &self.source {
            Source::Annotated(entry) => (entry.from_value)(payload),
            Source::Custom(custom) => custom.rebuild(payload),
        }
    }
}

/// A function that gives a serializer, as aiomas's `extra_serializers` are; by its name, so that a list of one needs
/// no cast to a function pointer.
impl<F: FnOnce() -> Serializer> From<F> for Serializer {
    fn from(function: F) -> Self {
        function()
    }
}

impl fmt::Debug for Serializer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Serializer");
        out.field("type", &self.type_name()).field("name", &self.name());
        out.field("id", &self.type_id(PythonVersion::default())).finish_non_exhaustive()
    }
}

//! The options that the builders of all codecs have, and what they make of them.

use crate::error::RegistryError;
use crate::registry::Registry;
use crate::serializer::{FallbackSerializer, Serializer};
use crate::type_id::{ProtobufVersion, PythonVersion};
use crate::wire::Limits;

/// Which types a codec is to know, what it keeps and what it refuses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) registry: Option<Registry>,
    pub(crate) python: Option<PythonVersion>,
    pub(crate) protobuf: Option<ProtobufVersion>,
    pub(crate) serializers: Vec<Serializer>,
    pub(crate) fallback: Option<FallbackSerializer>,
    pub(crate) keep_unknown: bool,
    pub(crate) limits: Limits,
}

impl Options {
    /// The types: those that were named or else all that are linked, for the versions of the peers that were named.
    pub(crate) fn into_registry(self) -> Result<Registry, RegistryError> {
        let mut registry = match (self.registry, self.python) {
            (Some(registry), None) => registry,
            (Some(registry), Some(python)) => registry.for_python(python)?,
            (None, None) => Registry::linked()?,
            (None, Some(python)) => Registry::linked_for(python)?,
        };
        if let Some(version) = self.protobuf {
            registry = registry.for_protobuf(version)?;
        }
        self.serializers.into_iter().try_for_each(|serializer| registry.register(serializer))?;
        self.fallback.map_or(Ok(()), |fallback| registry.set_fallback(fallback))?;
        Ok(registry)
    }
}

/// The setters of these options, for the `impl` of a builder that has them in its field `options`.
///
/// A macro and not a trait, since users must not have to import one to build a codec.
macro_rules! setters {
    () => {
        /// The types to know, instead of all that are linked.
        #[must_use]
        pub fn registry(mut self, registry: crate::Registry) -> Self {
            self.options.registry = Some(registry);
            self
        }

        /// The Python version of the peers: it decides the ids that are sent. Default 3.12.
        #[must_use]
        pub fn python(mut self, version: crate::PythonVersion) -> Self {
            self.options.python = Some(version);
            self
        }

        /// Keeps objects of unknown types as [`Value::Unknown`](crate::Value::Unknown), which encodes unchanged, so
        /// that a router or recorder need not know every type. Off by default: an unknown id is an error. (FastJSON
        /// has it on, as mango does not look at ids there.)
        ///
        /// # Example
        /// ```
        /// use codec::{Codec, Json, Value};
        /// let codec = Json::builder().keep_unknown(true).build()?;
        /// let bytes = br#"[{"__type__":[4711,{"x":1}]}]"#;
        /// let value = codec.decode(bytes)?;
        /// assert!(matches!(&value[0], Value::Unknown(unknown) if unknown.id() == 4711));
        /// assert_eq!(codec.encode(&value)?, bytes);
        /// # Ok::<(), Box<dyn std::error::Error>>(())
        /// ```
        #[must_use]
        pub fn keep_unknown(mut self, on: bool) -> Self {
            self.options.keep_unknown = on;
            self
        }

        /// What to refuse; see [`Limits`](crate::Limits).
        #[must_use]
        pub fn limits(mut self, limits: crate::Limits) -> Self {
            self.options.limits = limits;
            self
        }

        /// Further serializers, or functions that give them.
        #[must_use]
        pub fn serializers<S: Into<crate::Serializer>>(
            mut self,
            serializers: impl IntoIterator<Item = S>,
        ) -> Self {
            self.options.serializers.extend(serializers.into_iter().map(Into::into));
            self
        }

        /// The serializer for objects that no other covers.
        #[must_use]
        pub fn fallback(mut self, fallback: crate::FallbackSerializer) -> Self {
            self.options.fallback = Some(fallback);
            self
        }
    };
}

/// The constructors of a codec that has `over(Result<Registry, RegistryError>)`, and a name for the examples.
macro_rules! constructors {
    ($codec:literal) => {
        /// Knows every annotated type that is linked in, and the built-in messages.
        ///
        /// It never panics: if the types collide, every call returns the error that names them. Use
        /// [`try_new`](Self::try_new) to have it at once.
        ///
        /// # Example
        /// ```
        #[doc = concat!("use codec::{AclMessage, Codec, ", $codec, "};")]
        #[doc = concat!("assert_eq!(", $codec, "::new().id_of::<AclMessage>(), Some(-632231636));")]
        /// ```
        pub fn new() -> Self {
            Self::over(crate::Registry::linked())
        }

        /// As [`new`](Self::new), with the registry's error at once.
        ///
        /// # Errors
        /// If two types are sent under one id.
        pub fn try_new() -> Result<Self, crate::RegistryError> {
            crate::Registry::linked().map(Self::with_registry)
        }

        /// Knows exactly the types of this registry.
        ///
        /// # Example
        /// ```
        #[doc = concat!("use codec::{AclMessage, AgentAddress, Codec, ", $codec, ", Registry};")]
        #[doc = concat!("let codec = ", $codec, "::with_registry(Registry::only::<(AclMessage,)>()?);")]
        /// assert_eq!(codec.id_of::<AgentAddress>(), None);
        /// # Ok::<(), codec::RegistryError>(())
        /// ```
        pub fn with_registry(registry: crate::Registry) -> Self {
            Self::over(Ok(registry))
        }

        /// Knows exactly these serializers, by their own ids.
        ///
        /// # Example
        /// ```
        #[doc = concat!("use codec::{AgentAddress, Codec, ", $codec, "};")]
        #[doc = concat!("let codec = ", $codec, "::with_serializers([AgentAddress::serializer]);")]
        /// assert_eq!(codec.id_of::<AgentAddress>(), Some(-1987868611));
        /// ```
        pub fn with_serializers<S: Into<crate::Serializer>>(
            serializers: impl IntoIterator<Item = S>,
        ) -> Self {
            Self::over(crate::Registry::with_serializers(serializers))
        }
    };
}

/// The constructor of codecs that aiomas has too, beside [`constructors`].
macro_rules! aiomas {
    ($codec:literal) => {
        /// As aiomas: the ids are 0, 1, 2, .. in this order.
        ///
        /// # Example
        /// ```
        #[doc = concat!("use codec::{AclMessage, AgentAddress, Codec, ", $codec, "};")]
        #[doc = concat!("let codec = ", $codec, "::aiomas([AgentAddress::serializer(), AclMessage::serializer()]);")]
        /// assert_eq!(codec.id_of::<AclMessage>(), Some(1));
        /// ```
        pub fn aiomas<S: Into<crate::Serializer>>(serializers: impl IntoIterator<Item = S>) -> Self {
            Self::over(crate::Registry::sequential(serializers))
        }
    };
}

pub(crate) use {aiomas, constructors, setters};

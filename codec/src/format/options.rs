//! The options that the builders of all codecs have, and what they make of them.

use crate::error::RegistryError;
use crate::registry::Registry;
use crate::serializer::{FallbackSerializer, Serializer};
use crate::type_id::PythonVersion;
use crate::wire::Limits;

/// Which types a codec is to know, what it keeps and what it refuses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    pub(crate) registry: Option<Registry>,
    pub(crate) python: Option<PythonVersion>,
    pub(crate) serializers: Vec<Serializer>,
    pub(crate) fallback: Option<FallbackSerializer>,
    pub(crate) keep_unknown: bool,
    pub(crate) limits: Limits,
}

impl Options {
    /// The types: those that were named or else all that are linked, for the version of Python that was named.
    pub(crate) fn into_registry(self) -> Result<Registry, RegistryError> {
        let mut registry = match (self.registry, self.python) {
            (Some(registry), None) => registry,
            (Some(registry), Some(python)) => registry.for_python(python)?,
            (None, None) => Registry::linked()?,
            (None, Some(python)) => Registry::linked_for(python)?,
        };
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

/// The constructors of a codec that has `over(Result<Registry, RegistryError>)`.
#[cfg(feature = "msgpack")]
macro_rules! constructors {
    () => {
        /// Knows every annotated type that is linked in, and the built-in messages.
        ///
        /// It never panics: if the types collide, every call returns the error that names them. Use
        /// [`try_new`](Self::try_new) to have it at once.
        pub fn new() -> Self {
            Self::over(Registry::linked())
        }

        /// As [`new`](Self::new), with the registry's error at once.
        ///
        /// # Errors
        /// If two types are sent under one id.
        pub fn try_new() -> Result<Self, RegistryError> {
            Registry::linked().map(Self::with_registry)
        }

        /// Knows exactly the types of this registry.
        pub fn with_registry(registry: Registry) -> Self {
            Self::over(Ok(registry))
        }

        /// Knows exactly these serializers, by their own ids.
        pub fn with_serializers<S: Into<Serializer>>(serializers: impl IntoIterator<Item = S>) -> Self {
            Self::over(Registry::with_serializers(serializers))
        }

        /// As aiomas: the ids are 0, 1, 2, .. in this order.
        pub fn aiomas<S: Into<Serializer>>(serializers: impl IntoIterator<Item = S>) -> Self {
            Self::over(Registry::sequential(serializers))
        }
    };
}

#[cfg(feature = "msgpack")]
pub(crate) use constructors;
pub(crate) use setters;

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RegistryKind {
    /// The Rust type has a serializer already.
    TypeTaken,
    /// The id is emitted by another type.
    IdTaken,
    /// A type has no id: neither the mango rule nor an explicit one gives it.
    NoId,
    /// A type that was asked for is not linked.
    NotLinked,
    /// A text is no manifest.
    Manifest,
}

/// Why a set of serializers cannot be one registry.
///
/// # Example
/// ```standalone_crate
/// use codec::{json_serializable, Registry};
/// #[json_serializable]
/// struct Ping { n: i64 }
/// let mut registry = Registry::empty();
/// registry.register(Ping::serializer())?;
/// let error = registry.register(Ping::serializer().with_type_id(5)).unwrap_err();
/// assert!(error.is_type_taken());
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Clone)]
pub struct RegistryError(Box<(RegistryKind, String)>);

impl RegistryError {
    #[cold]
    pub(crate) fn new(kind: RegistryKind, message: impl Into<String>) -> Self {
        RegistryError(Box::new((kind, message.into())))
    }

    /// One word for the kind, for counters and logs; `docs/errors.md` in the repository has all of them.
    ///
    /// # Example
    /// ```
    /// use codec::{AgentAddress, Registry, Serializer};
    /// let mut registry = Registry::linked()?;
    /// let error = registry.register(Serializer::of::<AgentAddress>()).unwrap_err();
    /// assert_eq!(error.reason(), "type_taken");
    /// # Ok::<(), codec::RegistryError>(())
    /// ```
    pub fn reason(&self) -> &'static str {
        match self.0.0 {
            RegistryKind::TypeTaken => "type_taken",
            RegistryKind::IdTaken => "id_taken",
            RegistryKind::NoId => "no_id",
            RegistryKind::NotLinked => "not_linked",
            RegistryKind::Manifest => "manifest",
        }
    }

    /// There is already a serializer for this Rust type.
    pub fn is_type_taken(&self) -> bool {
        self.0.0 == RegistryKind::TypeTaken
    }

    /// Two types would be sent under the same id; the text names both.
    pub fn is_id_taken(&self) -> bool {
        self.0.0 == RegistryKind::IdTaken
    }

    /// The type has no id of its own and none was given.
    pub fn is_no_id(&self) -> bool {
        self.0.0 == RegistryKind::NoId
    }

    /// A type that was required is not registered in this program.
    pub fn is_not_linked(&self) -> bool {
        self.0.0 == RegistryKind::NotLinked
    }

    /// A text is no [`Manifest`](crate::manifest::Manifest); it names the line.
    pub fn is_manifest(&self) -> bool {
        self.0.0 == RegistryKind::Manifest
    }
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.1)
    }
}

impl fmt::Debug for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RegistryError({:?}: {self})", self.0.0)
    }
}

impl std::error::Error for RegistryError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_word() {
        assert_eq!(size_of::<Result<(), RegistryError>>(), size_of::<usize>());
    }
}

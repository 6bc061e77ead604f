//! Type ids by mango's rule, and the versions at the peers that the rule depends on.

mod proto;

pub use proto::ProtobufVersion;
pub(crate) use proto::proto_ids;

/// The CPython minor version of the peers: it decides which id a dataclass or an enum is sent with.
///
/// Every id that any of these versions gives is accepted, whichever is chosen.
///
/// # Example
/// ```
/// use codec::{Codec, Json, Performative, PythonVersion};
/// let codec = Json::builder().python(PythonVersion::V3_11).build()?;
/// assert_eq!(codec.id_of::<Performative>(), Some(1970419479));
/// assert_eq!(Json::new().id_of::<Performative>(), Some(599685864));
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum PythonVersion {
    /// CPython 3.10.
    V3_10,
    /// CPython 3.11.
    V3_11,
    /// CPython 3.12, the default.
    #[default]
    V3_12,
    /// CPython 3.13: dataclasses gain `__replace__`.
    V3_13,
    /// CPython 3.14: annotated classes gain `__annotate_func__`.
    V3_14,
}

impl PythonVersion {
    /// All versions, oldest first.
    pub const ALL: [PythonVersion; 5] = [Self::V3_10, Self::V3_11, Self::V3_12, Self::V3_13, Self::V3_14];

    /// Position in the tables of ids that generated code holds.
    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

impl std::fmt::Display for PythonVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CPython 3.{}", self.index().saturating_add(10))
    }
}

/// What decides which of its ids a type is sent with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Profile {
    pub(crate) python: PythonVersion,
    pub(crate) protobuf: ProtobufVersion,
}

impl From<PythonVersion> for Profile {
    fn from(python: PythonVersion) -> Self {
        Profile { python, ..Self::default() }
    }
}

/// The id that mango-agents gives a Python class.
///
/// `name` is `cls.__name__`; `functions` are the names that `inspect.getmembers(cls, inspect.isfunction)` lists, in
/// any order; `parameters` those of `inspect.signature(cls)`, in order. The rule: the last four bytes of the SHA-1
/// of all three without separators, as a big-endian `i32` (mango-agents 2.1.4 to 2.4.0).
///
/// Annotated types have their ids computed at compile time; this is for foreign classes and for tools.
///
/// # Example
/// ```
/// let id = codec::type_id("MyClass", &["__init__", "__asdict__"], &["x", "y"]);
/// assert_eq!(id, 595356075);
/// ```
pub fn type_id(name: &str, functions: &[&str], parameters: &[&str]) -> i32 {
    let mut functions = functions.to_vec();
    functions.sort_unstable();
    let mut hash = sha1_smol::Sha1::new();
    for part in std::iter::once(&name).chain(&functions).chain(parameters) {
        hash.update(part.as_bytes());
    }
    let [.., a, b, c, d] = hash.digest().bytes();
    i32::from_be_bytes([a, b, c, d])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_of_functions_does_not_matter_but_that_of_parameters_does() {
        let functions = ["__repr__", "__init__", "__asdict__"];
        assert_eq!(type_id("DecoratorData", &functions, &["x", "y", "z"]), -1_446_958_807);
        assert_ne!(type_id("DecoratorData", &functions, &["z", "y", "x"]), -1_446_958_807);
    }

    #[test]
    fn parts_have_no_separators() {
        let functions = ["__asdict__", "__init__", "__repr__"];
        assert_eq!(type_id("AB", &functions, &["c", "de"]), type_id("AB", &functions, &["cd", "e"]));
    }
}

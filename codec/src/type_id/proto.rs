//! Ids of the classes that Python's protobuf makes from a `.proto` file.

use super::type_id;

/// The protobuf package of the peers: it decides which id a generated class is sent with.
///
/// The functions of a generated class, which enter its id by mango's rule, come from this package and not from Python.
/// Every id that any of these versions gives is accepted, whichever is chosen.
///
/// # Example
/// ```
/// use codec::{ProtobufVersion, Registry};
/// let registry = Registry::linked()?.for_protobuf(ProtobufVersion::V5)?;
/// assert_eq!(registry.protobuf(), ProtobufVersion::V5);
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum ProtobufVersion {
    /// protobuf 5, as it is installed: with its C implementation, upb.
    V5,
    /// protobuf 6.30 and newer with upb, the default.
    #[default]
    V6_30,
    /// `PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION=python`, and platforms without the C implementation.
    PurePython,
}

impl ProtobufVersion {
    /// All versions, oldest first.
    pub const ALL: [ProtobufVersion; 3] = [Self::V5, Self::V6_30, Self::PurePython];

    /// The id of a generated class of this name; its package does not count.
    pub(crate) fn id_of(self, class: &str) -> i32 {
        match self {
            Self::V5 => type_id(class, &UPB, &[]),
            Self::V6_30 => type_id(class, &[&UPB[..], &["__dir__"]].concat(), &[]),
            Self::PurePython => type_id(class, &PURE_PYTHON, &["kwargs"]),
        }
    }
}

/// The ids of a generated class, whichever version makes it.
pub(crate) fn proto_ids(class: &str) -> [i32; 3] {
    ProtobufVersion::ALL.map(|version| version.id_of(class))
}

/// What `inspect` lists of a class of the C implementation.
const UPB: [&str; 5] = ["_SetListener", "__getstate__", "__reduce__", "__setstate__", "__unicode__"];

/// What `inspect` lists of a class of the implementation in Python.
#[rustfmt::skip] // one name a line would be a page
const PURE_PYTHON: [&str; 41] = [
    "ByteSize", "Clear", "ClearExtension", "ClearField", "CopyFrom", "DiscardUnknownFields",
    "FindInitializationErrors", "FromString", "HasExtension", "HasField", "IsInitialized", "ListFields",
    "MergeFrom", "MergeFromString", "ParseFromString", "RegisterExtension", "SerializePartialToString",
    "SerializeToString", "SetInParent", "UnknownFields", "WhichOneof", "_AssureWritable", "_InternalParse",
    "_InternalSerialize", "_Modified", "_SetFrozen", "_SetListener", "_UpdateOneofState", "__contains__",
    "__deepcopy__", "__dir__", "__eq__", "__getstate__", "__hash__", "__init__", "__ne__", "__reduce__",
    "__repr__", "__setstate__", "__str__", "__unicode__",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_generated_classes() {
        assert_eq!(proto_ids("Reading"), [117_377_414, -127_387_177, -1_814_845_532]);
        assert_eq!(proto_ids("Blob"), [1_256_929_498, 326_009_131, -31_456_155]);
        assert_eq!(proto_ids("ACLMessage"), [1_395_648_251, -703_768_300, -2_107_567_312]);
    }
}

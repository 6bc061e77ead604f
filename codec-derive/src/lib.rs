//! The derive macros of the `codec` crate.
//!
//! Four stages, each in its own place: `attr` reads attributes, `model` says what the type is, `check` refuses what
//! cannot work, `expand` writes the code. Expansion never looks at a raw attribute.
#![forbid(unsafe_code)]

mod attr;
mod bounds;
mod case;
mod check;
mod errors;
mod expand;
mod ids;
mod model;
mod proto;
mod self_type;
mod shim;
mod type_text;

use proc_macro::TokenStream;

/// Makes a struct or an enum a typed message: codecs encode it with its type tag and find it again by its id.
///
/// It adds `#[derive(JsonSerializable)]`, which does all the work, and hands its keys on:
///
/// | key | meaning |
/// |---|---|
/// | `type_id = 4711` | this id instead of the computed one |
/// | `name = "PythonName"` | the name of the Python class, where it differs |
/// | `accept_ids(1, 2)` | further ids that decode as this type |
/// | `python(kind = dataclass, repr = false, methods("f"), params("x"))` | what the Python class looks like, for its id |
/// | `tag = false` | a plain record inside other types: no tag, no id |
/// | `register = false` | not found by `Registry::linked()` |
/// | `instances(Msg<f64> = "MsgF64", Msg<String> = 4711)` | the registered instances of a generic type |
/// | `crate = path` | where `codec` is, if it was renamed or re-exported |
///
/// `kind` is one of `plain`, `dataclass`, `frozen`, `ordered`, `frozen_ordered` and, for enums, `int_enum`.
/// Fields take `#[codec(object)]`, `#[codec(object = path)]`, `#[codec(extra)]` and serde's own attributes.
///
/// Write it above every other derive and above every `#[serde(..)]` attribute of the type. It implements serde's
/// two traits itself.
#[proc_macro_attribute]
pub fn json_serializable(arguments: TokenStream, item: TokenStream) -> TokenStream {
    shim::expand(arguments.into(), item.into()).into()
}

/// The other form of [`macro@json_serializable`]: the same keys in `#[codec(..)]`.
#[proc_macro_derive(JsonSerializable, attributes(codec, serde))]
pub fn derive_json_serializable(input: TokenStream) -> TokenStream {
    expand::derive(input.into()).into()
}

/// Makes a prost message a typed message: `Protobuf` encodes it with its type id and finds it again by that id, and so
/// does every other codec that has a form for bytes.
///
/// Its ids are those of the class that Python's protobuf makes of a message of this name.
///
/// | key | meaning |
/// |---|---|
/// | `type_id = 4711` | this id instead of the computed one |
/// | `name = "ACLMessage"` | the name of the message, where the Rust type has another |
/// | `accept_ids(1, 2)` | further ids that decode as this type |
/// | `register = false` | not found by `Registry::linked()` |
/// | `crate = path` | where `codec` is, if it was renamed or re-exported |
///
/// Write it on a struct that derives `prost::Message`; for generated code, let `prost-build` write it:
/// `config.message_attribute("demo.Reading", "#[codec::proto_serializable]")`. It implements serde's two traits
/// itself: the encoded message, as bytes.
#[proc_macro_attribute]
pub fn proto_serializable(arguments: TokenStream, item: TokenStream) -> TokenStream {
    proto::expand(arguments.into(), item.into()).into()
}

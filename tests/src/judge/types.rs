//! The types that the judged codecs know, of each kind of payload one, and the codecs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use codec::ext;
use codec::{
    AclMessage, AgentAddress, Dict, DynCodec, FastJson, Json, Limits, MangoMessage, MsgPack, MsgPackBlosc,
    Performative, Protobuf, Registry, Value, ValueCodec, json_serializable,
};

use crate::cbor::Cbor;
use crate::messages::{Blob, Empty, Reading};

#[json_serializable(type_id = 7001, register = false)]
#[serde(deny_unknown_fields)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Leaf {
    pub n: i64,
    pub s: Option<String>,
}

/// Everything that a field may be; whatever else arrives is kept.
#[json_serializable(type_id = 7002, register = false)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Holder {
    #[serde(default)]
    pub held: Value,
    #[serde(default)]
    pub inner: Option<Box<Holder>>,
    #[serde(default)]
    pub floats: Vec<f64>,
    #[serde(default)]
    pub leaves: Vec<Leaf>,
    #[serde(default)]
    pub table: BTreeMap<String, Value>,
    #[codec(extra)]
    pub extra: Dict,
}

/// By serde's code rather than the macro's.
#[json_serializable(type_id = 7003, register = false)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Flat {
    pub id: i64,
    #[serde(flatten)]
    pub rest: BTreeMap<String, f64>,
}

#[json_serializable(type_id = 7004, register = false)]
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Dot,
    Circle(f64),
    Named { what: Leaf },
}

#[json_serializable(type_id = 7005, register = false)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Colour {
    Red = -1,
    Green = 300,
}

/// The payload of each is the next tag.
#[json_serializable(type_id = 7006, register = false)]
#[derive(Debug, Clone, PartialEq)]
pub struct Chain(pub Vec<Chain>);

/// Those types, mango's messages, and the foreign types that have a form of their own.
///
/// # Panics
/// Never: the ids are all different.
pub fn registry() -> Registry {
    let annotated = [
        Leaf::serializer(),
        Holder::serializer(),
        Flat::serializer(),
        Shape::serializer(),
        Colour::serializer(),
        Chain::serializer(),
        AclMessage::serializer(),
        MangoMessage::serializer(),
        AgentAddress::serializer(),
        Performative::serializer(),
    ];
    let foreign = [
        ext::uuid::serializer().with_type_id(7010),
        ext::chrono::serializer().with_type_id(7011),
        ext::ndarray::serializer().with_type_id(7012),
        ext::decimal::serializer().with_type_id(7013),
    ];
    Registry::with_serializers(annotated.into_iter().chain(foreign)).expect("different ids")
}

/// mango's messages, and messages of protobuf.
///
/// # Panics
/// Never: the ids are all different.
pub fn proto_registry() -> Registry {
    let all = [
        Reading::serializer(),
        Blob::serializer(),
        Empty::serializer(),
        AclMessage::serializer(),
        MangoMessage::serializer(),
    ];
    Registry::with_serializers(all).expect("different ids")
}

/// A codec under test, with a name for what is printed.
#[derive(Clone, Copy)]
pub struct Subject {
    pub name: &'static str,
    pub codec: &'static dyn DynCodec,
}

static JSON: LazyLock<Json> = LazyLock::new(|| Json::with_registry(registry()));
static PYTHON: LazyLock<Json> = LazyLock::new(|| {
    Json::builder().registry(registry()).python_style(true).build().expect("a good registry")
});
static FAST_JSON: LazyLock<FastJson> = LazyLock::new(|| FastJson::with_registry(registry()));
static MSGPACK: LazyLock<MsgPack> = LazyLock::new(|| MsgPack::with_registry(registry()));
static BLOSC: LazyLock<MsgPackBlosc> = LazyLock::new(|| MsgPackBlosc::with_registry(registry()));
static CBOR: LazyLock<ValueCodec<Cbor>> =
    LazyLock::new(|| ValueCodec::builder(Cbor).registry(registry()).build().expect("a good registry"));
static PROTOBUF: LazyLock<Protobuf> = LazyLock::new(|| {
    Protobuf::builder().registry(proto_registry()).allow_pickle(true).build().expect("a good registry")
});

/// Every codec that there is, with the limits that it has by default.
pub fn subjects() -> [Subject; 7] {
    [
        Subject { name: "Json", codec: &*JSON },
        Subject { name: "Json in Python's style", codec: &*PYTHON },
        Subject { name: "FastJson", codec: &*FAST_JSON },
        Subject { name: "MsgPack", codec: &*MSGPACK },
        Subject { name: "MsgPackBlosc", codec: &*BLOSC },
        Subject { name: "Protobuf", codec: &*PROTOBUF },
        Subject { name: "CBOR by a user", codec: &*CBOR },
    ]
}

/// The codecs of [`subjects`] with other limits, in the same order.
///
/// # Panics
/// Never: their registries are good.
pub fn with_limits(limits: Limits) -> [(&'static str, Box<dyn DynCodec>); 7] {
    macro_rules! built {
        ($builder:expr, $registry:expr) => {
            Box::new($builder.registry($registry).limits(limits).build().expect("a good registry"))
        };
    }
    [
        ("Json", built!(Json::builder(), registry())),
        ("Json in Python's style", built!(Json::builder().python_style(true), registry())),
        ("FastJson", built!(FastJson::builder(), registry())),
        ("MsgPack", built!(MsgPack::builder(), registry())),
        ("MsgPackBlosc", built!(MsgPackBlosc::builder(), registry())),
        ("Protobuf", built!(Protobuf::builder().allow_pickle(true), proto_registry())),
        ("CBOR by a user", built!(ValueCodec::builder(Cbor), registry())),
    ]
}

impl Subject {
    /// The codec of this name.
    ///
    /// # Panics
    /// If there is none.
    pub fn named(name: &str) -> Self {
        subjects().into_iter().find(|subject| subject.name == name).expect("a codec of this name")
    }
}

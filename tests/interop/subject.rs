//! The pairs under test: a codec of a Python package, and ours with the same types.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};

use codec::{Codec, DynCodec, FastJson, Json, MsgPack, MsgPackBlosc, Protobuf, PythonVersion, Value};
use codec_tests::notation::Node;
use codec_tests::peer::{Answer, Environment, Peer};
use codec_tests::vectors::Fault;
use serde_json::json;

use crate::types;

/// One codec of the peers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    pub package: &'static str,
    pub codec: &'static str,
}

pub const MANGO_JSON: Subject = Subject { package: "mango", codec: "JSON" };
pub const MANGO_FAST_JSON: Subject = Subject { package: "mango", codec: "FastJSON" };
pub const MANGO_PROTOBUF: Subject = Subject { package: "mango", codec: "PROTOBUF" };
pub const AIOMAS_JSON: Subject = Subject { package: "aiomas", codec: "JSON" };
pub const AIOMAS_MSGPACK: Subject = Subject { package: "aiomas", codec: "MsgPack" };
pub const AIOMAS_BLOSC: Subject = Subject { package: "aiomas", codec: "MsgPackBlosc" };

/// The codec of the peer, running, and ours.
pub struct Pair {
    pub subject: Subject,
    pub peer: Peer,
    pub ours: Box<dyn DynCodec>,
    /// Ours in the form that is byte for byte the peer's.
    pub same_bytes: Box<dyn DynCodec>,
}

thread_local! {
    /// The peers that tests have left: most of a test's time would be Python's imports otherwise. No test changes what
    /// the next one meets.
    static IDLE: RefCell<Vec<Pair>> = const { RefCell::new(Vec::new()) };
}

/// A pair that a test uses. A test that fails does not leave it to others.
pub struct Borrowed(Option<Pair>);

impl Deref for Borrowed {
    type Target = Pair;

    fn deref(&self) -> &Pair {
        self.0.as_ref().expect("there until this is dropped")
    }
}

impl DerefMut for Borrowed {
    fn deref_mut(&mut self) -> &mut Pair {
        self.0.as_mut().expect("there until this is dropped")
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            IDLE.with_borrow_mut(|idle| idle.extend(self.0.take()));
        }
    }
}

impl Subject {
    /// A peer that runs, or a new one.
    pub fn start(self) -> Borrowed {
        let idle = IDLE.with_borrow_mut(|idle| {
            let at = idle.iter().position(|pair| pair.subject == self)?;
            Some(idle.swap_remove(at))
        });
        Borrowed(Some(idle.unwrap_or_else(|| self.start_new())))
    }

    fn start_new(self) -> Pair {
        let environment = if self.package == "mango" { Environment::mango() } else { Environment::aiomas() };
        let python = python_version(&environment);
        Pair {
            subject: self,
            peer: Peer::start(&environment, "interop/peer.py", &[self.package, self.codec]),
            ours: self.ours(python, false),
            same_bytes: self.ours(python, true),
        }
    }

    fn ours(self, python: PythonVersion, python_style: bool) -> Box<dyn DynCodec> {
        let mango = || types::mango().and_then(|registry| registry.for_python(python)).unwrap();
        let aiomas = || types::aiomas().unwrap();
        match self {
            MANGO_JSON => {
                Box::new(Json::builder().registry(mango()).python_style(python_style).build().unwrap())
            }
            AIOMAS_JSON => {
                Box::new(Json::builder().registry(aiomas()).python_style(python_style).build().unwrap())
            }
            MANGO_FAST_JSON => Box::new(FastJson::with_registry(mango())),
            MANGO_PROTOBUF => {
                let registry =
                    types::mango_protobuf().and_then(|registry| registry.for_python(python)).unwrap();
                Box::new(Protobuf::builder().registry(registry).allow_pickle(true).build().unwrap())
            }
            AIOMAS_MSGPACK => Box::new(MsgPack::with_registry(aiomas())),
            AIOMAS_BLOSC => Box::new(MsgPackBlosc::with_registry(aiomas())),
            Subject { package, codec } => panic!("what is {package} {codec}?"),
        }
    }
}

/// The profile of an environment's Python.
pub fn python_version(environment: &Environment) -> PythonVersion {
    PythonVersion::ALL[environment.version[1] as usize - 10]
}

impl Pair {
    /// What the peer decodes, and what it encodes of that.
    pub fn decode(&mut self, bytes: &[u8]) -> Result<(Node, Vec<u8>), Fault> {
        let answer = self.peer.call(&json!({"do": "decode"}), bytes)?;
        Ok((node(&answer), answer.bytes))
    }

    /// The value of the last line of Python code, in which `codec` is the peer's codec and `data` these bytes.
    pub fn value(&mut self, code: &str, data: &[u8]) -> Result<Node, Fault> {
        self.peer.call(&json!({"do": "eval", "code": code}), data).map(|answer| node(&answer))
    }

    /// The same where it is text, and no exception.
    pub fn text(&mut self, code: &str, data: &[u8]) -> String {
        match self.value(code, data) {
            Ok(Node::Str { v: Some(text), .. }) => text,
            other => panic!("`{code}` gives no text: {other:?}"),
        }
    }

    /// What the peer holds after decoding, as Python prints it.
    pub fn repr(&mut self, bytes: &[u8]) -> String {
        self.text("repr(codec.decode(data))", bytes)
    }

    /// The same of an object without a representation, by its attributes.
    pub fn attributes(&mut self, bytes: &[u8]) -> String {
        self.text("value = codec.decode(data)\ntype(value).__name__ + str(vars(value))", bytes)
    }

    /// The exception that the peer raises on these bytes, without its module.
    pub fn refuses(&mut self, bytes: &[u8]) -> String {
        let fault = self.decode(bytes).expect_err("the peer refuses");
        fault.exception.rsplit('.').next().unwrap_or_default().to_owned()
    }

    /// The bytes that an expression gives.
    pub fn bytes(&mut self, code: &str) -> Result<Vec<u8>, Fault> {
        let answer = self.peer.call(&json!({"do": "eval", "code": code}), b"")?;
        assert!(answer.value.is_null(), "`{code}` gives no bytes: {}", answer.value);
        Ok(answer.bytes)
    }

    /// The peer's value number `index` of a seed, and its bytes.
    pub fn generated(&mut self, seed: &str, index: usize) -> (Node, Vec<u8>) {
        let answer = self.peer.call(&json!({"do": "generate", "seed": seed, "index": index}), b"");
        let answer =
            answer.unwrap_or_else(|fault| panic!("{:?}, seed {seed}, {index}: {fault:?}", self.subject));
        (node(&answer), answer.bytes)
    }

    /// What the peer makes of a value of ours, which it must understand.
    pub fn sent(&mut self, value: &Value) -> Node {
        let bytes = self.ours.encode(value).unwrap();
        self.decode(&bytes).unwrap_or_else(|fault| panic!("{value}: {fault:?}")).0
    }

    /// What ours makes of a Python expression's value, which the peer must encode.
    pub fn received(&mut self, code: &str) -> Value {
        let bytes =
            self.bytes(&format!("codec.encode({code})")).unwrap_or_else(|fault| panic!("{code}: {fault:?}"));
        self.ours.decode(&bytes).unwrap_or_else(|error| panic!("{code}: {error}"))
    }
}

fn node(answer: &Answer) -> Node {
    serde_json::from_value(answer.value.clone()).unwrap_or_else(|error| panic!("{error}: {}", answer.value))
}

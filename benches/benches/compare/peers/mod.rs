//! The peers: how each decodes and encodes a message.

pub(crate) mod bevy;
pub(crate) mod erased;
pub(crate) mod foreign;
pub(crate) mod fory;
mod own;
mod spaced;
pub(crate) mod statics;
pub(crate) mod typetags;

use codec_benches::clock::Subject;

/// One peer with one message; what it cannot do, or nobody asks, is left out.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) decode: Option<Subject>,
    pub(crate) decode_spaced: Option<Subject>,
    pub(crate) decode_sorted: Option<Subject>,
    pub(crate) encode: Option<Subject>,
    pub(crate) encode_reused: Option<Subject>,
    pub(crate) encode_spaced: Option<Subject>,
}

impl Peer {
    pub(crate) fn new(name: &'static str) -> Self {
        Peer {
            name,
            decode: None,
            decode_spaced: None,
            decode_sorted: None,
            encode: None,
            encode_reused: None,
            encode_spaced: None,
        }
    }

    pub(crate) fn decode<R>(mut self, body: impl FnMut() -> R + 'static) -> Self {
        self.decode = Some(Subject::new(body));
        self
    }

    pub(crate) fn encode<R>(mut self, body: impl FnMut() -> R + 'static) -> Self {
        self.encode = Some(Subject::new(body));
        self
    }

    pub(crate) fn encode_reused<R>(mut self, mut body: impl FnMut(&mut Vec<u8>) -> R + 'static) -> Self {
        let mut out = Vec::new();
        self.encode_reused = Some(Subject::new(move || {
            out.clear();
            body(&mut out)
        }));
        self
    }
}

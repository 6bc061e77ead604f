//! Streams of frames. The codec of these cases has nothing to do, and nothing comes of them that has a use.

use std::hint::black_box;

use codec::transport::{Frames, encode_frame};
use codec::{DynCodec, Json, Limits, RegistryError, Value};

use crate::{Case, Decode};

/// In pieces of this length, each followed by all messages that are there then.
fn cut<const PIECE: usize>(_: &dyn DynCodec, bytes: &[u8]) -> Option<Value> {
    let (mut frames, mut length) = (Frames::new(), 0);
    for piece in bytes.chunks(PIECE) {
        frames.push(piece);
        while let Some(message) = frames.next_message().expect("a case that is read") {
            length += message.len();
        }
    }
    frames.finish().expect("a case that is whole");
    black_box(length);
    None
}

/// All of it, and then one message for each piece of this length that is pushed.
fn behind<const PIECE: usize>(_: &dyn DynCodec, bytes: &[u8]) -> Option<Value> {
    let mut frames = Frames::new();
    frames.push(bytes);
    for piece in bytes.chunks(PIECE) {
        frames.push(piece);
        frames.next_message().expect("a case that is read").expect("more than was taken");
    }
    None
}

fn small(parts: usize) -> Vec<u8> {
    b"\0\0\0\x01x".repeat(parts)
}

fn large(parts: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_frame(&Json::new(), &"x".repeat(5 * parts), &mut bytes, Limits::default()).expect("a message");
    bytes
}

type Row = (&'static str, Decode, fn(usize) -> Vec<u8>);

const ROWS: [Row; 6] = [
    ("frames of one byte, all at once", cut::<{ usize::MAX }>, small),
    ("frames of one byte, byte by byte", cut::<1>, small),
    ("frames of one byte, in pieces across them", cut::<7>, small),
    ("frames of one byte, each taken when another is there", behind::<5>, small),
    ("a large frame, byte by byte", cut::<1>, large),
    ("a large frame, in pieces", cut::<100>, large),
];

pub(crate) fn cases() -> Result<Vec<Case>, RegistryError> {
    let case = |(name, decode, bytes)| Ok(Case { name, codec: Box::new(Json::try_new()?), bytes, decode });
    ROWS.into_iter().map(case).collect()
}

//! Peers that know the type beforehand and tag nothing: serde over three engines. And what no codec can beat.

use std::rc::Rc;

use codec_benches::clock::Subject;
use codec_benches::documents::Spellings;
use codec_benches::{Outcome, ensure};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Peer;
use super::spaced::to_spaced;

pub(crate) const SERDE_JSON: &str = "serde_json";
pub(crate) const SONIC: &str = "sonic-rs";
pub(crate) const SIMD: &str = "simd-json";
pub(crate) const RMP: &str = "rmp-serde";
pub(crate) const CLONE: &str = "clone of the value";
pub(crate) const COPY: &str = "copy of the bytes";

/// What a plain type has to be.
pub(crate) trait Plain: Serialize + DeserializeOwned + PartialEq + Clone + 'static {}

impl<P: Serialize + DeserializeOwned + PartialEq + Clone + 'static> Plain for P {}

pub(crate) fn serde_json<P: Plain>(compact: &str) -> Outcome<Peer> {
    let texts = Spellings::of(compact)?;
    let value: Rc<P> = Rc::new(serde_json::from_str(compact)?);
    for text in texts.all() {
        ensure(serde_json::from_slice::<P>(text)? == *value, SERDE_JSON)?;
    }
    ensure(serde_json::to_vec(&*value)? == texts.compact, SERDE_JSON)?;
    ensure(to_spaced(&*value)? == texts.spaced, SERDE_JSON)?;
    let (encoded, reused, in_python_style) = (Rc::clone(&value), Rc::clone(&value), value);
    let decode = |text: Vec<u8>| Some(Subject::new(move || serde_json::from_slice::<P>(&text)));
    let mut peer = Peer::new(SERDE_JSON)
        .encode(move || serde_json::to_vec(&*encoded))
        .encode_reused(move |out| serde_json::to_writer(out, &*reused));
    peer.encode_spaced = Some(Subject::new(move || to_spaced(&*in_python_style)));
    (peer.decode, peer.decode_spaced, peer.decode_sorted) =
        (decode(texts.compact), decode(texts.spaced), decode(texts.sorted));
    Ok(peer)
}

pub(crate) fn sonic<P: Plain>(compact: &str) -> Outcome<Peer> {
    let texts = Spellings::of(compact)?;
    let value: Rc<P> = Rc::new(sonic_rs::from_str(compact)?);
    ensure(*value == serde_json::from_str::<P>(compact)?, SONIC)?;
    ensure(sonic_rs::from_slice::<P>(&sonic_rs::to_vec(&*value)?)? == *value, SONIC)?;
    let (encoded, reused) = (Rc::clone(&value), value);
    let decode = |text: Vec<u8>| Some(Subject::new(move || sonic_rs::from_slice::<P>(&text)));
    let mut peer = Peer::new(SONIC)
        .encode(move || sonic_rs::to_vec(&*encoded))
        .encode_reused(move |out| sonic_rs::to_writer(out, &*reused));
    (peer.decode, peer.decode_spaced, peer.decode_sorted) =
        (decode(texts.compact), decode(texts.spaced), decode(texts.sorted));
    Ok(peer)
}

/// It decodes in place, so that its input is gone then: a copy of the bytes is part of its time.
pub(crate) fn simd<P: Plain>(compact: &str) -> Outcome<Peer> {
    let texts = Spellings::of(compact)?;
    let value: Rc<P> = Rc::new(serde_json::from_str(compact)?);
    ensure(simd_json::serde::from_slice::<P>(&mut texts.compact.clone())? == *value, SIMD)?;
    let (encoded, reused) = (Rc::clone(&value), value);
    let decode = |text: Vec<u8>| {
        let mut input = Vec::new();
        Some(Subject::new(move || {
            input.clear();
            input.extend_from_slice(&text);
            simd_json::serde::from_slice::<P>(&mut input)
        }))
    };
    let mut peer = Peer::new(SIMD)
        .encode(move || simd_json::serde::to_vec(&*encoded))
        .encode_reused(move |out| simd_json::serde::to_writer(out, &*reused));
    (peer.decode, peer.decode_spaced, peer.decode_sorted) =
        (decode(texts.compact), decode(texts.spaced), decode(texts.sorted));
    Ok(peer)
}

/// `rmp-serde` as its users call it, with the names of the fields.
pub(crate) fn rmp<P: Plain>(compact: &str) -> Outcome<Peer> {
    let value: Rc<P> = Rc::new(serde_json::from_str(compact)?);
    let bytes = rmp_serde::to_vec_named(&*value)?;
    ensure(rmp_serde::from_slice::<P>(&bytes)? == *value, RMP)?;
    let (encoded, reused) = (Rc::clone(&value), value);
    Ok(Peer::new(RMP)
        .decode(move || rmp_serde::from_slice::<P>(&bytes))
        .encode(move || rmp_serde::to_vec_named(&*encoded))
        .encode_reused(move |out| rmp_serde::encode::write_named(out, &*reused)))
}

/// The allocations and copies of a decoded value, without any reading.
pub(crate) fn clone_of<P: Plain>(compact: &str) -> Outcome<Peer> {
    let value: P = serde_json::from_str(compact)?;
    Ok(Peer::new(CLONE).decode(move || value.clone()))
}

/// The memory of an encoded message, without any writing of numbers or text.
pub(crate) fn copy_of(bytes: Vec<u8>) -> Peer {
    let again = bytes.clone();
    Peer::new(COPY).encode(move || bytes.clone()).encode_reused(move |out| out.extend_from_slice(&again))
}

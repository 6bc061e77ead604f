//! What is compared in binary formats: MessagePack, and Fory's own.

use std::rc::Rc;

use codec::{Codec as _, Json, MsgPack};
use codec_benches::clock::Subject;
use codec_benches::documents::{self, Document};
use codec_benches::plain::{self, Payload};
use codec_benches::{Outcome, ensure, tagged};

use crate::contest::{Contest, Question};
use crate::json::{DECODE, ENCODE, ENCODE_REUSED, Tagged};
use crate::peers::statics::{self, Plain};
use crate::peers::{Peer, fory};

/// By operation, then by message.
pub(crate) fn contests() -> Outcome<Vec<Contest>> {
    let mut contests = Vec::new();
    contests.extend(message::<tagged::S, plain::S>("S", documents::S)?);
    contests.extend(message::<tagged::M, plain::M<Payload>>("M", documents::M)?);
    contests.extend(message::<tagged::L, plain::L<plain::S>>("L", documents::L)?);
    contests.extend(message::<tagged::X, plain::X>("X", documents::X)?);
    contests.extend(message::<tagged::T, plain::T>("T", documents::T)?);
    let all = [DECODE, ENCODE, ENCODE_REUSED];
    contests.sort_by_key(|contest| all.iter().position(|one| *one == contest.question.operation));
    Ok(contests)
}

fn message<O: Tagged, P: Plain>(message: &'static str, document: Document) -> Outcome<[Contest; 3]> {
    let codec = Rc::new(MsgPack::try_new()?);
    let value: Rc<O> = Rc::new(Json::try_new()?.decode_as(document.tagged.as_bytes())?);
    let bytes = codec.encode(&*value)?;
    ensure(codec.decode(&bytes)?.downcast::<O>()? == *value, message)?;
    let peers = || -> Outcome<Vec<Peer>> {
        let mut peers = vec![statics::rmp::<P>(document.plain)?];
        peers.extend(fory::binary(message)?);
        peers.push(statics::clone_of::<P>(document.plain)?);
        peers.push(statics::copy_of(codec.encode(&*value)?));
        Ok(peers)
    };
    let contest = |operation, ours, part| -> Outcome<Contest> {
        let question = Question { format: "MsgPack", operation, message };
        Ok(Contest::new(question, ours, peers()?, part))
    };
    let (decoder, encoder, again) = (Rc::clone(&codec), Rc::clone(&codec), Rc::clone(&codec));
    let (encoded, reused, mut out) = (Rc::clone(&value), Rc::clone(&value), Vec::new());
    let append = move || {
        out.clear();
        again.encode_into(&*reused, &mut out)
    };
    Ok([
        contest(DECODE, Subject::new(move || decoder.decode(&bytes)), |peer| peer.decode)?,
        contest(ENCODE, Subject::new(move || encoder.encode(&*encoded)), |peer| peer.encode)?,
        contest(ENCODE_REUSED, Subject::new(append), |peer| peer.encode_reused)?,
    ])
}

//! mango's protobuf: what is read is written, and read again.

use codec::{AclMessage, Codec as _, MangoMessage};

use super::types::Subject;
use super::{documented, judged};
use crate::messages::Reading;
use crate::same::same;

/// Everything that must hold of any bytes.
///
/// # Panics
/// If something does not.
pub fn protobuf(bytes: &[u8]) {
    let codec = Subject::named("Protobuf").codec;
    if let Ok(value) = judged(codec, bytes) {
        // A pickle may hold what this codec does not write.
        if let Ok(first) = codec.encode(&value) {
            let again = codec.decode(&first).expect("what was encoded");
            assert!(same(&again, &value), "{again:.300}, not {value:.300}");
            assert!(codec.encode(&again).expect("what was decoded") == first);
        }
    }
    let errors = [
        codec.decode_as::<AclMessage>(bytes).err(),
        codec.decode_as::<MangoMessage>(bytes).err(),
        codec.decode_as::<Reading>(bytes).err(),
    ];
    errors.iter().flatten().for_each(documented);
    // The peer of the payload: prost itself, over an envelope of our own making.
    if let Ok(reading) = <Reading as prost::Message>::decode(bytes) {
        let enveloped = codec.encode(&reading).expect("a message");
        let back: Reading = codec.decode_as(&enveloped).expect("what was encoded");
        assert_eq!(prost::Message::encode_to_vec(&back), prost::Message::encode_to_vec(&reading));
    }
}

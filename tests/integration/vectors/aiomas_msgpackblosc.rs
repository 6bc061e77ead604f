//! aiomas's MsgPackBlosc codec, over both generations of C-Blosc: what its buffers hold. The bytes that the container
//! holds are compared in the binary `blosc`; bytes of C-Blosc itself change with its versions.

use codec::{Codec, MsgPack, MsgPackBlosc, blosc};
use codec_tests::same::same;
use codec_tests::vectors::{self, Case};

use super::aiomas_json::sequential;

#[test]
fn every_case() {
    assert_eq!(decoded("aiomas_msgpackblosc.json"), (46, 8));
    assert_eq!(decoded("aiomas_msgpackblosc_cblosc1_11.json"), (22, 0));
}

/// How many were decoded equal, and how many refused like the peer does.
fn decoded(file: &str) -> (usize, usize) {
    let cases = vectors::load::<Case>(file);
    let faults: Vec<_> = cases.iter().filter_map(|case| Some((&case.name, check(case).err()?))).collect();
    assert!(faults.is_empty(), "{file}: {faults:#?}");
    let refused = cases.iter().filter(|case| case.decode_error.is_some()).count();
    (cases.len() - refused, refused)
}

fn check(case: &Case) -> Result<(), String> {
    let codec = MsgPackBlosc::with_registry(sequential(case));
    let plain = MsgPack::with_registry(sequential(case));
    let bytes = case.bytes();
    let value = match (codec.decode(&bytes), &case.decode_error) {
        (Err(error), Some(_)) if error.is_syntax() => return Ok(()),
        (Ok(value), None) => value,
        (Ok(value), Some(fault)) => return Err(format!("decoded {value} for {}", fault.message)),
        (Err(error), _) => return Err(error.to_string()),
    };
    if let Some(node) = case.value_description.as_ref().filter(|node| node.describes_a_value()) {
        node.check(&value)?;
    }
    let data = blosc::decompress(&bytes, 16 << 20).map_err(|error| error.to_string())?;
    assert!(same(&plain.decode(&data).unwrap(), &value));
    assert_eq!(plain.encode(&value).unwrap(), data, "what aiomas put into the container");
    let ours = codec.encode(&value).unwrap();
    assert!(same(&codec.decode(&ours).unwrap(), &value) && ours.len() <= data.len() + 16);
    Ok(())
}

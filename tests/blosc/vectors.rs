//! The buffers that aiomas sent, over both generations of C-Blosc.

use std::path::PathBuf;

use codec::blosc::decompress;
use codec_tests::{hex, vectors};
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    bytes_hex: Option<String>,
    bytes_file: Option<PathBuf>,
    msgpack_hex: Option<String>,
    msgpack_len: Option<usize>,
    msgpack_sha256: Option<String>,
    decode_error: Option<serde_json::Value>,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        match (&self.bytes_hex, &self.bytes_file) {
            (Some(text), _) => hex::bytes(text),
            (None, Some(file)) => {
                std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors").join(file)).unwrap()
            }
            (None, None) => panic!("{}: no bytes", self.name),
        }
    }

    fn check(&self, data: &[u8]) {
        if let Some(expected) = &self.msgpack_hex {
            assert!(data == hex::bytes(expected), "{}", self.name);
        } else {
            let digest: String = Sha256::digest(data).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(Some(data.len()), self.msgpack_len, "{}", self.name);
            assert_eq!(Some(digest), self.msgpack_sha256, "{}", self.name);
        }
        let mut rest = data;
        rmpv::decode::read_value(&mut rest).unwrap();
        assert!(rest.is_empty(), "{}", self.name);
    }
}

fn all(file: &str) -> (usize, Vec<(String, String)>) {
    let (mut equal, mut refused) = (0, Vec::new());
    for case in vectors::load::<Case>(file) {
        match (decompress(&case.bytes(), 16 << 20), &case.decode_error) {
            (Ok(data), None) => {
                case.check(&data);
                equal += 1;
            }
            // C-Blosc gives no bytes, of which msgpack makes nothing.
            (Ok(data), Some(_)) => assert_eq!((&*data, &*case.name), (&[][..], "decode header only")),
            (Err(error), Some(_)) => refused.push((case.name, error.to_string())),
            (Err(error), None) => panic!("{}: {error}", case.name),
        }
    }
    (equal, refused)
}

#[test]
fn of_c_blosc_1_21() {
    let (equal, refused) = all("aiomas_msgpackblosc.json");
    let refused: Vec<(&str, &str)> = refused.iter().map(|(name, error)| (&name[..], &error[..])).collect();
    assert_eq!(equal, 46);
    assert_eq!(
        refused,
        [
            ("decode hand-made memcpy, flags 0x13", "a Blosc block size of 8 in a buffer of 4 (byte 8)"),
            ("decode hand-made memcpy, blocksize 0", "a Blosc block size of 0 in a buffer of 4 (byte 8)"),
            (
                "decode hand-made memcpy, cbytes too small",
                "input goes on behind the Blosc buffer: 20 bytes, not 19 (byte 19)"
            ),
            (
                "decode hand-made memcpy, cbytes too large",
                "input ends inside the Blosc buffer: 20 of 21 bytes (byte 20)"
            ),
            ("decode empty", "input ends inside the Blosc header: 0 of 16 bytes (byte 0)"),
            (
                "decode plain msgpack without blosc",
                "not a Blosc 1 buffer: it begins with 129, not with 2 (byte 0); check that the sender \
                 compresses, and with Blosc 1"
            ),
            (
                "decode trailing byte after cbytes",
                "input goes on behind the Blosc buffer: 21 bytes, not 20 (byte 20)"
            ),
        ]
    );
}

#[test]
fn of_c_blosc_1_11() {
    assert_eq!(all("aiomas_msgpackblosc_cblosc1_11.json"), (22, Vec::new()));
}

//! blosclz, the compressor that Blosc has of its own, a relative of `FastLZ`.
//!
//! A stream is a sequence of tokens, each with a control byte: below 32 that many literals and one more; else a match,
//! whose length is in the three high bits and whose distance begins in the five low ones. The first token is always a
//! run of literals, whose high bits count for nothing.

mod decode;
mod encode;

pub(super) use decode::decode;
pub(super) use encode::Encoder;

/// Literals of one token, at most.
const MOST_LITERALS: usize = 32;
/// A distance from here on takes two bytes more.
const FAR: usize = 8191;
/// The largest distance.
const FARTHEST: usize = FAR + 0xFFFF + 1;

#[cfg(test)]
#[allow(clippy::cast_possible_truncation)] // bytes of counters
mod tests {
    use super::*;
    use crate::wire::blosc::fault::Fault;

    fn expand(stream: &[u8], length: usize) -> Result<Vec<u8>, Fault> {
        let mut out = vec![0; length];
        let written = decode(stream, &mut out)?;
        out.truncate(written);
        Ok(out)
    }

    fn shrink(input: &[u8]) -> Option<Vec<u8>> {
        let mut out = b"before".to_vec();
        let pays = Encoder::new(input.len()).encode(input, &mut out);
        assert!(out.starts_with(b"before") && (pays || out.len() == 6));
        pays.then(|| out.split_off(6))
    }

    #[test]
    fn every_token_is_read() {
        assert_eq!(expand(b"\x02abc", 3).unwrap(), b"abc");
        // The marker in the first byte, then a run, then a literal.
        assert_eq!(expand(b"\x20a\x20\x00\x00b", 5).unwrap(), b"aaaab");
        // A length of 9 and more goes on in bytes up to one that is not 255: 9 + 255 + 1.
        let long = expand(b"\x01ab\xE0\xFF\x01\x01\x00c", 268).unwrap();
        assert_eq!(long, [b"ab".repeat(133), b"ac".to_vec()].concat()[..].split_at(0).1);
        // Far away: 8,191 and 4,096 in two bytes, and one.
        let mut far = b"\x02xyz\xE0\xFF\xFF".to_vec();
        far.truncate(4);
        far.extend(b"\xE0".iter().chain([255; 48].iter()).chain(b"\x30\x00"));
        let length = 3 + 9 + 48 * 255 + 0x30;
        far.extend(b"\x3F\xFF\x10\x00\x01ab");
        let out = expand(&far, length + 5).unwrap();
        assert_eq!(out[length..length + 3], out[length - 12_288..][..3]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let fault = |stream: &[u8], length: usize| {
            let fault = expand(stream, length).unwrap_err();
            (fault.what, fault.at)
        };
        let (ends, too_long) = ("the data ends early", "the data does not fit into its block");
        assert_eq!(fault(b"", 5), (ends, 0));
        assert_eq!(fault(b"\x02ab", 5), (ends, 3));
        assert_eq!(fault(b"\x02abc", 2), (too_long, 1));
        assert_eq!(fault(b"\x00a\x20", 5), (ends, 3));
        assert_eq!(fault(b"\x00a\x3F\xFF\x00", 5), (ends, 5));
        assert_eq!(fault(b"\x00a\x20\x01\x00b", 5), ("a match begins before the data", 4));
        assert_eq!(fault(b"\x00a\x40\x00\x00b", 4), (too_long, 4));
        assert_eq!(fault(&[&b"\x00a\xE0"[..], &[255; 100]].concat(), 400), (ends, 103));
    }

    #[test]
    fn round_trips() {
        let mut seed = 1_u64;
        let mut random = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize
        };
        let mut paid = 0;
        for round in 0..2000 {
            let (length, letters, far) = (random() % 3000, 1 + random() % 5, random() % 40);
            let mut input: Vec<u8> = Vec::new();
            while input.len() < length {
                let at = random() % (input.len() + 1);
                let piece: Vec<u8> = input[at..].iter().take(random() % 60).copied().collect();
                input.extend(piece);
                input.extend((0..random() % 9).map(|_| (random() % letters) as u8));
                if far == 0 && input.len() > 500 && input.len() < 1000 {
                    input.extend(std::iter::repeat_n(7, 8000 + random() % 80_000));
                    input.extend((0..300).map(|_| random() as u8));
                }
            }
            if let Some(stream) = shrink(&input) {
                paid += 1;
                assert_eq!(expand(&stream, input.len()).unwrap(), input, "{round}");
                assert!(stream.len() < input.len());
            }
        }
        assert!(paid > 1000, "{paid}");
    }
}

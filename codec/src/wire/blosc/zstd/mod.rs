//! The Zstandard format (RFC 8878). Only read, and only as Blosc uses it: one frame without a dictionary, of known
//! length.
//!
//! Why not a crate: those in pure Rust take a block's length on trust, which lets some kilobytes become gigabytes, or
//! need a newer compiler than this crate does; and they are not free of unsafe code, which Blosc is decoded without.

mod bits;
mod block;
mod checksum;
mod fse;
mod huffman;
mod literals;
mod sequences;

use super::fault::Fault;
use block::Decoder;

/// What is wrong with a part of a frame.
type Result<T> = std::result::Result<T, &'static str>;

const ENDS: &str = "the data ends early";

const MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
const MOST_IN_BLOCK: usize = 128 << 10;

/// Appends the data of the frame, which must be of this length; memory grows with what is written.
pub(super) fn decode(input: &[u8], length: usize, out: &mut Vec<u8>) -> std::result::Result<(), Fault> {
    let mut rest = input;
    let at = |rest: &[u8]| input.len() - rest.len(); // always a tail of the input
    let has_checksum = frame_header(&mut rest, length).map_err(|what| Fault::new(what, at(rest)))?;
    let mut decoder = Decoder::new(out, length);
    loop {
        let begin = at(rest);
        if decoder.block(&mut rest).map_err(|what| Fault::new(what, begin))? {
            break;
        }
    }
    let data = decoder.finish().ok_or_else(|| Fault::ends(at(rest)))?;
    if has_checksum {
        let sum = take(&mut rest, 4).map_err(|what| Fault::new(what, at(rest)))?;
        if sum != checksum::of(data).to_le_bytes() {
            return Err(Fault::new("the checksum does not fit", input.len() - 4));
        }
    }
    if rest.is_empty() { Ok(()) } else { Err(Fault::new("bytes behind the end", at(rest))) }
}

/// Whether a checksum follows the data.
fn frame_header(rest: &mut &[u8], length: usize) -> Result<bool> {
    if take(rest, 4)? != MAGIC {
        return Err("not a Zstandard frame");
    }
    let descriptor = byte(rest)?;
    let single_segment = descriptor & 0x20 != 0;
    if descriptor & 0x08 != 0 {
        return Err("a reserved bit of the frame header is set");
    }
    if !single_segment {
        byte(rest)?; // the size of the window: all of the data is kept anyway
    }
    let dictionary = take(rest, (1 << (descriptor & 3)) >> 1)?; // 0, 1, 2 or 4 bytes
    if dictionary.iter().any(|&byte| byte != 0) {
        return Err("the frame needs a dictionary");
    }
    let claimed = match descriptor >> 6 {
        0 if !single_segment => return Ok(descriptor & 4 != 0),
        0 => u64::from(byte(rest)?),
        1 => little_endian(take(rest, 2)?) + 256,
        2 => little_endian(take(rest, 4)?),
        _ => little_endian(take(rest, 8)?),
    };
    if usize::try_from(claimed) == Ok(length) {
        Ok(descriptor & 4 != 0)
    } else {
        Err("the frame is of another length than its block")
    }
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(count).ok_or(ENDS)?;
    *rest = left;
    Ok(taken)
}

fn byte(rest: &mut &[u8]) -> Result<u8> {
    take(rest, 1)?.first().copied().ok_or(ENDS)
}

/// Of up to three bytes.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte))
}

/// Of up to eight bytes.
fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two blocks by libzstd 1.5: counters and letters twice; its length is not in the header, a checksum is behind it.
    const FRAME: &[u8] = b"\x28\xb5\x2f\xfd\x04\x58\xac\x01\x00\xb4\x02\
        \x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\
        \x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x20\x21\x22\x23\x24\x25\x26\x27abc\
        \x02\x00\xba\x62\xe0\x2a\x55\x19\x75\x00\x00\x18abc\x03\x40\x00\x5c\x28\x2e\x55\xbe\xa5\x0a\xaf\x6a\xcd\xaf";

    fn expand(frame: &[u8], length: usize) -> std::result::Result<Vec<u8>, (&'static str, usize)> {
        let mut out = b"before".to_vec();
        decode(frame, length, &mut out).map_err(|fault| (fault.what, fault.at))?;
        Ok(out.split_off(6))
    }

    #[test]
    fn a_frame_with_a_checksum() {
        let counters: Vec<u8> = (0..40).collect();
        let once = [&counters[..], &counters, b"abcabcabcabc"].concat();
        assert_eq!(expand(FRAME, 184).unwrap(), once.repeat(2));
        let last = FRAME.len() - 4;
        let mut changed = FRAME.to_vec();
        changed[last] ^= 1;
        assert_eq!(expand(&changed, 184), Err(("the checksum does not fit", last)));
        assert_eq!(expand(&FRAME[..last + 3], 184), Err((ENDS, last)));
        assert_eq!(expand(&[FRAME, b"\0"].concat(), 184), Err(("bytes behind the end", FRAME.len())));
        assert_eq!(expand(FRAME, 185), Err((ENDS, last)));
        assert!(expand(FRAME, 183).is_err_and(|(what, _)| what == "the data does not fit into its block"));
    }

    #[test]
    fn headers_that_cannot_be() {
        let frame = |header: &[u8]| expand(&[&MAGIC[..], header].concat(), 5);
        assert_eq!(expand(b"\x28\xb5\x2f", 5), Err((ENDS, 0)));
        assert_eq!(frame(b"\x08"), Err(("a reserved bit of the frame header is set", 5)));
        assert_eq!(frame(b"\x21\x07\x05"), Err(("the frame needs a dictionary", 6)));
        assert_eq!(frame(b"\x20\x06"), Err(("the frame is of another length than its block", 6)));
        assert_eq!(frame(b"\x20\x05\x07\0\0"), Err(("a block of a reserved kind", 6)));
        assert_eq!(frame(b"\x20\x05\xFD\xFF\xFF"), Err(("a block of more than 128 KiB", 6)));
        // One byte again and again, as often as there is room for, and once more.
        assert_eq!(frame(b"\x20\x05\x2B\0\0a").unwrap(), b"aaaaa");
        assert_eq!(frame(b"\x20\x05\x33\0\0a"), Err(("the data does not fit into its block", 6)));
    }
}

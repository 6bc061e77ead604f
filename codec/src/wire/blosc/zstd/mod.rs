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
    let dictionary = take(rest, [0, 1, 2, 4][usize::from(descriptor & 3)])?;
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

/// Of up to eight bytes.
fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

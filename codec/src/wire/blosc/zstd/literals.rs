//! The literals of a block.

use super::huffman::Table;
use super::{ENDS, MOST_IN_BLOCK, Result, byte, little_endian, number, take};

/// Reads the literals from the front of a block; the code of the block before may be used again.
pub(super) fn read(rest: &mut &[u8], code: &mut Option<Table>, out: &mut Vec<u8>) -> Result<()> {
    out.clear();
    let first = *rest.first().ok_or(ENDS)?;
    let (kind, form) = (first & 3, first >> 2 & 3);
    if kind < 2 {
        let size = plain_size(rest, form)?;
        match kind {
            0 => out.extend_from_slice(take(rest, size)?),
            _ => out.resize(size, byte(rest)?),
        }
        return Ok(());
    }
    let (size, packed) = packed_sizes(rest, form)?;
    let mut body = take(rest, packed)?;
    if kind == 2 {
        *code = Some(Table::read(&mut body)?);
    }
    let table = code.as_ref().ok_or("no Huffman code to use again")?;
    if form == 0 { table.decode(body, size, out) } else { four_streams(table, body, size, out) }
}

fn plain_size(rest: &mut &[u8], form: u8) -> Result<usize> {
    let (bytes, shift) = match form {
        1 => (2, 4),
        3 => (3, 4),
        _ => (1, 3),
    };
    limited(little_endian(take(rest, bytes)?) >> shift)
}

/// How many literals there are, and in how many bytes.
fn packed_sizes(rest: &mut &[u8], form: u8) -> Result<(usize, usize)> {
    let (bytes, bits) = match form {
        2 => (4, 14),
        3 => (5, 18),
        _ => (3, 10),
    };
    let word = little_endian(take(rest, bytes)?) >> 4;
    let mask = (1 << bits) - 1;
    Ok((limited(word & mask)?, limited(word >> bits & mask)?))
}

fn limited(size: u64) -> Result<usize> {
    let size = usize::try_from(size).ok().filter(|&size| size <= MOST_IN_BLOCK);
    size.ok_or("a block of more than 128 KiB")
}

/// A quarter of the literals in each, the lengths of the first three in front.
fn four_streams(table: &Table, mut body: &[u8], size: usize, out: &mut Vec<u8>) -> Result<()> {
    let lengths = take(&mut body, 6)?;
    let quarter = size.div_ceil(4);
    for length in lengths.chunks_exact(2) {
        let stream = take(&mut body, number(length))?;
        table.decode(stream, quarter, out)?;
    }
    let last = size.checked_sub(3 * quarter).ok_or("too few literals for four streams")?;
    table.decode(body, last, out)
}

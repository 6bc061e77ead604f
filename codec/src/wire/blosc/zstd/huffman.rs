//! Huffman codes of literals.

use super::bits::Bits;
use super::fse::Table as Fse;
use super::{ENDS, Result, byte, take};

const MOST_BITS: u32 = 11;
const MOST_SYMBOLS: usize = 256;
/// The largest table for weights.
const WEIGHTS_LOG: u32 = 6;

/// For every value of the next bits the symbol, and how many of them are its code.
pub(super) struct Table {
    entries: Vec<(u8, u8)>,
    log: u32,
}

impl Table {
    /// Reads the weights of the symbols from the front.
    pub(super) fn read(rest: &mut &[u8]) -> Result<Self> {
        let header = usize::from(byte(rest)?);
        let weights = if header < 128 {
            packed_weights(take(rest, header)?)?
        } else {
            let count = header - 127;
            let halves = take(rest, count.div_ceil(2))?.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            halves.take(count).collect()
        };
        Self::new(weights)
    }

    /// The weight of the last symbol is what is missing to a power of two.
    #[allow(clippy::cast_possible_truncation)] // symbols are below 256, lengths at most 11
    fn new(mut weights: Vec<u8>) -> Result<Self> {
        const INVALID: &str = "the weights of a Huffman code do not fit";
        if weights.len() >= MOST_SYMBOLS || weights.iter().any(|&weight| u32::from(weight) > MOST_BITS) {
            return Err(INVALID);
        }
        let sum: u32 = weights.iter().map(|&weight| (1 << weight) >> 1).sum();
        let log = sum.checked_ilog2().ok_or(INVALID)? + 1;
        let missing = (1 << log) - sum;
        if log > MOST_BITS || !missing.is_power_of_two() {
            return Err(INVALID);
        }
        weights.push(missing.ilog2() as u8 + 1);
        let mut entries = Vec::with_capacity(1 << log);
        for weight in 1..=log {
            let symbols = weights.iter().enumerate().filter(|&(_, &each)| u32::from(each) == weight);
            for (symbol, _) in symbols {
                let entry = (symbol as u8, (log + 1 - weight) as u8);
                entries.extend(std::iter::repeat_n(entry, 1 << (weight - 1)));
            }
        }
        if entries.len() == 1 << log { Ok(Table { entries, log }) } else { Err(INVALID) }
    }

    /// Appends so many symbols, which must be all of the stream.
    pub(super) fn decode(&self, stream: &[u8], count: usize, out: &mut Vec<u8>) -> Result<()> {
        let mut bits = Bits::new(stream)?;
        for _ in 0..count {
            let &(symbol, length) = self.entries.get(bits.peek(self.log) as usize).ok_or(ENDS)?;
            bits.skip(u32::from(length))?;
            out.push(symbol);
        }
        if bits.left() == 0 { Ok(()) } else { Err("bits behind the literals") }
    }
}

/// Weights that two states take by turns from one stream, which ends where a state cannot go on.
fn packed_weights(input: &[u8]) -> Result<Vec<u8>> {
    let (table, taken) = Fse::read(input, WEIGHTS_LOG, MOST_SYMBOLS)?;
    let mut bits = Bits::new(input.get(taken..).ok_or(ENDS)?)?;
    let (mut state, mut other) = (table.start(&mut bits)?, table.start(&mut bits)?);
    let mut weights = Vec::new();
    while weights.len() < MOST_SYMBOLS {
        weights.push(table.symbol(&state));
        if table.bits(&state) > bits.left() {
            weights.push(table.symbol(&other));
            return Ok(weights);
        }
        table.step(&mut state, &mut bits)?;
        std::mem::swap(&mut state, &mut other);
    }
    Err("a Huffman code has too many symbols")
}

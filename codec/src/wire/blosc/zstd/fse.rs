//! Finite state entropy: tables, and their description in a block.

use super::bits::Bits;
use super::{ENDS, Result, little_endian};

/// What a state stands for, and how the next one is found.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    symbol: u8,
    bits: u8,
    base: u16,
}

/// A decoding table; as many entries as a power of two.
#[derive(Debug, Clone)]
pub(super) struct Table {
    entries: Vec<Entry>,
    log: u32,
}

/// The tables of sequences have up to 512 states.
pub(super) const MOST_LOG: u32 = 9;

impl Table {
    /// Every state is this symbol and takes no bits.
    pub(super) fn of_one(symbol: u8) -> Self {
        Table { entries: vec![Entry { symbol, bits: 0, base: 0 }], log: 0 }
    }

    /// From the share that each symbol has in the states; -1 is less than one. All shares make up `1 << log`, which is
    /// at most [`MOST_LOG`].
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // at most 512 states, 256 symbols
    pub(super) fn new(shares: &[i16], log: u32) -> Self {
        let size = 1_usize << log;
        let mut entries = vec![Entry::default(); size];
        let mut free = size;
        for (symbol, _) in shares.iter().enumerate().filter(|&(_, &share)| share == -1) {
            free = free.saturating_sub(1);
            if let Some(entry) = entries.get_mut(free) {
                entry.symbol = symbol as u8;
            }
        }
        let step = (size >> 1) + (size >> 3) + 3;
        let mut place = 0;
        for (symbol, &share) in shares.iter().enumerate() {
            for _ in 0..share.max(0) {
                if let Some(entry) = entries.get_mut(place) {
                    entry.symbol = symbol as u8;
                }
                place = (place + step) & (size - 1);
                while place >= free && free > 0 {
                    place = (place + step) & (size - 1);
                }
            }
        }
        let mut next: Vec<u16> = shares.iter().map(|share| share.unsigned_abs()).collect();
        for entry in &mut entries {
            let Some(count) = next.get_mut(usize::from(entry.symbol)) else { continue };
            let bits = log.saturating_sub((*count).max(1).ilog2());
            entry.bits = bits as u8;
            entry.base = ((usize::from(*count) << bits).saturating_sub(size)) as u16;
            *count += 1;
        }
        Table { entries, log }
    }

    /// Reads a description from the front of the bytes; says how many it takes.
    pub(super) fn read(input: &[u8], most_log: u32, symbols: usize) -> Result<(Self, usize)> {
        let mut at = 0;
        let log = forward(input, &mut at, 4)? + 5;
        if log > most_log {
            return Err("an entropy table is too large");
        }
        let mut left = 1_i32 << log;
        let mut shares: Vec<i16> = Vec::with_capacity(symbols);
        while left > 0 {
            let share = share(input, &mut at, left)?;
            left -= i32::from(share).abs();
            shares.push(share);
            if share == 0 {
                // How many more have none, in threes.
                let mut zeros = 3;
                while zeros == 3 && shares.len() <= symbols {
                    zeros = forward(input, &mut at, 2)?;
                    shares.extend((0..zeros).map(|_| 0));
                }
            }
            if shares.len() > symbols {
                return Err("an entropy table has too many symbols");
            }
        }
        Ok((Self::new(&shares, log), at.div_ceil(8)))
    }

    /// The first state.
    pub(super) fn start(&self, bits: &mut Bits<'_>) -> Result<State> {
        bits.take(self.log).map(|state| State(state as usize))
    }

    #[inline]
    fn entry(&self, state: &State) -> Entry {
        self.entries.get(state.0).copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn symbol(&self, state: &State) -> u8 {
        self.entry(state).symbol
    }

    /// How many bits the next state takes.
    #[inline]
    pub(super) fn bits(&self, state: &State) -> usize {
        usize::from(self.entry(state).bits)
    }

    #[inline]
    pub(super) fn step(&self, state: &mut State, bits: &mut Bits<'_>) -> Result<()> {
        let entry = self.entry(state);
        state.0 = usize::from(entry.base) + bits.take(u32::from(entry.bits))? as usize;
        Ok(())
    }
}

/// A place in a table.
pub(super) struct State(usize);

/// The share of one symbol: from 0 to what is left and one more, less one; the low ones with a bit less.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_possible_wrap)] // below 1024
fn share(input: &[u8], at: &mut usize, left: i32) -> Result<i16> {
    let most = left as u32 + 1;
    let bits = 32 - most.leading_zeros();
    let low = (1 << bits) - 1 - most;
    let short = forward(input, at, bits - 1)?;
    if short < low {
        return Ok(short as i16 - 1);
    }
    // The last bit, which is the highest.
    let long = short | forward(input, at, 1)? << (bits - 1);
    Ok((if long >= 1 << (bits - 1) { long - low } else { long }) as i16 - 1)
}

/// Bits from the front, the lowest ones first; at most 16.
#[allow(clippy::cast_possible_truncation)] // masked
fn forward(input: &[u8], at: &mut usize, count: u32) -> Result<u32> {
    let end = *at + count as usize;
    if end > input.len() * 8 {
        return Err(ENDS);
    }
    let bytes = input.get(*at / 8..end.div_ceil(8)).ok_or(ENDS)?;
    let word = little_endian(bytes) >> (*at % 8);
    *at = end;
    Ok((word & ((1 << count) - 1)) as u32)
}

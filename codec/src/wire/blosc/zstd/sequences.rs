//! The sequences of a block: how many literals, then a match of what length and distance.

use super::bits::Bits;
use super::fse::{MOST_LOG, Table};
use super::{Result, byte, number, take};

/// One step of a block.
pub(super) struct Sequence {
    pub(super) literals: usize,
    pub(super) length: usize,
    /// From 1 to 3 a distance that was used before.
    pub(super) offset: usize,
}

/// Lengths of literals by their code: the least, and how many bits are added.
const LITERALS: [(u32, u32); 36] = [
    (0, 0),
    (1, 0),
    (2, 0),
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 0),
    (12, 0),
    (13, 0),
    (14, 0),
    (15, 0),
    (16, 1),
    (18, 1),
    (20, 1),
    (22, 1),
    (24, 2),
    (28, 2),
    (32, 3),
    (40, 3),
    (48, 4),
    (64, 6),
    (128, 7),
    (256, 8),
    (512, 9),
    (1024, 10),
    (2048, 11),
    (4096, 12),
    (8192, 13),
    (16_384, 14),
    (32_768, 15),
    (65_536, 16),
];

/// Lengths of matches from the code 32 on; below it is the code and three.
const MATCHES: [(u32, u32); 21] = [
    (35, 1),
    (37, 1),
    (39, 1),
    (41, 1),
    (43, 2),
    (47, 2),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 5),
    (131, 7),
    (259, 8),
    (515, 9),
    (1027, 10),
    (2051, 11),
    (4099, 12),
    (8195, 13),
    (16_387, 14),
    (32_771, 15),
    (65_539, 16),
];

/// Shares of the codes where a block describes none.
const LITERALS_SHARES: [i16; 36] = [
    4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1,
    -1, -1,
];
const MATCHES_SHARES: [i16; 53] = [
    1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
];
const OFFSETS_SHARES: [i16; 29] =
    [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1];

/// A kind of code: what a block may describe, and what stands for it otherwise.
struct Kind {
    symbols: usize,
    most_log: u32,
    shares: &'static [i16],
    log: u32,
}

const KINDS: [Kind; 3] = [
    Kind { symbols: 36, most_log: MOST_LOG, shares: &LITERALS_SHARES, log: 6 },
    Kind { symbols: 32, most_log: 8, shares: &OFFSETS_SHARES, log: 5 },
    Kind { symbols: 53, most_log: MOST_LOG, shares: &MATCHES_SHARES, log: 6 },
];

/// The tables of literals, offsets and matches; the next block may use them again.
pub(super) type Tables = [Option<Table>; 3];

/// Gives each sequence of the rest of a block to the function.
pub(super) fn read(
    mut rest: &[u8],
    tables: &mut Tables,
    mut each: impl FnMut(Sequence) -> Result<()>,
) -> Result<()> {
    let count = count(&mut rest)?;
    if count == 0 {
        return if rest.is_empty() { Ok(()) } else { Err("bytes behind the sequences") };
    }
    let modes = byte(&mut rest)?;
    if modes & 3 != 0 {
        return Err("a reserved bit of the sequences is set");
    }
    for ((table, kind), shift) in tables.iter_mut().zip(&KINDS).zip([6, 4, 2]) {
        kind.read(&mut rest, modes >> shift & 3, table)?;
    }
    let [Some(literals), Some(offsets), Some(matches)] = tables else { return Err("no table to use again") };
    let mut bits = Bits::new(rest)?;
    let mut states = (literals.start(&mut bits)?, offsets.start(&mut bits)?, matches.start(&mut bits)?);
    for left in (0..count).rev() {
        let offset = u32::from(offsets.symbol(&states.1));
        let offset = (1 << offset) + u64::from(bits.take(offset)?);
        let length = added(match_code(matches.symbol(&states.2)), &mut bits)?;
        let literal = LITERALS.get(usize::from(literals.symbol(&states.0))).copied().unwrap_or_default();
        let literal = added(literal, &mut bits)?;
        each(Sequence { literals: literal, length, offset: usize::try_from(offset).unwrap_or(usize::MAX) })?;
        if left > 0 {
            literals.step(&mut states.0, &mut bits)?;
            matches.step(&mut states.2, &mut bits)?;
            offsets.step(&mut states.1, &mut bits)?;
        }
    }
    if bits.left() == 0 { Ok(()) } else { Err("bits behind the sequences") }
}

impl Kind {
    fn read(&self, rest: &mut &[u8], mode: u8, table: &mut Option<Table>) -> Result<()> {
        match mode {
            0 => *table = Some(Table::new(self.shares, self.log)),
            1 => {
                let symbol = Some(byte(rest)?).filter(|&symbol| usize::from(symbol) < self.symbols);
                *table = Some(Table::of_one(symbol.ok_or("a code that there is not")?));
            }
            2 => {
                let (read, taken) = Table::read(rest, self.most_log, self.symbols)?;
                take(rest, taken)?;
                *table = Some(read);
            }
            _ => {}
        }
        Ok(())
    }
}

/// How many sequences there are.
fn count(rest: &mut &[u8]) -> Result<usize> {
    Ok(match byte(rest)? {
        255 => number(take(rest, 2)?) + 0x7F00,
        first @ 128.. => usize::from(first - 128) << 8 | usize::from(byte(rest)?),
        few => usize::from(few),
    })
}

fn match_code(code: u8) -> (u32, u32) {
    match code.checked_sub(32) {
        None => (u32::from(code) + 3, 0),
        Some(long) => MATCHES.get(usize::from(long)).copied().unwrap_or_default(),
    }
}

/// A code's least with its added bits: at most 131,074.
fn added((least, count): (u32, u32), bits: &mut Bits<'_>) -> Result<usize> {
    Ok((least + bits.take(count)?) as usize)
}

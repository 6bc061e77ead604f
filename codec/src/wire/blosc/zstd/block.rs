//! Blocks, and what a frame keeps from one to the next.

use super::huffman;
use super::sequences::{self, Sequence, Tables};
use super::{MOST_IN_BLOCK, Result, byte, literals, number, take};

const TOO_LONG: &str = "the data does not fit into its block";

/// The data so far and the state of a frame.
pub(super) struct Decoder<'a> {
    data: Data<'a>,
    code: Option<huffman::Table>,
    tables: Tables,
    literals: Vec<u8>,
}

/// What is written, and the distances that were used last.
struct Data<'a> {
    out: &'a mut Vec<u8>,
    /// Where the frame's data begins and ends in it.
    start: usize,
    end: usize,
    recent: [usize; 3],
}

impl<'a> Decoder<'a> {
    /// For this many bytes, which are appended.
    pub(super) fn new(out: &'a mut Vec<u8>, length: usize) -> Self {
        let (start, end) = (out.len(), out.len().saturating_add(length));
        let data = Data { out, start, end, recent: [1, 4, 8] };
        Decoder { data, code: None, tables: [None, None, None], literals: Vec::new() }
    }

    /// Reads one block; whether it is the last one.
    pub(super) fn block(&mut self, rest: &mut &[u8]) -> Result<bool> {
        let header = number(take(rest, 3)?);
        let size = header >> 3;
        if size > MOST_IN_BLOCK {
            return Err("a block of more than 128 KiB");
        }
        match header >> 1 & 3 {
            0 => self.data.push(take(rest, size)?)?,
            1 => self.data.fill(byte(rest)?, size)?,
            2 => self.compressed(take(rest, size)?)?,
            _ => return Err("a block of a reserved kind"),
        }
        Ok(header & 1 != 0)
    }

    fn compressed(&mut self, mut rest: &[u8]) -> Result<()> {
        literals::read(&mut rest, &mut self.code, &mut self.literals)?;
        let mut literals = self.literals.as_slice();
        let data = &mut self.data;
        sequences::read(rest, &mut self.tables, |sequence| {
            data.push(take(&mut literals, sequence.literals)?)?;
            let distance = data.distance(&sequence)?;
            data.repeat(distance, sequence.length)
        })?;
        self.data.push(literals)
    }

    /// The data, if it is complete.
    pub(super) fn finish(self) -> Option<&'a [u8]> {
        let data = self.data;
        (data.out.len() == data.end).then(|| data.out.get(data.start..).unwrap_or_default())
    }
}

impl Data<'_> {
    fn room(&self, count: usize) -> Result<()> {
        if count <= self.end - self.out.len() { Ok(()) } else { Err(TOO_LONG) }
    }

    fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.room(bytes.len())?;
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    fn fill(&mut self, byte: u8, count: usize) -> Result<()> {
        self.room(count)?;
        self.out.resize(self.out.len() + count, byte);
        Ok(())
    }

    /// The distance of a match, which becomes the most recent one.
    fn distance(&mut self, sequence: &Sequence) -> Result<usize> {
        let [first, second, third] = self.recent;
        // Without literals before it the last distance would have gone on, so the numbers mean the others.
        let number = if sequence.literals == 0 { sequence.offset + 1 } else { sequence.offset };
        let distance = match (sequence.offset, number) {
            (4.., _) => sequence.offset - 3,
            (_, 1) => return Ok(first),
            (_, 2) => second,
            (_, 3) => third,
            _ => first - 1, // none is 0
        };
        self.recent = [distance, first, if number == 2 { third } else { second }];
        if distance == 0 { Err("a match with a distance of 0") } else { Ok(distance) }
    }

    fn repeat(&mut self, distance: usize, length: usize) -> Result<()> {
        self.room(length)?;
        let from = self.out.len().checked_sub(distance).filter(|&from| from >= self.start);
        let from = from.ok_or("a match begins before the data")?;
        let end = self.out.len() + length;
        // Where it overlaps, what can be copied at once doubles with each step.
        while self.out.len() < end {
            let count = (self.out.len() - from).min(end - self.out.len());
            self.out.extend_from_within(from..from + count);
        }
        Ok(())
    }
}

//! The LZ4 block format, which `lz4_flex` knows.

use lz4_flex::block::{
    CompressTable, DecompressError, compress_into_with_table, decompress_into, get_maximum_output_size,
};

use super::fault::Fault;

/// Fills the output from the front; gives how much of it.
pub(super) fn decode(input: &[u8], out: &mut [u8]) -> Result<usize, Fault> {
    decompress_into(input, out).map_err(|error| match error {
        DecompressError::OutputTooSmall { .. } => Fault::too_long(0),
        DecompressError::OffsetZero => Fault::new("a match with a distance of 0", 0),
        DecompressError::OffsetOutOfBounds => Fault::new("a match begins before the data", 0),
        _ => Fault::ends(input.len()),
    })
}

/// Compresses one stream after another.
pub(super) struct Encoder {
    table: CompressTable,
    scratch: Vec<u8>,
}

impl Encoder {
    pub(super) fn new() -> Self {
        Encoder { table: CompressTable::small(), scratch: Vec::new() }
    }

    /// Appends the compressed stream; false, and nothing appended, where it would be no shorter than the input.
    pub(super) fn encode(&mut self, input: &[u8], out: &mut Vec<u8>) -> bool {
        let room = get_maximum_output_size(input.len());
        self.scratch.resize(self.scratch.len().max(room), 0);
        let written = compress_into_with_table(input, &mut self.scratch, &mut self.table);
        let written = written.ok().filter(|&count| count < input.len());
        match written.and_then(|count| self.scratch.get(..count)) {
            Some(stream) => {
                out.extend_from_slice(stream);
                true
            }
            None => false,
        }
    }
}

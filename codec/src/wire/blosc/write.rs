//! From data to a buffer.

use super::blosclz;
use super::header::{Format, Header, LENGTH, MOST, SHORTEST};
use super::{Compressor, Options, lz4, shuffle};
use crate::error::{SerializationError, SerializationKind};

/// A block, in its form for streams: what C-Blosc takes at its highest level.
const BLOCK: usize = 1 << 20;
/// A stream of a block that is split.
const MOST_STREAM: usize = 256 << 10;
/// A block of small elements is no smaller.
const LEAST_BLOCK: usize = 64 << 10;

/// Appends the buffer of this data.
pub(super) fn compress(input: &[u8], out: &mut Vec<u8>, options: Options) -> Result<(), SerializationError> {
    if input.len() > MOST {
        let message = format!("{} bytes are more than a Blosc buffer holds, which is {MOST}", input.len());
        return Err(SerializationError::new(SerializationKind::Limit, message).help("send them in parts"));
    }
    let format = match options.compressor {
        Compressor::Blosclz => Format::Blosclz,
        Compressor::Lz4 => Format::Lz4,
    };
    let blocksize = blocksize(input.len(), usize::from(options.typesize));
    let header = Header::new(format, options.shuffle, options.typesize, input.len(), blocksize);
    let start = out.len();
    let pays = input.len() >= SHORTEST && Writer::new(header, format).all(input, out, start);
    if !pays {
        out.truncate(start);
        out.reserve(LENGTH + input.len());
        out.extend_from_slice(&header.stored().bytes(LENGTH + input.len()));
        out.extend_from_slice(input);
    }
    Ok(())
}

/// A whole number of elements, and no more than the data; 1 where not even one element is there, as C-Blosc does.
fn blocksize(length: usize, typesize: usize) -> usize {
    if length < typesize {
        return 1;
    }
    let stream = length.min(MOST_STREAM);
    let splits = typesize <= 16 && stream / typesize >= SHORTEST;
    let block = if splits { (stream * typesize).clamp(LEAST_BLOCK, BLOCK) } else { stream };
    let block = block.min(length);
    block / typesize * typesize
}

struct Writer {
    header: Header,
    encoder: Encoder,
    /// The current block, shuffled.
    spare: Vec<u8>,
}

enum Encoder {
    Blosclz(blosclz::Encoder),
    Lz4(lz4::Encoder),
}

impl Encoder {
    fn encode(&mut self, stream: &[u8], out: &mut Vec<u8>) -> bool {
        match self {
            Encoder::Blosclz(encoder) => encoder.encode(stream, out),
            Encoder::Lz4(encoder) => encoder.encode(stream, out),
        }
    }
}

impl Writer {
    fn new(header: Header, format: Format) -> Self {
        let longest = header.blocksize / header.streams(header.blocksize).max(1);
        let encoder = match format {
            Format::Lz4 => Encoder::Lz4(lz4::Encoder::new()),
            _ => Encoder::Blosclz(blosclz::Encoder::new(longest)),
        };
        Writer { header, encoder, spare: Vec::new() }
    }

    /// Appends the whole buffer; false where it would be no shorter than the stored data. The start is that of the
    /// buffer in the vector.
    fn all(&mut self, input: &[u8], out: &mut Vec<u8>, start: usize) -> bool {
        let blocks = self.header.blocks();
        out.resize(start + LENGTH + 4 * blocks, 0);
        for (index, block) in input.chunks(self.header.blocksize).enumerate() {
            let at = out.len() - start;
            #[allow(clippy::cast_possible_truncation)] // as long as it is shorter than the stored buffer
            let bytes = (at as u32).to_le_bytes();
            put(out, start + LENGTH + 4 * index, &bytes);
            self.block(block, out);
            if out.len() - start >= LENGTH + input.len() {
                return false;
            }
        }
        let header = self.header.bytes(out.len() - start);
        put(out, start, &header);
        true
    }

    fn block(&mut self, block: &[u8], out: &mut Vec<u8>) {
        let mut spare = std::mem::take(&mut self.spare);
        let data = if self.header.is_shuffled() {
            spare.resize(spare.len().max(block.len()), 0);
            let typesize = usize::from(self.header.typesize);
            let (whole, tail) = block.split_at(block.len() / typesize * typesize);
            let (place, rest) = spare.split_at_mut(whole.len());
            shuffle::split(typesize, whole, place);
            rest.iter_mut().zip(tail).for_each(|(place, byte)| *place = *byte);
            spare.get(..block.len()).unwrap_or_default()
        } else {
            block
        };
        let count = self.header.streams(block.len());
        for stream in data.chunks(data.len() / count) {
            self.stream(stream, out);
        }
        self.spare = spare;
    }

    /// Its length, then what it is compressed to, or itself where that is no shorter.
    fn stream(&mut self, stream: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&[0; 4]);
        if !self.encoder.encode(stream, out) {
            out.extend_from_slice(stream);
        }
        #[allow(clippy::cast_possible_truncation)] // at most the length of a block
        let length = (out.len() - start - 4) as u32;
        put(out, start, &length.to_le_bytes());
    }
}

/// Overwrites bytes that were appended.
fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = out.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

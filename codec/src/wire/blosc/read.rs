//! From a buffer to its data.

use super::fault::{self, Fault};
use super::header::{Filter, Format, Header, LENGTH};
use super::{bitshuffle, blosclz, grow, lz4, shuffle, zlib, zstd};
use crate::error::DecodeError;

/// Replaces what the vector holds by the data of a buffer.
pub(super) fn decompress(input: &[u8], most: usize, out: &mut Vec<u8>) -> Result<(), DecodeError> {
    let header = Header::read(input, most)?;
    let body = input.get(LENGTH..).unwrap_or_default();
    if header.is_stored() || header.length == 0 {
        out.clear();
        out.extend_from_slice(body);
        return Ok(());
    }
    let blocks = Blocks::read(input, &header)?;
    Reader { input, header, format: header.format()?, spare: Vec::new() }.all(&blocks, out)
}

/// Where the blocks begin. C-Blosc's threads write them in any order, but leave no gaps.
struct Blocks {
    starts: Vec<u32>,
    /// The same in order; empty where they are in order.
    sorted: Vec<u32>,
    end: usize,
}

impl Blocks {
    fn read(input: &[u8], header: &Header) -> Result<Self, DecodeError> {
        let count = header.blocks();
        let first = count.checked_mul(4).and_then(|bytes| bytes.checked_add(LENGTH));
        let table = first.and_then(|first| input.get(LENGTH..first)).ok_or_else(|| {
            fault::syntax(8, format!("a Blosc buffer of {} bytes for {count} blocks", input.len()))
        })?;
        let starts: Vec<u32> = table.chunks_exact(4).map(word).collect();
        let mut sorted = Vec::new();
        if starts.windows(2).any(|pair| pair.first() >= pair.last()) {
            sorted.clone_from(&starts);
            sorted.sort_unstable();
        }
        let blocks = Blocks { starts, sorted, end: input.len() };
        blocks.check(LENGTH + table.len())?;
        Ok(blocks)
    }

    /// The first one begins behind the table, and no two in the same place.
    fn check(&self, first: usize) -> Result<(), DecodeError> {
        let sorted = if self.sorted.is_empty() { &self.starts } else { &self.sorted };
        let at =
            |start: u32| LENGTH + 4 * self.starts.iter().rposition(|&each| each == start).unwrap_or_default();
        if let Some(&start) = sorted.first().filter(|&&start| start as usize != first) {
            let message = format!("the first Blosc block begins at {start}, not at {first}");
            return Err(fault::syntax(at(start), message));
        }
        if let Some(&start) = sorted.last().filter(|&&start| start as usize >= self.end) {
            let message = format!("a Blosc block begins at {start}, in a buffer of {} bytes", self.end);
            return Err(fault::syntax(at(start), message));
        }
        let twice = sorted.windows(2).find(|pair| pair.first() == pair.last());
        match twice.and_then(<[u32]>::first) {
            Some(&start) => Err(fault::syntax(at(start), format!("two Blosc blocks begin at {start}"))),
            None => Ok(()),
        }
    }

    /// Where a block begins and ends.
    fn place(&self, index: usize) -> (usize, usize) {
        let start = self.starts.get(index).copied().unwrap_or_default();
        let next = match self.sorted.as_slice() {
            [] => self.starts.get(index + 1),
            sorted => sorted.get(sorted.partition_point(|&each| each <= start)),
        };
        (start as usize, next.map_or(self.end, |&next| next as usize))
    }
}

/// Little-endian.
fn word(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

struct Reader<'a> {
    input: &'a [u8],
    header: Header,
    format: Format,
    /// The data of the current block as it was before it was compressed, that is shuffled.
    spare: Vec<u8>,
}

/// A part of the input, the stream of a block or of a part of it.
#[derive(Clone, Copy)]
struct Stream {
    start: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    fn all(&mut self, blocks: &Blocks, out: &mut Vec<u8>) -> Result<(), DecodeError> {
        let Header { length, blocksize, .. } = self.header;
        out.truncate(length);
        out.reserve(grow::next(0, self.input.len(), length).saturating_sub(out.len()));
        let mut written = 0;
        for index in 0..self.header.blocks() {
            let size = blocksize.min(length - written); // there are no more blocks than the length has
            let count = self.header.streams(size);
            if size % count != 0 {
                let message = format!("a Blosc block size of {size}, where elements have {count} bytes");
                return Err(fault::syntax(8, message));
            }
            let streams = self.streams(blocks.place(index), count)?;
            match self.header.filter(size) {
                Filter::None => self.plain(&streams, size, out, written)?,
                Filter::Bytes => self.shuffled(&streams, size, out, written)?,
                Filter::Bits => self.bit_shuffled(&streams, size, out, written)?,
            }
            written += size;
        }
        out.truncate(length);
        Ok(())
    }

    /// The streams of a block, each behind its length; together they are all of it.
    fn streams(&self, (mut at, end): (usize, usize), count: usize) -> Result<Vec<Stream>, DecodeError> {
        let mut streams = Vec::with_capacity(count);
        for _ in 0..count {
            let left = self.input.get(at..end).unwrap_or_default();
            let length = left.first_chunk().map(|bytes| i32::from_le_bytes(*bytes));
            let length = length.ok_or_else(|| fault::syntax(at, "a Blosc block ends before its streams"))?;
            let fits = usize::try_from(length).ok().filter(|&length| length <= left.len() - 4);
            let Some(fits) = fits else {
                let message = format!("a Blosc stream of {length} bytes, where {} are left", left.len() - 4);
                return Err(fault::syntax(at, message));
            };
            let start = at + 4;
            at = start + fits;
            streams.push(Stream { start, end: at });
        }
        if at == end {
            return Ok(streams);
        }
        Err(fault::syntax(at, format!("a Blosc block goes on behind its last stream, to byte {end}")))
    }

    fn bytes(&self, stream: Stream) -> &'a [u8] {
        self.input.get(stream.start..stream.end).unwrap_or_default()
    }

    fn plain(
        &self,
        streams: &[Stream],
        size: usize,
        out: &mut Vec<u8>,
        written: usize,
    ) -> Result<(), DecodeError> {
        let length = size / streams.len().max(1);
        let places = (written..).step_by(length.max(1));
        streams.iter().zip(places).try_for_each(|(&stream, at)| self.expand(stream, length, out, at))
    }

    fn bit_shuffled(
        &mut self,
        streams: &[Stream],
        size: usize,
        out: &mut Vec<u8>,
        written: usize,
    ) -> Result<(), DecodeError> {
        let mut spare = std::mem::take(&mut self.spare);
        self.plain(streams, size, &mut spare, 0)?;
        let typesize = usize::from(self.header.typesize);
        let elements = size / typesize;
        // C-Blosc leaves a block as it is if its elements do not come in groups of eight.
        let whole = if elements % 8 == 0 { elements * typesize } else { 0 };
        let (shuffled, tail) = spare.get(..size).unwrap_or_default().split_at(whole);
        let (place, rest) = room(out, written, size).split_at_mut(whole);
        bitshuffle::join(typesize, shuffled, place);
        rest.copy_from_slice(tail);
        self.spare = spare;
        Ok(())
    }

    /// What is stored is taken from where it stands: most of the bytes of noisy samples are.
    fn shuffled(
        &mut self,
        streams: &[Stream],
        size: usize,
        out: &mut Vec<u8>,
        written: usize,
    ) -> Result<(), DecodeError> {
        let typesize = usize::from(self.header.typesize);
        let length = size / streams.len().max(1);
        let mut spare = std::mem::take(&mut self.spare);
        let mut used = 0;
        for &stream in streams.iter().filter(|stream| stream.end - stream.start != length) {
            self.expand(stream, length, &mut spare, used)?;
            used += length;
        }
        let mut expanded = spare.chunks_exact(length.max(1));
        let mut data = streams.iter().map(|&stream| match self.bytes(stream) {
            stored if stored.len() == length => stored,
            _ => expanded.next().unwrap_or_default(),
        });
        let whole = size / typesize * typesize;
        let (place, rest) = room(out, written, size).split_at_mut(whole);
        let mut tail: &[u8] = &[];
        let parts: Vec<&[u8]> = if streams.len() == typesize {
            data.collect()
        } else {
            // One stream, of the length of the block.
            let (shuffled, behind) = data.next().unwrap_or_default().split_at(whole);
            tail = behind;
            shuffled.chunks_exact((whole / typesize).max(1)).collect()
        };
        shuffle::join(&parts, place);
        rest.copy_from_slice(tail);
        self.spare = spare;
        Ok(())
    }

    /// Writes the data of a stream, which must be of this length, to this place; what stands behind may be lost.
    fn expand(&self, stream: Stream, length: usize, out: &mut Vec<u8>, at: usize) -> Result<(), DecodeError> {
        let bytes = self.bytes(stream);
        if bytes.len() == length {
            room(out, at, length).copy_from_slice(bytes);
            return Ok(());
        }
        let done = match self.format {
            Format::Blosclz => self.in_room(bytes, length, out, at, blosclz::decode),
            Format::Lz4 => self.in_room(bytes, length, out, at, lz4::decode),
            Format::Zlib => {
                out.truncate(at);
                zlib::decode(bytes, length, self.input.len(), out)
            }
            Format::Zstd => {
                out.truncate(at);
                zstd::decode(bytes, length, out)
            }
        };
        done.map_err(|fault| fault.inside(self.format.name(), stream.start))
    }

    /// For decoders that want all of their room before: it grows with what they could fill.
    fn in_room(
        &self,
        bytes: &[u8],
        length: usize,
        out: &mut Vec<u8>,
        at: usize,
        decode: fn(&[u8], &mut [u8]) -> Result<usize, Fault>,
    ) -> Result<(), Fault> {
        let mut given = 0;
        loop {
            given = grow::next(given, self.input.len(), length);
            match decode(bytes, room(out, at, given)) {
                Ok(written) if written == length => return Ok(()),
                Err(fault) if fault.is_too_long() && given < length => {}
                Ok(_) => return Err(Fault::ends(bytes.len())),
                Err(fault) => return Err(fault),
            }
        }
    }
}

/// So many bytes of the vector from this place on, which is at most its length; what they hold means nothing.
fn room(out: &mut Vec<u8>, at: usize, count: usize) -> &mut [u8] {
    let end = at.saturating_add(count);
    if out.len() < end {
        out.resize(end, 0);
    }
    out.get_mut(at..end).unwrap_or_default()
}

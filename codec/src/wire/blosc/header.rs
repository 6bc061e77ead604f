//! The 16 bytes that every Blosc buffer begins with.

use super::fault;
use crate::error::DecodeError;

/// Their number.
pub(super) const LENGTH: usize = 16;

/// The only version of the container that is in use.
const VERSION: u8 = 2;
/// The version of every compressor's format.
const FORMAT_VERSION: u8 = 1;

/// The most bytes that a buffer can hold: sizes are signed 32-bit integers to C-Blosc, and the header counts.
pub(super) const MOST: usize = (i32::MAX as usize) - LENGTH;

/// The fewest bytes that are compressed, and the shortest stream that a block is split into.
pub(super) const SHORTEST: usize = 128;
/// The largest type size for which blocks are split.
const MOST_STREAMS: u8 = 16;

const SHUFFLED: u8 = 0x01;
const STORED: u8 = 0x02;
const BIT_SHUFFLED: u8 = 0x04;
const RESERVED: u8 = 0x08;
const NOT_SPLIT: u8 = 0x10;

/// What a stream is compressed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Blosclz = 0,
    Lz4 = 1,
    Zlib = 3,
    Zstd = 4,
}

impl Format {
    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Blosclz => "blosclz",
            Format::Lz4 => "lz4",
            Format::Zlib => "zlib",
            Format::Zstd => "zstd",
        }
    }
}

/// What the blocks went through before they were compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    None,
    Bytes,
    Bits,
}

/// A checked header: what it says is possible, if not yet true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    flags: u8,
    pub(super) typesize: u8,
    /// The decompressed length.
    pub(super) length: usize,
    pub(super) blocksize: usize,
}

impl Header {
    /// Reads and checks it against the input's length and the limit of the decompressed length.
    pub(super) fn read(input: &[u8], most: usize) -> Result<Self, DecodeError> {
        if let Some(&version) = input.first().filter(|&&version| version != VERSION) {
            return Err(fault::no_blosc(version));
        }
        let Some(bytes) = input.first_chunk::<LENGTH>() else { return Err(fault::header_ends(input.len())) };
        let [_, format_version, flags, typesize, l0, l1, l2, l3, b0, b1, b2, b3, c0, c1, c2, c3] = *bytes;
        check_end(u32::from_le_bytes([c0, c1, c2, c3]), input.len())?;
        let length = u32::from_le_bytes([l0, l1, l2, l3]);
        if length as usize > most || length as usize > MOST {
            return Err(fault::too_large(length, most.min(MOST)));
        }
        let blocksize = u32::from_le_bytes([b0, b1, b2, b3]) as usize;
        let header = Header { flags, typesize, length: length as usize, blocksize };
        header.check(format_version, input.len())?;
        Ok(header)
    }

    fn check(&self, format_version: u8, all: usize) -> Result<(), DecodeError> {
        if self.flags & RESERVED != 0 {
            let help = "the sender's Blosc is newer than this crate";
            return Err(fault::unsupported(2, "unsupported Blosc flag 0x08".to_owned(), help));
        }
        if self.typesize == 0 {
            return Err(fault::syntax(3, "a Blosc type size of 0"));
        }
        if self.length == 0 {
            let empty = all == LENGTH;
            return if empty {
                Ok(())
            } else {
                Err(fault::syntax(LENGTH, "data in a Blosc buffer of length 0"))
            };
        }
        if self.blocksize == 0 || self.blocksize > self.length {
            let message = format!("a Blosc block size of {} in a buffer of {}", self.blocksize, self.length);
            return Err(fault::syntax(8, message));
        }
        if self.is_stored() {
            let stored = all.saturating_sub(LENGTH);
            let message = || format!("a stored Blosc buffer of {} bytes has {stored}", self.length);
            return if stored == self.length { Ok(()) } else { Err(fault::syntax(4, message())) };
        }
        if format_version != FORMAT_VERSION {
            let message =
                format!("unsupported version {format_version} of the {} format", self.format()?.name());
            return Err(fault::unsupported(1, message, "the sender's Blosc is newer than this crate"));
        }
        self.format().map(drop)
    }

    /// What the streams are compressed with; nothing else is known to this crate.
    pub(super) fn format(&self) -> Result<Format, DecodeError> {
        let help = "let the sender use blosclz, lz4, zlib or zstd";
        match self.flags >> 5 {
            0 => Ok(Format::Blosclz),
            1 => Ok(Format::Lz4),
            3 => Ok(Format::Zlib),
            4 => Ok(Format::Zstd),
            2 => Err(fault::unsupported(2, "unsupported compressor snappy".to_owned(), help)),
            other => Err(fault::unsupported(2, format!("unsupported compressor number {other}"), help)),
        }
    }

    pub(super) fn is_shuffled(&self) -> bool {
        self.flags & SHUFFLED != 0 && self.typesize > 1
    }

    pub(super) fn is_stored(&self) -> bool {
        self.flags & STORED != 0
    }

    /// What a block of this length went through: C-Blosc ignores a flag that means nothing to the block.
    pub(super) fn filter(&self, block: usize) -> Filter {
        if self.is_shuffled() {
            Filter::Bytes
        } else if self.flags & BIT_SHUFFLED != 0 && block >= usize::from(self.typesize) {
            Filter::Bits
        } else {
            Filter::None
        }
    }

    /// How many streams a block of this length is split into. The last block, where it is shorter, is one.
    pub(super) fn streams(&self, block: usize) -> usize {
        let split = self.flags & NOT_SPLIT == 0 && is_split(self.typesize, self.blocksize);
        if split && block == self.blocksize { usize::from(self.typesize) } else { 1 }
    }

    /// One for each begun block.
    pub(super) fn blocks(&self) -> usize {
        self.length.div_ceil(self.blocksize.max(1))
    }

    /// For a buffer to be written. The flag against splitting follows the rule of C-Blosc before it had the flag, so
    /// that every version reads the streams alike.
    pub(super) fn new(format: Format, shuffled: bool, typesize: u8, length: usize, blocksize: usize) -> Self {
        let shuffle = if shuffled { SHUFFLED } else { 0 };
        let whole = if is_split(typesize, blocksize) { 0 } else { NOT_SPLIT };
        Header { flags: shuffle | whole | (format as u8) << 5, typesize, length, blocksize }
    }

    /// The same with the data as it is.
    pub(super) fn stored(self) -> Self {
        Header { flags: self.flags | STORED, ..self }
    }

    /// The header of a whole buffer of this many bytes. All sizes are below [`MOST`], so none is cut off.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn bytes(&self, all: usize) -> [u8; LENGTH] {
        let [l0, l1, l2, l3] = (self.length as u32).to_le_bytes();
        let [b0, b1, b2, b3] = (self.blocksize as u32).to_le_bytes();
        let [c0, c1, c2, c3] = (all as u32).to_le_bytes();
        let versions = [VERSION, FORMAT_VERSION, self.flags, self.typesize];
        let [v0, v1, v2, v3] = versions;
        [v0, v1, v2, v3, l0, l1, l2, l3, b0, b1, b2, b3, c0, c1, c2, c3]
    }
}

/// Whether full blocks are split into one stream for each byte of an element.
fn is_split(typesize: u8, blocksize: usize) -> bool {
    typesize <= MOST_STREAMS && blocksize / usize::from(typesize.max(1)) >= SHORTEST
}

fn check_end(claimed: u32, length: usize) -> Result<(), DecodeError> {
    match (claimed as usize).cmp(&length) {
        _ if (claimed as usize) < LENGTH => {
            Err(fault::syntax(12, format!("a Blosc buffer of {claimed} bytes, less than its header")))
        }
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => Err(fault::trailing(claimed, length)),
        std::cmp::Ordering::Greater => Err(fault::input_ends(claimed, length)),
    }
}

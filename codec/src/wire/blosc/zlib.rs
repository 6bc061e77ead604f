//! The zlib format, which `miniz_oxide` knows. Only read.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::fault::Fault;
use super::grow;

const FLAGS: u32 = inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER
    | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF
    | inflate_flags::TINFL_FLAG_COMPUTE_ADLER32;

/// Appends the data of the stream, which must be of this length; what is reserved grows with what is written
/// and the length of the whole buffer.
pub(super) fn decode(input: &[u8], length: usize, buffer: usize, out: &mut Vec<u8>) -> Result<(), Fault> {
    let mut inflate = Box::<DecompressorOxide>::default();
    let start = out.len();
    let (mut read, mut written) = (0, 0);
    loop {
        let room = grow::next(written, buffer, length);
        out.resize(start + room, 0);
        let rest = input.get(read..).unwrap_or_default();
        let (status, more_read, more_written) =
            decompress(&mut inflate, rest, out.get_mut(start..).unwrap_or_default(), written, FLAGS);
        // Never more than what was given to it.
        (read, written) = (read + more_read, written + more_written);
        match status {
            TINFLStatus::Done if read < input.len() => return Err(Fault::new("bytes behind the end", read)),
            TINFLStatus::Done if written < length => return Err(Fault::ends(read)),
            TINFLStatus::Done => return Ok(()),
            TINFLStatus::HasMoreOutput if room < length => {}
            TINFLStatus::HasMoreOutput => return Err(Fault::too_long(read)),
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                return Err(Fault::ends(read));
            }
            TINFLStatus::Adler32Mismatch => return Err(Fault::new("the checksum does not fit", read)),
            _ => return Err(Fault::new("an impossible code", read)),
        }
    }
}

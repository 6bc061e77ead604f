//! From tokens to bytes.

use super::{FAR, MOST_LITERALS};
use crate::wire::blosc::fault::Fault;

/// Fills the output from the front; gives how much of it.
pub(in crate::wire::blosc) fn decode(input: &[u8], out: &mut [u8]) -> Result<usize, Fault> {
    let mut cursor = Cursor { input, at: 0 };
    let mut written = 0;
    let mut control = cursor.byte()? & 31;
    loop {
        written = if control < 32 {
            cursor.literals(usize::from(control) + 1, out, written)?
        } else {
            let (length, distance) = cursor.token(control)?;
            repeat(out, written, length, distance).ok_or_else(|| cursor.fault(out, written, distance))?
        };
        match input.get(cursor.at) {
            Some(&next) => control = next,
            None => return Ok(written),
        }
        cursor.at += 1;
    }
}

/// The place in the input; it passes its end by no more than a token, so that no sum overflows.
struct Cursor<'a> {
    input: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    #[inline]
    fn byte(&mut self) -> Result<u8, Fault> {
        let byte = self.input.get(self.at).copied().ok_or_else(|| Fault::ends(self.at))?;
        self.at += 1;
        Ok(byte)
    }

    /// Copies so many, all that a token can have wherever there is room: what is too much, the next token overwrites.
    #[inline]
    fn literals(&mut self, count: usize, out: &mut [u8], written: usize) -> Result<usize, Fault> {
        let from =
            self.input.get(self.at..self.at + MOST_LITERALS).and_then(<[u8]>::first_chunk::<MOST_LITERALS>);
        let to =
            out.get_mut(written..written + MOST_LITERALS).and_then(<[u8]>::first_chunk_mut::<MOST_LITERALS>);
        if let (Some(from), Some(to)) = (from, to) {
            *to = *from;
        } else {
            let from =
                self.input.get(self.at..self.at + count).ok_or_else(|| Fault::ends(self.input.len()))?;
            let to = out.get_mut(written..written + count).ok_or_else(|| Fault::too_long(self.at))?;
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(written + count)
    }

    /// Length and distance of the match with this control byte.
    #[inline]
    fn token(&mut self, control: u8) -> Result<(usize, usize), Fault> {
        let mut length = usize::from(control >> 5) + 2;
        if control >> 5 == 7 {
            // The lengths of all bytes that there are do not come near to what a `usize` holds.
            loop {
                let more = self.byte()?;
                length = length.saturating_add(usize::from(more));
                if more != 255 {
                    break;
                }
            }
        }
        let distance = usize::from(control & 31) << 8 | usize::from(self.byte()?);
        if distance != FAR {
            return Ok((length, distance + 1));
        }
        let far = u16::from_be_bytes([self.byte()?, self.byte()?]);
        Ok((length, usize::from(far) + FAR + 1))
    }

    /// Why a match could not be copied.
    #[cold]
    fn fault(&self, out: &[u8], written: usize, distance: usize) -> Fault {
        debug_assert!(written <= out.len());
        if distance > written {
            Fault::new("a match begins before the data", self.at)
        } else {
            Fault::too_long(self.at)
        }
    }
}

/// Appends what stands so far back; gives the length that has been written then.
#[inline]
fn repeat(out: &mut [u8], written: usize, length: usize, distance: usize) -> Option<usize> {
    let from = written.checked_sub(distance)?;
    let end = written.checked_add(length).filter(|&end| end <= out.len())?;
    if distance >= 16 && end + 16 <= out.len() {
        let (mut source, mut place) = (from, written);
        while place < end {
            let bytes: [u8; 16] = *out.get(source..source + 16)?.first_chunk()?;
            *out.get_mut(place..place + 16)?.first_chunk_mut()? = bytes;
            (source, place) = (source + 16, place + 16);
        }
    } else if distance == 1 {
        let byte = *out.get(from)?;
        out.get_mut(written..end)?.fill(byte);
    } else {
        overlapping(out, from, written, end);
    }
    Some(end)
}

/// What is copied is doubled in length with each step, as the pattern then is longer than its period.
fn overlapping(out: &mut [u8], from: usize, written: usize, end: usize) {
    let mut place = written;
    while place < end {
        let count = (place - from).min(end - place);
        out.copy_within(from..from + count, place); // `from + count <= place`, `place + count <= end <= out.len()`
        place += count;
    }
}

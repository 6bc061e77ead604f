//! Byte scans over eight or sixteen bytes at a time, in a form that the compiler turns into vector code.

use crate::wire::word::load;

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = ONES << 7;

/// A high bit in every byte that ends a run of plain content: a control character, `"` or `\`.
///
/// Borrows run upwards only, so the lowest bit set is right and those above it may not be.
#[inline(always)]
fn stops(word: u64) -> u64 {
    unmasked(word) & HIGHS
}

#[inline(always)]
fn unmasked(word: u64) -> u64 {
    let quote = word ^ (ONES * 0x22);
    let backslash = word ^ (ONES * 0x5C);
    let control = word.wrapping_sub(ONES * 0x20);
    (control | quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES)) & !word
}

/// The same, and every byte that is not printable ASCII.
#[inline(always)]
fn stops_ascii(word: u64) -> u64 {
    // DEL is the only byte below 0x80 that one more lifts to it.
    stops(word) | ((word | word.wrapping_add(ONES)) & HIGHS)
}

/// Without branches: on a block of bytes this becomes vector code.
#[allow(clippy::needless_bitwise_bool)]
#[inline(always)]
pub(super) fn is_stop(byte: u8) -> bool {
    (byte < 0x20) | (byte == b'"') | (byte == b'\\')
}

#[allow(clippy::needless_bitwise_bool)]
#[inline(always)]
fn is_stop_ascii(byte: u8) -> bool {
    is_stop(byte) | (byte >= 0x7F)
}

/// Whether a block holds a byte that needs an escape.
#[inline]
pub(super) fn has_stop(block: &[u8; 16]) -> bool {
    block.iter().fold(false, |hit, &byte| hit | is_stop(byte))
}

/// How many bytes of a string need no escape.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    run(bytes, stops, is_stop)
}

/// Where the plain content that begins at `start` ends.
///
/// It gets the whole input, so that the last few bytes can be seen in one word with those before them.
#[inline(never)]
pub(super) fn plain_end(input: &[u8], start: usize) -> usize {
    plain_end_here(input, start)
}

/// The same in the code of the caller.
#[inline(always)]
pub(super) fn plain_end_here(input: &[u8], start: usize) -> usize {
    let mut at = start;
    for _ in 0..3 {
        let Some(word) = load(input, at) else { return plain_tail(input, at) };
        let hits = stops(word);
        if hits != 0 {
            return at + first(hits);
        }
        at += 8;
    }
    long_plain_end(input, at)
}

/// Out of line, because of the registers that it has to save.
#[inline(never)]
fn long_plain_end(input: &[u8], at: usize) -> usize {
    at + plain(input.get(at..).unwrap_or_default())
}

/// Fewer than eight bytes before the end of the input.
#[inline]
fn plain_tail(input: &[u8], at: usize) -> usize {
    let rest = input.len() - at.min(input.len());
    match input.last_chunk() {
        // The zeros that are shifted in stop the scan behind the last byte.
        Some(chunk) if rest > 0 => at + first(stops(u64::from_le_bytes(*chunk) >> (8 * (8 - rest)))),
        _ => at + tail(input.get(at..).unwrap_or_default(), stops),
    }
}

/// Whether any of these bytes needs an escape.
#[inline(always)]
pub(super) fn stops_in(word: u64) -> bool {
    stops(word) != 0
}

/// The same of two words, with one branch.
#[inline(always)]
pub(super) fn stops_in_either(a: u64, b: u64) -> bool {
    (unmasked(a) | unmasked(b)) & HIGHS != 0
}

/// How many bytes of a string need no escape in ASCII-only text.
#[inline]
pub(super) fn plain_ascii(bytes: &[u8]) -> usize {
    run(bytes, stops_ascii, is_stop_ascii)
}

/// Words first, since most strings are short; then blocks, of which only the one with a stop is looked at by words.
#[inline(always)]
fn run(bytes: &[u8], stops: impl Fn(u64) -> u64 + Copy, is_stop: impl Fn(u8) -> bool) -> usize {
    const BLOCK: usize = 32;
    let mut at = match words(bytes, 0, 2, stops) {
        Ok(stop) => return stop,
        Err(at) => at,
    };
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<BLOCK>()) {
        // Every byte is looked at, without a branch, so that this becomes vector code.
        if block.iter().fold(false, |hit, &byte| hit | is_stop(byte)) {
            break;
        }
        at += BLOCK;
    }
    match words(bytes, at, usize::MAX, stops) {
        Ok(stop) => stop,
        Err(at) => at + tail(bytes.get(at..).unwrap_or_default(), stops),
    }
}

/// The first stop in at most `most` whole words, or else the place behind them.
#[inline(always)]
fn words(bytes: &[u8], mut at: usize, most: usize, stops: impl Fn(u64) -> u64) -> Result<usize, usize> {
    for _ in 0..most {
        let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) else { break };
        let hits = stops(u64::from_le_bytes(*chunk));
        if hits != 0 {
            return Ok(at + first(hits));
        }
        at += 8;
    }
    Err(at)
}

/// Fewer than eight bytes: those missing are spaces, which stop nothing.
#[inline(always)]
fn tail(bytes: &[u8], stops: impl Fn(u64) -> u64) -> usize {
    let mut word = ONES * 0x20;
    for &byte in bytes.iter().rev() {
        word = word << 8 | u64::from(byte);
    }
    let hits = stops(word);
    if hits == 0 { bytes.len() } else { first(hits) }
}

/// The index of the lowest byte with a bit set.
#[inline(always)]
fn first(hits: u64) -> usize {
    // At most 8, so the cast loses nothing.
    (hits.trailing_zeros() / 8) as usize
}

/// `starts_with` without a call to `memcmp`: field names are short, and their length is not a constant here.
#[inline(always)]
pub(super) fn starts_with(bytes: &[u8], literal: &[u8]) -> bool {
    bytes
        .get(..literal.len())
        .is_some_and(|head| if head.len() > SHORT { head == literal } else { equal_short(head, literal) })
}

/// How much [`equal_short`] compares.
const SHORT: usize = 16;

/// `==` of two that have one length, up to 16 bytes; false for longer ones.
#[inline(always)]
pub(super) fn equal_short(left: &[u8], right: &[u8]) -> bool {
    // Two words that overlap cover 8 to 16 bytes, two halves 4 to 8.
    if let (Some(ours), Some(theirs)) = (ends::<8>(left), ends::<8>(right)) {
        return ours == theirs && left.len() <= SHORT;
    }
    match (ends::<4>(left), ends::<4>(right)) {
        (Some(left), Some(right)) => left == right,
        _ => left.iter().eq(right),
    }
}

#[inline(always)]
fn ends<const N: usize>(bytes: &[u8]) -> Option<(&[u8; N], &[u8; N])> {
    Some((bytes.first_chunk()?, bytes.last_chunk()?))
}

//! Byte scans over eight or sixteen bytes at a time, in a form that the compiler turns into vector code.

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = ONES << 7;

/// A high bit in every byte that ends a run of plain content: a control character, `"` or `\`.
///
/// Borrows run upwards only, so the lowest bit set is right and those above it may not be.
#[inline(always)]
fn stops(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let control = word.wrapping_sub(ONES * 0x20);
    (control | quote.wrapping_sub(ONES) | backslash.wrapping_sub(ONES)) & !word & HIGHS
}

/// The same, and every byte that is not printable ASCII.
#[inline(always)]
fn stops_ascii(word: u64) -> u64 {
    // DEL is the only byte below 0x80 that one more lifts to it.
    stops(word) | ((word | word.wrapping_add(ONES)) & HIGHS)
}

#[inline(always)]
fn is_stop(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// How many bytes of a string need no escape.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    run(bytes, stops)
}

/// How many bytes of a string need no escape in ASCII-only text.
#[inline]
pub(super) fn plain_ascii(bytes: &[u8]) -> usize {
    run(bytes, stops_ascii)
}

#[inline(always)]
fn run(bytes: &[u8], stops: impl Fn(u64) -> u64) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let hits = stops(u64::from_le_bytes(*chunk));
        if hits != 0 {
            return at + first(hits);
        }
        at += 8;
    }
    at + tail(bytes.get(at..).unwrap_or_default(), stops)
}

/// Fewer than eight bytes: those missing are spaces, which stop nothing.
#[inline(always)]
fn tail(bytes: &[u8], stops: impl Fn(u64) -> u64) -> usize {
    let mut word = ONES * b' ' as u64;
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
    bytes.get(..literal.len()).is_some_and(|head| equal(head, literal))
}

#[inline(always)]
fn equal(left: &[u8], right: &[u8]) -> bool {
    if left.len() > 16 {
        return left == right;
    }
    // Two words that overlap cover 8 to 16 bytes, two halves 4 to 8.
    match (ends::<8>(left), ends::<8>(right)) {
        (Some(left), Some(right)) => return left == right,
        _ => {}
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

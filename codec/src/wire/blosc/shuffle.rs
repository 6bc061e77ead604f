//! Byte shuffle: the first bytes of all elements side by side, then the second ones, and so on.
//!
//! In loops over numbers that are put together from two of half their size, or taken apart: these the compiler turns
//! into vector instructions whatever is around them, which it does not with moves of single bytes.

/// So many elements are taken at a time: the bytes of one place in them are a line of the cache. Shorter pieces of
/// many streams, whose distances are powers of two, push each other out of the cache, which was ten times slower.
const TILE: usize = 64;

/// The bytes of one place in the elements of a tile.
type Row = [u8; TILE];

/// The elements of a tile.
type Elements<const N: usize> = [[u8; N]; TILE];

/// Elements from the streams of their bytes, each of which holds one byte of every element.
pub(super) fn join(streams: &[&[u8]], out: &mut [u8]) {
    match streams.len() {
        2 => join_tiles(streams, out, join_2),
        4 => join_tiles(streams, out, join_4),
        8 => join_tiles(streams, out, join_8),
        16 => join_tiles(streams, out, join_16),
        _ => join_bytes(streams, out),
    }
}

/// The streams of the bytes of all elements, one behind the other. Both slices hold the same whole number of elements.
pub(super) fn split(typesize: usize, input: &[u8], out: &mut [u8]) {
    match typesize {
        2 => split_tiles(input, out, split_2),
        4 => split_tiles(input, out, split_4),
        8 => split_tiles(input, out, split_8),
        16 => split_tiles(input, out, split_16),
        _ => split_bytes(typesize, input, out),
    }
}

/// Tile by tile; the last one may be filled in part.
#[inline]
fn join_tiles<const N: usize>(streams: &[&[u8]], out: &mut [u8], join: impl Fn(&[Row; N], &mut Elements<N>)) {
    let (mut rows, mut elements) = ([[0; TILE]; N], [[0; N]; TILE]);
    for (index, tile) in out.chunks_mut(TILE * N).enumerate() {
        for (row, stream) in rows.iter_mut().zip(streams) {
            copy(stream.get(index * TILE..).unwrap_or_default(), row);
        }
        join(&rows, &mut elements);
        copy(elements.as_flattened(), tile);
    }
}

#[inline]
fn split_tiles<const N: usize>(input: &[u8], out: &mut [u8], split: impl Fn(&Elements<N>, &mut [Row; N])) {
    let (mut rows, mut elements) = ([[0; TILE]; N], [[0; N]; TILE]);
    let length = (input.len() / N).max(1);
    for (index, tile) in input.chunks(TILE * N).enumerate() {
        copy(tile, elements.as_flattened_mut());
        split(&elements, &mut rows);
        for (row, stream) in rows.iter().zip(out.chunks_exact_mut(length)) {
            copy(row, stream.get_mut(index * TILE..).unwrap_or_default());
        }
    }
}

/// As much as both have.
#[inline]
fn copy(from: &[u8], to: &mut [u8]) {
    let count = from.len().min(to.len());
    let (Some(from), Some(to)) = (from.get(..count), to.get_mut(..count)) else { return };
    // A row is a few vectors, too short for a call of `memcpy`.
    match (from.first_chunk::<TILE>(), to.first_chunk_mut::<TILE>()) {
        (Some(row), Some(place)) if count == TILE => *place = *row,
        _ => to.copy_from_slice(from),
    }
}

#[inline]
fn join_2(rows: &[Row; 2], elements: &mut Elements<2>) {
    let [low, high] = rows;
    let words = pairs(low, high);
    elements.iter_mut().zip(words).for_each(|(element, word)| *element = word.to_le_bytes());
}

#[inline]
fn split_2(elements: &Elements<2>, rows: &mut [Row; 2]) {
    *rows = halves_of_2(&elements.map(u16::from_le_bytes));
}

#[inline]
fn join_4(rows: &[Row; 4], elements: &mut Elements<4>) {
    let words = fours(rows);
    elements.iter_mut().zip(words).for_each(|(element, word)| *element = word.to_le_bytes());
}

#[inline]
fn split_4(elements: &Elements<4>, rows: &mut [Row; 4]) {
    *rows = halves_of_4(&elements.map(u32::from_le_bytes));
}

#[inline]
fn join_8(rows: &[Row; 8], elements: &mut Elements<8>) {
    let words = eights(rows);
    elements.iter_mut().zip(words).for_each(|(element, word)| *element = word.to_le_bytes());
}

#[inline]
fn split_8(elements: &Elements<8>, rows: &mut [Row; 8]) {
    *rows = halves_of_8(&elements.map(u64::from_le_bytes));
}

#[inline]
fn join_16(rows: &[Row; 16], elements: &mut Elements<16>) {
    for (part, rows) in rows.chunks_exact(8).enumerate() {
        let Some(rows) = rows.first_chunk() else { continue };
        for (element, word) in elements.iter_mut().zip(eights(rows)) {
            element[8 * part..8 * part + 8].copy_from_slice(&word.to_le_bytes()); // two parts, of 16 bytes
        }
    }
}

#[inline]
fn split_16(elements: &Elements<16>, rows: &mut [Row; 16]) {
    for (part, rows) in rows.chunks_exact_mut(8).enumerate() {
        let words = elements.map(|element| {
            let bytes = element[8 * part..8 * part + 8].first_chunk(); // two parts, of 16 bytes
            u64::from_le_bytes(bytes.copied().unwrap_or_default())
        });
        rows.copy_from_slice(&halves_of_8(&words));
    }
}

#[inline]
fn pairs(low: &Row, high: &Row) -> [u16; TILE] {
    let mut out = [0; TILE];
    for (out, (low, high)) in out.iter_mut().zip(low.iter().zip(high)) {
        *out = u16::from(*low) | u16::from(*high) << 8;
    }
    out
}

#[inline]
fn fours(rows: &[Row; 4]) -> [u32; TILE] {
    let [first, second, third, fourth] = rows;
    let (low, high) = (pairs(first, second), pairs(third, fourth));
    let mut out = [0; TILE];
    for (out, (low, high)) in out.iter_mut().zip(low.iter().zip(&high)) {
        *out = u32::from(*low) | u32::from(*high) << 16;
    }
    out
}

#[inline]
fn eights(rows: &[Row; 8]) -> [u64; TILE] {
    let (Some(low), Some(high)) = (rows.first_chunk(), rows.last_chunk()) else { return [0; TILE] };
    let (low, high) = (fours(low), fours(high));
    let mut out = [0; TILE];
    for (out, (low, high)) in out.iter_mut().zip(low.iter().zip(&high)) {
        *out = u64::from(*low) | u64::from(*high) << 32;
    }
    out
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // the low half
fn halves_of_2(words: &[u16; TILE]) -> [Row; 2] {
    let (mut low, mut high) = ([0; TILE], [0; TILE]);
    for ((low, high), word) in low.iter_mut().zip(&mut high).zip(words) {
        (*low, *high) = (*word as u8, (*word >> 8) as u8);
    }
    [low, high]
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // the low half
fn halves_of_4(words: &[u32; TILE]) -> [Row; 4] {
    let (mut low, mut high) = ([0; TILE], [0; TILE]);
    for ((low, high), word) in low.iter_mut().zip(&mut high).zip(words) {
        (*low, *high) = (*word as u16, (*word >> 16) as u16);
    }
    let ([a, b], [c, d]) = (halves_of_2(&low), halves_of_2(&high));
    [a, b, c, d]
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // the low half
fn halves_of_8(words: &[u64; TILE]) -> [Row; 8] {
    let (mut low, mut high) = ([0; TILE], [0; TILE]);
    for ((low, high), word) in low.iter_mut().zip(&mut high).zip(words) {
        (*low, *high) = (*word as u32, (*word >> 32) as u32);
    }
    let mut rows = [[0; TILE]; 8];
    for (rows, words) in rows.chunks_exact_mut(4).zip([low, high]) {
        rows.copy_from_slice(&halves_of_4(&words));
    }
    rows
}

fn join_bytes(streams: &[&[u8]], out: &mut [u8]) {
    for (place, stream) in streams.iter().enumerate() {
        for (element, byte) in out.chunks_exact_mut(streams.len()).zip(*stream) {
            element[place] = *byte; // of as many bytes as there are streams
        }
    }
}

fn split_bytes(typesize: usize, input: &[u8], out: &mut [u8]) {
    let length = (input.len() / typesize.max(1)).max(1);
    for (place, stream) in out.chunks_exact_mut(length).enumerate() {
        for (byte, element) in stream.iter_mut().zip(input.chunks_exact(typesize)) {
            *byte = element.get(place).copied().unwrap_or_default();
        }
    }
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation)] // bytes of counters
mod tests {
    use super::*;

    #[test]
    fn is_the_transposition_and_back() {
        for typesize in (1..=17).chain([31, 255]) {
            for elements in (0..70).chain([128, 1000]) {
                let input: Vec<u8> = (0..typesize * elements).map(|at| (at * 31 + at / 256) as u8).collect();
                let expected: Vec<u8> = (0..typesize)
                    .flat_map(|place| input.iter().skip(place).step_by(typesize).copied())
                    .collect();
                let mut shuffled = vec![0; input.len()];
                split(typesize, &input, &mut shuffled);
                assert_eq!(shuffled, expected, "{typesize} {elements}");

                let streams: Vec<&[u8]> =
                    (0..typesize).map(|place| &shuffled[place * elements..][..elements]).collect();
                let mut back = vec![0; input.len()];
                join(&streams, &mut back);
                assert_eq!(back, input, "{typesize} {elements}");
            }
        }
    }
}

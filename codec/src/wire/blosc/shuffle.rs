//! Byte shuffle: the first bytes of all elements side by side, then the second ones, and so on.
//!
//! It transposes a matrix whose sides are powers of two, so the address of each byte changes by a rotation of its bits,
//! and one step of a rotation is what a zip of the two halves does. That is a loop of one line, which the compiler turns
//! into the vector instruction for it.

/// So many bytes are transposed at a time.
const BLOCK: usize = 128;

/// So many elements are taken at a time: the bytes of one place in them are a line of the cache. Shorter pieces of
/// many streams, whose distances are powers of two, push each other out of the cache, which was ten times slower.
const ROW: usize = 64;

type Block = [u8; BLOCK];

/// Elements from the streams of their bytes, each of which holds one byte of every element.
pub(super) fn join(streams: &[&[u8]], out: &mut [u8]) {
    match streams.len() {
        2 => join_rows::<2, 1>(streams, out),
        4 => join_rows::<4, 2>(streams, out),
        8 => join_rows::<8, 3>(streams, out),
        16 => join_rows::<16, 4>(streams, out),
        _ => join_bytes(streams, out),
    }
}

/// The streams of the bytes of all elements, one behind the other. Both slices hold the same whole number of elements.
pub(super) fn split(typesize: usize, input: &[u8], out: &mut [u8]) {
    match typesize {
        2 => split_rows::<2, 6>(input, out),
        4 => split_rows::<4, 5>(input, out),
        8 => split_rows::<8, 4>(input, out),
        16 => split_rows::<16, 3>(input, out),
        _ => split_bytes(typesize, input, out),
    }
}

/// What fills no row is done byte by byte. `STEPS` is the logarithm of `N`, the bytes of an element.
fn join_rows<const N: usize, const STEPS: usize>(streams: &[&[u8]], out: &mut [u8]) {
    let piece = BLOCK / N;
    let mut parts = out.chunks_exact_mut(ROW * N);
    let mut start = 0;
    for part in &mut parts {
        for (which, place) in part.chunks_exact_mut(BLOCK).enumerate() {
            let mut block = [0; BLOCK];
            for (row, stream) in block.chunks_exact_mut(piece).zip(streams) {
                fill(row, stream, start + which * piece);
            }
            place.copy_from_slice(&rotated::<STEPS>(block));
        }
        start += ROW;
    }
    let rest = parts.into_remainder();
    for (place, stream) in streams.iter().enumerate() {
        let bytes = stream.get(start..).unwrap_or_default();
        rest.iter_mut().skip(place).step_by(N).zip(bytes).for_each(|(to, byte)| *to = *byte);
    }
}

/// As [`join_rows`]; `STEPS` is the logarithm of the elements in a block.
fn split_rows<const N: usize, const STEPS: usize>(input: &[u8], out: &mut [u8]) {
    let piece = BLOCK / N;
    let mut rows = [[0; ROW]; N];
    let length = (input.len() / N).max(1);
    let parts = input.chunks_exact(ROW * N);
    let rest = parts.remainder();
    let mut start = 0;
    for part in parts {
        for (which, block) in part.chunks_exact(BLOCK).enumerate() {
            let block = rotated::<STEPS>(block.first_chunk().copied().unwrap_or([0; BLOCK]));
            for (from, row) in block.chunks_exact(piece).zip(&mut rows) {
                if let Some(place) = row.get_mut(which * piece..(which + 1) * piece) {
                    place.copy_from_slice(from);
                }
            }
        }
        for (row, stream) in rows.iter().zip(out.chunks_exact_mut(length)) {
            if let Some(place) = stream.get_mut(start..).and_then(<[_]>::first_chunk_mut) {
                *place = *row;
            }
        }
        start += ROW;
    }
    for (place, stream) in out.chunks_exact_mut(length).enumerate() {
        let bytes = rest.iter().skip(place).step_by(N);
        stream.iter_mut().skip(start).zip(bytes).for_each(|(to, byte)| *to = *byte);
    }
}

/// From there on; there are as many.
#[inline]
fn fill(to: &mut [u8], from: &[u8], start: usize) {
    if let Some(from) = from.get(start..start + to.len()) {
        to.copy_from_slice(from);
    }
}

/// Every byte goes to where its address is rotated to the left by so many bits.
#[inline]
fn rotated<const STEPS: usize>(mut block: Block) -> Block {
    for _ in 0..STEPS {
        block = zipped(&block);
    }
    block
}

#[inline]
fn zipped(block: &Block) -> Block {
    let (low, high) = block.split_at(BLOCK / 2);
    let mut out = [0; BLOCK];
    for (place, (low, high)) in out.chunks_exact_mut(2).zip(low.iter().zip(high)) {
        place.copy_from_slice(&u16::from_le_bytes([*low, *high]).to_le_bytes());
    }
    out
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

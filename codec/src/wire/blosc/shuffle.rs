//! Byte shuffle: the first bytes of all elements side by side, then the second ones, and so on.

/// Sixteen bytes, which the compiler holds in one vector register.
type Lane = [u8; 16];

/// Elements from the streams of their bytes, each of which holds one byte of every element.
pub(super) fn join(streams: &[&[u8]], out: &mut [u8]) {
    match streams.len() {
        2 => join_lanes::<2>(streams, out),
        4 => join_lanes::<4>(streams, out),
        8 => join_lanes::<8>(streams, out),
        16 => join_lanes::<16>(streams, out),
        _ => join_rest(streams, out, 0),
    }
}

/// The streams of the bytes of all elements, one behind the other. Both slices hold the same whole number of elements.
pub(super) fn split(typesize: usize, input: &[u8], out: &mut [u8]) {
    match typesize {
        2 => split_lanes::<2>(input, out),
        4 => split_lanes::<4>(input, out),
        8 => split_lanes::<8>(input, out),
        16 => split_lanes::<16>(input, out),
        _ => split_rest(typesize, input, out, 0),
    }
}

/// The bytes of two lanes by turns.
#[inline(always)]
fn zip(first: &Lane, second: &Lane) -> (Lane, Lane) {
    let (mut low, mut high) = ([0; 16], [0; 16]);
    for at in 0..8 {
        (low[2 * at], low[2 * at + 1]) = (first[at], second[at]);
        (high[2 * at], high[2 * at + 1]) = (first[8 + at], second[8 + at]);
    }
    (low, high)
}

/// Both halves of all bytes by turns. The place of a byte is a number of bits, and this rotates them by one, so that
/// as many times as an element's byte number has bits turns "stream, element" into "element, stream". Written over
/// whole lanes, which compiles to one unpack instruction for each.
#[inline(always)]
fn rotate<const N: usize>(lanes: &mut [Lane; N]) {
    let before = *lanes;
    for at in 0..N / 2 {
        (lanes[2 * at], lanes[2 * at + 1]) = zip(&before[at], &before[at + N / 2]);
    }
}

#[inline(always)]
fn join_lanes<const N: usize>(streams: &[&[u8]], out: &mut [u8]) {
    let Some(sources) = streams.first_chunk::<N>() else { return };
    let mut done = 0;
    for tile in out.chunks_exact_mut(16 * N) {
        let mut lanes = [[0; 16]; N];
        for (lane, source) in lanes.iter_mut().zip(sources) {
            let Some(bytes) = source.get(done..).and_then(<[u8]>::first_chunk) else { return };
            *lane = *bytes;
        }
        for _ in 0..N.trailing_zeros() {
            rotate(&mut lanes);
        }
        for (place, lane) in tile.chunks_exact_mut(16).zip(&lanes) {
            place.copy_from_slice(lane);
        }
        done += 16;
    }
    join_rest(streams, out, done);
}

#[inline(always)]
fn split_lanes<const N: usize>(input: &[u8], out: &mut [u8]) {
    let mut done = 0;
    let mut places = streams_of::<N>(out, input.len() / N);
    for tile in input.chunks_exact(16 * N) {
        let mut lanes = [[0; 16]; N];
        for (lane, bytes) in lanes.iter_mut().zip(tile.chunks_exact(16)) {
            lane.copy_from_slice(bytes);
        }
        // The number of an element within the tile has four bits.
        for _ in 0..4 {
            rotate(&mut lanes);
        }
        for (place, lane) in places.iter_mut().zip(&lanes) {
            let Some(bytes) = place.get_mut(done..).and_then(<[u8]>::first_chunk_mut) else { return };
            *bytes = *lane;
        }
        done += 16;
    }
    split_rest(N, input, out, done);
}

/// The parts of the output, each of this length.
fn streams_of<const N: usize>(out: &mut [u8], length: usize) -> [&mut [u8]; N] {
    let mut parts = out.chunks_exact_mut(length.max(1));
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// The elements from this one on, byte by byte.
fn join_rest(streams: &[&[u8]], out: &mut [u8], first: usize) {
    let typesize = streams.len().max(1);
    for (place, stream) in streams.iter().enumerate() {
        let sources = stream.iter().skip(first);
        for (element, byte) in out.chunks_exact_mut(typesize).skip(first).zip(sources) {
            element[place] = *byte; // within an element of as many bytes as there are streams
        }
    }
}

fn split_rest(typesize: usize, input: &[u8], out: &mut [u8], first: usize) {
    let elements = (input.len() / typesize.max(1)).max(1);
    for (place, stream) in out.chunks_exact_mut(elements).enumerate() {
        let sources = input.chunks_exact(typesize).skip(first);
        for (byte, element) in stream.iter_mut().skip(first).zip(sources) {
            *byte = element.get(place).copied().unwrap_or_default();
        }
    }
}

#[cfg(test)]
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

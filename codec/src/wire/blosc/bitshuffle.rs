//! Bit shuffle: the first bits of all elements side by side, then the second ones, and so on. Only read: C-Blosc 1.11
//! has a fault in it that spoils its own round trip.

/// Elements from the rows of their bits. Both slices hold the same number of elements of this size, and that number is
/// a multiple of eight: C-Blosc leaves other blocks as they are.
pub(super) fn join(typesize: usize, input: &[u8], out: &mut [u8]) {
    let row = input.len() / (typesize.max(1) * 8);
    for (group, eight) in out.chunks_exact_mut((typesize * 8).max(1)).enumerate() {
        for place in 0..typesize {
            let mut word = [0; 8];
            for (bit, byte) in word.iter_mut().enumerate() {
                *byte = input.get((place * 8 + bit) * row + group).copied().unwrap_or_default();
            }
            let bytes = transpose(u64::from_le_bytes(word)).to_le_bytes();
            for (element, byte) in eight.chunks_exact_mut(typesize).zip(bytes) {
                element[place] = byte; // of `typesize` bytes
            }
        }
    }
}

/// Bit `i` of byte `j` becomes bit `j` of byte `i`: exchanges ever larger squares across the diagonal.
fn transpose(word: u64) -> u64 {
    let exchange = |word: u64, shift: u32, mask: u64| {
        let changed = (word ^ (word >> shift)) & mask;
        word ^ changed ^ (changed << shift)
    };
    let word = exchange(word, 7, 0x00AA_00AA_00AA_00AA);
    let word = exchange(word, 14, 0x0000_CCCC_0000_CCCC);
    exchange(word, 28, 0x0000_0000_F0F0_F0F0)
}

#[cfg(test)]
#[allow(clippy::cast_possible_truncation)] // bytes of counters
mod tests {
    use super::*;

    #[test]
    fn transposes_eight_by_eight_bits() {
        for i in 0..8 {
            for j in 0..8 {
                assert_eq!(transpose(1 << (8 * j + i)), 1 << (8 * i + j), "{i} {j}");
            }
        }
    }

    #[test]
    fn collects_the_bits_of_every_element() {
        for typesize in [1, 2, 3, 8] {
            let elements = 24;
            let expected: Vec<u8> = (0..typesize * elements).map(|at| (at * 37 + 11) as u8).collect();
            let bit = |element: usize, bit: usize| expected[element * typesize + bit / 8] >> (bit % 8) & 1;
            let rows: Vec<u8> = (0..typesize * 8)
                .flat_map(|row| (0..elements / 8).map(move |byte| (row, byte)))
                .map(|(row, byte)| (0..8).map(|at| bit(byte * 8 + at, row) << at).sum())
                .collect();
            let mut out = vec![0; expected.len()];
            join(typesize, &rows, &mut out);
            assert_eq!(out, expected, "{typesize}");
        }
    }
}

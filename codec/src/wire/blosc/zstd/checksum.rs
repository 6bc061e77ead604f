//! The checksum of a frame: the low half of XXH64 with the seed 0.

const PRIMES: [u64; 5] = [
    0x9E37_79B1_85EB_CA87,
    0xC2B2_AE3D_27D4_EB4F,
    0x1656_67B1_9E37_79F9,
    0x85EB_CA77_C2B2_AE63,
    0x27D4_EB2F_1656_67C5,
];

#[allow(clippy::cast_possible_truncation)] // the low half
pub(super) fn of(data: &[u8]) -> u32 {
    let [one, two, three, four, five] = PRIMES;
    let stripes = data.chunks_exact(32);
    let rest = stripes.remainder();
    let mut hash = if data.len() < 32 { five } else { of_stripes(stripes) };
    hash = hash.wrapping_add(data.len() as u64);
    let words = rest.chunks_exact(8);
    let mut rest = words.remainder();
    for word in words {
        hash = (hash ^ round(0, super::little_endian(word)))
            .rotate_left(27)
            .wrapping_mul(one)
            .wrapping_add(four);
    }
    if let Some((half, bytes)) = rest.split_at_checked(4) {
        let half = super::little_endian(half).wrapping_mul(one);
        hash = (hash ^ half).rotate_left(23).wrapping_mul(two).wrapping_add(three);
        rest = bytes;
    }
    for &byte in rest {
        hash = (hash ^ u64::from(byte).wrapping_mul(five)).rotate_left(11).wrapping_mul(one);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(two);
    hash = (hash ^ (hash >> 29)).wrapping_mul(three);
    (hash ^ (hash >> 32)) as u32
}

fn of_stripes(stripes: std::slice::ChunksExact<'_, u8>) -> u64 {
    let [one, two, _, four, _] = PRIMES;
    let mut sums = [one.wrapping_add(two), two, 0, 0_u64.wrapping_sub(one)];
    for stripe in stripes {
        for (sum, word) in sums.iter_mut().zip(stripe.chunks_exact(8)) {
            *sum = round(*sum, super::little_endian(word));
        }
    }
    let turned = sums.iter().zip([1, 7, 12, 18]).map(|(sum, by)| sum.rotate_left(by));
    let start = turned.fold(0, u64::wrapping_add);
    sums.iter().fold(start, |hash, &sum| (hash ^ round(0, sum)).wrapping_mul(one).wrapping_add(four))
}

fn round(sum: u64, word: u64) -> u64 {
    sum.wrapping_add(word.wrapping_mul(PRIMES[1])).rotate_left(31).wrapping_mul(PRIMES[0])
}

#[cfg(test)]
mod tests {
    #[test]
    fn of_known_texts() {
        assert_eq!(super::of(b""), 0x51D8_E999);
        assert_eq!(super::of(b"abc"), 0xAD77_0999);
    }

    /// By python-xxhash: what is left behind the stripes of 32 bytes goes by eight, four and single bytes.
    #[test]
    fn of_every_kind_of_rest() {
        let data: Vec<u8> = (0_u8..100).map(|n| n.wrapping_mul(7).wrapping_add(3)).collect();
        for (length, sum) in [
            (1, 0xBC1F_4BB6),
            (4, 0x66EE_9FDA),
            (5, 0xDB70_51FE),
            (8, 0xC6F9_0092),
            (12, 0x33AF_5133),
            (15, 0x43CC_8E32),
            (31, 0xCC4A_6119),
            (32, 0xF790_FD97),
            (37, 0x02F5_A3FD),
            (63, 0x31C7_493C),
            (100, 0x170F_E531),
        ] {
            assert_eq!(super::of(&data[..length]), sum, "{length} bytes");
        }
    }
}

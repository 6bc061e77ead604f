//! The generator of `powers.rs`, and the check of every entry in it.
//!
//! `CODEC_WRITE_POWERS=path cargo test -p codec powers` writes the file again.

use std::fmt::Write as _;

const FIRST: i32 = -342;
const LAST: i32 = 308;
/// 5^342 has 795 bits.
const LIMBS: usize = 26;

/// An unsigned integer of fixed length, lowest limb first: only what the generator needs.
#[derive(Clone, PartialEq, Eq)]
struct Wide([u32; LIMBS]);

impl Wide {
    fn bit(at: usize) -> Self {
        let mut limbs = [0; LIMBS];
        limbs[at / 32] = 1 << (at % 32);
        Wide(limbs)
    }

    fn power_of_five(power: u32) -> Self {
        (0..power).fold(Wide::bit(0), |wide, _| wide.times(5))
    }

    fn times(mut self, factor: u64) -> Self {
        let mut carry = 0;
        for limb in &mut self.0 {
            carry += u64::from(*limb) * factor;
            *limb = carry as u32;
            carry >>= 32;
        }
        assert_eq!(carry, 0, "too few limbs");
        self
    }

    /// `self - other`, if that is not negative.
    fn minus(&self, other: &Self) -> Option<Self> {
        let mut limbs = [0; LIMBS];
        let mut borrow = false;
        for ((out, &a), &b) in limbs.iter_mut().zip(&self.0).zip(&other.0) {
            let (part, below) = a.overflowing_sub(b);
            let (rest, again) = part.overflowing_sub(u32::from(borrow));
            (*out, borrow) = (rest, below || again);
        }
        (!borrow).then_some(Wide(limbs))
    }

    fn has(&self, bit: usize) -> bool {
        self.0[bit / 32] >> (bit % 32) & 1 == 1
    }

    fn len(&self) -> usize {
        (0..LIMBS * 32).rev().find(|&bit| self.has(bit)).map_or(0, |bit| bit + 1)
    }

    /// The upper 128 bits, filled with zeros from below.
    fn top(&self) -> u128 {
        let len = self.len();
        (1..=128).fold(0, |top, n| top << 1 | u128::from(n <= len && self.has(len - n)))
    }

    /// The upper 128 bits of `1 / self`, by long division.
    fn reciprocal(&self) -> u128 {
        let mut rest = Wide::bit(self.len() - 1);
        let mut quotient = 0;
        for _ in 0..128 {
            rest = rest.times(2);
            quotient <<= 1;
            if let Some(less) = rest.minus(self) {
                (rest, quotient) = (less, quotient | 1);
            }
        }
        quotient
    }
}

/// 5^power scaled into 128 bits: cut off, except that small reciprocals are rounded up, so that their products with
/// multiples come out exact.
fn entry(power: i32) -> u128 {
    let wide = Wide::power_of_five(power.unsigned_abs());
    match power {
        0.. => wide.top(),
        -27..0 => wide.reciprocal() + 1,
        _ => wide.reciprocal(),
    }
}

fn file() -> String {
    let mut text = format!(
        "//! Powers of five. Made by the test beside it, `tests/powers.rs`, which also checks every entry.\n\n\
         /// The power of the first entry.\n\
         pub(super) const SMALLEST: i32 = {FIRST};\n\n\
         /// The upper 128 bits of 5^{FIRST} to 5^{LAST}.\n\
         #[rustfmt::skip] // three to a line, else the file is three times as long\n\
         #[allow(clippy::unreadable_literal)] // nobody reads them\n\
         pub(super) static POWERS: [u128; {}] = [\n",
        LAST - FIRST + 1
    );
    let powers: Vec<i32> = (FIRST..=LAST).collect();
    for line in powers.chunks(3) {
        let entries: Vec<String> = line.iter().map(|&power| format!("0x{:032x},", entry(power))).collect();
        writeln!(text, "{}", entries.join(" ")).unwrap();
    }
    text + "];\n"
}

#[test]
fn table_is_what_the_generator_writes() {
    let file = file();
    if let Some(path) = std::env::var_os("CODEC_WRITE_POWERS") {
        std::fs::write(path, &file).unwrap();
    } else {
        assert!(include_str!("../powers.rs") == file, "powers.rs differs from what its generator writes");
    }
}

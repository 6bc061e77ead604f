//! Numbers that look random and are the same in every run.

/// Marsaglia's xorshift: a campaign that finds something finds it again. A crate would bring shrinking as well; here each
/// case has a number, which is enough to run it alone.
#[derive(Debug, Clone)]
pub struct Seeded(u64);

impl Seeded {
    /// The generator of this seed; neighbouring seeds give unrelated numbers.
    pub fn new(seed: u64) -> Self {
        Seeded((seed ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1)
    }

    /// Any number but 0.
    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `end`, which is not 0.
    #[allow(clippy::cast_possible_truncation)] // below a `usize`
    pub fn below(&mut self, end: usize) -> usize {
        ((self.draw() >> 11) % end as u64) as usize
    }

    /// Any byte.
    pub fn byte(&mut self) -> u8 {
        self.draw().to_le_bytes()[3]
    }

    /// One of them.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// True once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

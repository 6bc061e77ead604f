//! Data to compress: the same on each run.

/// A generator of numbers that look random.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(2).wrapping_add(1))
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 ^ self.0 >> 29
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from((self.next() >> 16) % end as u64).expect("below a usize")
    }
}

/// What data looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Little-endian counters of four bytes.
    Counters,
    /// Words of a small vocabulary.
    Text,
    /// Nothing repeats.
    Noise,
    Zeros,
    /// Stretches of all kinds.
    Mixed,
}

pub(crate) const KINDS: [Kind; 5] = [Kind::Counters, Kind::Text, Kind::Noise, Kind::Zeros, Kind::Mixed];

pub(crate) fn of(kind: Kind, length: usize, seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed);
    let mut out = Vec::with_capacity(length + 300);
    while out.len() < length {
        match kind {
            Kind::Counters => out.extend(u32::try_from(out.len() * 3).expect("short").to_le_bytes()),
            Kind::Text => {
                out.extend(["agent ", "price=", "inform ", "42.5, ", "{\"x\":"][random.below(5)].as_bytes());
            }
            Kind::Noise => out.extend(random.next().to_le_bytes()),
            Kind::Zeros => out.resize(length, 0),
            Kind::Mixed => {
                let part = KINDS[random.below(4)];
                let part = of(part, 1 + random.below(300), random.next());
                out.extend(part);
                let (from, count) = (random.below(out.len()), random.below(100));
                let again: Vec<u8> = out[from..].iter().take(count).copied().collect();
                out.extend(again);
            }
        }
    }
    out.truncate(length);
    out
}

//! Measures alternatives by turns, so that a change of clock or load meets all of them.

use std::hint::black_box;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// What a batch should last: long against the resolution of the clock, short against the slices of time that a scheduler
/// gives, so that most batches run undisturbed even where others work too.
const BATCH: Duration = Duration::from_millis(1);

/// Makes glibc keep what is freed.
///
/// Its allocator gives the top of the heap back to the system when 128 KiB of it are free, and whoever allocates next
/// pays for a fault on every page: decoding L takes three times as long then. Whether a run meets that depends on
/// what else happens to lie on the heap. A large block that is freed raises the threshold to twice its size, which is
/// the state of any program that has run for a while. Other allocators do not mind.
pub fn settle_the_heap() {
    drop(black_box(vec![0_u8; 16 << 20]));
}

/// The time that this thread has had a processor: that of others, who may work beside it, is not in it.
fn now() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// Something to be timed: runs so many times and says how long that took.
pub struct Subject(Box<dyn FnMut(u32) -> Duration>);

impl Subject {
    /// What the body gives is dropped within the time: whoever makes a value must also clear it up.
    pub fn new<R>(mut body: impl FnMut() -> R + 'static) -> Self {
        Subject(Box::new(move |times| {
            let start = now();
            for _ in 0..times {
                black_box(body());
            }
            now().saturating_sub(start)
        }))
    }

    /// Something that measures itself, such as another process.
    pub fn timed(body: impl FnMut(u32) -> Duration + 'static) -> Self {
        Subject(Box::new(body))
    }

    /// Nanoseconds for one.
    fn batch(&mut self, times: u32) -> f64 {
        (self.0)(times).as_secs_f64() * 1e9 / f64::from(times)
    }

    /// How many make a batch; warms up as it counts.
    fn calibrate(&mut self) -> u32 {
        let mut times = 1;
        while (self.0)(times) < BATCH && times < 1 << 24 {
            times *= 2;
        }
        let each = self.batch(times);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // positive and small
        let exact = (BATCH.as_secs_f64() * 1e9 / each) as u32;
        exact.max(1)
    }
}

/// The median of many ratios, and between which the middle eight of ten are.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

impl Ratio {
    pub fn of(ratios: impl Iterator<Item = f64>) -> Self {
        let sorted = sorted(ratios);
        Ratio { median: quantile(&sorted, 50), low: quantile(&sorted, 10), high: quantile(&sorted, 90) }
    }
}

/// Medians of many runs, in nanoseconds, and the ratio of neighbours in time.
#[derive(Debug, Clone, Copy)]
pub struct Comparison {
    pub ours: f64,
    pub peer: f64,
    /// Our time over the peer's.
    pub ratio: Ratio,
}

/// Ours, a peer, ours, the next peer, and so on: each peer is compared with the run of ours just before.
///
/// In every second round the two change places, as whoever comes second finds the caches warm, or full.
pub fn duels(ours: &mut Subject, peers: &mut [&mut Subject], rounds: usize) -> Vec<Comparison> {
    let times = ours.calibrate();
    let their_times: Vec<u32> = peers.iter_mut().map(|peer| peer.calibrate()).collect();
    let mut pairs = vec![Vec::with_capacity(rounds); peers.len()];
    for round in 0..rounds {
        for ((peer, times_of_peer), pairs) in peers.iter_mut().zip(&their_times).zip(&mut pairs) {
            pairs.push(if round % 2 == 0 {
                let first = ours.batch(times);
                (first, peer.batch(*times_of_peer))
            } else {
                let first = peer.batch(*times_of_peer);
                (ours.batch(times), first)
            });
        }
    }
    let comparison = |pairs: &Vec<(f64, f64)>| Comparison {
        ours: median(pairs.iter().map(|pair| pair.0)),
        peer: median(pairs.iter().map(|pair| pair.1)),
        ratio: Ratio::of(pairs.iter().map(|(ours, peer)| ours / peer)),
    };
    pairs.iter().map(comparison).collect()
}

/// The nanoseconds of each, round by round.
pub fn by_turns<const N: usize>(mut subjects: [&mut Subject; N], rounds: usize) -> Vec<[f64; N]> {
    let times = subjects.each_mut().map(|subject| subject.calibrate());
    let mut batches = || std::array::from_fn(|i| subjects[i].batch(times[i]));
    (0..rounds).map(|_| batches()).collect()
}

pub fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    quantile(&sorted(numbers), 50)
}

fn sorted(numbers: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers
}

fn quantile(sorted: &[f64], percent: usize) -> f64 {
    sorted
        .get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or(f64::NAN)
}

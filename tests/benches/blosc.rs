//! The Blosc container against C-Blosc, with the same compressor: time and size for 8 MB of `f64` samples.
//!
//! ```sh
//! cargo bench -p codec-tests --bench blosc
//! ```
//!
//! Ours and C-Blosc run by turns, so that a change of clock or load meets both, and the ratio is the median of those of
//! neighbours. One thread; both write to vectors that are used again. C-Blosc runs at level 9, as in aiomas.

use std::hint::black_box;
use std::time::Instant;

use codec::blosc::{Compressor, Options, compress, decompress_into};
use codec_tests_cblosc::{self as cblosc, Filter, Settings};

const SAMPLES: usize = 1_000_000;
const PAIRS: usize = 40;

fn main() {
    println!(
        "8 MB of f64; ours against C-Blosc 1.21, median of {PAIRS} pairs; below 1.00 ours is faster, or smaller\n"
    );
    println!(
        "| samples | compressor | size | compress | decompress | round trip | ours, MB/s | C-Blosc, MB/s |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (name, samples) in [("noisy sine", sine()), ("random walk", walk()), ("counters", counters())] {
        for (compressor, peer) in [(Compressor::Blosclz, "blosclz"), (Compressor::Lz4, "lz4")] {
            row(name, &samples, compressor, peer);
        }
    }
}

fn row(name: &str, samples: &[u8], compressor: Compressor, peer: &str) {
    let options = Options::default().compressor(compressor);
    let settings = Settings { compressor: peer, level: 9, filter: Filter::Bytes, typesize: 8, blocksize: 0 };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let (mut data, mut peer_data) = (Vec::new(), Vec::new());
    let mut ours_once = || {
        ours.clear();
        [
            timed(|| compress(black_box(samples), &mut ours, &options).expect("short enough")),
            timed(|| decompress_into(black_box(&ours), usize::MAX, &mut data).expect("ours")),
        ]
    };
    let mut peer_once = || {
        [
            timed(|| cblosc::compress_into(black_box(samples), settings, &mut theirs)),
            timed(|| assert!(cblosc::decompress_into(black_box(&theirs), &mut peer_data))),
        ]
    };
    // Who comes first changes, as the second one finds the samples in the cache.
    let pairs: Vec<_> = (0..PAIRS)
        .map(|round| {
            if round % 2 == 0 {
                let ours = ours_once();
                (ours, peer_once())
            } else {
                let peer = peer_once();
                (ours_once(), peer)
            }
        })
        .collect();
    assert!(data == samples && peer_data == samples);
    let ratio = |time: fn(&[f64; 2]) -> f64| median(pairs.iter().map(|(ours, peer)| time(ours) / time(peer)));
    #[allow(clippy::cast_precision_loss)] // millions
    let (speed, size) = (
        |times: &[f64; 2]| samples.len() as f64 / 1e6 / times.iter().sum::<f64>(),
        ours.len() as f64 / theirs.len() as f64,
    );
    println!(
        "| {name} | {peer} | {size:.3} | {:.2} | {:.2} | {:.2} | {:.0} | {:.0} |",
        ratio(|times| times[0]),
        ratio(|times| times[1]),
        ratio(|times| times.iter().sum()),
        median(pairs.iter().map(|pair| speed(&pair.0))),
        median(pairs.iter().map(|pair| speed(&pair.1))),
    );
}

/// Seconds.
fn timed(body: impl FnOnce()) -> f64 {
    let start = Instant::now();
    body();
    start.elapsed().as_secs_f64()
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// From -0.5 to 0.5.
fn noise() -> impl FnMut() -> f64 {
    let mut state = 1_u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 32).expect("32 bits")) / f64::from(u32::MAX) - 0.5
    }
}

fn bytes(samples: impl Iterator<Item = f64>) -> Vec<u8> {
    samples.take(SAMPLES).flat_map(f64::to_le_bytes).collect()
}

/// A signal of period 1,000 with a hundredth of noise.
fn sine() -> Vec<u8> {
    let mut noise = noise();
    bytes((0..).map(|at| (f64::from(at) * std::f64::consts::TAU / 1000.0).sin() + 0.01 * noise()))
}

/// Steps of a hundredth, as measured values are: with three decimals.
fn walk() -> Vec<u8> {
    let mut noise = noise();
    let mut level = 100.0;
    bytes(std::iter::repeat_with(move || {
        level += (noise() * 20.0).round() / 1000.0;
        (level * 1000.0_f64).round() / 1000.0
    }))
}

fn counters() -> Vec<u8> {
    bytes((0..).map(f64::from))
}

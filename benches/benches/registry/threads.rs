//! Threads that share one codec.

use std::hint::black_box;
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use codec::{Codec as _, Json};
use codec_benches::table::thousands;
use codec_benches::{Outcome, clock, documents};

/// Messages that each thread decodes and encodes.
const MESSAGES: u32 = 20_000;

/// Messages in a second, of one thread, two and four.
pub(crate) fn table(rounds: usize) -> Outcome<String> {
    let codec = Json::try_new()?;
    let counts = [1, 2, 4];
    let rates: Vec<[f64; 3]> =
        (0..rounds.div_ceil(10)).map(|_| counts.map(|threads| rate(&codec, threads))).collect();
    let mut text = "| threads that share one codec | M decoded and encoded, a second | over one thread |\n|---:|---:|---:|".to_owned();
    for (i, threads) in counts.into_iter().enumerate() {
        let rate = clock::median(rates.iter().map(|round| round[i]));
        let over = clock::median(rates.iter().map(|round| round[i] / round[0]));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // positive and small
        let rate = thousands(rate as usize / 1_000 * 1_000);
        text += &format!("\n| {threads} | {rate} | {over:.2} |");
    }
    Ok(text)
}

fn rate(codec: &Json, threads: u32) -> f64 {
    let barrier = Barrier::new(threads as usize + 1);
    let work = || {
        barrier.wait();
        for _ in 0..MESSAGES {
            let value = codec.decode(black_box(documents::M.tagged.as_bytes()));
            let _ = black_box(value.map(|value| codec.encode(&value)));
        }
    };
    thread::scope(|scope| {
        let started: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        barrier.wait();
        let start = Instant::now();
        started.into_iter().for_each(|thread| thread.join().unwrap_or_default());
        f64::from(threads * MESSAGES) / start.elapsed().as_secs_f64()
    })
}

//! Hostile inputs of n, 2n, 4n and 8n parts: how many instructions each takes beside the one before. No clock, and no
//! record: what counts is that twice the input costs about twice as much, on any compiler.

use std::collections::BTreeMap;

use crate::count::Program;
use crate::verdict;

/// Twice the input costs at most so many times as much.
const PER_DOUBLING: f64 = 2.5;
/// Instructions that are no part of the ratio: what the allocator does once when a buffer passes its thresholds.
const ONCE: u64 = 50_000;

/// What a case does: the two calls of the program.
const PHASES: [&str; 2] = ["read", "use"];

/// Says how each case is; gives how many there are, and how many of them cost more than they may.
pub(crate) fn run() -> (usize, usize) {
    let program = Program::build("codec-tests-costs");
    let counts = program.count_calls("codec_tests_costs::counted");
    let mut cases: BTreeMap<&str, Vec<[u64; 2]>> = BTreeMap::new();
    for (line, calls) in counts.lines.iter().zip(counts.calls.chunks(PHASES.len())) {
        let name = line.split_once(' ').expect("a number of parts and a name").1;
        cases.entry(name).or_default().push([calls[0], calls[1]]);
    }
    assert_eq!(counts.calls.len(), counts.lines.len() * PHASES.len(), "each line is two calls");
    let mut failed = 0;
    for (name, counts) in &cases {
        assert_eq!(counts.len(), 4, "{name}");
        for (phase, what) in PHASES.into_iter().enumerate() {
            let counts: Vec<u64> = counts.iter().map(|count| count[phase]).collect();
            failed += usize::from(!holds(what, name, &counts));
        }
    }
    (cases.len() * PHASES.len(), failed)
}

fn holds(what: &str, name: &str, counts: &[u64]) -> bool {
    #[allow(clippy::cast_precision_loss)] // far below 2^53
    let ratio = |pair: &[u64]| pair[1].saturating_sub(ONCE) as f64 / pair[0] as f64;
    let most = counts.windows(2).map(ratio).fold(0.0, f64::max);
    let holds = most <= PER_DOUBLING;
    println!("test {what} {name} ... {}: at most {most:.2} per doubling: {counts:?}", verdict(holds));
    holds
}

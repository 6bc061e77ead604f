//! The table.

use crate::cases::{Case, Label};
use crate::run::Outcome;

const LINE: usize = 105;

pub(crate) fn head() {
    println!(
        "{:8} {:8} {:22} {:17} {:>6} {:>14} {:>6} {:>9} {:>9}",
        "codec", "message", "operation", "peer", "ratio", "[p10, p90]", "aim", "ours ns", "peer ns"
    );
    println!("{}", "-".repeat(LINE));
}

pub(crate) fn row(case: &Case, outcome: &Outcome) {
    let aim = case.aim.map_or_else(String::new, |aim| format!("{aim:.2}"));
    let spread = format!("[{:.2}, {:.2}]", outcome.spread.0, outcome.spread.1);
    let Label { codec, message, operation, peer } = case.label;
    let Outcome { ratio, ours, peer: theirs, .. } = outcome;
    println!(
        "{codec:8} {message:8} {operation:22} {peer:17} {ratio:6.2} {spread:>14} {aim:>6} {ours:9.0} {theirs:9.0}"
    );
}

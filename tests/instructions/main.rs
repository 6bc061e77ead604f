//! How many instructions ten cases take, beside what is recorded: a loss of speed shows without a clock, whatever else
//! the machine does.
//!
//! valgrind counts; where it is missing, or the compiler is another one than that of the record, the test says so and
//! is skipped. After a change that is meant to be, `CODEC_UPDATE_COUNTS=1 cargo test -p codec-tests --test instructions`
//! writes the record anew.

mod count;
mod record;

use std::process::ExitCode;

use count::Program;
use record::Record;

const CASES: [&str; 10] = [
    "json-decode-S",
    "json-decode-M",
    "json-decode-L",
    "json-decode-X",
    "json-decode-T",
    "json-encode-M",
    "json-encode-L",
    "json-encode-T",
    "msgpack-decode-M",
    "msgpack-encode-M",
];

/// By how much a count may be above the record. Below it is a gain, and the test only says that the record should follow.
const TOLERANCE: f64 = 0.03;

fn main() -> ExitCode {
    if !is_asked_for() {
        return ExitCode::SUCCESS;
    }
    let compiler = count::compiler();
    let recorded = Record::read();
    let update = std::env::var_os("CODEC_UPDATE_COUNTS").is_some();
    if let Some(reason) = obstacle(&compiler, &recorded, update) {
        return skipped(&reason);
    }
    let program = Program::build();
    let counts = CASES.map(|case| (case, program.count(case)));
    if update {
        Record::write(&compiler, &counts);
        println!("\nthe record of instruction counts is written anew\n");
        return ExitCode::SUCCESS;
    }
    println!("\nrunning {} tests", CASES.len());
    let failed = counts.iter().filter(|(case, count)| !holds(case, *count, recorded.of(case))).count();
    println!("\ntest result: {}. {} passed; {failed} failed\n", verdict(failed == 0), CASES.len() - failed);
    ExitCode::from(u8::from(failed > 0))
}

/// A filter on the command line may leave this out; listing runs nothing.
fn is_asked_for() -> bool {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--list") {
        println!("instructions: test");
        return false;
    }
    let mut filters = words.iter().filter(|word| !word.starts_with('-')).peekable();
    filters.peek().is_none() || filters.any(|word| "instructions".contains(word.as_str()))
}

/// Why nothing can be compared here.
fn obstacle(compiler: &str, recorded: &Record, update: bool) -> Option<String> {
    if !count::has_valgrind() {
        return Some("valgrind is not installed".into());
    }
    let differs = recorded.compiler != compiler && !update;
    differs.then(|| format!("the counts are those of {}, this is {compiler}", recorded.compiler))
}

fn skipped(reason: &str) -> ExitCode {
    println!("\nSKIPPED: instruction counts: {reason}\n\n0 passed, 0 failed, {} skipped\n", CASES.len());
    ExitCode::SUCCESS
}

/// Says how the count is, and whether that is as recorded.
fn holds(case: &str, count: u64, recorded: Option<u64>) -> bool {
    let Some(recorded) = recorded else {
        println!("test {case} ... FAILED: {count} instructions, and no record; see the top of this test");
        return false;
    };
    #[allow(clippy::cast_precision_loss)] // far below 2^53
    let change = count as f64 / recorded as f64 - 1.0;
    let holds = change <= TOLERANCE;
    println!(
        "test {case} ... {}: {count} instructions, {:+.2} % of {recorded}",
        verdict(holds),
        change * 100.0
    );
    if change < -TOLERANCE {
        println!("    fewer than recorded: write the record anew, so that the gain stays");
    }
    holds
}

fn verdict(good: bool) -> &'static str {
    if good { "ok" } else { "FAILED" }
}

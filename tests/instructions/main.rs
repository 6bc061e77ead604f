//! How many instructions ten cases take, beside what is recorded: a loss of speed shows without a clock, whatever else
//! the machine does. And how many hostile inputs take, each beside one of half its size.
//!
//! valgrind counts; where it is missing, the test says so and is skipped, and so are the ten cases where the compiler is
//! another one than that of the record. After a change that is meant to be,
//! `CODEC_UPDATE_COUNTS=1 cargo test -p codec-tests --test instructions` writes the record anew.

mod count;
mod hostile;
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
    if !count::has_valgrind() {
        println!(
            "\nSKIPPED: instruction counts: valgrind is not installed\n\n0 passed, 0 failed, all skipped\n"
        );
        return ExitCode::SUCCESS;
    }
    let (hostile, too_much) = hostile::run();
    let (recorded, more) = recorded();
    let (all, failed) = (hostile + recorded, too_much + more);
    println!("\ntest result: {}. {} passed; {failed} failed\n", verdict(failed == 0), all - failed);
    ExitCode::from(u8::from(failed > 0))
}

/// The cases of the record: how many there are, and how many of them take more than that.
fn recorded() -> (usize, usize) {
    let compiler = count::compiler();
    let recorded = Record::read();
    let update = std::env::var_os("CODEC_UPDATE_COUNTS").is_some();
    if recorded.compiler != compiler && !update {
        println!(
            "\nSKIPPED: {} counts: they are those of {}, this is {compiler}\n",
            CASES.len(),
            recorded.compiler
        );
        return (0, 0);
    }
    let program = Program::build("codec-tests-counts");
    let counts = CASES.map(|case| (case, program.count(case)));
    if update {
        Record::write(&compiler, &counts);
        println!("\nthe record of instruction counts is written anew\n");
        return (0, 0);
    }
    let failed = counts.iter().filter(|(case, count)| !holds(case, *count, recorded.of(case))).count();
    (CASES.len(), failed)
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

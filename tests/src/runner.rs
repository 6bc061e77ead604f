//! A runner for test binaries without libtest, which keeps what passing tests print to itself: here the figures of a
//! plain `cargo test` are to be seen.

use std::panic;
use std::process::ExitCode;
use std::time::Instant;

/// A test and its name. It fails by a panic.
pub type Test = (&'static str, fn());

/// The tests of these paths, by their paths.
#[macro_export]
macro_rules! tests {
    ($($($part:ident)::+),* $(,)?) => {
        &[$((concat!($("::", stringify!($part)),+), $($part)::+ as fn())),*]
    };
}

/// What the command line asks for, as far as libtest has it and it means something here.
#[derive(Debug, Default)]
struct Arguments {
    filters: Vec<String>,
    skip: Vec<String>,
    exact: bool,
    list: bool,
    ignored: bool,
}

impl Arguments {
    fn parse(mut words: impl Iterator<Item = String>) -> Arguments {
        let mut arguments = Arguments::default();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--exact" => arguments.exact = true,
                "--list" => arguments.list = true,
                "--ignored" => arguments.ignored = true,
                "--skip" => arguments.skip.extend(words.next()),
                "--test-threads" | "--color" | "--format" | "--logfile" | "--shuffle-seed" | "-Z" => {
                    drop(words.next())
                }
                _ if word.starts_with('-') => {}
                _ => arguments.filters.push(word),
            }
        }
        arguments
    }

    fn take(&self, name: &str) -> bool {
        let matches =
            |filter: &String| if self.exact { name == filter } else { name.contains(filter.as_str()) };
        !self.ignored
            && (self.filters.is_empty() || self.filters.iter().any(matches))
            && !self.skip.iter().any(matches)
    }
}

/// Runs the tests that the command line names, or all, one after the other.
pub fn run(tests: &[Test]) -> ExitCode {
    let arguments = Arguments::parse(std::env::args().skip(1));
    let tests = tests.iter().map(|(name, test)| (name.trim_start_matches("::"), test));
    let (chosen, left): (Vec<_>, Vec<_>) = tests.partition(|(name, _)| arguments.take(name));
    if arguments.list {
        chosen.iter().for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    println!("\nrunning {} tests", chosen.len());
    let start = Instant::now();
    let failed: Vec<_> =
        chosen.iter().filter(|(name, test)| !passes(name, **test)).map(|(name, _)| *name).collect();
    if !failed.is_empty() {
        println!("\nfailures:\n    {}", failed.join("\n    "));
    }
    println!(
        "\ntest result: {}. {} passed; {} failed; {} filtered out; finished in {:.2}s\n",
        if failed.is_empty() { "ok" } else { "FAILED" },
        chosen.len() - failed.len(),
        failed.len(),
        left.len(),
        start.elapsed().as_secs_f64(),
    );
    ExitCode::from(if failed.is_empty() { 0 } else { 101 })
}

fn passes(name: &str, test: fn()) -> bool {
    let passes = panic::catch_unwind(test).is_ok();
    println!("test {name} ... {}", if passes { "ok" } else { "FAILED" });
    passes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(line: &str) -> Vec<&'static str> {
        let arguments = Arguments::parse(line.split_whitespace().map(str::to_owned));
        ["a::one", "a::two", "b::one"].into_iter().filter(|name| arguments.take(name)).collect()
    }

    #[test]
    fn command_lines() {
        assert_eq!(taken(""), ["a::one", "a::two", "b::one"]);
        assert_eq!(taken("one --nocapture --test-threads 1"), ["a::one", "b::one"]);
        assert_eq!(taken("two b::"), ["a::two", "b::one"]);
        assert_eq!(taken("a::one --exact"), ["a::one"]);
        assert_eq!(taken("one --exact"), [""; 0]);
        assert_eq!(taken("--skip a::"), ["b::one"]);
        assert_eq!(taken("--ignored"), [""; 0]);
    }

    #[test]
    fn names_are_paths() {
        fn inner() {}
        let tests: &[Test] = tests![inner];
        assert_eq!(tests[0].0, "::inner");
    }
}

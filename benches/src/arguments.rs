//! What the command line asks for.

/// The flags that all benchmarks know, and words that choose rows.
#[derive(Debug, Clone)]
pub struct Arguments {
    /// `cargo bench` gives it; without it a benchmark only checks.
    pub measures: bool,
    /// Fewer rounds.
    pub quick: bool,
    /// Puts the results into the pages.
    pub writes: bool,
    pub words: Vec<String>,
}

impl Arguments {
    #[must_use]
    pub fn of_this_program() -> Self {
        let all: Vec<String> = std::env::args().skip(1).collect();
        let has = |flag: &str| all.iter().any(|argument| argument == flag);
        Arguments {
            measures: has("--bench"),
            quick: has("--quick"),
            writes: has("--write"),
            words: all.iter().filter(|argument| !argument.starts_with('-')).cloned().collect(),
        }
    }

    #[must_use]
    pub fn rounds(&self, quick: usize, full: usize) -> usize {
        if self.quick { quick } else { full }
    }
}

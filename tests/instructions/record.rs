//! The counts that are in the repository.

use std::path::{Path, PathBuf};

/// Which compiler's code was counted, and the counts.
pub(crate) struct Record {
    pub(crate) compiler: String,
    counts: Vec<(String, u64)>,
}

impl Record {
    pub(crate) fn read() -> Self {
        let text = std::fs::read_to_string(file()).unwrap_or_default();
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let compiler = lines.next().unwrap_or("no compiler").to_owned();
        let count = |line: &str| {
            let (case, count) = line.split_once(' ').expect("a case and a count");
            (case.to_owned(), count.parse().expect("a number"))
        };
        Record { compiler, counts: lines.map(count).collect() }
    }

    pub(crate) fn of(&self, case: &str) -> Option<u64> {
        self.counts.iter().find(|(name, _)| name == case).map(|(_, count)| *count)
    }

    pub(crate) fn write(compiler: &str, counts: &[(&str, u64)]) {
        let mut text = format!(
            "# Instructions of ten runs of each case; made by\n# CODEC_UPDATE_COUNTS=1 cargo test -p codec-tests --test instructions\n{compiler}\n"
        );
        counts.iter().for_each(|(case, count)| text.push_str(&format!("{case} {count}\n")));
        std::fs::write(file(), text).expect("the record can be written");
    }
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions/recorded.txt")
}

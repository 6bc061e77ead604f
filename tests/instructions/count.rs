//! The program, and the tool that counts.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// `rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu`: whose code is counted.
pub(crate) fn compiler() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc, which has just built this");
    let text = String::from_utf8(output.stdout).expect("rustc writes UTF-8");
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("an unknown host");
    format!("{}, {host}", text.lines().next().unwrap_or("an unknown rustc"))
}

pub(crate) fn has_valgrind() -> bool {
    let mut command = Command::new("valgrind");
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The program in `tests/counts`, built for release.
pub(crate) struct Program(PathBuf);

impl Program {
    pub(crate) fn build() -> Self {
        let target = target().join("counts");
        let mut command = Command::new(env!("CARGO"));
        command.args(["build", "--release", "--locked", "--package", "codec-tests-counts", "--target-dir"]);
        command.arg(&target).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
        // What changes the code, or asks for a target directory in between.
        command
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET");
        let status = command.status().expect("cargo runs");
        assert!(status.success(), "the program of tests/counts does not build");
        Program(target.join("release/codec-tests-counts"))
    }

    /// Instructions of the counted part.
    pub(crate) fn count(&self, case: &str) -> u64 {
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--collect-atstart=no"]);
        command.arg("--toggle-collect=*::counted*").arg(&self.0).arg(case);
        let output = command.output().expect("valgrind runs");
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{case} fails under valgrind:\n{text}");
        let collected = text.lines().find_map(|line| line.split_once("Collected : "));
        let count = collected.and_then(|(_, count)| count.trim().parse().ok()).unwrap_or(0);
        assert!(count > 0, "valgrind says nothing of {case}:\n{text}");
        count
    }
}

/// The target directory: a test binary stands in `<target>/<profile>/deps`.
fn target() -> PathBuf {
    let binary = std::env::current_exe().expect("a test binary has a path");
    binary.ancestors().nth(3).expect("a test binary of cargo").to_owned()
}

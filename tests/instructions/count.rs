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

/// A program to count in, built for release.
pub(crate) struct Program(PathBuf);

/// What a program said, and the instructions of each call that it said it of.
pub(crate) struct Calls {
    pub(crate) lines: Vec<String>,
    pub(crate) calls: Vec<u64>,
}

impl Program {
    pub(crate) fn build(package: &str) -> Self {
        let target = target().join("counts");
        let mut command = Command::new(env!("CARGO"));
        command.args(["build", "--release", "--locked", "--package", package, "--target-dir"]);
        command.arg(&target).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
        // What changes the code, or asks for a target directory in between.
        command
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET");
        let status = command.status().expect("cargo runs");
        assert!(status.success(), "the program {package} does not build");
        Program(target.join("release").join(package))
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

    /// Instructions of each call of a function.
    pub(crate) fn count_calls(&self, function: &str) -> Calls {
        let directory = self.0.with_extension("calls");
        // What an earlier run left would be taken for this one's.
        let _ = std::fs::remove_dir_all(&directory);
        std::fs::create_dir_all(&directory).expect("a directory beside the program");
        let file = directory.join("call");
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--dump-line=no", "--collect-atstart=no"]);
        command.arg(format!("--callgrind-out-file={}", file.display()));
        command.arg(format!("--toggle-collect={function}")).arg(format!("--dump-after={function}"));
        let output = command.arg(&self.0).output().expect("valgrind runs");
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{} fails under valgrind:\n{text}", self.0.display());
        let lines: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
        let calls =
            (1..).map_while(|call| std::fs::read_to_string(file.with_extension(call.to_string())).ok());
        let calls: Vec<u64> = calls.map(|profile| total(&profile)).collect();
        assert!(!calls.is_empty(), "valgrind has counted nothing:\n{text}");
        let _ = std::fs::remove_dir_all(&directory);
        Calls { lines, calls }
    }
}

/// Of a profile: its line `summary: 12345`.
fn total(profile: &str) -> u64 {
    let total = profile.lines().find_map(|line| line.strip_prefix("summary: "));
    total.and_then(|total| total.trim().parse().ok()).expect("a profile with its summary")
}

/// The target directory: a test binary stands in `<target>/<profile>/deps`.
fn target() -> PathBuf {
    let binary = std::env::current_exe().expect("a test binary has a path");
    binary.ancestors().nth(3).expect("a test binary of cargo").to_owned()
}

//! A crate on disk, and cargo on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use codec_benches::{Outcome, page};

use crate::generate::Kind;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Profile {
    Debug,
    Release,
}

impl Profile {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Profile::Debug => "debug",
            Profile::Release => "release",
        }
    }

    fn flags(self) -> &'static [&'static str] {
        match self {
            Profile::Debug => &[],
            Profile::Release => &["--release"],
        }
    }
}

/// A crate of one kind.
pub(crate) struct Project {
    pub(crate) name: &'static str,
    directory: PathBuf,
}

impl Project {
    pub(crate) fn make(kind: &Kind) -> Outcome<Self> {
        let directory = page::target().join("compile").join(kind.name);
        let codec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codec").canonicalize()?;
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"{}-structs\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{}",
            kind.name,
            kind.dependencies.replace('@', &codec.display().to_string())
        );
        fs::create_dir_all(directory.join("src"))?;
        fs::write(directory.join("Cargo.toml"), manifest)?;
        fs::write(directory.join("src/main.rs"), kind.source())?;
        Ok(Project { name: kind.name, directory })
    }

    pub(crate) fn build(&self, profile: Profile) -> Outcome {
        self.cargo(&["build"], profile, &[])
    }

    /// Milliseconds of the processor that the crate itself takes; what it depends on is there.
    pub(crate) fn rebuild(&self, profile: Profile) -> Outcome<f64> {
        let source = self.directory.join("src/main.rs");
        fs::write(&source, fs::read(&source)?)?;
        let before = time_of_children().ok_or("no time of children")?;
        self.build(profile)?;
        Ok(time_of_children().ok_or("no time of children")? - before)
    }

    /// Lines of what rustc hands to LLVM for this crate.
    pub(crate) fn llvm_lines(&self, profile: Profile) -> Outcome<usize> {
        let rustc = ["--emit=llvm-ir", "-Ccodegen-units=1", "-Cno-prepopulate-passes"];
        self.cargo(&["rustc"], profile, &rustc)?;
        let mut lines = 0;
        for entry in fs::read_dir(self.target(profile).join("deps"))? {
            let path = entry?.path();
            let is_ours = path.file_name().is_some_and(|name| name.to_string_lossy().contains("_structs-"));
            if is_ours && path.extension().is_some_and(|extension| extension == "ll") {
                lines += fs::read_to_string(&path)?.lines().count();
                fs::remove_file(path)?;
            }
        }
        Ok(lines)
    }

    /// Bytes of the program, without symbols and information for debuggers.
    pub(crate) fn size(&self, profile: Profile) -> Outcome<usize> {
        self.build(profile)?;
        let program = self.target(profile).join(format!("{}-structs", self.name));
        let stripped = self.directory.join("stripped");
        let status = Command::new("strip").arg("-o").arg(&stripped).arg(program).status()?;
        if !status.success() {
            return Err("strip failed".into());
        }
        Ok(usize::try_from(fs::metadata(stripped)?.len())?)
    }

    fn target(&self, profile: Profile) -> PathBuf {
        self.directory.join("target").join(profile.name())
    }

    fn cargo(&self, command: &[&str], profile: Profile, rustc: &[&str]) -> Outcome {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(command).arg("--quiet").args(profile.flags());
        if !rustc.is_empty() {
            cargo.arg("--").args(rustc);
        }
        // As a first build is, or one by CI; and nothing from around it.
        cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", self.directory.join("target"));
        for name in ["CARGO_PROFILE_DEV_DEBUG", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"] {
            cargo.env_remove(name);
        }
        let status = cargo.current_dir(&self.directory).stdin(Stdio::null()).status()?;
        if status.success() { Ok(()) } else { Err(format!("{} does not build", self.name).into()) }
    }
}

/// Milliseconds of the processor that all ended children of this process took, and theirs.
pub(crate) fn time_of_children() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in brackets and may have anything in it.
    let (_, fields) = text.rsplit_once(')')?;
    let fields: Vec<f64> = fields.split_whitespace().filter_map(|field| field.parse().ok()).collect();
    // In hundredths of a second; the first field, a letter, is gone.
    Some((fields.get(12)? + fields.get(13)?) * 10.0)
}

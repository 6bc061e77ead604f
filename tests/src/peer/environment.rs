//! Virtual environments with pinned packages, made once under the target directory.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::python::Python;

/// A virtual environment that stands.
#[derive(Debug, Clone)]
pub struct Environment {
    /// `mango`, `mango-2.1.3` or `aiomas`.
    pub name: &'static str,
    /// The interpreter in it.
    pub python: PathBuf,
    /// Such as 3, 11, 7.
    pub version: [u32; 3],
}

impl Environment {
    /// mango-agents 2.4.0 with its FastJSON codec, NumPy and protobuf.
    ///
    /// # Panics
    /// If there is no Python, or its packages cannot be installed.
    pub fn mango() -> Environment {
        Environment::mango_for(&Python::find())
    }

    /// The same for this interpreter.
    ///
    /// # Panics
    /// If its packages cannot be installed.
    pub fn mango_for(python: &Python) -> Environment {
        made("mango", python, &["mango.txt"])
    }

    /// mango-agents 2.1.3, the last one that numbered its types, over protobuf 5.
    ///
    /// # Panics
    /// If there is no Python, or its packages cannot be installed.
    pub fn mango_2_1_3() -> Environment {
        made("mango-2.1.3", &Python::find(), &["mango-2.1.3.txt"])
    }

    /// aiomas 2.0.1 with its MessagePack and Blosc codecs, NumPy and Arrow.
    ///
    /// # Panics
    /// If there is no Python, or its packages cannot be installed.
    pub fn aiomas() -> Environment {
        made("aiomas", &Python::find(), &["aiomas.txt", "aiomas-build.txt"])
    }
}

fn made(name: &'static str, python: &Python, requirements: &[&str]) -> Environment {
    let directory = directory(name, python, requirements);
    if !directory.join("stamp").exists() {
        make(&directory, python, requirements);
    }
    let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    Environment { name, python: directory.join(inside), version: python.version }
}

/// Other pins or another interpreter give another directory.
fn directory(name: &str, python: &Python, requirements: &[&str]) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    (&python.path, python.version).hash(&mut hasher);
    for file in requirements.iter().map(|file| requirement(file)) {
        std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display())).hash(&mut hasher);
    }
    let [major, minor, _] = python.version;
    target().join("peers").join(format!("{name}-{major}.{minor}-{:016x}", hasher.finish()))
}

fn make(directory: &Path, python: &Python, requirements: &[&str]) {
    let mut command = Command::new(&python.path);
    command
        .arg(here().join("environment.py"))
        .arg(directory)
        .args(requirements.iter().map(|file| requirement(file)));
    let status = command.stdin(Stdio::null()).status();
    assert!(
        status.as_ref().is_ok_and(std::process::ExitStatus::success),
        "no environment for the Python peers could be made ({status:?}; pip's reason stands above): these tests need \
         pip and the packages on PyPI, or CODEC_SKIP_PEERS=1, which leaves them out"
    );
}

fn requirement(file: &str) -> PathBuf {
    here().join("requirements").join(file)
}

/// The sources of this module.
pub(super) fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/peer")
}

/// The target directory, wherever it is: a test binary stands in `<target>/<profile>/deps`.
fn target() -> PathBuf {
    let binary = std::env::current_exe().expect("a test binary has a path");
    let mut above = binary.ancestors();
    let deps = above.find(|path| path.ends_with("deps") || path.ends_with("examples"));
    deps.and_then(|deps| deps.ancestors().nth(2)).expect("a test binary of cargo").to_owned()
}

//! The Python interpreters of this machine.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// A CPython that can run the peers: 3.10 or newer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Python {
    pub path: PathBuf,
    /// Such as 3, 11, 7.
    pub version: [u32; 3],
}

impl fmt::Display for Python {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.version;
        write!(f, "{major}.{minor}.{patch}")
    }
}

impl Python {
    /// The interpreter of this name or path, if it runs, is CPython 3.10 or newer, and has what makes environments.
    pub fn at(program: impl AsRef<Path>) -> Option<Python> {
        // One of the two installs packages into an environment.
        const QUESTION: &str = "import importlib.util, sys, venv\n\
            assert importlib.util.find_spec('ensurepip') or importlib.util.find_spec('pip')\n\
            print(sys.implementation.name, *sys.version_info[:3], sys.executable)";
        let mut command = Command::new(program.as_ref());
        let output =
            command.args(["-c", QUESTION]).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let mut words = text.trim_end().splitn(5, ' ');
        if words.next() != Some("cpython") {
            return None;
        }
        let mut number = || words.next()?.parse().ok();
        let version = [number()?, number()?, number()?];
        // A shim that chooses among versions is no base for an environment: the interpreter itself is.
        let path = PathBuf::from(words.next()?);
        (version[0] == 3 && version[1] >= 10).then_some(Python { path, version })
    }

    /// The interpreter for the peers: the one that `CODEC_PYTHON` names, or else the first of 3.11, which aiomas suits
    /// best, and the others.
    ///
    /// # Panics
    /// If there is none.
    pub fn find() -> Python {
        static FOUND: OnceLock<Python> = OnceLock::new();
        FOUND.get_or_init(Python::search).clone()
    }

    fn search() -> Python {
        if let Some(named) = std::env::var_os("CODEC_PYTHON") {
            return Python::at(&named).unwrap_or_else(|| {
                panic!(
                    "CODEC_PYTHON is {}, which is no CPython of 3.10 or newer",
                    Path::new(&named).display()
                )
            });
        }
        let names =
            ["python3.11", "python3.10", "python3.12", "python3.13", "python3.14", "python3", "python"];
        names.iter().find_map(Python::at).or_else(|| Python::all().into_iter().next()).unwrap_or_else(|| {
            panic!(
                "these tests run mango-agents and aiomas, and need CPython 3.10 or newer with pip: install one, name one \
                 with CODEC_PYTHON=/path/to/python3, or set CODEC_SKIP_PEERS=1 to leave these tests out"
            )
        })
    }

    /// One interpreter of each of 3.10 to 3.14 that is on the path, or that pyenv or uv has.
    pub fn all() -> Vec<Python> {
        (10..=14).filter_map(Python::of_minor).collect()
    }

    fn of_minor(minor: u32) -> Option<Python> {
        let name = format!("python3.{minor}");
        let on_path = std::iter::once(PathBuf::from(&name));
        let mut candidates = on_path.chain(pyenv(&name)).chain(uv(minor));
        candidates.find_map(|path| Python::at(path).filter(|python| python.version[1] == minor))
    }
}

/// What pyenv has, whether or not it is the version that its shims choose.
fn pyenv(name: &str) -> Vec<PathBuf> {
    let home = || std::env::var_os("HOME").map(|home| Path::new(&home).join(".pyenv"));
    let root = std::env::var_os("PYENV_ROOT").map(PathBuf::from).or_else(home);
    let versions = root.and_then(|root| std::fs::read_dir(root.join("versions")).ok());
    let mut found: Vec<_> = versions
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin").join(name)))
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}

fn uv(minor: u32) -> Option<PathBuf> {
    let mut command = Command::new("uv");
    command.args(["python", "find", "--no-python-downloads", &format!("3.{minor}")]);
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(path.trim()))
}

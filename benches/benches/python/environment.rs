//! A virtual environment with the pinned packages, made once under the target directory.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use codec_benches::Outcome;

const REQUIREMENTS: &str = include_str!("requirements.txt");

/// The interpreter in the environment, and its version.
pub(crate) struct Environment {
    pub(crate) python: PathBuf,
    pub(crate) version: String,
}

impl Environment {
    /// `None` if there is no Python of 3.10 or newer.
    pub(crate) fn make() -> Outcome<Option<Self>> {
        let named = std::env::var("CODEC_PYTHON").ok();
        let names = ["python3.11", "python3.12", "python3.13", "python3.10", "python3.14", "python3"];
        let candidates =
            named.iter().map(String::as_str).chain(names.into_iter().filter(|_| named.is_none()));
        for program in candidates {
            if let Some((path, version)) = interpreter(program) {
                return Self::of(&path, version).map(Some);
            }
        }
        Ok(None)
    }

    fn of(python: &str, version: String) -> Outcome<Self> {
        let directory = codec_benches::page::target().join(format!("python-peers-{version}"));
        let (inside, stamp) = (directory.join("bin/python"), directory.join("requirements"));
        if std::fs::read_to_string(&stamp).ok().as_deref() != Some(REQUIREMENTS) {
            eprintln!("installing the Python peers into {}", directory.display());
            let pins = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/python/requirements.txt");
            run(Command::new(python).args(["-m", "venv", "--clear"]).arg(&directory))?;
            run(Command::new(&inside).args(["-m", "pip", "install", "--quiet", "-r"]).arg(pins))?;
            std::fs::write(stamp, REQUIREMENTS)?;
        }
        Ok(Environment { python: inside, version })
    }
}

/// The interpreter itself, where a shim would choose among versions, and such as 3.11.7.
fn interpreter(program: &str) -> Option<(String, String)> {
    const QUESTION: &str = "import sys, venv; assert sys.version_info >= (3, 10); \
        print(sys.executable, '.'.join(map(str, sys.version_info[:3])))";
    let mut command = Command::new(program);
    let output = command.args(["-c", QUESTION]).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    text.trim().rsplit_once(' ').map(|(path, version)| (path.to_owned(), version.to_owned()))
}

fn run(command: &mut Command) -> Outcome {
    let status = command.stdin(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(format!("failed: {command:?}").into()) }
}

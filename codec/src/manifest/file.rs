//! The file beside the crate, and the test that keeps it.

use std::fmt::Write as _;
use std::path::Path;

use super::Manifest;
use crate::error::RegistryError;
use crate::registry::Registry;

/// Compares the registry with a file in the directory of a crate; with `CODEC_UPDATE_MANIFEST=1` in the environment it
/// writes the file instead. [`assert_manifest!`](crate::assert_manifest) calls it.
///
/// # Errors
/// A text for people: every change, which peers it breaks, and how to accept it; or why there is nothing to compare.
pub fn check(directory: &str, file: &str, registry: Result<Registry, RegistryError>) -> Result<(), String> {
    let now = registry.map_err(|error| format!("there is no registry: {error}"))?.manifest();
    let path = Path::new(directory).join(file);
    let is_update =
        std::env::var_os("CODEC_UPDATE_MANIFEST").is_some_and(|value| !value.is_empty() && value != "0");
    if is_update {
        return std::fs::write(&path, format!("{HEAD}{now}"))
            .map_err(|error| format!("{}: {error}", path.display()));
    }
    let text = std::fs::read_to_string(&path)
        .map_err(|error| format!("{}: {error}; CODEC_UPDATE_MANIFEST=1 writes it", path.display()))?;
    let old = Manifest::parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    if old == now {
        return Ok(());
    }
    Err(report(&path, &old, &now))
}

const HEAD: &str = "# The wire contract of this program's types: a change here may break peers. Written by a test with\n\
                    # `codec::assert_manifest!`, when CODEC_UPDATE_MANIFEST=1 is set.\n\n";

fn report(path: &Path, old: &Manifest, now: &Manifest) -> String {
    let mut text = format!("the wire contract is not that of {}:\n", path.display());
    for change in Manifest::compare(old, now) {
        let _ = writeln!(text, "- {change}");
    }
    text.push_str("run the test with CODEC_UPDATE_MANIFEST=1 to accept this, and put the file under review");
    text
}

//! The page: what stands between two markers is replaced.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

/// The test of the page looks for the same lines.
const BEGIN: &str =
    "<!-- figures: begin; made by `cargo bench -p codec --all-features --bench figures -- --write` -->";
const END: &str = "<!-- figures: end -->";

pub(crate) fn write(figures: &str) -> Result<(), Box<dyn Error>> {
    let file = docs("choosing-a-codec.md");
    let page = fs::read_to_string(&file)?;
    let missing = || format!("{} has not the lines `{BEGIN}` and `{END}`", file.display());
    let (before, rest) = page.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    fs::write(&file, format!("{before}{BEGIN}\n\n{figures}\n\n{END}{after}"))?;
    Ok(())
}

pub(crate) fn write_plot(svg: &str) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(docs("codecs.svg"), svg)?)
}

fn docs(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)
}

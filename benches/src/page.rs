//! The pages: what stands between two markers is replaced.

use std::fs;
use std::path::PathBuf;

use crate::Outcome;

/// The lines around a section. The tests of the pages look for the same ones.
fn markers(section: &str) -> [String; 2] {
    [
        format!(
            "<!-- {section}: begin; made by `cargo bench --manifest-path benches/Cargo.toml --bench {section} -- --write` -->"
        ),
        format!("<!-- {section}: end -->"),
    ]
}

/// # Errors
/// If the page cannot be written, or has not the lines around the section.
pub fn write(page: &str, section: &str, text: &str) -> Outcome {
    let file = docs(page);
    let page = fs::read_to_string(&file)?;
    let [begin, end] = markers(section);
    let missing = || format!("{} has not the lines `{begin}` and `{end}`", file.display());
    let (before, rest) = page.split_once(&begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(&end).ok_or_else(missing)?;
    fs::write(&file, format!("{before}{begin}\n\n{text}\n\n{end}{after}"))?;
    Ok(())
}

/// # Errors
/// If it cannot be written.
pub fn write_plot(name: &str, svg: &str) -> Outcome {
    Ok(fs::write(docs(name), svg)?)
}

fn docs(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)
}

/// The target directory of this build: a benchmark stands in `<target>/release/deps`.
#[must_use]
pub fn target() -> PathBuf {
    let here = std::env::current_exe().unwrap_or_default();
    here.ancestors().nth(3).map_or_else(std::env::temp_dir, PathBuf::from)
}

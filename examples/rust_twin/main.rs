//! The way back: prints the Rust structs for the `json_serializable` classes of a Python module, with equal ids.
//!
//! `cargo run --example rust_twin -- messages.py`; without an argument it reads `sample.py` beside this file. The module
//! is imported by `python3`, or by what `CODEC_PYTHON` names, so its packages must be there; mango need not be.

mod rust;

use std::error::Error;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("rust_twin");
    let python = std::env::var_os("CODEC_PYTHON").unwrap_or_else(|| OsString::from("python3"));
    let module = std::env::args_os().nth(1).unwrap_or_else(|| here.join("sample.py").into_os_string());
    let output = Command::new(&python).arg(here.join("classes.py")).arg(module).output();
    let output = output
        .map_err(|error| format!("{}: {error}; name one with CODEC_PYTHON", python.to_string_lossy()))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    print!("{}", rust::module(&serde_json::from_slice(&output.stdout)?)?);
    Ok(())
}

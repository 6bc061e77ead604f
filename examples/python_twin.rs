//! Writes the Python twins of this program's types: `cargo run --example python_twin -- messages.py`, or to the standard
//! output. In Python, `messages.add_to(codec)` then adds all of them to a codec of mango.
//!
//! In your own program: annotate, link, and call `twin::python`.

use std::error::Error;

use codec::{Registry, json_serializable, twin};

/// A plain class in Python.
#[json_serializable]
pub struct Measurement {
    /// Which sensor.
    pub sensor: String,
    /// What it read.
    pub levels: Vec<f64>,
    /// `None` where it has none.
    pub unit: Option<String>,
    /// An enum there.
    pub quality: Quality,
    /// A `TypedDict` there.
    pub range: Range,
}

/// A dataclass in Python.
#[json_serializable(python(kind = dataclass))]
pub struct Batch {
    /// Objects inside an object.
    pub measurements: Vec<Measurement>,
    /// A name that Python keeps for itself: `class_` there, and still `class` on the wire.
    #[serde(rename = "class")]
    pub class_name: String,
}

/// Its value on the wire is the integer.
#[json_serializable]
pub enum Quality {
    /// Below what is usable.
    Bad = 0,
    /// Usable.
    Good = 1,
}

/// A record without a tag.
#[json_serializable(tag = false)]
pub struct Range {
    /// From here.
    pub low: f64,
    /// To here; not sent where there is no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let module = twin::python(&Registry::linked()?);
    match std::env::args_os().nth(1) {
        Some(path) => std::fs::write(path, module)?,
        None => print!("{module}"),
    }
    Ok(())
}

//! What the benchmarks share: the messages, the clock, the machine's description, tables, plots and the pages.
//!
//! ```sh
//! cargo bench --manifest-path benches/Cargo.toml                      # all of them; prints
//! cargo bench --manifest-path benches/Cargo.toml -- --write           # and puts the results into docs/
//! cargo bench --manifest-path benches/Cargo.toml --bench compare -- --quick
//! ```
//!
//! Without `--bench`, as `cargo test --benches` runs them, they only check that what they compare is the same.

pub mod arguments;
pub mod clock;
pub mod documents;
pub mod goals;
pub mod machine;
pub mod memory;
pub mod page;
pub mod plain;
pub mod plot;
pub mod table;
pub mod tagged;

/// Benchmarks have nobody to handle their errors.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// # Errors
/// If what was to be compared is not the same.
pub fn ensure(holds: bool, what: &str) -> Outcome {
    if holds { Ok(()) } else { Err(format!("{what}: not what was expected").into()) }
}

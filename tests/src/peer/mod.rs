//! The Python peers as child processes: mango-agents and aiomas as they are installed from PyPI.
//!
//! A test starts a [`Peer`] with a script of its own, which answers commands with `serve.py` in this directory:
//!
//! ```no_run
//! use codec_tests::peer::{Environment, Peer};
//! use serde_json::json;
//!
//! let mut peer = Peer::start(&Environment::mango(), "interop/peer.py", &["JSON"]);
//! let answer = peer.call(&json!({"do": "decode"}), b"[1, 2]").expect("mango decodes it");
//! println!("{}", answer.value);
//! ```

mod environment;
mod process;
mod python;

pub use environment::Environment;
pub use process::{Answer, Peer};
pub use python::Python;

/// Whether the tests with Python peers are to be left out: `CODEC_SKIP_PEERS` is set, and not to nothing or `0`.
pub fn skipped() -> bool {
    std::env::var_os("CODEC_SKIP_PEERS").is_some_and(|value| !value.is_empty() && value != "0")
}

//! Campaigns over bytes of all kinds: what `SECURITY.md` promises, shown by numbers. `src/effort.rs` says how much each
//! form runs.

mod concurrency;
mod conformance;
mod corpus;
mod documents;
mod exhaustive;
mod frames;
mod hostile;
mod limits;
mod mutations;
mod panics;
mod properties;
mod registry;
mod unicode;

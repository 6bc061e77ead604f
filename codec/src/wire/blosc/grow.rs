//! How much memory data may have before it is there.

/// What is reserved on trust.
const AHEAD: usize = 16 << 10;

/// How much room there is for data of which so much is written, in a buffer of so many bytes: in proportion to the
/// buffer and to what came out of it, never to what it claims.
pub(super) fn next(written: usize, buffer: usize, claimed: usize) -> usize {
    written.saturating_mul(2).saturating_add(buffer.saturating_mul(16)).saturating_add(AHEAD).min(claimed)
}

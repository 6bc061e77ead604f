//! What hostile input may cost: memory in proportion to the bytes that arrived, and work in proportion to their number.
//!
//! A binary of its own, because it counts what the allocator is asked for.

mod arrays;
mod bombs;
mod buffered;
mod claims;
mod codecs;
mod counting;
mod memory;
mod pickle;
mod work;

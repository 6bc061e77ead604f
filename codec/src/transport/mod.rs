//! Messages in a stream of bytes: the frames that mango and aiomas send over TCP.
//!
//! A frame is the length of the message in four bytes, the highest first, and the message. There is no I/O here:
//! [`Frames`] takes bytes as they come, from whatever reads them, and gives whole messages; [`encode_frame`] and
//! [`write_frame`] append frames to a vector. (Over MQTT a message has no frame.)
//!
//! ```
//! use codec::transport::{Frames, encode_frame};
//! use codec::{Codec, Json, Limits};
//!
//! let codec = Json::new();
//! let mut sent = Vec::new();
//! encode_frame(&codec, "ohai", &mut sent, Limits::default())?;
//! encode_frame(&codec, &[1, 2], &mut sent, Limits::default())?;
//! assert_eq!(sent, b"\0\0\0\x06\"ohai\"\0\0\0\x05[1,2]");
//!
//! let (mut frames, mut received) = (Frames::new(), Vec::new());
//! for piece in sent.chunks(7) {
//!     frames.push(piece);
//!     while let Some(message) = frames.next_message()? {
//!         received.push(codec.decode(message)?.to_string());
//!     }
//! }
//! frames.finish()?;
//! assert_eq!(received, ["'ohai'", "[1, 2]"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Trust
//!
//! A length is a claim. One beyond [`Limits::frame`](crate::Limits::frame) is refused before any byte of that message is
//! there, nothing is reserved for the others, and the work is in proportion to the bytes, however they are cut. An empty
//! frame, on which mango closes the connection, is refused both ways.

mod frames;
#[cfg(test)]
mod tests;
mod write;

pub use frames::Frames;
pub use write::{encode_frame, write_frame};

use crate::wire::Limits;

/// The bytes of a length.
const LENGTH: usize = 4;

/// What the limit allows and four bytes can say.
fn most(limits: Limits) -> usize {
    limits.frame.min(u32::MAX.try_into().unwrap_or(usize::MAX))
}

fn too_long(length: usize, most: usize) -> String {
    format!("a frame of {length} bytes is more than the limit of {most}")
}

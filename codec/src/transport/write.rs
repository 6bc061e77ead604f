use super::{LENGTH, most, too_long};
use crate::codec::{Codec, Encodable};
use crate::error::{Limit, SerializationError, SerializationKind};
use crate::wire::Limits;

/// Encodes a value as one frame, behind what the vector holds; on an error the vector is as before. The frame costs no
/// copy of the message.
///
/// # Example
/// ```
/// use codec::transport::encode_frame;
/// use codec::{Json, Limits};
/// let mut out = Vec::new();
/// encode_frame(&Json::new(), "ohai", &mut out, Limits::default())?;
/// assert_eq!(out, b"\0\0\0\x06\"ohai\"");
/// # Ok::<(), codec::SerializationError>(())
/// ```
///
/// # Errors
/// As [`Codec::encode`], and as [`write_frame`].
pub fn encode_frame<C: Codec + ?Sized, T: Encodable + ?Sized>(
    codec: &C,
    value: &T,
    out: &mut Vec<u8>,
    limits: Limits,
) -> Result<(), SerializationError> {
    let start = out.len();
    out.extend_from_slice(&[0; LENGTH]);
    let message = out.len();
    let written = codec.encode_into(value, out);
    match written.and_then(|()| head(out.len().saturating_sub(message), limits)) {
        Ok(head) => {
            if let Some(place) = out.get_mut(start..).and_then(<[u8]>::first_chunk_mut) {
                *place = head;
            }
            Ok(())
        }
        Err(error) => {
            out.truncate(start);
            Err(error)
        }
    }
}

/// Appends a message that is already encoded as one frame; on an error the vector is as before.
///
/// # Example
/// ```
/// use codec::Limits;
/// use codec::transport::write_frame;
/// let mut out = Vec::new();
/// write_frame(b"[0,1]", &mut out, Limits::default())?;
/// assert_eq!(out, b"\0\0\0\x05[0,1]");
/// # Ok::<(), codec::SerializationError>(())
/// ```
///
/// # Errors
/// If the message has more bytes than [`Limits::frame`] (`is_limit()`), or none (`is_unsupported()`).
pub fn write_frame(message: &[u8], out: &mut Vec<u8>, limits: Limits) -> Result<(), SerializationError> {
    let head = head(message.len(), limits)?;
    out.extend_from_slice(&head);
    out.extend_from_slice(message);
    Ok(())
}

/// The length as it stands before the message.
fn head(length: usize, limits: Limits) -> Result<[u8; LENGTH], SerializationError> {
    let most = most(limits);
    match u32::try_from(length) {
        Ok(0) => {
            Err(SerializationError::new(SerializationKind::Unsupported, "a frame holds no empty message"))
        }
        Ok(fits) if length <= most => Ok(fits.to_be_bytes()),
        _ => Err(SerializationError::limited(Limit::Frame, too_long(length, most))),
    }
}

use std::fmt;

use super::{LENGTH, most, too_long};
use crate::error::{DecodeError, DecodeKind, Limit};
use crate::wire::Limits;

/// So much room stays when all that came has been taken: as much as most programs read at once.
const KEPT: usize = 64 << 10;

/// Cuts a stream of bytes into messages, however the bytes come.
///
/// Push what has been read, take all messages, and read again; at the end of the stream [`finish`](Self::finish) says
/// whether it ended between two frames.
///
/// Memory grows with the bytes that were pushed and not taken, and with nothing that the peer claims; what was taken is
/// given back, but for 64 KiB. Work grows with the bytes alone, whether they come at once or one by one.
///
/// # Example
/// ```
/// use codec::transport::Frames;
/// let mut frames = Frames::new();
/// frames.push(b"\0\0\0\x02hi\0\0\0\x03y");
/// assert_eq!(frames.next_message()?, Some(&b"hi"[..]));
/// assert_eq!(frames.next_message()?, None);
/// frames.push(b"ou");
/// assert_eq!(frames.next_message()?, Some(&b"you"[..]));
/// frames.finish()?;
/// # Ok::<(), codec::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Frames {
    pub(super) buffer: Vec<u8>,
    /// Where the next frame begins in the buffer; never behind its end.
    at: usize,
    /// The bytes of the stream before the buffer.
    gone: usize,
    most: usize,
    failed: Option<DecodeError>,
}

impl Frames {
    /// With the default limit of 4 MiB for a message.
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// With a limit of one's own: of these, [`Limits::frame`] alone matters here.
    ///
    /// # Example
    /// ```
    /// use codec::transport::Frames;
    /// use codec::{Limit, Limits};
    /// let mut frames = Frames::with_limits(Limits::default().frame(1_000));
    /// frames.push(&1_001_u32.to_be_bytes());
    /// assert_eq!(frames.next_message().unwrap_err().limit(), Some(Limit::Frame));
    /// ```
    pub fn with_limits(limits: Limits) -> Self {
        Frames { buffer: Vec::new(), at: 0, gone: 0, most: most(limits), failed: None }
    }

    /// Adds the next bytes of the stream. After an error they are dropped.
    ///
    /// Whoever pushes and does not take keeps everything.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.failed.is_none() {
            self.compact();
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// The next whole message, without its length; none if more bytes must be pushed first.
    ///
    /// # Errors
    /// If the next length is 0 (`is_syntax()`), or beyond the limit (`is_limit()`), as soon as its four bytes are there;
    /// the offset is that of the frame in the whole stream. What follows cannot be trusted to be frames, so every further
    /// call gives the same error: close the connection. The messages before it have all been given.
    ///
    /// # Example
    /// ```
    /// use codec::transport::Frames;
    /// let mut frames = Frames::new();
    /// frames.push(b"\0\0\0\x02hiGET / HTTP/1.1");
    /// assert_eq!(frames.next_message()?, Some(&b"hi"[..]));
    /// let error = frames.next_message().unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "a frame of 1195725856 bytes is more than the limit of 4194304 (byte 6); raise it with `Limits::frame`"
    /// );
    /// frames.push(b"\0\0\0\x02hi");
    /// assert_eq!(frames.next_message().unwrap_err().to_string(), error.to_string());
    /// # Ok::<(), codec::DecodeError>(())
    /// ```
    pub fn next_message(&mut self) -> Result<Option<&[u8]>, DecodeError> {
        match self.end_of(self.at) {
            Ok(Some(end)) => {
                let start = self.at.saturating_add(LENGTH);
                self.at = end;
                Ok(self.buffer.get(start..end))
            }
            Ok(None) => {
                self.compact();
                Ok(None)
            }
            Err(error) => {
                (self.buffer, self.at) = (Vec::new(), 0);
                self.failed = Some(error.clone());
                Err(error)
            }
        }
    }

    /// Whether the stream may end here: between two frames. Messages that have not been taken yet are looked at as well.
    ///
    /// # Errors
    /// If the last frame is cut off (`is_eof()`; the offset is where it begins), or as
    /// [`next_message`](Self::next_message).
    ///
    /// # Example
    /// ```
    /// use codec::transport::Frames;
    /// let mut frames = Frames::new();
    /// frames.push(b"\0\0\0\x02hi\0\0");
    /// assert_eq!(frames.finish().unwrap_err().to_string(), "input ends inside a frame (byte 6)");
    /// ```
    pub fn finish(&self) -> Result<(), DecodeError> {
        let mut at = self.at;
        while let Some(end) = self.end_of(at)? {
            at = end;
        }
        if at == self.buffer.len() {
            return Ok(());
        }
        Err(DecodeError::new(DecodeKind::Eof, "input ends inside a frame").at(self.gone.saturating_add(at)))
    }

    /// The end of the frame that begins here, if all of it is there.
    fn end_of(&self, at: usize) -> Result<Option<usize>, DecodeError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let Some((length, rest)) = self.buffer.get(at..).and_then(<[u8]>::split_first_chunk) else {
            return Ok(None);
        };
        let length = u32::from_be_bytes(*length).try_into().unwrap_or(usize::MAX);
        if length == 0 || length > self.most {
            return Err(self.refused(length).at(self.gone.saturating_add(at)));
        }
        Ok((length <= rest.len()).then(|| at.saturating_add(LENGTH).saturating_add(length)))
    }

    #[cold]
    fn refused(&self, length: usize) -> DecodeError {
        match length {
            0 => DecodeError::new(DecodeKind::Syntax, "a frame of length 0 holds no message"),
            _ => DecodeError::limited(Limit::Frame, too_long(length, self.most)),
        }
    }

    /// Moves what is unread to the front, once that is no more than what was taken: each byte that was taken pays for one
    /// that is moved.
    fn compact(&mut self) {
        let unread = self.buffer.len().saturating_sub(self.at);
        if self.at == 0 || self.at < unread {
            return;
        }
        self.buffer.drain(..self.at);
        self.gone = self.gone.saturating_add(self.at);
        self.at = 0;
        // One large message is not to be held for as long as the connection is.
        self.buffer.shrink_to(unread.saturating_mul(2).max(KEPT));
    }
}

impl Default for Frames {
    fn default() -> Self {
        Self::new()
    }
}

/// Without what the peer sent.
impl fmt::Debug for Frames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unread = self.buffer.len().saturating_sub(self.at);
        let mut shown = f.debug_struct("Frames");
        shown.field("unread", &unread).field("failed", &self.failed).finish_non_exhaustive()
    }
}

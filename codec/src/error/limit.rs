/// A limit of a codec or of frames; the setter of [`Limits`](crate::Limits) has its name.
///
/// # Example
/// ```
/// use codec::{Codec, Json, Limit, Limits};
/// let codec = Json::builder().limits(Limits::default().depth(2)).build()?;
/// let error = codec.decode(b"[[[1]]]").unwrap_err();
/// assert_eq!(error.limit(), Some(Limit::Depth));
/// # Ok::<(), codec::RegistryError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// Levels of nesting.
    Depth,
    /// Bytes of a message.
    Input,
    /// List elements and dict entries of a message.
    Elements,
    /// Digits of an integer in text.
    Digits,
    /// Bytes that a message is decompressed to.
    Decompressed,
    /// Bytes of a message in a frame of a stream.
    Frame,
}

impl Limit {
    pub(super) fn help(self) -> &'static str {
        match self {
            Limit::Depth => "raise it with `Limits::depth`",
            Limit::Input => "raise it with `Limits::input`",
            Limit::Elements => "raise it with `Limits::elements`",
            Limit::Digits => "raise it with `Limits::digits`",
            Limit::Decompressed => "raise `Limits::decompressed`, if the sender is trusted",
            Limit::Frame => "raise it with `Limits::frame`",
        }
    }
}

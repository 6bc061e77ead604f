//! Bytes as text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Writer;

/// Bytes that are encoded at once; a multiple of three, so that padding comes at the end alone.
const PIECE: usize = 3 << 10;

impl Writer<'_> {
    /// A string of standard base64, as Python's `b64encode` gives it: nothing in it is escaped in any style.
    pub(crate) fn base64(&mut self, bytes: &[u8]) {
        self.out.byte(b'"');
        for piece in bytes.chunks(PIECE) {
            // The room is there, so it is never too small.
            let written = STANDARD.encode_slice(piece, self.out.room(PIECE / 3 * 4)).unwrap_or(0);
            self.out.advance(written);
        }
        self.out.byte(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Limits;
    use crate::wire::json::Style;
    use crate::wire::out::Out;

    #[test]
    fn pieces_give_what_the_whole_gives() {
        for length in [0, 1, 2, 3, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 5 * PIECE + 2] {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            let mut out = Out::new(b"x".to_vec());
            Writer::new(&mut out, Style::Python, &Limits::default(), true).base64(&bytes);
            assert_eq!(out.into_vec(), format!("x\"{}\"", STANDARD.encode(&bytes)).as_bytes());
        }
    }
}

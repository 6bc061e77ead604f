//! From opcodes to bytes, as CPython's C implementation writes protocol 4.

/// Frames end at the first value behind this many bytes; longer text and bytes stand outside of frames.
const FRAME: usize = 64 * 1024;
/// A frame of fewer bytes has no header.
const SHORT_FRAME: usize = 4;
/// Opcode and length.
const HEADER: usize = 9;

/// Writes one pickle.
#[derive(Debug)]
pub(crate) struct Writer {
    out: Vec<u8>,
    /// Where the header of the open frame stands.
    frame: Option<usize>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Writer { out: vec![0x80, 4], frame: None }
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.op(b'.');
        self.close_frame();
        self.out
    }

    /// Before each value: a frame that is full ends here.
    pub(crate) fn boundary(&mut self) {
        if self.frame.is_some_and(|start| self.out.len().saturating_sub(start + HEADER) >= FRAME) {
            self.close_frame();
        }
    }

    fn close_frame(&mut self) {
        let Some(start) = self.frame.take() else { return };
        let length = self.out.len().saturating_sub(start + HEADER);
        if length < SHORT_FRAME {
            self.out.drain(start..start + HEADER);
        } else if let Some(place) = self.out.get_mut(start + 1..start + HEADER) {
            place.copy_from_slice(&(length as u64).to_le_bytes());
        }
    }

    fn raw(&mut self, bytes: &[u8]) {
        if self.frame.is_none() {
            self.frame = Some(self.out.len());
            self.out.push(0x95);
            self.out.extend_from_slice(&[0; HEADER - 1]);
        }
        self.out.extend_from_slice(bytes);
    }

    /// An opcode without an argument, whose meaning is the caller's.
    pub(crate) fn op(&mut self, opcode: u8) {
        self.raw(&[opcode]);
    }

    /// Remembers the topmost, as CPython does with whatever could come a second time.
    pub(crate) fn memoize(&mut self) {
        self.op(0x94);
    }

    pub(crate) fn int(&mut self, value: i64) {
        if let Ok(byte) = u8::try_from(value) {
            self.raw(&[b'K', byte]);
        } else if let Ok(short) = u16::try_from(value) {
            let [low, high] = short.to_le_bytes();
            self.raw(&[b'M', low, high]);
        } else if let Ok(word) = i32::try_from(value) {
            let [a, b, c, d] = word.to_le_bytes();
            self.raw(&[b'J', a, b, c, d]);
        } else {
            self.long(&super::twos_complement(&value.to_string()));
        }
    }

    /// An integer in two's complement, lowest byte first.
    pub(crate) fn long(&mut self, bytes: &[u8]) {
        if let Ok(length) = u8::try_from(bytes.len()) {
            self.raw(&[0x8A, length]);
        } else {
            // More than 2^31 bytes are beyond every limit of digits that memory allows.
            let [a, b, c, d] = u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes();
            self.raw(&[0x8B, a, b, c, d]);
        }
        self.raw(bytes);
    }

    pub(crate) fn float(&mut self, value: f64) {
        self.op(b'G');
        self.raw(&value.to_be_bytes());
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.sized([0x8C, b'X', 0x8D], text.as_bytes());
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.sized([b'C', b'B', 0x8E], bytes);
    }

    /// By the opcode for a length of one, four or eight bytes; memoized.
    fn sized(&mut self, [tiny, usual, huge]: [u8; 3], data: &[u8]) {
        let length = (data.len() as u64).to_le_bytes();
        let (opcode, width) = match data.len() {
            0..=0xFF => (tiny, 1),
            _ if u32::try_from(data.len()).is_ok() => (usual, 4),
            _ => (huge, 8),
        };
        let header: Vec<u8> = std::iter::once(opcode).chain(length.into_iter().take(width)).collect();
        if data.len() >= FRAME {
            self.close_frame();
            self.out.extend_from_slice(&header);
            self.out.extend_from_slice(data);
        } else {
            self.raw(&header);
            self.raw(data);
        }
        self.memoize();
    }
}

//! The buffer that writers append to.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "offsets into a vector that exists"
)]

use std::cell::Cell;

/// A vector with its length ahead of what has been written, so that a short piece is one store of fixed size and not
/// a call of `memcpy`: what a store writes too much, the next one overwrites.
#[derive(Debug)]
pub(crate) struct Out {
    /// Initialised up to its length; written up to `at`, which never exceeds it.
    buffer: Vec<u8>,
    at: usize,
}

/// The largest buffer, in bytes, that a thread keeps between two messages.
const KEPT: usize = 1 << 20;

thread_local! {
    static SCRATCH: Cell<Option<Box<Out>>> = const { Cell::new(None) };
}

/// The longest piece that [`Out::short`] takes.
pub(crate) const SHORT: usize = 32;

impl Out {
    /// Appends behind what the vector holds.
    #[inline]
    pub(crate) fn new(buffer: Vec<u8>) -> Self {
        let at = buffer.len();
        let mut out = Out { buffer, at };
        // Only a little of a large reused buffer: what is initialised must stay in proportion to what is written.
        out.extend_to(out.buffer.capacity().min(at + 256));
        out
    }

    #[inline]
    pub(crate) fn into_vec(mut self) -> Vec<u8> {
        self.buffer.truncate(self.at);
        self.buffer
    }

    /// The buffer that this thread keeps for messages whose size is not known before: what is written there is copied
    /// into one allocation of its size, which takes less than to grow one. Initialised once, not for each message.
    #[inline]
    #[allow(clippy::unnecessary_box_returns)] // one word to move in and out of the thread's slot
    pub(crate) fn take_scratch() -> Box<Self> {
        SCRATCH.take().unwrap_or_else(|| Box::new(Out::new(Vec::with_capacity(256))))
    }

    #[inline]
    pub(crate) fn leave_scratch(mut out: Box<Self>) {
        if out.buffer.len() <= KEPT {
            out.at = 0;
            // `LocalKey::set` is three calls that are not inlined.
            drop(SCRATCH.with(|scratch| scratch.replace(Some(out))));
        }
    }

    /// Everything that has been written.
    #[inline]
    pub(crate) fn all(&self) -> &[u8] {
        self.buffer.get(..self.at).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.at
    }

    pub(crate) fn truncate(&mut self, len: usize) {
        self.at = self.at.min(len);
    }

    /// What has been written between two lengths.
    pub(crate) fn written(&self, from: usize, to: usize) -> &[u8] {
        self.buffer.get(from..to.min(self.at)).unwrap_or_default()
    }

    #[inline]
    fn extend_to(&mut self, len: usize) {
        if len > self.buffer.len() {
            self.buffer.resize(len, 0);
        }
    }

    /// Doubles, so that the bytes that are initialised before they are written cost no more than those written.
    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) {
        let wanted = (self.at + more).max(self.buffer.len() * 2).max(128);
        self.extend_to(wanted);
    }

    /// Room for this many bytes.
    #[inline]
    pub(crate) fn room(&mut self, more: usize) -> &mut [u8] {
        if self.buffer.len() - self.at < more {
            self.grow(more);
        }
        &mut self.buffer[self.at..]
    }

    /// Counts bytes that were written into the room as appended.
    #[inline]
    pub(crate) fn advance(&mut self, count: usize) {
        debug_assert!(self.at + count <= self.buffer.len());
        self.at += count;
    }

    #[inline]
    pub(crate) fn byte(&mut self, byte: u8) {
        match self.buffer.get_mut(self.at) {
            Some(place) => *place = byte,
            None => self.padded_at_end(&[byte]),
        }
        self.at += 1;
    }

    /// Replaces a byte that was written.
    #[inline]
    pub(crate) fn set(&mut self, at: usize, byte: u8) {
        if let Some(place) = self.buffer.get_mut(at) {
            *place = byte;
        }
    }

    /// A piece that stands at the start of an array, the rest of which may be anything.
    #[inline]
    pub(crate) fn padded<const N: usize>(&mut self, piece: &[u8; N], len: usize) {
        debug_assert!(len <= N);
        // One look at the room, not first whether there is enough and then whether the store is within it.
        match self.buffer.get_mut(self.at..self.at + N).and_then(<[u8]>::first_chunk_mut) {
            Some(room) => *room = *piece,
            None => self.padded_at_end(piece),
        }
        self.at += len;
    }

    /// A piece of up to eight bytes, the first one lowest; in a register, unlike an array.
    #[inline]
    pub(crate) fn word(&mut self, word: u64, len: usize) {
        debug_assert!(len <= 8);
        match self.buffer.get_mut(self.at..self.at + 8).and_then(<[u8]>::first_chunk_mut) {
            Some(room) => *room = word.to_le_bytes(),
            None => self.word_at_end(word),
        }
        self.at += len;
    }

    /// Two pieces of up to eight bytes.
    #[inline]
    pub(crate) fn two_words(&mut self, first: u64, len: usize, second: u64, second_len: usize) {
        debug_assert!(len <= 8 && second_len <= 8);
        let Some(room) = self.buffer.get_mut(self.at..self.at + 16).and_then(<[u8]>::first_chunk_mut::<16>)
        else {
            self.word(first, len);
            return self.word(second, second_len);
        };
        if let Some(place) = room.first_chunk_mut() {
            *place = first.to_le_bytes();
        }
        if let Some(place) = room.get_mut(len..).and_then(<[u8]>::first_chunk_mut) {
            *place = second.to_le_bytes();
        }
        self.at += len + second_len;
    }

    #[cold]
    #[inline(never)]
    fn word_at_end(&mut self, word: u64) {
        self.padded_at_end(&word.to_le_bytes());
    }

    #[cold]
    #[inline(never)]
    fn padded_at_end<const N: usize>(&mut self, piece: &[u8; N]) {
        if let Some(room) = self.room(N).first_chunk_mut() {
            *room = *piece;
        }
    }

    /// A piece of up to [`SHORT`] bytes, such as the text of a number.
    #[inline]
    pub(crate) fn short(&mut self, piece: &[u8]) {
        debug_assert!(piece.len() <= SHORT);
        copy_short(self.room(SHORT), piece);
        self.at += piece.len();
    }

    /// A byte, and a piece of up to [`SHORT`] bytes behind it.
    #[inline]
    #[cfg(feature = "msgpack")]
    pub(crate) fn headed(&mut self, head: u8, piece: &[u8]) {
        debug_assert!(piece.len() <= SHORT);
        if let Some((place, room)) = self.room(1 + SHORT).split_first_mut() {
            *place = head;
            copy_short(room, piece);
        }
        self.at += 1 + piece.len();
    }

    /// Puts a piece in the place of bytes that were written, and moves what stands behind them.
    #[cfg(feature = "msgpack")]
    pub(crate) fn replace(&mut self, at: usize, len: usize, piece: &[u8]) {
        let behind = at + len..self.at;
        self.room(piece.len());
        self.buffer.copy_within(behind, at + piece.len());
        self.buffer[at..at + piece.len()].copy_from_slice(piece);
        self.at = self.at - len + piece.len();
    }

    #[inline]
    pub(crate) fn slice(&mut self, piece: &[u8]) {
        if piece.len() <= SHORT {
            return self.short(piece);
        }
        self.room(piece.len())[..piece.len()].copy_from_slice(piece);
        self.at += piece.len();
    }
}

/// A caller's vector on loan: it comes back as it was unless what was appended is to be kept, also where a `Serialize`
/// of the user's panics.
#[derive(Debug)]
pub(crate) struct Lent<'a> {
    vec: &'a mut Vec<u8>,
    out: Out,
    /// The length to go back to.
    start: usize,
}

impl<'a> Lent<'a> {
    #[inline]
    pub(crate) fn new(vec: &'a mut Vec<u8>) -> Self {
        let start = vec.len();
        let out = Out::new(std::mem::take(vec));
        Lent { vec, out, start }
    }

    #[inline]
    pub(crate) fn out(&mut self) -> &mut Out {
        &mut self.out
    }

    #[inline]
    pub(crate) fn keep(&mut self) {
        self.start = self.out.len();
    }
}

impl Drop for Lent<'_> {
    #[inline]
    fn drop(&mut self) {
        self.out.truncate(self.start);
        *self.vec = std::mem::replace(&mut self.out, Out::new(Vec::new())).into_vec();
    }
}

#[inline]
fn copy_short(room: &mut [u8], piece: &[u8]) {
    // Two stores of fixed size that overlap cover any length between that size and its double.
    if !(ends::<16>(room, piece) || ends::<8>(room, piece) || ends::<4>(room, piece)) {
        for (place, byte) in room.iter_mut().zip(piece) {
            *place = *byte;
        }
    }
}

/// Writes the first and the last `N` bytes of a piece, if it has as many.
#[inline]
pub(crate) fn ends<const N: usize>(room: &mut [u8], piece: &[u8]) -> bool {
    let (Some(first), Some(last)) = (piece.first_chunk::<N>(), piece.last_chunk::<N>()) else { return false };
    let Some(room) = room.get_mut(..piece.len()) else { return false };
    if let Some(place) = room.first_chunk_mut::<N>() {
        *place = *first;
    }
    if let Some(place) = room.last_chunk_mut::<N>() {
        *place = *last;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appends_pieces_of_every_length() {
        let text: Vec<u8> = (0..=255).collect();
        for len in 0..=100 {
            for start in 0..3 {
                let mut out = Out::new(vec![7; start]);
                for _ in 0..10 {
                    out.slice(&text[..len]);
                    out.byte(b',');
                }
                let mut expected = vec![7; start];
                (0..10).for_each(|_| {
                    expected.extend(&text[..len]);
                    expected.push(b',');
                });
                assert_eq!(out.into_vec(), expected, "{len}");
            }
        }
    }

    #[test]
    #[cfg(feature = "msgpack")]
    fn heads_pieces_and_replaces_them() {
        let text: Vec<u8> = (0..=255).collect();
        for len in 0..=SHORT {
            let mut out = Out::new(Vec::new());
            (0..10).for_each(|_| out.headed(0xEE, &text[..len]));
            assert_eq!(out.into_vec(), [&[0xEE], &text[..len]].concat().repeat(10));
        }
        for (old, new) in [(1, 1), (1, 3), (1, 5), (5, 1), (3, 1), (0, 5), (300, 0)] {
            let mut out = Out::new(vec![1; 2]);
            out.slice(&[2].repeat(old));
            out.slice(&text);
            out.replace(2, old, &[3].repeat(new));
            assert_eq!(out.into_vec(), [vec![1; 2], vec![3; new], text.clone()].concat(), "{old} {new}");
        }
    }

    #[test]
    fn keeps_what_a_reused_buffer_holds() {
        let mut vec = Vec::with_capacity(10_000);
        vec.extend(b"keep");
        let mut out = Out::new(vec);
        out.padded(b"abcdefgh", 3);
        assert_eq!(out.written(4, 7), b"abc");
        assert_eq!(out.into_vec(), b"keepabc");
    }
}

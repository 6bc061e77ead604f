//! Where the outermost dynamic list of a message is read, before it gets the room that it needs.
//!
//! glibc's allocator joins all small blocks that are free when it is asked for a large one. To ask for the room of a
//! list first, and then for a thousand small objects, would have it join and part them again with each message: a fifth
//! of the time of such a list. Behind its elements, there is nothing to be joined.

use std::cell::Cell;

use crate::value::Value;

/// So many values stay for the next list of the thread: 64 KiB.
const KEPT: usize = 2048;

thread_local! {
    /// Nothing while it is lent.
    static VALUES: Cell<Option<Vec<Value>>> = const { Cell::new(Some(Vec::new())) };
}

/// A vector that is empty at first, and goes back when it is dropped, however its list has ended.
#[derive(Debug)]
pub(super) struct Scratch {
    values: Vec<Value>,
    is_lent: bool,
}

impl Scratch {
    /// That of the thread; for lists inside of lists one of their own.
    #[inline]
    pub(super) fn new() -> Self {
        match VALUES.try_with(Cell::take) {
            Ok(Some(values)) => Scratch { values, is_lent: true },
            _ => Scratch { values: Vec::new(), is_lent: false },
        }
    }

    /// The place of the next value, which holds null, behind so many others; `expected` is how many there may be.
    #[inline]
    pub(super) fn place(&mut self, count: usize, expected: usize) -> Option<&mut Value> {
        if count == self.values.len() {
            self.add_places(expected);
        }
        self.values.get_mut(count)
    }

    /// A null is one word of a value; to push them one by one copies all of it, and waits for it.
    #[inline(never)]
    fn add_places(&mut self, expected: usize) {
        let count = self.values.len();
        let wanted = expected.max(count.saturating_mul(2)).max(1);
        if wanted > self.values.capacity() {
            self.values.reserve_exact(wanted.saturating_sub(count));
        }
        self.values.resize_with(wanted, Value::default);
    }

    /// The first so many values.
    #[inline]
    pub(super) fn finish(mut self, count: usize) -> Vec<Value> {
        self.values.truncate(count);
        if !self.is_lent || count > KEPT {
            return std::mem::take(&mut self.values);
        }
        let mut values = Vec::with_capacity(count);
        values.append(&mut self.values);
        values
    }
}

impl Drop for Scratch {
    #[inline]
    fn drop(&mut self) {
        if self.is_lent {
            self.values.clear();
            let values = std::mem::take(&mut self.values);
            let kept = if values.capacity() <= KEPT { values } else { Vec::new() };
            // Where the thread is at its end, there is no next list.
            let _ = VALUES.try_with(|place| place.set(Some(kept)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(count: usize) -> Scratch {
        let mut scratch = Scratch::new();
        for n in 0..count {
            *scratch.place(n, 2).unwrap() = Value::from(n);
        }
        scratch
    }

    #[test]
    fn lists_get_the_room_that_they_need() {
        for count in [0, 1, 2, 3, 5, KEPT] {
            let values = filled(count).finish(count);
            assert_eq!(values, (0..count).map(Value::from).collect::<Vec<_>>());
            assert_eq!(values.capacity(), count);
        }
        assert_eq!(filled(KEPT + 1).finish(KEPT + 1).len(), KEPT + 1);
    }

    #[test]
    fn one_list_at_a_time_has_that_of_the_thread() {
        drop(filled(100));
        let outer = filled(3);
        assert!(outer.is_lent && outer.values.capacity() >= 100);
        let inner = filled(2);
        assert!(!inner.is_lent);
        assert_eq!(inner.finish(1), [Value::from(0)]);
        // Dropped with its values, as where a list ends in an error: the next one finds none of them.
        drop(outer);
        let next = Scratch::new();
        assert!(next.is_lent && next.values.is_empty() && next.values.capacity() >= 100);
    }

    #[test]
    fn little_is_kept() {
        drop(filled(4 * KEPT));
        assert_eq!(Scratch::new().values.capacity(), 0);
    }
}

//! An allocator that counts, for each thread by itself, so that tests do not disturb each other.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What one thread asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) live: isize,
    /// The most bytes that were live at one time.
    pub(crate) peak: isize,
    /// The largest single request.
    pub(crate) largest: usize,
    pub(crate) requests: usize,
    /// All bytes that were ever asked for: what grows by copying counts again each time.
    pub(crate) bytes: usize,
}

const NONE: Counts = Counts { live: 0, peak: 0, largest: 0, requests: 0, bytes: 0 };

thread_local! {
    // Neither made lazily nor dropped, so that it can be used from within the allocator.
    static COUNTS: Cell<Counts> = const { Cell::new(NONE) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// `realloc` is the trait's own, which asks for the new block before it gives back the old one: the peak has both.
//
// SAFETY: every call goes to the system's allocator unchanged; counting neither allocates nor panics.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNTS.set(COUNTS.get().plus(layout.size()));
        // SAFETY: the caller keeps the contract, which is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        COUNTS.set(COUNTS.get().minus(layout.size()));
        // SAFETY: as above; the block came from `System`.
        unsafe { System.dealloc(block, layout) }
    }
}

impl Counts {
    fn plus(self, size: usize) -> Self {
        let live = self.live.wrapping_add_unsigned(size);
        Counts {
            live,
            peak: self.peak.max(live),
            largest: self.largest.max(size),
            requests: self.requests.wrapping_add(1),
            bytes: self.bytes.wrapping_add(size),
        }
    }

    fn minus(self, size: usize) -> Self {
        Counts { live: self.live.wrapping_sub_unsigned(size), ..self }
    }
}

/// What this thread asks for while `run` runs; its result is dropped behind the count.
pub(crate) fn count<T>(run: impl FnOnce() -> T) -> (T, Counts) {
    COUNTS.set(NONE);
    let result = run();
    (result, COUNTS.get())
}

#[test]
fn counts_what_is_asked_for() {
    let (_, counts) = count(|| {
        drop(Vec::<u8>::with_capacity(100));
        let mut kept = Vec::<u8>::with_capacity(50);
        kept.reserve_exact(80);
        kept
    });
    assert_eq!(
        (counts.live, counts.peak, counts.largest, counts.requests, counts.bytes),
        (80, 130, 100, 3, 230)
    );
}

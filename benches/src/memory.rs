//! How much memory something takes, by an allocator that counts.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

/// The system's allocator, with counts while they are asked for: the `#[global_allocator]` of a benchmark of memory. What
/// is timed is not counted, which would take a good part of the time.
pub struct Counting;

static COUNTS: AtomicBool = AtomicBool::new(false);
static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// Safety: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        resize(0, layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        resize(layout.size(), 0);
        unsafe { System.dealloc(ptr, layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        resize(layout.size(), size);
        unsafe { System.realloc(ptr, layout, size) }
    }
}

#[inline]
fn resize(from: usize, to: usize) {
    if COUNTS.load(Relaxed) {
        count(from, to);
    }
}

#[cold]
fn count(from: usize, to: usize) {
    LIVE.fetch_sub(from, Relaxed);
    PEAK.fetch_max(LIVE.fetch_add(to, Relaxed) + to, Relaxed);
}

/// What making something took.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// Bytes that it holds.
    pub kept: usize,
    /// Bytes that there were at most, on the way to it.
    pub peak: usize,
}

/// What the result of the function takes, as long as it lives.
pub fn of<T>(make: impl FnOnce() -> T) -> (T, Memory) {
    // Something that was there before may be dropped, which must not count below nothing.
    const BEFORE: usize = usize::MAX / 2;
    LIVE.store(BEFORE, Relaxed);
    PEAK.store(BEFORE, Relaxed);
    COUNTS.store(true, Relaxed);
    let made = make();
    COUNTS.store(false, Relaxed);
    let kept = LIVE.load(Relaxed).saturating_sub(BEFORE);
    (made, Memory { kept, peak: PEAK.load(Relaxed).saturating_sub(BEFORE) })
}

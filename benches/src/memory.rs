//! How much memory something takes, by an allocator that counts.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The system's allocator, with counts: the `#[global_allocator]` of a benchmark of memory.
pub struct Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// Safety: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(ptr, layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_sub(layout.size(), Relaxed);
        grow(size);
        unsafe { System.realloc(ptr, layout, size) }
    }
}

fn grow(size: usize) {
    let live = LIVE.fetch_add(size, Relaxed) + size;
    PEAK.fetch_max(live, Relaxed);
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
    let before = LIVE.load(Relaxed);
    PEAK.store(before, Relaxed);
    let made = make();
    let kept = LIVE.load(Relaxed).saturating_sub(before);
    (made, Memory { kept, peak: PEAK.load(Relaxed).saturating_sub(before) })
}

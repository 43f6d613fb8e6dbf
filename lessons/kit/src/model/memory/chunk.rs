//! A stretch of memory that is handed out from front to back.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    ptr,
    sync::atomic::{AtomicUsize, Ordering},
};

/// Stands right before every allocation: its chunk, or null for the system's.
pub(super) type Owner = *mut Chunk;

pub(super) const SIZE: usize = 1 << 20;
/// An execution that began with so little left might need a second chunk, which may lie in front of the first.
pub(super) const ENOUGH: usize = SIZE / 4;
/// Of every chunk; more than any owner or value needs.
const ALIGN: usize = 64;

/// A stretch of memory that is handed out from front to back.
pub(super) struct Chunk {
    /// Allocations that have not been given back, and one more while the chunk is in use.
    live: AtomicUsize,
    /// Offset of the first byte that is free.
    next: Cell<usize>,
    size: usize,
}

impl Chunk {
    fn layout(size: usize) -> Layout {
        Layout::from_size_align(size, ALIGN).expect("a chunk is not that large")
    }

    /// A chunk with room for at least `room` bytes; null if there is no memory.
    pub(super) fn make(room: usize) -> *mut Self {
        let size = SIZE.max(room + size_of::<Self>());
        // SAFETY: the size is not zero.
        let chunk: *mut Self = unsafe { System.alloc(Self::layout(size)) }.cast();
        if !chunk.is_null() {
            let head = Self {
                live: AtomicUsize::new(1),
                next: Cell::new(size_of::<Self>()),
                size,
            };
            // SAFETY: just allocated, large and aligned enough.
            unsafe { chunk.write(head) };
        }
        chunk
    }

    /// How many bytes are left.
    ///
    /// # Safety
    ///
    /// The chunk must be in use by this thread.
    pub(super) unsafe fn left(chunk: *mut Self) -> usize {
        // SAFETY: the chunk is alive, and only the thread that uses it looks at `next`.
        unsafe { (*chunk).size - (*chunk).next.get() }
    }

    /// Gives one allocation back, or the use of the chunk; the last one gives back the chunk.
    ///
    /// # Safety
    ///
    /// Must be called once for each allocation, and once by the thread that has used the chunk.
    pub(super) unsafe fn release(chunk: *mut Self) {
        // SAFETY: the chunk is alive, as whoever calls still counts.
        unsafe {
            if (*chunk).live.fetch_sub(1, Ordering::AcqRel) == 1 {
                let layout = Self::layout((*chunk).size);
                System.dealloc(chunk.cast(), layout);
            }
        }
    }

    /// The next bytes of a chunk; null if there are not as many.
    ///
    /// # Safety
    ///
    /// The chunk must be in use by this thread.
    pub(super) unsafe fn take(chunk: *mut Self, layout: Layout) -> *mut u8 {
        // SAFETY: the chunk is alive, and only the thread that uses it looks at `next`.
        let (next, size) = unsafe { ((*chunk).next.get(), (*chunk).size) };
        let align = layout.align().max(align_of::<Owner>());
        // From the chunk's own address on: a large alignment may exceed the chunk's.
        let base = chunk.addr();
        let Some(start) = (base + next + size_of::<Owner>()).checked_next_multiple_of(align) else {
            return ptr::null_mut();
        };
        let start = start - base;
        if start > size || layout.size() > size - start {
            return ptr::null_mut();
        }
        // SAFETY: `start` and the owner in front of it lie within the chunk, behind everything handed out so far.
        unsafe {
            (*chunk).next.set(start + layout.size());
            (*chunk).live.fetch_add(1, Ordering::Relaxed);
            let memory = chunk.cast::<u8>().add(start);
            memory.cast::<Owner>().sub(1).write(chunk);
            memory
        }
    }
}

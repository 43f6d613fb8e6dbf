//! A stretch of memory with a lane for each thread, each handed out from front to back.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    ptr,
    sync::atomic::{AtomicUsize, Ordering},
};

/// Stands right before every allocation: its chunk, or null for the system's.
pub(super) type Owner = *mut Chunk;

/// Every thread of an execution has a lane of its own.
pub(super) const LANES: usize = 8;
/// The length of a lane. Only the pages that are used cost anything.
pub(super) const LANE: usize = 1 << 20;
/// An execution in which a lane begins with so little left might need more.
const ENOUGH: usize = LANE / 4;
/// Of every chunk, lane and execution's first byte; more than any owner or value needs.
const ALIGN: usize = 64;
/// What stands in front of the lanes.
const HEAD: usize = size_of::<Chunk>().next_multiple_of(ALIGN);

/// A stretch of memory with a lane for each thread, each handed out from front to back.
pub(super) struct Chunk {
    /// Allocations that have not been given back, and one more while the chunk is in use.
    live: AtomicUsize,
    lanes: [Lane; LANES],
    /// The chunk's own.
    layout: Layout,
}

/// Where one thread's memory comes from: offsets from the chunk's own address.
struct Lane {
    /// The first byte that is free.
    next: Cell<usize>,
    /// Where this execution began.
    begun: Cell<usize>,
}

impl Lane {
    /// The first byte behind lane `number`.
    fn end(number: usize) -> usize {
        HEAD + (number + 1) * LANE
    }
}

impl Chunk {
    /// A chunk of this size; null if there is no memory, or can be none. An allocator must not panic.
    fn make(size: usize) -> *mut Self {
        let Ok(layout) = Layout::from_size_align(size, ALIGN) else {
            return ptr::null_mut();
        };
        // SAFETY: the size is not zero.
        let chunk: *mut Self = unsafe { System.alloc(layout) }.cast();
        if !chunk.is_null() {
            let head = Self {
                live: AtomicUsize::new(1),
                lanes: std::array::from_fn(|number| Lane {
                    next: Cell::new(HEAD + number * LANE),
                    begun: Cell::new(HEAD + number * LANE),
                }),
                layout,
            };
            // SAFETY: just allocated, large and aligned enough.
            unsafe { chunk.write(head) };
        }
        chunk
    }

    /// A chunk with a lane for each thread, in use by this OS thread; null if there is no memory.
    pub(super) fn with_lanes() -> *mut Self {
        Self::make(HEAD + LANES * LANE)
    }

    /// Memory that does not fit in a lane, in a chunk of its own; null if there is none.
    pub(super) fn single(layout: Layout) -> *mut u8 {
        let align = layout.align().max(ALIGN);
        let chunk = Self::make(HEAD + size_of::<Owner>() + align + layout.size());
        if chunk.is_null() {
            return ptr::null_mut();
        }
        let start =
            (chunk.addr() + HEAD + size_of::<Owner>()).next_multiple_of(align) - chunk.addr();
        // SAFETY: the chunk is large enough for the head, the owner, what alignment costs, and the allocation.
        unsafe {
            let memory = chunk.cast::<u8>().add(start);
            memory.cast::<Owner>().sub(1).write(chunk);
            memory
        }
    }

    /// An execution begins. Tells whether every lane has enough left for it.
    ///
    /// # Safety
    ///
    /// The chunk must be in use by this thread.
    pub(super) unsafe fn begin(chunk: *mut Self) -> bool {
        // SAFETY: the chunk is alive, and only the thread that uses it looks at the lanes.
        let (lanes, live) = unsafe { (&(*chunk).lanes, (*chunk).live.load(Ordering::Acquire)) };
        let mut has_enough = true;
        for (number, lane) in lanes.iter().enumerate() {
            if live == 1 {
                lane.next.set(HEAD + number * LANE); // all was given back
            }
            let begun = lane.next.get().next_multiple_of(ALIGN);
            has_enough &= begun + ENOUGH <= Lane::end(number);
            lane.begun.set(begun);
            lane.next.set(begun);
        }
        has_enough
    }

    /// The lane in which an address of this execution lies, and how far from where the execution began in it.
    ///
    /// # Safety
    ///
    /// The chunk must be in use by this thread.
    pub(super) unsafe fn place(chunk: *mut Self, address: usize) -> Option<(usize, usize)> {
        let offset = address.checked_sub(chunk.addr() + HEAD)?;
        let number = offset / LANE;
        // SAFETY: the chunk is alive, and only the thread that uses it looks at the lanes.
        let lane = unsafe { (*chunk).lanes.get(number) }?;
        let offset = (offset + HEAD).checked_sub(lane.begun.get())?;
        Some((number, offset))
    }

    /// The address of such a place.
    ///
    /// # Safety
    ///
    /// The chunk must be in use by this thread.
    pub(super) unsafe fn address(chunk: *mut Self, (number, offset): (usize, usize)) -> usize {
        // SAFETY: the chunk is alive, and only the thread that uses it looks at the lanes.
        chunk.addr() + unsafe { (*chunk).lanes[number].begun.get() } + offset
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
                let layout = (*chunk).layout;
                System.dealloc(chunk.cast(), layout);
            }
        }
    }

    /// The next bytes of a lane; null if there are not as many.
    ///
    /// # Safety
    ///
    /// The chunk must be in use by this thread.
    pub(super) unsafe fn take(chunk: *mut Self, number: usize, layout: Layout) -> *mut u8 {
        // SAFETY: the chunk is alive, and only the thread that uses it looks at the lanes.
        let next = unsafe { (*chunk).lanes[number].next.get() };
        let align = layout.align().max(align_of::<Owner>());
        // From the chunk's own address on: a large alignment may exceed the chunk's.
        let base = chunk.addr();
        let Some(start) = (base + next + size_of::<Owner>()).checked_next_multiple_of(align) else {
            return ptr::null_mut();
        };
        let (start, end) = (start - base, Lane::end(number));
        if start > end || layout.size() > end - start {
            return ptr::null_mut();
        }
        // SAFETY: `start` and the owner in front of it lie within the lane, behind everything handed out so far.
        unsafe {
            (*chunk).lanes[number].next.set(start + layout.size());
            (*chunk).live.fetch_add(1, Ordering::Relaxed);
            let memory = chunk.cast::<u8>().add(start);
            memory.cast::<Owner>().sub(1).write(chunk);
            memory
        }
    }
}

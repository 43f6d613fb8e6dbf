//! Memory whose addresses grow in the order of allocation.
//!
//! Code may well sort by address: that is how ties between two locks are broken. A model must do the same in
//! every execution, and an allocator that hands out again what was given back puts two accounts now in the
//! one order, now in the other. So while a model's own code runs, each allocation lies behind the
//! one before, and nothing is used twice within an execution. Everything else gets the system's memory.

mod chunk;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    ptr,
};

use self::chunk::{Chunk, ENOUGH, Owner};

#[global_allocator]
static MEMORY: Memory = Memory;

struct Memory;

thread_local! {
    /// The model's own code runs on this OS thread.
    static HERE: Cell<bool> = const { Cell::new(false) };
    static IN_USE: Cell<*mut Chunk> = const { Cell::new(ptr::null_mut()) };
}

/// From now on, this OS thread runs the model's own code, or not.
pub(super) fn is_the_models(here: bool) {
    HERE.set(here);
}

/// An execution begins: what it allocates shall fit in one chunk.
pub(super) fn begin() {
    let chunk = IN_USE.get();
    // SAFETY: a chunk in use is alive.
    if !chunk.is_null() && unsafe { Chunk::left(chunk) } < ENOUGH {
        leave();
    }
}

/// This OS thread allocates no more for a model.
pub(super) fn leave() {
    HERE.set(false);
    let chunk = IN_USE.replace(ptr::null_mut());
    if !chunk.is_null() {
        // SAFETY: the chunk was in use, and is not any more.
        unsafe { Chunk::release(chunk) };
    }
}

/// What is asked of the system for an allocation: room for the owner in front; and how much that is.
fn padded(layout: Layout) -> Option<(Layout, usize)> {
    let lead = layout.align().max(2 * size_of::<Owner>());
    let size = layout.size().checked_add(lead)?;
    let padded = Layout::from_size_align(size, lead).ok()?;
    Some((padded, lead))
}

/// Memory of the system, with a null owner in front.
///
/// # Safety
///
/// `memory` is null, or has `lead` bytes and then the allocation.
unsafe fn owned_by_the_system(memory: *mut u8, lead: usize) -> *mut u8 {
    if memory.is_null() {
        return memory;
    }
    // SAFETY: the lead has room for an owner, and is aligned for it.
    unsafe {
        let memory = memory.add(lead);
        memory.cast::<Owner>().sub(1).write(ptr::null_mut());
        memory
    }
}

/// # Safety
///
/// `memory` must come from this allocator and not have been given back.
unsafe fn owner(memory: *mut u8) -> Owner {
    // SAFETY: every allocation has its owner in front.
    unsafe { memory.cast::<Owner>().sub(1).read() }
}

// SAFETY: memory is handed out once: from the front of a chunk, which only its thread uses and which lives as
// long as one of its allocations, or from the system. Sizes and alignments are as asked.
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if HERE.get() {
            let mut chunk = IN_USE.get();
            if !chunk.is_null() {
                // SAFETY: it is in use by this thread.
                let memory = unsafe { Chunk::take(chunk, layout) };
                if !memory.is_null() {
                    return memory;
                }
            }
            leave();
            HERE.set(true);
            chunk = Chunk::make(layout.size() + layout.align() + 2 * size_of::<Owner>());
            IN_USE.set(chunk);
            if chunk.is_null() {
                return ptr::null_mut();
            }
            // SAFETY: it is in use by this thread from now on.
            return unsafe { Chunk::take(chunk, layout) };
        }
        let Some((padded, lead)) = padded(layout) else {
            return ptr::null_mut();
        };
        // SAFETY: the size is not zero.
        unsafe { owned_by_the_system(System.alloc(padded), lead) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if HERE.get() {
            // SAFETY: as the caller promises; and as many bytes are there.
            unsafe {
                let memory = self.alloc(layout);
                if !memory.is_null() {
                    memory.write_bytes(0, layout.size());
                }
                return memory;
            }
        }
        let Some((padded, lead)) = padded(layout) else {
            return ptr::null_mut();
        };
        // SAFETY: the size is not zero.
        unsafe { owned_by_the_system(System.alloc_zeroed(padded), lead) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller promises that it comes from here, with this layout.
        unsafe {
            let chunk = owner(memory);
            if !chunk.is_null() {
                Chunk::release(chunk);
            } else if let Some((padded, lead)) = padded(layout) {
                System.dealloc(memory.sub(lead), padded);
            }
        }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let Ok(new) = Layout::from_size_align(size, layout.align()) else {
            return ptr::null_mut();
        };
        // SAFETY: the caller promises that the memory comes from here, with this layout. What the system
        // moves keeps its lead, the null owner included.
        unsafe {
            if owner(memory).is_null() && !HERE.get() {
                let (Some((old, lead)), Some((new, _))) = (padded(layout), padded(new)) else {
                    return ptr::null_mut();
                };
                let moved = System.realloc(memory.sub(lead), old, new.size());
                return if moved.is_null() {
                    moved
                } else {
                    moved.add(lead)
                };
            }
            let moved = self.alloc(new);
            if !moved.is_null() {
                ptr::copy_nonoverlapping(memory, moved, layout.size().min(size));
                self.dealloc(memory, layout);
            }
            moved
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{begin, chunk::SIZE, is_the_models, leave};

    #[test]
    fn addresses_grow_even_when_memory_is_given_back() {
        let _case = crate::case!();
        begin();
        is_the_models(true);
        let first = Box::new(1_u64);
        let second = Box::new(2_u64);
        let (low, high) = ((&raw const *first).addr(), (&raw const *second).addr());
        drop(first);
        let third = Box::new(3_u64);
        leave();
        assert!(low < high && high < (&raw const *third).addr());
        assert_eq!((*second, *third), (2, 3));
    }

    #[test]
    fn what_does_not_fit_gets_a_chunk_of_its_own_and_keeps_its_bytes() {
        let _case = crate::case!();
        begin();
        is_the_models(true);
        let mut bytes: Vec<u8> = (0..=255).collect();
        bytes.extend(std::iter::repeat_n(7, 3 * SIZE));
        let zeroes = vec![0_u8; 2 * SIZE];
        #[repr(align(4096))]
        struct Page(u8);
        let page = Box::new(Page(9));
        leave();
        bytes.extend([1, 2, 3]); // grows outside
        assert!((0..=255).eq(bytes[..256].iter().copied()));
        assert!(bytes.ends_with(&[7, 1, 2, 3]) && zeroes.iter().all(|byte| *byte == 0));
        assert_eq!(((&raw const *page).addr() % 4096, page.0), (0, 9));
    }

    #[test]
    fn memory_may_be_given_back_by_another_thread() {
        let _case = crate::case!();
        begin();
        is_the_models(true);
        let texts: Vec<String> = (0..1000).map(|n| format!("text {n}")).collect();
        leave();
        std::thread::spawn(move || assert_eq!(texts[999], "text 999"))
            .join()
            .unwrap();
    }
}

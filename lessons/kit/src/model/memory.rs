//! Memory whose addresses grow in the order of allocation.
//!
//! Code may well sort by address: that is how ties between two locks are broken. A model must do the same in
//! every execution, and an allocator that hands out again what was given back puts two accounts now in the
//! one order, now in the other. So while a model's own code runs, each allocation lies behind the
//! one before, and nothing is used twice within an execution. Everything else gets the system's memory.
//!
//! Each thread of a model has its own lane, and the lanes lie in the order of the threads. So an address tells nothing about the
//! schedule but what the thread knows that asked for the memory: executions that came to the same state have it at the same place.

mod chunk;
mod stacks;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    ptr,
};

#[cfg(feature = "explorer")]
pub(super) use self::stacks::{STACK, begins};

use self::chunk::{Chunk, Owner};
use super::current;

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

/// Does `work` with the system's memory: for what is not the model's own.
pub(super) fn aside<R>(work: impl FnOnce() -> R) -> R {
    let here = HERE.replace(false);
    let answer = work();
    HERE.set(here);
    answer
}

/// An execution begins: what it allocates shall fit in one chunk.
pub(super) fn begin() {
    let chunk = IN_USE.get();
    // SAFETY: a chunk in use is alive.
    if !chunk.is_null() && !unsafe { Chunk::begin(chunk) } {
        leave();
    }
    if IN_USE.get().is_null() {
        IN_USE.set(Chunk::with_lanes());
    }
}

/// A name for an address that is the same in all executions that came to the same state; see [`address`].
pub(super) fn name(address: usize) -> u64 {
    let chunk = IN_USE.get();
    if chunk.is_null() {
        return address as u64;
    }
    let name =
        |mark, (number, offset): (usize, usize)| mark | (number as u64) << LANE_AT | offset as u64;
    if let Some(place) = stacks::place(address) {
        return name(STACKS, place);
    }
    // SAFETY: a chunk in use is alive.
    match unsafe { Chunk::place(chunk, address) } {
        Some(place) => name(LANES, place),
        None => address as u64,
    }
}

/// The address with this name.
pub(super) fn address(name: u64) -> usize {
    let chunk = IN_USE.get();
    if chunk.is_null() || name & (LANES | STACKS) == 0 {
        return name as usize;
    }
    let number = (name & !(LANES | STACKS)) >> LANE_AT;
    let place = (number as usize, (name & ((1 << LANE_AT) - 1)) as usize);
    if name & STACKS != 0 {
        return stacks::address(place);
    }
    // SAFETY: a chunk in use is alive.
    unsafe { Chunk::address(chunk, place) }
}

/// Marks a name that tells a lane: no system hands out addresses with this bit.
const LANES: u64 = 1 << 62;
/// Marks a name that tells a stack.
const STACKS: u64 = 1 << 61;
/// Where the number of the lane or the stack stands in a name.
const LANE_AT: u32 = 32;

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
            let chunk = IN_USE.get();
            if !chunk.is_null() {
                // SAFETY: it is in use by this thread.
                let memory = unsafe { Chunk::take(chunk, current::thread(), layout) };
                if !memory.is_null() {
                    return memory;
                }
            }
            return Chunk::single(layout);
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
    use super::{address, begin, chunk::LANE, is_the_models, leave, name};

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
        bytes.extend(std::iter::repeat_n(7, 3 * LANE));
        let zeroes = vec![0_u8; 2 * LANE];
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
    fn what_no_memory_can_hold_is_refused() {
        let _case = crate::case!();
        begin();
        is_the_models(true);
        let mut bytes = Vec::<u8>::new();
        let refused = bytes.try_reserve_exact(isize::MAX as usize - 64).is_err();
        leave();
        assert!(refused);
    }

    #[test]
    fn a_place_has_the_same_name_in_every_execution() {
        let _case = crate::case!();
        let names = [(); 2].map(|()| {
            begin();
            is_the_models(true);
            let value = Box::leak(Box::new(1_u64));
            is_the_models(false);
            let place = std::ptr::from_mut(value).addr();
            assert_eq!(address(name(place)), place);
            name(place)
        });
        leave();
        assert_eq!(names[0], names[1]);
        assert_eq!(address(name(17)), 17, "not a lane's");
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

//! Names for the places where objects lie.

use std::cell::{Cell, RefCell};

use explorer::{MAX_THREADS, ThreadId, mix};

use crate::model::memory;

/// What a thread's stack has.
pub(super) const STACK: usize = 256 * 1024;
/// The frame that is known may lie a little below the first.
const ABOVE: usize = 4 * 1024;

thread_local! {
    /// For each thread of the execution, where its stack begins; 0 if it has not begun.
    static STACKS: [Cell<usize>; MAX_THREADS] = const { [const { Cell::new(0) }; MAX_THREADS] };
    /// The names that were given in this execution: what lies on a stack may lie where something else lay before.
    static GIVEN: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// The current thread begins. If it is the first, so does the execution.
pub(super) fn begins(thread: ThreadId) {
    let here = 0_u8;
    let here = (&raw const here).addr();
    STACKS.with(|stacks| {
        if thread == ThreadId::FIRST {
            stacks.iter().for_each(|stack| stack.set(0));
            GIVEN.with_borrow_mut(Vec::clear);
        }
        stacks[thread.index()].set(here + ABOVE);
    });
}

/// A name for an object that lies there: the same in every schedule that its thread, or the thread that asked for
/// the memory, cannot tell from this one.
pub(super) fn name(address: usize) -> u64 {
    let on_stack = STACKS.with(|stacks| {
        stacks.iter().enumerate().find_map(|(thread, begin)| {
            let depth = begin.get().checked_sub(address)?;
            (depth < STACK).then(|| mix(thread as u64, depth as u64))
        })
    });
    let name = on_stack.unwrap_or_else(|| memory::name(address));
    let given = |given: &mut Vec<u64>| {
        let before = given.iter().filter(|given| **given == name).count();
        given.push(name);
        mix(name, before as u64)
    };
    memory::aside(|| GIVEN.with_borrow_mut(given))
}

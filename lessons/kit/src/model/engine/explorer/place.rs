//! Names for the places where objects lie.

use std::cell::RefCell;

use explorer::{ThreadId, mix};

use crate::model::memory;

/// What a thread's stack has.
pub(super) const STACK: usize = memory::STACK;

thread_local! {
    /// The names that were given in this execution: what lies on a stack may lie where something else lay before.
    static GIVEN: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// The current thread begins. If it is the first, so does the execution.
pub(super) fn begins(thread: ThreadId) {
    if thread == ThreadId::FIRST {
        GIVEN.with_borrow_mut(Vec::clear);
    }
    memory::begins(thread.index());
}

/// A name for an object that lies there: the same in every schedule that its thread, or the thread that asked for
/// the memory, cannot tell from this one.
pub(super) fn name(address: usize) -> u64 {
    let name = memory::name(address);
    let given = |given: &mut Vec<u64>| {
        let before = given.iter().filter(|given| **given == name).count();
        given.push(name);
        mix(name, before as u64)
    };
    memory::aside(|| GIVEN.with_borrow_mut(given))
}

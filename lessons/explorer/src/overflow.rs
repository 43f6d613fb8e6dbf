//! Tells the overflow of a fiber's stack from other faults, and takes the fiber off its stack.

use std::{cell::Cell, ptr};

use crate::fiber::Fiber;

thread_local! {
    static RUNNING: Cell<*const Fiber> = const { Cell::new(ptr::null()) };
}

/// While it lives, a fault in the guard page of the fiber is an overflow.
pub(crate) struct Watch;

impl Drop for Watch {
    fn drop(&mut self) {
        RUNNING.set(ptr::null());
    }
}

/// The fiber that begins to run.
pub(crate) fn watch(fiber: &Fiber) -> Watch {
    RUNNING.set(fiber);
    Watch
}

/// The fiber that runs.
pub(crate) fn running<'a>() -> Option<&'a Fiber> {
    let fiber = RUNNING.get();
    // SAFETY: `watch` was given a reference, and takes the address away before that ends.
    (!fiber.is_null()).then(|| unsafe { &*fiber })
}

/// Makes overflows of this OS thread's fibers end in [`Turn::Overflow`](crate::fiber::Turn::Overflow).
pub(crate) fn install() {}

/// Whether it has happened on this OS thread. What was cut off, in the middle of an allocation perhaps, is
/// better not relied on.
pub(crate) fn has_happened() -> bool {
    false
}

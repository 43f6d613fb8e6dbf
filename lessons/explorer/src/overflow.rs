//! Tells the overflow of a fiber's stack from other faults, and takes the fiber off its stack.
//!
//! Below each stack lies a guard page. The system answers a touch of it with a signal, and its handler, on a
//! stack of its own, makes the fiber return as if its code had ended.

#[cfg(all(
    any(target_os = "linux", target_os = "macos"),
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod handler;
#[cfg(all(
    any(target_os = "linux", target_os = "macos"),
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod registers;

use std::{cell::Cell, ptr};

use crate::fiber::Fiber;

thread_local! {
    /// The fiber that runs, for the handler as well: so no destructor, and no first use that would allocate.
    static RUNNING: Cell<*const Fiber> = const { Cell::new(ptr::null()) };
    static HAPPENED: Cell<bool> = const { Cell::new(false) };
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
///
/// Elsewhere than on Linux and macOS, on x86-64 and AArch64, an overflow ends the process, as it does for any
/// other thread.
pub(crate) fn install() {
    #[cfg(all(
        any(target_os = "linux", target_os = "macos"),
        any(target_arch = "x86_64", target_arch = "aarch64")
    ))]
    handler::install();
}

/// Whether it has happened on this OS thread. What was cut off, in the middle of an allocation perhaps, is
/// better not relied on.
pub(crate) fn has_happened() -> bool {
    HAPPENED.get()
}

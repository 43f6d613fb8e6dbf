//! The stacks of a model's threads, which lie now here, now there: what lies on one is known by its depth.

use std::cell::Cell;

use super::chunk::LANES;

/// What a thread's stack has.
pub(in crate::model) const STACK: usize = 256 * 1024;

thread_local! {
    /// For each thread of the execution, where its stack begins; 0 if it has not begun.
    static BEGIN: [Cell<usize>; LANES] = const { [const { Cell::new(0) }; LANES] };
}

/// The current thread begins. If it is the first, so does the execution.
#[cfg(feature = "explorer")] // loom does not compare what lies where
pub(in crate::model) fn begins(thread: usize) {
    /// The frame that is known may lie a little below the first.
    const ABOVE: usize = 4 * 1024;
    let here = 0_u8;
    let here = (&raw const here).addr();
    BEGIN.with(|begin| {
        if thread == 0 {
            begin.iter().for_each(|begin| begin.set(0));
        }
        begin[thread].set(here + ABOVE);
    });
}

/// The thread on whose stack an address lies, and how deep.
pub(super) fn place(address: usize) -> Option<(usize, usize)> {
    BEGIN.with(|begin| {
        begin.iter().enumerate().find_map(|(thread, begin)| {
            let depth = begin.get().checked_sub(address)?;
            (depth < STACK).then_some((thread, depth))
        })
    })
}

/// The address that lies there.
pub(super) fn address((thread, depth): (usize, usize)) -> usize {
    BEGIN.with(|begin| begin[thread].get() - depth)
}
